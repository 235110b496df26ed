//! Whether a dossier is on time: due dates and limits, paused time, the verdict and its reason
//! (section 4), under the switches `precision`, `repeated_supplement`, `pause`, `withdrawn` and
//! `undated`.

use super::{
    Window,
    trail::{Course, Round},
};
pub use crate::schema::verdict::Verdict;
use crate::{
    domain::{
        calendar::{Calendar, Unsure},
        days::Span,
        dossier::{Dossier, EndKind},
        procedure::Limit,
        time::{Day, LocalTime},
    },
    rules::rule_set::{Pause, Precision, RepeatedSupplement, Switches, Undated, Withdrawn},
};

/// A dossier against the clock of one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgement {
    pub verdict: Verdict,
    pub on_time: bool,
    /// Counts in the denominator: dated, or undated under a reading that counts it.
    pub judged: bool,
    /// A round is open at the end of the period.
    pub waiting: bool,
    /// Handled within the period.
    pub ended: Option<EndKind>,
    /// Seconds from receipt to end less paused time; 0 where not ended.
    pub handling_seconds: i64,
    /// A year that the calendar does not hold and on which the verdict hangs.
    pub lacks_year: Option<i32>,
}

/// When a dossier is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    pub at: LocalTime,
    /// What the calendar did not know on the way there; never of a promised date.
    pub unsure: Option<Unsure>,
}

impl Due {
    /// The promised date, else the one that the limit gives; `None` of an undated dossier.
    pub fn of(dossier: &Dossier, limit: Option<Limit>, calendar: &Calendar) -> Option<Self> {
        match dossier.due {
            Some(at) => Some(Self { at, unsure: None }),
            None => limit.map(|limit| due_by_limit(dossier.received, limit, calendar)),
        }
    }
}

/// Judges a dossier that is in hand in the period.
pub fn judge<S: Span>(
    dossier: &Dossier,
    course: &Course,
    due: Option<Due>,
    window: &Window<S>,
    switches: &Switches,
) -> Judgement {
    let clock = Clock { dossier, course, switches };
    let mut lacks_year = None;
    let mut needs = |due: Due, worked: LocalTime| {
        lacks_year = due.unsure.and_then(|unsure| unsure.needed_at(worked.day()));
    };
    let ended = course.ended.filter(|(time, _)| *time < window.end);
    let open_round = course.rounds.iter().find(|round| Clock::open_at(round, window.end));
    let verdict = match (ended, due) {
        (Some((_, EndKind::Withdrawn | EndKind::Stopped)), _)
            if switches.withdrawn == Withdrawn::OnTime =>
        {
            Verdict::OnTime
        }
        (_, None) => Verdict::Undated,
        (Some((end, _)), Some(due)) => {
            let worked = clock.worked(end);
            needs(due, worked);
            clock.verdict_of_end(worked, due.at)
        }
        (None, Some(_)) if clock.asked_again(window.end) => Verdict::RepeatedSupplement,
        (None, Some(due)) => {
            let worked = clock.worked(open_round.map_or(window.end, |round| round.asked));
            // The first instant of a day is in time wherever on that day the due date falls.
            needs(due, worked.minus_micros(1));
            match (open_round, clock.within(worked, due.at)) {
                (Some(_), true) => Verdict::WaitingInTime,
                (Some(_), false) => Verdict::WaitingOverdue,
                (None, true) => Verdict::OpenInTime,
                (None, false) => Verdict::OpenOverdue,
            }
        }
    };
    let undated_counts = switches.undated == Undated::OnTime;
    Judgement {
        verdict,
        on_time: verdict.in_time() || (verdict == Verdict::Undated && undated_counts),
        judged: verdict != Verdict::Undated || undated_counts,
        waiting: ended.is_none() && open_round.is_some(),
        ended: ended.map(|(_, kind)| kind),
        handling_seconds: ended.map_or(0, |(end, _)| clock.handling_seconds(end)),
        lacks_year,
    }
}

