//! The catalogue of charts: what an edition draws for the authority, for each unit and for each
//! indicator, in the order of their pages. It is data: id, the wording of the measure, and the builder
//! that finds the headline and the figures. What is not listed here is not drawn.

use super::{
    entry::{
        Draws::{self, Authority, Indicator, Unit},
        Entry, entry,
    },
    flow, indicator_funnel, indicator_ranking, indicator_trend, indicator_units, indicators,
    material::Figures,
    points_lost, scorecard, targets, trend, unit_scores,
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

impl Figures<'_> {
    /// The charts of the authority, in the order of the page.
    pub fn charts(&self) -> Vec<Chart> {
        self.charts_of(Scope::Authority)
    }

    /// The charts of a scope, in the order of the catalogue; none where the catalogue has none for
    /// it, as for an indicator that is shown without a ratio.
    pub fn charts_of(&self, scope: Scope) -> Vec<Chart> {
        let charts = CATALOGUE.iter().map(|entry| match (entry.draws, scope) {
            (Draws::Authority(draw), Scope::Authority) => draw(self, entry),
            (Draws::Unit(draw), Scope::Unit(unit)) => draw(self, entry, unit),
            (Draws::Indicator(draw), Scope::Indicator(place)) => draw(self, entry, place),
            _ => Vec::new(),
        });
        charts.flatten().collect()
    }
}

/// All charts, in the order of their pages.
pub const CATALOGUE: &[Entry] = &[
    entry("scorecard", "measure.scorecard", Authority(scorecard::draw)),
    entry("indicators", "measure.indicators", Authority(indicators::draw)),
    entry("trend", "measure.trend", Authority(trend::of_authority)),
    entry("flow", "measure.flow", Authority(flow::draw)),
    entry("targets", "measure.target", Authority(targets::draw)),
    entry("small_multiples", "measure.small_multiples", Authority(unit_scores::draw)),
    entry("points_lost", "measure.points_lost", Authority(points_lost::of_authority)),
    entry("points_lost", "measure.points_lost", Unit(points_lost::of_unit)),
    entry("trend", "measure.trend", Unit(trend::of_unit)),
    entry("ranking", "measure.indicator_ranking", Indicator(indicator_ranking::draw)),
    entry("trend", "measure.indicator_trend", Indicator(indicator_trend::draw)),
    entry("small_multiples", "measure.indicator_units", Indicator(indicator_units::draw)),
    entry("funnel", "measure.indicator_funnel", Indicator(indicator_funnel::draw)),
];
