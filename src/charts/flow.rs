//! Opening stock and received on one side, ended and closing stock on the other, as a bridge of
//! horizontal bars: each stage begins where the one before ended, and each part has a row of its own
//! with its number, so that small parts are as legible as large ones. Drawn as SVG, because every
//! row is a name, a bar and a number. Where figures are rounded for publication the stages need not
//! meet; the sentence that says they do is then left out.

use super::axis::{draw_grid, draw_ticks, draw_unit, in_row};
use super::body::{Flow, Part};
use super::csv::{self, Table};
use super::frame::{Figure, Layout, named, say};
use super::label::{Label, Paint};
use super::metrics::Font;
use super::palette::{GREY, GRID, NAVY, ORANGE, TEAL, WINE};
use super::scale::Scale;
use super::svg::Svg;
use super::wrap::{Wrapped, wrap};
use crate::domain::number::{Decimal, count};
use crate::domain::sentence::Value;
use crate::domain::text::{Lang, Text, sentence};
use crate::domain::words;

/// A stage of the flow.
struct Stage<'a> {
    id: &'static str,
    name: &'static Text,
    colour: &'static str,
    total: Option<i64>,
    parts: &'a [Part],
    /// Where its bar begins.
    from: i64,
}

/// A row: a stage or a part of one.
struct Row<'a> {
    id: &'a str,
    name: Wrapped,
    font: Font,
    value: Option<i64>,
    /// Where its bar begins.
    from: i64,
    colour: &'static str,
    is_part: bool,
    emphasised: bool,
    height: f64,
}

impl Row<'_> {
    /// Where its bar ends; absent without a value.
    fn end(&self) -> Option<i64> {
        self.value.map(|value| self.from + value)
    }

    fn thickness(&self) -> f64 {
        if self.is_part { 9.0 } else { 15.0 }
    }

    fn indent(is_part: bool) -> f64 {
        if is_part { 14.0 } else { 0.0 }
    }
}

/// A number, or a dash where it is absent.
fn written(value: Option<i64>, lang: Lang) -> String {
    value.map_or_else(|| "–".into(), |value| count(value, lang))
}

impl Flow {
    fn stages(&self) -> [Stage<'_>; 4] {
        let (opening, received, ended) =
            (self.opening.unwrap_or(0), self.received.unwrap_or(0), self.ended.unwrap_or(0));
        let left = (opening + received - ended).max(0);
        let stage = |id, colour, total, parts, from| {
            let name = words::of(&format!("chart.flow_{id}"));
            Stage { id, name, colour, total, parts, from }
        };
        [
            stage("opening", GREY, self.opening, &[] as &[Part], 0),
            stage("received", NAVY, self.received, &self.received_parts, opening),
            stage("ended", TEAL, self.ended, &self.ended_parts, left),
            stage("closing", WINE, self.closing, &self.closing_parts, 0),
        ]
    }

    /// The equation of the four stages, where it holds.
    fn balance(&self, lang: Lang) -> Option<String> {
        let all = [self.opening?, self.received?, self.ended?, self.closing?];
        let told = self.stages().map(|stage| (stage.id, written(stage.total, lang)));
        let told = told.each_ref().map(|(id, count)| (*id, Value::Name(count)));
        (all[0] + all[1] == all[2] + all[3]).then(|| say("flow_balance", lang, &told))
    }

    fn rows(&self, layout: &Layout, width: f64) -> Vec<Row<'_>> {
        let row = |id, name: &str, value, from, colour, is_part, emphasised| {
            let font = if is_part { layout.small } else { layout.bold() };
            let name = wrap(name, font, width - Row::indent(is_part), 3);
            let (text, colour) = (name.height(font), if emphasised { ORANGE } else { colour });
            let height = match (layout.is_phone(), is_part) {
                (true, true) => text + 21.0,
                (true, false) => text + 26.0,
                (false, true) => text.max(15.0) + 6.0,
                (false, false) => text.max(15.0) + 10.0,
            };
            Row { id, name, font, value, from, colour, is_part, emphasised, height }
        };
        let mut rows = Vec::new();
        for Stage { id, name, colour, total, parts, mut from } in self.stages() {
            rows.push(row(id, name.get(layout.lang), total, from, colour, false, false));
            for part in parts {
                let name = named(&part.label, &part.id, layout.lang);
                let Part { id, count, emphasised, .. } = part;
                rows.push(row(id, &name, *count, from, colour, true, *emphasised));
                from += count.unwrap_or(0);
            }
        }
        rows
    }
}

