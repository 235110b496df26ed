//! A text file of any size in blocks of whole records, handed to as many threads as there are. The
//! blocks are the only thing in memory.

use std::{
    io::Read,
    path::Path,
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
};

use super::super::{FileFault, Sinks, lines::line_ends};

/// Bytes read at a time.
const BLOCK: usize = 1 << 20;
/// A record longer than this is none.
const LONGEST_RECORD: usize = 64 << 20;

/// Some whole records and the line of the first.
pub struct Block {
    pub bytes: Vec<u8>,
    pub first_line: u64,
    /// What the file ends with, behind its last line end.
    pub is_tail: bool,
    spare: Arc<Spare>,
}

/// Buffers that were read and wait to be filled again.
type Spare = Mutex<Vec<Vec<u8>>>;

impl Drop for Block {
    fn drop(&mut self) {
        let mut buffer = std::mem::take(&mut self.bytes);
        buffer.clear();
        self.spare.lock().unwrap_or_else(PoisonError::into_inner).push(buffer);
    }
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

/// Cuts `reader` into blocks and lets `work` read them on `threads` threads. `work` gives the rows
/// it read; the first fault ends the reading.
pub fn read<B: Boundary>(
    path: &Path,
    mut reader: Box<dyn Read + Send>,
    boundary: B,
    first_line: u64,
    threads: usize,
    sinks: &dyn Sinks,
    work: impl Fn(&mut dyn FnMut() -> Option<Block>) -> Result<u64, FileFault> + Sync,
) -> Result<u64, FileFault> {
    let (sender, receiver) = mpsc::sync_channel::<Block>(threads);
    let receiver = Mutex::new(receiver);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    let mut next =
                        || receiver.lock().unwrap_or_else(PoisonError::into_inner).recv().ok();
                    let read = work(&mut next);
                    if read.is_err() {
                        // The cutter must not wait for a reader that has gone.
                        while next().is_some() {}
                    }
                    read
                })
            })
            .collect();
        let cut = cut(path, &mut reader, boundary, first_line, &sender, sinks);
        drop(sender);
        let mut rows = 0;
        let mut fault = cut.err();
        for worker in workers {
            match worker.join() {
                Ok(Ok(read)) => rows += read,
                Ok(Err(worse)) => fault = Some(earlier(fault.take(), worse)),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        fault.map_or(Ok(rows), Err)
    })
}

/// The fault of the earlier line, so that the message does not depend on which thread was faster.
fn earlier(known: Option<FileFault>, other: FileFault) -> FileFault {
    match known {
        Some(known) if known.line.unwrap_or(u64::MAX) <= other.line.unwrap_or(u64::MAX) => known,
        _ => other,
    }
}

fn cut<B: Boundary>(
    path: &Path,
    reader: &mut dyn Read,
    mut boundary: B,
    mut line: u64,
    blocks: &mpsc::SyncSender<Block>,
    sinks: &dyn Sinks,
) -> Result<(), FileFault> {
    let spare: Arc<Spare> = Arc::default();
    let buffer = || {
        let mut buffers = spare.lock().unwrap_or_else(PoisonError::into_inner);
        buffers.pop().unwrap_or_else(|| Vec::with_capacity(BLOCK + BLOCK / 2))
    };
    let mut pending = buffer();
    let line_of = |line: u64, before: &[u8]| line + line_ends(before);
    loop {
        pending.reserve(BLOCK);
        let new = reader
            .take(BLOCK as u64)
            .read_to_end(&mut pending)
            .map_err(|error| FileFault::io(path, &error))?;
        sinks.consumed(new as u64);
        let known = pending.len() - new;
        if let Some(place) = memchr::memchr(0, &pending[known..]) {
            return Err(nul(path).at(line_of(line, &pending[..known + place])));
        }
        if new == 0 {
            if let Some(place) = boundary.unclosed(&pending) {
                return Err(no_partner(path).at(line_of(line, &pending[..place])));
            }
            if !pending.is_empty() {
                let _ =
                    blocks.send(Block { bytes: pending, first_line: line, is_tail: true, spare });
            }
            return Ok(());
        }
        let end = boundary
            .last_end(&pending)
            .map_err(|place| no_partner(path).at(line_of(line, &pending[..place])))?;
        match end {
            Some(end) => {
                let mut rest = buffer();
                rest.extend_from_slice(&pending[end..]);
                pending.truncate(end);
                let lines = line_ends(&pending);
                let bytes = std::mem::replace(&mut pending, rest);
                let spare = Arc::clone(&spare);
                let block = Block { bytes, first_line: line, is_tail: false, spare };
                if blocks.send(block).is_err() {
                    return Ok(());
                }
                line += lines;
            }
            None if pending.len() > LONGEST_RECORD => {
                let fault = match boundary.unclosed(&pending) {
                    Some(place) => no_partner(path).at(line_of(line, &pending[..place])),
                    None => FileFault::data(
                        path,
                        format!("a record is longer than {} MiB", LONGEST_RECORD >> 20),
                    )
                    .at(line),
                };
                return Err(fault);
            }
            None => {}
        }
    }
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
