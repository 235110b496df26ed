//! What else is withheld so that nobody computes a withheld number from sums that are shown: of units,
//! of months in longer periods, of one edition and the next. For every protected number another world
//! is looked for in which it is another one and every shown sum is the same: one more here and one less
//! there, and the reverse in another month where that is needed. Where there is none, the fewest
//! figures of the newest edition are withheld that make one possible. What the exact figures of the
//! authority alone give away is public.

use std::collections::HashMap;

use super::figures::{Bound, Figures};
use crate::domain::unit::Tree;

/// A figure of all units over some parts (months, or quarters) of a year.
pub struct Sum<'a> {
    /// The parts, by their places in the year.
    pub first: usize,
    pub last: usize,
    tree: &'a Tree,
    figures: Figures,
    /// Of each unit without those below it.
    own: Figures,
    /// By unit: it rests on few cases and is to be protected.
    small: Vec<bool>,
    pub held: Vec<bool>,
    /// By unit: itself where it is shown, else the next above it that is, where its own part is summed.
    shown_above: Vec<Option<u32>>,
}

/// One more for the first unit and one less for the second in a part, and the reverse in another.
#[derive(Clone, Copy)]
struct Exchange {
    units: [u32; 2],
    part: usize,
    back: Option<usize>,
}

impl<'a> Sum<'a> {
    pub fn new(parts: (usize, usize), tree: &'a Tree, figures: Figures, small: Vec<bool>) -> Self {
        let own = figures.own(tree);
        let (first, last) = parts;
        let held = small.clone();
        let mut sum =
            Self { first, last, tree, figures, own, small, held, shown_above: Vec::new() };
        sum.look();
        sum
    }

    /// Withholds units that must be, whatever they rest on.
    pub fn hold(&mut self, is_held: impl Fn(u32) -> bool) {
        for (held, unit) in self.held.iter_mut().zip(0..).skip(1) {
            *held |= is_held(unit);
        }
        self.look();
    }

    fn look(&mut self) {
        let above = |unit| self.tree.upwards(unit).find(|above| !self.held[*above as usize]);
        self.shown_above = (0..self.held.len() as u32).map(above).collect();
    }

    fn has(&self, part: usize) -> bool {
        (self.first..=self.last).contains(&part)
    }

    /// What an exchange adds to the first unit here.
    fn net(&self, exchange: &Exchange) -> i64 {
        let has = |part: usize| i64::from(self.has(part));
        has(exchange.part) - exchange.back.map_or(0, has)
    }

    /// Whether no shown sum tells the exchange apart from what is true.
    fn hides(&self, units: [u32; 2]) -> bool {
        let [a, b] = units.map(|unit| self.shown_above[unit as usize]);
        a.is_some() && a == b
    }

    /// Whether the own part of a unit may be so much more.
    fn allows(&self, unit: u32, number: usize, more: i64) -> bool {
        let (bound, numbers) = &self.own.numbers[number];
        let unit = unit as usize;
        let cases = self.own.cases[unit];
        let Some(value) = numbers[unit].checked_add_signed(more) else { return false };
        match bound {
            _ if cases == 0 => false,
            Bound::OfCases => value <= cases,
            Bound::Any => true,
            Bound::Below(threshold) if self.small[unit] => (1..*threshold).contains(&value),
            Bound::Below(_) => value > 0,
        }
    }

    /// The units to withhold so that an exchange is hidden: those below the first unit above both.
    fn between(&self, [a, b]: [u32; 2]) -> Vec<u32> {
        let common = self.tree.upwards(a).find(|x| self.tree.upwards(b).any(|y| y == *x));
        let path = |unit| self.tree.upwards(unit).take_while(move |above| Some(*above) != common);
        path(a).chain(path(b)).filter(|unit| !self.held[*unit as usize]).collect()
    }
}

/// The sums of one year, the earlier edition first: those of an edition end with its last part.
#[derive(Default)]
pub struct Year<'a> {
    pub sums: Vec<Sum<'a>>,
    /// What hides a number, by sum, unit and number.
    known: HashMap<(usize, u32, usize), Exchange>,
}

/// Every exchange that changes the unit in the sum; with units that are withheld first.
fn exchanges(sum: &Sum<'_>, unit: u32, edition: usize) -> impl Iterator<Item = Exchange> {
    let units = (0..sum.held.len() as u32).filter(|part| sum.own.cases[*part as usize] > 0);
    let (inside, mut beside): (Vec<u32>, Vec<u32>) =
        units.partition(|part| sum.tree.upwards(*part).any(|above| above == unit));
    beside.sort_by_key(|part| !sum.held[*part as usize]);
    let pairs: Vec<[u32; 2]> =
        inside.iter().flat_map(|a| beside.iter().map(|b| [*a, *b])).collect();
    let elsewhere = (0..=edition).filter(|part| !sum.has(*part)).map(Some);
    std::iter::once(None).chain(elsewhere).flat_map(move |back| {
        let pairs = pairs.clone();
        (sum.first..=sum.last).flat_map(move |part| {
            let of = move |units| Exchange { units, part, back };
            pairs.clone().into_iter().map(of)
        })
    })
}

