//! Where time goes: of the dossiers received in a period, how long it takes until they end, how much of it is
//! the citizen's to answer, and how long a result then waits to be handed over. What is still open is followed
//! until the end of the period and no further, so that quick ends do not stand for all (Kaplan and Meier); refused
//! and withdrawn ones end in ways of their own (Aalen and Johansen).

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::{
    documents,
    failure::Failure,
    job::Job,
    judging::{Dossiers, Judging, Reading},
    registers::Registers,
};
use crate::{
    domain::{
        dossier::{Dossier, EndKind},
        number::Decimal,
        period::Period,
        survival::Times,
        time::{LocalTime, MICROS_PER_SECOND, SECONDS_PER_DAY},
    },
    judge::{Window, trail},
    schema::{Table, Value, encode, insight},
};

/// Handled, refused, withdrawn or stopped.
const WAYS: usize = 3;
/// Fewer dossiers have no quantiles.
const FEW: u64 = 10;

/// The dossiers of a unit and those below it, or of a procedure of the authority.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Durations {
    /// Whole days from receipt to end.
    pub to_end: Times<WAYS>,
    /// Whole days in which the citizen was waited for, of dossiers of which a supplement came in.
    pub waiting: Times<1>,
    /// Whole days from end to the handing over of the result.
    pub to_return: Times<1>,
    pub received: u64,
    pub ended: [u64; WAYS],
    pub waited: u64,
    pub returned: u64,
}

impl Durations {
    fn add(&mut self, other: &Self) {
        self.to_end.add(&other.to_end);
        self.waiting.add(&other.waiting);
        self.to_return.add(&other.to_return);
        self.received += other.received;
        self.ended.iter_mut().zip(other.ended).for_each(|(own, more)| *own += more);
        self.waited += other.waited;
        self.returned += other.returned;
    }

    /// With `tells_returns` a result that nothing is said of has not been handed over.
    fn see(&mut self, dossier: &Dossier, window: &Window, tells_returns: bool) {
        let course = trail::course(dossier, window.cut_off);
        let end = course.ended.filter(|(end, _)| *end < window.end);
        let last = end.map_or(window.end, |(end, _)| end);
        let days = |from: LocalTime, to: LocalTime| whole_days(to.micros() - from.micros());
        self.received += 1;
        match end {
            None => self.to_end.censored(days(dossier.received, last)),
            Some((end, kind)) => {
                let way = match kind {
                    EndKind::Finished | EndKind::Returned => 0,
                    EndKind::Refused => 1,
                    EndKind::Withdrawn | EndKind::Stopped => 2,
                };
                self.to_end.ended(days(dossier.received, end), way);
                self.ended[way] += 1;
                if way == 0 {
                    // A day without an hour may stand before the end of the same day.
                    let returned =
                        dossier.returned.map(|returned| match returned.day() == end.day() {
                            true => returned.max(end),
                            false => returned,
                        });
                    let returned = returned.filter(|returned| *returned >= end);
                    match returned.filter(|returned| *returned < window.end) {
                        Some(returned) => {
                            self.to_return.ended(days(end, returned), 0);
                            self.returned += 1;
                        }
                        None if tells_returns => {
                            self.to_return.censored(days(end, window.end));
                        }
                        None => {}
                    }
                }
            }
        }
        let rounds = course.rounds.iter().filter_map(|round| {
            let completed = round.completed.filter(|completed| *completed < window.end)?;
            Some((round.asked, completed))
        });
        let rounds: Vec<(i64, i64)> = rounds
            .map(|(asked, completed)| (asked.micros(), completed.min(last).micros()))
            .filter(|(asked, completed)| asked < completed)
            .collect();
        if !rounds.is_empty() {
            self.waiting.ended(whole_days(together(rounds)), 0);
            self.waited += 1;
        }
    }
}

/// The length of some spans, where they lie over one another counted once.
fn together(mut spans: Vec<(i64, i64)>) -> i64 {
    spans.sort_unstable();
    let (mut covered_to, mut length) = (i64::MIN, 0);
    for (from, to) in spans {
        length += (to - from.max(covered_to)).max(0);
        covered_to = covered_to.max(to);
    }
    length
}

/// Days that are over.
fn whole_days(micros: i64) -> u64 {
    let day = SECONDS_PER_DAY * MICROS_PER_SECOND;
    (micros.max(0) / day).unsigned_abs()
}

