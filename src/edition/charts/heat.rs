//! Units by indicators: every cell prints its ratio as a percentage, and its tint only repeats it.
//! What has no ratio has a sign of its own, explained below the table. Columns are headed by their
//! number in the decision, because twenty titles cannot stand side by side without being turned;
//! the key below gives the titles. Where not all columns fit, the table goes on in further panels.
//! Drawn as SVG, because plotters has no table.

use super::csv::{Field, Table};
use super::frame::{Figure, Layout};
use super::metrics::Font;
use super::number::percent;
use super::palette::{GREY, GREY_TEXT, GRID, INK, PALE, TINTS, WHITE, tint};
use super::svg::{Anchor, Label, Paint, Svg};
use super::text::{clean, sentence};
use super::wrap::{Wrapped, wrap};
use super::{Cell, Heat, HeatColumn, HeatRow, Lang};

/// The least width of a column.
const LEAST: f64 = 31.0;
/// The most a column is widened to.
const MOST: f64 = 92.0;
/// From this width on a column is headed by its title.
const TITLED: f64 = 74.0;

/// A run of columns drawn side by side.
struct Sheet<'a> {
    columns: &'a [HeatColumn],
    first: usize,
    cell: f64,
}

impl Figure for Heat {
    fn draw(&self, svg: &mut Svg, layout: &Layout, top: f64) -> f64 {
        let names = if layout.is_phone() { 128.0 } else { 224.0 };
        let mut y = top;
        for sheet in self.sheets(layout.inner() - names) {
            if y > top {
                y += 18.0;
            }
            y = self.draw_sheet(svg, layout, &sheet, names, y);
        }
        y = self.draw_legend(svg, layout, y + 14.0);
        if self.sheets(layout.inner() - names).iter().any(|s| s.cell < TITLED) {
            y = self.draw_key(svg, layout, y + 12.0);
        }
        y
    }

    fn describe(&self, lang: Lang) -> String {
        let mut parts = vec![match lang {
            Lang::Vi => format!("Bảng {} đơn vị × {} chỉ tiêu; mỗi ô là tỷ lệ phần trăm.", self.rows.len(), self.columns.len()),
            Lang::En => format!("Table of {} units × {} indicators; each cell is a percentage.", self.rows.len(), self.columns.len()),
        }];
        for (i, column) in self.columns.iter().enumerate() {
            parts.push(self.tell_column(i, column, lang));
        }
        parts.join(" ")
    }

    fn table(&self) -> Table {
        let mut rows = Vec::new();
        for row in &self.rows {
            for (i, column) in self.columns.iter().enumerate() {
                let (numerator, denominator, status) = match cell(row, i) {
                    Cell::Ratio { numerator, denominator } => (Some(numerator), Some(denominator), "value"),
                    Cell::MissingSource => (None, None, "missing_source"),
                    Cell::NotApplicable => (None, None, "not_applicable"),
                    Cell::NoCases => (None, None, "no_cases"),
                    Cell::Suppressed => (None, None, "suppressed"),
                };
                let shown = numerator.zip(denominator).and_then(|(n, d)| percent(n, d, Lang::En));
                let [name_vi, name_en] = Field::both(Some(&row.label));
                let [title_vi, title_en] = Field::both(Some(&column.title));
                rows.push(vec![
                    Field::text(&row.id),
                    name_vi,
                    name_en,
                    Field::text(&column.id),
                    title_vi,
                    title_en,
                    Field::count(numerator),
                    Field::count(denominator),
                    shown.map_or(Field::Absent, |s| Field::Number(s.replace(',', "").replace('−', "-"))),
                    Field::text(status),
                ]);
            }
        }
        Table {
            header: vec![
                "unit_id", "label_vi", "label_en", "indicator_id", "indicator_vi", "indicator_en", "numerator", "denominator", "percent", "status",
            ],
            rows,
        }
    }
}

/// The cell of a row; one too few is a missing source, and a ratio without cases is `NoCases`.
fn cell(row: &HeatRow, column: usize) -> Cell {
    match row.cells.get(column).copied() {
        None => Cell::MissingSource,
        Some(Cell::Ratio { denominator, .. }) if denominator <= 0 => Cell::NoCases,
        Some(cell) => cell,
    }
}

/// The sign of a cell without a ratio, and what it means.
fn sign(cell: Cell, lang: Lang) -> Option<(&'static str, &'static str)> {
    match cell {
        Cell::Ratio { .. } => None,
        Cell::NoCases => Some(("–", lang.pick("không phát sinh trong kỳ", "no cases in the period"))),
        Cell::MissingSource => Some(("…", lang.pick("chưa có nguồn số liệu", "source missing"))),
        Cell::NotApplicable => Some(("×", lang.pick("không áp dụng", "not applicable"))),
        Cell::Suppressed => Some(("*", lang.pick("không công bố (số nhỏ)", "withheld (small numbers)"))),
    }
}

