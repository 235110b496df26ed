//! Where the line of a unit breaks: from a month on, the unit of that name is another one, because it
//! was set up, moved, or its work was cut in another way. Another rule set breaks no line of an
//! edition: it counts all months by its own.

use super::words;
use crate::{
    charts::Break,
    domain::{
        reorganised::Reorganised,
        sentence::{Value, joined, said, wording},
        text::Text,
    },
    edition::{names::Names, reorganisations::Reorganisations, view::TrendMonth},
};

/// Units that are told by name; of more their number.
const NAMED: usize = 2;

/// Where the line of a unit over these months breaks.
pub(super) fn breaks(
    found: &Reorganisations,
    unit: u32,
    months: &[TrendMonth<'_>],
    names: &Names,
) -> Vec<Break> {
    let found = found.of_unit(unit, months);
    found.map(|(at, became)| Break { at, why: why(became, names) }).collect()
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
