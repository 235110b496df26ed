//! Which units are withheld in every period: those of few cases, and what would give them away. A year
//! is looked at as it is published, month by month, with the longer periods as far as they were known.

use std::collections::BTreeMap;

use super::{
    doubt::{Sum, Year},
    figures::{Bound, Figures},
};
use crate::{
    count::cells::Counts,
    domain::{
        period::{Period, PeriodKind},
        unit::Tree,
    },
    score::period_result::PeriodResult,
};

/// A figure that is withheld below a number of cases.
pub struct Rule<F, B> {
    pub threshold: u64,
    /// The periods in which units show it, the shortest first.
    pub kinds: &'static [PeriodKind],
    /// It is shown of periods that are over alone.
    pub only_over: bool,
    /// `None` where it is not known of the period.
    pub figures: F,
    /// Whether an earlier edition withheld it in a period of a unit.
    pub before: B,
}

/// By unit.
pub type Held = Vec<bool>;

impl<F: Fn(&Counts) -> Option<Figures>, B: Fn(Period, u32) -> bool> Rule<F, B> {
    /// What is withheld, result by result; nothing where the figure is not known, and all units where it is
    /// not shown.
    pub fn held(&self, results: &[&PeriodResult]) -> Vec<Held> {
        let mut years: BTreeMap<Period, Vec<(Period, Figures, &Tree)>> = BTreeMap::new();
        for (period, figures, tree) in self.parts(results) {
            let year = years.entry(period.containing(PeriodKind::Year)).or_default();
            year.push((period, figures, tree));
        }
        let mut known: BTreeMap<Period, Held> = BTreeMap::new();
        for parts in years.into_values() {
            let mut year = Year::default();
            let mut named = Vec::new();
            for last in 0..parts.len() {
                self.add(&parts, last, results, &mut year, &mut named);
            }
            year.settle();
            // The last of a name is the period as far as it is known.
            known.extend(named.into_iter().map(|(name, sum)| (name, year.sums[sum].held.clone())));
        }
        let of = |result: &&PeriodResult| {
            let counts = &result.counts;
            let unshown = |shown: bool| {
                let mut held = vec![!shown; counts.cells.len()];
                held[0] = false;
                held
            };
            match known.get(&counts.period) {
                _ if !self.is_shown(counts) => unshown(false),
                Some(held) => held.clone(),
                None => unshown(true),
            }
        };
        results.iter().map(of).collect()
    }

    fn is_shown(&self, counts: &Counts) -> bool {
        self.kinds.contains(&counts.period.kind) && !(self.only_over && counts.provisional)
    }

    /// The figures of the shortest periods in their order: from months, which are there also where the
    /// period itself is not among the results.
    fn parts<'r>(&self, results: &[&'r PeriodResult]) -> Vec<(Period, Figures, &'r Tree)> {
        let mut months: BTreeMap<Period, Vec<(Figures, &Counts)>> = BTreeMap::new();
        let counts = results.iter().map(|result| &result.counts);
        let mut counts: Vec<&Counts> =
            counts.filter(|counts| counts.period.kind == PeriodKind::Month).collect();
        counts.sort_by_key(|counts| counts.period);
        for counts in counts {
            if let Some(figures) = (self.figures)(counts) {
                let part = counts.period.containing(self.kinds[0]);
                months.entry(part).or_default().push((figures, counts));
            }
        }
        let is_over = |part: &Period, months: &[(Figures, &Counts)]| {
            let last = months
                .last()
                .is_some_and(|(_, last)| !last.provisional && last.period.end() == part.end());
            last || !self.only_over
        };
        months
            .into_iter()
            .filter(|(part, months)| is_over(part, months))
            .filter_map(|(part, months)| {
                let figures: Vec<&Figures> = months.iter().map(|(figures, _)| figures).collect();
                Some((part, Figures::sum(&figures)?, &months.last()?.1.tree))
            })
            .collect()
    }

    /// Adds what the edition of a part shows: the part itself and the longer periods until then.
    fn add<'r>(
        &self,
        parts: &[(Period, Figures, &'r Tree)],
        last: usize,
        results: &[&'r PeriodResult],
        year: &mut Year<'r>,
        named: &mut Vec<(Period, usize)>,
    ) {
        let (part, _, tree) = &parts[last];
        for kind in self.kinds {
            let period = part.containing(*kind);
            if self.only_over && period.end() != part.end() {
                continue;
            }
            let is_in = |(part, ..): &(Period, Figures, &Tree)| part.containing(*kind) == period;
            let first = parts.iter().position(is_in).unwrap_or(last);
            // As far as it is known now; before, it was a part of itself.
            let is_whole = parts.get(last + 1).is_none_or(|next| !is_in(next));
            let same = |sum: &Sum<'_>| (sum.first, sum.last) == (first, last);
            let place = match year.sums.iter().position(same) {
                Some(place) => place,
                None => {
                    let whole = results.iter().find(|result| result.counts.period == period);
                    let whole = whole.filter(|_| is_whole);
                    let whole =
                        whole.and_then(|r| Some(((self.figures)(&r.counts)?, &r.counts.tree)));
                    let summed = || {
                        let parts: Vec<_> =
                            parts[first..=last].iter().map(|(_, of, _)| of).collect();
                        Some((Figures::sum(&parts)?, *tree))
                    };
                    let Some((figures, tree)) = whole.or_else(summed) else { continue };
                    let small = self.small(&figures);
                    year.sums.push(Sum::new((first, last), tree, figures, small));
                    year.sums.len() - 1
                }
            };
            if is_whole {
                year.sums[place].hold(|unit| (self.before)(period, unit));
            }
            named.push((period, place));
        }
    }

    /// Units below the authority with fewer cases than the threshold.
    fn small(&self, figures: &Figures) -> Held {
        let is_small = |cases: &u64| (1..self.threshold).contains(cases);
        let mut small: Held = figures.cases.iter().map(is_small).collect();
        small[0] = false;
        small
    }
}

/// The figures whose withheld number is that of the cases.
pub fn of_cases(cases: Vec<u64>, threshold: u64) -> Figures {
    Figures { numbers: vec![(Bound::Below(threshold), cases.clone())], cases }
}
