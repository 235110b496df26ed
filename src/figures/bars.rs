//! The bars of a ranking: best first, each with its rank among the units that may have one, and the
//! two ends of which headlines speak.

use super::{material::Figures, words};
use crate::{
    charts::Bar,
    domain::{
        number::Decimal,
        sentence::{Value, said},
        text::Text,
    },
    edition::cohorts::List,
};

impl Figures<'_> {
    /// Bars of the units of a list directly below the authority by a value, with what is said beside them.
    /// Units of the same value share a rank.
    pub(super) fn bars(
        &self,
        list: &List,
        of: impl Fn(u32) -> (Option<Decimal>, Option<Text>),
    ) -> Vec<Bar> {
        let of = |unit| {
            let (value, remark) = of(unit);
            (unit, value, remark)
        };
        let mut units: Vec<_> = self.direct_units_of(list).into_iter().map(of).collect();
        units.sort_by(|(a, left, _), (b, right, _)| right.cmp(left).then(a.cmp(b)));
        let may_rank = |unit: u32, value: Option<Decimal>| value.filter(|_| self.may_rank(unit));
        let ranked: Vec<Decimal> =
            units.iter().filter_map(|(unit, value, _)| may_rank(*unit, *value)).collect();
        let above = |value| ranked.iter().filter(|other| **other > value).count() as u32;
        let bar = |(unit, value, remark): (u32, Option<Decimal>, Option<Text>)| Bar {
            rank: may_rank(unit, value).map(|value| 1 + above(value)),
            annotation: remark.or_else(|| self.why_not_ranked(unit)),
            ..self.bar(unit, value)
        };
        units.into_iter().map(bar).collect()
    }

    /// The bar of a unit, of which nothing is known but its value.
    pub(super) fn bar(&self, unit: u32, value: Option<Decimal>) -> Bar {
        let (id, label) = (self.unit_id(unit).to_owned(), self.names.get(unit));
        Bar { id, label, value, ..Bar::default() }
    }
}

/// Names and values of the bars that are ranked.
pub(super) fn ranked(bars: &[Bar]) -> Vec<(&Text, Decimal)> {
    let ranked = bars.iter().filter(|bar| bar.rank.is_some());
    ranked.filter_map(|bar| Some((&bar.label, bar.value?))).collect()
}

/// Who stands at one end of a ranking.
pub(super) struct Extreme {
    /// The unit, or how many share the place.
    pub who: Text,
    pub value: Decimal,
    pub shared: bool,
}

/// Both ends of a ranking of names and values, best first; absent where nothing is ranked.
pub(super) fn extremes(ranked: &[(&Text, Decimal)]) -> Option<[Extreme; 2]> {
    let of = |value: Decimal| {
        let same: Vec<&Text> =
            ranked.iter().filter(|(_, other)| *other == value).map(|(name, _)| *name).collect();
        let who = match same[..] {
            [one] => words::short(one),
            _ => said("common.units_alike", &[("n", Value::Count(same.len() as u64))]),
        };
        Extreme { who, value, shared: same.len() > 1 }
    };
    Some([of(ranked.first()?.1), of(ranked.last()?.1)])
}
