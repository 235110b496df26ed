//! Parquet: only the listed columns are decoded, row group by row group. Timestamps with a zone
//! become local time; a DATE is a date alone.

use std::{
    io::Read,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use arrow::{
    array::{Array, ArrayRef, AsArray},
    compute::{CastOptions, cast_with_options},
    datatypes::{DataType, Date32Type, Float64Type, Int64Type, TimeUnit, TimestampMicrosecondType},
    record_batch::RecordBatch,
};
use bytes::Bytes;
use parquet::arrow::{
    ProjectionMask,
    arrow_reader::{ArrowReaderMetadata, ParquetRecordBatchReaderBuilder},
};

use super::{
    super::{Context, File, FileFault, Sinks, dates::DateReader, open, rows::Cell},
    Contents, Plan, Reading, Worker,
    disk::Disk,
};
use crate::{
    domain::time::{Day, LocalTime},
    schema::Type,
};

const BATCH: usize = 8192;

/// The file, or the bytes of one that is compressed as a whole.
enum Input {
    Disk(Disk),
    Memory(Bytes),
}

pub fn read(
    file: &File,
    reading: &Reading,
    context: &Context,
    sinks: &dyn Sinks,
) -> Result<Contents, FileFault> {
    let damaged = |error: &dyn std::fmt::Display| {
        FileFault::data(
            &file.path,
            format!("this is not a whole Parquet file ({error}); write it again"),
        )
    };
    let input = if open::is_compressed(&file.path) {
        let mut bytes = Vec::new();
        open::bytes(file)?
            .read_to_end(&mut bytes)
            .map_err(|error| FileFault::io(&file.path, &error))?;
        Input::Memory(bytes.into())
    } else {
        Input::Disk(Disk::open(file)?)
    };
    let options = Default::default();
    let metadata = match &input {
        Input::Disk(disk) => ArrowReaderMetadata::load(disk, options),
        Input::Memory(bytes) => ArrowReaderMetadata::load(bytes, options),
    }
    .map_err(|error| damaged(&error))?;
    let header: Vec<String> =
        metadata.schema().fields().iter().map(|field| field.name().clone()).collect();
    let plan = Plan::new(file, reading, &header)?;
    let wanted: Vec<usize> = plan.places.iter().flatten().copied().collect();
    let mask = ProjectionMask::roots(metadata.parquet_schema(), wanted.iter().copied());
    let groups = metadata.metadata().num_row_groups();
    let starts: Vec<u64> = metadata
        .metadata()
        .row_groups()
        .iter()
        .scan(0, |start, group| {
            let first = *start;
            *start += group.num_rows().unsigned_abs();
            Some(first)
        })
        .collect();
    let next = AtomicUsize::new(0);
    let work = || -> Result<u64, FileFault> {
        let mut worker = Worker::new(file, reading, &plan.given, context, sinks);
        let dates = DateReader::new(&[], context.zone);
        loop {
            let group = next.fetch_add(1, Ordering::Relaxed);
            if group >= groups {
                return Ok(worker.count);
            }
            let mut position = starts[group];
            let batches: Box<dyn Iterator<Item = Result<RecordBatch, arrow::error::ArrowError>>> =
                match &input {
                    Input::Disk(disk) => Box::new(
                        ParquetRecordBatchReaderBuilder::new_with_metadata(
                            disk.clone(),
                            metadata.clone(),
                        )
                        .with_projection(mask.clone())
                        .with_row_groups(vec![group])
                        .with_batch_size(BATCH)
                        .build()
                        .map_err(|error| damaged(&error))?,
                    ),
                    Input::Memory(bytes) => Box::new(
                        ParquetRecordBatchReaderBuilder::new_with_metadata(
                            bytes.clone(),
                            metadata.clone(),
                        )
                        .with_projection(mask.clone())
                        .with_row_groups(vec![group])
                        .with_batch_size(BATCH)
                        .build()
                        .map_err(|error| damaged(&error))?,
                    ),
                };
            for batch in batches {
                let batch = batch.map_err(|error| damaged(&error))?;
                rows_of(file, &batch, &plan, &header, &dates, position, &mut worker)?;
                position += batch.num_rows() as u64;
            }
        }
    };
    let results: Vec<Result<u64, FileFault>> = thread::scope(|scope| {
        let handles: Vec<_> =
            (0..context.threads.clamp(1, groups.max(1))).map(|_| scope.spawn(work)).collect();
        handles
            .into_iter()
            .map(|handle| handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    let rows = results.into_iter().sum::<Result<u64, _>>()?;
    Ok(Contents { rows, given: plan.given })
}

/// One decoded column, as one of the few shapes that cells come in.
enum Decoded {
    Absent,
    Text(ArrayRef),
    Int(ArrayRef),
    Real(ArrayRef),
    Bool(ArrayRef),
    Date(ArrayRef),
    /// Microseconds; of an instant where `zoned`.
    Time {
        array: ArrayRef,
        zoned: bool,
    },
}

fn rows_of(
    file: &File,
    batch: &RecordBatch,
    plan: &Plan,
    header: &[String],
    dates: &DateReader,
    first: u64,
    worker: &mut Worker<'_>,
) -> Result<(), FileFault> {
    let columns = file.kind.columns();
    let decoded = plan
        .places
        .iter()
        .map(|place| match place {
            None => Ok(Decoded::Absent),
            Some(place) => decode(file, batch, &header[*place]),
        })
        .collect::<Result<Vec<Decoded>, FileFault>>()?;
    for row in 0..batch.num_rows() {
        let mut cells: [Cell<'_>; 24] = [const { Cell::Missing }; 24];
        for ((cell, column), declared) in cells.iter_mut().zip(&decoded).zip(columns) {
            *cell = cell_of(column, row, declared.kind, dates);
        }
        worker.row(first + row as u64 + 1, &cells);
    }
    Ok(())
}

fn decode(file: &File, batch: &RecordBatch, name: &str) -> Result<Decoded, FileFault> {
    let Some(array) = batch.column_by_name(name) else { return Ok(Decoded::Absent) };
    let as_type = |target: DataType| {
        cast_with_options(array, &target, &CastOptions { safe: false, ..CastOptions::default() })
            .map_err(|error| FileFault::data(&file.path, format!("column {name}: {error}")))
    };
    let kind = match array.data_type() {
        DataType::Dictionary(_, values) => values.as_ref().clone(),
        other => other.clone(),
    };
    Ok(match kind {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => {
            Decoded::Text(as_type(DataType::Utf8)?)
        }
        DataType::Boolean => Decoded::Bool(array.clone()),
        DataType::Date32 | DataType::Date64 => Decoded::Date(as_type(DataType::Date32)?),
        DataType::Timestamp(_, zone) => {
            let target = DataType::Timestamp(TimeUnit::Microsecond, zone.clone());
            Decoded::Time { array: as_type(target)?, zoned: zone.is_some() }
        }
        kind if kind.is_integer() => Decoded::Int(as_type(DataType::Int64)?),
        kind if kind.is_numeric() => Decoded::Real(as_type(DataType::Float64)?),
        DataType::Null => Decoded::Absent,
        other => {
            let what = format!(
                "column {name} holds {other}; expected text, a number, a flag, a date or a time"
            );
            return Err(FileFault::data(&file.path, what));
        }
    })
}

fn cell_of<'b>(column: &'b Decoded, row: usize, kind: Type, dates: &DateReader) -> Cell<'b> {
    let (Decoded::Text(array)
    | Decoded::Int(array)
    | Decoded::Real(array)
    | Decoded::Bool(array)
    | Decoded::Date(array)
    | Decoded::Time { array, .. }) = column
    else {
        return Cell::Missing;
    };
    if array.is_null(row) {
        return Cell::Missing;
    }
    match column {
        Decoded::Absent => Cell::Missing,
        Decoded::Text(array) => Cell::Text(array.as_string::<i32>().value(row)),
        Decoded::Int(array) => Cell::Int(array.as_primitive::<Int64Type>().value(row)).fit(kind),
        Decoded::Real(array) => {
            Cell::Real(array.as_primitive::<Float64Type>().value(row)).fit(kind)
        }
        Decoded::Bool(array) => Cell::Bool(array.as_boolean().value(row)).fit(kind),
        Decoded::Date(array) => Cell::Date(Day(array.as_primitive::<Date32Type>().value(row))),
        Decoded::Time { array, zoned } => {
            let micros = array.as_primitive::<TimestampMicrosecondType>().value(row);
            match chrono::DateTime::from_timestamp_micros(micros) {
                Some(instant) if *zoned => Cell::Time(dates.local(instant)),
                _ => Cell::Time(LocalTime::from_micros(micros)),
            }
        }
    }
}
