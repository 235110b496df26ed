//! What the tints, signs and numbers of a heat table mean: the legend shows only the signs that
//! occur, the key gives the titles of numbered columns.

use super::super::body::{Cell, Heat, HeatColumn};
use super::super::frame::{Layout, named};
use super::super::label::{Label, Paint};
use super::super::palette::TINTS;
use super::super::svg::Svg;
use super::super::wrap::wrap;
use super::cells::{cell, is_few, sign};
use super::sheet::draw_cell;
use crate::domain::text::clean;

impl Heat {
    pub(super) fn draw_legend(&self, svg: &mut Svg, layout: &Layout, top: f64) -> f64 {
        let small = layout.small;
        let mut flow = Line { x: layout.left(), y: top, layout };
        let ratios = self.cells().any(|cell| matches!(cell, Cell::Ratio { .. }) && !is_few(cell));
        for (i, step) in TINTS.iter().enumerate().filter(|_| ratios) {
            let text = match (i, TINTS.get(i + 1)) {
                (0, Some(next)) => format!("{} {}%", layout.say("below"), next.from_percent),
                (_, Some(next)) => format!("{}–{}%", step.from_percent, next.from_percent),
                (_, None) => format!("{} {}%", layout.say("from"), step.from_percent),
            };
            let (x, y) = flow.next(28.0 + small.width(&text));
            svg.rect(x, y, 22.0, 16.0, Paint::fill(step.fill));
            svg.text(layout.note(x + 28.0, y + 12.5), &text);
        }
        for shown in [Cell::NoCases, Cell::MissingSource, Cell::NotApplicable, Cell::Suppressed] {
            let present = self.cells().any(|cell| cell == shown);
            let Some((_, meaning)) = sign(shown, layout.lang).filter(|_| present) else {
                continue;
            };
            let (x, y) = flow.next(30.0 + small.width(meaning));
            draw_cell(svg, layout, [x, y, 24.0, 16.0], shown);
            svg.text(layout.note(x + 30.0, y + 12.5), meaning);
        }
        if self.cells().any(is_few) {
            let text = layout.say("few");
            let (x, y) = flow.next(small.width(text));
            svg.text(layout.note(x, y + 12.5), text);
        }
        flow.y + 18.0
    }

    /// All cells.
    fn cells(&self) -> impl Iterator<Item = Cell> {
        self.rows.iter().flat_map(|row| (0..self.columns.len()).map(|i| cell(row, i)))
    }

    /// The titles of the numbered columns under the names of their groups, in two columns on a desk.
    pub(super) fn draw_key(&self, svg: &mut Svg, layout: &Layout, top: f64) -> f64 {
        let (small, bold) = (layout.small, layout.small_bold());
        let across = if layout.is_phone() { 1 } else { 2 };
        let width = layout.inner() / across as f64;
        let code =
            self.columns.iter().map(|c| small.width(&clean(&c.code))).fold(0.0, f64::max).min(60.0)
                + 8.0;
        let groups: Vec<&[HeatColumn]> = self.columns.chunk_by(|a, b| a.group == b.group).collect();
        let half = (self.columns.len() + groups.len()).div_ceil(across);
        let (mut x, mut y, mut bottom, mut rows) = (layout.left(), top, top, 0);
        for group in groups {
            if rows > 0 && rows + group.len() / 2 >= half {
                (x, y, rows) = (x + width, top, 0);
            }
            let name = wrap(group[0].group.get(layout.lang), bold, width - 16.0, 2);
            svg.wrapped(Label::at(x, y + small.size, bold), &name);
            y += name.height(bold) + 2.0;
            for column in group {
                let title = named(&column.title, &column.id, layout.lang);
                let title = wrap(&title, small, width - code - 16.0, 2);
                let number = wrap(&column.code, small, code, 1);
                svg.wrapped(Label::at(x, y + small.size, small), &number);
                svg.wrapped(layout.note(x + code, y + small.size), &title);
                y += title.height(small).max(small.line()) + 2.0;
            }
            y += 6.0;
            rows += group.len() + 1;
            bottom = f64::max(bottom, y);
        }
        bottom - 6.0
    }
}

/// Places legend entries one after the other, on as many lines as they need.
struct Line<'a> {
    x: f64,
    y: f64,
    layout: &'a Layout,
}

impl Line<'_> {
    fn next(&mut self, width: f64) -> (f64, f64) {
        if self.x > self.layout.left() && self.x + width > self.layout.right() {
            (self.x, self.y) = (self.layout.left(), self.y + 22.0);
        }
        let place = (self.x, self.y);
        self.x += width + 18.0;
        place
    }
}
