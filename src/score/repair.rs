//! What it is worth to put right what dossiers lack. A dossier is known by its pattern: which flags and
//! comparisons of the rule set hold for it. A repair makes some flags true, and the conditions of indicators say
//! what follows for numerators and denominators, so that a promise is counted and not estimated.

pub mod fewest;
pub mod plan;
#[cfg(test)]
mod tests;

use super::points::{Scored, score};
use crate::{
    domain::{cell::Count, points::Points},
    rules::{
        Condition, Indicator, Lack, RuleSet,
        rule_set::{Measure, ScoreRule},
    },
    schema::facts::Subject,
};

/// Which flags and comparisons hold, one bit each.
pub type Pattern = u128;

/// The flag that time takes away.
const ON_TIME: &str = "on_time";

/// How many of them a pattern holds.
const MOST: usize = Pattern::BITS as usize;

/// How a repair changes the figure of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gain {
    /// Its place in the rule set.
    pub indicator: usize,
    pub numerator: i64,
    pub denominator: i64,
}

/// Repairs of one dossier that are worth something together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Places of the lacks that are put right.
    pub lacks: Vec<usize>,
    pub after: Pattern,
    pub gains: Vec<Gain>,
}

/// What a rule set asks of a dossier, and what can be put right.
pub struct Bench<'a> {
    rules: &'a RuleSet,
    /// The bits of a pattern.
    pub leaves: Vec<Condition>,
    pub lacks: Vec<&'a Lack>,
    /// By lack: its flags.
    flags: Vec<Pattern>,
    /// The indicators that count dossiers and have points.
    indicators: Vec<usize>,
}

impl<'a> Bench<'a> {
    /// `None` where the rule set asks for more than a pattern holds.
    pub fn new(rules: &'a RuleSet, is_over: bool) -> Option<Self> {
        let is_counted = |indicator: &Indicator| {
            indicator.counts == Subject::Dossiers
                && indicator.score != ScoreRule::Info
                && indicator.measure != Measure::Seconds
        };
        let all = 0..rules.indicators.len();
        let indicators = all.filter(|place| is_counted(&rules.indicators[*place])).collect();
        let lacks: Vec<&Lack> =
            rules.lacks.iter().filter(|lack| lack.is_repairable(is_over)).collect();
        let counted = rules.indicators.iter().filter(|indicator| is_counted(indicator));
        let asked = counted
            .flat_map(|indicator| [&indicator.of, &indicator.those])
            .chain(rules.indicators.iter().filter_map(|indicator| indicator.having.as_ref()))
            .chain(lacks.iter().filter_map(|lack| lack.when.as_ref()));
        let flags = lacks.iter().flat_map(|lack| &lack.facts).copied().chain([ON_TIME]);
        let flags: Vec<Condition> = flags.map(Condition::Flag).collect();
        let mut leaves: Vec<Condition> = Vec::new();
        for leaf in asked.chain(&flags).flat_map(Condition::leaves) {
            if !leaves.contains(leaf) {
                leaves.push(leaf.clone());
            }
        }
        let mut bench = Self { rules, leaves, lacks, flags: Vec::new(), indicators };
        if bench.leaves.len() > MOST {
            return None;
        }
        let bits = |lack: &&Lack| lack.facts.iter().fold(0, |all, fact| all | bench.bit(fact));
        bench.flags = bench.lacks.iter().map(bits).collect();
        Some(bench)
    }

    /// The bit of a flag; none where nothing asks for it.
    fn bit(&self, fact: &'static str) -> Pattern {
        let flag = Condition::Flag(fact);
        self.leaves.iter().position(|leaf| *leaf == flag).map_or(0, |bit| 1 << bit)
    }

    /// Whether a condition holds for dossiers of a pattern.
    pub fn holds(&self, condition: &Condition, pattern: Pattern) -> bool {
        condition.holds(&|leaf| {
            let bit = self.leaves.iter().position(|known| known == leaf);
            bit.is_some_and(|bit| pattern >> bit & 1 == 1)
        })
    }

    /// What a dossier becomes where one lack is put right.
    pub fn repaired(&self, pattern: Pattern, lack: usize) -> Pattern {
        pattern | self.flags[lack]
    }

    /// What a dossier becomes that is late.
    pub fn late(&self, pattern: Pattern) -> Pattern {
        pattern & !self.bit(ON_TIME)
    }

    /// What changes where dossiers of one pattern become dossiers of another.
    pub fn gains(&self, before: Pattern, after: Pattern) -> Vec<Gain> {
        let figure = |indicator: &Indicator, pattern| {
            let of = self.holds(&indicator.of, pattern);
            (i64::from(of && self.holds(&indicator.those, pattern)), i64::from(of))
        };
        let gain = |place: &usize| {
            let indicator = &self.rules.indicators[*place];
            let [then, now] = [before, after].map(|pattern| figure(indicator, pattern));
            // The total of elsewhere does not grow with what is put right here.
            let is_own = indicator.measure != Measure::LargerOf;
            let denominator = if is_own { now.1 - then.1 } else { 0 };
            Gain { indicator: *place, numerator: now.0 - then.0, denominator }
        };
        let all = self.indicators.iter().map(gain);
        all.filter(|gain| (gain.numerator, gain.denominator) != (0, 0)).collect()
    }