impl Heat {
    /// The columns split into runs that fit `width`; a group is kept whole where it fits.
    fn sheets(&self, width: f64) -> Vec<Sheet<'_>> {
        let fit = ((width / LEAST) as usize).max(1);
        let mut sheets: Vec<Sheet> = Vec::new();
        let mut first = 0;
        while first < self.columns.len() {
            let rest = &self.columns[first..];
            let mut count = rest.len().min(fit);
            if count < rest.len() {
                let begins = |i: &usize| rest[*i].group != rest[i - 1].group;
                count = (1..=count).rev().find(begins).unwrap_or(count);
            }
            sheets.push(Sheet { columns: &rest[..count], first, cell: 0.0 });
            first += count;
        }
        let widest = sheets.iter().map(|s| s.columns.len()).max().unwrap_or(1);
        for sheet in &mut sheets {
            sheet.cell = (width / widest as f64).min(MOST).floor();
        }
        sheets
    }

    fn draw_sheet(&self, svg: &mut Svg, layout: &Layout, sheet: &Sheet, names: f64, top: f64) -> f64 {
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
        for row in &self.rows {
            let font = if row.highlighted { Font::bold(small.size) } else { small };
            let name = wrap(row.label.get(layout.lang), font, names - 10.0, 3);
            let height = (name.height(font) + 6.0).max(24.0);
            let first = y + height / 2.0 - name.height(font) / 2.0 + font.size * 0.98;
            svg.wrapped(Label::at(layout.left(), first, font), &name);
            for (i, column) in sheet.columns.iter().enumerate() {
                let place = (left + sheet.cell * i as f64, y, sheet.cell, height);
                draw_cell(svg, layout, place, cell(row, sheet.first + i), Some((&row.id, &column.id)));
            }
            y += height;
            svg.line((layout.left(), y), (left, y), Paint::line(GRID, 1.0));
        }
        y
    }

    fn draw_legend(&self, svg: &mut Svg, layout: &Layout, top: f64) -> f64 {
        let small = layout.small;
        let mut flow = Line { x: layout.left(), y: top, layout };
        let ratios = self.rows.iter().any(|r| (0..self.columns.len()).any(|i| matches!(cell(r, i), Cell::Ratio { .. })));
        for (i, step) in TINTS.iter().enumerate().filter(|_| ratios) {
            let text = match (i, TINTS.get(i + 1)) {
                (0, Some(next)) => format!("{} {}%", layout.say("dưới", "below"), next.from_percent),
                (_, Some(next)) => format!("{}–{}%", step.from_percent, next.from_percent),
                (_, None) => format!("{} {}%", layout.say("từ", "from"), step.from_percent),
            };
            let (x, y) = flow.next(28.0 + small.width(&text));
            svg.rect(x, y, 22.0, 16.0, Paint::fill(step.fill));
            svg.text(Label::at(x + 28.0, y + 12.5, small).ink(GREY_TEXT), &text);
        }
        for shown in [Cell::NoCases, Cell::MissingSource, Cell::NotApplicable, Cell::Suppressed] {
            let present = self.rows.iter().any(|r| (0..self.columns.len()).any(|i| cell(r, i) == shown));
            let Some((_, meaning)) = sign(shown, layout.lang).filter(|_| present) else { continue };
            let (x, y) = flow.next(30.0 + small.width(meaning));
            draw_cell(svg, layout, (x, y, 24.0, 16.0), shown, None);
            svg.text(Label::at(x + 30.0, y + 12.5, small).ink(GREY_TEXT), meaning);
        }
        flow.y + 18.0
    }

    /// The titles of the numbered columns, in two columns on a desk.
    fn draw_key(&self, svg: &mut Svg, layout: &Layout, top: f64) -> f64 {
        let small = layout.small;
        let across = if layout.is_phone() { 1 } else { 2 };
        let width = layout.inner() / across as f64;
        let code = self.columns.iter().map(|c| small.width(&clean(&c.code))).fold(0.0, f64::max).min(60.0) + 8.0;
        let per = self.columns.len().div_ceil(across).max(1);
        let mut bottom = top;
        for (n, part) in self.columns.chunks(per).enumerate() {
            let x = layout.left() + width * n as f64;
            let mut y = top;
            for column in part {
                let title = wrap(column.title.get(layout.lang), small, width - code - 16.0, 2);
                let number = wrap(&column.code, Font::bold(small.size), code, 1);
                svg.wrapped(Label::at(x, y + small.size, Font::bold(small.size)), &number);
                svg.wrapped(Label::at(x + code, y + small.size, small).ink(GREY_TEXT), &title);
                y += title.height(small).max(small.line()) + 2.0;
            }
            bottom = f64::max(bottom, y);
        }
        bottom
    }

    fn tell_column(&self, index: usize, column: &HeatColumn, lang: Lang) -> String {
        let mut ratios: Vec<(&HeatRow, i64, i64)> = Vec::new();
        let mut without = 0;
        for row in &self.rows {
            match cell(row, index) {
                Cell::Ratio { numerator, denominator } => ratios.push((row, numerator, denominator)),
                _ => without += 1,
            }
        }
        let less = |a: &&(&HeatRow, i64, i64), b: &&(&HeatRow, i64, i64)| {
            (i128::from(a.1) * i128::from(b.2)).cmp(&(i128::from(b.1) * i128::from(a.2)))
        };
        let tell = |r: &(&HeatRow, i64, i64)| {
            format!("{}% ({})", percent(r.1, r.2, lang).unwrap_or_default(), clean(r.0.label.get(lang)))
        };
        let title = format!("{} {}", clean(&column.code), clean(column.title.get(lang)));
        let mut text = match (ratios.iter().min_by(less), ratios.iter().max_by(less)) {
            (Some(low), Some(high)) if ratios.len() > 1 => format!(
                "{title}: {} {}, {} {}", lang.pick("thấp nhất", "lowest"), tell(low), lang.pick("cao nhất", "highest"), tell(high)
            ),
            (Some(only), _) => format!("{title}: {}", tell(only)),
            _ => format!("{title}: {}", lang.pick("không có số liệu", "no figures")),
        };
        if without > 0 && !ratios.is_empty() {
            text += &format!("; {without} {}", lang.pick("đơn vị không có tỷ lệ", "units without a ratio"));
        }
        sentence(&text)
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

/// Draws the names of groups over their columns; tells where the heads of columns begin.
fn draw_groups(svg: &mut Svg, layout: &Layout, sheet: &Sheet, left: f64, top: f64) -> f64 {
    let font = Font::bold(layout.small.size);
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for (i, column) in sheet.columns.iter().enumerate() {
        match spans.last_mut() {
            Some(span) if sheet.columns[span.0].group == column.group => span.1 = i + 1,
            _ => spans.push((i, i + 1)),
        }
    }
    let lines: Vec<Wrapped> = spans
        .iter()
        .map(|&(from, to)| wrap(sheet.columns[from].group.get(layout.lang), font, sheet.cell * (to - from) as f64 - 6.0, 4))
        .collect();
    let height = lines.iter().map(|l| l.height(font)).fold(0.0, f64::max);
    for (&(from, to), lines) in spans.iter().zip(&lines) {
        let (x, end) = (left + sheet.cell * from as f64, left + sheet.cell * to as f64);
        svg.wrapped(Label::at(x + 2.0, top + height - lines.height(font) + font.size, font), lines);
        svg.line((x + 1.0, top + height + 4.0), (end - 3.0, top + height + 4.0), Paint::line(GREY, 1.5));
    }
    top + height + 10.0
}

/// Draws a cell: a tint with its percentage, or a pale field with its sign.
fn draw_cell(svg: &mut Svg, layout: &Layout, place: (f64, f64, f64, f64), cell: Cell, figure: Option<(&str, &str)>) {
    let (x, y, width, height) = place;
    let (x, y, width, height) = (x + 0.5, y + 0.5, width - 1.0, height - 1.0);
    let (text, ink) = match cell {
        Cell::Ratio { numerator, denominator } => {
            let tint = tint(numerator, denominator);
            svg.rect(x, y, width, height, Paint::fill(tint.fill));
            (percent(numerator, denominator, layout.lang).unwrap_or_default(), tint.ink)
        }
        other => {
            let edge = Paint::fill(if other == Cell::NotApplicable { PALE } else { WHITE }).edge(GRID, 1.0);
            svg.rect(x + 0.5, y + 0.5, width - 1.0, height - 1.0, edge);
            if other == Cell::Suppressed {
                svg.hatch(x, y, width, height, GRID);
            }
            (sign(other, layout.lang).map_or("", |s| s.0).to_string(), INK)
        }
    };
    let font = Font::new(11.0);
    let mut label = Label::at(x + width / 2.0, y + height / 2.0 + 4.0, font).anchor(Anchor::Middle).ink(ink);
    if let Some((row, column)) = figure {
        label = label.figure(row, column);
    }
    svg.text(label, &text);
}
