//! Units by a value, as horizontal bars with the value at the end of each. Ranked units stand first;
//! units without a rank follow under a heading of their own with an en dash for their rank, and a
//! missing value is an en dash, not a bar of length zero. Drawn as SVG and not by plotters, because
//! names of up to three lines and values stand beside bars of their own height.

use super::csv::{Field, Table};
use super::frame::{Figure, Layout};
use super::metrics::Font;
use super::number::{tick_with_unit, with_unit};
use super::palette::{GREY, GREY_TEXT, GRID, INK, NAVY};
use super::scale::Scale;
use super::svg::{Anchor, Label, Paint, Svg};
use super::text::{clean, sentence};
use super::wrap::{Wrapped, wrap};
use super::{Bar, Lang, Ranking};

/// The thickness of a bar.
const BAR: f64 = 16.0;
/// How many units are told one by one in the description; the table has all.
const TOLD: usize = 20;

/// Where the columns of the figure stand.
struct Columns {
    name: (f64, f64),
    scale: Scale,
    remark: (f64, f64),
    is_phone: bool,
}

impl Ranking {
    /// Ranked bars, then the others; both in the order given.
    fn parts(&self) -> (Vec<&Bar>, Vec<&Bar>) {
        self.bars.iter().partition(|b| b.rank.is_some())
    }

    fn full(&self) -> i64 {
        let values = self.bars.iter().filter_map(|b| b.value_hundredths);
        let targets = self.bars.iter().filter_map(|b| b.target_hundredths);
        values.chain(targets).chain(self.target.iter().map(|t| t.value_hundredths)).fold(self.max_hundredths, i64::max)
    }

    fn columns(&self, layout: &Layout) -> Columns {
        let value = self
            .bars
            .iter()
            .filter_map(|b| b.value_hundredths)
            .map(|v| layout.bold().width(&with_unit(v, &self.unit_of_measure, layout.lang)))
            .fold(20.0, f64::max);
        let (left, right) = (layout.left(), layout.right());
        if layout.is_phone() {
            let scale = Scale::from_zero(self.full(), left, right - value - 8.0, 4);
            return Columns { name: (left, layout.inner()), scale, remark: (left, layout.inner()), is_phone: true };
        }
        let remark = self
            .bars
            .iter()
            .map(|b| layout.small.width(&remark(b, self, layout.lang)))
            .fold(0.0, f64::max)
            .min(150.0);
        let rank = layout.font.width("000") + 10.0;
        let name = (left + rank, layout.inner() * 0.34);
        let from = name.0 + name.1 + 14.0;
        let to = right - remark - if remark > 0.0 { 16.0 } else { 0.0 } - value - 8.0;
        Columns { name, scale: Scale::from_zero(self.full(), from, to, 6), remark: (right - remark, remark), is_phone: false }
    }
}

/// What is said of a bar beside its value.
fn remark(bar: &Bar, ranking: &Ranking, lang: Lang) -> String {
    let mut parts: Vec<String> =
        [&bar.band, &bar.annotation].into_iter().flatten().map(|t| clean(t.get(lang))).collect();
    if let Some(target) = bar.target_hundredths {
        let value = with_unit(target, &ranking.unit_of_measure, lang);
        parts.push(format!("{} {value}", lang.pick("mục tiêu", "target")));
    }
    parts.retain(|p| !p.is_empty());
    parts.join(" · ")
}

impl Figure for Ranking {
    fn draw(&self, svg: &mut Svg, layout: &Layout, top: f64) -> f64 {
        let columns = self.columns(layout);
        let first = self.draw_axis_labels(svg, layout, &columns, top);
        let (rows, heading, bottom) = self.place(layout, &columns, first);
        for &at in &columns.scale.ticks {
            let x = columns.scale.at(at);
            svg.line((x, first), (x, bottom), Paint::line(GRID, 1.0));
        }
        for row in &rows {
            self.draw_bar(svg, &columns, row);
        }
        if let Some(target) = &self.target {
            let x = columns.scale.at(target.value_hundredths);
            svg.line((x, first - 2.0), (x, bottom), Paint::line(INK, 1.5).dash("5 3"));
        }
        if let Some(y) = heading {
            let text = layout.say("Không xếp hạng", "Not ranked");
            svg.text(Label::at(layout.left(), y, layout.bold()).ink(GREY_TEXT).halo(), text);
        }
        for row in &rows {
            self.draw_words(svg, layout, &columns, row);
        }
        bottom
    }

