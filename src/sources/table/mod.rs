//! Format `table`: CSV, Parquet, XLSX or JSON lines with canonical columns, or with a mapping to
//! them. Columns that are not listed are never decoded.

pub mod blocks;
pub mod csv;
mod disk;
pub mod json;
pub mod parquet;
mod plan;
mod scope;
pub mod xlsx;

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Context, File, FileFault, IdScope, Sinks, expected, open,
    rows::{Cell, RowReader},
    seen::Seen,
};
use crate::domain::{
    account::{OutOfScope, Place, Reason},
    message::{FindingSet, Message, Sink},
};
pub use plan::Plan;
use plan::normal;
use scope::Scope;

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
    let found = match extension.as_str() {
        "csv" | "tsv" | "txt" => csv::read(file, reading, context, sinks),
        "jsonl" | "ndjson" | "json" => json::read(file, reading, context, sinks),
        "parquet" => parquet::read(file, reading, context, sinks),
        "xlsx" => xlsx::read(file, reading, context, sinks),
        other => Err(FileFault::configuration(
            &file.path,
            format!(
                "the extension {other:?} names no format of a table; expected .csv, .parquet, .xlsx \
                 or .jsonl, each also with .gz or .zst"
            ),
        )),
    }?;
    expected::check(file, found.rows)?;
    Ok(found)
}

/// Reads rows of one file on one thread and hands them on.
pub struct Worker<'a> {
    rows: RowReader<'a>,
    scope: Option<Scope>,
    sink: Box<dyn Sink + 'a>,
    file: u32,
    seen: Arc<Seen>,
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
        Self {
            rows: RowReader::new(file.kind, context, reading, given),
            scope: (reading.id_scope == IdScope::Unit).then(Scope::default),
            sink: sinks.sink(),
            file: file.number,
            seen: Arc::clone(&file.seen),
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
        let noticed = self.rows.noticed();
        if !noticed.is_empty() {
            self.sink.take(place, Message::Noticed(noticed));
        }
    }

    /// A row that is passed over.
    pub fn pass_over(&mut self, position: u64, why: OutOfScope) {
        self.count += 1;
        self.seen.pass_over();
        let place = Place { file: self.file, position };
        self.sink.take(place, Message::PassedOver(why));
    }

    /// What the file says of the number of its records.
    pub fn tell(&mut self, records: u64) {
        self.seen.tell(records);
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
