//! Opening stock and received on one side, ended and closing stock on the other, as a bridge of
//! horizontal bars: each stage begins where the one before ended, and each part has a row of its own
//! with its number, so that small parts are as legible as large ones. Drawn as SVG, because every
//! row is a name, a bar and a number. Where figures are rounded for publication the stages need not
//! meet; the sentence that says they do is then left out.

use super::body::{Flow, Part};
use super::csv::{Field, Table};
use super::frame::{Figure, Layout, named};
use super::label::{Anchor, Label, Paint};
use super::metrics::Font;
use super::palette::{GREY, GREY_TEXT, GRID, NAVY, ORANGE, TEAL, WINE};
use super::scale::Scale;
use super::svg::Svg;
use super::wrap::{Wrapped, wrap};
use crate::domain::number::{Decimal, count};
use crate::domain::text::{Lang, Text, clean, sentence};

/// A stage of the flow.
struct Stage<'a> {
    id: &'static str,
    name: &'static str,
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
    span: Option<(i64, i64)>,
    colour: &'static str,
    is_part: bool,
    emphasised: bool,
    height: f64,
}

impl Flow {
    fn stages(&self, lang: Lang) -> [Stage<'_>; 4] {
        let (opening, received, ended) =
            (self.opening.unwrap_or(0), self.received.unwrap_or(0), self.ended.unwrap_or(0));
        let held = opening + received;
        [
            Stage {
                id: "opening",
                name: lang.pick("Tồn đầu kỳ", "Opening stock"),
                colour: GREY,
                total: self.opening,
                parts: &[],
                from: 0,
            },
            Stage {
                id: "received",
                name: lang.pick("Tiếp nhận trong kỳ", "Received"),
                colour: NAVY,
                total: self.received,
                parts: &self.received_parts,
                from: opening,
            },
            Stage {
                id: "ended",
                name: lang.pick("Đã giải quyết", "Ended"),
                colour: TEAL,
                total: self.ended,
                parts: &self.ended_parts,
                from: (held - ended).max(0),
            },
            Stage {
                id: "closing",
                name: lang.pick("Tồn cuối kỳ", "Closing stock"),
                colour: WINE,
                total: self.closing,
                parts: &self.closing_parts,
                from: 0,
            },
        ]
    }

    /// The equation of the four stages, where it holds.
    fn balance(&self, lang: Lang) -> Option<String> {
        let (a, b, c, d) = (self.opening?, self.received?, self.ended?, self.closing?);
        (a + b == c + d).then(|| {
            let [a, b, c, d] = [a, b, c, d].map(|v| count(v, lang));
            match lang {
                Lang::Vi => {
                    format!("Tồn đầu kỳ {a} + tiếp nhận {b} = đã giải quyết {c} + tồn cuối kỳ {d}")
                }
                Lang::En => format!("Opening {a} + received {b} = ended {c} + closing {d}"),
            }
        })
    }

