//! The parts of a run side by side: what all of them say of the dossiers of one slice. A part of a large
//! file has slices of its own that are read when they are needed; the rows of small ones are put in
//! slices together before.

use std::{
    ops::Range,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use serde::{Deserialize, Serialize};

use super::{
    LakeFault,
    codec::{self, Rows},
    hash::part_of,
    meaning::{Known, Meaning},
    numbers::{meeting_hash, slice_hash},
    part::Part,
    stage::Stage,
    touched::Touched,
};

/// Slices of a partition: what is resolved together fits near the processor.
const SLICES: usize = 8;
/// Bytes of rows for which a partition is made, so that each fits in memory.
const BYTES_PER_PARTITION: u64 = 16 << 20;
const MOST_PARTITIONS: u64 = 128;
/// Bytes of a small part that are gathered for a slice before they are handed over.
const BUFFER: usize = 16 << 10;

/// Bytes of rows that are expected of a dossier.
const BYTES_PER_DOSSIER: u64 = 128;

/// The rows of all parts, by slice.
pub struct Pieces<'p> {
    sources: Sources<'p>,
    /// Of parts that have fewer slices.
    small: Stage,
    slices: usize,
    /// Those of them that are resolved here.
    own: Range<usize>,
}

/// Share `number` of `of` equal shares of all dossiers, by the hashes of their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Share {
    /// The first is 1.
    pub number: u32,
    pub of: u32,
}

impl Share {
    /// All dossiers.
    pub const ALL: Self = Self { number: 1, of: 1 };

    /// The slices of the share, of `slices` in all. Every slice is of one share.
    fn slices(self, slices: usize) -> Range<usize> {
        let until = |shares: u32| (slices as u64 * u64::from(shares) / u64::from(self.of)) as usize;
        until(self.number - 1)..until(self.number)
    }
}

/// The parts of a run, by the number of their file, and what is read of them.
#[derive(Clone, Copy)]
pub struct Sources<'p> {
    pub parts: &'p [&'p Part],
    pub meanings: &'p [Meaning],
    pub known: &'p Known,
    /// Of files that are not new, only what is said of these dossiers; `None` where all is read.
    pub touched: Option<(&'p Touched, &'p [bool])>,
}

impl<'p> Sources<'p> {
    /// The dossiers that are looked for in a file.
    fn touched(&self, file: u32) -> Option<&'p Touched> {
        let (touched, is_new) = self.touched?;
        (!is_new[file as usize]).then_some(touched)
    }

    /// Bytes of rows that are read, as far as they can be told before.
    fn row_bytes(&self) -> u64 {
        let whole = (0..).zip(self.parts).filter(|(file, _)| self.touched(*file).is_none());
        let whole: u64 = whole.map(|(_, part)| part.row_bytes()).sum();
        whole + self.touched.map_or(0, |(touched, _)| touched.dossiers() as u64 * BYTES_PER_DOSSIER)
    }
}

