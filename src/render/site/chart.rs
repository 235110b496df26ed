//! A chart within a page: the drawing of its file for a desk, or for a phone the one made for it, and links to
//! its files. A drawing is kept once, for all pages that show it and for those who copy it.

use serde::Serialize;

use super::{address::Depth, page::Site};
use crate::{
    charts::{self, Chart},
    figures::{PHONE, Scope},
};

/// A chart as templates take it.
#[derive(Clone, Debug, Serialize)]
pub struct Drawn {
    pub id: String,
    /// Address of the drawing for a phone.
    pub phone: String,
    /// What it shows, for those who do not see it.
    pub text: String,
    /// The path of its table in the edition, without `.csv`.
    pub path: String,
    /// Addresses of the table, the drawing for a desk and the image.
    pub csv: String,
    pub svg: String,
    /// Absent where the chart has no image.
    pub png: Option<String>,
    /// What it says, for the names of its links.
    pub headline: String,
}

impl Site<'_> {
    /// The charts of a unit, drawn.
    pub(super) fn charts_of_unit(&self, unit: u32) -> Vec<Drawn> {
        self.drawn_all(Scope::Unit(unit))
    }

    /// The charts of an indicator that have one of these names, drawn.
    pub(super) fn charts_of_indicator(&self, place: usize, ids: &[&str]) -> Vec<Drawn> {
        let scope = Scope::Indicator(place);
        let charts = self.charts.get(scope).iter();
        let charts = charts.filter(|chart| ids.contains(&chart.id.as_str()));
        charts.map(|chart| self.draw(chart, scope, Depth::Below)).collect()
    }

    fn drawn_all(&self, scope: Scope) -> Vec<Drawn> {
        let charts = self.charts.get(scope).iter();
        charts.map(|chart| self.draw(chart, scope, Depth::Below)).collect()
    }

    /// Draws a chart of the authority into a page; absent where the edition has none of that name.
    pub(super) fn drawn(&self, id: &str, depth: Depth) -> Option<Drawn> {
        let chart = self.charts.get(Scope::Authority).iter().find(|chart| chart.id == id)?;
        Some(self.draw(chart, Scope::Authority, depth))
    }

    fn draw(&self, chart: &Chart, scope: Scope, depth: Depth) -> Drawn {
        let path = format!("{}/{}", self.charts.folder(scope), chart.id);
        let (file, language) = (format!("{}{path}", depth.edition()), self.lang.suffix());
        let headline = chart.headline.get(self.lang).to_owned();
        Drawn {
            id: chart.id.clone(),
            phone: format!("{file}{language}{PHONE}"),
            text: format!("{headline} {}", charts::description(chart, self.lang)),
            csv: format!("{file}.csv"),
            svg: format!("{file}{language}.svg"),
            png: (scope == Scope::Authority).then(|| format!("{file}{language}.png")),
            path,
            headline,
        }
    }
}
