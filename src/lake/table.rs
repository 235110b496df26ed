//! Dossiers as one Parquet file of the lake, a segment. A row group never mixes months of
//! settlement, so that a period skips what ended before it; codes stand in dictionaries.

use std::{
    fs::File,
    io::{self, BufWriter},
    ops::Range,
    path::Path,
};

use arrow::{error::ArrowError, record_batch::RecordBatch};
use parquet::{
    arrow::ArrowWriter,
    basic::{Compression, Encoding},
    errors::ParquetError,
    file::properties::{EnabledStatistics, WriterProperties},
    schema::types::ColumnPath,
};

use super::{
    LakeFault,
    arrays::{Codes, Gathered},
    columns::{NO_NUMBER, TIMES},
    files::Bounded,
    layout,
    resolve::Outcome,
};
use crate::{
    domain::time::{Day, LocalTime},
    schema::encode::CREATED_BY,
};

/// Most rows of a row group, and the fewest before a new month begins another.
const MOST: usize = 1 << 16;
const FEWEST: usize = 2048;
/// Rows turned into columns together: few enough to stay near the processor for all of them.
const TOGETHER: usize = 1024;

/// How the columns of a lake file are written.
fn properties() -> WriterProperties {
    let mut properties = WriterProperties::builder()
        .set_created_by(CREATED_BY.to_owned())
        .set_compression(Compression::LZ4_RAW)
        .set_statistics_enabled(EnabledStatistics::None)
        .set_offset_index_disabled(true)
        .set_max_row_group_row_count(Some(MOST));
    for name in ["received_at", "settled_at", "latest_at"] {
        let column = ColumnPath::from(name);
        properties = properties.set_column_statistics_enabled(column, EnabledStatistics::Chunk);
    }
    // Hardly ever twice the same.
    for path in distinct() {
        let column = ColumnPath::new(path.split('.').map(str::to_owned).collect());
        properties = properties.set_column_dictionary_enabled(column.clone(), false);
        if path != "dossier_id" {
            // Times in order lie close to one another; what is packed so is not compressed further.
            properties = properties
                .set_column_encoding(column.clone(), Encoding::DELTA_BINARY_PACKED)
                .set_column_compression(column, Compression::UNCOMPRESSED);
        }
    }
    properties.build()
}

/// Columns whose values are all different, or nearly.
fn distinct() -> impl Iterator<Item = &'static str> {
    let listed = [
        "trail.list.item.at",
        "supplements.list.item.asked_at",
        "supplements.list.item.completed_at",
    ];
    ["dossier_id", "position"].into_iter().chain(TIMES).chain(listed)
}

/// Writes dossiers in their order, and syncs them: `settled` of each, and some of them as a batch.
pub fn write(
    path: &Path,
    settled: &[i64],
    batch: impl Fn(Range<usize>) -> Result<RecordBatch, ArrowError>,
) -> Result<(), LakeFault> {
    let file = File::create(path).map_err(LakeFault::io("create", path))?;
    let fault = |error: ParquetError| LakeFault::io("write", path)(io_error(error));
    let out = BufWriter::new(Bounded::new(&file).map_err(LakeFault::io("create", path))?);
    let mut writer =
        ArrowWriter::try_new(out, layout::schema(), Some(properties())).map_err(fault)?;
    let mut begin = 0;
    while begin < settled.len() {
        let end = begin + group_length(&settled[begin..]);
        for from in (begin..end).step_by(TOGETHER) {
            let batch = batch(from..end.min(from + TOGETHER))
                .map_err(|error| LakeFault::damaged(path, error))?;
            writer.write(&batch).map_err(fault)?;
        }
        writer.flush().map_err(fault)?;
        begin = end;
    }
    writer.close().map_err(fault)?;
    file.sync_all().map_err(LakeFault::io("write", path))
}

/// Writes the dossiers that were resolved.
pub fn write_resolved(path: &Path, outcome: &Outcome, codes: &Codes) -> Result<(), LakeFault> {
    let Outcome { dossiers, order, .. } = outcome;
    let settled: Vec<i64> = order.iter().map(|row| dossiers.settled()[*row as usize]).collect();
    let schema = layout::schema();
    write(path, &settled, |rows| {
        let arrays = Gathered { dossiers, rows: &order[rows] }.arrays(codes);
        RecordBatch::try_new(schema.clone(), arrays)
    })
}

/// What the system said, where it was the system.
fn io_error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(system) => *system,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}

/// Rows up to the end of a month of settlement, not fewer than `FEWEST`, not more than `MOST`. Those
/// without a time stand last.
fn group_length(settled: &[i64]) -> usize {
    let most = settled.len().min(MOST);
    if most <= FEWEST {
        return most;
    }
    let of = |time: i64| Some(time).filter(|time| *time != NO_NUMBER);
    let month_end = |time| month_after(LocalTime::from_micros(time).day());
    let Some(end) = of(settled[FEWEST - 1]).and_then(month_end) else {
        return most;
    };
    let before_end = |time: &i64| of(*time).is_some_and(|time| time < end.start().micros());
    FEWEST + settled[FEWEST..most].partition_point(before_end)
}

/// The first day of the next month.
fn month_after(day: Day) -> Option<Day> {
    use chrono::Datelike;
    let date = day.to_date();
    Day::from_ymd(date.year(), date.month(), 1).map(|first| first.plus_months(1))
}
