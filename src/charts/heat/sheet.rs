//! A run of columns of a heat table side by side: heads of groups and columns, rows and cells. Where
//! not all columns fit, there are several sheets, one below the other.

use std::collections::BTreeMap;

use super::super::axis::centred;
use super::super::body::{Cell, Heat, HeatColumn};
use super::super::frame::{Layout, named};
use super::super::label::{Anchor, Label, Paint};
use super::super::metrics::Font;
use super::super::palette::{GREY, GRID, INK, PALE, Tint, WHITE, tint};
use super::super::svg::Svg;
use super::super::wrap::{Wrapped, wrap};
use super::cells::{TITLED, cell, is_few, sign};
use crate::domain::number::brief_percent;
use crate::domain::text::clean;

/// The least width of a column.
const LEAST: f64 = 31.0;
/// The most a column is widened to.
const MOST: f64 = 92.0;

/// A run of columns drawn side by side.
pub(super) struct Sheet<'a> {
    columns: &'a [HeatColumn],
    first: usize,
    pub(super) cell: f64,
}

impl Heat {
    /// The width of the names: what the widest sheet leaves.
    pub(super) fn names(&self, layout: &Layout) -> f64 {
        let least = if layout.is_phone() { 140.0 } else { 224.0 };
        let sheets = self.sheets(layout.inner() - least);
        let widest = sheets.iter().map(|s| s.cell * s.columns.len() as f64).fold(0.0, f64::max);
        (layout.inner() - widest).min(least + 80.0).max(least)
    }

    /// The columns split into runs that fit `width`: whole groups where they fit, and a larger group
    /// into parts of about one length.
    pub(super) fn sheets(&self, width: f64) -> Vec<Sheet<'_>> {
        let fit = ((width / LEAST) as usize).max(1);
        let mut runs: Vec<&[HeatColumn]> = Vec::new();
        for group in self.columns.chunk_by(|a, b| a.group == b.group) {
            let parts = group.len().div_ceil(fit);
            runs.extend(group.chunks(group.len().div_ceil(parts)));
        }
        let mut lengths: Vec<usize> = Vec::new();
        for run in runs {
            match lengths.last_mut() {
                Some(length) if *length + run.len() <= fit => *length += run.len(),
                _ => lengths.push(run.len()),
            }
        }
        let widest = lengths.iter().copied().max().unwrap_or(1);
        let cell = (width / widest as f64).min(MOST).floor();
        let mut first = 0;
        let mut sheets = Vec::new();
        for length in lengths {
            sheets.push(Sheet { columns: &self.columns[first..first + length], first, cell });
            first += length;
        }
        sheets
    }

    pub(super) fn draw_sheet(
        &self,
        svg: &mut Svg,
        layout: &Layout,
        sheet: &Sheet,
        names: f64,
        top: f64,
    ) -> f64 {
        let left = layout.left() + names;
        let small = layout.small;
        let mut y = draw_groups(svg, layout, sheet, left, top);
        let heads: Vec<Wrapped> = sheet
            .columns
            .iter()
            .map(|c| {
                let text = if sheet.cell < TITLED { &c.code } else { c.title.get(layout.lang) };
                wrap(text, small, sheet.cell - 6.0, 4)
            })
            .collect();
        y += heads.iter().map(|h| h.height(small)).fold(small.line(), f64::max);
        for (i, head) in heads.iter().enumerate() {
            let x = left + sheet.cell * (i as f64 + 0.5);
            let first = y - head.height(small) + small.size;
            svg.wrapped(Label::at(x, first, small).anchor(Anchor::Middle), head);
        }
        y += 6.0;
        let mut rules = Vec::with_capacity(self.rows.len());
        let mut tints: BTreeMap<&str, Vec<[f64; 4]>> = BTreeMap::new();
        for row in &self.rows {
            let font = if row.highlighted { layout.small_bold() } else { small };
            let name = wrap(&named(&row.label, &row.id, layout.lang), font, names - 10.0, 3);
            let height = (name.height(font) + 6.0).max(24.0);
            let first = centred(&name, font, y + height / 2.0);
            svg.wrapped(Label::at(layout.left(), first, font), &name);
            for (i, column) in sheet.columns.iter().enumerate() {
                let place = [left + sheet.cell * i as f64, y, sheet.cell, height];
                let cell = cell(row, sheet.first + i);
                match tint_of(cell) {
                    Some(tint) => tints.entry(tint.fill).or_default().push(inner(place)),
                    None => draw_field(svg, place, cell),
                }
                write_cell(svg, layout, place, cell, Some((&row.id, &column.id)));
            }
            y += height;
            rules.push([(layout.left(), y), (left, y)]);
        }
        for (fill, places) in &tints {
            svg.tiles(places, fill);
        }
        svg.rules(&rules, Paint::line(GRID, 1.0));
        y
    }
}

