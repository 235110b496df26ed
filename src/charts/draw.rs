//! From a chart to its drawing, its picture and its table. A page shows the very drawings of the
//! files, one for a desk and one for a phone.

use super::{
    chart::{Chart, Width},
    csv, frame, png,
};
use crate::domain::text::Lang;

/// Draws a chart as SVG for one of the two widths. Nothing else differs between them.
#[must_use]
pub fn render_svg(chart: &Chart, lang: Lang, width: Width) -> String {
    let layout = frame::Layout::new(lang, width);
    frame::compose(chart, &layout, &frame::id(chart, lang, width))
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
