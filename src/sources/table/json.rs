//! Tables as JSON: one object per line, read in blocks by several threads, or a list of objects, alone
//! or under a key of an object that holds it. Keys are the columns, compared as the names of a header
//! are; one that no column names is skipped without being decoded. Lines without anything are no rows
//! and are not counted.

mod lines;
mod list;
mod object;

use std::{io::Read, sync::PoisonError};

use serde::de::IgnoredAny;

use self::object::Seen;
use super::{
    super::{
        FileFault,
        lines::{lines as lines_of, without_mark},
        open,
        reading::{Contents, Input},
    },
    plan::Plan,
};

/// Bytes that tell how the records stand.
const FIRST: u64 = 1 << 16;

pub fn read(input: Input<'_>) -> Result<Contents, FileFault> {
    let Input { file, reading, .. } = input;
    let mut reader = open::text(file)?;
    let mut head = Vec::new();
    reader
        .by_ref()
        .take(FIRST)
        .read_to_end(&mut head)
        .map_err(|error| FileFault::io(&file.path, &error))?;
    let start = without_mark(&head).trim_ascii_start();
    if start.is_empty() && (head.len() as u64) < FIRST {
        let what = "the file is empty; expected a list of records, [] where there is none, or one object \
                    per line";
        return Err(FileFault::data(&file.path, what));
    }
    let is_list = reading.records.is_some() || start.first() == Some(&b'[');
    let as_objects = !is_list && is_over_lines(start);
    let reader: Box<dyn Read + Send> = Box::new(std::io::Cursor::new(head).chain(reader));
    let seen = Seen::default();
    let rows = if is_list || as_objects {
        list::read(input, reader, as_objects, &seen)?
    } else {
        lines::read(input, reader, &seen)?
    };
    let header: Vec<String> =
        seen.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().collect();
    if header.is_empty() {
        return Ok(Contents { rows, ..Contents::default() });
    }
    // What no record has is a column that the file has not.
    let plan = Plan::new(file, reading, &header).map_err(|fault| FileFault {
        line: None,
        what: format!(
            "{}; where the records stand in a list under a key, name it: records = \"data\"",
            fault.what
        ),
        ..fault
    })?;
    Ok(Contents { rows, given: plan.given, ..Contents::default() })
}

/// Whether the records are written over several lines each: the first line begins an object that goes on
/// in the next.
fn is_over_lines(text: &[u8]) -> bool {
    let mut lines = lines_of(text).map(|(line, _)| line);
    let (Some(first), Some(_)) = (lines.next(), lines.next()) else { return false };
    first.starts_with(b"{")
        && serde_json::from_slice::<IgnoredAny>(first).is_err_and(|error| error.is_eof())
}
