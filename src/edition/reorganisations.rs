//! Which units became others within the months that an edition shows beside each other: a line over months, and
//! what is judged of it, begins anew there. Another rule set is no such place: an edition counts all of its months
//! by its own.

use std::collections::BTreeMap;

use super::view::TrendMonth;
use crate::domain::{
    period::Period,
    reorganised::{Reorganised, reorganised},
    unit::Units,
};

/// Which units were reorganised, by the first month that shows it.
pub struct Reorganisations(BTreeMap<Period, BTreeMap<u32, Reorganised>>);

impl Reorganisations {
    pub fn of(units: &Units, months: &[TrendMonth<'_>]) -> Self {
        let day = |(period, month): &TrendMonth<'_>| {
            month.map_or_else(|| period.end().last_day(), |month| month.named_on)
        };
        let found = months
            .windows(2)
            .map(|pair| (pair[1].0, reorganised(units, day(&pair[0]), day(&pair[1]))))
            .filter(|(_, found)| !found.is_empty());
        Self(found.collect())
    }

    /// Where the months of a unit are those of another one than before, in order, and what it became.
    pub fn of_unit<'a>(
        &'a self,
        unit: u32,
        months: &'a [TrendMonth<'_>],
    ) -> impl Iterator<Item = (usize, &'a Reorganised)> {
        let months = months.iter().enumerate().skip(1);
        months.filter_map(move |(at, (period, _))| Some((at, self.0.get(period)?.get(&unit)?)))
    }
}
