//! A published table on its sheet: every row and column as published, and beside each code its words.
//! It is a table of the spreadsheet with one row of headings, the names for machines, and their words
//! above it. A number that is absent is an empty cell; the status beside it says why.

use std::borrow::Cow;

use rust_xlsxwriter::{IgnoreError, Table, TableColumn, TableStyle, Worksheet, XlsxError};

use super::{
    book::Book,
    cells,
    leaf::{Data, Leaf},
    page::{self, TITLE_ROWS},
    styles::Styles,
    words::{Titles, heading, worded},
};
use crate::{
    domain::text::Text,
    schema::{Column, Rows, Type, Value},
};

/// Widths of columns, in characters.
const NARROWEST: usize = 9;
const WIDEST: usize = 44;
const WIDEST_HASH: usize = 14;
/// Rows whose text decides the width of a column.
const MEASURED: usize = 2_000;
/// Characters that fit on the width of a page and can still be read.
const PAGE: f64 = 230.0;
/// Rows up to which a sheet is fitted to pages, and the scale in percent beyond.
const MOST_FITTED: usize = 1_000;
const LONG_SCALE: u16 = 55;

/// A column of the sheet: one of the table, or the words of one.
pub enum Laid {
    Published(usize, &'static Column),
    Words(usize, &'static Column, String, &'static Text),
}

/// The columns of a sheet, each code followed by its words. The title of an indicator begins with its
/// part of the decision, so that group and block beside it need none.
pub fn laid(columns: &'static [Column]) -> Vec<Laid> {
    let indicators = columns.iter().any(|column| column.name == "indicator_id");
    let told = |name: &str| indicators && matches!(name, "group_id" | "block_id");
    let own = |(place, column): (usize, &'static Column)| {
        let words = worded(column.name).filter(|_| !told(column.name));
        let words = words.map(|(name, words)| Laid::Words(place, column, name, words));
        [Some(Laid::Published(place, column)), words]
    };
    columns.iter().enumerate().flat_map(own).flatten().collect()
}

impl Laid {
    pub fn machine(&self) -> &str {
        match self {
            Self::Published(_, column) => column.name,
            Self::Words(_, _, name, _) => name,
        }
    }

    pub fn heading(&self) -> &str {
        match self {
            Self::Published(_, column) => heading(column),
            Self::Words(.., words) => &words.vi,
        }
    }

    fn is_text(&self) -> bool {
        match self {
            Self::Published(_, column) => matches!(column.kind, Type::Text | Type::Code(_)),
            Self::Words(..) => true,
        }
    }

    /// What stands in the cell of a row.
    fn value(&self, row: &[Value], titles: Titles<'_>) -> Value {
        match self {
            Self::Published(place, _) => row[*place].clone(),
            // Where there are no words for a code, the code itself is all there is to say.
            Self::Words(place, column, ..) => titles
                .of(column, &row[*place])
                .map_or_else(|| row[*place].clone(), |words| Value::Text(words.vi)),
        }
    }
}

pub fn write(
    sheet: &mut Worksheet,
    book: &Book<'_>,
    leaf: &Leaf<'_>,
    data: &Data<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    page::head(sheet, leaf, None, styles)?;
    if let Some(remark) = &data.remark {
        cells::text(sheet, 2, 2, &cells::both(remark), &styles.strong)?;
    }
    let titles = book.titles();
    let laid = laid(data.table.columns());
    let headings: Vec<(&str, &str)> =
        laid.iter().map(|column| (column.machine(), column.heading())).collect();
    let measured: Vec<_> = data.table.rows().take(MEASURED).collect();
    let widths: Vec<f64> = laid.iter().map(|column| width(column, &measured, titles)).collect();
    page::headings(sheet, [TITLE_ROWS + 1, TITLE_ROWS], &headings, &widths, styles)?;
    for (column, place) in laid.iter().zip(0..) {
        let format = match column {
            Laid::Published(_, column) => styles.of(column),
            Laid::Words(..) => styles.text.clone(),
        };
        sheet.set_column_format(place, &format)?;
    }
    let first = TITLE_ROWS + 2;
    sheet.set_freeze_panes(first, 0)?;
    for (row, line) in data.table.rows().zip(first..) {
        for (column, place) in laid.iter().zip(0..) {
            match column {
                Laid::Published(own, _) => cells::plain(sheet, line, place, &row[*own], styles)?,
                words => cells::plain(sheet, line, place, &words.value(&row, titles), styles)?,
            }
        }
    }
    let last = (first + data.rows as u32).saturating_sub(1).max(first);
    if data.remark.is_none() {
        let header = |column: &Laid| {
            let machine = TableColumn::new().set_header(column.machine());
            machine.set_header_format(styles.machine.clone())
        };
        let columns: Vec<TableColumn> = laid.iter().map(header).collect();
        let table = Table::new().set_name(&data.name).set_columns(&columns);
        let table = table.set_style(TableStyle::None);
        sheet.add_table(first - 1, 0, last, laid.len() as u16 - 1, &table)?;
    }
    for (column, place) in laid.iter().zip(0..) {
        if column.is_text() {
            // A procedure code is no number stored by mistake.
            sheet.ignore_error_range(first, place, last, place, IgnoreError::NumberStoredAsText)?;
        }
    }
    print_over_pages(sheet, &laid, data.rows, widths.iter().sum())
}

/// A wide table goes over several pages, each beginning with the unit's name. A long one is printed at
/// a fixed scale, because fitting it makes some programs lay it out again and again.
fn print_over_pages(
    sheet: &mut Worksheet,
    laid: &[Laid],
    rows: usize,
    width: f64,
) -> Result<(), XlsxError> {
    let pages = (width / PAGE).ceil().clamp(1.0, 4.0) as u16;
    if rows > MOST_FITTED {
        sheet.set_print_scale(LONG_SCALE);
    } else {
        sheet.set_print_fit_to_pages(pages, 0);
    }
    if pages > 1
        && let Some(name) = laid.iter().position(|column| column.machine() == "unit_name")
    {
        sheet.set_repeat_columns(name as u16, name as u16)?;
    }
    Ok(())
}

fn width(column: &Laid, rows: &[Cow<'_, [Value]>], titles: Titles<'_>) -> f64 {
    let longest = |value: &Value| match value {
        Value::Text(text) => text.chars().count(),
        Value::Int(number) => number.unsigned_abs().checked_ilog10().unwrap_or(0) as usize * 4 / 3,
        _ => 0,
    };
    let content = rows.iter().map(|row| longest(&column.value(row, titles))).max().unwrap_or(0);
    let words = column.heading().split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
    let widest = if column.machine().ends_with("_hash") { WIDEST_HASH } else { WIDEST };
    (content.max(words) + 2).clamp(NARROWEST, widest) as f64
}
