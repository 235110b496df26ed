//! CSV files read back: the cells that every other form of a figure is compared with, found by the
//! primary key of their row. Keys are those of the declared tables; a table that is declared nowhere,
//! as beside a chart, has for its key those of its columns that name something.

pub use chiso::schema::guard::unguarded;
use std::{collections::HashMap, sync::OnceLock};

use super::{Difference, difference};
use chiso::{edition::tables::AS_NOW, schema::tables};

/// Columns that name what a row is about, in the order of a key.
pub const NAMING: [&str; 10] = [
    "period",
    "series_id",
    "stage_id",
    "part_id",
    "unit_id",
    "group_id",
    "block_id",
    "indicator_id",
    "target_id",
    "procedure_id",
];

/// A table as its CSV file has it.
#[derive(Debug)]
pub struct Grid {
    /// The path within the edition, without `.csv`.
    pub path: String,
    pub columns: Vec<String>,
    pub rows: Vec<csv::StringRecord>,
    /// Places of the columns of the key, in its order.
    pub key: Vec<usize>,
    index: OnceLock<HashMap<String, Vec<usize>>>,
}

impl Grid {
    /// Reads a file; `path` is without `.csv`.
    pub fn read(path: &str, bytes: &[u8]) -> Result<Self, Difference> {
        let fault = |error: csv::Error| {
            let place =
                error.position().map_or_else(String::new, |at| format!("line {}", at.line()));
            difference(&format!("{path}.csv"), place, error.to_string(), "a table as CSV")
        };
        let mut reader = csv::Reader::from_reader(bytes);
        let columns: Vec<String> =
            reader.headers().map_err(fault)?.iter().map(str::to_owned).collect();
        let rows = reader.records().collect::<Result<Vec<_>, _>>().map_err(fault)?;
        Ok(Self::of(path, columns, rows))
    }

    /// A table of these columns and rows.
    pub fn of(path: &str, columns: Vec<String>, rows: Vec<csv::StringRecord>) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        let place = |name: &str| columns.iter().position(|column| column == name);
        let declared = Some(tables::naming(name))
            .filter(|key| !key.is_empty() && !path.starts_with("charts/"));
        let key = match declared.map(|key| key.iter().map(|name| place(name)).collect()) {
            Some(Some(places)) => places,
            _ => {
                // A cohort and a band name a row where no unit does.
                let of_units = place("unit_id").is_some();
                let of_list = |name: &str| !of_units && ["cohort", "band"].contains(&name);
                let names = |name: &str| NAMING.contains(&name) || of_list(name);
                (0..columns.len()).filter(|at| names(&columns[*at])).collect()
            }
        };
        Self { path: path.to_owned(), columns, rows, key, index: OnceLock::new() }
    }

    /// The file it was read from.
    pub fn file(&self) -> String {
        let without_csv = self.path.starts_with(AS_NOW);
        format!("{}.{}", self.path, if without_csv { "parquet" } else { "csv" })
    }

    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// The text of a cell; empty for a column that is not there.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.rows.get(row).and_then(|row| row.get(column)).unwrap_or_default()
    }

    /// The text of a cell by the name of its column.
    pub fn named(&self, row: usize, column: &str) -> &str {
        self.column(column).map_or("", |column| self.cell(row, column))
    }

    /// Every column of a name, as text.
    pub fn every<'g>(&'g self, column: &str) -> impl Iterator<Item = &'g str> {
        let place = self.column(column);
        (0..self.rows.len()).filter_map(move |row| Some(self.cell(row, place?)))
    }

    /// Rows that have this key; more than one only where a key does not tell rows apart.
    pub fn find(&self, key: &str) -> &[usize] {
        let index = self.index.get_or_init(|| {
            let mut index: HashMap<String, Vec<usize>> = HashMap::with_capacity(self.rows.len());
            for row in 0..self.rows.len() {
                index.entry(self.key_of_row(row)).or_default().push(row);
            }
            index
        });
        index.get(key).map_or(&[], Vec::as_slice)
    }

    /// The key of a row, as pages write it.
    pub fn key_of_row(&self, row: usize) -> String {
        key(self.key.iter().map(|column| unguarded(self.cell(row, *column))))
    }

    /// A row as a person finds it: counted from 1 below the heading, with its key.
    pub fn place(&self, row: usize) -> String {
        match self.key.is_empty() {
            true => format!("row {}", row + 1),
            false => format!("row {} ({})", row + 1, self.key_of_row(row)),
        }
    }
}

/// Parts of a key joined: a bar between them, a bar or per cent sign within them encoded.
pub fn key<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut joined = String::new();
    for (place, part) in parts.enumerate() {
        if place > 0 {
            joined.push('|');
        }
        if part.contains(['|', '%']) {
            joined.push_str(&part.replace('%', "%25").replace('|', "%7C"));
        } else {
            joined.push_str(part);
        }
    }
    joined
}
