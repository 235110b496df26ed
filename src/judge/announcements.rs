//! Announcing decisions and publication against their limits (1.1, 1.2), in working days.

use super::Window;
pub use crate::schema::facts::AnnouncementFact;
use crate::{
    domain::{announcement::Announcement, calendar::Calendar, time::Day},
    rules::{Switches, rule_set::AuthorityKind},
};

/// Judges one row of announcements.
pub fn judge(
    row: &Announcement,
    window: &Window,
    authority: AuthorityKind,
    calendar: &Calendar,
    switches: &Switches,
) -> AnnouncementFact {
    let early = calendar.plus_working_days(row.announced, switches.announce_days.of(authority));
    let due = calendar.plus_working_days(row.announced, switches.publish_days.of(authority));
    let published = row.published.filter(|day| day.start() < window.end);
    let overdue = published.is_none() && due.plus(1).start() <= window.end;
    let announced = window.contains(row.announced.start());
    let needed = |last: Day, day: Day| calendar.unsure(row.announced.plus(1), last)?.needed_at(day);
    let in_effect = row.legal_effective.filter(|_| announced);
    let judged = match published {
        Some(day) => Some(day).filter(|day| window.contains(day.start())),
        None => Some(window.end.day().plus(-1)),
    };
    let lacks_year = in_effect.and_then(|day| needed(early, day));
    AnnouncementFact {
        announced,
        announced_on_time: row.legal_effective.is_none_or(|effective| early <= effective),
        publication_due: overdue || published.is_some_and(|day| window.contains(day.start())),
        published_on_time: published.is_some_and(|day| day <= due),
        lacks_year: lacks_year.or_else(|| judged.and_then(|day| needed(due, day))),
    }
}

/// Whether a working day of the longer limit lies in a year that the calendar does not hold.
pub fn outlasts(
    row: &Announcement,
    authority: AuthorityKind,
    calendar: &Calendar,
    switches: &Switches,
) -> bool {
    let days = switches.announce_days.of(authority).max(switches.publish_days.of(authority));
    let due = calendar.plus_working_days(row.announced, days);
    calendar.unsure(row.announced.plus(1), due).is_some()
}
