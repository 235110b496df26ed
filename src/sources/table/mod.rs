//! Format `table`: CSV, Parquet, XLSX or JSON lines with canonical columns, or with a mapping to
//! them. Columns that are not listed are never decoded.
//!
//! Imports from `sources` what is below the formats; within, `blocks`, `plan` and `worker` know no
//! format, and a format knows no other.

pub mod blocks;
pub mod csv;
mod disk;
pub mod json;
pub mod parquet;
mod plan;
mod scope;
mod worker;
pub mod xlsx;

pub use super::reading::{Contents, Input, Reading};
use super::{FileFault, expected, open};

/// Reads one file, row by row, into sinks. Rows that cannot be read are messages too.
pub fn read(input: Input<'_>) -> Result<Contents, FileFault> {
    let file = input.file;
    let extension = open::format_extension(&file.path);
    let found = match extension.as_str() {
        "csv" | "tsv" | "txt" => csv::read(input),
        "jsonl" | "ndjson" | "json" => json::read(input),
        "parquet" => parquet::read(input),
        "xlsx" => xlsx::read(input),
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