    /// Every set of lacks that can be put right, by number of them, with what it gives.
    fn sets(&self, pattern: Pattern) -> Vec<Move> {
        let open: Vec<usize> = (0..self.lacks.len())
            .filter(|place| pattern & self.flags[*place] != self.flags[*place])
            .filter(|place| {
                self.lacks[*place].when.as_ref().is_none_or(|when| self.holds(when, pattern))
            })
            .collect();
        let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
        for place in open {
            let more: Vec<Vec<usize>> =
                sets.iter().map(|set| set.iter().copied().chain([place]).collect()).collect();
            sets.extend(more);
        }
        sets.sort_by_key(Vec::len);
        let made = sets.into_iter().skip(1).map(|lacks| {
            let after = lacks.iter().fold(pattern, |after, place| after | self.flags[*place]);
            Move { gains: self.gains(pattern, after), lacks, after }
        });
        made.collect()
    }

    /// The smallest sets that give anything; from where they lead, others go on.
    pub fn moves(&self, pattern: Pattern) -> Vec<Move> {
        let mut moves: Vec<Move> = Vec::new();
        for set in self.sets(pattern).into_iter().filter(|set| !set.gains.is_empty()) {
            let holds = |small: &Move| small.lacks.iter().all(|lack| set.lacks.contains(lack));
            if !moves.iter().any(holds) {
                moves.push(set);
            }
        }
        moves
    }

    /// The sets of which no smaller one gives the same.
    pub fn choices(&self, pattern: Pattern) -> Vec<Move> {
        let mut choices: Vec<Move> = Vec::new();
        for set in self.sets(pattern).into_iter().filter(|set| !set.gains.is_empty()) {
            if !choices.iter().any(|known| known.gains == set.gains) {
                choices.push(set);
            }
        }
        choices
    }
}

/// The figures of a unit, which repairs move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// By indicator: numerator and denominator, where its points count.
    counts: Vec<Option<(u64, u64)>>,
}

impl Figures {
    pub fn of(cells: &[Scored]) -> Self {
        let counts = cells.iter().map(|cell| cell.counts.filter(|_| cell.available));
        Self { counts: counts.collect() }
    }

    /// So many dossiers change so.
    pub fn apply(&mut self, gains: &[Gain], dossiers: i64) {
        for gain in gains {
            if let Some((numerator, denominator)) = &mut self.counts[gain.indicator] {
                *numerator = numerator.saturating_add_signed(gain.numerator * dossiers);
                *denominator = denominator.saturating_add_signed(gain.denominator * dossiers);
            }
        }
    }

    /// The points of an indicator, as they are published; absent where they do not count.
    pub fn points_of(&self, rules: &RuleSet, place: usize) -> Option<Points> {
        let (numerator, denominator) = self.counts[place]?;
        score(&rules.indicators[place], Count::Known { numerator, denominator }, false).points
    }

    /// The points of some indicators together, as they are published.
    pub fn points(&self, rules: &RuleSet, places: &[usize]) -> Points {
        places.iter().filter_map(|place| self.points_of(rules, *place)).sum()
    }

    /// Hundredths of a point before rounding that changes of one dossier give; by it moves are put in order.
    fn worth(&self, rules: &RuleSet, places: &[usize], gains: &[Gain]) -> f64 {
        let worth = |gain: &Gain| {
            let (n, d) = self.counts[gain.indicator]?;
            let indicator = &rules.indicators[gain.indicator];
            let after = (
                n.saturating_add_signed(gain.numerator),
                d.saturating_add_signed(gain.denominator),
            );
            Some(unrounded(indicator, after) - unrounded(indicator, (n, d)))
        };
        gains.iter().filter(|gain| places.contains(&gain.indicator)).filter_map(worth).sum()
    }

    fn unrounded(&self, rules: &RuleSet, places: &[usize]) -> f64 {
        let known = places.iter().filter_map(|place| Some((*place, self.counts[*place]?)));
        known.map(|(place, counts)| unrounded(&rules.indicators[place], counts)).sum()
    }
}

/// Hundredths of a point before rounding.
fn unrounded(indicator: &Indicator, (n, d): (u64, u64)) -> f64 {
    if d == 0 {
        let none = score(indicator, Count::Known { numerator: n, denominator: d }, false).points;
        return none.map_or(0.0, |points| points.0 as f64);
    }
    let full = match indicator.score {
        ScoreRule::FullAt { percent } => percent as f64 / 100.0,
        _ => 1.0,
    };
    indicator.max.0 as f64 * (n as f64 / d as f64 / full).min(1.0)
}
