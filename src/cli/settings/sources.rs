//! Sources: kind, format and columns checked against what is known, and the files that a path or
//! pattern names.

use std::path::{Path, PathBuf};

use super::written::{Int96, WrittenSource};
use crate::{
    pipeline::job::{Format, Source},
    schema::{Type, canonical::Kind},
    sources::{FileFault, dates, table::Reading},
};

/// A source with its files; `None` where something is wrong with it, which is then among the faults.
pub fn checked_source(
    written: WrittenSource,
    base: &Path,
    faults: &mut Vec<String>,
    missing: &mut Vec<FileFault>,
) -> Option<Source> {
    let name = &written.name;
    let before = faults.len();
    let format = match written.format.as_str() {
        "table" => Format::Table,
        "national-sync" => Format::NationalSync,
        other => {
            faults.push(format!(
                "source {name:?}: format = {other:?}; expected \"table\" or \"national-sync\""
            ));
            Format::Table
        }
    };
    if matches!(written.kind, Kind::Units | Kind::Calendar) {
        faults.push(format!(
            "source {name:?}: kind = {:?} is not a source; use [{}] path",
            written.kind.as_str(),
            written.kind.as_str()
        ));
    }
    if written.delimiter.is_some_and(|mark| !mark.is_ascii() || "\"\r\n".contains(mark)) {
        faults.push(format!(
            "source {name:?}: delimiter = {:?}; expected one character of ASCII such as \";\" or \"\\t\"",
            written.delimiter.unwrap_or_default()
        ));
    }
    if written.header_row == Some(0) {
        faults.push(format!("source {name:?}: header_row = 0; the first row is 1"));
    }
    let known =
        || written.kind.columns().iter().map(|column| column.name).collect::<Vec<_>>().join(", ");
    for column in written.columns.keys().chain(written.values.keys()).chain(&written.optional) {
        if written.kind.position(column).is_none() {
            faults.push(format!(
                "source {name:?}: {column:?} is not a column of {}; known are: {}",
                written.kind.as_str(),
                known()
            ));
        }
    }
    for format in written.datetime.iter().filter(|format| !dates::is_format(format)) {
        faults.push(format!(
            "source {name:?}: datetime = {format:?} gives no year, month and day; expected a pattern such as \
             \"%d/%m/%Y %H:%M:%S\", or epoch_s, epoch_ms or json_date"
        ));
    }
    for column in written.kind.columns() {
        let is_replaced = matches!(column.kind, Type::Code(_) | Type::Int | Type::Bool);
        if written.values.contains_key(column.name) && !is_replaced {
            faults.push(format!(
                "source {name:?}: values.{} replaces nothing; expected a column of codes, numbers or flags",
                column.name
            ));
        }
    }
    if faults.len() > before {
        return None;
    }
    let files = files(&written.path, base, name, faults, missing);
    Some(Source {
        name: written.name,
        kind: written.kind,
        format,
        files,
        reading: Reading {
            columns: written.columns,
            values: written.values,
            datetime: written.datetime,
            synced: written.synced,
            optional: written.optional,
            delimiter: written.delimiter.map(|mark| mark as u8),
            sheets: written.sheet.map(Vec::from).unwrap_or_default(),
            header_row: written.header_row,
            records: written.records,
            fillers: written.fillers,
            int96_local: written.int96 == Int96::Local,
        },
        on_duplicate: written.on_duplicate,
        id_scope: written.id_scope,
        order: written.order,
    })
}

/// The files that a path or pattern names, sorted by name.
fn files(
    pattern: &str,
    base: &Path,
    source: &str,
    faults: &mut Vec<String>,
    missing: &mut Vec<FileFault>,
) -> Vec<PathBuf> {
    if !pattern.contains(['*', '?', '[']) {
        return vec![base.join(pattern)];
    }
    let escaped = glob::Pattern::escape(&base.to_string_lossy());
    let full = if Path::new(pattern).is_absolute() {
        pattern.to_owned()
    } else {
        format!("{escaped}/{pattern}")
    };
    match glob::glob(&full) {
        Ok(found) => {
            let mut files: Vec<PathBuf> = found.flatten().filter(|path| path.is_file()).collect();
            files.sort();
            if files.is_empty() {
                let what = format!(
                    "no file matches the pattern (source {source:?}); put files there or correct path"
                );
                missing.push(FileFault::missing(Path::new(pattern), what));
            }
            files
        }
        Err(error) => {
            faults.push(format!("source {source:?}: path = {pattern:?}: {error}"));
            Vec::new()
        }
    }
}
