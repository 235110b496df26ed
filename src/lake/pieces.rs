//! The parts of a run side by side: what all of them say of the dossiers of one slice. A part of a large
//! file has slices of its own that are read when they are needed; the rows of small ones are put in
//! slices together before.

use std::{
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use super::{
    LakeFault,
    codec::{self, Rows},
    hash::part_of,
    meaning::{Known, Meaning},
    numbers::slice_hash,
    part::Part,
    stage::Stage,
};

/// Slices of a partition: what is resolved together fits near the processor.
pub const SLICES: usize = 8;
/// Bytes of rows for which a partition is made, so that each fits in memory.
const BYTES_PER_PARTITION: u64 = 16 << 20;
const MOST_PARTITIONS: u64 = 128;
/// Bytes of a small part that are gathered for a slice before they are handed over.
const BUFFER: usize = 16 << 10;

/// The rows of all parts, by slice.
pub struct Pieces<'p> {
    parts: &'p [Part],
    meanings: &'p [Meaning],
    known: &'p Known,
    /// Of parts that have fewer slices.
    small: Stage,
    slices: usize,
}

impl<'p> Pieces<'p> {
    /// `parts` by the number of their file; small ones are put in slices in a folder aside.
    pub fn new(
        parts: &'p [Part],
        meanings: &'p [Meaning],
        known: &'p Known,
        aside: &Path,
        threads: usize,
    ) -> Result<Self, LakeFault> {
        let bytes: u64 = parts.iter().map(Part::row_bytes).sum();
        let partitions = bytes.div_ceil(BYTES_PER_PARTITION).next_power_of_two();
        let slices = partitions.clamp(2, MOST_PARTITIONS) as usize * SLICES;
        let pieces =
            Self { parts, meanings, known, small: Stage::new(aside, slices, false)?, slices };
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
        self.slices / SLICES
    }

    /// Hands the rows of a small part over, each slice in frames that say their file and length.
    fn put_in_slices(&self, file: u32, part: &Part, rows: &mut Vec<u8>) -> Result<(), LakeFault> {
        rows.clear();
        part.rows(0, part.slices(), rows)?;
        let mut buffers: Vec<Vec<u8>> = vec![Vec::new(); self.slices];
        let hand_over = |number: usize, buffer: &mut Vec<u8>| {
            let length = (buffer.len() as u32).saturating_sub(8);
            if length > 0 {
                buffer[4..8].copy_from_slice(&length.to_le_bytes());
                self.small.hand_over(number, std::mem::take(buffer));
            }
        };
        for (id, row) in codec::each(rows) {
            let number = part_of(slice_hash(id), self.slices);
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
        let mut aside = Vec::new();
        for (file, part) in (0..).zip(self.parts).filter(|(_, part)| part.slices() >= self.slices) {
            let share = part.slices() / self.slices;
            let (from, to) = (slice * share, (slice + 1) * share);
            match self.meanings[file as usize].is_scoped() {
                false => part.rows(from, to, &mut rows.bytes)?,
                true => {
                    aside.clear();
                    part.rows(from, to, &mut aside)?;
                    self.add(file, &aside, rows);
                }
            }
            rows.end(file);
        }
        let small = self.small.load(slice)?;
        let mut rest = &small[..];
        while let Some((head, behind)) = rest.split_at_checked(8) {
            let number = |at: usize| head[at..].first_chunk().map_or(0, |b| u32::from_le_bytes(*b));
            let (own, behind) = behind.split_at(number(4) as usize);
            self.add(number(0), own, rows);
            rows.end(number(0));
            rest = behind;
        }
        Ok(())
    }

    /// Adds rows of a file, their dossiers under the keys of the run.
    fn add(&self, file: u32, own: &[u8], rows: &mut Rows) {
        let meaning = &self.meanings[file as usize];
        match meaning.is_scoped() {
            false => rows.bytes.extend_from_slice(own),
            true => codec::renumber(own, &mut rows.bytes, |id| meaning.key(id, self.known)),
        }
    }
}
