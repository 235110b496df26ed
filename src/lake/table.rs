//! The dossiers of a partition as one Parquet file of the lake. A row group never mixes months of
//! settlement, so that a period skips what ended before it; codes stand in dictionaries.

use std::{fs::File, io::BufWriter, path::Path, sync::Arc};

use arrow::{
    array::{
        ArrayRef, BooleanArray, DictionaryArray, Int32Array, Int64Array, ListBuilder, StringArray,
        StructBuilder, TimestampMicrosecondArray, TimestampMicrosecondBuilder, UInt8Array,
        UInt8Builder,
    },
    datatypes::{DataType, Field, Fields, Int32Type, Schema, SchemaRef, TimeUnit},
    record_batch::RecordBatch,
};
use parquet::{
    arrow::ArrowWriter,
    basic::{Compression, ZstdLevel},
    file::properties::{EnabledStatistics, WriterProperties},
    schema::types::ColumnPath,
};

use super::{LakeFault, resolve::Resolved};
use crate::{
    domain::{
        dossier::{EntryKind, Origin},
        period::Period,
        time::LocalTime,
    },
    schema::encode::CREATED_BY,
};

/// Most rows of a row group, and the fewest before a new month begins another.
const MOST: usize = 1 << 16;
const FEWEST: usize = 2048;

const MICROS: DataType = DataType::Timestamp(TimeUnit::Microsecond, None);

/// Names that numbers in resolved rows stand for.
pub struct Codes {
    pub units: ArrayRef,
    pub procedures: ArrayRef,
    pub databases: ArrayRef,
}

impl Codes {
    pub fn new(units: &[String], procedures: &[String], databases: &[String]) -> Self {
        let array = |names: &[String]| Arc::new(StringArray::from_iter_values(names)) as ArrayRef;
        Self { units: array(units), procedures: array(procedures), databases: array(databases) }
    }
}

fn code() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
}

fn entry_fields() -> Fields {
    Fields::from(vec![
        Field::new("at", MICROS, true),
        Field::new("status", DataType::UInt8, true),
        Field::new("kind", DataType::UInt8, true),
    ])
}

fn round_fields() -> Fields {
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
    let flags = [
        "components_digitized",
        "component_reused",
        "has_digitized_component",
        "from_personal_store",
        "result_file",
        "vneid_verified",
        "synced",
        "fees_all_zero",
        "fee_above_zero",
        "due_moved",
        "status_given",
        "national",
    ];
    let times = [
        "received_at",
        "settled_at",
        "submitted_at",
        "due_at",
        "ended_at",
        "returned_at",
        "refused_at",
        "dissatisfied_at",
        "complained_at",
    ];
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
    fields.extend(times.map(|name| Field::new(name, MICROS, true)));
    fields.extend(flags.map(|name| Field::new(name, DataType::Boolean, true)));
    fields.push(Field::new("trail", list_of(entry_fields()), true));
    fields.push(Field::new("supplements", list_of(round_fields()), true));
    Arc::new(Schema::new(fields))
}

/// Writes the sorted dossiers of one partition.
pub fn write(path: &Path, rows: &[Resolved], codes: &Codes) -> Result<(), LakeFault> {
    let file = File::create(path).map_err(LakeFault::io("create", path))?;
    let level = ZstdLevel::try_new(1).map_err(|error| LakeFault::damaged(path, error))?;
    let mut properties = WriterProperties::builder()
        .set_created_by(CREATED_BY.to_owned())
        .set_compression(Compression::ZSTD(level))
        .set_statistics_enabled(EnabledStatistics::None)
        .set_max_row_group_row_count(Some(MOST));
    for name in ["received_at", "settled_at"] {
        let column = ColumnPath::from(name);
        properties = properties.set_column_statistics_enabled(column, EnabledStatistics::Chunk);
    }
    for name in [
        "dossier_id",
        "received_at",
        "settled_at",
        "due_at",
        "ended_at",
        "submitted_at",
        "returned_at",
    ] {
        properties = properties.set_column_dictionary_enabled(ColumnPath::from(name), false);
    }
    let schema = schema();
    let fault = |error: parquet::errors::ParquetError| LakeFault::damaged(path, error);
    let mut writer =
        ArrowWriter::try_new(BufWriter::new(file), schema.clone(), Some(properties.build()))
            .map_err(fault)?;
    let mut rest = rows;
    while !rest.is_empty() {
        let (group, later) = rest.split_at(group_length(rest));
        let batch = RecordBatch::try_new(schema.clone(), arrays(group, codes))
            .map_err(|error| LakeFault::damaged(path, error))?;
        writer.write(&batch).map_err(fault)?;
        writer.flush().map_err(fault)?;
        rest = later;
    }
    writer.close().map_err(fault)?;
    Ok(())
}

