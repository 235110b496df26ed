//! The dossiers in hand with their patterns: which flags and comparisons of the rule set hold for each, found by
//! the counting engine, and of the open ones when they are due.

use crate::{
    count::{
        columns::{Columns, key},
        engine,
    },
    domain::{open_dossier::SOON, time::LocalTime, unit::Tree},
    judge::{
        Window,
        clock::Verdict,
        facts::{Bench as Judge, Fact},
        trail,
    },
    pipeline::{
        failure::Failure,
        judging::{Dossiers, Judged, Judging, Reading},
    },
    rules::rule_set::RepeatedSupplement,
    score::repair::{Bench, Pattern},
};

/// Working days beyond which nobody counts.
const LONGEST: u32 = 1_000;

/// A dossier in hand.
pub struct Case {
    pub id: String,
    pub unit: u32,
    /// The number of its procedure in the lake.
    pub procedure: u32,
    pub pattern: Pattern,
    /// Of one that is open and in time at the end.
    pub open: Option<Open>,
}

/// An open dossier that is in time.
pub struct Open {
    pub due: Option<LocalTime>,
    pub working_days: Option<u32>,
    /// It is due within the period, which is not over.
    pub is_of_period: bool,
    /// It must be answered in this period, or within a few working days.
    pub is_urgent: bool,
    /// A supplement was asked for once, and a second time makes it overdue.
    pub was_asked_once: bool,
}

/// By number of the dossier.
pub fn gather(
    bench: &Bench<'_>,
    judging: &Judging<'_>,
    window: &Window,
) -> Result<Vec<Case>, Failure> {
    let windows = [*window];
    let reading = Reading {
        windows: &windows,
        dossiers: Dossiers::InHand,
        ids: true,
        databases: None,
        threads: judging.job.threads,
    };
    let begin = || (Columns::<Fact>::default(), Vec::<Case>::new());
    let take = |(columns, cases): &mut (Columns<Fact>, Vec<Case>),
                judged: &Judged<'_>,
                facts: &mut dyn Iterator<Item = Option<Fact>>| {
        let Some(fact) = facts.flatten().next() else { return Ok(()) };
        columns.push(key(fact.unit, fact.procedure), &fact);
        cases.push(Case {
            id: judged.dossier.id.clone(),
            unit: fact.unit,
            procedure: fact.procedure,
            pattern: 0,
            open: open(judging, judged, &fact, window),
        });
        Ok(())
    };
    let leaves: Vec<_> = bench.leaves.iter().collect();
    let end = |(mut columns, mut cases): (Columns<Fact>, Vec<Case>)| {
        if !columns.is_empty() {
            let masks = engine::masks(columns.take()?, &leaves)?;
            for (bit, mask) in masks.iter().enumerate() {
                for (case, holds) in cases.iter_mut().zip(mask) {
                    case.pattern |= Pattern::from(*holds) << bit;
                }
            }
        }
        Ok(cases)
    };
    let found = judging.dossiers(&reading, begin, take, end)?;
    let mut cases: Vec<Case> = found.into_iter().flatten().collect();
    cases.sort_by(|a, b| (&a.id, a.unit).cmp(&(&b.id, b.unit)));
    Ok(cases)
}

fn open(judging: &Judging<'_>, judged: &Judged<'_>, fact: &Fact, window: &Window) -> Option<Open> {
    let waits = fact.verdict == Verdict::WaitingInTime;
    if !fact.closing || !(waits || fact.verdict == Verdict::OpenInTime) {
        return None;
    }
    let switches = &judging.job.rules.switches;
    let judge = Judge { calendar: &judging.calendar, switches };
    let due = judge.due(judged.dossier, judged.procedure, window);
    let last = window.end.last_day();
    let is_of_period = window.provisional() && due.is_some_and(|due| due < window.period.end());
    let soon = judging.calendar.plus_working_days(last, SOON);
    let requests = trail::course(judged.dossier, window.end).requests.len();
    Some(Open {
        working_days: due
            .filter(|due| due.day() >= last)
            .map(|due| judging.calendar.working_days(last, due.day(), LONGEST)),
        is_of_period,
        is_urgent: !waits && (is_of_period || due.is_some_and(|due| due.day() <= soon)),
        was_asked_once: requests == 1
            && switches.repeated_supplement == RepeatedSupplement::Overdue,
        due,
    })
}

/// Whether a unit is another one or below it.
pub fn is_below(tree: &Tree, unit: u32, above: u32) -> bool {
    tree.upwards(unit).any(|found| found == above)
}