    fn describe(&self, lang: Lang) -> String {
        let (ranked, others) = self.parts();
        let tell = |b: &&Bar| {
            let value = b.value_hundredths.map_or_else(|| "–".into(), |v| with_unit(v, &self.unit_of_measure, lang));
            let rank = b.rank.map_or_else(|| "–".into(), |r| format!("{r}."));
            let remark = match remark(b, self, lang) {
                r if r.is_empty() => r,
                r => format!(" ({r})"),
            };
            format!("{rank} {}: {value}{remark}", clean(b.label.get(lang)))
        };
        let list = |bars: &[&Bar]| {
            let more = bars.len().saturating_sub(TOLD);
            let mut told: Vec<String> = bars.iter().take(TOLD).map(tell).collect();
            if more > 0 {
                told.push(match lang {
                    Lang::Vi => format!("và {more} đơn vị khác trong bảng"),
                    Lang::En => format!("and {more} more in the table"),
                });
            }
            sentence(&told.join("; "))
        };
        let mut parts = vec![match lang {
            Lang::Vi => format!("Biểu đồ thanh ngang, đơn vị tính: {}; {} đơn vị được xếp hạng.", self.unit_of_measure.vi, ranked.len()),
            Lang::En => format!("Horizontal bars in {}; {} ranked.", self.unit_of_measure.en, ranked.len()),
        }];
        if let Some(target) = &self.target {
            parts.push(format!("{}: {}.", clean(target.label.get(lang)), with_unit(target.value_hundredths, &self.unit_of_measure, lang)));
        }
        if !ranked.is_empty() {
            parts.push(list(&ranked));
        }
        if !others.is_empty() {
            parts.push(format!("{} {}", lang.pick("Không xếp hạng:", "Not ranked:"), list(&others)));
        }
        parts.join(" ")
    }

    fn table(&self) -> Table {
        let target = self.target.as_ref().map(|t| t.value_hundredths);
        let (ranked, others) = self.parts();
        let rows = ranked.iter().chain(&others).map(|b| {
            let [name_vi, name_en] = Field::both(Some(&b.label));
            let [band_vi, band_en] = Field::both(b.band.as_ref());
            let [note_vi, note_en] = Field::both(b.annotation.as_ref());
            vec![
                Field::text(&b.id),
                name_vi,
                name_en,
                Field::count(b.rank.map(i64::from)),
                Field::hundredths(b.value_hundredths),
                Field::hundredths(b.target_hundredths.or(target)),
                band_vi,
                band_en,
                note_vi,
                note_en,
            ]
        });
        Table {
            header: vec![
                "unit_id", "label_vi", "label_en", "rank", "value", "target", "band_vi", "band_en", "annotation_vi", "annotation_en",
            ],
            rows: rows.collect(),
        }
    }
}

/// A unit laid out: its lines, its place and the font of its name.
struct Row<'a> {
    bar: &'a Bar,
    name: Wrapped,
    remark: Wrapped,
    font: Font,
    top: f64,
    height: f64,
}

impl Row<'_> {
    /// The middle of the bar.
    fn middle(&self, layout_is_phone: bool) -> f64 {
        if layout_is_phone {
            self.top + 6.0 + self.name.height(self.font) + BAR / 2.0
        } else {
            self.top + self.height / 2.0
        }
    }
}

impl Ranking {
    /// Places all rows from `first` on: the rows, the baseline of the heading of those without a
    /// rank where there is one, and the end.
    fn place(&self, layout: &Layout, columns: &Columns, first: f64) -> (Vec<Row<'_>>, Option<f64>, f64) {
        let (ranked, others) = self.parts();
        let mut rows = Vec::with_capacity(self.bars.len());
        let (mut y, mut heading) = (first, None);
        for bar in ranked.iter().chain(&others) {
            if bar.rank.is_none() && heading.is_none() && !ranked.is_empty() {
                y += layout.font.line() + 12.0;
                heading = Some(y - 6.0);
            }
            let row = self.row(bar, layout, columns, y);
            y += row.height;
            rows.push(row);
        }
        (rows, heading, y)
    }

