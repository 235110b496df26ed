//! From a chart to its drawing, its picture and its table. A page holds the very drawing of the file
//! for a desk; the one for a phone refers to it for its text alternative.

use super::{
    chart::{Chart, Width},
    csv, frame, png,
};
use crate::domain::text::Lang;

/// Draws a chart as SVG for one of the two widths. Nothing else differs between them.
#[must_use]
pub fn render_svg(chart: &Chart, lang: Lang, width: Width) -> String {
    let layout = frame::Layout::new(lang, width);
    frame::compose(chart, &layout, &frame::id(chart, lang, width), None)
}

/// Draws a chart for a phone, to stand in a page beside its drawing for a desk.
#[must_use]
pub fn render_beside_desk(chart: &Chart, lang: Lang) -> String {
    let [desk, phone] = [Width::Desk, Width::Phone].map(|width| frame::id(chart, lang, width));
    frame::compose(chart, &frame::Layout::new(lang, Width::Phone), &phone, Some(&desk))
}

/// The picture of a drawing for a desk, 1440 pixels wide.
#[must_use]
pub fn picture(svg: &str) -> Vec<u8> {
    png::from_svg(svg)
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
