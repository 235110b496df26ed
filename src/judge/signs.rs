//! Signs that deserve a look: what a dossier would show of a unit that works towards the clock rather than the
//! citizen. Each has innocent explanations, and each is seen beside how often it happens where nothing is behind
//! it. Persons and their trails are not looked at.

use super::{
    Window, clock,
    facts::{Bench, Fact},
    trail,
};
use crate::domain::{
    calendar::Calendar,
    dossier::Dossier,
    procedure::Procedure,
    time::{Day, LocalTime, SECONDS_PER_DAY},
};

/// The last office hours before the due time, in seconds.
const LAST: i64 = 2 * 3_600;
/// Office time of a working day, in seconds.
pub const OFFICE_DAY: i64 = 8 * 3_600;
/// Working days beyond which nobody counts.
const LONGEST: u32 = 1_000;
/// Chances are counted in millionths, so that their sum does not hang on its order.
pub const WHOLE: u64 = 1_000_000;

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// Ended in time, in the last two office hours before it was due.
    LastHours,
    /// Ended on the last working day of a month.
    LastDay,
    /// A supplement moved the due date on the last working day before it.
    MovedLate,
    /// The first supplement was asked for on the day on which the dossier was due, or the working day before.
    AskedLast,
    /// Ended in the same second as at least four others of the unit.
    SameSecond,
}

impl Sign {
    pub const ALL: [Self; 5] =
        [Self::LastHours, Self::LastDay, Self::MovedLate, Self::AskedLast, Self::SameSecond];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LastHours => "last_hours",
            Self::LastDay => "last_day",
            Self::MovedLate => "moved_late",
            Self::AskedLast => "asked_last",
            Self::SameSecond => "same_second",
        }
    }
}

/// A dossier that could show a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    pub sign: Sign,
    pub shows: bool,
    /// How likely it shows it by chance, in millionths.
    pub chance: u64,
    /// When.
    pub at: LocalTime,
}

/// When a dossier ended in the window, to the second; absent of one that did not, or of which no hour is known.
pub fn ended(dossier: &Dossier, fact: &Fact, window: &Window) -> Option<LocalTime> {
    let (end, _) = trail::course(dossier, window.cut_off).ended.filter(|_| fact.ended)?;
    let second = end.second_of_day();
    (second != 0 && second != SECONDS_PER_DAY - 1).then(|| LocalTime::new(end.day(), second))
}

/// What a dossier that is in hand says of every sign but `SameSecond`, which needs the others of its unit.
pub fn looks(
    bench: &Bench<'_>,
    dossier: &Dossier,
    procedure: Option<&Procedure>,
    fact: &Fact,
    window: &Window,
) -> Vec<Look> {
    let calendar = bench.calendar;
    let course = trail::course(dossier, window.cut_off);
    let mut looks = Vec::new();
    let row = procedure.map(|procedure| procedure.on(dossier.received.day()));
    let due = clock::Due::of(dossier, row.and_then(|row| row.limit), calendar);
    let end = course.ended.filter(|_| fact.ended).map(|(end, _)| end);
    if let Some(end) = end {
        let first = end.day().month_start();
        let last = first.plus_months(1).plus(-1);
        let days = working_days(calendar, first.plus(-1), last).max(1);
        let last_worked =
            (0..31).map(|back| last.plus(-back)).find(|day| calendar.is_working(*day));
        // A last day that has not come yet is nobody's.
        if last.plus(1).start() <= window.end {
            looks.push(Look {
                sign: Sign::LastDay,
                shows: Some(end.day()) == last_worked,
                chance: WHOLE / days,
                at: end,
            });
        }
    }
    let Some(due) = due.map(|due| due.at).filter(|due| *due > dossier.received) else {
        return looks;
    };
    let allowed = working_days(calendar, dossier.received.day(), due.day()).max(1);
    if let (Some(end), true) = (ended(dossier, fact, window), fact.on_time) {
        // With what was paused, as the verdict compares it.
        let moved = clock::moved(
            dossier,
            &course,
            clock::Due { at: due, unsure: None },
            end,
            bench.switches,
        );
        looks.push(Look {
            sign: Sign::LastHours,
            shows: calendar.plus_office_seconds(end, LAST) >= moved,
            chance: (WHOLE * LAST as u64 / (allowed * OFFICE_DAY as u64)).min(WHOLE),
            at: end,
        });
    }
    // A date that was moved is known no longer; it was what the limit gives.
    let first = match course.rounds.iter().any(|round| round.due_moved) {
        true => {
            let unpromised = Dossier { due: None, ..dossier.clone() };
            clock::Due::of(&unpromised, row.and_then(|row| row.limit), calendar).map(|due| due.at)
        }
        false => Some(due),
    };
    let Some(first) = first else { return looks };
    let at_the_last = |sign, asked: LocalTime| {
        let is_last = working_days(calendar, asked.day(), first.day()) <= 1;
        let allowed = working_days(calendar, dossier.received.day(), first.day()).max(1);
        let chance = (WHOLE * 2 / allowed).min(WHOLE);
        Look { sign, shows: is_last && asked.day() <= first.day(), chance, at: asked }
    };
    let in_window = |asked: &LocalTime| window.start <= *asked && *asked < window.end;
    let asked = course.requests.iter().min().copied().filter(in_window);
    looks.extend(asked.map(|asked| at_the_last(Sign::AskedLast, asked)));
    let moved = course.rounds.iter().filter(|round| round.due_moved).map(|round| round.asked);
    let moved = moved.filter(in_window).max();
    looks.extend(moved.map(|asked| at_the_last(Sign::MovedLate, asked)));
    looks
}

/// Working days after one day up to another; 0 where that is not later.
pub fn working_days(calendar: &Calendar, after: Day, to: Day) -> u64 {
    calendar.working_days(after, to, LONGEST).into()
}
