//! The columns of a Parquet file, each decoded as one of the few shapes that cells come in. Whole numbers
//! of any width and decimals keep every digit; what a float has lost is not made up.

use std::sync::Arc;

use arrow::{
    array::{Array, ArrayRef, AsArray},
    compute::{CastOptions, cast_with_options},
    datatypes::{
        DataType, Date32Type, Decimal256Type, Field, Float32Type, Float64Type, Int64Type, Schema,
        TimeUnit, TimestampMicrosecondType, UInt64Type,
    },
    record_batch::RecordBatch,
};
use parquet::{
    arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions},
    basic::Type as Physical,
    errors::ParquetError,
};

use super::super::super::{File, FileFault, dates::DateReader, rows::Cell};
use crate::{
    domain::time::{Day, LocalTime},
    schema::Type,
};

/// One decoded column.
pub enum Decoded {
    Absent,
    Text(ArrayRef),
    Int(ArrayRef),
    Unsigned(ArrayRef),
    Decimal(ArrayRef),
    Single(ArrayRef),
    Real(ArrayRef),
    Bool(ArrayRef),
    Date(ArrayRef),
    /// Microseconds; of an instant where `instant`.
    Time {
        array: ArrayRef,
        instant: bool,
    },
}

/// Whether a column of the file is stored as INT96.
fn is_int96(metadata: &ArrowReaderMetadata, place: usize) -> bool {
    let fields = metadata.parquet_schema().root_schema().get_fields();
    fields
        .get(place)
        .is_some_and(|field| field.is_primitive() && field.get_physical_type() == Physical::INT96)
}

/// Reads INT96 in microseconds: nanoseconds do not reach the years that systems write for "none".
pub fn in_microseconds(metadata: ArrowReaderMetadata) -> Result<ArrowReaderMetadata, ParquetError> {
    let fields = metadata.schema().fields();
    if !(0..fields.len()).any(|place| is_int96(&metadata, place)) {
        return Ok(metadata);
    }
    let fields = fields.iter().enumerate().map(|(place, field)| match is_int96(&metadata, place) {
        true => {
            let kind = DataType::Timestamp(TimeUnit::Microsecond, None);
            Arc::new(Field::new(field.name(), kind, field.is_nullable()))
        }
        false => field.clone(),
    });
    let schema = Schema::new(fields.collect::<Vec<_>>());
    let options = ArrowReaderOptions::new().with_schema(Arc::new(schema));
    ArrowReaderMetadata::try_new(metadata.metadata().clone(), options)
}

/// By column of the file: whether its stamps are instants, and not local wall clock.
pub fn instants(metadata: &ArrowReaderMetadata, int96_local: bool) -> Vec<bool> {
    let fields = metadata.schema().fields().iter().enumerate();
    let is_instant = |(place, field): (usize, &Arc<Field>)| match field.data_type() {
        DataType::Timestamp(_, Some(_)) => true,
        _ => is_int96(metadata, place) && !int96_local,
    };
    fields.map(is_instant).collect()
}

pub fn decode(
    file: &File,
    batch: &RecordBatch,
    name: &str,
    instant: bool,
) -> Result<Decoded, FileFault> {
    let Some(array) = batch.column_by_name(name) else { return Ok(Decoded::Absent) };
    let cast = |array: &ArrayRef, target: DataType| {
        cast_with_options(array, &target, &CastOptions { safe: false, ..CastOptions::default() })
            .map_err(|error| FileFault::data(&file.path, format!("column {name}: {error}")))
    };
    let array = match array.data_type() {
        DataType::Dictionary(_, values) => cast(array, values.as_ref().clone())?,
        _ => array.clone(),
    };
    let as_type = |target: DataType| cast(&array, target);
    Ok(match array.data_type() {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => {
            Decoded::Text(as_type(DataType::Utf8)?)
        }
        // Writers that know no kind of text leave it as bytes.
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView => {
            Decoded::Text(as_type(DataType::Utf8)?)
        }
        DataType::Boolean => Decoded::Bool(array),
        DataType::Date32 | DataType::Date64 => Decoded::Date(as_type(DataType::Date32)?),
        DataType::Timestamp(_, zone) => {
            let target = DataType::Timestamp(TimeUnit::Microsecond, zone.clone());
            Decoded::Time { array: as_type(target)?, instant }
        }
        DataType::UInt64 => Decoded::Unsigned(array),
        kind if kind.is_integer() => Decoded::Int(as_type(DataType::Int64)?),
        DataType::Float32 => Decoded::Single(array),
        DataType::Float16 | DataType::Float64 => Decoded::Real(as_type(DataType::Float64)?),
        DataType::Decimal32(_, scale)
        | DataType::Decimal64(_, scale)
        | DataType::Decimal128(_, scale)
        | DataType::Decimal256(_, scale) => {
            Decoded::Decimal(as_type(DataType::Decimal256(76, *scale))?)
        }
        DataType::Null => Decoded::Absent,
        other => {
            let what = format!(
                "column {name} holds {other}; expected text, a number, a flag, a date or a time"
            );
            return Err(FileFault::data(&file.path, what));
        }
    })
}

impl Decoded {
    /// The cell of a row as a column of type `kind` wants it.
    pub fn cell(&self, row: usize, kind: Type, dates: &DateReader) -> Cell<'_> {
        let array = match self {
            Self::Absent => return Cell::Missing,
            Self::Text(array)
            | Self::Int(array)
            | Self::Unsigned(array)
            | Self::Decimal(array)
            | Self::Single(array)
            | Self::Real(array)
            | Self::Bool(array)
            | Self::Date(array)
            | Self::Time { array, .. } => array,
        };
        if array.is_null(row) {
            return Cell::Missing;
        }
        match self {
            Self::Absent => Cell::Missing,
            Self::Text(_) => Cell::Text(array.as_string::<i32>().value(row)),
            Self::Int(_) => Cell::Int(array.as_primitive::<Int64Type>().value(row)).fit(kind),
            Self::Unsigned(_) => {
                let number = array.as_primitive::<UInt64Type>().value(row);
                match i64::try_from(number) {
                    Ok(number) => Cell::Int(number).fit(kind),
                    Err(_) => Cell::Number(number.to_string().into()).fit(kind),
                }
            }
            Self::Decimal(_) => {
                let digits = array.as_primitive::<Decimal256Type>().value_as_string(row);
                Cell::Number(digits.into()).fit(kind)
            }
            Self::Single(_) => match array.as_primitive::<Float32Type>().value(row) {
                nothing if nothing.is_nan() => Cell::Missing,
                number => Cell::single(number, kind),
            },
            // Data frames write NaN where there is nothing.
            Self::Real(_) => match array.as_primitive::<Float64Type>().value(row) {
                nothing if nothing.is_nan() => Cell::Missing,
                number => Cell::Real(number).fit(kind),
            },
            Self::Bool(_) => Cell::Bool(array.as_boolean().value(row)).fit(kind),
            Self::Date(_) => {
                Cell::Date(Day(array.as_primitive::<Date32Type>().value(row))).fit(kind)
            }
            Self::Time { instant, .. } => {
                let micros = array.as_primitive::<TimestampMicrosecondType>().value(row);
                let time = match chrono::DateTime::from_timestamp_micros(micros) {
                    Some(at) if *instant => dates.local(at),
                    _ => LocalTime::from_micros(micros),
                };
                Cell::Time(time).fit(kind)
            }
        }
    }
}
