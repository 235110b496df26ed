//! The workbook read back: a sheet whose row of machine names holds every column of a published table
//! is that table, and each of its cells must say what the table says. A sheet may hold some periods of
//! a long table, and none of a very long one; other sheets repeat nothing by name.

use std::{collections::HashMap, io::Cursor};

use calamine::{Data, DataType, Range, Reader, Xlsx};

use super::{findings::Findings, grid::Grid};
use crate::{
    domain::{
        text::clean,
        time::{Day, LocalTime},
    },
    schema::guard::unguarded,
};

/// Rows in which the machine names may stand.
const HEAD: usize = 12;
/// Day 0 of this program as a spreadsheet counts days.
const EPOCH: i32 = 25_569;
/// What a cell holds at most; longer text is cut.
const LONGEST: usize = 32_000;

pub fn check(grids: &[Grid], path: &str, bytes: &[u8], found: &mut Findings) {
    let book: Result<Xlsx<_>, _> = calamine::open_workbook_from_rs(Cursor::new(bytes));
    let mut book = match book {
        Ok(book) => book,
        Err(error) => {
            let error: calamine::XlsxError = error;
            return found.differs(path, "", error.to_string(), "a workbook");
        }
    };
    for name in book.sheet_names() {
        match book.worksheet_range(&name) {
            Ok(sheet) => {
                if let Some((grid, head, columns)) = table_of(grids, &sheet) {
                    Sheet { path, name: &name, sheet: &sheet, grid, head, columns }.check(found);
                }
            }
            Err(error) => {
                found.differs(path, format!("sheet {name}"), error.to_string(), "a sheet");
            }
        }
    }
}

/// The table a sheet repeats, the row of its machine names, and where each of its columns stands.
fn table_of<'g>(grids: &'g [Grid], sheet: &Range<Data>) -> Option<(&'g Grid, usize, Vec<usize>)> {
    sheet.rows().take(HEAD).enumerate().find_map(|(row, cells)| {
        let names: HashMap<&str, usize> = cells
            .iter()
            .enumerate()
            .filter_map(|(place, cell)| Some((cell.get_string()?, place)))
            .collect();
        // Tables under today's units have the columns of those they stand beside.
        let shown = grids.iter().filter(|grid| grid.path.split('/').count() == 2);
        let places = |grid: &Grid| -> Option<Vec<usize>> {
            grid.columns.iter().map(|column| names.get(column.as_str()).copied()).collect()
        };
        let fitting = shown.filter_map(|grid| Some((grid, row, places(grid)?)));
        fitting.max_by_key(|(grid, ..)| grid.columns.len())
    })
}

/// A sheet and the table it repeats.
struct Sheet<'s> {
    path: &'s str,
    name: &'s str,
    sheet: &'s Range<Data>,
    grid: &'s Grid,
    /// The row of machine names, above the rows of the table; in older editions with headings between.
    head: usize,
    columns: Vec<usize>,
}

impl Sheet<'_> {
    fn check(&self, found: &mut Findings) {
        let (first_row, first_column) = self.sheet.start().unwrap_or((0, 0));
        let mut first = self.head + 1;
        let mut rows: Vec<&[Data]> = self.sheet.rows().skip(first).collect();
        if rows.first().is_some_and(|row| !self.is_of_table(row)) {
            first += 1;
            rows.remove(0);
        }
        // A table is there whole, or left out.
        if !rows.is_empty() && rows.len() != self.grid.len() {
            let expected = format!("{} rows, as {}", self.grid.len(), self.grid.path);
            let place = format!("sheet {}", self.name);
            found.differs(self.path, place, format!("{} rows", rows.len()), expected);
        }
        for (of, row) in rows.iter().enumerate().take(self.grid.len()) {
            let line = first_row as usize + first + of + 1;
            for (column, at) in self.columns.iter().enumerate() {
                found.checked.xlsx += 1;
                let cell = row.get(*at).unwrap_or(&Data::Empty);
                let expected = self.grid.cell(of, column);
                if !is_equal(cell, expected) {
                    let letter = letters(first_column as usize + at);
                    let (name, column) = (self.name, &self.grid.columns[column]);
                    let place = format!("sheet {name}, cell {letter}{line}, column {column}");
                    let mark = "an empty cell, or a mark without a number";
                    let expected = if expected.is_empty() { mark } else { expected };
                    let (table, row) = (&self.grid.path, self.grid.place(of));
                    let expected = format!("{expected}, as {table}.csv {row}");
                    found.differs(self.path, place, cell.to_string(), expected);
                }
            }
        }
    }

    /// Whether the first cell of a row stands in the first column of the table.
    fn is_of_table(&self, row: &[Data]) -> bool {
        let cell = self.columns.first().and_then(|at| row.get(*at)).unwrap_or(&Data::Empty);
        (0..self.grid.len()).any(|row| is_equal(cell, self.grid.cell(row, 0)))
    }
}

/// Whether a cell of a sheet says what the table says.
fn is_equal(cell: &Data, published: &str) -> bool {
    match cell {
        Data::Empty => published.is_empty(),
        Data::Bool(flag) => published == if *flag { "true" } else { "false" },
        Data::Int(number) => published.parse() == Ok(*number),
        Data::Float(number) => published.parse() == Ok(*number) || is_day(*number, published),
        Data::DateTime(time) => is_day(time.as_f64(), published),
        Data::String(text) if published.is_empty() => !text.chars().any(char::is_numeric),
        Data::String(text) => {
            let published = clean(unguarded(published));
            let text = clean(text);
            text == published
                || published.len() > LONGEST
                    && published.starts_with(&text[..text.floor_char_boundary(text.len() / 2)])
        }
        Data::DateTimeIso(text) | Data::DurationIso(text) => text == published,
        _ => false,
    }
}

/// Days since 1900 as an ISO date, or with a part of a day as a local time.
fn is_day(days: f64, published: &str) -> bool {
    let day = Day(days as i32 - EPOCH);
    match LocalTime::parse_written(published) {
        Some(time) => {
            let seconds = (days.fract() * 86_400.0).round() as i64;
            time.day() == day && time.second_of_day() == seconds
        }
        None => days.fract() == 0.0 && published.len() == 10 && day.to_string() == published,
    }
}

/// A column as a spreadsheet names it.
fn letters(mut column: usize) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'A' + (column % 26) as u8));
        match column / 26 {
            0 => return name,
            more => column = more - 1,
        }
    }
}
