//! Indicators that count procedures with at least one dossier: the first repaired dossier of a procedure that had
//! none brings it in, the second brings nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::cases::{Case, is_below};
use crate::{
    count::{
        columns::{Columns, key},
        engine,
    },
    domain::unit::Tree,
    judge::Window,
    pipeline::{failure::Failure, judging::Judging},
    rules::Condition,
    schema::facts::Subject,
    score::repair::{Bench, Gain, Pattern},
};

/// Procedures by unit, by their number in the lake.
type ByUnit = BTreeMap<u32, BTreeSet<u32>>;

/// By indicator of procedures: which count where they have a dossier for which a condition holds.
pub struct Eligible<'a> {
    indicators: Vec<(usize, &'a Condition, ByUnit)>,
}

/// Finds them as counting does.
pub fn eligible<'a>(
    judging: &Judging<'a>,
    window: &Window,
    tree: &Tree,
) -> Result<Eligible<'a>, Failure> {
    let registers = judging.registers;
    let own: Vec<u32> = (0..registers.units.len() as u32).collect();
    let (mut columns, mut rows) = (Columns::default(), Vec::new());
    for fact in judging.procedures(window, tree, &own) {
        columns.push(key(fact.unit, fact.procedure), &fact);
        let id = registers.procedures[fact.procedure as usize].id.as_str();
        rows.push((fact.unit, judging.numbers.get(id).copied()));
    }
    let all = judging.job.rules.indicators.iter().enumerate();
    let asked: Vec<_> = all
        .filter(|(_, indicator)| indicator.counts == Subject::Procedures)
        .filter_map(|(place, one)| {
            Some((place, one.of.clone().and(one.those.clone()), one.having.as_ref()?))
        })
        .collect();
    let conditions: Vec<&Condition> = asked.iter().map(|(_, condition, _)| condition).collect();
    let masks = match rows.is_empty() {
        true => vec![Vec::new(); conditions.len()],
        false => engine::masks(columns.take()?, &conditions)?,
    };
    let indicators = asked.iter().zip(masks).map(|((place, _, having), mask)| {
        let mut by_unit = ByUnit::new();
        for ((unit, procedure), _) in rows.iter().zip(mask).filter(|(_, holds)| *holds) {
            by_unit.entry(*unit).or_default().extend(procedure);
        }
        (*place, *having, by_unit)
    });
    Ok(Eligible { indicators: indicators.collect() })
}

impl<'a> Eligible<'a> {
    /// Of a unit: those that no dossier brings in yet.
    pub fn of(&self, bench: &Bench<'_>, unit: u32, cases: &[Case], tree: &Tree) -> Unserved<'a> {
        let indicators = self.indicators.iter().map(|(place, having, by_unit)| {
            let mut unserved = by_unit.get(&unit).cloned().unwrap_or_default();
            let own = cases.iter().filter(|case| is_below(tree, case.unit, unit));
            for case in own.filter(|case| bench.holds(having, case.pattern)) {
                unserved.remove(&case.procedure);
            }
            (*place, *having, unserved)
        });
        Unserved { indicators: indicators.collect() }
    }
}

/// The procedures of a unit that lack a dossier, by indicator.
#[derive(Clone)]
pub struct Unserved<'a> {
    indicators: Vec<(usize, &'a Condition, BTreeSet<u32>)>,
}

impl Unserved<'_> {
    /// What a repaired dossier brings in.
    pub fn gains(
        &self,
        bench: &Bench<'_>,
        case: &Case,
        before: Pattern,
        after: Pattern,
    ) -> Vec<Gain> {
        let brought = self.indicators.iter().filter(|(_, having, unserved)| {
            unserved.contains(&case.procedure)
                && !bench.holds(having, before)
                && bench.holds(having, after)
        });
        let gain =
            |(place, ..): &(usize, _, _)| Gain { indicator: *place, numerator: 1, denominator: 0 };
        brought.map(gain).collect()
    }

    /// Whether a repair may bring one in.
    pub fn may_be_served(&self, bench: &Bench<'_>) -> bool {
        self.indicators.iter().any(|(_, having, unserved)| {
            let asked = having.columns();
            let mut facts = bench.lacks.iter().flat_map(|lack| &lack.facts);
            !unserved.is_empty() && facts.any(|fact| asked.contains(fact))
        })
    }

    /// They lack none any longer.
    pub fn serve(&mut self, case: &Case, gains: &[Gain]) {
        for (place, _, unserved) in &mut self.indicators {
            if gains.iter().any(|gain| gain.indicator == *place) {
                unserved.remove(&case.procedure);
            }
        }
    }
}
