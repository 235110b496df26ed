//! Format `national-sync`: the messages that one-stop systems send to the national portal
//! (`DongBoHoSoMC`, `CapNhatTienDoHoSoMC`, the dialect of 2026) and the answers of the procedure
//! catalogue (`LayThuTuc`), in every shape of `input-formats.md`. A file is found record by record
//! and read on several threads; only a few blocks of it are in memory.
//!
//! The position of a row is the number of its record in the file, counted from 1: of objects and of
//! whatever stands in an object's place. The dossier and the steps of a pair share one position. In
//! a file with one object on every line it is the line.
//!
//! Imports what is below the formats, of `rows` how a number is written out, and nothing of `table`;
//! within, `cursor` knows no message, and a message knows no file.

mod block;
mod catalogue;
mod cursor;
mod dossier;
mod draft;
mod fees;
mod forms;
mod habits;
mod key_table;
mod masks;
mod papers;
mod progress;
mod reader;
mod records;
mod recover;
mod scalars;
mod scan;
mod shape;
mod supplements;
#[cfg(test)]
mod tests;
mod tree;

use std::sync::{Mutex, PoisonError};

use self::{block::Block, reader::Reader, records::Cutter};
use super::{
    FileFault, expected, open,
    reading::{Contents, Input},
    threads,
};
use crate::schema::canonical::Kind;

/// Reads one file of messages into sinks. Records that cannot be read are rows too.
///
/// # Errors
///
/// A file that is cut off, damaged, not JSON, or of a kind that has no national message. What stands
/// before the damage was handed on.
pub fn read(input: Input<'_>) -> Result<Contents, FileFault> {
    let Input { file, reading, context, sinks } = input;
    if !matches!(file.kind, Kind::Dossiers | Kind::Events | Kind::Procedures) {
        let kind = file.kind.as_str();
        let what = format!(
            "format \"national-sync\" has no message of kind {kind:?}; use format \"table\""
        );
        return Err(FileFault::configuration(&file.path, what));
    }
    let cutter = Mutex::new(Cutter::new(&file.path, open::text(file)?));
    let dates = reader::dates(&reading.fillers, context);
    let work = || {
        let mut reader = Reader::new(file, reading.synced, context, &dates, sinks);
        let mut block = Block::default();
        // Whoever is free finds the next records, then reads them while others find theirs.
        let next = |block: &mut Block| {
            let mut cutter = cutter.lock().unwrap_or_else(PoisonError::into_inner);
            cutter.next(block, &|bytes| sinks.consumed(bytes))
        };
        while next(&mut block) {
            reader.block(&block);
        }
        (reader.rows, reader.given)
    };
    let read = threads::each(context.threads, work);
    let cutter = cutter.into_inner().unwrap_or_else(PoisonError::into_inner);
    let (records, late_units) = cutter.finish()?;
    expected::check(file, records)?;
    let rows = read.iter().map(|(rows, _)| rows).sum();
    let seen: Vec<&str> = read.iter().flat_map(|(_, given)| given).flatten().copied().collect();
    let columns = file.kind.columns().iter().map(|column| column.name);
    let given = columns.filter(|name| match file.kind {
        Kind::Dossiers => seen.contains(name) || (*name == "synced" && reading.synced.is_some()),
        // No message of a step names its unit.
        _ => *name != "unit_id",
    });
    Ok(Contents { rows, given: given.collect(), late_units })
}
