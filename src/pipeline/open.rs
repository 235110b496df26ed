//! What is still in hand at the end of a period: the dossiers that are overdue or due soon after it, by their
//! numbers; all of them by the time they have left; and in a month that is not over what became of those that
//! stood as they do in the months before. All of it comes from one reading of the lake, judged by one clock: the
//! rules and due dates are those of today, also for the months before.

use std::collections::HashMap;

use super::{
    failure::Failure,
    job::Job,
    judging::{Dossiers, Judged, Judging, Reading},
    registers::Registers,
    same_point,
};
use crate::{
    domain::{
        calendar::Calendar,
        open_dossier::{OpenDossier, OpenState, SOON},
        period::Period,
        still_open::{Age, ByLeft, Cell, Left, LeftRow, Past, Row, StillOpen},
        time::{Day, LocalTime},
    },
    judge::{
        Window,
        clock::Verdict,
        facts::{Bench, Fact},
    },
};

/// Everything that is told of open dossiers; nothing where the configuration wants none of it.
pub fn open(
    job: &Job,
    registers: &Registers,
    period: Period,
    cut_off: LocalTime,
) -> Result<StillOpen, Failure> {
    if !job.insight {
        return Ok(StillOpen::default());
    }
    let judging = Judging::new(job, registers);
    let now = Window::new(period, cut_off);
    let before = same_point::windows(&judging.calendar, period, cut_off);
    let windows: Vec<Window> =
        std::iter::once(now).chain(before.iter().flatten().copied()).collect();
    let files: Vec<_> = registers.dossiers().collect();
    let dossiers = match before.is_empty() {
        true => Dossiers::Of { files: &files, since: Some(now.end) },
        false => Dossiers::InHand,
    };
    let reading =
        Reading { windows: &windows, dossiers, ids: true, databases: None, threads: job.threads };
    let bench = Bench { calendar: &judging.calendar, switches: &job.rules.switches };
    let last = now.end.last_day();
    let soon = judging.calendar.plus_working_days(last, SOON);
    let eye = Eye { bench, registers, now, before: &before, last, soon };
    let found = judging.dossiers(
        &reading,
        Found::default,
        |found, judged, facts| {
            eye.see(found, judged, facts);
            Ok(())
        },
        Ok,
    )?;
    let mut all = StillOpen::default();
    for found in found {
        all.merge(found.named(registers));
    }
    all.past.months = before.iter().map(|[then, _]| then.period).collect();
    if !before.is_empty() {
        all.past.months.push(period);
    }
    Ok(all)
}

/// What a thread has found, by numbers of units and procedures.
#[derive(Default)]
struct Found {
    dossiers: Vec<OpenDossier>,
    by_left: HashMap<(u32, u32), ByLeft>,
    past: HashMap<(u32, u32, Age), Vec<Cell>>,
}

impl Found {
    fn named(self, registers: &Registers) -> StillOpen {
        let unit = |unit: u32| registers.units.get(unit).id.clone();
        let procedure = |number: u32| registers.procedure_ids[number as usize].clone();
        let by_left = self.by_left.into_iter().map(|((of, number), by_left)| LeftRow {
            unit_id: unit(of),
            procedure_id: procedure(number),
            by_left,
        });
        let rows = self.past.into_iter().map(|((of, number, age), cells)| Row {
            unit_id: unit(of),
            procedure_id: procedure(number),
            age,
            cells,
        });
        let past = Past { months: Vec::new(), rows: rows.collect() };
        StillOpen { dossiers: self.dossiers, by_left: by_left.collect(), past }
    }
}

/// What is needed to see a dossier.
struct Eye<'a> {
    bench: Bench<'a>,
    registers: &'a Registers,
    now: Window,
    before: &'a [[Window; 2]],
    /// The last day of the period, and the last on which a dossier is due soon.
    last: Day,
    soon: Day,
}

