//! Units by indicators: every cell prints its ratio as a percentage, and its tint only repeats it.
//! What has no ratio has a sign of its own, explained below the table. Columns are headed by their
//! number in the decision, because twenty titles cannot stand side by side without being turned;
//! the key below gives the titles. Where not all columns fit, the table goes on in further panels.
//! Drawn as SVG, because plotters has no table.

use self::cells::{TITLED, cell, is_few};
use super::body::{Cell, Heat, HeatColumn, HeatRow};
use super::csv::{Row, Table};
use super::frame::{Figure, Layout, named, say};
use super::svg::Svg;
use crate::domain::number::brief_percent;
use crate::domain::sentence::Value;
use crate::domain::text::{Lang, clean, sentence};

mod cells;
mod legend;
mod sheet;

impl Figure for Heat {
    fn draw(&self, svg: &mut Svg, layout: &Layout, top: f64) -> f64 {
        let names = self.names(layout);
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
        let (units, indicators) = (Value::of(self.rows.len()), Value::of(self.columns.len()));
        let mut parts = vec![say("heat", lang, &[("units", units), ("indicators", indicators)])];
        let columns = self.columns.iter().enumerate();
        parts.extend(columns.map(|(i, column)| self.tell_column(i, column, lang)));
        parts.join(" ")
    }

    fn table(&self) -> Table {
        let field = |unit: &HeatRow, i: usize, column: &HeatColumn| {
            let (numerator, denominator, status) = match cell(unit, i) {
                Cell::Ratio { numerator, denominator } => {
                    (Some(numerator), Some(denominator), "value")
                }
                Cell::MissingSource => (None, None, "missing_source"),
                Cell::NotApplicable => (None, None, "not_applicable"),
                Cell::NoCases => (None, None, "no_cases"),
                Cell::Suppressed => (None, None, "suppressed"),
            };
            let shown = numerator.zip(denominator).and_then(|(n, d)| brief_percent(n, d));
            let row = Row::of(&unit.id).both(&unit.label).text(&column.id).both(&column.title);
            row.number(numerator).number(denominator).number(shown).text(status)
        };
        let row = |unit| {
            let columns = self.columns.iter().enumerate();
            columns.map(move |(i, column)| field(unit, i, column))
        };
        Table {
            header: "unit_id,label_vi,label_en,indicator_id,indicator_vi,indicator_en,numerator,denominator,percent,status",
            rows: self.rows.iter().flat_map(row).collect(),
        }
    }
}

impl Heat {
    fn tell_column(&self, index: usize, column: &HeatColumn, lang: Lang) -> String {
        let ratio = |row| match cell(row, index) {
            shown @ Cell::Ratio { numerator, denominator } if !is_few(shown) => {
                Some((row, numerator, denominator))
            }
            _ => None,
        };
        let ratios: Vec<(&HeatRow, i64, i64)> = self.rows.iter().filter_map(ratio).collect();
        let less = |a: &&(&HeatRow, i64, i64), b: &&(&HeatRow, i64, i64)| {
            (i128::from(a.1) * i128::from(b.2)).cmp(&(i128::from(b.1) * i128::from(a.2)))
        };
        let tell = |(row, numerator, denominator): &(&HeatRow, i64, i64)| {
            let share = brief_percent(*numerator, *denominator).unwrap_or_default().text(lang);
            format!("{share}% ({})", named(&row.label, &row.id, lang))
        };
        let title = format!("{} {}", clean(&column.code), named(&column.title, &column.id, lang));
        let mut text = match (ratios.iter().min_by(less), ratios.iter().max_by(less)) {
            (Some(low), Some(high)) if ratios.len() > 1 => {
                let (low, high) = (tell(low), tell(high));
                let ends = [("low", Value::Name(&low)), ("high", Value::Name(&high))];
                format!("{title}: {}", say("lowest_highest", lang, &ends))
            }
            (Some(only), _) => format!("{title}: {}", tell(only)),
            _ => format!("{title}: {}", say("no_figures", lang, &[])),
        };
        let without = self.rows.len() - ratios.len();
        if without > 0 && !ratios.is_empty() {
            text += &say("without_ratio", lang, &[("n", Value::of(without))]);
        }
        sentence(&text)
    }
}
