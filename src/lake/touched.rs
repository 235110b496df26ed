//! Dossiers of which something new was said: the messages of all parts are looked through for them, and
//! only they are resolved again.

use std::{collections::HashSet, path::Path};

use arrow::{
    array::AsArray,
    datatypes::{Int32Type, Int64Type, TimestampMicrosecondType},
};
use hashbrown::HashMap;

use super::{
    LakeFault, codec,
    meaning::{Known, Meaning},
    numbers::meeting_hash,
    part::Part,
    places::Places,
    scan::{self, Rows, Task},
    segments::Segment,
};
use crate::domain::time::LocalTime;

/// Bits of the first look for each dossier.
const BITS: usize = 16;

/// A set of dossiers, by the hash of their numbers. It is asked of every row of the lake, nearly all of
/// which are not in it, so that one bit answers most.
#[derive(Debug)]
pub struct Touched {
    hashes: HashSet<u64>,
    bits: Vec<u64>,
}

impl Touched {
    pub fn new(hashes: HashSet<u64>) -> Self {
        let length = (hashes.len() * BITS).div_ceil(64).next_power_of_two();
        let mut touched = Self { hashes, bits: vec![0; length] };
        for hash in &touched.hashes {
            let (word, bit) = place(*hash, touched.bits.len());
            touched.bits[word] |= bit;
        }
        touched
    }

    /// How many they are.
    pub fn dossiers(&self) -> usize {
        self.hashes.len()
    }

    pub fn has(&self, hash: u64) -> bool {
        let (word, bit) = place(hash, self.bits.len());
        self.bits[word] & bit != 0 && self.hashes.contains(&hash)
    }
}

fn place(hash: u64, words: usize) -> (usize, u64) {
    (hash as usize >> 6 & (words - 1), 1 << (hash & 63))
}

/// The dossiers that a part speaks of.
pub fn spoken_of(part: &Part, meaning: &Meaning, known: &Known) -> Result<HashSet<u64>, LakeFault> {
    let (mut hashes, mut rows, mut renumbered) = (HashSet::new(), Vec::new(), Vec::new());
    for slice in 0..part.slices() {
        rows.clear();
        part.rows(slice, slice + 1, &mut rows)?;
        let rows = meaning.keyed(&rows, &mut renumbered, known);
        hashes.extend(codec::each(rows).map(|(id, _)| meeting_hash(id)));
    }
    Ok(hashes)
}

/// The dossiers of which something is known at or after an instant.
pub fn known_since(tasks: &[Task<'_>], from: LocalTime) -> Result<HashSet<u64>, LakeFault> {
    let mut hashes = HashSet::new();
    for task in tasks {
        for (batch, rows, _) in task.batches(|name| matches!(name, "dossier_id" | "latest_at"))? {
            let ids = batch.column_by_name("dossier_id").and_then(|ids| ids.as_string_opt::<i32>());
            let latest = batch
                .column_by_name("latest_at")
                .and_then(|times| times.as_primitive_opt::<TimestampMicrosecondType>());
            let (ids, latest) = ids.zip(latest).ok_or_else(|| task.unexpected())?;
            let touched = rows.into_iter().filter(|row| latest.value(*row) >= from.micros());
            hashes.extend(touched.map(|row| meeting_hash(ids.value(row).as_bytes())));
        }
    }
    Ok(hashes)
}

/// The row groups of segments in which something is known at or after an instant.
pub fn late_tasks<'s>(
    lake: &Path,
    segments: &'s [Segment],
    from: LocalTime,
) -> Result<Vec<Task<'s>>, LakeFault> {
    let files = segments.iter().map(|one| (one.path(lake), Rows::Not(&one.masked)));
    scan::tasks(files, |group| {
        scan::span(group, "latest_at").is_none_or(|(_, last, _)| last >= from.micros())
    })
}

/// Dossiers as they stand in the lake: the message of each that counts, and when it was settled.
#[derive(Debug, Default)]
pub struct Standing {
    /// By part and place in its file.
    messages: HashSet<(u32, u64)>,
    settled: Vec<i64>,
}

impl Standing {
    /// `settled` is `i64::MIN` where a dossier may be open.
    pub fn new(mut dossiers: Vec<(u32, u64, i64)>) -> Self {
        dossiers.sort_unstable_by_key(|(_, _, settled)| *settled);
        Self {
            messages: dossiers.iter().map(|(part, position, _)| (*part, *position)).collect(),
            settled: dossiers.into_iter().map(|(_, _, settled)| settled).collect(),
        }
    }

    /// How many they are.
    pub fn dossiers(&self) -> usize {
        self.messages.len()
    }

    fn may_be_in(&self, span: Option<(i64, i64, bool)>) -> bool {
        let Some((first, last, all)) = span else { return true };
        let open = !all && self.settled.first() == Some(&i64::MIN);
        let next = self.settled.partition_point(|settled| *settled < first);
        open || self.settled.get(next).is_some_and(|settled| *settled <= last)
    }

    /// The rows of a segment that are of these dossiers; `number` is that of a part by its name.
    pub fn rows_in(
        &self,
        lake: &Path,
        segment: &Segment,
        number: &HashMap<&str, u32>,
    ) -> Result<Places, LakeFault> {
        let mut found = Places::default();
        let file = (segment.path(lake), Rows::Not(&segment.masked));
        for task in scan::tasks([file], |group| self.may_be_in(scan::span(group, "settled_at")))? {
            for (batch, rows, first) in task.batches(|name| matches!(name, "part" | "position"))? {
                let parts = batch.column_by_name("part");
                let parts = parts.and_then(|parts| parts.as_dictionary_opt::<Int32Type>());
                let names = parts.and_then(|parts| parts.values().as_string_opt::<i32>());
                let positions = batch.column_by_name("position");
                let positions = positions.and_then(|at| at.as_primitive_opt::<Int64Type>());
                let ((parts, names), positions) =
                    parts.zip(names).zip(positions).ok_or_else(|| task.unexpected())?;
                let numbers: Vec<Option<u32>> =
                    names.iter().map(|name| number.get(name?).copied()).collect();
                for row in rows {
                    let part = numbers[parts.keys().value(row) as usize];
                    let message = part.map(|part| (part, positions.value(row) as u64));
                    if message.is_some_and(|message| self.messages.contains(&message)) {
                        found.0.insert(first + row as u64);
                    }
                }
            }
        }
        Ok(found)
    }
}
