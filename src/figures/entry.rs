//! What the catalogue says of a chart: its id, its measure and the builder that finds the
//! headline and the figures.

use super::material::Figures;
use crate::{charts::Chart, domain::text::Text};

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
    /// What is measured, in Vietnamese; `{…}` is filled in by the builder.
    pub vi: &'static str,
    /// The same in English.
    pub en: &'static str,
    pub draws: Draws,
}

impl Entry {
    /// The measure as it stands.
    pub(super) fn measure(&self) -> Text {
        Text::new(self.vi, self.en)
    }

    /// The measure with a blank filled in.
    pub(super) fn measure_with(&self, blank: &str, filling: &Text) -> Text {
        Text::new(self.vi.replace(blank, &filling.vi), self.en.replace(blank, &filling.en))
    }
}