    fn rows(&self, layout: &Layout, width: f64) -> Vec<Row<'_>> {
        let mut rows = Vec::new();
        for stage in self.stages(layout.lang) {
            let row =
                |id, name: &str, font: Font, value: Option<i64>, from: i64, is_part, emphasised| {
                    let indent = if is_part { 14.0 } else { 0.0 };
                    let name = wrap(name, font, width - indent, 3);
                    let colour = if emphasised { ORANGE } else { stage.colour };
                    let text = name.height(font);
                    let gap = if is_part { 6.0 } else { 10.0 };
                    let height = if layout.is_phone() {
                        text + if is_part { 21.0 } else { 26.0 }
                    } else {
                        f64::max(text, 15.0) + gap
                    };
                    Row {
                        id,
                        name,
                        font,
                        value,
                        span: value.map(|v| (from, v)),
                        colour,
                        is_part,
                        emphasised,
                        height,
                    }
                };
            rows.push(row(
                stage.id,
                stage.name,
                layout.bold(),
                stage.total,
                stage.from,
                false,
                false,
            ));
            let mut from = stage.from;
            for part in stage.parts {
                let name = named(&part.label, &part.id, layout.lang);
                rows.push(row(
                    &part.id,
                    &name,
                    layout.small,
                    part.count,
                    from,
                    true,
                    part.emphasised,
                ));
                from += part.count.unwrap_or(0);
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
            .filter_map(|r| r.value)
            .map(|v| layout.bold().width(&count(v, layout.lang)))
            .fold(20.0, f64::max);
        let from = layout.left() + if phone { 0.0 } else { names + 16.0 };
        let full = rows.iter().filter_map(|r| r.span).map(|(from, v)| from + v).fold(1, i64::max);
        let mut scale =
            Scale::from_zero(Decimal::from(full), from, layout.right() - value - 10.0, 5);
        if rows.iter().all(|r| r.span.is_none()) {
            // An axis without a figure on it would suggest one.
            scale.ticks.clear();
        }
        let mut y = top;
        if let Some(balance) = self.balance(layout.lang) {
            let lines = wrap(&balance, layout.font, layout.inner(), 3);
            svg.wrapped(Label::at(layout.left(), y + layout.font.size, layout.font), &lines);
            y += lines.height(layout.font) + 10.0;
        }
        y = draw_ticks(svg, layout, &scale, &self.unit_of_measure, y);
        let bottom = y + rows.iter().map(|r| r.height).sum::<f64>();
        let ticks = scale.ticks.iter().map(|&at| scale.at(at));
        let grid: Vec<_> = ticks.map(|x| [(x, y), (x, bottom)]).collect();
        svg.rules(&grid, Paint::line(GRID, 1.0));
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
        let tell = |value: Option<i64>| value.map_or_else(|| "–".into(), |v| count(v, lang));
        let mut parts = vec![match lang {
            Lang::Vi => format!("Dòng hồ sơ, đơn vị tính: {}.", clean(&self.unit_of_measure.vi)),
            Lang::En => format!("Flow of cases, counted in {}.", clean(&self.unit_of_measure.en)),
        }];
        for stage in self.stages(lang) {
            let mut text = format!("{}: {}", stage.name, tell(stage.total));
            let told: Vec<String> = stage
                .parts
                .iter()
                .map(|p| format!("{} {}", named(&p.label, &p.id, lang), tell(p.count)))
                .collect();
            if !told.is_empty() {
                text += &format!(" ({})", told.join("; "));
            }
            parts.push(sentence(&text));
        }
        parts.extend(self.balance(lang).map(|b| sentence(&b)));
        parts.join(" ")
    }

    fn table(&self) -> Table {
        let mut rows = Vec::new();
        for (vi, en) in self.stages(Lang::Vi).iter().zip(self.stages(Lang::En)) {
            let row = |part: &str, label: &Text, value: Option<i64>| {
                let [label_vi, label_en] = Field::both(Some(label));
                vec![
                    Field::text(vi.id),
                    Field::text(part),
                    label_vi,
                    label_en,
                    Field::number(value),
                ]
            };
            rows.push(row(vi.id, &Text::new(vi.name, en.name), vi.total));
            rows.extend(vi.parts.iter().map(|p| row(&p.id, &p.label, p.count)));
        }
        Table { header: "stage_id,part_id,label_vi,label_en,count", rows }
    }
}

/// Draws the unit and the ticks; tells where the rows begin.
fn draw_ticks(svg: &mut Svg, layout: &Layout, scale: &Scale, unit: &Text, top: f64) -> f64 {
    let small = layout.small;
    let mut y = top + small.line();
    let text = format!("{} {}", layout.say("Đơn vị tính:", "Unit:"), unit.get(layout.lang));
    let unit = wrap(&text, small, if layout.is_phone() { layout.inner() } else { 250.0 }, 1);
    svg.wrapped(Label::at(layout.left(), y - 4.0, small).ink(GREY_TEXT), &unit);
    if layout.is_phone() {
        y += small.line();
    }
    let mut free = f64::MIN;
    for &at in &scale.ticks {
        let (text, x) = (count(at, layout.lang), scale.at(at));
        let edge = layout.is_phone() && at == Decimal::ZERO;
        let half = small.width(&text) / 2.0;
        let (from, anchor) = if edge { (x, Anchor::Start) } else { (x - half, Anchor::Middle) };
        if from >= free && x + half <= layout.right() {
            svg.text(Label::at(x, y - 4.0, small).anchor(anchor).ink(GREY_TEXT), &text);
            free = from + 2.0 * half + 6.0;
        }
    }
    y + 2.0
}

fn draw_row(svg: &mut Svg, layout: &Layout, row: &Row, scale: &Scale, top: f64) {
    let thickness = if row.is_part { 9.0 } else { 15.0 };
    let indent = if row.is_part { 14.0 } else { 0.0 };
    let (first, middle) = if layout.is_phone() {
        (top + 4.0 + row.font.size, top + 6.0 + row.name.height(row.font) + thickness / 2.0)
    } else {
        let middle = top + row.height / 2.0;
        (middle - row.name.height(row.font) / 2.0 + row.font.size * 0.98, middle)
    };
    svg.wrapped(Label::at(layout.left() + indent, first, row.font).halo(), &row.name);
    let mut end = scale.at(Decimal::ZERO);
    if let Some((from, value)) = row.span {
        let start = scale.at(from.into());
        end = scale.at((from + value).into());
        svg.rect(
            start,
            middle - thickness / 2.0,
            f64::max(end - start, if value > 0 { 1.0 } else { 0.0 }),
            thickness,
            Paint::fill(row.colour),
        );
    }
    let text = row.value.map_or_else(|| "–".into(), |v| count(v, layout.lang));
    let font =
        if row.is_part && !row.emphasised { layout.small } else { Font::bold(row.font.size) };
    svg.text(Label::at(end + 6.0, middle + 4.4, font).halo().figure(row.id, "count"), &text);
}
