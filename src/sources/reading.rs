//! How the files of a source are to be read, and what one turned out to hold. Shared by the formats.

use std::collections::{BTreeMap, HashMap};

use super::{Context, IdScope, Sinks, file::File};

/// A file on its way into a reader: what it is, how it is to be read, and where its rows go.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    pub file: &'a File,
    pub reading: &'a Reading,
    pub context: &'a Context,
    pub sinks: &'a dyn Sinks,
}

/// How the tables of one source are to be read.
#[derive(Clone, Debug, Default, serde::Serialize)]
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
    /// Units of envelopes that name them behind their records, by the number of the envelope.
    pub late_units: HashMap<u32, String>,
}
