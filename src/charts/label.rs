//! What a shape or a text looks like before it is written: fill and line, place, font and anchor, and
//! the row and column a printed number has in the chart's table.

use super::metrics::Font;
use super::palette::INK;

/// Fill and line of a shape.
#[derive(Clone, Copy)]
pub(super) struct Paint<'a> {
    pub(super) fill: &'a str,
    pub(super) stroke: &'a str,
    pub(super) width: f64,
    pub(super) dash: &'a str,
}

impl<'a> Paint<'a> {
    /// A filled shape.
    pub fn fill(fill: &'a str) -> Self {
        Paint { fill, stroke: "", width: 0.0, dash: "" }
    }

    /// A line.
    pub fn line(stroke: &'a str, width: f64) -> Self {
        Paint { fill: "none", stroke, width, dash: "" }
    }

    /// The same with an edge.
    pub fn edge(self, stroke: &'a str, width: f64) -> Self {
        Paint { stroke, width, ..self }
    }

    /// The same with a dashed line.
    pub fn dash(self, dash: &'a str) -> Self {
        Paint { dash, ..self }
    }
}

/// Where a text stands from its place.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A text before it is written; `y` is the baseline of its first line.
#[derive(Clone, Copy)]
pub(super) struct Label<'a> {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) font: Font,
    pub(super) anchor: Anchor,
    pub(super) ink: &'a str,
    pub(super) halo: bool,
    pub(super) figure: Option<(&'a str, &'a str)>,
    pub(super) whole: Option<&'a str>,
}

impl<'a> Label<'a> {
    /// A text that begins at a place.
    pub fn at(x: f64, y: f64, font: Font) -> Self {
        Label {
            x,
            y,
            font,
            anchor: Anchor::Start,
            ink: INK,
            halo: false,
            figure: None,
            whole: None,
        }
    }

    /// The same, standing otherwise from its place.
    pub fn anchor(self, anchor: Anchor) -> Self {
        Label { anchor, ..self }
    }

    /// The same in another colour.
    pub fn ink(self, ink: &'a str) -> Self {
        Label { ink, ..self }
    }

    /// The same with a white edge, for text over gridlines.
    pub fn halo(self) -> Self {
        Label { halo: true, ..self }
    }

    /// The same, named as the number of a row and column of the chart's table.
    pub fn figure(self, row: &'a str, column: &'a str) -> Self {
        Label { figure: Some((row, column)), ..self }
    }
}
