//! The scores of one period under two rule sets, side by side: every unit with its totals, every
//! indicator with its figures. Units whose points change most come first. What is not available
//! gives no points, so the changes of a unit's indicators sum to the change of its points.

use super::{points::Scored, scorecard::UnitScore};
use crate::{
    domain::points::Points,
    rules::{RuleSet, difference},
};

/// One rule set with the scores it gives, in the order of the units.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    pub rules: &'a RuleSet,
    pub scores: &'a [UnitScore],
}

/// One indicator of one unit; `None` where a rule set does not have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellPair<'a> {
    pub indicator: &'a str,
    pub a: Option<Scored>,
    pub b: Option<Scored>,
}

impl CellPair<'_> {
    pub fn changed(&self) -> bool {
        self.a != self.b
    }

    /// Points under B less points under A.
    pub fn points_change(&self) -> Points {
        let points = |cell: Option<Scored>| cell.and_then(|cell| cell.points).unwrap_or_default();
        Points(points(self.b).0 - points(self.a).0)
    }
}

/// One unit.
#[derive(Clone, Debug)]
pub struct UnitPair<'a> {
    pub unit: u32,
    pub a: &'a UnitScore,
    pub b: &'a UnitScore,
    pub cells: Vec<CellPair<'a>>,
}

impl UnitPair<'_> {
    pub fn points_change(&self) -> Points {
        let points = |score: &UnitScore| score.points.unwrap_or_default().0;
        Points(points(self.b) - points(self.a))
    }

    /// The change of the total, then what moved within it.
    fn size(&self) -> (u64, u64) {
        let moved = self.cells.iter().map(|cell| cell.points_change().0.unsigned_abs()).sum();
        (self.points_change().0.unsigned_abs(), moved)
    }
}

/// Every unit under both rule sets, the largest change first.
pub fn side_by_side<'a>(a: Side<'a>, b: Side<'a>) -> Vec<UnitPair<'a>> {
    let ids = difference::indicator_ids(a.rules, b.rules);
    let cell = |side: Side<'a>, score: &UnitScore, id: &str| {
        let place = side.rules.indicators.iter().position(|indicator| indicator.id == id)?;
        score.cells.get(place).copied()
    };
    let mut pairs: Vec<UnitPair<'a>> = a
        .scores
        .iter()
        .zip(b.scores)
        .map(|(of_a, of_b)| UnitPair {
            unit: of_a.unit,
            a: of_a,
            b: of_b,
            cells: ids
                .iter()
                .map(|id| CellPair { indicator: id, a: cell(a, of_a, id), b: cell(b, of_b, id) })
                .collect(),
        })
        .collect();
    pairs.sort_by_key(|pair| std::cmp::Reverse(pair.size()));
    pairs
}
