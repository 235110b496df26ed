//! The walk through the rows of one cell, for each thing that an indicator counts: which rows are the
//! unit's, which stay in the denominator, which of those are in the numerator and why the others are
//! not.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    Basis, Explaining, LargerOf, Lost,
    chain::Chain,
    ledger::{Ledger, Reason, Stage, Step},
    material::Material,
};
use crate::{
    judge::clock::Verdict,
    pipeline::Failure,
    rules::{Condition, Indicator, rule_set::Measure},
    schema::{canonical::Kind, facts::Subject},
};

/// What a walk comes to.
#[derive(Default)]
pub struct Walk {
    pub ledger: Ledger,
    pub denominator: u64,
    pub numerator: u64,
    pub larger_of: Option<LargerOf>,
    pub lost: Vec<Lost>,
}

/// A case of the denominator that is not in the numerator.
struct Miss {
    /// The part that fails, and its verdict; the order of the steps.
    order: (usize, Option<Verdict>),
    reason: Reason,
    id: String,
    basis: Option<Basis>,
}

impl Explaining<'_> {
    pub(super) fn walk(&self, indicator: &Indicator, unit: u32) -> Result<Walk, Failure> {
        match indicator.counts {
            Subject::Dossiers => self.through_dossiers(indicator, unit),
            Subject::Petitions => self.through_petitions(indicator, unit),
            Subject::Announcements => self.through_announcements(indicator),
            Subject::Procedures => self.through_procedures(indicator, unit),
            Subject::Communes => Ok(Walk::default()),
        }
    }

    /// Rows of the denominator for which a condition does not hold.
    pub(super) fn rows_without(
        &self,
        indicator: &Indicator,
        requires: &Condition,
        unit: u32,
    ) -> Result<u64, Failure> {
        let (_, selected) = self.dossiers_of(indicator, unit)?;
        let required = Chain::new(&self.dossiers.frame, requires)?;
        Ok(selected.iter().filter(|row| !required.holds(**row)).count() as u64)
    }

    fn through_dossiers(&self, indicator: &Indicator, unit: u32) -> Result<Walk, Failure> {
        let (ledger, selected) = self.dossiers_of(indicator, unit)?;
        let mut walk = Walk { ledger, ..Walk::default() };
        let rows = selected.len() as u64;
        let mut beyond = 0;
        if indicator.measure == Measure::LargerOf {
            let national_total = self.national_total(unit).unwrap_or(0);
            walk.larger_of = Some(LargerOf { rows, national_total });
            beyond = national_total.saturating_sub(rows);
            if beyond > 0 {
                walk.ledger.more(beyond);
            }
        }
        if indicator.measure == Measure::Seconds {
            walk.denominate();
            let of = |row: &usize| self.dossiers.rows[*row].handling_seconds;
            walk.numerator = selected.iter().map(of).sum();
            walk.ledger.steps.push(Step {
                stage: Stage::Numerator,
                reason: Reason::named("handling_seconds"),
                count: walk.numerator,
                left: walk.numerator,
            });
            return Ok(walk);
        }
        let those = Chain::new(&self.dossiers.frame, &indicator.those)?;
        let misses = misses(&self.dossiers, &those, &selected);
        walk.denominate();
        if beyond > 0 {
            walk.ledger.less(Stage::Those, Reason::named("not_in_sources"), beyond);
        }
        walk.numerate(&those, misses);
        Ok(walk)
    }

    fn dossiers_of(
        &self,
        indicator: &Indicator,
        unit: u32,
    ) -> Result<(Ledger, Vec<usize>), Failure> {
        let mut ledger = Ledger::of_files(&self.accounts, &[Kind::Dossiers]);
        if ledger.left < self.dossiers.total {
            // Pairs of dossiers and steps may stand in files of steps.
            ledger = Ledger::of_files(&self.accounts, &[Kind::Dossiers, Kind::Events]);
        }
        let rows = self.of_unit(&self.dossiers, unit, "ended_before", &mut ledger);
        let of = Chain::new(&self.dossiers.frame, &indicator.of)?;
        let selected = of.sift(&rows, &mut ledger);
        Ok((ledger, selected))
    }

    fn through_petitions(&self, indicator: &Indicator, unit: u32) -> Result<Walk, Failure> {
        let mut ledger = Ledger::of_files(&self.accounts, &[Kind::Petitions]);
        let rows = self.of_unit(&self.petitions, unit, "received_before", &mut ledger);
        let of = Chain::new(&self.petitions.frame, &indicator.of)?;
        let those = Chain::new(&self.petitions.frame, &indicator.those)?;
        let selected = of.sift(&rows, &mut ledger);
        let misses = misses(&self.petitions, &those, &selected);
        let mut walk = Walk { ledger, ..Walk::default() };
        walk.denominate();
        walk.numerate(&those, misses);
        Ok(walk)
    }

    /// Several rows may speak of one procedure; late is one of which any row is late.
    fn through_announcements(&self, indicator: &Indicator) -> Result<Walk, Failure> {
        let material = &self.announcements;
        let mut ledger = Ledger::of_files(&self.accounts, &[Kind::Announcements]);
        ledger.lake(material.total);
        let of = Chain::new(&material.frame, &indicator.of)?;
        let those = Chain::new(&material.frame, &indicator.those)?;
        let all: Vec<usize> = (0..material.rows.len()).collect();
        let selected = of.sift(&all, &mut ledger);
        let mut shown: HashMap<u32, usize> = HashMap::new();
        for row in &selected {
            let first = shown.entry(material.rows[*row].procedure).or_insert(*row);
            if those.holds(*first) && !those.holds(*row) {
                *first = *row;
            }
        }
        let repeated = (selected.len() - shown.len()) as u64;
        ledger.less(Stage::Distinct, Reason::named("same_procedure"), repeated);
        let mut distinct: Vec<usize> = shown.into_values().collect();
        distinct.sort_unstable();
        let misses = misses(material, &those, &distinct);
        let mut walk = Walk { ledger, ..Walk::default() };
        walk.denominate();
        walk.numerate(&those, misses);
        Ok(walk)
    }

    fn through_procedures(&self, indicator: &Indicator, unit: u32) -> Result<Walk, Failure> {
        let material = &self.procedures;
        let mut ledger = Ledger::of_files(&self.accounts, &[Kind::Procedures]);
        let rows = self.registers.procedures.iter().map(|known| known.versions().len() as u64);
        let further = rows.sum::<u64>() - material.total;
        if further > 0 {
            ledger.less(Stage::Distinct, Reason::named("same_procedure"), further);
        }
        ledger.lake(material.total);
        let own: Vec<usize> =
            (0..material.rows.len()).filter(|row| material.rows[*row].unit == unit).collect();
        ledger.less(Stage::Unit, Reason::Stage, material.total - own.len() as u64);
        let of = Chain::new(&material.frame, &indicator.of)?;
        let those = Chain::new(&material.frame, &indicator.those)?;
        let selected = of.sift(&own, &mut ledger);
        let mut misses = misses(material, &those, &selected);
        if let Some(having) = &indicator.having {
            let used = self.procedures_with(having, unit)?;
            let without = selected.iter().copied().filter(|row| those.holds(*row));
            let without = without.filter(|row| !used.contains(material.rows[*row].id.as_str()));
            misses.extend(without.map(|row| Miss {
                order: (usize::MAX, None),
                reason: Reason::NoDossier(having.clone()),
                id: material.rows[row].id.clone(),
                basis: None,
            }));
        }
        let mut walk = Walk { ledger, ..Walk::default() };
        walk.denominate();
        walk.numerate(&those, misses);
        Ok(walk)
    }

    /// Codes of the procedures with a dossier of the unit for which the condition holds.
    fn procedures_with(&self, having: &Condition, unit: u32) -> Result<BTreeSet<&str>, Failure> {
        let below = self.below(unit);
        let having = Chain::new(&self.dossiers.frame, having)?;
        let rows = self.dossiers.rows.iter().enumerate();
        let found = rows.filter(|(place, row)| below[row.unit as usize] && having.holds(*place));
        Ok(found
            .map(|(_, row)| self.registers.procedure_ids[row.procedure as usize].as_str())
            .collect())
    }

    /// Takes away the rows of other units, and those outside the period.
    fn of_unit(
        &self,
        material: &Material,
        unit: u32,
        before: &str,
        ledger: &mut Ledger,
    ) -> Vec<usize> {
        let below = self.below(unit);
        let own: Vec<usize> = (0..material.rows.len())
            .filter(|row| below[material.rows[*row].unit as usize])
            .collect();
        let sum = |by_unit: &[u64]| -> u64 {
            by_unit.iter().zip(&below).filter(|(_, below)| **below).map(|(rows, _)| rows).sum()
        };
        let (later, earlier) = (sum(&material.later), sum(&material.before));
        ledger.lake(material.total);
        let others = material.total - own.len() as u64 - later - earlier;
        ledger.less(Stage::Unit, Reason::Stage, others);
        ledger.less(Stage::Period, Reason::named("received_later"), later);
        ledger.less(Stage::Period, Reason::named(before), earlier);
        own
    }

    /// By unit: whether it is the unit or below it.
    fn below(&self, unit: u32) -> Vec<bool> {
        let tree = &self.counted.counts.tree;
        (0..self.registers.units.len() as u32)
            .map(|part| tree.upwards(part).any(|above| above == unit))
            .collect()
    }
}

