//! Parquet files read back and compared with the CSV beside them, cell by cell; what has no CSV is read
//! as its CSV would be. The Parquet is the reference: a decimal of the CSV must be the number that Parquet holds, with as many decimals as
//! the column declares.

use std::fmt::Write as _;

use arrow::{
    array::{
        Array, ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, StringArray,
        TimestampMicrosecondArray,
    },
    record_batch::RecordBatch,
};
use bytes::Bytes;
use csv::StringRecord;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::{Difference, Findings, csv::Grid};
use crate::{
    domain::time::{Day, LocalTime},
    schema::{Column, Type, guard::guarded, tables},
};

/// Compares a CSV with the bytes of the Parquet file beside it.
pub fn compare(grid: &mut Grid, parquet: &[u8], found: &mut Findings) {
    let file = format!("{}.parquet", grid.path);
    let batches = match read(parquet) {
        Ok(batches) => batches,
        Err(error) => {
            found.differs(Difference::new(&file, "", error, "a table as Parquet"));
            return;
        }
    };
    let mut first = 0;
    for batch in &batches {
        let names: Vec<&str> =
            batch.schema_ref().fields().iter().map(|field| field.name().as_str()).collect();
        if names != grid.columns {
            let expected = format!("the columns of the Parquet: {}", names.join(", "));
            found.differs(Difference::new(
                &grid.file(),
                "line 1",
                grid.columns.join(", "),
                expected,
            ));
            return;
        }
        for (place, column) in batch.columns().iter().enumerate() {
            compare_column(grid, first, place, column, found);
        }
        first += batch.num_rows();
    }
    if first != grid.rows.len() {
        let expected = format!("{first} rows, as {file}");
        found.differs(Difference::new(
            &grid.file(),
            "",
            format!("{} rows", grid.rows.len()),
            expected,
        ));
    }
}

/// A table that is published as Parquet alone, as its CSV would have it; `path` is without extension.
/// Its columns are those declared; an edition of before may lack what was added since.
pub fn grid(path: &str, bytes: &[u8]) -> Result<Grid, Difference> {
    let file = format!("{path}.parquet");
    let fault =
        |place: &str, error: String| Difference::new(&file, place, error, "a published table");
    let batches = read(bytes).map_err(|error| fault("", error))?;
    let declared: Vec<&str> = declared(path).iter().map(|column| column.name).collect();
    let schema = batches.first().map(RecordBatch::schema);
    let columns: Vec<String> = match &schema {
        Some(schema) => schema.fields().iter().map(|field| field.name().clone()).collect(),
        None => declared.iter().map(|name| (*name).to_owned()).collect(),
    };
    let mut known = declared.iter();
    if columns.is_empty() || !columns.iter().all(|name| known.any(|known| known == name)) {
        return Err(fault("columns", columns.join(", ")));
    }
    let mut rows: Vec<StringRecord> = Vec::new();
    for batch in batches {
        let readers = batch.columns().iter().zip(&columns).map(|(array, column)| {
            let reader = Reader::of(array, decimals(path, column));
            reader.ok_or_else(|| fault(column, array.data_type().to_string()))
        });
        let readers: Vec<Reader<'_>> = readers.collect::<Result<_, _>>()?;
        let mut text = String::new();
        for row in 0..batch.num_rows() {
            let mut record = StringRecord::new();
            for ((reader, array), column) in readers.iter().zip(batch.columns()).zip(&columns) {
                text.clear();
                if !array.is_null(row) {
                    reader.write(row, &mut text);
                    if !reader.is_exact(row, &text) {
                        let place = format!("row {}, column {column}", rows.len() + 1);
                        return Err(fault(&place, format!("more decimals than {text}")));
                    }
                }
                record.push_field(&text);
            }
            rows.push(record);
        }
    }
    Ok(Grid::of(path, columns, rows))
}

/// The decimals of a declared column.
fn decimals(path: &str, column: &str) -> Option<usize> {
    match declared(path).iter().find(|known| known.name == column)?.kind {
        Type::Decimal(places) => Some(usize::from(places)),
        _ => None,
    }
}

fn read(bytes: &[u8]) -> Result<Vec<RecordBatch>, String> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(Bytes::copy_from_slice(bytes))
        .and_then(|builder| builder.with_batch_size(1 << 16).build())
        .map_err(|error| error.to_string())?;
    reader.collect::<Result<_, _>>().map_err(|error| error.to_string())
}

/// The declared columns of a table.
fn declared(path: &str) -> &'static [Column] {
    let name = path.rsplit('/').next().unwrap_or(path);
    tables::of_edition(name).map_or(&[], |table| table.columns)
}

fn compare_column(
    grid: &mut Grid,
    first: usize,
    place: usize,
    array: &ArrayRef,
    found: &mut Findings,
) {
    let decimals = decimals(&grid.path, &grid.columns[place]);
    let Some(reader) = Reader::of(array, decimals) else {
        let kind = array.data_type().to_string();
        let file = format!("{}.parquet", grid.path);
        found.differs(Difference::new(&file, &grid.columns[place], kind, "a published type"));
        return;
    };
    let mut text = String::new();
    for row in 0..array.len().min(grid.rows.len().saturating_sub(first)) {
        let at = first + row;
        let shown = grid.cell(at, place);
        found.checked.csv += 1;
        text.clear();
        let is_equal = match array.is_null(row) {
            true => shown.is_empty(),
            false => reader.is_shown(row, shown, &mut text),
        };
        if !is_equal {
            let where_it_is = format!("{}, column {}", grid.place(at), grid.columns[place]);
            let expected = if text.is_empty() { "an empty cell" } else { &text };
            let expected = format!("{expected}, as in the Parquet beside it");
            found.differs(Difference::new(&grid.file(), where_it_is, shown, expected));
            grid.correct(at, place, &text);
        }
    }
}

/// A column of Parquet and how its values are written.
enum Reader<'a> {
    Text(&'a StringArray),
    Whole(&'a Int64Array),
    Real(&'a Float64Array, Option<usize>),
    Flag(&'a BooleanArray),
    Date(&'a Date32Array),
    Time(&'a TimestampMicrosecondArray),
}

impl<'a> Reader<'a> {
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

    /// Writes a value as the CSV should show it.
    fn write(&self, row: usize, text: &mut String) {
        let _ = match self {
            Self::Text(array) => write!(text, "{}", guarded(array.value(row))),
            Self::Whole(array) => write!(text, "{}", array.value(row)),
            Self::Real(array, Some(places)) => write!(text, "{:.*}", *places, array.value(row)),
            Self::Real(array, None) => write!(text, "{}", array.value(row)),
            Self::Flag(array) => write!(text, "{}", array.value(row)),
            Self::Date(array) => write!(text, "{}", Day(array.value(row))),
            Self::Time(array) => write!(text, "{}", LocalTime::from_micros(array.value(row))),
        };
    }

    /// Whether the CSV shows this value; what it should show is written where it does not.
    fn is_shown(&self, row: usize, shown: &str, text: &mut String) -> bool {
        if let Self::Text(array) = self
            && shown == guarded(array.value(row))
        {
            return true;
        }
        self.write(row, text);
        shown == text && self.is_exact(row, text)
    }

    /// A real number is what its text says only if the text reads back as that very number.
    fn is_exact(&self, row: usize, text: &str) -> bool {
        match self {
            Self::Real(array, _) => text.parse() == Ok(array.value(row)),
            _ => true,
        }
    }
}
