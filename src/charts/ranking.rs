//! Units by a value, as horizontal bars with the value at the end of each. Ranked units stand first;
//! units without a rank follow under a heading of their own with an en dash for their rank, and a
//! missing value is an en dash, not a bar of length zero. Drawn as SVG and not by plotters, because
//! names of up to three lines and values stand beside bars of their own height.

use self::columns::{ranked_as, remark};
use super::axis::{draw_grid, draw_ticks, draw_unit};
use super::body::{Bar, Ranking};
use super::csv::{Row, Table};
use super::frame::{Figure, Layout, named, say, tell_target};
use super::label::Label;
use super::palette::GREY_TEXT;
use super::svg::Svg;
use crate::domain::number::Decimal;
use crate::domain::sentence::Value;
use crate::domain::text::{Lang, sentence};

mod columns;
mod rows;

/// How many units are told one by one in the description; the table has all.
const TOLD: usize = 20;

impl Figure for Ranking {
    fn draw(&self, svg: &mut Svg, layout: &Layout, top: f64) -> f64 {
        let columns = self.columns(layout);
        let top = self.draw_target_name(svg, layout, &columns, top);
        let key = if layout.is_phone() { "unit_short" } else { "unit" };
        let y = draw_unit(svg, layout, (key, &self.unit_of_measure), columns.name, top);
        if self.has_bands() && !layout.is_phone() {
            let head = Label::at(columns.remark.0, y - 4.0, layout.small_bold());
            svg.text(head, layout.say("class"));
        }
        let tick = |at: Decimal| at.trimmed().with_unit(&self.unit_of_measure, layout.lang);
        let first = draw_ticks(svg, layout, &columns.scale, y, tick);
        let (rows, heading, bottom) = self.place(layout, &columns, first);
        draw_grid(svg, &columns.scale, |x| [(x, first), (x, bottom)]);
        for row in &rows {
            self.draw_bar(svg, &columns, row);
        }
        if let Some(target) = &self.target {
            let x = columns.scale.at(target.value);
            self.draw_target(svg, layout, &columns, x, &rows);
        }
        if let Some(y) = heading {
            let heading = Label::at(layout.left(), y, layout.bold());
            svg.text(heading.ink(GREY_TEXT).halo(), layout.say("not_ranked"));
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
            let remark = match remark(b, self, lang) {
                r if r.is_empty() => r,
                r => format!(" ({r})"),
            };
            format!("{} {}: {value}{remark}", ranked_as(b), named(&b.label, &b.id, lang))
        };
        let list = |bars: &[&Bar]| {
            let more = bars.len().saturating_sub(TOLD);
            let mut told: Vec<String> = bars.iter().take(TOLD).map(tell).collect();
            if more > 0 {
                told.push(say("more_units", lang, &[("n", Value::of(more))]));
            }
            sentence(&told.join("; "))
        };
        let unit = ("unit", Value::Words(&self.unit_of_measure));
        let mut parts = vec![say("ranking", lang, &[unit, ("n", Value::of(ranked.len()))])];
        parts.extend(tell_target(self.target.as_ref(), &self.unit_of_measure, lang));
        if !ranked.is_empty() {
            parts.push(list(&ranked));
        }
        if !others.is_empty() {
            let list = list(&others);
            parts.push(say("not_ranked_are", lang, &[("list", Value::Name(&list))]));
        }
        parts.join(" ")
    }

    fn table(&self) -> Table {
        let target = self.target.as_ref().map(|t| t.value);
        let (ranked, others) = self.parts();
        let row = |b: &&Bar| {
            let row = Row::of(&b.id).both(&b.label).number(b.rank.map(i64::from));
            let row = row.number(b.value);
            let row = row.number(b.target.or(target));
            row.both(b.band.as_ref()).both(b.annotation.as_ref())
        };
        Table {
            header: "unit_id,label_vi,label_en,rank,value,target,band_vi,band_en,annotation_vi,annotation_en",
            rows: ranked.iter().chain(&others).map(row).collect(),
        }
    }
}
