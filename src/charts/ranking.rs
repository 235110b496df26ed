//! Units by a value, as horizontal bars with the value at the end of each. Ranked units stand first;
//! units without a rank follow under a heading of their own with an en dash for their rank, and a
//! missing value is an en dash, not a bar of length zero. Drawn as SVG and not by plotters, because
//! names of up to three lines and values stand beside bars of their own height.

use self::columns::remark;
use super::body::{Bar, Ranking};
use super::csv::{Field, Table};
use super::frame::{Figure, Layout, named};
use super::label::{Label, Paint};
use super::palette::{GREY_TEXT, GRID};
use super::svg::Svg;
use crate::domain::text::{Lang, clean, sentence};

mod columns;
mod rows;

/// How many units are told one by one in the description; the table has all.
const TOLD: usize = 20;

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
            self.draw_target(svg, layout, &columns, columns.scale.at(target.value), &rows);
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
                target.value.trimmed().with_unit(&self.unit_of_measure, lang)
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
        let target = self.target.as_ref().map(|t| t.value);
        let (ranked, others) = self.parts();
        let rows = ranked.iter().chain(&others).map(|b| {
            let [name_vi, name_en] = Field::both(Some(&b.label));
            let [band_vi, band_en] = Field::both(b.band.as_ref());
            let [note_vi, note_en] = Field::both(b.annotation.as_ref());
            vec![
                Field::text(&b.id),
                name_vi,
                name_en,
                Field::number(b.rank.map(i64::from)),
                Field::number(b.value),
                Field::number(b.target.or(target)),
                band_vi,
                band_en,
                note_vi,
                note_en,
            ]
        });
        Table {
            header: "unit_id,label_vi,label_en,rank,value,target,band_vi,band_en,annotation_vi,annotation_en",
            rows: rows.collect(),
        }
    }
}
