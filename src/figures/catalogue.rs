//! The catalogue of charts: what an edition draws for the authority, for each unit and for each
//! indicator, in the order of their pages. It is data: id, kind and measure stand here and nowhere
//! else, and beside them the builder that finds the headline and the figures. What is not listed
//! here is not drawn.

use super::{
    Figures, flow, indicator_funnel, indicator_ranking, indicator_trend, indicator_units,
    indicators, points_lost, scorecard, targets, trend, unit_scores,
};
use crate::{
    charts::{Body, Chart},
    domain::text::Text,
};

/// The form of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Units by a value, with a goal where there is one.
    Ranking,
    /// A few series over twelve months; gaps are gaps.
    Trend,
    /// One small trend for each unit.
    SmallMultiples,
    /// Units by indicators.
    Heat,
    /// Points gained and lost by indicator.
    PointsLost,
    /// What came in, what went out, what remains.
    Flow,
    /// Rates against sizes, with control limits.
    Funnel,
    /// Units against a goal of the plan, one chart for each goal.
    Targets,
}

impl Kind {
    /// Whether a body has this form.
    #[must_use]
    pub fn has(self, body: &Body) -> bool {
        matches!(
            (self, body),
            (Kind::Ranking | Kind::Targets, Body::Ranking(_))
                | (Kind::Trend, Body::Trend(_))
                | (Kind::SmallMultiples, Body::SmallMultiples(_))
                | (Kind::Heat, Body::Heat(_))
                | (Kind::PointsLost, Body::PointsLost(_))
                | (Kind::Flow, Body::Flow(_))
                | (Kind::Funnel, Body::Funnel(_))
        )
    }
}

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
    /// Its name in addresses and files; of `Targets` the beginning of it.
    pub id: &'static str,
    pub kind: Kind,
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

/// All charts, in the order of their pages.
pub const CATALOGUE: &[Entry] = &[
    Entry {
        id: "scorecard",
        kind: Kind::Ranking,
        vi: "Điểm so sánh của các đơn vị trên {points} điểm chung",
        en: "Comparable points of units out of {points} common points",
        draws: Draws::Authority(scorecard::draw),
    },
    Entry {
        id: "indicators",
        kind: Kind::Heat,
        vi: "Tỷ lệ của từng chỉ số theo đơn vị",
        en: "Ratio of each indicator by unit",
        draws: Draws::Authority(indicators::draw),
    },
    Entry {
        id: "trend",
        kind: Kind::Trend,
        vi: "Điểm đạt so với điểm có thể đạt của các nhóm chỉ số, 12 tháng",
        en: "Points gained of points available by group, twelve months",
        draws: Draws::Authority(trend::of_authority),
    },
    Entry {
        id: "flow",
        kind: Kind::Flow,
        vi: "Luồng hồ sơ",
        en: "Case flow",
        draws: Draws::Authority(flow::draw),
    },
    Entry {
        id: "targets",
        kind: Kind::Targets,
        vi: "{target}",
        en: "{target}",
        draws: Draws::Authority(targets::draw),
    },
    Entry {
        id: "small_multiples",
        kind: Kind::SmallMultiples,
        vi: "Điểm quy đổi của từng đơn vị trên thang 100 điểm, 12 tháng",
        en: "Score of each unit out of 100, twelve months",
        draws: Draws::Authority(unit_scores::draw),
    },
    Entry {
        id: "points_lost",
        kind: Kind::PointsLost,
        vi: "Điểm đạt và điểm mất theo chỉ số",
        en: "Points gained and lost by indicator",
        draws: Draws::Authority(points_lost::of_authority),
    },
    Entry {
        id: "points_lost",
        kind: Kind::PointsLost,
        vi: "Điểm đạt và điểm mất theo chỉ số",
        en: "Points gained and lost by indicator",
        draws: Draws::Unit(points_lost::of_unit),
    },
    Entry {
        id: "trend",
        kind: Kind::Trend,
        vi: "Điểm đạt so với điểm có thể đạt của các nhóm chỉ số, 12 tháng",
        en: "Points gained of points available by group, twelve months",
        draws: Draws::Unit(trend::of_unit),
    },
    Entry {
        id: "ranking",
        kind: Kind::Ranking,
        vi: "{indicator}: tỷ lệ theo đơn vị",
        en: "{indicator}: ratio by unit",
        draws: Draws::Indicator(indicator_ranking::draw),
    },
    Entry {
        id: "trend",
        kind: Kind::Trend,
        vi: "{indicator}: tỷ lệ toàn cơ quan, 12 tháng",
        en: "{indicator}: ratio of the whole authority, twelve months",
        draws: Draws::Indicator(indicator_trend::draw),
    },
    Entry {
        id: "small_multiples",
        kind: Kind::SmallMultiples,
        vi: "{indicator}: tỷ lệ của từng đơn vị, 12 tháng",
        en: "{indicator}: ratio of each unit, twelve months",
        draws: Draws::Indicator(indicator_units::draw),
    },
    Entry {
        id: "funnel",
        kind: Kind::Funnel,
        vi: "{indicator}: tỷ lệ của từng đơn vị theo quy mô",
        en: "{indicator}: ratio of each unit against its size",
        draws: Draws::Indicator(indicator_funnel::draw),
    },
];