impl Walk {
    fn denominate(&mut self) {
        self.denominator = self.ledger.left;
        self.ledger.total(Stage::Denominator);
    }

    /// Takes the misses away by reason; a part that loses nothing has a step too.
    fn numerate(&mut self, those: &Chain<'_>, mut misses: Vec<Miss>) {
        misses.sort_by(|a, b| (a.order, &a.id).cmp(&(b.order, &b.id)));
        let mut steps: BTreeMap<(usize, Option<Verdict>), (Reason, u64)> = BTreeMap::new();
        for miss in &misses {
            steps.entry(miss.order).or_insert_with(|| (miss.reason.clone(), 0)).1 += 1;
        }
        for place in 0..those.len() {
            if !steps.keys().any(|(found, _)| *found == place) {
                steps.insert((place, None), (those.reason(place, None), 0));
            }
        }
        for (reason, count) in steps.into_values() {
            self.ledger.less(Stage::Those, reason, count);
        }
        self.numerator = self.ledger.left;
        self.ledger.total(Stage::Numerator);
        let named = misses.into_iter().filter(|miss| !miss.id.is_empty());
        self.lost =
            named.map(|Miss { id, reason, basis, .. }| Lost { id, reason, basis }).collect();
    }
}

fn misses(material: &Material, those: &Chain<'_>, rows: &[usize]) -> Vec<Miss> {
    let miss = |row: &usize| {
        let place = those.fails_at(*row)?;
        let case = &material.rows[*row];
        let reason = those.reason(place, case.verdict);
        let verdict = match reason {
            Reason::Verdict(verdict) => Some(verdict),
            _ => None,
        };
        Some(Miss {
            order: (place, verdict),
            reason,
            id: case.id.clone(),
            basis: case.basis.clone(),
        })
    };
    rows.iter().filter_map(miss).collect()
}