impl Figure for Flow {
    fn draw(&self, svg: &mut Svg, layout: &Layout, top: f64) -> f64 {
        let phone = layout.is_phone();
        let names = if phone { layout.inner() } else { 250.0 };
        let rows = self.rows(layout, names);
        let value = rows
            .iter()
            .filter(|row| row.value.is_some())
            .map(|row| layout.bold().width(&written(row.value, layout.lang)))
            .fold(20.0, f64::max);
        let from = layout.left() + if phone { 0.0 } else { names + 16.0 };
        let full = rows.iter().filter_map(Row::end).fold(1, i64::max);
        let mut scale = Scale::from_zero(full.into(), from, layout.right() - value - 10.0, 5);
        if rows.iter().all(|row| row.value.is_none()) {
            // An axis without a figure on it would suggest one.
            scale.ticks.clear();
        }
        let mut y = top;
        if let Some(balance) = self.balance(layout.lang) {
            let lines = wrap(&balance, layout.font, layout.inner(), 3);
            svg.wrapped(Label::at(layout.left(), y + layout.font.size, layout.font), &lines);
            y += lines.height(layout.font) + 10.0;
        }
        y = draw_unit(svg, layout, ("unit", &self.unit_of_measure), (layout.left(), names), y);
        y = draw_ticks(svg, layout, &scale, y, |at| count(at, layout.lang));
        let (first, bottom) = (y, y + rows.iter().map(|r| r.height).sum::<f64>());
        draw_grid(svg, &scale, |x| [(x, first), (x, bottom)]);
        for (i, row) in rows.iter().enumerate() {
            if !row.is_part && i > 0 {
                svg.line((layout.left(), y), (layout.right(), y), Paint::line(GRID, 1.0));
            }
            draw_row(svg, layout, row, &scale, y);
            y += row.height;
        }
        bottom
    }

    fn describe(&self, lang: Lang) -> String {
        let mut parts = vec![say("flow", lang, &[("unit", Value::Words(&self.unit_of_measure))])];
        for stage in self.stages() {
            let mut text = format!("{}: {}", stage.name.get(lang), written(stage.total, lang));
            let told = stage.parts.iter().map(|part| {
                format!("{} {}", named(&part.label, &part.id, lang), written(part.count, lang))
            });
            if !stage.parts.is_empty() {
                text += &format!(" ({})", told.collect::<Vec<_>>().join("; "));
            }
            parts.push(sentence(&text));
        }
        parts.extend(self.balance(lang).map(|b| sentence(&b)));
        parts.join(" ")
    }

    fn table(&self) -> Table {
        let row = |stage: &str, part: &str, label: &Text, count: Option<i64>| {
            csv::Row::of(stage).text(part).both(label).number(count)
        };
        let mut rows = Vec::new();
        for Stage { id, name, total, parts, .. } in self.stages() {
            rows.push(row(id, id, name, total));
            rows.extend(parts.iter().map(|part| row(id, &part.id, &part.label, part.count)));
        }
        Table { header: "stage_id,part_id,label_vi,label_en,count", rows }
    }
}

fn draw_row(svg: &mut Svg, layout: &Layout, row: &Row, scale: &Scale, top: f64) {
    let thickness = row.thickness();
    let (first, middle) = in_row(layout, (&row.name, row.font), (top, row.height), thickness, 4.0);
    let left = layout.left() + Row::indent(row.is_part);
    svg.wrapped(Label::at(left, first, row.font).halo(), &row.name);
    let mut end = scale.at(Decimal::ZERO);
    if let (Some(value), Some(to)) = (row.value, row.end()) {
        let start = scale.at(row.from.into());
        end = scale.at(to.into());
        let width = f64::max(end - start, if value > 0 { 1.0 } else { 0.0 });
        svg.rect(start, middle - thickness / 2.0, width, thickness, Paint::fill(row.colour));
    }
    let font = if row.is_part && !row.emphasised { row.font } else { Font::bold(row.font.size) };
    let value = Label::at(end + 6.0, middle + 4.4, font).halo().figure(row.id, "count");
    svg.text(value, &written(row.value, layout.lang));
}
