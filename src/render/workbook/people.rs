//! A sheet for people on a worksheet: its columns under their headings and the names for machines, its
//! figures as numbers with a format, a mark where a figure is absent. What only one of them has (the
//! chart of ranks, the shade of ratios) is added by its form.

use rust_xlsxwriter::{
    ConditionalFormat2ColorScale, ConditionalFormatType, Format, Worksheet, XlsxError,
};

use super::{
    book::Book,
    cells,
    leaf::{Form, Leaf, People},
    marks::{self, Mark},
    page::{self, TITLE_ROWS},
    ranking,
    styles::Styles,
};
use crate::{
    domain::text::Lang,
    schema::Value,
    sheets::{Cell, Figure},
};

/// The row of the first line.
const FIRST: u32 = TITLE_ROWS + 2;
/// Rows up to which table and chart of a ministry stand on one page.
const ON_ONE_PAGE: usize = 45;
/// The columns of a unit, before those of the indicators.
const UNIT_COLUMNS: u16 = 2;
const LOW: u32 = 0xFFFFFF;
const HIGH: u32 = 0xB8D4EA;

type Columns = &'static [(&'static str, f64)];

impl Form {
    /// The columns of a sheet in their order, with their widths; further ones are of one width.
    fn columns(self) -> Columns {
        match self {
            Self::Ranking => &[
                ("rank", 8.0),
                ("unit_id", 15.0),
                ("unit", 52.0),
                ("comparable_score", 16.0),
                ("comparable_band", 14.0),
                ("status", 14.0),
                ("cohort", 24.0),
            ],
            Self::Whole => &[
                ("part", 7.0),
                ("indicator_id", 30.0),
                ("indicator", 58.0),
                ("numerator", 14.0),
                ("denominator", 12.0),
                ("ratio", 11.0),
                ("points", 9.0),
                ("max_points", 9.0),
                ("status", 16.0),
            ],
            Self::Points | Self::Ratios => &[("unit_id", 14.0), ("unit", 56.0)],
            Self::Dictionary => &[
                ("sheet", 22.0),
                ("table", 20.0),
                ("column", 24.0),
                ("kind", 14.0),
                ("unit", 14.0),
                ("vi", 52.0),
                ("en", 52.0),
                ("codes", 52.0),
            ],
        }
    }

    /// The columns that are chosen of a sheet.
    pub fn ids(self) -> Vec<&'static str> {
        self.columns().iter().map(|(id, _)| *id).collect()
    }

    /// Of units against indicators: every column of its sheet is shown.
    pub fn is_matrix(self) -> bool {
        matches!(self, Self::Points | Self::Ratios)
    }
}

/// The name for machines of a column, as the tables have it.
fn machine(form: Form, id: &str) -> &str {
    match id {
        "unit" if form != Form::Dictionary => "unit_name",
        "indicator" => "indicator_title",
        other => other,
    }
}

