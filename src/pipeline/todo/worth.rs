//! The figures of a unit as repairs move them: what a dossier is worth alone, and where the unit stands after many.

use super::{cases::Case, procedures::Unserved};
use crate::{
    domain::points::Points,
    rules::RuleSet,
    score::{
        repair::{Bench, Figures, Gain, Pattern},
        scorecard::{UnitScore, out_of_hundred},
    },
};

/// A unit's figures and what they are judged by.
#[derive(Clone)]
pub struct Worth<'a, 'b> {
    pub rules: &'a RuleSet,
    pub bench: &'b Bench<'a>,
    pub figures: Figures,
    /// The indicators whose points the unit has.
    pub places: Vec<usize>,
    available: Points,
    unserved: Unserved<'a>,
}

impl<'a, 'b> Worth<'a, 'b> {
    pub fn of(
        rules: &'a RuleSet,
        bench: &'b Bench<'a>,
        score: &UnitScore,
        unserved: Unserved<'a>,
    ) -> Self {
        let places = (0..score.cells.len()).filter(|place| score.cells[*place].available);
        Self {
            rules,
            bench,
            figures: Figures::of(&score.cells),
            places: places.collect(),
            available: score.available,
            unserved,
        }
    }

    pub fn points(&self) -> Points {
        self.figures.points(self.rules, &self.places)
    }

    /// Out of a hundred; absent where nothing is available.
    pub fn score(&self) -> Option<Points> {
        (self.available > Points::ZERO).then(|| out_of_hundred(self.points(), self.available))
    }

    /// The fewest points that give a score.
    pub fn points_for(&self, score: Points) -> Points {
        let (mut low, mut high) = (0, self.available.0);
        while low < high {
            let middle = low + (high - low) / 2;
            if out_of_hundred(Points(middle), self.available) >= score {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Points(low)
    }

    /// Procedures may be brought in, which the search for the fewest actions does not look at.
    pub fn may_bring_procedures(&self) -> bool {
        self.unserved.may_be_served(self.bench)
    }

    /// A dossier changes.
    pub fn repair(&mut self, case: &Case, before: Pattern, after: Pattern) {
        let gains = self.gains(case, before, after);
        self.figures.apply(&gains, 1);
        self.unserved.serve(case, &gains);
    }

    /// What the unit gains where this dossier alone changes; below 0 where it loses.
    pub fn promise(&self, case: &Case, before: Pattern, after: Pattern) -> Points {
        let mut changed = self.figures.clone();
        changed.apply(&self.gains(case, before, after), 1);
        changed.points(self.rules, &self.places) - self.points()
    }

    fn gains(&self, case: &Case, before: Pattern, after: Pattern) -> Vec<Gain> {
        let mut gains = self.bench.gains(before, after);
        gains.extend(self.unserved.gains(self.bench, case, before, after));
        gains
    }
}
