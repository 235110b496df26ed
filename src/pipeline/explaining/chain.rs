//! The parts of a condition, each evaluated by the counting engine. A row is taken away by the first
//! part, from left to right, that does not hold for it.

use polars::prelude::DataFrame;

use super::ledger::{Ledger, Reason, Stage};
use crate::{count::engine, judge::clock::Verdict, pipeline::failure::Failure, rules::Condition};

/// A condition in parts.
pub struct Chain<'a> {
    parts: Vec<&'a Condition>,
    masks: Vec<Vec<bool>>,
}

impl<'a> Chain<'a> {
    pub fn new(frame: &DataFrame, condition: &'a Condition) -> Result<Self, Failure> {
        let parts = condition.conjuncts();
        let masks = engine::masks(frame.clone(), &parts)?;
        Ok(Self { parts, masks })
    }

    /// How many parts there are.
    pub fn len(&self) -> usize {
        self.parts.len()
    }

    /// The place of the first part that does not hold for a row.
    pub fn fails_at(&self, row: usize) -> Option<usize> {
        self.masks.iter().position(|mask| !mask[row])
    }

    pub fn holds(&self, row: usize) -> bool {
        self.fails_at(row).is_none()
    }

    /// Why the part does not hold; being late is told apart by the verdict, and only an undated
    /// dossier is not judged.
    pub fn reason(&self, place: usize, verdict: Option<Verdict>) -> Reason {
        match (self.parts[place], verdict) {
            (Condition::Flag("on_time"), Some(verdict)) => Reason::Verdict(verdict),
            (Condition::Flag("judged"), _) => Reason::Verdict(Verdict::Undated),
            (part, _) => Reason::Fails(part.clone()),
        }
    }

    /// Takes away the rows for which the condition does not hold, one step for each part, and gives
    /// the rows that stay.
    pub fn sift(&self, rows: &[usize], ledger: &mut Ledger) -> Vec<usize> {
        let mut taken = vec![0; self.parts.len()];
        let stay = rows.iter().copied().filter(|row| match self.fails_at(*row) {
            Some(place) => {
                taken[place] += 1;
                false
            }
            None => true,
        });
        let stay = stay.collect();
        for (place, count) in taken.into_iter().enumerate() {
            ledger.less(Stage::Of, self.reason(place, None), count);
        }
        stay
    }
}