pub fn write(
    sheet: &mut Worksheet,
    book: &Book<'_>,
    leaf: &Leaf<'_>,
    people: &People,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let (shown, form) = (&people.sheet, people.form);
    let period = (form != Form::Dictionary).then(|| book.period_words());
    page::head(sheet, leaf, period.as_ref(), styles)?;
    let columns = shown.columns.iter();
    let headings: Vec<(&str, &str)> =
        columns.map(|heading| (machine(form, &heading.id), heading.title.vi.as_str())).collect();
    let mut widths: Vec<f64> = form.columns().iter().map(|(_, width)| *width).collect();
    widths.resize(headings.len(), 15.0);
    page::headings(sheet, [TITLE_ROWS, TITLE_ROWS + 1], &headings, &widths, styles)?;
    sheet.set_freeze_panes(FIRST, if form.is_matrix() { UNIT_COLUMNS } else { 0 })?;
    for (line, row) in shown.rows.iter().zip(FIRST..) {
        let words = match (line.strong, form) {
            (true, _) => &styles.strong,
            (false, Form::Whole | Form::Dictionary) => &styles.wrapped,
            (false, _) => &styles.text,
        };
        for ((cell, heading), column) in line.cells.iter().zip(&shown.columns).zip(0..) {
            let whole = heading.id == "rank";
            let put = Put { words, strong: line.strong, whole, styles };
            put.cell(sheet, row, column, cell)?;
        }
        if form == Form::Dictionary {
            let texts: Vec<String> = line.cells.iter().map(|cell| cell.text(Lang::Vi)).collect();
            page::fit(sheet, row, texts.iter().map(String::as_str).zip(widths.iter().copied()))?;
        }
    }
    let last = FIRST + (shown.rows.len() as u32).max(1) - 1;
    let last_column = headings.len() as u16 - 1;
    if form != Form::Whole {
        sheet.autofilter(FIRST - 1, 0, last, last_column)?;
    }
    match form {
        Form::Ranking => {
            ranking::insert(sheet, book, leaf, shown, FIRST)?;
            if shown.rows.len() <= ON_ONE_PAGE {
                sheet.set_print_fit_to_pages(1, 1);
            }
        }
        Form::Points | Form::Ratios => {
            cells::text(sheet, 2, 1, &marks::legend().vi, &styles.subtitle)?;
            sheet.set_repeat_columns(0, UNIT_COLUMNS - 1)?;
            sheet.set_print_fit_to_pages(2, 0);
            if form == Form::Ratios && last_column >= UNIT_COLUMNS {
                // The shade only repeats the number.
                let shade = ConditionalFormat2ColorScale::new()
                    .set_minimum(ConditionalFormatType::Number, 0)
                    .set_maximum(ConditionalFormatType::Number, 1)
                    .set_minimum_color(LOW)
                    .set_maximum_color(HIGH);
                sheet.add_conditional_format(FIRST, UNIT_COLUMNS, last, last_column, &shade)?;
            }
        }
        Form::Whole | Form::Dictionary => {}
    }
    Ok(())
}

/// How the cells of a line are put.
struct Put<'s> {
    words: &'s Format,
    strong: bool,
    /// A rank is no amount.
    whole: bool,
    styles: &'s Styles,
}

impl Put<'_> {
    fn cell(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        cell: &Cell,
    ) -> Result<(), XlsxError> {
        let mark = &self.styles.mark;
        match cell {
            Cell::Figure { figure, .. } => self.figure(sheet, row, column, figure),
            Cell::Empty => Ok(()),
            Cell::None => cells::text(sheet, row, column, Mark::NotApplicable.text(), mark),
            Cell::Absent(_, status) => {
                cells::text(sheet, row, column, Mark::of_absent(*status).text(), mark)
            }
            Cell::Pattern { .. } => cells::text(sheet, row, column, &cell.text(Lang::Vi), mark),
            Cell::State(words, _) => {
                let format = if self.strong { self.words } else { &self.styles.text };
                cells::text(sheet, row, column, &words.vi, format)
            }
            Cell::Text(_) | Cell::Code(_) | Cell::Link { .. } => {
                cells::text(sheet, row, column, &cell.text(Lang::Vi), self.words)
            }
        }
    }

    fn figure(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        figure: &Figure,
    ) -> Result<(), XlsxError> {
        let styles = self.styles;
        let Some(amount) = figure.value else {
            let mark = Mark::of_absent(figure.absent);
            return cells::text(sheet, row, column, mark.text(), &styles.mark);
        };
        let exact = amount.exact;
        // Digits beyond the fifteenth are lost in a spreadsheet.
        if cells::number(&Value::Int(exact.units)).is_none() {
            return cells::text(sheet, row, column, &figure.text(Lang::Vi), &styles.mark);
        }
        let format = match exact.places {
            0 if self.whole => &styles.whole,
            0 => &styles.count,
            6 => &styles.share,
            _ => &styles.points,
        };
        let format = if self.strong { format.clone().set_bold() } else { format.clone() };
        sheet.write_number_with_format(row, column, exact.to_f64(), &format)?;
        Ok(())
    }
}
