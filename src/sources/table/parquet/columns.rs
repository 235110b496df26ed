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
pub struct Decoded {
    array: ArrayRef,
    form: Form,
}

/// What the values of a decoded column are.
enum Form {
    Text,
    Int,
    Unsigned,
    Decimal,
    Single,
    Real,
    Bool,
    Date,
    /// Microseconds of local time, or of an instant.
    Local,
    Instant,
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

/// A column of a batch; `None` where it has none, or nothing in it.
pub fn decode(
    file: &File,
    batch: &RecordBatch,
    name: &str,
    instant: bool,
) -> Result<Option<Decoded>, FileFault> {
    let Some(array) = batch.column_by_name(name) else { return Ok(None) };
    let cast = |array: &ArrayRef, target: DataType| {
        cast_with_options(array, &target, &CastOptions { safe: false, ..CastOptions::default() })
            .map_err(|error| FileFault::data(&file.path, format!("column {name}: {error}")))
    };
    let array = match array.data_type() {
        DataType::Dictionary(_, values) => cast(array, values.as_ref().clone())?,
        _ => array.clone(),
    };
    let (target, form) = match array.data_type() {
        // Writers that know no kind of text leave it as bytes.
        DataType::Utf8
        | DataType::LargeUtf8
        | DataType::Utf8View
        | DataType::Binary
        | DataType::LargeBinary
        | DataType::BinaryView => (DataType::Utf8, Form::Text),
        DataType::Boolean => (DataType::Boolean, Form::Bool),
        DataType::Date32 | DataType::Date64 => (DataType::Date32, Form::Date),
        DataType::Timestamp(_, zone) => {
            let form = if instant { Form::Instant } else { Form::Local };
            (DataType::Timestamp(TimeUnit::Microsecond, zone.clone()), form)
        }
        DataType::UInt64 => (DataType::UInt64, Form::Unsigned),
        kind if kind.is_integer() => (DataType::Int64, Form::Int),
        DataType::Float32 => (DataType::Float32, Form::Single),
        DataType::Float16 | DataType::Float64 => (DataType::Float64, Form::Real),
        DataType::Decimal32(_, scale)
        | DataType::Decimal64(_, scale)
        | DataType::Decimal128(_, scale)
        | DataType::Decimal256(_, scale) => (DataType::Decimal256(76, *scale), Form::Decimal),
        DataType::Null => return Ok(None),
        other => {
            let what = format!(
                "column {name} holds {other}; expected text, a number, a flag, a date or a time"
            );
            return Err(FileFault::data(&file.path, what));
        }
    };
    let array = if *array.data_type() == target { array } else { cast(&array, target)? };
    Ok(Some(Decoded { array, form }))
}

impl Decoded {
    /// The cell of a row as a column of type `kind` wants it.
    pub fn cell(&self, row: usize, kind: Type, dates: &DateReader) -> Cell<'_> {
        let array = &self.array;
        if array.is_null(row) {
            return Cell::Missing;
        }
        match self.form {
            Form::Text => Cell::Text(array.as_string::<i32>().value(row)),
            Form::Int => Cell::Int(array.as_primitive::<Int64Type>().value(row)).fit(kind),
            Form::Unsigned => {
                let number = array.as_primitive::<UInt64Type>().value(row);
                match i64::try_from(number) {
                    Ok(number) => Cell::Int(number).fit(kind),
                    Err(_) => Cell::Number(number.to_string().into()).fit(kind),
                }
            }
            Form::Decimal => {
                let digits = array.as_primitive::<Decimal256Type>().value_as_string(row);
                Cell::Number(digits.into()).fit(kind)
            }
            Form::Single => match array.as_primitive::<Float32Type>().value(row) {
                nothing if nothing.is_nan() => Cell::Missing,
                number => Cell::single(number, kind),
            },
            // Data frames write NaN where there is nothing.
            Form::Real => match array.as_primitive::<Float64Type>().value(row) {
                nothing if nothing.is_nan() => Cell::Missing,
                number => Cell::Real(number).fit(kind),
            },
            Form::Bool => Cell::Bool(array.as_boolean().value(row)).fit(kind),
            Form::Date => Cell::Date(Day(array.as_primitive::<Date32Type>().value(row))).fit(kind),
            Form::Local | Form::Instant => {
                let micros = array.as_primitive::<TimestampMicrosecondType>().value(row);
                let time = match chrono::DateTime::from_timestamp_micros(micros) {
                    Some(at) if matches!(self.form, Form::Instant) => dates.local(at),
                    _ => LocalTime::from_micros(micros),
                };
                Cell::Time(time).fit(kind)
            }
        }
    }
}
