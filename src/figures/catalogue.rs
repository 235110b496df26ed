//! The catalogue of charts: what an edition draws for the authority, for each unit and for each
//! indicator, in the order of their pages. It is data: id, the wording of the measure, and the builder
//! that finds the headline and the figures. What is not listed here is not drawn.

use std::mem::discriminant;

use super::{
    flow, indicator_funnel, indicator_ranking, indicator_trend, indicator_units, indicators,
    material::{Figures, Found},
    points_lost, score_line, scorecard, targets, trend, unit_scores,
};
use crate::charts::Chart;

/// What a set of charts is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The authority and all its units.
    Authority,
    /// One unit, by its number.
    Unit(u32),
    /// One indicator, by its place in the rule set.
    Indicator(usize),
}

impl Scope {
    /// What builders are asked for: the number of a unit, that of the authority being 0, or the
    /// place of an indicator.
    fn number(self) -> usize {
        match self {
            Scope::Authority => 0,
            Scope::Unit(unit) => unit as usize,
            Scope::Indicator(place) => place,
        }
    }
}

/// A chart of the catalogue.
pub struct Entry {
    /// Its name in addresses and files; of the chart of a target the beginning of it.
    pub id: &'static str,
    /// The wording of what is measured.
    pub measure: &'static str,
    /// What it is about; the number in it means nothing.
    pub scope: Scope,
    /// Finds the headline and the figures; no chart where there is nothing to show.
    pub draw: fn(&Figures<'_>, usize) -> Vec<Found>,
}

type Draw = fn(&Figures<'_>, usize) -> Vec<Found>;

const fn entry(id: &'static str, measure: &'static str, scope: Scope, draw: Draw) -> Entry {
    Entry { id, measure, scope, draw }
}

const AUTHORITY: Scope = Scope::Authority;
const UNIT: Scope = Scope::Unit(0);
const INDICATOR: Scope = Scope::Indicator(0);

/// All charts, in the order of their pages.
pub const CATALOGUE: &[Entry] = &[
    entry("scorecard", "measure.scorecard", AUTHORITY, scorecard::draw),
    entry("indicators", "measure.indicators", AUTHORITY, indicators::draw),
    entry("trend", "measure.trend", AUTHORITY, trend::draw),
    entry("flow", "measure.flow", AUTHORITY, flow::draw),
    entry("targets", "measure.target", AUTHORITY, targets::draw),
    entry("small_multiples", "measure.small_multiples", AUTHORITY, unit_scores::draw),
    entry("points_lost", "measure.points_lost", AUTHORITY, points_lost::draw),
    entry("score", "measure.score", UNIT, score_line::draw),
    entry("ranking", "measure.indicator_ranking", INDICATOR, indicator_ranking::draw),
    entry("trend", "measure.indicator_trend", INDICATOR, indicator_trend::draw),
    entry("small_multiples", "measure.indicator_units", INDICATOR, indicator_units::draw),
    entry("funnel", "measure.indicator_funnel", INDICATOR, indicator_funnel::draw),
];

impl Figures<'_> {
    /// The charts of the authority, in the order of the page.
    pub fn charts(&self) -> Vec<Chart> {
        self.charts_of(Scope::Authority)
    }

    /// The charts of a scope, in the order of the catalogue; none where the catalogue has none for
    /// it, as for an indicator that is shown without a ratio.
    pub fn charts_of(&self, scope: Scope) -> Vec<Chart> {
        let entries = CATALOGUE.iter().filter(|e| discriminant(&e.scope) == discriminant(&scope));
        let place = match scope {
            Scope::Unit(unit) => self.names.get(unit),
            _ => self.authority(),
        };
        let chart = |entry: &Entry, found| self.chart(entry.id, entry.measure, &place, found);
        entries
            .flat_map(|entry| {
                let found = (entry.draw)(self, scope.number());
                found.into_iter().map(move |found| chart(entry, found))
            })
            .collect()
    }
}
