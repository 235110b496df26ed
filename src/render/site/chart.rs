//! A chart within a page: for a desk the drawing of its file, for a phone one of its own, of which the
//! style sheet shows one, with links to its files. This is the only place where pages meet the
//! drawing of charts.

use minijinja::Value as Html;
use serde::Serialize;

use super::{address::Depth, page::Site};
use crate::{
    charts::{self, Chart},
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
    /// The charts of a unit, drawn; of the authority, whose other charts stand on other pages, the
    /// trend.
    pub(super) fn charts_of_unit(&self, unit: u32) -> Vec<Drawn> {
        match unit {
            0 => self.drawn("trend", Depth::Below).into_iter().collect(),
            _ => self.drawn_all(Scope::Unit(unit)),
        }
    }

    /// The charts of an indicator, drawn.
    pub(super) fn charts_of_indicator(&self, place: usize) -> Vec<Drawn> {
        self.drawn_all(Scope::Indicator(place))
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
        let desk = self.drawing(&format!("{path}{language}.svg"));
        let phone = || Html::from_safe_string(charts::render_beside_desk(chart, self.lang));
        let is_shared = scope == Scope::Authority;
        Drawn {
            id: chart.id.clone(),
            desk: Html::from_safe_string(desk),
            phone: match is_shared {
                true => {
                    let mut phones = self.phones.borrow_mut();
                    phones.entry(chart.id.clone()).or_insert_with(phone).clone()
                }
                false => phone(),
            },
            csv: format!("{file}.csv"),
            svg: format!("{file}{language}.svg"),
            png: is_shared.then(|| format!("{file}{language}.png")),
            path,
            headline: chart.headline.get(self.lang).to_owned(),
        }
    }

    /// The drawing of a file.
    fn drawing(&self, path: &str) -> String {
        let bytes = self.made.get(path).unwrap_or_else(|fault| {
            self.unread.replace(Some(fault));
            None
        });
        let bytes = bytes.unwrap_or_default();
        String::from_utf8(bytes)
            .unwrap_or_else(|other| String::from_utf8_lossy(other.as_bytes()).into_owned())
    }
}
