//! A text file of any size in blocks of whole records, read by as many threads as there are. Whoever is
//! free cuts the next block off, then reads it while others cut theirs. The blocks are the only thing
//! in memory.

use std::{
    io::Read,
    path::Path,
    sync::{Mutex, PoisonError},
};

use super::super::{FileFault, Sinks, lines::line_ends, threads};

/// Bytes read at a time.
const BLOCK: usize = 1 << 20;
/// A record longer than this is none.
const LONGEST_RECORD: usize = 64 << 20;

/// Some whole records and the line of the first. Its memory is used for the next one.
#[derive(Default)]
pub struct Block {
    pub bytes: Vec<u8>,
    pub first_line: u64,
    /// What the file ends with, behind its last line end.
    pub is_tail: bool,
}

/// Finds where the last whole record of a growing buffer ends.
pub trait Boundary {
    /// Where the last whole record ends in `all`, which begins where the last one ended before and has
    /// grown since.
    ///
    /// # Errors
    ///
    /// The place in `all` of a quote that has no partner.
    fn last_end(&mut self, all: &[u8]) -> Result<Option<usize>, usize>;

    /// Where a quote opens in what is left when the file is over, and is not closed.
    fn unclosed(&self, _left: &[u8]) -> Option<usize> {
        None
    }
}

/// Cuts `reader` into blocks and lets `work` read them on `threads` threads. `work` fills its block with
/// the next records until there are none, and gives the rows it read.
pub fn read(
    path: &Path,
    reader: Box<dyn Read + Send>,
    boundary: impl Boundary + Send,
    first_line: u64,
    threads: usize,
    sinks: &dyn Sinks,
    work: impl Fn(&mut dyn FnMut(&mut Block) -> bool) -> Result<u64, FileFault> + Sync,
) -> Result<u64, FileFault> {
    let pending = Vec::with_capacity(BLOCK + BLOCK / 2);
    let cutter =
        Cutter { path, reader, boundary, pending, line: first_line, is_over: false, fault: None };
    let cutter = Mutex::new(cutter);
    let results = threads::each(threads, || {
        work(&mut |block| {
            let mut cutter = cutter.lock().unwrap_or_else(PoisonError::into_inner);
            if cutter.is_over {
                return false;
            }
            let found = cutter.next(block, sinks);
            cutter.is_over = block.is_tail || !matches!(found, Ok(true));
            found.unwrap_or_else(|fault| {
                cutter.fault = Some(fault);
                false
            })
        })
    });
    let fault = cutter.into_inner().unwrap_or_else(PoisonError::into_inner).fault;
    let (mut rows, mut faults) = (0, Vec::from_iter(fault));
    for result in results {
        match result {
            Ok(read) => rows += read,
            Err(fault) => faults.push(fault),
        }
    }
    // That of the earliest line, so that the message does not depend on which thread was faster.
    let first = faults.into_iter().min_by_key(|fault| fault.line.unwrap_or(u64::MAX));
    first.map_or(Ok(rows), Err)
}

/// Cuts a file into blocks.
struct Cutter<'p, B> {
    path: &'p Path,
    reader: Box<dyn Read + Send>,
    boundary: B,
    /// What was read and is in no block yet, and the line that it begins with.
    pending: Vec<u8>,
    line: u64,
    is_over: bool,
    fault: Option<FileFault>,
}

impl<B: Boundary> Cutter<'_, B> {
    /// Puts the next records into `block`; false where there are none left.
    fn next(&mut self, block: &mut Block, sinks: &dyn Sinks) -> Result<bool, FileFault> {
        loop {
            self.pending.reserve(BLOCK);
            let new = self
                .reader
                .by_ref()
                .take(BLOCK as u64)
                .read_to_end(&mut self.pending)
                .map_err(|error| FileFault::io(self.path, &error))?;
            sinks.consumed(new as u64);
            let known = self.pending.len() - new;
            if let Some(place) = memchr::memchr(0, &self.pending[known..]) {
                return Err(self.fault_at(nul, known + place));
            }
            let is_over = new == 0;
            let end = if is_over {
                Some(self.pending.len())
            } else {
                let end = self.boundary.last_end(&self.pending);
                end.map_err(|place| self.fault_at(no_partner, place))?
            };
            let is_too_long = end.is_none() && self.pending.len() > LONGEST_RECORD;
            let unclosed = self.boundary.unclosed(&self.pending);
            if let Some(place) = unclosed.filter(|_| is_over || is_too_long) {
                return Err(self.fault_at(no_partner, place));
            }
            if is_too_long {
                return Err(self.fault_at(too_long, 0));
            }
            if let Some(end) = end {
                // What is left is begun in the memory of the block.
                block.bytes.clear();
                block.bytes.extend_from_slice(&self.pending[end..]);
                self.pending.truncate(end);
                std::mem::swap(&mut block.bytes, &mut self.pending);
                (block.first_line, block.is_tail) = (self.line, is_over);
                self.line += line_ends(&block.bytes);
                return Ok(!block.bytes.is_empty());
            }
        }
    }

    fn fault_at(&self, fault: fn(&Path) -> FileFault, place: usize) -> FileFault {
        fault(self.path).at(self.line + line_ends(&self.pending[..place]))
    }
}

fn too_long(path: &Path) -> FileFault {
    FileFault::data(path, format!("a record is longer than {} MiB", LONGEST_RECORD >> 20))
}

/// A quote opens a cell that runs over lines, and nothing closes it.
pub fn no_partner(path: &Path) -> FileFault {
    let what = "a quote opens here that is never closed, or closed before other text, so that the lines behind \
                it would be taken for one cell; write the cell with quotes on both sides and those within it \
                doubled, or without any";
    FileFault::data(path, what)
}

/// Bytes that are no text.
pub fn wrong_encoding(path: &Path) -> FileFault {
    let what = "the text is not UTF-8; expected UTF-8 (with or without a byte order mark) or UTF-16 \
                with one: save the file again in one of these encodings";
    FileFault::data(path, what)
}

/// A text has none; they stand where a disk or a line failed, or where the file is no text.
pub fn nul(path: &Path) -> FileFault {
    let what = "a NUL byte stands here, as where a file was cut off or is UTF-16 without a byte order mark; \
                send it again, as UTF-8";
    FileFault::data(path, what)
}

/// Where blocks end in a text that comes in parts of `step` bytes, and the place of a quote that has no
/// partner.
#[cfg(test)]
pub fn ends(mut boundary: impl Boundary, text: &[u8], step: usize) -> (Vec<usize>, Option<usize>) {
    let (mut buffer, mut base, mut found) = (Vec::new(), 0, Vec::new());
    for part in text.chunks(step) {
        buffer.extend_from_slice(part);
        match boundary.last_end(&buffer) {
            Ok(Some(end)) => {
                base += end;
                found.push(base);
                buffer.drain(..end);
            }
            Ok(None) => {}
            Err(place) => return (found, Some(base + place)),
        }
    }
    (found, boundary.unclosed(&buffer).map(|place| base + place))
}
