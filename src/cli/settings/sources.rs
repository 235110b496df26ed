//! Sources: kind, format and columns checked against what is known, and the files that a path or
//! pattern names.

use std::path::{Path, PathBuf};

use super::{
    values,
    written::{Int96, WrittenSource},
};
use crate::{
    pipeline::job::{Format, Source},
    schema::canonical::Kind,
    sources::{FileFault, IdScope, dates, patterns, table::Reading},
};

/// What looking for files came to beside the files.
#[derive(Debug, Default)]
pub struct Told {
    /// Files that are not there, and folders that cannot be read.
    pub missing: Vec<FileFault>,
    /// What was passed over.
    pub notes: Vec<String>,
}

/// A source with its files; `None` where something is wrong with it, which is then among the faults.
pub fn checked_source(
    written: WrittenSource,
    base: &Path,
    keep_removed: bool,
    faults: &mut Vec<String>,
    told: &mut Told,
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
    if matches!(written.kind, Kind::Units | Kind::Calendar | Kind::Cohorts) {
        let instead = match written.kind {
            Kind::Cohorts => "[ranking] cohorts = { path = … }".to_owned(),
            kind => format!("[{}] path", kind.as_str()),
        };
        faults.push(format!(
            "source {name:?}: kind = {:?} is not a source; use {instead}",
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
    let of_dossiers =
        matches!(written.kind, Kind::Dossiers | Kind::Events | Kind::Supplements | Kind::Ratings);
    if written.id_scope == IdScope::Unit && (format != Format::Table || !of_dossiers) {
        faults.push(format!(
            "source {name:?}: id_scope = \"unit\" is for tables of dossiers, events, supplements and ratings; leave it out"
        ));
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
    faults.extend(values::faults(&written));
    if faults.len() > before {
        return None;
    }
    let mut none_found = None;
    let files = files(&written, base, faults, told, &mut none_found);
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
            id_scope: written.id_scope,
        },
        on_duplicate: written.on_duplicate,
        order: written.order,
        none_found,
        keep_removed,
    })
}

/// Where every source of dossiers numbers within the unit, what is told of dossiers must name the unit
/// too, or it would be of none.
pub fn check_scopes(sources: &[Source], faults: &mut Vec<String>) {
    let of = |kinds: &'static [Kind]| sources.iter().filter(move |s| kinds.contains(&s.kind));
    let mut dossiers = of(&[Kind::Dossiers]).peekable();
    if dossiers.peek().is_none() || !dossiers.all(|s| s.reading.id_scope == IdScope::Unit) {
        return;
    }
    let others = of(&[Kind::Events, Kind::Supplements, Kind::Ratings]);
    for source in others.filter(|s| s.reading.id_scope == IdScope::Authority) {
        faults.push(format!(
            "source {:?}: the dossiers are numbered within their units, so that {} need the column unit_id, and \
             id_scope = \"unit\" here too",
            source.name,
            source.kind.as_str()
        ));
    }
}

/// The files that a path or pattern names, in reading order. What stands in the way is among the
/// missing, what is passed over among the notes.
fn files(
    written: &WrittenSource,
    base: &Path,
    faults: &mut Vec<String>,
    told: &mut Told,
    none_found: &mut Option<FileFault>,
) -> Vec<PathBuf> {
    let (source, pattern) = (&written.name, &written.path);
    let found = match patterns::files(base, pattern, written.order) {
        Ok(found) => found,
        Err(error) => {
            faults.push(format!("source {source:?}: path = {pattern:?}: {error}"));
            return Vec::new();
        }
    };
    let shown = |path: &Path| path.strip_prefix(base).unwrap_or(path).display().to_string();
    if !found.passed_over.is_empty() {
        let names: Vec<String> = found.passed_over.iter().take(3).map(|path| shown(path)).collect();
        let more = found.passed_over.len() - names.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        told.notes.push(format!(
            "source {source:?}: passed over, because they are helper files of other programs or folders: {}{more}",
            names.join(", ")
        ));
    }
    let partitions = partition_columns(written, base, &found.files);
    if !partitions.is_empty() {
        faults.push(format!(
            "source {source:?}: {} stands only in the names of folders ({}), which are not read; write it as a column of \
             the files",
            partitions.join(", "),
            pattern
        ));
    }
    let is_empty = found.files.is_empty() && found.faults.is_empty();
    told.missing.extend(found.faults);
    if !is_empty {
        return found.files;
    }
    if !pattern.contains(['*', '?', '[']) {
        // Told when it is to be read.
        return vec![base.join(pattern)];
    }
    let hint = if pattern.contains('[') { "; [ab] stands for one letter, a or b" } else { "" };
    let what = format!(
        "no file matches the pattern (source {source:?}); put files there or correct path{hint}"
    );
    *none_found = Some(FileFault::missing(Path::new(pattern), what));
    Vec::new()
}

/// Columns of the source that folders are named after (`unit_id=A`), as Hive and Spark write them.
fn partition_columns(written: &WrittenSource, base: &Path, files: &[PathBuf]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let below = files.iter().map(|file| file.strip_prefix(base).unwrap_or(file));
    for part in below.filter_map(Path::parent).flat_map(Path::components) {
        let name = part.as_os_str().to_string_lossy();
        let Some((key, _)) = name.split_once('=') else { continue };
        let is_column = match written.columns.is_empty() {
            true => written.kind.position(key).is_some(),
            false => written.columns.values().any(|column| column == key),
        };
        if is_column && !found.iter().any(|known| known == key) {
            found.push(key.to_owned());
        }
    }
    found
}