impl Eye<'_> {
    /// The facts are those of now, and of each month before at its point and at its end.
    fn see(
        &self,
        found: &mut Found,
        judged: &Judged<'_>,
        facts: &mut dyn Iterator<Item = Option<Fact>>,
    ) {
        let dossier = judged.dossier;
        let key = (dossier.unit, dossier.procedure);
        let months = self.before.len();
        let mut note = |age: Age, month: usize, fact: &Fact| {
            let cells = found.past.entry((key.0, key.1, age)).or_default();
            cells.resize(months + 1, Cell::default());
            cells[month].add(Cell { cases: 1, in_time: u64::from(fact.on_time) });
        };
        if let Some(fact) = facts.next().flatten() {
            let due = self.due(judged, &fact, &self.now);
            if months > 0 && is_sure(&fact) {
                note(self.age(&fact, due, &self.now), months, &fact);
            }
            if fact.closing {
                let left = self.left(&fact, due, &self.now);
                found.by_left.entry(key).or_default()[left as usize] += 1;
                let listed = due.and_then(|due| self.listed(judged, &fact, due));
                found.dossiers.extend(listed);
            }
        }
        for (month, [then, _]) in self.before.iter().enumerate() {
            let (at_point, at_end) = (facts.next().flatten(), facts.next().flatten());
            let Some(end) = at_end.filter(is_sure) else { continue };
            let age = match at_point {
                None => Age::Later,
                Some(fact) => self.age(&fact, self.due(judged, &fact, then), then),
            };
            note(age, month, &end);
        }
    }

    /// When an open dossier is due; nobody asks of one that ended.
    fn due(&self, judged: &Judged<'_>, fact: &Fact, window: &Window) -> Option<LocalTime> {
        fact.closing.then(|| self.bench.due(judged.dossier, judged.procedure, window)).flatten()
    }

    fn left(&self, fact: &Fact, due: Option<LocalTime>, window: &Window) -> Left {
        match due {
            _ if fact.waiting => Left::Waiting,
            None => Left::Undated,
            Some(_) if !fact.on_time => Left::Overdue,
            Some(due) => {
                let calendar = self.bench.calendar;
                Left::of_days(calendar.working_days(window.end.day(), due.day(), Left::FAR))
            }
        }
    }

    fn age(&self, fact: &Fact, due: Option<LocalTime>, window: &Window) -> Age {
        if !fact.closing {
            return Age::Settled;
        }
        let is_beyond = due.is_none_or(|due| due >= window.period.end());
        match (fact.waiting, fact.on_time) {
            (false, true) if is_beyond => Age::Beyond,
            _ => Age::Open(self.left(fact, due, window)),
        }
    }

    /// One that somebody must look at, where it is.
    fn listed(&self, judged: &Judged<'_>, fact: &Fact, due: LocalTime) -> Option<OpenDossier> {
        let dossier = judged.dossier;
        let state = match fact.verdict {
            _ if fact.waiting => return None,
            Verdict::OpenOverdue => OpenState::Overdue,
            Verdict::RepeatedSupplement if due < self.now.end => OpenState::Overdue,
            Verdict::RepeatedSupplement => OpenState::Repeated,
            Verdict::OpenInTime if due.day() <= self.soon => OpenState::DueSoon,
            _ => return None,
        };
        Some(OpenDossier {
            id: dossier.id.clone(),
            unit_id: self.registers.units.get(dossier.unit).id.clone(),
            procedure_id: self.registers.procedure_ids[dossier.procedure as usize].clone(),
            received: dossier.received,
            due,
            state,
            working_days: between(self.bench.calendar, due.day(), self.last),
        })
    }
}

/// Whether a fact counts in its period, and on no year that the calendar lacks.
fn is_sure(fact: &Fact) -> bool {
    fact.judged && fact.lacks_year.is_none()
}

/// Working days after the earlier of two days, up to the later one.
fn between(calendar: &Calendar, one: Day, other: Day) -> u32 {
    calendar.working_days(one.min(other), one.max(other), u32::MAX)
}
