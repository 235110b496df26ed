//! The chart room: a chart is a value, and drawing it gives an SVG, a PNG of that SVG and its table.
//!
//! A chart carries a finding (headline), what was measured where and when (subtitle), its source and
//! whole numbers; this room adds the geometry, the words that never change, a text alternative in
//! the language of the page and the table as CSV. Nothing here reads a file or a clock, so the same
//! chart gives the same bytes anywhere. Each figure kind has a file with its drawing, its description
//! and its table. Every number drawn carries the row and column it has in the table (`data-row`,
//! `data-column`), so that the two can be compared. `plotters` finds the key points of the axes (`scale.rs`), and the SVG is written
//! by a small builder because plotters' backend has no title, no description, no wrapped labels and
//! no names on its figures (`svg.rs`).

mod body;
mod csv;
mod flow;
mod frame;
mod funnel;
mod heat;
mod label;
mod metrics;
mod palette;
mod periods;
mod png;
mod points_lost;
mod ranking;
mod scale;
mod series;
mod small_multiples;
mod svg;
mod trend;
mod wrap;

#[cfg(test)]
pub(crate) mod tests;

pub use body::{
    Bar, Body, Cell, Flow, Funnel, FunnelPoint, Heat, HeatColumn, HeatRow, Panel, Part, PointsLost,
    PointsLostItem, Ranking, Series, SmallMultiples, Target, Trend,
};

use crate::domain::text::{Lang, Text};

/// A chart before it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Its name in addresses and files: lower-case letters, digits, `-` and `_`.
    pub id: String,
    /// The finding, as a sentence.
    pub headline: Text,
    /// Measure, place and period.
    pub subtitle: Text,
    /// Where the figures come from.
    pub source: Text,
    /// What a reader must know to read the figures rightly; absent where nothing is to be said.
    pub note: Option<Text>,
    /// What is drawn.
    pub body: Body,
}

impl Chart {
    /// The chart with something more to be known.
    #[must_use]
    pub fn noted(mut self, more: Text) -> Self {
        self.note = Some(match self.note.take() {
            Some(note) => {
                Text::new(format!("{} {}", note.vi, more.vi), format!("{} {}", note.en, more.en))
            }
            None => more,
        });
        self
    }
}

/// A chart drawn in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The figure, about 960 pixels wide.
    pub svg: String,
    /// The same figure, 1440 pixels wide.
    pub png: Vec<u8>,
    /// The chart's table for machines: RFC 4180, UTF-8 without BOM, the same in both languages.
    pub csv: String,
}

/// The two widths a figure is laid out for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// 960 pixels: a desk, a page of A4, a slide.
    Desk,
    /// 360 pixels: a phone held upright.
    Phone,
}

impl Width {
    /// The width in pixels.
    #[must_use]
    pub fn pixels(self) -> f64 {
        match self {
            Width::Desk => 960.0,
            Width::Phone => 360.0,
        }
    }
}

/// Draws a chart for a desk, and writes its table.
#[must_use]
pub fn render(chart: &Chart, lang: Lang) -> Rendered {
    let svg = render_svg(chart, lang, Width::Desk);
    let png = png::from_svg(&svg);
    Rendered { svg, png, csv: table(chart) }
}

/// Draws a chart as SVG for one of the two widths. Nothing else differs between them.
#[must_use]
pub fn render_svg(chart: &Chart, lang: Lang, width: Width) -> String {
    let id = frame::id(chart, lang, width, "");
    frame::compose(chart, &frame::Layout::new(lang, width), &id, None)
}

/// A chart at both widths, to stand within one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    pub desk: String,
    /// Its text alternative is that of `desk`.
    pub phone: String,
}

/// Draws a chart at both widths to stand within one page: no id in it is used twice.
#[must_use]
pub fn render_inline(chart: &Chart, lang: Lang) -> Inline {
    let draw = |width, prefix, described| {
        let id = frame::id(chart, lang, width, prefix);
        (frame::compose(chart, &frame::Layout::new(lang, width), &id, described), id)
    };
    let (desk, id) = draw(Width::Desk, "desk-", None);
    let (phone, _) = draw(Width::Phone, "phone-", Some(&id));
    Inline { desk, phone }
}

/// The chart's table as CSV for machines; both languages stand in it.
#[must_use]
pub fn table(chart: &Chart) -> String {
    csv::write(&chart.body.figure().table())
}

/// The text alternative of a chart, as it stands in the `<desc>` of its SVG.
#[must_use]
pub fn description(chart: &Chart, lang: Lang) -> String {
    frame::describe(chart, lang)
}
