//! The fewest actions that reach so many points. The best first is nearly always right; a search with a bound
//! looks whether one action less would do, until nothing less does or it has looked long enough.

use std::collections::{BTreeMap, BTreeSet};

use super::{Bench, Figures, Move, Pattern, plan::Step};
use crate::{domain::points::Points, rules::RuleSet};

/// Places at which the search looks.
const LOOKS: u32 = 20_000;

/// How many actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fewest {
    pub actions: u64,
    /// Fewer do not do; else nobody looked at everything.
    pub is_least: bool,
    /// What to do first, where the best first needs more actions.
    pub first: Vec<(Pattern, Move, u64)>,
}

/// What is looked for.
pub struct Goal<'a> {
    pub rules: &'a RuleSet,
    /// Indicators whose points count.
    pub places: &'a [usize],
    pub needed: Points,
}

/// `None` where everything together does not reach it.
pub fn fewest(
    goal: &Goal<'_>,
    bench: &Bench<'_>,
    stock: &BTreeMap<Pattern, u64>,
    figures: &Figures,
    steps: &[Step],
) -> Option<Fewest> {
    let mut reached = figures.clone();
    let mut actions = 0;
    let mut rest = steps.iter();
    while reached.points(goal.rules, goal.places) < goal.needed {
        let step = rest.next()?;
        reached.apply(&step.made.gains, 1);
        actions += step.made.lacks.len() as u64;
    }
    let mut found = Fewest { actions, is_least: true, first: Vec::new() };
    let mut items: Vec<Item> = Vec::new();
    for (pattern, dossiers) in stock {
        for made in bench.choices(*pattern) {
            let worth = figures.worth(goal.rules, goal.places, &made.gains);
            if worth > 0.0 {
                let each = worth / made.lacks.len() as f64;
                items.push(Item { pattern: *pattern, dossiers: *dossiers, made, each });
            }
        }
    }
    items.sort_by(|a, b| b.each.total_cmp(&a.each));
    let gains = items.iter().flat_map(|item| &item.made.gains);
    let touched: BTreeSet<usize> = gains.map(|gain| gain.indicator).collect();
    let (moving, still): (Vec<usize>, Vec<usize>) =
        goal.places.iter().partition(|place| touched.contains(place));
    let mut search = Search {
        goal,
        still: figures.points(goal.rules, &still),
        moving,
        items: &items,
        left: stock.clone(),
        figures: figures.clone(),
        chosen: vec![0; items.len()],
        looks: LOOKS,
    };
    while found.actions > 0 {
        if search.reaches(0, found.actions - 1) {
            let chosen = items.iter().zip(&search.chosen).filter(|(_, dossiers)| **dossiers > 0);
            found.first = chosen
                .map(|(item, dossiers)| (item.pattern, item.made.clone(), *dossiers))
                .collect();
            let each = found.first.iter().map(|(_, made, n)| made.lacks.len() as u64 * n);
            found.actions = each.sum();
            search.begin_anew(stock, figures);
        } else {
            found.is_least = search.looks > 0;
            break;
        }
    }
    Some(found)
}

/// What can be done to dossiers of a pattern.
struct Item {
    pattern: Pattern,
    dossiers: u64,
    made: Move,
    /// Hundredths of a point for each action, from where the unit stands now; later it is never more.
    each: f64,
}

struct Search<'a> {
    goal: &'a Goal<'a>,
    /// The points of the indicators that no item moves, and those that one does.
    still: Points,
    moving: Vec<usize>,
    items: &'a [Item],
    left: BTreeMap<Pattern, u64>,
    figures: Figures,
    chosen: Vec<u64>,
    looks: u32,
}

impl Search<'_> {
    fn begin_anew(&mut self, stock: &BTreeMap<Pattern, u64>, figures: &Figures) {
        self.left = stock.clone();
        self.figures = figures.clone();
        self.chosen = vec![0; self.items.len()];
    }

    /// Whether so many actions of the items from one on reach the goal; then they are chosen.
    fn reaches(&mut self, from: usize, actions: u64) -> bool {
        let Goal { rules, places, needed } = *self.goal;
        if self.figures.points(rules, places) >= needed {
            return true;
        }
        self.looks = self.looks.saturating_sub(1);
        if self.looks == 0 || !self.may_reach(from, actions) {
            return false;
        }
        let Some(item) = self.items.get(from) else { return false };
        let cost = item.made.lacks.len() as u64;
        let most = self.left[&item.pattern].min(actions / cost);
        for dossiers in (0..=most).rev() {
            self.take(from, dossiers as i64);
            if self.reaches(from + 1, actions - dossiers * cost) {
                return true;
            }
            self.take(from, -(dossiers as i64));
            if self.looks == 0 {
                return false;
            }
        }
        false
    }

    fn take(&mut self, place: usize, dossiers: i64) {
        let item = &self.items[place];
        self.figures.apply(&item.made.gains, dossiers);
        self.chosen[place] = self.chosen[place].saturating_add_signed(dossiers);
        if let Some(left) = self.left.get_mut(&item.pattern) {
            *left = left.saturating_add_signed(-dossiers);
        }
    }

    /// No choice gives more than its items at their first worth, and half a hundredth of rounding for each
    /// indicator that moves.
    fn may_reach(&self, from: usize, mut actions: u64) -> bool {
        let mut most = self.still.0 as f64 + self.figures.unrounded(self.goal.rules, &self.moving);
        most += 0.5 * self.moving.len() as f64 + 1e-6;
        for item in &self.items[from..] {
            let taken = actions.min(item.dossiers * item.made.lacks.len() as u64);
            most += item.each * taken as f64;
            actions -= taken;
            if actions == 0 {
                break;
            }
        }
        most >= self.goal.needed.0 as f64
    }
}