    fn row<'a>(&self, bar: &'a Bar, layout: &Layout, columns: &Columns, top: f64) -> Row<'a> {
        let font = if bar.highlighted { layout.bold() } else { layout.font };
        let remark = wrap(&remark(bar, self, layout.lang), layout.small, columns.remark.1, 2);
        let name = if layout.is_phone() {
            wrap(&format!("{}  {}", rank(bar), bar.label.get(layout.lang)), font, columns.name.1, 3)
        } else {
            wrap(bar.label.get(layout.lang), font, columns.name.1, 3)
        };
        let height = if layout.is_phone() {
            name.height(font) + BAR + remark.height(layout.small) + 16.0
        } else {
            name.height(font).max(remark.height(layout.small)).max(BAR) + 10.0
        };
        Row { bar, name, remark, font, top, height }
    }

    /// Draws the target's name, the ticks and the unit; tells where the bars begin.
    fn draw_axis_labels(&self, svg: &mut Svg, layout: &Layout, columns: &Columns, top: f64) -> f64 {
        let mut y = top;
        let small = layout.small;
        if let Some(target) = &self.target {
            let value = with_unit(target.value_hundredths, &self.unit_of_measure, layout.lang);
            let text = format!("{}: {value}", clean(target.label.get(layout.lang)));
            let text = wrap(&text, Font::bold(small.size), layout.inner(), 2);
            let half = text.width(Font::bold(small.size)) / 2.0;
            let x = columns.scale.at(target.value_hundredths);
            let x = x.min(layout.right() - half).max(layout.left() + half);
            y += text.height(small);
            let first = y - small.line() * (text.lines.len() as f64 - 1.0) - 4.0;
            svg.wrapped(Label::at(x, first, Font::bold(small.size)).anchor(Anchor::Middle), &text);
        }
        y += small.line();
        if layout.is_phone() {
            let unit = format!("{} {}", layout.say("Đơn vị:", "Unit:"), self.unit_of_measure.get(layout.lang));
            svg.text(Label::at(layout.left(), y - 2.0, small).ink(GREY_TEXT), &unit);
            y += small.line();
        } else {
            let unit = format!("{} {}", layout.say("Đơn vị tính:", "Unit:"), self.unit_of_measure.get(layout.lang));
            let unit = wrap(&unit, small, columns.name.1, 1);
            svg.wrapped(Label::at(columns.name.0, y - 4.0, small).ink(GREY_TEXT), &unit);
        }
        for &at in &columns.scale.ticks {
            let text = tick_with_unit(at, &self.unit_of_measure, layout.lang);
            let label = Label::at(columns.scale.at(at), y - 4.0, small).ink(GREY_TEXT);
            let edge = layout.is_phone() && at == columns.scale.low();
            svg.text(label.anchor(if edge { Anchor::Start } else { Anchor::Middle }), &text);
        }
        y + 2.0
    }

    fn draw_bar(&self, svg: &mut Svg, columns: &Columns, row: &Row) {
        let (bar, middle) = (row.bar, row.middle(columns.is_phone));
        let highlighted = bar.highlighted || !self.bars.iter().any(|b| b.highlighted);
        let colour = if bar.rank.is_some() && highlighted { NAVY } else { GREY };
        let start = columns.scale.at(0);
        if let Some(value) = bar.value_hundredths {
            let width = columns.scale.at(value) - start;
            svg.rect(start, middle - BAR / 2.0, width, BAR, Paint::fill(colour));
        }
        if let Some(target) = bar.target_hundredths {
            let (x, reach) = (columns.scale.at(target), BAR / 2.0 + 3.0);
            svg.line((x, middle - reach), (x, middle + reach), Paint::line(INK, 2.5));
        }
    }

    fn draw_words(&self, svg: &mut Svg, layout: &Layout, columns: &Columns, row: &Row) {
        let (bar, small) = (row.bar, layout.small);
        let middle = row.middle(columns.is_phone);
        let (name, remark) = if columns.is_phone {
            (row.top + 4.0 + row.font.size, middle + BAR / 2.0 + small.size + 3.0)
        } else {
            let centred = |height: f64, font: Font| middle - height / 2.0 + font.size * 0.98;
            (centred(row.name.height(row.font), row.font), centred(row.remark.height(small), small))
        };
        svg.wrapped(Label::at(columns.name.0, name, row.font).halo(), &row.name);
        svg.wrapped(Label::at(columns.remark.0, remark, small).ink(GREY_TEXT).halo(), &row.remark);
        if !columns.is_phone {
            let place = Label::at(columns.name.0 - 10.0, middle + 4.6, row.font).anchor(Anchor::End);
            svg.text(place.figure(&bar.id, "rank"), &rank(bar));
        }
        let unit = &self.unit_of_measure;
        let value = bar.value_hundredths.map_or_else(|| "–".into(), |v| with_unit(v, unit, layout.lang));
        let end = columns.scale.at(bar.value_hundredths.unwrap_or(0)) + 6.0;
        svg.text(Label::at(end, middle + 4.6, layout.bold()).halo().figure(&bar.id, "value"), &value);
    }
}

/// The rank of a unit, or an en dash.
fn rank(bar: &Bar) -> String {
    bar.rank.map_or_else(|| "–".into(), |r| r.to_string())
}
