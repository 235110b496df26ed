//! A ministry of 200,000 invented dossiers, sent in every shape that national messages come in and
//! with every defect of the table of dirty data planted in a known number: each is found under its
//! name as often as it was planted, no row is lost, and the figures of the month are those of what
//! really happened.
//!
//! What the table lists and no reader of messages can know: dossiers deleted at the sender (8 and 9:
//! deletions never travel), a dossier under a made-up second number whose first is not in the
//! message (8), and dates that are seven hours off (11).

mod clock;
mod dossier;
mod figures;
mod files;
mod invent;
mod json;
mod plan;
mod spoil;
mod year;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{
    support::{Row, Scratch, differing, read_csv, whole},
    why::{Pair, assert_every_change_closes},
};
use figures::{AUTHORITY, MONTH};
use plan::{ASTRAY, FILES, PLAN};
pub use year::over_a_year;

/// The accounts of a result, by file, as far as they are not 0.
fn accounts(result: &Value) -> BTreeMap<String, BTreeMap<(String, String), u64>> {
    let files = result["accounts"].as_array().expect("accounts");
    let of_file = |file: &Value| {
        let mut found = BTreeMap::new();
        for (class, value) in file["account"].as_object().expect("an account") {
            match value {
                Value::Object(parts) => {
                    for (name, rows) in parts {
                        let rows = rows.as_u64().expect("rows");
                        found.insert((class.clone(), name.clone()), rows);
                    }
                }
                rows => {
                    found.insert((class.clone(), String::new()), rows.as_u64().expect("rows"));
                }
            }
        }
        found.retain(|_, rows| *rows > 0);
        (file["file"].as_str().expect("a name").to_owned(), found)
    };
    files.iter().map(of_file).collect()
}

#[track_caller]
fn assert_accounts(result: &Value, written: &files::Written) {
    let mut found = accounts(result);
    for (file, expected) in FILES.iter().zip(&written.accounts) {
        let own = found.remove(*file).unwrap_or_else(|| panic!("no account of {file}"));
        let expected: BTreeMap<(String, String), u64> = expected
            .iter()
            .filter(|(_, rows)| **rows > 0)
            .map(|((class, name), rows)| (((*class).into(), (*name).into()), *rows))
            .collect();
        let names: BTreeSet<_> = own.keys().chain(expected.keys()).collect();
        let wrong: Vec<String> = names
            .into_iter()
            .filter(|name| own.get(*name) != expected.get(*name))
            .map(|name| {
                format!("{name:?}: planted {:?}, found {:?}", expected.get(name), own.get(name))
            })
            .collect();
        assert!(wrong.is_empty(), "{file}:\n{}", wrong.join("\n"));
        let sum = |class: &str| -> u64 {
            own.iter().filter(|((found, _), _)| found == class).map(|(_, rows)| rows).sum()
        };
        let fates = ["counted", "duplicate", "out_of_scope", "quarantined"].map(sum);
        assert_eq!(sum("read"), fates.iter().sum::<u64>(), "{file} does not close");
    }
}

#[test]
fn the_planted_numbers_are_odd_and_all_different() {
    let rows =
        || PLAN.iter().map(|plant| plant.rows).chain(ASTRAY.iter().map(|astray| astray.rows));
    assert!(rows().all(|rows| rows % 2 == 1));
    assert_eq!(rows().collect::<BTreeSet<_>>().len(), rows().count());
}

#[test]
fn every_planted_defect_is_found_under_its_name_and_the_figures_are_those_of_what_happened() {
    let scratch = Scratch::new("planted-ministry");
    let written = files::write(&scratch);
    assert_eq!(plan::DOSSIERS.iter().sum::<usize>(), 200_000);

    let run = scratch.chiso_succeeds(&format!("run --month {MONTH} --format json")).json();
    assert_accounts(&run, &written);
    let ingested = scratch.chiso_succeeds("ingest --as-of 2025-11-01 --format json").json();
    assert_eq!(accounts(&run), accounts(&ingested));

    // What the public edition shows of dossiers is exact: everyone sees what really happened.
    for folder in ["tables", "public/tables"] {
        let table = |name: &str| read_csv(&scratch.edition().join(format!("{folder}/{name}.csv")));
        assert_flow(table("flow"), &written.truths);
        assert_cells(table("indicators"), &written.truths);
    }
    assert_published(&scratch, &written);
    assert_moves(&scratch);

    let expected = scratch.published();
    std::fs::remove_dir_all(scratch.join("reports")).expect("removed");
    scratch.run_in_shares(MONTH, 3);
    let found = scratch.published();
    assert!(found == expected, "in shares: {:?}", differing(&found, &expected));
}