/// Rows up to the end of a month of settlement, not fewer than `FEWEST`, not more than `MOST`.
fn group_length(rows: &[Resolved]) -> usize {
    let most = rows.len().min(MOST);
    if most <= FEWEST {
        return most;
    }
    let month = |row: &Resolved| row.settled.map(month_of);
    let mut length = FEWEST;
    while length < most && month(&rows[length]) == month(&rows[length - 1]) {
        length += 1;
    }
    length
}

fn month_of(time: LocalTime) -> Option<Period> {
    use chrono::Datelike;
    let date = time.day().to_date();
    Period::month(date.year(), date.month())
}

fn arrays(rows: &[Resolved], codes: &Codes) -> Vec<ArrayRef> {
    let each = |get: fn(&Resolved) -> Option<LocalTime>| -> ArrayRef {
        Arc::new(
            rows.iter()
                .map(|row| get(row).map(LocalTime::micros))
                .collect::<TimestampMicrosecondArray>(),
        )
    };
    let flag = |get: fn(&Resolved) -> Option<bool>| -> ArrayRef {
        Arc::new(rows.iter().map(get).collect::<BooleanArray>())
    };
    let small = |get: fn(&Resolved) -> Option<u8>| -> ArrayRef {
        Arc::new(rows.iter().map(get).collect::<UInt8Array>())
    };
    vec![
        Arc::new(StringArray::from_iter_values(rows.iter().map(|row| &row.dossier.id))),
        coded(rows, &codes.units, |row| Some(row.dossier.unit)),
        coded(rows, &codes.procedures, |row| Some(row.dossier.procedure)),
        coded(rows, &codes.databases, |row| row.dossier.databases),
        small(|row| Some(row.dossier.channel as u8)),
        small(|row| Some(row.dossier.status.0)),
        small(|row| row.dossier.end_kind.map(|kind| kind as u8)),
        small(|row| row.dossier.flags.online_payment),
        Arc::new(rows.iter().map(|row| row.fee).collect::<Int64Array>()),
        each(|row| Some(row.dossier.received)),
        each(|row| row.settled),
        each(|row| row.submitted),
        each(|row| row.dossier.due),
        each(|row| row.dossier.ended),
        each(|row| row.dossier.returned),
        each(|row| row.dossier.refused),
        each(|row| row.dossier.dissatisfied),
        each(|row| row.dossier.complained),
        flag(|row| row.dossier.flags.components_digitized),
        flag(|row| row.dossier.flags.component_reused),
        flag(|row| row.dossier.flags.has_digitized_component),
        flag(|row| row.dossier.flags.from_personal_store),
        flag(|row| row.dossier.flags.result_file),
        flag(|row| row.dossier.flags.vneid_verified),
        flag(|row| row.dossier.flags.synced),
        flag(|row| Some(row.dossier.flags.fees_all_zero)),
        flag(|row| Some(row.dossier.flags.fee_above_zero)),
        flag(|row| Some(row.dossier.due_moved)),
        flag(|row| Some(row.dossier.status_given)),
        flag(|row| Some(row.dossier.origin == Origin::National)),
        trails(rows),
        rounds(rows),
    ]
}

fn coded(rows: &[Resolved], names: &ArrayRef, get: fn(&Resolved) -> Option<u32>) -> ArrayRef {
    let keys: Int32Array = rows.iter().map(|row| get(row).map(|number| number as i32)).collect();
    Arc::new(DictionaryArray::<Int32Type>::new(keys, names.clone()))
}

fn trails(rows: &[Resolved]) -> ArrayRef {
    let mut lists = ListBuilder::new(StructBuilder::from_fields(entry_fields(), 0));
    for row in rows {
        let trail = &row.dossier.trail;
        for entry in trail {
            let item = lists.values();
            time_field(item, 0, Some(entry.at));
            small_field(item, 1, entry.status.0);
            small_field(item, 2, entry.kind as u8);
            item.append(true);
        }
        lists.append(!trail.is_empty());
    }
    Arc::new(lists.finish())
}

fn rounds(rows: &[Resolved]) -> ArrayRef {
    let mut lists = ListBuilder::new(StructBuilder::from_fields(round_fields(), 0));
    for row in rows {
        for round in row.dossier.supplements.iter().flatten() {
            let item = lists.values();
            time_field(item, 0, Some(round.asked));
            time_field(item, 1, round.completed);
            small_field(item, 2, u8::from(round.due_moved));
            item.append(true);
        }
        lists.append(row.dossier.supplements.is_some());
    }
    Arc::new(lists.finish())
}

fn time_field(item: &mut StructBuilder, place: usize, time: Option<LocalTime>) {
    if let Some(builder) = item.field_builder::<TimestampMicrosecondBuilder>(place) {
        builder.append_option(time.map(LocalTime::micros));
    }
}

fn small_field(item: &mut StructBuilder, place: usize, value: u8) {
    if let Some(builder) = item.field_builder::<UInt8Builder>(place) {
        builder.append_value(value);
    }
}

/// The kinds of entries by their stored number.
pub const ENTRY_KINDS: [EntryKind; 3] =
    [EntryKind::Request, EntryKind::Completion, EntryKind::Step];