/// A group over its columns.
struct Span {
    from: f64,
    to: f64,
    name: Wrapped,
    /// How far above the rule it stands: on it, or led up to where its name has room.
    rise: f64,
    led: bool,
}

/// Draws the names of groups over their columns; tells where the heads of columns begin. A name with
/// no room over its own columns stands higher, at the end of a thin line.
fn draw_groups(svg: &mut Svg, layout: &Layout, sheet: &Sheet, left: f64, top: f64) -> f64 {
    let font = layout.small_bold();
    let mut spans = spans(layout, sheet, left);
    let ground = spans.iter().filter(|s| !s.led).map(|s| s.name.height(font)).fold(0.0, f64::max);
    // From the right, so that a line passes left of every name it rises above.
    let mut rise = if ground > 0.0 { ground + 3.0 } else { 0.0 };
    for span in spans.iter_mut().rev().filter(|s| s.led) {
        span.rise = rise;
        rise += span.name.height(font) + 3.0;
    }
    let height = spans.iter().map(|s| s.rise + s.name.height(font)).fold(0.0, f64::max);
    let rule = top + height + 4.0;
    for span in &spans {
        let width = span.name.width(font);
        let x = (span.from + 2.0).min(layout.right() - width);
        let first = rule - 4.0 - span.rise - span.name.height(font) + font.size;
        svg.wrapped(Label::at(x, first, font), &span.name);
        svg.line((span.from + 1.0, rule), (span.to - 3.0, rule), Paint::line(GREY, 1.5));
        if span.led && span.rise > 0.0 {
            let x = span.from + 1.5;
            svg.line((x, rule), (x, rule - span.rise - 3.0), Paint::line(GREY, 1.0));
        }
    }
    rule + 6.0
}

fn spans(layout: &Layout, sheet: &Sheet, left: f64) -> Vec<Span> {
    let font = layout.small_bold();
    let mut from = left;
    let groups = sheet.columns.chunk_by(|a, b| a.group == b.group);
    groups
        .map(|group| {
            let (text, to) =
                (group[0].group.get(layout.lang), from + sheet.cell * group.len() as f64);
            let widest = clean(text).split(' ').map(|w| font.width(w)).fold(0.0, f64::max);
            let over = wrap(text, font, to - from - 6.0, 2);
            let led = widest > to - from - 6.0 || over.whole.is_some();
            let name = if led { wrap(text, font, layout.inner() / 2.0, 2) } else { over };
            let span = Span { from, to, name, rise: 0.0, led };
            from = to;
            span
        })
        .collect()
}

/// A cell without the white line between cells.
fn inner([x, y, width, height]: [f64; 4]) -> [f64; 4] {
    [x + 0.5, y + 0.5, width - 1.0, height - 1.0]
}

fn tint_of(cell: Cell) -> Option<Tint> {
    match cell {
        Cell::Ratio { numerator, denominator } if !is_few(cell) => {
            Some(tint(numerator, denominator))
        }
        _ => None,
    }
}

/// Draws the pale field of a cell without a ratio.
fn draw_field(svg: &mut Svg, place: [f64; 4], cell: Cell) {
    let [x, y, width, height] = inner(place);
    let fill = if cell == Cell::NotApplicable { PALE } else { WHITE };
    let edge = Paint::fill(fill).edge(GRID, 1.0);
    svg.rect(x + 0.5, y + 0.5, width - 1.0, height - 1.0, edge);
    if cell == Cell::Suppressed {
        svg.hatch(x, y, width, height, GRID);
    }
}

/// Writes the percentage of a cell, or its sign.
fn write_cell(
    svg: &mut Svg,
    layout: &Layout,
    [x, y, width, height]: [f64; 4],
    cell: Cell,
    figure: Option<(&str, &str)>,
) {
    let (text, ink) = match (cell, tint_of(cell)) {
        (Cell::Ratio { numerator, denominator }, Some(tint)) => {
            (brief_percent(numerator, denominator).unwrap_or_default().text(layout.lang), tint.ink)
        }
        (Cell::Ratio { numerator, denominator }, None) => {
            (format!("{numerator}/{denominator}"), INK)
        }
        (other, _) => (sign(other, layout.lang).map_or("", |sign| sign.0).to_owned(), INK),
    };
    let place = Label::at(x + width / 2.0, y + height / 2.0 + 4.0, Font::new(11.0));
    let label = place.anchor(Anchor::Middle).ink(ink);
    let figure = figure.filter(|_| !is_few(cell));
    svg.text(figure.map_or(label, |(row, column)| label.figure(row, column)), &text);
}

/// Draws a cell by itself, as the legend explains it.
pub(super) fn draw_cell(svg: &mut Svg, layout: &Layout, place: [f64; 4], cell: Cell) {
    match tint_of(cell) {
        Some(tint) => svg.tiles(&[inner(place)], tint.fill),
        None => draw_field(svg, place, cell),
    }
    write_cell(svg, layout, place, cell, None);
}