/// Why points moved since the month before, the quarter before and an earlier reading, and under other rules.
fn assert_moves(scratch: &Scratch) {
    const END: Option<&str> = Some("2025-11-01");
    let month = Pair::of("2025-09", MONTH);
    let pairs = [
        month,
        Pair { as_of_to: END, ..Pair::of("2025-Q3", "2025-Q4") },
        Pair { as_of_from: Some("2025-10-16"), ..Pair::of(MONTH, MONTH) },
        Pair { rules_from: Some("vendor-2022"), ..month },
        Pair { rules_from: Some("document-2026"), ..month },
    ];
    let found = assert_every_change_closes(&scratch.join("chiso.toml"), &pairs);
    let times = |term: &str| found.times.get(term).copied().unwrap_or(0);
    let of_ratios = ["rate", "procedure_mix", "unit_mix", "rules", "late_data"];
    assert!(of_ratios.map(times).iter().all(|times| *times > 0), "{found:?}");
}

fn assert_flow(rows: Vec<Row>, truths: &[dossier::Truth]) {
    let mut expected = figures::flow(truths);
    assert_eq!(expected.len(), invent::UNITS + 2, "every unit, the authority, and unmapped");
    for row in rows.iter().filter(|row| row["period"] == MONTH) {
        let unit = &row["unit_id"];
        let own = expected.remove(unit).unwrap_or_else(|| panic!("a row of {unit}"));
        for column in [
            "opening",
            "received",
            "received_online",
            "ended",
            "ended_early",
            "ended_on_time",
            "ended_late",
            "ended_undated",
            "closing",
            "closing_in_time",
            "closing_overdue",
            "closing_waiting",
            "closing_undated",
            "on_time_numerator",
            "on_time_denominator",
        ] {
            let expected = own.get(column).copied().unwrap_or(0);
            assert_eq!(whole(row, column), expected, "{column} of {unit}");
            if unit == AUTHORITY {
                assert!(expected > 0, "nothing was planted for {column}");
            }
        }
    }
    assert!(expected.is_empty(), "no row of {:?}", expected.keys());
}

fn assert_cells(rows: Vec<Row>, truths: &[dossier::Truth]) {
    let expected = figures::cells(truths);
    let indicators: BTreeSet<&str> = expected.keys().map(|(_, indicator)| *indicator).collect();
    let mut compared = 0;
    for row in rows.iter().filter(|row| row["period"] == MONTH) {
        let Some(indicator) = indicators.get(row["indicator_id"].as_str()) else { continue };
        let cell = expected[&(row["unit_id"].clone(), *indicator)];
        assert_eq!((whole(row, "numerator"), whole(row, "denominator")), cell, "{row:?}");
        compared += 1;
    }
    assert_eq!(compared, expected.len());
}

/// The quality report of the edition tells the same.
fn assert_published(scratch: &Scratch, written: &files::Written) {
    let rows = read_csv(&scratch.edition().join("quality/findings.csv"));
    let mut told: BTreeMap<String, u64> = BTreeMap::new();
    for row in rows {
        *told.entry(row["reason"].clone()).or_default() += whole(&row, "rows") as u64;
    }
    let mut expected: BTreeMap<String, u64> = BTreeMap::new();
    for ((class, name), rows) in written.accounts.iter().flatten() {
        if !name.is_empty() && *rows > 0 {
            assert!(["findings", "out_of_scope", "quarantined"].contains(class));
            *expected.entry((*name).into()).or_default() += rows;
        }
    }
    assert_eq!(told, expected);
    let held = read_csv(&scratch.edition().join("quality/quarantine.csv")).len() as u64;
    let quarantined = written.accounts.iter().flatten();
    let quarantined = quarantined.filter(|((class, _), _)| *class == "quarantined");
    assert_eq!(held, quarantined.map(|(_, rows)| rows).sum::<u64>());
}
