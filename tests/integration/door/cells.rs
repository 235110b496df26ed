//! What stands in a cell: sheets, errors of formulas, codes stored as numbers, lists of values, dates that
//! mean "none", the time of Parquet, limits of the catalogue. Each in more than one format, with figures
//! worked by hand.

mod dates;
mod numbers;
mod parquet_files;
mod sheets;
mod values;

use std::collections::BTreeMap;

use crate::support::{Row, Scratch, read_csv, read_parquet, snapshot, whole};

const AUTHORITY: &str = "[authority]\nid = \"M\"\nname = \"A ministry\"\nkind = \"ministry\"\n\n[units]\ndiscover = true\n\n[public]\nedition = false\n";
const HEADER: [&str; 6] =
    ["dossier_id", "unit_id", "procedure_id", "received_at", "due_at", "ended_at"];

/// A folder with one source, its file written there; `more` are further lines of the source.
fn source(kind: &str, file: &str, bytes: impl AsRef<[u8]>, more: &str) -> Scratch {
    let scratch = Scratch::new("cells");
    let source = format!(
        "[[source]]\nname = \"s\"\nkind = \"{kind}\"\nformat = \"table\"\npath = \"{file}\"\n{more}\n"
    );
    scratch.write("chiso.toml", format!("{AUTHORITY}\n{source}"));
    scratch.write(file, bytes);
    scratch
}

fn dossiers(file: &str, bytes: impl AsRef<[u8]>, more: &str) -> Scratch {
    source("dossiers", file, bytes, more)
}

/// Adds a second source.
fn add(scratch: &Scratch, kind: &str, file: &str, bytes: impl AsRef<[u8]>) {
    let before = std::fs::read_to_string(scratch.join("chiso.toml")).unwrap();
    let source = format!(
        "\n[[source]]\nname = \"{kind}\"\nkind = \"{kind}\"\nformat = \"table\"\npath = \"{file}\"\n"
    );
    scratch.write("chiso.toml", before + &source);
    scratch.write(file, bytes);
}

/// Rows of a CSV below the usual header.
fn csv(rows: &[&str]) -> String {
    format!("{}\n{}\n", HEADER.join(","), rows.join("\n"))
}

/// What August came to: rows by what became of them or was noticed, of all files together.
fn told(scratch: &Scratch) -> BTreeMap<String, i64> {
    scratch.chiso_succeeds("run --month 2026-08");
    let mut told = BTreeMap::new();
    for row in read_csv(&scratch.edition().join("quality/accounts.csv")) {
        *told.entry("counted".to_owned()).or_default() += whole(&row, "counted");
    }
    for row in read_csv(&scratch.edition().join("quality/findings.csv")) {
        *told.entry(row["reason"].clone()).or_default() += whole(&row, "rows");
    }
    told.retain(|_, rows| *rows > 0);
    // Of every row of these inputs.
    for usual in ["channel_missing", "undated", "no_due_date", "unknown_procedure"] {
        told.remove(usual);
    }
    told
}

#[track_caller]
fn assert_told(scratch: &Scratch, expected: &[(&str, i64)]) {
    let expected: BTreeMap<String, i64> =
        expected.iter().map(|(name, rows)| ((*name).to_owned(), *rows)).collect();
    assert_eq!(told(scratch), expected);
}

/// Where the quarantined rows stand and which column is named.
fn quarantine(scratch: &Scratch) -> Vec<(i64, String)> {
    let rows = read_csv(&scratch.edition().join("quality/quarantine.csv"));
    rows.iter().map(|row| (whole(row, "line"), row["column"].clone())).collect()
}

/// Numerator and denominator of the authority in August, or the status where there is none.
fn figure(scratch: &Scratch, indicator: &str) -> String {
    let rows = scratch.table("indicators");
    let row = rows.iter().find(|row| {
        row["period"] == "2026-08" && row["unit_id"] == "M" && row["indicator_id"] == indicator
    });
    let row = row.unwrap_or_else(|| panic!("no figure of {indicator}"));
    match row["denominator"].as_str() {
        "" => row["status"].clone(),
        denominator => format!("{}/{denominator}", row["numerator"]),
    }
}

/// A dossier as the lake keeps it.
fn kept(scratch: &Scratch, id: &str) -> Row {
    scratch.chiso_succeeds("run --month 2026-08");
    let lake = scratch.join("lake");
    let files =
        snapshot(&lake).into_keys().filter(|file| file.extension().is_some_and(|e| e == "parquet"));
    let rows = files.flat_map(|file| read_parquet(&lake.join(file)));
    rows.into_iter()
        .find(|row| row.get("dossier_id").is_some_and(|found| found == id))
        .unwrap_or_else(|| panic!("no dossier {id}"))
}
