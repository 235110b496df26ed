//! Units by indicators: every cell prints its ratio as a percentage, and its tint only repeats it.
//! What has no ratio has a sign of its own, explained below the table. Columns are headed by their
//! number in the decision, because twenty titles cannot stand side by side without being turned;
//! the key below gives the titles. Where not all columns fit, the table goes on in further panels.
//! Drawn as SVG, because plotters has no table.

use self::cells::{TITLED, cell};
use super::body::{Cell, Heat, HeatColumn, HeatRow};
use super::csv::{Field, Table};
use super::frame::{Figure, Layout, named};
use super::svg::Svg;
use crate::domain::number::brief_percent;
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
        let mut parts = vec![match lang {
            Lang::Vi => format!(
                "Bảng {} đơn vị × {} chỉ tiêu; mỗi ô là tỷ lệ phần trăm.",
                self.rows.len(),
                self.columns.len()
            ),
            Lang::En => format!(
                "Table of {} units × {} indicators; each cell is a percentage.",
                self.rows.len(),
                self.columns.len()
            ),
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
                    Cell::Ratio { numerator, denominator } => {
                        (Some(numerator), Some(denominator), "value")
                    }
                    Cell::MissingSource => (None, None, "missing_source"),
                    Cell::NotApplicable => (None, None, "not_applicable"),
                    Cell::NoCases => (None, None, "no_cases"),
                    Cell::Suppressed => (None, None, "suppressed"),
                };
                let shown = numerator.zip(denominator).and_then(|(n, d)| brief_percent(n, d));
                let [name_vi, name_en] = Field::both(Some(&row.label));
                let [title_vi, title_en] = Field::both(Some(&column.title));
                rows.push(vec![
                    Field::text(&row.id),
                    name_vi,
                    name_en,
                    Field::text(&column.id),
                    title_vi,
                    title_en,
                    Field::number(numerator),
                    Field::number(denominator),
                    Field::number(shown),
                    Field::text(status),
                ]);
            }
        }
        Table {
            header: "unit_id,label_vi,label_en,indicator_id,indicator_vi,indicator_en,numerator,denominator,percent,status",
            rows,
        }
    }
}

impl Heat {
    fn tell_column(&self, index: usize, column: &HeatColumn, lang: Lang) -> String {
        let mut ratios: Vec<(&HeatRow, i64, i64)> = Vec::new();
        let mut without = 0;
        for row in &self.rows {
            match cell(row, index) {
                Cell::Ratio { numerator, denominator } => {
                    ratios.push((row, numerator, denominator))
                }
                _ => without += 1,
            }
        }
        let less = |a: &&(&HeatRow, i64, i64), b: &&(&HeatRow, i64, i64)| {
            (i128::from(a.1) * i128::from(b.2)).cmp(&(i128::from(b.1) * i128::from(a.2)))
        };
        let tell = |r: &(&HeatRow, i64, i64)| {
            format!(
                "{}% ({})",
                brief_percent(r.1, r.2).unwrap_or_default().text(lang),
                named(&r.0.label, &r.0.id, lang)
            )
        };
        let title = format!("{} {}", clean(&column.code), named(&column.title, &column.id, lang));
        let mut text = match (ratios.iter().min_by(less), ratios.iter().max_by(less)) {
            (Some(low), Some(high)) if ratios.len() > 1 => format!(
                "{title}: {} {}, {} {}",
                lang.pick("thấp nhất", "lowest"),
                tell(low),
                lang.pick("cao nhất", "highest"),
                tell(high)
            ),
            (Some(only), _) => format!("{title}: {}", tell(only)),
            _ => format!("{title}: {}", lang.pick("không có số liệu", "no figures")),
        };
        if without > 0 && !ratios.is_empty() {
            text += &format!(
                "; {} {without}",
                lang.pick("số đơn vị không có tỷ lệ:", "units without a ratio:")
            );
        }
        sentence(&text)
    }
}
