//! Small segments and such as have lost many rows, merged: a lake that grows every hour does not end as
//! a thousand files. A merged segment holds the rows that count of others, in the order of any segment; what
//! the lake says is the same before and after.

use std::{collections::BTreeSet, path::Path};

use arrow::{
    array::{Array, ArrayRef, AsArray, RecordBatch, UInt32Array},
    compute::{concat_batches, take_record_batch},
    datatypes::TimestampMicrosecondType,
    error::ArrowError,
};

use super::{
    LakeFault,
    columns::NO_NUMBER,
    scan::{self, Rows},
    segments::{self, Made, Segment},
    table,
};

/// A segment of fewer rows is small.
const SMALL: u64 = 1 << 16;
/// Rows that are merged into one segment.
const TOGETHER: u64 = 1 << 18;
/// So many are merged by themselves.
const MANY: usize = 8;

/// How far merging goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// As many rows as one segment holds, where many segments are small.
    Some,
    /// Everything that is small or has masked rows.
    All,
}

/// The segments after merging, and those that were made for it; `None` where nothing is to be merged.
pub fn compact(
    lake: &Path,
    segments: &[Segment],
    extent: Extent,
) -> Result<Option<(Vec<Segment>, Made)>, LakeFault> {
    let groups = groups(segments, extent);
    if groups.is_empty() {
        return Ok(None);
    }
    let mut made = Made::default();
    let mut merged = Vec::new();
    for (group, number) in groups.iter().zip(segments::begin(lake)?..) {
        let group: Vec<&Segment> = group.iter().map(|place| &segments[*place]).collect();
        made.add(lake, number);
        merged.push(merge(lake, &group, number)?);
    }
    let gone: BTreeSet<usize> = groups.into_iter().flatten().collect();
    let stay = segments.iter().enumerate().filter(|(place, _)| !gone.contains(place));
    let stay = stay.map(|(_, segment)| segment.clone());
    Ok(Some((stay.chain(merged).collect(), made)))
}

/// Places of segments that become one each.
fn groups(segments: &[Segment], extent: Extent) -> Vec<Vec<usize>> {
    let is_small = |segment: &Segment| segment.live() < SMALL;
    let has_lost = |segment: &Segment| match extent {
        Extent::All => !segment.masked.0.is_empty(),
        Extent::Some => false,
    };
    let mut groups: Vec<(u64, Vec<usize>)> = Vec::new();
    let chosen = segments.iter().enumerate().filter(|(_, one)| is_small(one) || has_lost(one));
    for (place, segment) in chosen {
        match groups.last_mut() {
            Some((rows, group)) if *rows + segment.live() <= TOGETHER => {
                *rows += segment.live();
                group.push(place);
            }
            _ => groups.push((segment.live(), vec![place])),
        }
    }
    let is_worth = |group: &Vec<usize>| match extent {
        Extent::All => group.len() > 1 || group.iter().any(|place| has_lost(&segments[*place])),
        Extent::Some => group.len() >= MANY,
    };
    let mut groups: Vec<Vec<usize>> =
        groups.into_iter().map(|(_, group)| group).filter(is_worth).collect();
    if extent == Extent::Some {
        groups.truncate(1);
    }
    groups
}

/// The rows that count of some segments as one.
fn merge(lake: &Path, group: &[&Segment], number: u64) -> Result<Segment, LakeFault> {
    let path = segments::path(lake, number);
    let damaged = |error: ArrowError| LakeFault::damaged(&path, error);
    let files = group.iter().map(|segment| (segment.path(lake), Rows::Not(&segment.masked)));
    let mut batches = Vec::new();
    for task in scan::tasks(files, |_| true)? {
        for (batch, rows, _) in task.batches(|_| true)? {
            let rows: UInt32Array = rows.into_iter().map(|row| row as u32).collect();
            batches.push(take_record_batch(&batch, &rows).map_err(damaged)?);
        }
    }
    let Some(schema) = batches.first().map(RecordBatch::schema) else {
        return Err(LakeFault::damaged(&path, "no row of its segments counts"));
    };
    let all = concat_batches(&schema, &batches).map_err(damaged)?;
    let column = |name: &str| {
        let column = all.column_by_name(name).cloned();
        column.ok_or_else(|| LakeFault::damaged(&path, format!("there is no column {name}")))
    };
    let (settled, received) = (times(&column("settled_at")?), times(&column("received_at")?));
    let ids = column("dossier_id")?;
    let ids = ids.as_string_opt::<i32>().ok_or_else(|| LakeFault::damaged(&path, "dossier_id"))?;
    let last = |time: i64| if time == NO_NUMBER { i64::MAX } else { time };
    let mut order: Vec<u32> = (0..all.num_rows() as u32).collect();
    order.sort_unstable_by_key(|row| {
        let row = *row as usize;
        (last(settled[row]), received[row], ids.value(row))
    });
    let sorted: Vec<i64> = order.iter().map(|row| settled[*row as usize]).collect();
    let order = UInt32Array::from(order);
    table::write(&path, &sorted, |rows| {
        take_record_batch(&all, &order.slice(rows.start, rows.len()))
    })?;
    Ok(Segment { number, rows: sorted.len() as u64, masked: Default::default() })
}

/// The times of a column, `NO_NUMBER` where there is none.
fn times(column: &ArrayRef) -> Vec<i64> {
    let Some(times) = column.as_primitive_opt::<TimestampMicrosecondType>() else {
        return vec![NO_NUMBER; column.len()];
    };
    times.iter().map(|time| time.unwrap_or(NO_NUMBER)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segments(rows: &[(u64, u64)]) -> Vec<Segment> {
        let segment = |(number, (rows, masked)): (u64, &(u64, u64))| {
            let mut segment = Segment { number, rows: *rows, masked: Default::default() };
            segment.masked.0.insert_range(0..*masked);
            segment
        };
        (0..).zip(rows).map(segment).collect()
    }

    #[test]
    fn a_few_small_segments_stay_until_they_are_many() {
        let mut rows = vec![(500_000, 10_000), (600, 0), (600, 0)];
        assert!(groups(&segments(&rows), Extent::Some).is_empty());
        assert_eq!(groups(&segments(&rows), Extent::All), [[0].to_vec(), [1, 2].to_vec()]);
        rows.extend([(600, 0); 6]);
        assert_eq!(groups(&segments(&rows), Extent::Some), [(1..9).collect::<Vec<usize>>()]);
    }

    #[test]
    fn no_merged_segment_is_larger_than_one_may_be() {
        let many = segments(&[(60_000, 0); 20]);
        assert_eq!(groups(&many, Extent::All).len(), 5, "four each");
        assert!(groups(&segments(&[(500_000, 0)]), Extent::All).is_empty());
    }
}
