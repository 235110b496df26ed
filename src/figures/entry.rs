//! What the catalogue says of a chart: its id, its measure and the builder that finds the
//! headline and the figures.

use super::material::Figures;
use crate::charts::Chart;

/// What a chart is about, with the function that builds it; no chart where there is nothing to show.
#[derive(Clone, Copy)]
pub enum Draws {
    /// The authority and its units.
    Authority(fn(&Figures<'_>, &Entry) -> Vec<Chart>),
    /// One unit, by its number.
    Unit(fn(&Figures<'_>, &Entry, u32) -> Vec<Chart>),
    /// One indicator, by its place in the rule set.
    Indicator(fn(&Figures<'_>, &Entry, usize) -> Vec<Chart>),
}

/// A chart of the catalogue.
pub struct Entry {
    /// Its name in addresses and files; of the chart of a target the beginning of it.
    pub id: &'static str,
    /// The wording of what is measured.
    pub measure: &'static str,
    pub draws: Draws,
}

/// A chart of the catalogue: its id, the key of its measure, its builder.
pub(super) const fn entry(id: &'static str, measure: &'static str, draws: Draws) -> Entry {
    Entry { id, measure, draws }
}