impl<'p> Pieces<'p> {
    /// Small parts are put in slices in a folder aside.
    pub fn new(
        sources: Sources<'p>,
        share: Share,
        aside: &Path,
        threads: usize,
    ) -> Result<Self, LakeFault> {
        let partitions = sources.row_bytes().div_ceil(BYTES_PER_PARTITION).next_power_of_two();
        let slices = partitions.clamp(2, MOST_PARTITIONS) as usize * SLICES;
        let parts = sources.parts;
        let (small, own) = (Stage::new(aside, slices, false)?, share.slices(slices));
        let pieces = Self { sources, small, slices, own };
        let next = AtomicUsize::new(0);
        thread::scope(|scope| {
            let work = || -> Result<(), LakeFault> {
                let mut rows = Vec::new();
                loop {
                    let file = next.fetch_add(1, Ordering::Relaxed);
                    let Some(part) = parts.get(file) else { return Ok(()) };
                    if part.slices() < slices {
                        pieces.put_in_slices(file as u32, part, &mut rows)?;
                    }
                }
            };
            let workers: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(work)).collect();
            workers.into_iter().try_for_each(|worker| {
                worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
        })?;
        Ok(pieces)
    }

    pub fn partitions(&self) -> usize {
        self.own.len().div_ceil(SLICES)
    }

    /// The slices of a partition.
    pub fn slices(&self, partition: usize) -> Range<usize> {
        let from = self.own.start + partition * SLICES;
        from..(from + SLICES).min(self.own.end)
    }

    /// Hands the rows of a small part over, each slice in frames that say their file and length.
    fn put_in_slices(&self, file: u32, part: &Part, rows: &mut Vec<u8>) -> Result<(), LakeFault> {
        rows.clear();
        let (own, slices) = (&self.own, part.slices());
        let (from, to) = (own.start * slices / self.slices, own.end * slices);
        part.rows(from, to.div_ceil(self.slices), rows)?;
        let mut buffers: Vec<Vec<u8>> = vec![Vec::new(); self.slices];
        let hand_over = |number: usize, buffer: &mut Vec<u8>| {
            let length = (buffer.len() as u32).saturating_sub(8);
            if length > 0 {
                buffer[4..8].copy_from_slice(&length.to_le_bytes());
                self.small.hand_over(number, std::mem::take(buffer));
            }
        };
        let touched = self.sources.touched(file);
        let meaning = &self.sources.meanings[file as usize];
        for (id, row) in codec::each(rows) {
            let is_touched = |touched: &Touched| touched.has(meaning.hash(id, self.sources.known));
            if !touched.is_none_or(is_touched) {
                continue;
            }
            let number = part_of(slice_hash(id), self.slices);
            if !self.own.contains(&number) {
                continue;
            }
            let buffer = &mut buffers[number];
            if buffer.is_empty() {
                buffer.extend_from_slice(&file.to_le_bytes());
                buffer.extend_from_slice(&[0; 4]);
            }
            buffer.extend_from_slice(row);
            if buffer.len() >= BUFFER {
                hand_over(number, buffer);
            }
        }
        buffers.iter_mut().enumerate().for_each(|(number, buffer)| hand_over(number, buffer));
        Ok(())
    }

    /// What all parts say of the dossiers of a slice, in the place of what `rows` held.
    pub fn load(&self, slice: usize, rows: &mut Rows) -> Result<(), LakeFault> {
        rows.clear();
        let (mut aside, mut renumbered) = (Vec::new(), Vec::new());
        let parts = (0..).zip(self.sources.parts);
        for (file, part) in parts.filter(|(_, part)| part.slices() >= self.slices) {
            let share = part.slices() / self.slices;
            let (from, to) = (slice * share, (slice + 1) * share);
            let is_whole = self.sources.touched(file).is_none();
            if is_whole && !self.sources.meanings[file as usize].is_scoped() {
                part.rows(from, to, &mut rows.bytes)?;
            } else {
                for slice in from..to {
                    aside.clear();
                    part.rows(slice, slice + 1, &mut aside)?;
                    self.add(file, &aside, &mut renumbered, rows);
                }
            }
            rows.end(file);
        }
        let small = self.small.load(slice)?;
        let mut rest = &small[..];
        while let Some((head, behind)) = rest.split_at_checked(8) {
            let number = |at: usize| head[at..].first_chunk().map_or(0, |b| u32::from_le_bytes(*b));
            let (own, behind) = behind.split_at(number(4) as usize);
            self.add(number(0), own, &mut renumbered, rows);
            rows.end(number(0));
            rest = behind;
        }
        Ok(())
    }

    /// Adds rows of a file, their dossiers under the keys of the run; only those that are looked for.
    fn add(&self, file: u32, own: &[u8], renumbered: &mut Vec<u8>, rows: &mut Rows) {
        let meaning = &self.sources.meanings[file as usize];
        let own = meaning.keyed(own, renumbered, self.sources.known);
        match self.sources.touched(file) {
            None => rows.bytes.extend_from_slice(own),
            Some(touched) => {
                let own = codec::each(own).filter(|(id, _)| touched.has(meeting_hash(id)));
                own.for_each(|(_, row)| rows.bytes.extend_from_slice(row));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slice_is_of_one_share() {
        for (slices, of) in [(16, 1), (16, 3), (16, 8), (16, 40), (1024, 7), (1024, 1024)] {
            let shares = (1..=of).map(|number| Share { number, of }.slices(slices));
            let all: Vec<usize> = shares.flatten().collect();
            assert_eq!(all, (0..slices).collect::<Vec<_>>(), "{slices} slices in {of} shares");
        }
    }
}
