//! The order in which things are best done: always what gives the most per action from where the unit stands
//! by then. Dossiers of one pattern are taken in the order of their numbers.

use std::collections::{BTreeMap, VecDeque};

use super::{Bench, Figures, Move, Pattern};
use crate::rules::RuleSet;

/// Dossiers by pattern, each by its place among the cases.
pub type Stock = BTreeMap<Pattern, VecDeque<usize>>;

/// One dossier and what is done to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub case: usize,
    pub before: Pattern,
    pub made: Move,
}

/// Everything that is worth something, the best first; what was chosen `first` stands before it.
pub fn plan(
    bench: &Bench<'_>,
    rules: &RuleSet,
    places: &[usize],
    mut stock: Stock,
    mut figures: Figures,
    first: &[(Pattern, Move, u64)],
) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut take = |stock: &mut Stock, figures: &mut Figures, before: Pattern, made: &Move| {
        let Some(case) = stock.get_mut(&before).and_then(VecDeque::pop_front) else { return };
        stock.entry(made.after).or_default().push_back(case);
        figures.apply(&made.gains, 1);
        steps.push(Step { case, before, made: made.clone() });
    };
    for (before, made, dossiers) in first {
        (0..*dossiers).for_each(|_| take(&mut stock, &mut figures, *before, made));
    }
    let mut known: BTreeMap<Pattern, Vec<Move>> = BTreeMap::new();
    loop {
        for pattern in stock.keys() {
            known.entry(*pattern).or_insert_with(|| bench.moves(*pattern));
        }
        let mut best: Option<(f64, Pattern, &Move)> = None;
        for (pattern, _) in stock.iter().filter(|(_, cases)| !cases.is_empty()) {
            for made in &known[pattern] {
                let worth = figures.worth(rules, places, &made.gains) / made.lacks.len() as f64;
                if worth > best.map_or(0.0, |(best, ..)| best) {
                    best = Some((worth, *pattern, made));
                }
            }
        }
        let Some((_, pattern, made)) = best else { break };
        take(&mut stock, &mut figures, pattern, made);
    }
    steps
}
