//! Tables built from rows as Parquet and CSV bytes. The `parquet` crate writes them, so that the
//! writer's name, the order of metadata, compression and sorting are fixed: the same rows give the
//! same bytes everywhere.

use std::{collections::HashMap, sync::Arc};

use arrow::{
    array::{
        ArrayRef, BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, StringBuilder,
        TimestampMicrosecondBuilder,
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

use super::{Column, Rows, Type, Value, guard::guarded};

/// Written into every Parquet file.
pub const CREATED_BY: &str = concat!("chiso ", env!("CARGO_PKG_VERSION"));

/// The most rows of a group of rows. They are handed to the writer as a whole, because it cuts pages by
/// what it is handed; as columns they take a quarter of the room of rows.
const GROUP: usize = 1 << 20;

/// The table as one Parquet file, and how many rows it has. `provenance` becomes metadata of the file, in
/// the order given.
pub fn parquet(
    table: &dyn Rows,
    provenance: &[(String, String)],
) -> Result<(Vec<u8>, usize), ParquetError> {
    let fields: Vec<Field> = table.columns().iter().map(field).collect();
    let schema = Arc::new(Schema::new(fields));
    let key_values =
        provenance.iter().map(|(key, value)| KeyValue::new(key.clone(), value.clone())).collect();
    let properties = WriterProperties::builder()
        .set_created_by(CREATED_BY.to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .set_key_value_metadata(Some(key_values))
        .build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, schema.clone(), Some(properties))?;
    let (mut rows, mut written) = (table.rows().peekable(), 0);
    while rows.peek().is_some() {
        let mut columns: Vec<Cells> = table.columns().iter().map(Cells::of).collect();
        for row in rows.by_ref().take(GROUP) {
            columns.iter_mut().zip(row.iter()).for_each(|(cells, value)| cells.push(value));
            written += 1;
        }
        let arrays: Vec<ArrayRef> = columns.into_iter().map(Cells::finish).collect();
        writer.write(&RecordBatch::try_new(schema.clone(), arrays)?)?;
    }
    writer.close()?;
    Ok((bytes, written))
}

/// The table as CSV for machines: UTF-8, a comma, dates as ISO, decimals with a point.
pub fn csv(table: &dyn Rows) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(table.columns().iter().map(|column| column.name));
    for row in table.rows() {
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

/// The cells of a column as they come; a cell that holds no value of the column's type is null.
enum Cells {
    Text(StringBuilder),
    Bool(BooleanBuilder),
    Int(Int64Builder),
    Decimal(Float64Builder),
    Date(Date32Builder),
    Time(TimestampMicrosecondBuilder),
}

impl Cells {
    fn of(column: &Column) -> Self {
        match column.kind {
            Type::Text | Type::Code(_) => Self::Text(StringBuilder::new()),
            Type::Bool => Self::Bool(BooleanBuilder::new()),
            Type::Int => Self::Int(Int64Builder::new()),
            Type::Decimal(_) => Self::Decimal(Float64Builder::new()),
            Type::Date => Self::Date(Date32Builder::new()),
            Type::Time => Self::Time(TimestampMicrosecondBuilder::new()),
        }
    }

    fn push(&mut self, value: &Value) {
        match (self, value) {
            (Self::Text(cells), Value::Text(text)) => cells.append_value(text),
            (Self::Text(cells), _) => cells.append_null(),
            (Self::Bool(cells), Value::Bool(flag)) => cells.append_value(*flag),
            (Self::Bool(cells), _) => cells.append_null(),
            (Self::Int(cells), Value::Int(number)) => cells.append_value(*number),
            (Self::Int(cells), _) => cells.append_null(),
            (Self::Decimal(cells), Value::Decimal(number)) => cells.append_value(number.to_f64()),
            (Self::Decimal(cells), _) => cells.append_null(),
            (Self::Date(cells), Value::Date(day)) => cells.append_value(day.0),
            (Self::Date(cells), _) => cells.append_null(),
            (Self::Time(cells), Value::Time(time)) => cells.append_value(time.micros()),
            (Self::Time(cells), _) => cells.append_null(),
        }
    }

    fn finish(self) -> ArrayRef {
        match self {
            Self::Text(mut cells) => Arc::new(cells.finish()),
            Self::Bool(mut cells) => Arc::new(cells.finish()),
            Self::Int(mut cells) => Arc::new(cells.finish()),
            Self::Decimal(mut cells) => Arc::new(cells.finish()),
            Self::Date(mut cells) => Arc::new(cells.finish()),
            Self::Time(mut cells) => Arc::new(cells.finish()),
        }
    }
}
