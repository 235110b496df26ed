//! What a figure is made of: its cases by the unit of their rows and by procedure. Dossiers have both,
//! petitions only a unit, procedures of the catalogue are each a case of their own; announcing decisions
//! are others in every period, so that they have no parts. The parts of a figure sum to it.

use std::collections::{BTreeMap, BTreeSet};

use super::{cells::Beside, columns::unit_and_procedure, engine::Sums, plan::Plan};
use crate::{
    domain::unit::Tree,
    rules::{RuleSet, rule_set::Measure},
    schema::facts::Subject,
};

/// Where a case belongs: the unit of its row, and its procedure, which is a number of the lake for a dossier
/// and a position in the catalogue for a procedure; 0 where it has none.
pub type Place = (u32, u32);

/// The parts of one figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Numerator and denominator of each part that has a case.
    pub cases: BTreeMap<Place, (u64, u64)>,
    /// Cases of the denominator that no row is known of: the national total beyond the rows.
    pub beyond: u64,
}

impl Parts {
    fn add(&mut self, place: Place, (numerator, denominator): (u64, u64)) {
        if denominator > 0 {
            let known = self.cases.entry(place).or_default();
            *known = (known.0 + numerator, known.1 + denominator);
        }
    }

    /// Numerator and denominator of all parts together.
    pub fn total(&self) -> (u64, u64) {
        let parts = self.cases.values();
        let (numerator, rows) = parts.fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
        (numerator, rows + self.beyond)
    }
}

/// What figures of one period are taken apart from.
pub struct Partition<'a> {
    pub rules: &'a RuleSet,
    pub plan: &'a Plan,
    pub sums: &'a Sums,
    /// The measures that are kept by procedure: at least those of `Plan::of_parts`.
    pub kept: &'a [usize],
    pub beside: &'a Beside,
    pub tree: &'a Tree,
    /// Catalogue position → procedure number of the facts of dossiers.
    pub catalogue_numbers: &'a [u32],
}

impl Partition<'_> {
    /// The parts of what a unit was counted to have of the indicator at `place` in the rule set.
    pub fn parts(&self, place: usize, unit: u32, counted: (u64, u64)) -> Parts {
        let indicator = &self.rules.indicators[place];
        let mut parts = Parts::default();
        match (indicator.counts, indicator.measure) {
            (Subject::Dossiers, Measure::Rows | Measure::LargerOf) => {
                let places = self.plan.places[place];
                let (of, those) = (self.kept_at(places.of), self.kept_at(places.those));
                for (own, procedure, figures) in self.below(unit) {
                    let figure = |at: Option<usize>| at.map_or(0, |at| figures[at]);
                    parts.add((own, procedure), (figure(those), figure(of)));
                }
                parts.beyond = counted.1.saturating_sub(parts.total().1);
            }
            (Subject::Petitions, _) => {
                let (of, those) = &self.beside.petitions.masks[&indicator.id];
                for (row, (own, _)) in self.beside.petitions.rows.iter().enumerate() {
                    if self.is_below(*own, unit) {
                        parts.add((*own, 0), (u64::from(those[row]), u64::from(of[row])));
                    }
                }
            }
            (Subject::Procedures, _) => {
                let (of, those) = &self.beside.procedures.masks[&indicator.id];
                let having = self.kept_at(self.plan.places[place].having);
                let used: Option<BTreeSet<u32>> = having.map(|at| {
                    let with_one = self.below(unit).filter(|(.., figures)| figures[at] > 0);
                    with_one.map(|(_, procedure, _)| procedure).collect()
                });
                for (row, (own, procedure)) in self.beside.procedures.rows.iter().enumerate() {
                    let number = self.catalogue_numbers[*procedure as usize];
                    let has_one = used.as_ref().is_none_or(|used| used.contains(&number));
                    if *own == unit {
                        let numerator = u64::from(those[row] && has_one);
                        parts.add((unit, *procedure), (numerator, u64::from(of[row])));
                    }
                }
            }
            _ => parts.add((unit, 0), counted),
        }
        parts
    }

    fn kept_at(&self, measure: Option<usize>) -> Option<usize> {
        let measure = measure?;
        self.kept.iter().position(|known| *known == measure)
    }

    fn below(&self, unit: u32) -> impl Iterator<Item = (u32, u32, &Vec<u64>)> {
        let all = self.sums.procedures.iter().map(|(key, figures)| {
            let (own, procedure) = unit_and_procedure(*key);
            (own, procedure, figures)
        });
        all.filter(move |(own, ..)| self.is_below(*own, unit))
    }

    fn is_below(&self, own: u32, unit: u32) -> bool {
        self.tree.upwards(own).any(|above| above == unit)
    }
}
