//! The catalogue of charts: what an edition draws for the authority, for each unit and for each
//! indicator, in the order of their pages. It is data: id and measure stand here and nowhere
//! else, and beside them the builder that finds the headline and the figures. What is not listed
//! here is not drawn.

use super::{
    entry::{Draws, Entry},
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
    Entry {
        id: "scorecard",
        vi: "Điểm so sánh của các đơn vị trên {points} điểm chung",
        en: "Comparable points of units out of {points} common points",
        draws: Draws::Authority(scorecard::draw),
    },
    Entry {
        id: "indicators",
        vi: "Tỷ lệ của từng chỉ số theo đơn vị",
        en: "Ratio of each indicator by unit",
        draws: Draws::Authority(indicators::draw),
    },
    Entry {
        id: "trend",
        vi: "Điểm đạt so với điểm có thể đạt của các nhóm chỉ số, 12 tháng",
        en: "Points gained of points available by group, twelve months",
        draws: Draws::Authority(trend::of_authority),
    },
    Entry {
        id: "flow", vi: "Luồng hồ sơ", en: "Case flow", draws: Draws::Authority(flow::draw)
    },
    Entry { id: "targets", vi: "{target}", en: "{target}", draws: Draws::Authority(targets::draw) },
    Entry {
        id: "small_multiples",
        vi: "Điểm quy đổi của từng đơn vị trên thang 100 điểm, 12 tháng",
        en: "Score of each unit out of 100, twelve months",
        draws: Draws::Authority(unit_scores::draw),
    },
    Entry {
        id: "points_lost",
        vi: "Điểm đạt và điểm mất theo chỉ số",
        en: "Points gained and lost by indicator",
        draws: Draws::Authority(points_lost::of_authority),
    },
    Entry {
        id: "points_lost",
        vi: "Điểm đạt và điểm mất theo chỉ số",
        en: "Points gained and lost by indicator",
        draws: Draws::Unit(points_lost::of_unit),
    },
    Entry {
        id: "trend",
        vi: "Điểm đạt so với điểm có thể đạt của các nhóm chỉ số, 12 tháng",
        en: "Points gained of points available by group, twelve months",
        draws: Draws::Unit(trend::of_unit),
    },
    Entry {
        id: "ranking",
        vi: "{indicator}: tỷ lệ theo đơn vị",
        en: "{indicator}: ratio by unit",
        draws: Draws::Indicator(indicator_ranking::draw),
    },
    Entry {
        id: "trend",
        vi: "{indicator}: tỷ lệ toàn cơ quan, 12 tháng",
        en: "{indicator}: ratio of the whole authority, twelve months",
        draws: Draws::Indicator(indicator_trend::draw),
    },
    Entry {
        id: "small_multiples",
        vi: "{indicator}: tỷ lệ của từng đơn vị, 12 tháng",
        en: "{indicator}: ratio of each unit, twelve months",
        draws: Draws::Indicator(indicator_units::draw),
    },
    Entry {
        id: "funnel",
        vi: "{indicator}: tỷ lệ của từng đơn vị theo quy mô",
        en: "{indicator}: ratio of each unit against its size",
        draws: Draws::Indicator(indicator_funnel::draw),
    },
];
