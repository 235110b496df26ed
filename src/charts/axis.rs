//! What the axes of figures share: gridlines, the unit and the ticks over horizontal bars, and where a
//! name stands beside its bar, or on a phone above it.

use super::frame::{Layout, say};
use super::label::{Anchor, Paint};
use super::metrics::Font;
use super::palette::GRID;
use super::scale::Scale;
use super::svg::Svg;
use super::wrap::{Wrapped, wrap};
use crate::domain::number::Decimal;
use crate::domain::sentence::Value;
use crate::domain::text::Text;

/// Draws the gridlines of a scale, each from one point to another.
pub(super) fn draw_grid(svg: &mut Svg, scale: &Scale, line: impl Fn(f64) -> [(f64, f64); 2]) {
    let lines: Vec<_> = scale.ticks.iter().map(|&tick| line(scale.at(tick))).collect();
    svg.rules(&lines, Paint::line(GRID, 1.0));
}

/// Writes the unit of measure above bars, in the wording of a key; tells where the ticks stand, which
/// on a phone is a line below.
pub(super) fn draw_unit(
    svg: &mut Svg,
    layout: &Layout,
    (key, unit): (&str, &Text),
    (x, width): (f64, f64),
    top: f64,
) -> f64 {
    let y = top + layout.small.line();
    let unit = say(key, layout.lang, &[("unit", Value::Words(unit))]);
    svg.wrapped(layout.note(x, y - 4.0), &wrap(&unit, layout.small, width, 1));
    if layout.is_phone() { y + layout.small.line() } else { y }
}

/// Writes the ticks above bars, but those that would meet the one before; tells where the bars begin.
pub(super) fn draw_ticks(
    svg: &mut Svg,
    layout: &Layout,
    scale: &Scale,
    y: f64,
    written: impl Fn(Decimal) -> String,
) -> f64 {
    let mut free = f64::MIN;
    for &at in &scale.ticks {
        let (text, x) = (written(at), scale.at(at));
        let edge = layout.is_phone() && at == Decimal::ZERO;
        let half = layout.small.width(&text) / 2.0;
        let (from, anchor) = if edge { (x, Anchor::Start) } else { (x - half, Anchor::Middle) };
        if from >= free && x + half <= layout.right() {
            svg.text(layout.note(x, y - 4.0).anchor(anchor), &text);
            free = from + 2.0 * half + 6.0;
        }
    }
    y + 2.0
}

/// The first baseline of a text of several lines whose middle stands at a height.
pub(super) fn centred(text: &Wrapped, font: Font, middle: f64) -> f64 {
    middle - text.height(font) / 2.0 + font.size * 0.98
}

/// Where a name and its bar stand in a row from `top` on: the first baseline of the name and the
/// middle of the bar. On a phone the name begins `pad` below the top.
pub(super) fn in_row(
    layout: &Layout,
    (name, font): (&Wrapped, Font),
    (top, height): (f64, f64),
    thickness: f64,
    pad: f64,
) -> (f64, f64) {
    if layout.is_phone() {
        let middle = top + pad + 2.0 + name.height(font) + thickness / 2.0;
        return (top + pad + font.size, middle);
    }
    let middle = top + height / 2.0;
    (centred(name, font, middle), middle)
}
