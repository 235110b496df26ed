//! The units of a funnel that have cases, and all of them together.

use super::super::body::{Funnel, FunnelPoint};
use super::standing::{Standing, standing};

/// The row of all units together in the table.
pub(super) const ALL: &str = "all";

/// A unit with cases.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) point: &'a FunnelPoint,
    pub(super) numerator: i64,
    pub(super) denominator: i64,
    pub(super) place: Standing,
}

impl Funnel {
    /// How many units lie below and above the outer limits.
    #[must_use]
    pub fn beyond(&self) -> (usize, usize) {
        let (cases, met, all) = self.cases();
        let beyond = cases.iter().filter(|case| case.place == Standing::Beyond998);
        let is_below = |case: &&Case| {
            i128::from(case.numerator) * i128::from(all)
                < i128::from(met) * i128::from(case.denominator)
        };
        let (below, above): (Vec<&Case>, Vec<&Case>) = beyond.partition(is_below);
        (below.len(), above.len())
    }

    /// Units with cases, in the order given, and cases that meet the condition and all cases.
    pub(super) fn cases(&self) -> (Vec<Case<'_>>, i64, i64) {
        let known = |p: &&FunnelPoint| {
            p.numerator.zip(p.denominator).filter(|(n, d)| *d > 0 && (0..=*d).contains(n))
        };
        let (mut met, mut all) = (0, 0);
        for (n, d) in self.points.iter().filter_map(|p| known(&p)) {
            (met, all) = (met + n, all + d);
        }
        let cases = self.points.iter().filter_map(|p| known(&p).map(|(n, d)| (p, n, d)));
        let cases = cases.map(|(point, n, d)| Case {
            point,
            numerator: n,
            denominator: d,
            place: standing(n, d, met, all),
        });
        (cases.collect(), met, all)
    }

    pub(super) fn without_cases(&self) -> Vec<&FunnelPoint> {
        let (cases, ..) = self.cases();
        self.points.iter().filter(|p| !cases.iter().any(|c| std::ptr::eq(c.point, *p))).collect()
    }
}
