//! Petitions against their deadlines (5.2, 5.3): days are working days, compared as dates.

use super::Window;
pub use crate::schema::facts::PetitionFact;
use crate::{
    domain::{calendar::Calendar, petition::Petition, time::LocalTime},
    rules::Switches,
};

/// Judges a petition; `None` where it was not received in the period. Times at or after the end of
/// the period, or the cut-off, are not read.
pub fn judge(
    petition: &Petition,
    window: &Window,
    calendar: &Calendar,
    switches: &Switches,
) -> Option<PetitionFact> {
    if !window.contains(petition.received) {
        return None;
    }
    let read = |time: Option<LocalTime>| time.filter(|time| *time < window.end);
    let begun =
        petition.received.max(read(petition.transferred).unwrap_or(petition.received)).day();
    let mut lacks_year = None;
    let mut by = |time: LocalTime, days: u32| {
        let due = calendar.plus_working_days(begun, days);
        let unsure = calendar.unsure(begun.plus(1), due);
        // The first day of which nothing is known is in time itself.
        let before = time.day().plus(-1);
        lacks_year = lacks_year.or(unsure.and_then(|unsure| unsure.needed_at(before)));
        time.day() <= due
    };
    let (answered, refused, asked_more) =
        (read(petition.answered), read(petition.refused), read(petition.asked_more));
    let on_time = answered.is_some_and(|time| by(time, switches.petition_answer_days))
        || refused.is_some_and(|time| by(time, switches.petition_refuse_days))
        || (answered.is_none()
            && asked_more.is_some_and(|time| by(time, switches.petition_ask_days)))
        || (answered.is_none()
            && refused.is_none()
            && by(window.end, switches.petition_answer_days));
    Some(PetitionFact {
        unit: petition.unit,
        received: true,
        about_rules: petition.about_rules,
        on_time,
        more_disliked: petition.dislikes > petition.likes,
        repeated: petition.repeated,
        lacks_year,
    })
}

/// Whether a working day of the longest deadline lies in a year that the calendar does not hold.
pub fn outlasts(petition: &Petition, calendar: &Calendar, switches: &Switches) -> bool {
    let begun = petition.transferred.unwrap_or(petition.received).max(petition.received).day();
    let due = calendar.plus_working_days(begun, switches.petition_answer_days);
    calendar.unsure(begun.plus(1), due).is_some()
}
