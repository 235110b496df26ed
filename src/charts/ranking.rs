//! Units by a value, as horizontal bars with the value at the end of each. Ranked units stand first;
//! units without a rank follow under a heading of their own with an en dash for their rank, and a
//! missing value is an en dash, not a bar of length zero. Drawn as SVG and not by plotters, because
//! names of up to three lines and values stand beside bars of their own height.

use super::csv::{Field, Table};
use super::frame::{Figure, Layout, named};
use super::label::{Label, Paint};
use super::palette::{GREY_TEXT, GRID};
use super::scale::Scale;
use super::svg::Svg;
use super::{Bar, Ranking};
use crate::domain::number::{tick_with_unit, with_unit};
use crate::domain::text::Lang;
use crate::domain::text::{clean, sentence};

mod rows;

/// How many units are told one by one in the description; the table has all.
const TOLD: usize = 20;

/// Where the columns of the figure stand.
struct Columns {
    name: (f64, f64),
    scale: Scale,
    remark: (f64, f64),
    is_phone: bool,
}

impl Columns {
    /// Where the value of a bar begins.
    fn end(&self, bar: &Bar) -> f64 {
        self.scale.at(bar.value_hundredths.unwrap_or(0)) + 6.0
    }

    /// Where it is said why a bar has no value: behind its dash.
    fn beside(&self, bar: &Bar) -> f64 {
        self.end(bar) + 20.0
    }
}

impl Ranking {
    /// The value of a bar as written behind it.
    fn value(&self, bar: &Bar, lang: Lang) -> String {
        bar.value_hundredths
            .map_or_else(|| "–".into(), |v| with_unit(v, &self.unit_of_measure, lang))
    }

    /// Ranked bars, then the others; both in the order given.
    fn parts(&self) -> (Vec<&Bar>, Vec<&Bar>) {
        self.bars.iter().partition(|b| b.rank.is_some())
    }

    /// Whether a column of bands stands beside the bars.
    fn has_bands(&self) -> bool {
        self.bars.iter().any(|b| b.band.is_some())
    }

    fn full(&self) -> i64 {
        let values = self.bars.iter().filter_map(|b| b.value_hundredths);
        let targets = self.bars.iter().filter_map(|b| b.target_hundredths);
        values
            .chain(targets)
            .chain(self.target.iter().map(|t| t.value_hundredths))
            .fold(self.max_hundredths, i64::max)
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
            return Columns {
                name: (left, layout.inner()),
                scale,
                remark: (left, layout.inner()),
                is_phone: true,
            };
        }
        let remarks = self.bars.iter().filter(|b| b.value_hundredths.is_some());
        let remark = remarks
            .map(|b| layout.small.width(&remark(b, self, layout.lang)))
            .chain(self.has_bands().then(|| layout.small_bold().width(band_head(layout.lang))))
            .fold(0.0, f64::max)
            .min(150.0);
        let rank = layout.font.width("000") + 10.0;
        let name = (left + rank, layout.inner() * 0.34);
        let from = name.0 + name.1 + 14.0;
        let to = right - remark - if remark > 0.0 { 16.0 } else { 0.0 } - value - 8.0;
        Columns {
            name,
            scale: Scale::from_zero(self.full(), from, to, 6),
            remark: (right - remark, remark),
            is_phone: false,
        }
    }
}

/// The head of the column of bands.
fn band_head(lang: Lang) -> &'static str {
    lang.pick("Xếp loại", "Class")
}

/// What is said of a bar beside its value.
fn remark(bar: &Bar, ranking: &Ranking, lang: Lang) -> String {
    let mut parts: Vec<String> =
        [&bar.band, &bar.annotation].into_iter().flatten().map(|t| clean(t.get(lang))).collect();
    if let Some(target) = bar.target_hundredths {
        let value = tick_with_unit(target, &ranking.unit_of_measure, lang);
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
        let ticks = columns.scale.ticks.iter().map(|&at| columns.scale.at(at));
        let grid: Vec<_> = ticks.map(|x| [(x, first), (x, bottom)]).collect();
        svg.rules(&grid, Paint::line(GRID, 1.0));
        for row in &rows {
            self.draw_bar(svg, &columns, row);
        }
        if let Some(target) = &self.target {
            self.draw_target(
                svg,
                layout,
                &columns,
                columns.scale.at(target.value_hundredths),
                &rows,
            );
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
            let value = self.value(b, lang);
            let rank = b.rank.map_or_else(|| "–".into(), |r| format!("{r}."));
            let remark = match remark(b, self, lang) {
                r if r.is_empty() => r,
                r => format!(" ({r})"),
            };
            format!("{rank} {}: {value}{remark}", named(&b.label, &b.id, lang))
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
            Lang::Vi => format!(
                "Biểu đồ thanh ngang, đơn vị tính: {}; {} đơn vị được xếp hạng.",
                self.unit_of_measure.vi,
                ranked.len()
            ),
            Lang::En => {
                format!("Horizontal bars in {}; {} ranked.", self.unit_of_measure.en, ranked.len())
            }
        }];
        if let Some(target) = &self.target {
            parts.push(format!(
                "{}: {}.",
                clean(target.label.get(lang)),
                tick_with_unit(target.value_hundredths, &self.unit_of_measure, lang)
            ));
        }
        if !ranked.is_empty() {
            parts.push(list(&ranked));
        }
        if !others.is_empty() {
            parts.push(format!(
                "{} {}",
                lang.pick("Không xếp hạng:", "Not ranked:"),
                list(&others)
            ));
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
                "unit_id",
                "label_vi",
                "label_en",
                "rank",
                "value",
                "target",
                "band_vi",
                "band_en",
                "annotation_vi",
                "annotation_en",
            ],
            rows: rows.collect(),
        }
    }
}

/// The rank of a unit, or an en dash.
fn rank(bar: &Bar) -> String {
    bar.rank.map_or_else(|| "–".into(), |r| r.to_string())
}
