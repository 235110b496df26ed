//! Whether a dossier is on time: due dates and limits, paused time, the verdict and its reason
//! (section 4), under the switches `precision`, `repeated_supplement`, `pause`, `withdrawn` and
//! `undated`.

use super::{
    Window,
    trail::{Course, Round},
};
use crate::{
    domain::{
        calendar::Calendar,
        dossier::{Dossier, EndKind},
        procedure::Limit,
        time::LocalTime,
    },
    rules::rule_set::{Pause, Precision, RepeatedSupplement, Switches, Undated, Withdrawn},
};

/// The verdict of a dossier in a period. The order is that of the facts' list of codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Verdict {
    Early,
    OnTime,
    Late,
    OpenInTime,
    OpenOverdue,
    WaitingInTime,
    WaitingOverdue,
    RepeatedSupplement,
    Undated,
}

impl Verdict {
    pub const fn as_str(self) -> &'static str {
        crate::schema::codes::VERDICTS[self as usize].name
    }

    const fn in_time(self) -> bool {
        matches!(self, Self::Early | Self::OnTime | Self::OpenInTime | Self::WaitingInTime)
    }
}

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
}

/// Judges a dossier that is in hand in the period.
pub fn judge(
    dossier: &Dossier,
    course: &Course,
    limit: Option<Limit>,
    window: &Window,
    calendar: &Calendar,
    switches: &Switches,
) -> Judgement {
    let clock = Clock { dossier, course, switches };
    let due =
        dossier.due.or_else(|| limit.map(|limit| due_by_limit(dossier.received, limit, calendar)));
    let ended = course.ended.filter(|(time, _)| *time < window.end);
    let open_round = course.rounds.iter().find(|round| Clock::open_at(round, window.end));
    let verdict = match (ended, due) {
        (Some((_, EndKind::Withdrawn | EndKind::Stopped)), _)
            if switches.withdrawn == Withdrawn::OnTime =>
        {
            Verdict::OnTime
        }
        (_, None) => Verdict::Undated,
        (Some((end, _)), Some(due)) => clock.verdict_of_end(end, due),
        (None, Some(due)) => clock.verdict_of_open(open_round, due, window.end),
    };
    let undated_counts = switches.undated == Undated::OnTime;
    Judgement {
        verdict,
        on_time: verdict.in_time() || (verdict == Verdict::Undated && undated_counts),
        judged: verdict != Verdict::Undated || undated_counts,
        waiting: ended.is_none() && open_round.is_some(),
        ended: ended.map(|(_, kind)| kind),
        handling_seconds: ended.map_or(0, |(end, _)| clock.handling_seconds(end)),
    }
}

/// The due date that a maximum handling time gives, counted from receipt (section 5).
pub fn due_by_limit(received: LocalTime, limit: Limit, calendar: &Calendar) -> LocalTime {
    let start = calendar.moved_into_hours(received);
    let (day, second) = (start.day(), start.second_of_day());
    match limit {
        Limit::OfficeSeconds(seconds) => calendar.plus_office_seconds(start, seconds),
        Limit::WorkingDays(count) => LocalTime::new(calendar.plus_working_days(day, count), second),
        Limit::Days(count) => {
            let last = day.plus(i32::try_from(count).unwrap_or(i32::MAX / 4));
            LocalTime::new(calendar.working_day_from(last), second)
        }
        Limit::Months(count) => {
            LocalTime::new(calendar.working_day_from(day.plus_months(count)), second)
        }
    }
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

    fn verdict_of_end(&self, end: LocalTime, due: LocalTime) -> Verdict {
        let worked = end.minus_micros(self.paused(end));
        if !self.within(worked, due) {
            Verdict::Late
        } else if worked.day() < due.day() {
            Verdict::Early
        } else {
            Verdict::OnTime
        }
    }

    fn verdict_of_open(&self, waiting: Option<&Round>, due: LocalTime, end: LocalTime) -> Verdict {
        let requests = self.course.requests.iter().filter(|asked| **asked < end).count();
        if requests > 1 && self.switches.repeated_supplement == RepeatedSupplement::Overdue {
            return Verdict::RepeatedSupplement;
        }
        let (stopped, in_time, overdue) = match waiting {
            Some(round) => (round.asked, Verdict::WaitingInTime, Verdict::WaitingOverdue),
            None => (end, Verdict::OpenInTime, Verdict::OpenOverdue),
        };
        let worked = stopped.minus_micros(self.paused(stopped));
        if self.within(worked, due) { in_time } else { overdue }
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
