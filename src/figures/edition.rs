//! The charts of a view, built once and shared by all that show them: chart files, pages, workbook.

use super::{catalogue::Scope, material::Figures};
use crate::{
    charts::Chart,
    edition::{address::unit_files, view::View},
};

/// Every chart of a view with the folder of its files, by what it is about.
pub struct Charts {
    authority: Of,
    /// By the number of the unit; no charts of units that are not shown.
    units: Vec<Of>,
    /// By the place of the indicator.
    indicators: Vec<Of>,
}

/// The folder of some charts within the edition, and the charts.
type Of = (String, Vec<Chart>);

impl Charts {
    pub fn of(view: &View<'_>) -> Self {
        let figures = Figures::of(view);
        let shown = view.source.shown_units();
        let unit = |(name, unit): (String, u32)| {
            let charts = shown.contains(&unit).then(|| figures.charts_of(Scope::Unit(unit)));
            (format!("charts/units/{name}"), charts.unwrap_or_default())
        };
        let ids = view.source.rules.indicators.iter().map(|indicator| &indicator.id).enumerate();
        let indicator = |(place, id)| {
            (format!("charts/indicators/{id}"), figures.charts_of(Scope::Indicator(place)))
        };
        Self {
            authority: ("charts".to_owned(), figures.charts()),
            units: unit_files(view.source.units).into_iter().zip(0..).map(unit).collect(),
            indicators: ids.map(indicator).collect(),
        }
    }

    fn all_of(&self, scope: Scope) -> &Of {
        match scope {
            Scope::Authority => &self.authority,
            Scope::Unit(unit) => &self.units[unit as usize],
            Scope::Indicator(place) => &self.indicators[place],
        }
    }

    /// The folder of a scope's files within the edition.
    pub fn folder(&self, scope: Scope) -> &str {
        &self.all_of(scope).0
    }

    /// The charts of a scope, in the order of its page.
    pub fn get(&self, scope: Scope) -> &[Chart] {
        &self.all_of(scope).1
    }
}
