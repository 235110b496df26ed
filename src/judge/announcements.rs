//! Announcing decisions and publication against their limits (1.1, 1.2), in working days.

use super::Window;
use crate::{
    domain::{announcement::Announcement, calendar::Calendar},
    rules::{Switches, rule_set::AuthorityKind},
};

/// One procedure in one decision: the columns of `schema::facts::ANNOUNCEMENTS`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnnouncementFact<'a> {
    pub procedure_id: &'a str,
    pub announced: bool,
    pub announced_on_time: bool,
    pub publication_due: bool,
    pub published_on_time: bool,
}

/// Judges one row of announcements.
pub fn judge<'a>(
    row: &'a Announcement,
    window: &Window,
    authority: AuthorityKind,
    calendar: &Calendar,
    switches: &Switches,
) -> AnnouncementFact<'a> {
    let early = calendar.plus_working_days(row.announced, switches.announce_days.of(authority));
    let due = calendar.plus_working_days(row.announced, switches.publish_days.of(authority));
    let published = row.published.filter(|day| day.start() < window.end);
    let overdue = published.is_none() && due.plus(1).start() <= window.end;
    AnnouncementFact {
        procedure_id: &row.procedure_id,
        announced: window.contains(row.announced.start()),
        announced_on_time: row.legal_effective.is_none_or(|effective| early <= effective),
        publication_due: overdue || published.is_some_and(|day| window.contains(day.start())),
        published_on_time: published.is_some_and(|day| day <= due),
    }
}
