//! Parquet: only the listed columns are decoded, row group by row group. Timestamps with a zone
//! become local time; those without one are local time already, except that the old INT96 is an instant
//! in UTC, as Spark, Hive and Impala write it. A DATE is a date alone.

mod columns;

use std::{
    io::Read,
    sync::atomic::{AtomicUsize, Ordering},
};

use bytes::Bytes;
use parquet::{
    arrow::{
        ProjectionMask,
        arrow_reader::{
            ArrowReaderMetadata, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
        },
    },
    errors::ParquetError,
    file::reader::ChunkReader,
};

use super::{
    super::{
        File, FileFault,
        dates::DateReader,
        open,
        reading::{Contents, Input},
        rows::Cell,
        threads,
    },
    disk::Disk,
    plan::Plan,
    worker::Worker,
};
use crate::schema::canonical::MOST_COLUMNS;
use columns::{Decoded, decode};

const BATCH: usize = 8192;

/// The file, or the bytes of one that is compressed as a whole.
enum Store {
    Disk(Disk),
    Memory(Bytes),
}

/// The rows of one row group, of the columns that are read.
fn batches(
    reader: impl ChunkReader + 'static,
    metadata: &ArrowReaderMetadata,
    mask: &ProjectionMask,
    group: usize,
) -> Result<ParquetRecordBatchReader, ParquetError> {
    ParquetRecordBatchReaderBuilder::new_with_metadata(reader, metadata.clone())
        .with_projection(mask.clone())
        .with_row_groups(vec![group])
        .with_batch_size(BATCH)
        .build()
}

pub fn read(input: Input<'_>) -> Result<Contents, FileFault> {
    let Input { file, reading, context, .. } = input;
    let damaged = |error: &dyn std::fmt::Display| {
        FileFault::data(
            &file.path,
            format!("this is not a whole Parquet file ({error}); write it again"),
        )
    };
    let store = if open::is_compressed(&file.path) {
        let mut bytes = Vec::new();
        open::bytes(file)?
            .read_to_end(&mut bytes)
            .map_err(|error| FileFault::io(&file.path, &error))?;
        Store::Memory(bytes.into())
    } else {
        Store::Disk(Disk::open(file)?)
    };
    let metadata = match &store {
        Store::Disk(disk) => ArrowReaderMetadata::load(disk, Default::default()),
        Store::Memory(bytes) => ArrowReaderMetadata::load(bytes, Default::default()),
    }
    .and_then(columns::in_microseconds)
    .map_err(|error| damaged(&error))?;
    let instants = columns::instants(&metadata, reading.int96_local);
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
        let mut worker = Worker::new(input, &plan.given);
        let dates = DateReader::new(&[], &[], context.zone);
        loop {
            let group = next.fetch_add(1, Ordering::Relaxed);
            if group >= groups {
                return Ok(worker.count);
            }
            let mut position = starts[group];
            let batches = match &store {
                Store::Disk(disk) => batches(disk.clone(), &metadata, &mask, group),
                Store::Memory(bytes) => batches(bytes.clone(), &metadata, &mask, group),
            }
            .map_err(|error| damaged(&error))?;
            for batch in batches {
                let batch = batch.map_err(|error| damaged(&error))?;
                let columns = plan.places.iter().map(|place| match place {
                    Some(place) => decode(file, &batch, &header[*place], instants[*place]),
                    None => Ok(None),
                });
                let columns = columns.collect::<Result<Vec<Option<Decoded>>, FileFault>>()?;
                rows_of(file, &columns, batch.num_rows(), &dates, position, &mut worker);
                position += batch.num_rows() as u64;
            }
        }
    };
    let results = threads::each(context.threads.min(groups), work);
    let rows = results.into_iter().sum::<Result<u64, _>>()?;
    Ok(Contents { rows, given: plan.given, ..Contents::default() })
}

fn rows_of(
    file: &File,
    decoded: &[Option<Decoded>],
    rows: usize,
    dates: &DateReader,
    first: u64,
    worker: &mut Worker<'_>,
) {
    let declared = file.kind.columns();
    for row in 0..rows {
        let mut cells: [Cell<'_>; MOST_COLUMNS] = [const { Cell::Missing }; MOST_COLUMNS];
        for ((cell, column), declared) in cells.iter_mut().zip(decoded).zip(declared) {
            if let Some(column) = column {
                *cell = column.cell(row, declared.kind, dates);
            }
        }
        worker.row(first + row as u64 + 1, &cells);
    }
}
