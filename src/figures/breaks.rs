//! Where the line of a unit breaks: from a month on, the unit of that name is another one, because it
//! was set up, moved, or its work was cut in another way. Another rule set breaks no line of an
//! edition: it counts all months by its own.

use std::collections::BTreeMap;

use super::words;
use crate::{
    charts::Break,
    domain::{
        period::Period,
        reorganised::{Reorganised, reorganised},
        sentence::{Value, joined, said, wording},
        text::Text,
        unit::Units,
    },
    edition::{names::Names, view::TrendMonth},
};

/// Units that are told by name; of more their number.
const NAMED: usize = 2;

/// Which units were reorganised, by the first month that shows it.
pub(super) struct Reorganisations(BTreeMap<Period, BTreeMap<u32, Reorganised>>);

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

    /// Where the line of a unit over these months breaks.
    pub fn breaks(&self, unit: u32, months: &[TrendMonth<'_>], names: &Names) -> Vec<Break> {
        let found = months.iter().enumerate().skip(1).filter_map(|(at, (period, _))| {
            let became = self.0.get(period)?.get(&unit)?;
            Some(Break { at, why: why(became, names) })
        });
        found.collect()
    }
}

fn why(became: &Reorganised, names: &Names) -> Text {
    let told = |key: &str, units: &[u32]| {
        (!units.is_empty()).then(|| said(key, &[("units", Value::Words(&named(units, names)))]))
    };
    let parts = [
        became.set_up.then(|| wording("reorganised.set_up")),
        told("reorganised.moved_under", became.moved_under.as_slice()),
        told("reorganised.took_over", &became.took_over),
        told("reorganised.handed_over", &became.handed_over),
    ];
    joined(&parts.into_iter().flatten().collect::<Vec<_>>(), "; ")
}

fn named(units: &[u32], names: &Names) -> Text {
    if units.len() > NAMED {
        return Value::Units(units.len()).in_both();
    }
    let names: Vec<Text> = units.iter().map(|unit| words::short(&names.get(*unit))).collect();
    joined(&names, ", ")
}
