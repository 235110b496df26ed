//! The units of a funnel that have cases, and all of them together.

use super::super::body::{Funnel, FunnelPoint};
use super::standing::{Common, Standing};

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
        let (cases, Common { met, all, .. }) = self.cases();
        let beyond = cases.iter().filter(|case| case.place == Standing::Beyond998);
        let is_below = |case: &&Case| {
            i128::from(case.numerator) * i128::from(all)
                < i128::from(met) * i128::from(case.denominator)
        };
        let (below, above): (Vec<&Case>, Vec<&Case>) = beyond.partition(is_below);
        (below.len(), above.len())
    }

    /// The ids of the units above the outer limit.
    #[must_use]
    pub fn above(&self) -> Vec<&str> {
        let (cases, common) = self.cases();
        let above = cases.iter().filter(|case| {
            case.place == Standing::Beyond998
                && i128::from(case.numerator) * i128::from(common.all)
                    > i128::from(common.met) * i128::from(case.denominator)
        });
        above.map(|case| case.point.id.as_str()).collect()
    }

    /// Units with cases, in the order given, and all together.
    pub(super) fn cases(&self) -> (Vec<Case<'_>>, Common) {
        let known = |p: &FunnelPoint| {
            p.numerator.zip(p.denominator).filter(|(n, d)| *d > 0 && (0..=*d).contains(n))
        };
        let cases = || self.points.iter().filter_map(|p| known(p).map(|counts| (p, counts)));
        let common = Common::of(&cases().map(|(_, counts)| counts).collect::<Vec<_>>());
        let cases = cases().map(|(point, (n, d))| Case {
            point,
            numerator: n,
            denominator: d,
            place: common.standing(n, d),
        });
        (cases.collect(), common)
    }

    pub(super) fn without_cases(&self) -> Vec<&FunnelPoint> {
        let (cases, ..) = self.cases();
        self.points.iter().filter(|p| !cases.iter().any(|c| std::ptr::eq(c.point, *p))).collect()
    }
}
