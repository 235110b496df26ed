//! A chart within a page: drawn for a desk and for a phone, of which the style sheet shows one, with
//! links to its files. This is the only place where pages meet the drawing of charts.

use minijinja::Value as Html;
use serde::Serialize;

use super::{Site, address::Depth};
use crate::{
    charts::{self, Chart, Inline},
    domain::text::Lang,
    figures::Scope,
};

/// A chart as templates take it.
#[derive(Clone, Debug, Serialize)]
pub struct Drawn {
    pub id: String,
    pub desk: Html,
    pub phone: Html,
    /// The path of its table in the edition, without `.csv`.
    pub path: String,
    /// Addresses of the table, the drawing and the image.
    pub csv: String,
    pub svg: String,
    /// Absent where the chart has no image.
    pub png: Option<String>,
    /// What it says, for the names of its links.
    pub headline: String,
}

impl Site<'_> {
    /// The charts of the authority.
    pub(super) fn charts(&self) -> Vec<Chart> {
        crate::figures::Figures::of(self.view).charts()
    }

    /// The charts of a unit, drawn; of the authority, whose other charts stand on other pages, the
    /// trend.
    pub(super) fn charts_of_unit(&self, unit: u32) -> Vec<Drawn> {
        if unit == 0 {
            return self.drawn(&self.charts(), "trend", Depth::Below).into_iter().collect();
        }
        let folder = format!("charts/units/{}", self.unit_files[unit as usize]);
        self.drawn_all(Scope::Unit(unit), &folder)
    }

    /// The charts of an indicator, drawn.
    pub(super) fn charts_of_indicator(&self, place: usize) -> Vec<Drawn> {
        let indicator = &self.view.source.rules.indicators[place];
        self.drawn_all(Scope::Indicator(place), &format!("charts/indicators/{}", indicator.id))
    }

    fn drawn_all(&self, scope: Scope, folder: &str) -> Vec<Drawn> {
        let charts = crate::figures::Figures::of(self.view).charts_of(scope);
        charts
            .iter()
            .map(|chart| Drawn { png: None, ..self.draw(chart, folder, Depth::Below) })
            .collect()
    }

    /// Draws one of `charts` into a page; absent where the edition has none of that name.
    pub(super) fn drawn(&self, charts: &[Chart], id: &str, depth: Depth) -> Option<Drawn> {
        let chart = charts.iter().find(|chart| chart.id == id)?;
        Some(self.draw(chart, "charts", depth))
    }

    /// Draws a chart whose files stand in `folder` of the edition.
    pub(super) fn draw(&self, chart: &Chart, folder: &str, depth: Depth) -> Drawn {
        let language = if self.lang == Lang::Vi { "" } else { ".en" };
        let file = format!("{}{folder}/{}", depth.edition(), chart.id);
        let Inline { desk, phone } = charts::render_inline(chart, self.lang);
        Drawn {
            id: chart.id.clone(),
            path: format!("{folder}/{}", chart.id),
            desk: Html::from_safe_string(desk),
            phone: Html::from_safe_string(phone),
            csv: format!("{file}.csv"),
            svg: format!("{file}{language}.svg"),
            png: Some(format!("{file}{language}.png")),
            headline: chart.headline.get(self.lang).to_owned(),
        }
    }
}
