//! A published table read back from its Parquet file, the reference: every cell as the CSV writes it,
//! text guarded, decimals with as many places as their column declares. Rows are named by the key of
//! their declared table.

use std::fmt::Write as _;

use arrow::{
    array::{
        Array, ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, StringArray,
        TimestampMicrosecondArray,
    },
    record_batch::{RecordBatch, RecordBatchReader},
};
use bytes::Bytes;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::{
    domain::time::{Day, LocalTime},
    schema::{
        Type,
        guard::{guarded, unguarded},
        tables,
    },
};

/// A table as text.
#[derive(Debug)]
pub struct Grid {
    /// The path within the edition, without extension.
    pub path: String,
    pub columns: Vec<String>,
    /// All cells, one behind the other, and where each ends.
    text: String,
    ends: Vec<u32>,
}

impl Grid {
    /// Reads a Parquet file; an error is its place and what is wrong there.
    pub fn read(path: &str, bytes: Vec<u8>) -> Result<Self, (String, String)> {
        let fault = |error: String| (String::new(), error);
        let reader = ParquetRecordBatchReaderBuilder::try_new(Bytes::from(bytes))
            .and_then(|builder| builder.with_batch_size(1 << 13).build())
            .map_err(|error| fault(error.to_string()))?;
        let schema = reader.schema();
        let columns = schema.fields().iter().map(|field| field.name().clone()).collect();
        let (text, ends) = (String::new(), Vec::new());
        let mut grid = Self { path: path.to_owned(), columns, text, ends };
        for batch in reader {
            grid.extend(&batch.map_err(|error| fault(error.to_string()))?)?;
        }
        Ok(grid)
    }

    fn extend(&mut self, batch: &RecordBatch) -> Result<(), (String, String)> {
        let cells = batch.columns().iter().zip(&self.columns).map(|(array, column)| {
            Cells::of(array, decimals(&self.path, column))
                .ok_or_else(|| (column.clone(), array.data_type().to_string()))
        });
        let cells: Vec<Cells<'_>> = cells.collect::<Result<_, _>>()?;
        let before = self.len();
        for row in 0..batch.num_rows() {
            for ((cells, array), column) in cells.iter().zip(batch.columns()).zip(&self.columns) {
                let from = self.text.len();
                let place = || format!("row {}, column {column}", before + row + 1);
                if !array.is_null(row) && !cells.write(row, &mut self.text, from) {
                    return Err((place(), format!("more decimals than {}", &self.text[from..])));
                }
                let end = u32::try_from(self.text.len());
                self.ends.push(end.map_err(|_| (place(), "more than 4 GiB of text".to_owned()))?);
            }
        }
        Ok(())
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.ends.len() / self.columns.len().max(1)
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The cells of a row; none of one that is not there.
    pub fn row(&self, row: usize) -> impl Iterator<Item = &str> {
        let columns = if row < self.len() { self.columns.len() } else { 0 };
        (0..columns).map(move |column| self.cell(row, column))
    }

    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// The text of a cell; empty for a column that is not there.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        let place = row * self.columns.len() + column;
        let end = |place: usize| self.ends.get(place).map(|end| *end as usize);
        let from = place.checked_sub(1).map_or(Some(0), end);
        let cell = from.zip(end(place)).and_then(|(from, to)| self.text.get(from..to));
        cell.unwrap_or_default()
    }

    /// The text of a cell by the name of its column.
    pub fn named(&self, row: usize, column: &str) -> &str {
        self.column(column).map_or("", |column| self.cell(row, column))
    }

    /// A row as a person finds it: counted from 1 below the heading, with its key.
    pub fn place(&self, row: usize) -> String {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        let key: Vec<&str> =
            tables::naming(name).iter().map(|column| unguarded(self.named(row, column))).collect();
        match key.is_empty() {
            true => format!("row {}", row + 1),
            false => format!("row {} ({})", row + 1, key.join("|")),
        }
    }
}

/// The decimals of a declared column.
fn decimals(path: &str, column: &str) -> Option<usize> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let declared = tables::of_edition(name)?.columns.iter().find(|known| known.name == column)?;
    match declared.kind {
        Type::Decimal(places) => Some(usize::from(places)),
        _ => None,
    }
}

/// A column of Parquet and how its values are written.
enum Cells<'a> {
    Text(&'a StringArray),
    Whole(&'a Int64Array),
    Real(&'a Float64Array, Option<usize>),
    Flag(&'a BooleanArray),
    Date(&'a Date32Array),
    Time(&'a TimestampMicrosecondArray),
}

impl<'a> Cells<'a> {
    fn of(array: &'a ArrayRef, decimals: Option<usize>) -> Option<Self> {
        let any = array.as_any();
        any.downcast_ref()
            .map(Self::Text)
            .or_else(|| any.downcast_ref().map(Self::Whole))
            .or_else(|| any.downcast_ref().map(|array| Self::Real(array, decimals)))
            .or_else(|| any.downcast_ref().map(Self::Flag))
            .or_else(|| any.downcast_ref().map(Self::Date))
            .or_else(|| any.downcast_ref().map(Self::Time))
    }

    /// Writes a value behind the text, as the CSV should show it. A real number is what its text says only if the text
    /// reads back as that very number.
    fn write(&self, row: usize, text: &mut String, from: usize) -> bool {
        let _ = match self {
            Self::Text(array) => write!(text, "{}", guarded(array.value(row))),
            Self::Whole(array) => write!(text, "{}", array.value(row)),
            Self::Real(array, Some(places)) => write!(text, "{:.*}", *places, array.value(row)),
            Self::Real(array, None) => write!(text, "{}", array.value(row)),
            Self::Flag(array) => write!(text, "{}", array.value(row)),
            Self::Date(array) => write!(text, "{}", Day(array.value(row))),
            Self::Time(array) => write!(text, "{}", LocalTime::from_micros(array.value(row))),
        };
        match self {
            Self::Real(array, _) => text[from..].parse() == Ok(array.value(row)),
            _ => true,
        }
    }
}