/// A due date with what was paused until an instant.
pub fn moved(
    dossier: &Dossier,
    course: &Course,
    due: Due,
    until: LocalTime,
    switches: &Switches,
) -> LocalTime {
    due.at.minus_micros(-Clock { dossier, course, switches }.paused(until))
}

/// The due date that a maximum handling time gives, counted from receipt (section 5).
fn due_by_limit(received: LocalTime, limit: Limit, calendar: &Calendar) -> Due {
    let start = calendar.moved_into_hours(received);
    let (day, second) = (start.day(), start.second_of_day());
    let moved = |last: Day| (LocalTime::new(calendar.working_day_from(last), second), last);
    // The due date, and from which day on the calendar was asked to find it.
    let (at, from) = match limit {
        Limit::OfficeSeconds(seconds) => (calendar.plus_office_seconds(start, seconds), day),
        Limit::WorkingDays(count) => {
            (LocalTime::new(calendar.plus_working_days(day, count), second), day)
        }
        Limit::Days(count) => moved(day.plus(i32::try_from(count).unwrap_or(i32::MAX / 4))),
        Limit::Months(count) => moved(day.plus_months(count)),
    };
    // Days in between that nobody asked for are no matter, unless the start was already unsure.
    let start_is_sure = calendar.unsure(received.day(), day).is_none();
    let from = if start_is_sure { from } else { received.day() };
    Due { at, unsure: calendar.unsure(from, at.day()) }
}

struct Clock<'a> {
    dossier: &'a Dossier,
    course: &'a Course,
    switches: &'a Switches,
}

impl Clock<'_> {
    /// A round completed exactly at the end of the period is still open there.
    fn open_at(round: &Round, end: LocalTime) -> bool {
        round.asked < end && round.completed.is_none_or(|completed| completed >= end)
    }

    /// A time less what was paused before it: what is compared with the due date.
    fn worked(&self, time: LocalTime) -> LocalTime {
        time.minus_micros(self.paused(time))
    }

    fn verdict_of_end(&self, worked: LocalTime, due: LocalTime) -> Verdict {
        if !self.within(worked, due) {
            Verdict::Late
        } else if worked.day() < due.day() {
            Verdict::Early
        } else {
            Verdict::OnTime
        }
    }

    /// More than one supplement was asked for before `end`, under a reading that counts it.
    fn asked_again(&self, end: LocalTime) -> bool {
        let requests = self.course.requests.iter().filter(|asked| **asked < end).count();
        requests > 1 && self.switches.repeated_supplement == RepeatedSupplement::Overdue
    }

    fn within(&self, worked: LocalTime, due: LocalTime) -> bool {
        match self.switches.precision {
            Precision::Instant => worked <= due,
            Precision::CalendarDay => worked.day() <= due.day(),
        }
    }

    /// Paused time `P(t)` in microseconds: the union of the rounds completed at or before `t`.
    fn paused(&self, until: LocalTime) -> i64 {
        let subtracted = match self.switches.pause {
            Pause::None => return 0,
            Pause::UnlessDueMoved if self.dossier.due_moved => return 0,
            Pause::UnlessDueMoved => |round: &&Round| !round.due_moved,
            Pause::Subtract => |_: &&Round| true,
        };
        let mut covered_to = i64::MIN;
        let mut total = 0;
        for round in self.course.rounds.iter().filter(subtracted) {
            let Some(completed) = round.completed.filter(|completed| *completed <= until) else {
                continue;
            };
            let from = round.asked.micros().max(covered_to);
            total += (completed.micros() - from).max(0);
            covered_to = covered_to.max(completed.micros());
        }
        total
    }

    fn handling_seconds(&self, end: LocalTime) -> i64 {
        let worked = end.micros() - self.paused(end) - self.dossier.received.micros();
        worked.max(0) / crate::domain::time::MICROS_PER_SECOND
    }
}
