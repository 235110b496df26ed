//! Which procedures, and which units below, weigh most in a change. A procedure has parts in many units and a
//! unit those of many procedures; what parts contribute is a sum, so it is added up either way.

use std::collections::BTreeMap;

use super::Why;
use crate::{
    count::parts::Place,
    domain::fraction::Fraction,
    rules::Indicator,
    schema::facts::Subject,
    score::why::{Change, PartChange},
};

/// What a procedure or unit contributes to a change of points.
#[derive(Clone, Debug)]
pub struct Weight {
    pub id: String,
    pub name: String,
    /// Numerator, denominator and contributions of all of its parts.
    pub part: PartChange,
}

impl Weight {
    pub fn points(&self) -> Fraction {
        &self.part.rate + &self.part.mix
    }
}

impl Why<'_> {
    /// Every procedure with a part in a change, the heaviest first; none where cases have no procedure.
    pub fn procedures(&self, indicator: &Indicator, change: &Change) -> Vec<Weight> {
        let registers = self.registers;
        let id = |number: u32| match indicator.counts {
            Subject::Dossiers => registers.procedure_ids.get(number as usize),
            Subject::Procedures => registers.procedures.get(number as usize).map(|one| &one.id),
            _ => None,
        };
        let named_on = self.now().named_on;
        let parts = grouped(change, |(_, procedure)| procedure).into_iter();
        let weights = parts.filter_map(|(number, part)| {
            let id = id(number)?.clone();
            let known = registers.procedures.iter().find(|known| known.id == id);
            let name = known.map(|known| known.on(named_on).name.clone()).unwrap_or_default();
            Some(Weight { id, name, part })
        });
        heaviest_first(weights.collect())
    }

    /// The units directly below one that have a part in a change, and what is its own, the heaviest first; none
    /// where there is one alone.
    pub fn units(&self, unit: u32, change: &Change) -> Vec<Weight> {
        let trees = [self.now(), self.then()].map(|result| &result.counts.tree);
        let directly_below = |own: u32| {
            let below = trees.iter().find_map(|tree| {
                let path: Vec<u32> = tree.upwards(own).take_while(|above| *above != unit).collect();
                let is_below = path.len() < tree.upwards(own).count();
                is_below.then(|| path.last().copied().unwrap_or(unit))
            });
            below.unwrap_or(own)
        };
        let parts = grouped(change, |(own, _)| directly_below(own));
        if parts.len() < 2 {
            return Vec::new();
        }
        let (units, named_on) = (&self.registers.units, self.now().named_on);
        let weights = parts.into_iter().map(|(own, part)| {
            let known = units.get(own);
            Weight { id: known.id.clone(), name: known.on(named_on).name.clone(), part }
        });
        heaviest_first(weights.collect())
    }
}

fn grouped(change: &Change, group: impl Fn(Place) -> u32) -> BTreeMap<u32, PartChange> {
    let mut groups: BTreeMap<u32, Vec<&PartChange>> = BTreeMap::new();
    for (place, part) in &change.parts {
        groups.entry(group(*place)).or_default().push(part);
    }
    let sum = |parts: Vec<&PartChange>| PartChange {
        then: cases(parts.iter().map(|part| part.then)),
        now: cases(parts.iter().map(|part| part.now)),
        rate: parts.iter().map(|part| part.rate.clone()).sum(),
        mix: parts.iter().map(|part| part.mix.clone()).sum(),
    };
    groups.into_iter().map(|(group, parts)| (group, sum(parts))).collect()
}

fn cases(parts: impl Iterator<Item = (u64, u64)>) -> (u64, u64) {
    parts.fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1))
}

/// By what they contribute either way; of equals by their code.
fn heaviest_first(mut weights: Vec<Weight>) -> Vec<Weight> {
    weights.sort_by(|a, b| b.points().abs().cmp(&a.points().abs()).then_with(|| a.id.cmp(&b.id)));
    weights
}