/// Of the authority, of every unit directly under it, and of every procedure.
pub struct Found {
    pub units: BTreeMap<u32, Durations>,
    pub procedures: BTreeMap<u32, Durations>,
}

pub fn durations(
    job: &Job,
    registers: &Registers,
    period: Period,
    cut_off: LocalTime,
) -> Result<Found, Failure> {
    job.check_period(period, period)?;
    let judging = Judging::new(job, registers);
    let window = Window::new(period, cut_off);
    let windows = [window];
    let reading = Reading {
        windows: &windows,
        dossiers: Dossiers::InHand,
        ids: false,
        databases: None,
        threads: job.threads,
    };
    let tells_returns = registers.given.dossier_columns.contains("returned_at");
    let seen = judging.dossiers(
        &reading,
        BTreeMap::new,
        |all: &mut BTreeMap<(u32, u32), Durations>, judged, facts| {
            let fact = facts.flatten().next();
            if let Some(fact) = fact.filter(|fact| fact.received) {
                let own = all.entry((fact.unit, fact.procedure)).or_default();
                own.see(judged.dossier, &window, tells_returns);
            }
            Ok(())
        },
        Ok,
    )?;
    let tree = registers.units.tree(window.end.last_day());
    let mut found = Found { units: BTreeMap::new(), procedures: BTreeMap::new() };
    for ((unit, procedure), one) in seen.iter().flatten() {
        for above in tree.upwards(*unit).filter(|of| *of == 0 || tree.parent(*of) == Some(0)) {
            found.units.entry(above).or_default().add(one);
        }
        found.procedures.entry(*procedure).or_default().add(one);
    }
    Ok(found)
}

/// One row for the authority and each unit, then one for each procedure of the authority.
pub fn table(found: &Found, registers: &Registers, period: Period) -> Table {
    let day = period.end().last_day();
    let mut rows = Vec::new();
    let name = |unit: u32| {
        let known = registers.units.get(unit);
        [known.id.clone(), known.on(day).name.clone()]
    };
    for (unit, of) in &found.units {
        let [id, name] = name(*unit);
        rows.push(row(period, id, name, String::new(), of));
    }
    for (procedure, of) in &found.procedures {
        let [id, name] = name(0);
        rows.push(row(period, id, name, registers.procedure_ids[*procedure as usize].clone(), of));
    }
    Table { name: "durations", columns: insight::DURATIONS, rows }
}

fn row(
    period: Period,
    unit: String,
    name: String,
    procedure: String,
    of: &Durations,
) -> Vec<Value> {
    let enough = of.received >= FEW;
    let to_end = |share| of.to_end.quantile(share).filter(|_| enough);
    let incidence = |way: usize| {
        let last = of.to_end.steps().last().map(|step| step.by_way[way]);
        last.filter(|_| enough).map(|share| Decimal::new((share * 10_000.0).round() as i64, 2))
    };
    let of_returns = |share| of.to_return.quantile(share).filter(|_| of.returned >= FEW);
    let of_waits = |share| of.waiting.quantile(share).filter(|_| of.waited >= FEW);
    vec![
        period.to_string().into(),
        unit.into(),
        name.into(),
        procedure.into(),
        of.received.into(),
        of.ended[0].into(),
        of.ended[1].into(),
        of.ended[2].into(),
        (of.received - of.ended.iter().sum::<u64>()).into(),
        to_end(0.5).into(),
        to_end(0.9).into(),
        incidence(1).into(),
        incidence(2).into(),
        of.waited.into(),
        of_waits(0.5).into(),
        of_waits(0.9).into(),
        of.returned.into(),
        of_returns(0.5).into(),
        of_returns(0.9).into(),
    ]
}

pub fn write(table: &Table, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let (parquet, _) =
        encode::parquet(table, &[]).map_err(|error| documents::fault(folder, error))?;
    let files = [("durations.csv", encode::csv(table)), ("durations.parquet", parquet)];
    documents::write(folder, files.map(|(name, bytes)| (name.to_owned(), bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_that_lie_over_one_another_count_once() {
        assert_eq!(together(vec![(0, 10), (5, 12), (20, 21), (3, 4)]), 13);
        assert_eq!(whole_days(86_399_999_999), 0);
        assert_eq!(whole_days(86_400_000_000), 1);
    }
}
