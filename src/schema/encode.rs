//! Tables built from rows as Parquet and CSV bytes. The `parquet` crate writes them, so that the
//! writer's name, the order of metadata, compression and sorting are fixed: the same rows give the
//! same bytes everywhere.

use std::{collections::HashMap, sync::Arc};

use arrow::{
    array::{
        ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, StringArray,
        TimestampMicrosecondArray,
    },
    datatypes::{DataType, Field, Schema, TimeUnit},
    record_batch::RecordBatch,
};
use parquet::{
    arrow::ArrowWriter,
    basic::{Compression, ZstdLevel},
    errors::ParquetError,
    file::{metadata::KeyValue, properties::WriterProperties},
};

use super::{Column, Table, Type, Value, guard::guarded};

/// Written into every Parquet file.
pub const CREATED_BY: &str = concat!("chiso ", env!("CARGO_PKG_VERSION"));

/// The table as one Parquet file. `provenance` becomes metadata of the file, in the order given.
pub fn parquet(table: &Table, provenance: &[(String, String)]) -> Result<Vec<u8>, ParquetError> {
    let fields: Vec<Field> = table.columns.iter().map(field).collect();
    let schema = Arc::new(Schema::new(fields));
    let arrays: Vec<ArrayRef> = table
        .columns
        .iter()
        .enumerate()
        .map(|(place, column)| array(column, table.rows.iter().map(|row| &row[place])))
        .collect();
    let batch = RecordBatch::try_new(schema.clone(), arrays)?;
    let key_values =
        provenance.iter().map(|(key, value)| KeyValue::new(key.clone(), value.clone())).collect();
    let properties = WriterProperties::builder()
        .set_created_by(CREATED_BY.to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .set_key_value_metadata(Some(key_values))
        .build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, schema, Some(properties))?;
    writer.write(&batch)?;
    writer.close()?;
    Ok(bytes)
}

/// The table as CSV for machines: UTF-8, a comma, dates as ISO, decimals with a point.
pub fn csv(table: &Table) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(table.columns.iter().map(|column| column.name));
    for row in &table.rows {
        let _ = writer.write_record(row.iter().map(text));
    }
    writer.into_inner().unwrap_or_default()
}

/// A value as CSV shows it; empty for null.
pub fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Text(text) => guarded(text).into_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Decimal(number) => number.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Time(time) => time.to_string(),
    }
}

/// The Arrow field of a column, with its meaning in both languages.
pub fn field(column: &Column) -> Field {
    let kind = match column.kind {
        Type::Text | Type::Code(_) => DataType::Utf8,
        Type::Bool => DataType::Boolean,
        Type::Int => DataType::Int64,
        Type::Decimal(_) => DataType::Float64,
        Type::Date => DataType::Date32,
        Type::Time => DataType::Timestamp(TimeUnit::Microsecond, None),
    };
    let mut metadata = HashMap::from([
        ("vi".to_owned(), column.vi().to_owned()),
        ("en".to_owned(), column.en().to_owned()),
    ]);
    if !column.unit.is_empty() {
        metadata.insert("unit".to_owned(), column.unit.to_owned());
    }
    Field::new(column.name, kind, true).with_metadata(metadata)
}

fn array<'a>(column: &Column, values: impl Iterator<Item = &'a Value>) -> ArrayRef {
    /// The cells that hold values of the column's type; every other cell is null.
    macro_rules! cells {
        ($array:ty, $value:pat => $cell:expr) => {
            Arc::new(
                values
                    .map(|value| match value {
                        $value => Some($cell),
                        _ => None,
                    })
                    .collect::<$array>(),
            )
        };
    }
    match column.kind {
        Type::Text | Type::Code(_) => cells!(StringArray, Value::Text(text) => text.as_str()),
        Type::Bool => cells!(BooleanArray, Value::Bool(flag) => *flag),
        Type::Int => cells!(Int64Array, Value::Int(number) => *number),
        Type::Decimal(_) => cells!(Float64Array, Value::Decimal(number) => number.to_f64()),
        Type::Date => cells!(Date32Array, Value::Date(day) => day.0),
        Type::Time => cells!(TimestampMicrosecondArray, Value::Time(time) => time.micros()),
    }
}
