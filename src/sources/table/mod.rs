//! Format `table`: CSV, Parquet, XLSX or JSON lines with canonical columns, or with a mapping to
//! them. Columns that are not listed are never decoded.

pub mod blocks;
pub mod csv;
pub mod json_lines;
pub mod parquet;
mod scope;
pub mod xlsx;

use std::collections::BTreeMap;

use scope::Scope;
use unicode_normalization::UnicodeNormalization;

use super::{
    Context, File, FileFault, IdScope, Sinks, open,
    rows::{Cell, RowReader, ValueMap},
};
use crate::{
    domain::{
        account::{OutOfScope, Place, Reason},
        message::{FindingSet, Message, Sink},
    },
    schema::canonical::Kind,
};

/// How the tables of one source are to be read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Canonical name → name in the file; empty where the file has the canonical names.
    pub columns: BTreeMap<String, String>,
    /// Canonical name → canonical value → raw values.
    pub values: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// Date formats, tried in order.
    pub datetime: Vec<String>,
    /// Every message of the source was acknowledged by the national portal.
    pub synced: Option<bool>,
    /// Mapped canonical columns that a file may lack.
    pub optional: Vec<String>,
    /// What separates the cells of a CSV; found by itself where it is not said.
    pub delimiter: Option<u8>,
    /// Sheets of a workbook; the only visible one that holds something where none is said.
    pub sheets: Vec<String>,
    /// The row of the column names, from 1; the first that holds something where it is not said.
    pub header_row: Option<u64>,
    /// The key (`a.b.c`) that holds the list of records in JSON.
    pub records: Option<String>,
    /// Dates that mean "none", as they are written, beside the known ones.
    pub fillers: Vec<String>,
    /// Parquet INT96 is local wall clock, and not an instant in UTC.
    pub int96_local: bool,
    /// Within what the numbers of dossiers are their own.
    pub id_scope: IdScope,
}

/// What a file turned out to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    pub rows: u64,
    /// Canonical columns that the file has.
    pub given: Vec<&'static str>,
}

/// Reads one file, row by row, into sinks. Rows that cannot be read are messages too.
pub fn read(
    file: &File,
    reading: &Reading,
    context: &Context,
    sinks: &dyn Sinks,
) -> Result<Contents, FileFault> {
    let extension = open::format_extension(&file.path);
    match extension.as_str() {
        "csv" | "tsv" | "txt" => csv::read(file, reading, context, sinks),
        "jsonl" | "ndjson" | "json" => json_lines::read(file, reading, context, sinks),
        "parquet" => parquet::read(file, reading, context, sinks),
        "xlsx" => xlsx::read(file, reading, context, sinks),
        other => Err(FileFault::configuration(
            &file.path,
            format!(
                "the extension {other:?} names no format of a table; expected .csv, .parquet, .xlsx \
                 or .jsonl, each also with .gz or .zst"
            ),
        )),
    }
}

/// Where each canonical column stands in a file.
#[derive(Clone, Debug)]
pub struct Plan {
    /// By canonical position: the column's place in the file.
    pub places: Vec<Option<usize>>,
    /// Columns of the file.
    pub width: usize,
    pub given: Vec<&'static str>,
}

