//! The charts of a view, built once and shared by all that show them: chart files, pages, workbook.

use super::{catalogue::Scope, material::Figures};
use crate::{
    charts::Chart,
    edition::{address::unit_files, view::View},
};

/// Every chart of a view, by what it is about.
pub struct Charts {
    authority: Vec<Chart>,
    /// By the number of the unit; none of units that are not shown.
    units: Vec<Vec<Chart>>,
    /// By the place of the indicator.
    indicators: Vec<Vec<Chart>>,
    /// Folders of units and of indicators.
    folders: [Vec<String>; 2],
}

impl Charts {
    pub fn of(view: &View<'_>) -> Self {
        let figures = Figures::of(view);
        let mut units = vec![Vec::new(); view.source.units.len()];
        for unit in view.source.shown_units() {
            units[unit as usize] = figures.charts_of(Scope::Unit(unit));
        }
        let of_units = unit_files(view.source.units);
        let of_indicators = view.source.rules.indicators.iter().map(|indicator| &indicator.id);
        let folders = [
            of_units.iter().map(|name| format!("charts/units/{name}")).collect(),
            of_indicators.map(|id| format!("charts/indicators/{id}")).collect(),
        ];
        let places = 0..view.source.rules.indicators.len();
        Self {
            authority: figures.charts(),
            units,
            indicators: places.map(|place| figures.charts_of(Scope::Indicator(place))).collect(),
            folders,
        }
    }

    /// The folder of a scope's files within the edition.
    pub fn folder(&self, scope: Scope) -> &str {
        let [units, indicators] = &self.folders;
        match scope {
            Scope::Authority => "charts",
            Scope::Unit(unit) => &units[unit as usize],
            Scope::Indicator(place) => &indicators[place],
        }
    }

    /// The charts of a scope, in the order of its page.
    pub fn get(&self, scope: Scope) -> &[Chart] {
        match scope {
            Scope::Authority => &self.authority,
            Scope::Unit(unit) => &self.units[unit as usize],
            Scope::Indicator(place) => &self.indicators[place],
        }
    }
}
