//! What a unit can reach: the next band of its score, and a better rank while the others stay where they are.

use std::collections::BTreeMap;

use super::worth::Worth;
use crate::{
    domain::points::Points,
    score::{
        period_result::PeriodResult,
        repair::{
            fewest::{self, Fewest},
            plan::{Step, Stock},
        },
    },
};

/// What can be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Id of a band.
    Band(String),
    Rank(u32),
}

/// The next one, and what it takes.
#[derive(Clone, Debug)]
pub struct Goal {
    pub target: Target,
    /// Points that lack.
    pub lacking: Points,
    /// Absent where all that can be done does not reach it.
    pub fewest: Option<Fewest>,
}

/// The next band, then the next rank.
pub fn goals(
    own: &Worth<'_, '_>,
    counted: &PeriodResult,
    unit: u32,
    stock: &Stock,
    steps: &[Step],
) -> Vec<Goal> {
    let stock: BTreeMap<_, _> =
        stock.iter().map(|(pattern, cases)| (*pattern, cases.len() as u64)).collect();
    let look = |target, places: &[usize], needed: Points| {
        let goal = fewest::Goal { rules: own.rules, places, needed };
        Goal {
            target,
            lacking: needed - own.figures.points(own.rules, places),
            fewest: fewest::fewest(&goal, own.bench, &stock, &own.figures, steps),
        }
    };
    let is_open = own.may_bring_procedures();
    let score = &counted.scores[unit as usize];
    let mut goals = Vec::new();
    if let Some(now) = score.score.filter(|_| score.band.is_some()) {
        let above = own.rules.bands.iter().rfind(|band| band.from > now);
        goals.extend(above.map(|band| {
            let needed = own.points_for(band.from);
            look(Target::Band(band.id.clone()), &own.places, needed)
        }));
    }
    if let Some(others) = Others::of(counted, unit) {
        let now = own.figures.points(own.rules, &others.places);
        if let Some(above) = others.points.iter().copied().filter(|points| *points > now).min() {
            goals.push(look(Target::Rank(others.rank(above)), &others.places, above));
        }
    }
    if is_open {
        // One dossier that brings a procedure in may be worth more than is known here.
        goals.retain(|goal| goal.fewest.is_some());
        goals.iter_mut().filter_map(|goal| goal.fewest.as_mut()).for_each(|found| {
            found.is_least = false;
        });
    }
    goals
}

/// The other ranked units of the cohort.
struct Others {
    /// The indicators that all of them have.
    places: Vec<usize>,
    points: Vec<Points>,
}

impl Others {
    fn of(counted: &PeriodResult, unit: u32) -> Option<Self> {
        let own = &counted.scores[unit as usize];
        own.rank?;
        let ranked = |score: &&crate::score::scorecard::UnitScore| {
            score.rank.is_some() && score.cohort == own.cohort
        };
        let all: Vec<_> = counted.scores.iter().filter(ranked).collect();
        let places = (0..own.cells.len())
            .filter(|place| all.iter().all(|score| score.cells[*place].available));
        let others = all.iter().filter(|score| score.unit != unit);
        let points = others.filter_map(|score| Some(score.rank?.comparable_points));
        Some(Self { places: places.collect(), points: points.collect() })
    }

    fn rank(&self, own: Points) -> u32 {
        1 + self.points.iter().filter(|points| **points > own).count() as u32
    }
}

/// What a unit has reached so far, step by step.
pub struct Reached {
    band: Option<String>,
    rank: Option<u32>,
    others: Option<Others>,
}

impl Reached {
    pub fn new(own: &Worth<'_, '_>, counted: &PeriodResult, unit: u32) -> Self {
        let mut reached = Self {
            band: counted.scores[unit as usize].band.clone(),
            rank: None,
            others: Others::of(counted, unit),
        };
        reached.by(own);
        reached
    }

    /// What is reached now and was not before.
    pub fn by(&mut self, now: &Worth<'_, '_>) -> Vec<Target> {
        let mut new = Vec::new();
        if let Some(band) = now.score().and_then(|score| now.rules.band(score))
            && self.band.as_ref().is_some_and(|known| *known != band.id)
        {
            self.band = Some(band.id.clone());
            new.push(Target::Band(band.id.clone()));
        }
        if let Some(others) = &self.others {
            let rank = others.rank(now.figures.points(now.rules, &others.places));
            let is_better = self.rank.is_some_and(|known| rank < known);
            self.rank = Some(rank);
            new.extend(is_better.then_some(Target::Rank(rank)));
        }
        new
    }
}
