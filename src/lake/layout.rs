//! The columns of a lake file, in their order, and the codes in them.

use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Fields, Schema, SchemaRef, TimeUnit};

use super::columns::{FLAGS, TIMES};
use crate::domain::dossier::EntryKind;

const MICROS: DataType = DataType::Timestamp(TimeUnit::Microsecond, None);

fn code() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
}

pub fn entry_fields() -> Fields {
    Fields::from(vec![
        Field::new("at", MICROS, true),
        Field::new("status", DataType::UInt8, true),
        Field::new("kind", DataType::UInt8, true),
    ])
}

pub fn round_fields() -> Fields {
    Fields::from(vec![
        Field::new("asked_at", MICROS, true),
        Field::new("completed_at", MICROS, true),
        Field::new("due_moved", DataType::UInt8, true),
    ])
}

fn list_of(fields: Fields) -> DataType {
    DataType::List(Arc::new(Field::new("item", DataType::Struct(fields), true)))
}

/// The columns of a lake file, in order.
pub fn schema() -> SchemaRef {
    let mut fields = vec![
        Field::new("dossier_id", DataType::Utf8, false),
        Field::new("unit_id", code(), false),
        Field::new("procedure_id", code(), false),
        Field::new("databases", code(), true),
        Field::new("channel", DataType::UInt8, false),
        Field::new("status", DataType::UInt8, false),
        Field::new("end_kind", DataType::UInt8, true),
        Field::new("online_payment", DataType::UInt8, true),
        Field::new("fee_due", DataType::Int64, true),
    ];
    fields.extend(TIMES.map(|name| Field::new(name, MICROS, true)));
    fields.extend(FLAGS.map(|name| Field::new(name, DataType::Boolean, true)));
    fields.push(Field::new("trail", list_of(entry_fields()), true));
    fields.push(Field::new("supplements", list_of(round_fields()), true));
    // The part of the message that counts, and where it stands in its file.
    fields.push(Field::new("part", code(), false));
    fields.push(Field::new("position", DataType::Int64, false));
    Arc::new(Schema::new(fields))
}

/// The kinds of entries by their stored number.
pub const ENTRY_KINDS: [EntryKind; 3] =
    [EntryKind::Request, EntryKind::Completion, EntryKind::Step];