impl Year<'_> {
    /// Withholds what has to be, edition by edition as they are published.
    pub fn settle(&mut self) {
        let last = self.sums.iter().map(|sum| sum.last).max();
        for edition in 0..last.map_or(0, |last| last + 1) {
            for sum in 0..self.sums.len() {
                if self.sums[sum].last <= edition {
                    self.protect(sum, edition);
                }
            }
        }
    }

    fn protect(&mut self, sum: usize, edition: usize) {
        for unit in 1..self.sums[sum].small.len() as u32 {
            if !self.sums[sum].small[unit as usize] {
                continue;
            }
            for number in 0..self.sums[sum].own.numbers.len() {
                self.leave_doubt((sum, unit, number), edition);
            }
        }
    }

    /// Sees to it that a number could be another one.
    fn leave_doubt(&mut self, protected: (usize, u32, usize), edition: usize) {
        let (sum, unit, number) = protected;
        // What hid it in the edition before mostly does so in the next.
        let known = self.known.get(&protected);
        if known.is_some_and(|known| self.price(known, number, edition) == Some(0)) {
            return;
        }
        let mut best: Option<((usize, u64, u32), Exchange)> = None;
        for exchange in exchanges(&self.sums[sum], unit, edition) {
            let Some(price) = self.price(&exchange, number, edition) else { continue };
            let [_, other] = exchange.units;
            let cases = self.sums[sum].figures.cases[other as usize];
            let rank = (price, cases, other);
            if best.as_ref().is_none_or(|(known, _)| rank < *known) {
                best = Some((rank, exchange));
            }
            if price == 0 {
                break;
            }
        }
        let Some((_, exchange)) = best else { return };
        self.known.insert(protected, exchange);
        for sum in self.sums.iter_mut().filter(|sum| sum.last == edition) {
            if sum.net(&exchange) != 0 {
                for unit in sum.between(exchange.units) {
                    sum.held[unit as usize] = true;
                }
                sum.look();
            }
        }
    }

    /// How many figures of the edition must be withheld for an exchange to be hidden; `None` where an
    /// earlier edition shows it, or where a number cannot be so.
    fn price(&self, exchange: &Exchange, number: usize, edition: usize) -> Option<usize> {
        let sums = || {
            let known = self.sums.iter().filter(|sum| sum.last <= edition);
            known.map(|sum| (sum, sum.net(exchange))).filter(|(_, net)| *net != 0)
        };
        let [a, b] = exchange.units;
        let may_be = |more: i64| {
            sums().all(|(sum, net)| {
                sum.allows(a, number, more * net) && sum.allows(b, number, -more * net)
            })
        };
        let mut price = 0;
        for (sum, _) in sums().filter(|(sum, _)| !sum.hides(exchange.units)) {
            if sum.last < edition {
                return None;
            }
            price += sum.between(exchange.units).len();
        }
        (may_be(1) || may_be(-1)).then_some(price)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        time::Day,
        unit::{Unit, Units, Version},
    };

    /// The tree of M with A, B, C below it, B1 and B2 below B, and `unmapped`.
    fn tree() -> Tree {
        let unit = |id: &str, above: Option<&str>| Unit {
            id: id.to_owned(),
            versions: vec![Version {
                name: id.to_owned(),
                name_en: None,
                parent_id: above.map(str::to_owned),
                kind: "unit".to_owned(),
                valid_from: None,
                valid_to: None,
            }],
            successor_id: None,
            aliases: Vec::new(),
        };
        let below = [("A", None), ("B", None), ("C", None), ("B1", Some("B")), ("B2", Some("B"))];
        let units = below.map(|(id, above)| unit(id, above)).to_vec();
        Units::new(unit("M", None), units).unwrap().tree(Day::from_ymd(2026, 1, 1).unwrap())
    }

    const NAMES: [&str; 7] = ["M", "A", "B", "C", "B1", "B2", "unmapped"];

    /// Cases and numbers of M, A, B, C, B1, B2.
    type Month = ([u64; 6], [u64; 6]);

    /// What is withheld in each month and in the whole of the months, edition by edition; below five cases
    /// a unit is small.
    fn withheld(months: &[Month], bound: Bound) -> Vec<Vec<&'static str>> {
        let tree = tree();
        let padded = |of: [u64; 6]| of.into_iter().chain([0]).collect::<Vec<u64>>();
        let months: Vec<Figures> = months
            .iter()
            .map(|(cases, numbers)| Figures {
                cases: padded(*cases),
                numbers: vec![(bound, padded(*numbers))],
            })
            .collect();
        let sum = |first: usize, last: usize| {
            let figures = Figures::sum(&months[first..=last].iter().collect::<Vec<_>>()).unwrap();
            let mut small: Vec<bool> =
                figures.cases.iter().map(|cases| (1..5).contains(cases)).collect();
            small[0] = false;
            Sum::new((first, last), &tree, figures, small)
        };
        let editions = 0..months.len();
        let sums = editions.flat_map(|last| {
            [Some(sum(last, last)), (last > 0).then(|| sum(0, last))].into_iter().flatten()
        });
        let mut year = Year { sums: sums.collect(), ..Year::default() };
        year.settle();
        let of = |sum: &Sum<'_>| {
            let held = NAMES.into_iter().zip(&sum.held).filter(|(_, held)| **held);
            held.map(|(name, _)| name).collect()
        };
        year.sums.iter().map(of).collect()
    }

    fn of_month(cases: [u64; 6], numbers: [u64; 6], bound: Bound) -> Vec<&'static str> {
        withheld(&[(cases, numbers)], bound).remove(0)
    }

    #[test]
    fn one_small_unit_takes_the_smallest_other_with_it() {
        let found = of_month([43, 3, 30, 10, 20, 10], [900, 100, 500, 300, 300, 200], Bound::Any);
        assert_eq!(found, ["A", "C"]);
    }

    #[test]
    fn two_small_units_hide_each_other() {
        let found = of_month([37, 3, 30, 4, 20, 10], [900, 100, 500, 300, 300, 200], Bound::Any);
        assert_eq!(found, ["A", "C"]);
    }

    #[test]
    fn all_of_the_cases_of_small_units_are_hidden_with_those_of_a_larger_one() {
        let all = of_month([37, 3, 30, 4, 20, 10], [17, 3, 10, 4, 5, 5], Bound::OfCases);
        assert_eq!(all, ["A", "B", "C", "B2"], "B has no cases of its own to hide among");
        let some = of_month([37, 3, 30, 4, 20, 10], [12, 1, 10, 1, 5, 5], Bound::OfCases);
        assert_eq!(some, ["A", "C"]);
    }

    #[test]
    fn a_small_unit_below_another_is_hidden_among_its_siblings() {
        let found = of_month([90, 30, 33, 27, 30, 3], [9, 3, 3, 3, 2, 1], Bound::OfCases);
        assert_eq!(found, ["B1", "B2"]);
    }

    #[test]
    fn what_the_authority_alone_gives_away_is_public() {
        assert_eq!(of_month([3, 3, 0, 0, 0, 0], [2, 2, 0, 0, 0, 0], Bound::OfCases), ["A"]);
        let none = of_month([37, 3, 30, 4, 20, 10], [0; 6], Bound::OfCases);
        assert_eq!(none, ["A", "C"], "nobody had one, as the authority says");
    }

    #[test]
    fn cases_that_are_withheld_themselves_are_hidden_between_one_and_the_threshold() {
        let small = |cases| of_month(cases, cases, Bound::Below(5));
        assert_eq!(small([32, 1, 30, 1, 20, 10]), ["A", "B", "C", "B2"], "one and one are two");
        assert_eq!(small([33, 1, 30, 2, 20, 10]), ["A", "C"]);
    }

    #[test]
    fn a_small_month_among_larger_ones_is_hidden_in_the_longer_period_too() {
        let large = ([100, 30, 40, 30, 20, 20], [900, 300, 300, 300, 200, 100]);
        let small = ([80, 3, 40, 37, 20, 20], [700, 30, 300, 370, 200, 100]);
        let found = withheld(&[large, small], Bound::Any);
        assert_eq!(found, [vec![], vec!["A", "C"], vec!["A", "C"]]);
    }

    #[test]
    fn two_small_months_of_the_same_units_hide_each_other_in_the_longer_period() {
        let small = ([37, 3, 30, 4, 20, 10], [60, 20, 20, 20, 10, 10]);
        let found = withheld(&[small, small], Bound::Any);
        assert_eq!(found, [vec!["A", "C"], vec!["A", "C"], vec![]]);
    }

    #[test]
    fn what_an_earlier_edition_showed_of_the_longer_period_is_remembered() {
        let large = ([100, 30, 40, 30, 20, 20], [900, 300, 300, 300, 200, 100]);
        let small = ([47, 3, 40, 4, 20, 20], [340, 20, 300, 20, 200, 100]);
        // January and the two months until February give February away; and so does March later, with the
        // three months, unless February and March are both unknown.
        let found = withheld(&[large, small, small], Bound::Any);
        let both = vec!["A", "C"];
        assert_eq!(found, [vec![], both.clone(), both.clone(), both, vec![]]);
    }
}
