//! The workbook read back: a sheet whose row of machine names holds every column of a published table
//! is that table, and each of its cells must say what the CSV says. A sheet may hold some periods of
//! a long table, and none of a very long one; other sheets repeat nothing by name.

use std::{
    collections::{BTreeMap, HashMap},
    io::Cursor,
};

use calamine::{Data, Range, Reader, Xlsx};

use super::{
    Difference, Findings,
    csv::{Grid, unguarded},
    edition::Edition,
    number::has_digit,
};
use crate::domain::{text::clean, time::Day};

/// Rows in which the machine names may stand.
const HEAD: usize = 12;
/// Day 0 of this program as a spreadsheet counts days.
const EPOCH: i32 = 25_569;
/// What a cell holds at most; longer text is cut.
const LONGEST: usize = 32_000;

pub fn check(edition: &Edition<'_>, path: &str, bytes: &[u8], found: &mut Findings) {
    let mut book: Xlsx<_> = match calamine::open_workbook_from_rs(Cursor::new(bytes)) {
        Ok(book) => book,
        Err(error) => {
            let error: calamine::XlsxError = error;
            found.differs(Difference::new(path, "", error.to_string(), "a workbook"));
            return;
        }
    };
    for name in book.sheet_names() {
        match book.worksheet_range(&name) {
            Ok(sheet) => {
                if let Some((grid, head, columns)) = table_of(edition, &sheet) {
                    Sheet { path, name: &name, sheet: &sheet, grid, head, columns }.check(found);
                }
            }
            Err(error) => {
                found.differs(Difference::new(
                    path,
                    format!("sheet {name}"),
                    error.to_string(),
                    "a sheet",
                ));
            }
        }
    }
}

/// The table a sheet repeats, the row of its machine names, and where each of its columns stands.
fn table_of<'e>(
    edition: &'e Edition<'_>,
    sheet: &Range<Data>,
) -> Option<(&'e Grid, usize, Vec<usize>)> {
    sheet.rows().take(HEAD).enumerate().find_map(|(row, cells)| {
        let names: HashMap<&str, usize> = cells
            .iter()
            .enumerate()
            .filter_map(|(place, cell)| match cell {
                Data::String(name) => Some((name.as_str(), place)),
                _ => None,
            })
            .collect();
        let of_edition = edition.grids().filter(|grid| {
            ["tables", "quality"]
                .contains(&grid.path.rsplit_once('/').map_or("", |(folder, _)| folder))
        });
        let places = |grid: &Grid| -> Option<Vec<usize>> {
            grid.columns.iter().map(|column| names.get(column.as_str()).copied()).collect()
        };
        let fitting = of_edition.filter_map(|grid| Some((grid, row, places(grid)?)));
        fitting.max_by_key(|(grid, ..)| grid.columns.len())
    })
}

/// A sheet and the table it repeats.
struct Sheet<'s> {
    path: &'s str,
    name: &'s str,
    sheet: &'s Range<Data>,
    grid: &'s Grid,
    /// The row of machine names; headings stand below it.
    head: usize,
    columns: Vec<usize>,
}

impl Sheet<'_> {
    fn check(&self, found: &mut Findings) {
        let (row_of_range, column_of_range) = self.sheet.start().unwrap_or((0, 0));
        let first = self.head + 2;
        let rows: Vec<&[Data]> = self.sheet.rows().skip(first).collect();
        let is_whole = rows.len() == self.grid.rows.len();
        if !is_whole && !self.is_of_whole_periods(&rows) {
            let expected = format!(
                "{} rows, as {}, or all those of its periods",
                self.grid.rows.len(),
                self.grid.file()
            );
            let place = format!("sheet {}", self.name);
            found.differs(Difference::new(
                self.path,
                place,
                format!("{} rows", rows.len()),
                expected,
            ));
        }
        for (number, row) in rows.iter().enumerate() {
            let of = match is_whole {
                true => Some(number),
                false => self.grid.find(&self.key(row)).first().copied(),
            };
            let line = row_of_range as usize + first + number + 1;
            let Some(of) = of else {
                let expected = format!("a key of {}", self.grid.file());
                let place = format!("sheet {}, row {line}", self.name);
                found.differs(Difference::new(self.path, place, self.key(row), expected));
                continue;
            };
            for (column, at) in self.columns.iter().enumerate() {
                found.checked.xlsx += 1;
                let cell = row.get(*at).unwrap_or(&Data::Empty);
                let published = self.grid.cell(of, column);
                if !is_equal(cell, published) {
                    let letter = letters(column_of_range as usize + at);
                    let place = format!(
                        "sheet {}, cell {letter}{line}, column {}",
                        self.name, self.grid.columns[column]
                    );
                    let expected = match published {
                        "" => "a mark without a number".to_owned(),
                        published => published.to_owned(),
                    };
                    let expected =
                        format!("{expected}, as {} {}", self.grid.file(), self.grid.place(of));
                    found.differs(Difference::new(self.path, place, cell.to_string(), expected));
                }
            }
        }
    }

    /// Whether the rows are all those of some periods, or none.
    fn is_of_whole_periods(&self, rows: &[&[Data]]) -> bool {
        let Some(period) = self.grid.column("period") else { return false };
        let of =
            |row: &&[Data]| row.get(self.columns[period]).map(Data::to_string).unwrap_or_default();
        let mut shown: BTreeMap<String, usize> = BTreeMap::new();
        for row in rows {
            *shown.entry(of(row)).or_default() += 1;
        }
        shown.iter().all(|(period, rows)| {
            self.grid.every("period").filter(|known| known == period).count() == *rows
        })
    }

    fn key(&self, row: &[Data]) -> String {
        let parts: Vec<String> = self
            .grid
            .key
            .iter()
            .map(|column| row.get(self.columns[*column]).map(Data::to_string).unwrap_or_default())
            .collect();
        super::csv::key(parts.iter().map(String::as_str))
    }
}

/// Whether a cell of a sheet says what the CSV says.
fn is_equal(cell: &Data, published: &str) -> bool {
    match cell {
        Data::Empty => published.is_empty(),
        Data::Bool(flag) => published == if *flag { "true" } else { "false" },
        Data::Int(number) => published.parse() == Ok(*number),
        Data::Float(number) => published.parse() == Ok(*number) || is_day(*number, published),
        Data::DateTime(time) => is_day(time.as_f64(), published),
        Data::String(text) if published.is_empty() => !has_digit(text),
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

/// Days since 1900 as an ISO date.
fn is_day(days: f64, published: &str) -> bool {
    days.fract() == 0.0
        && published.len() == 10
        && Day(days as i32 - EPOCH).to_string() == published
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