impl Plan {
    /// Finds the canonical columns in a header.
    pub fn new(file: &File, reading: &Reading, header: &[String]) -> Result<Self, FileFault> {
        let header: Vec<String> = header.iter().map(|name| normal(name)).collect();
        let find = |name: &str| header.iter().position(|known| *known == normal(name));
        let shown = || match header.iter().any(|name| is_value(name)) {
            // A file without a header has a row there, and a row may tell of a person.
            true => "a row in the place of column names, which is not shown".to_owned(),
            false => header.join(", "),
        };
        let absent: Vec<&str> = reading
            .columns
            .values()
            .filter(|name| find(name).is_none())
            .map(String::as_str)
            .collect();
        if !absent.is_empty() {
            let what = format!(
                "column {} of the mapping is not in the file; it has: {}",
                absent.join(", "),
                shown()
            );
            return Err(FileFault::configuration(&file.path, what));
        }
        let columns = file.kind.columns();
        // What is told of dossiers that are numbered within their units names the unit.
        let scoped = reading.id_scope == IdScope::Unit && file.kind != Kind::Dossiers;
        let of_scope: &[&[&str]] = if scoped { &[&["unit_id"]] } else { &[] };
        let required = || file.kind.required().iter().chain(of_scope);
        // A mapping lists all that is read, except that what every table must have is also found
        // under its own name.
        let listed =
            |name: &str| reading.columns.is_empty() || required().any(|any| any.contains(&name));
        let places: Vec<Option<usize>> = columns
            .iter()
            .map(|column| match reading.columns.get(column.name) {
                Some(name) => find(name),
                None if listed(column.name) => find(column.name),
                None => None,
            })
            .collect();
        let given: Vec<&'static str> = columns
            .iter()
            .zip(&places)
            .filter(|(_, place)| place.is_some())
            .map(|(column, _)| column.name)
            .collect();
        let missing: Vec<String> = required()
            .filter(|names| !names.iter().any(|name| given.contains(name)))
            .map(|names| names.join(" or "))
            .collect();
        if !missing.is_empty() {
            let what = format!(
                "column {} is missing; the file has: {}. Name the column in the source's `columns`",
                missing.join(", "),
                shown()
            );
            let fault = match reading.columns.is_empty() && !scoped {
                true => FileFault::data(&file.path, what),
                false => FileFault::configuration(&file.path, what),
            };
            return Err(fault.at(1));
        }
        Ok(Self { places, width: header.len(), given })
    }
}

/// Whether this stands in a row rather than in a header: a date, a number of an identity card or a
/// telephone, an address.
fn is_value(name: &str) -> bool {
    name.contains('@') || name.chars().filter(char::is_ascii_digit).count() >= 6
}

fn normal(name: &str) -> String {
    name.trim().nfc().collect()
}

/// Reads rows of one file on one thread and hands them on.
pub struct Worker<'a> {
    rows: RowReader<'a>,
    scope: Option<Scope>,
    sink: Box<dyn Sink + 'a>,
    file: u32,
    pub count: u64,
}

impl<'a> Worker<'a> {
    pub fn new(
        file: &File,
        reading: &Reading,
        given: &[&str],
        context: &'a Context,
        sinks: &'a dyn Sinks,
    ) -> Self {
        let values: Vec<Option<ValueMap>> = file
            .kind
            .columns()
            .iter()
            .map(|column| reading.values.get(column.name).map(ValueMap::new))
            .collect();
        Self {
            rows: RowReader::new(
                file.kind,
                context,
                &reading.datetime,
                &values,
                reading.synced,
                given,
            ),
            scope: (reading.id_scope == IdScope::Unit).then(Scope::default),
            sink: sinks.sink(),
            file: file.number,
            count: 0,
        }
    }

    /// One row, its cells in canonical order.
    pub fn row(&mut self, position: u64, cells: &[Cell<'_>]) {
        self.count += 1;
        let place = Place { file: self.file, position };
        match &mut self.scope {
            None => self.sink.take(place, self.rows.message(cells)),
            Some(scope) => {
                let unit = self.rows.scope(cells);
                self.sink.take(place, scope.within(&unit, self.rows.message(cells)));
            }
        }
    }

    /// A row that is passed over.
    pub fn pass_over(&mut self, position: u64, why: OutOfScope) {
        self.count += 1;
        let place = Place { file: self.file, position };
        self.sink.take(place, Message::PassedOver(why));
    }

    /// Something noticed in a row, which is handed on by itself.
    pub fn notice(&mut self, position: u64, findings: FindingSet) {
        let place = Place { file: self.file, position };
        self.sink.take(place, Message::Noticed(findings));
    }

    /// A record that is not a row of this table.
    pub fn malformed(&mut self, position: u64) {
        self.count += 1;
        let place = Place { file: self.file, position };
        self.sink.take(place, Message::Rejected(Reason::MalformedRecord, ""));
    }
}
