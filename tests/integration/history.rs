//! What was published stays what it was: final figures change only by a restatement that says why,
//! provisional ones freely, one run at a time, and damage to an edition is found.

use std::fs::{self, File};

use crate::support::{Scratch, snapshot};

const CHANGED: i32 = 77;
const LOCKED: i32 = 75;
const DATA_REFUSED: i32 = 65;

fn configured(rows: &str) -> Scratch {
    let scratch = Scratch::new("history");
    scratch.write(
        "chiso.toml",
        "[authority]\nid = \"M\"\nname = \"A ministry\"\nkind = \"ministry\"\n\n[units]\ndiscover = true\n\n\
         [[source]]\nname = \"one-stop\"\nkind = \"dossiers\"\nformat = \"table\"\npath = \"dossiers.csv\"\n",
    );
    with_rows(&scratch, rows);
    scratch
}

fn with_rows(scratch: &Scratch, rows: &str) {
    let header = "dossier_id,unit_id,procedure_id,received_at,due_at,ended_at";
    scratch.write("dossiers.csv", format!("{header}\n{rows}\n"));
}

const LATE: &str = "H1,A,1.000001,2026-03-02 08:00,2026-03-10 17:00,2026-03-11 08:00";
const IN_TIME: &str = "H1,A,1.000001,2026-03-02 08:00,2026-03-10 17:00,2026-03-09 08:00";

#[test]
fn a_final_figure_changes_only_by_a_restatement_with_its_reason() {
    let scratch = configured(LATE);
    scratch.chiso_succeeds("run --month 2026-03");
    let before = snapshot(&scratch.join("reports"));
    with_rows(&scratch, IN_TIME);
    let refused = scratch.chiso("run --month 2026-03");
    assert_eq!(refused.code, Some(CHANGED), "{}", refused.stderr);
    assert!(refused.stderr.contains("2026-03 A handled_on_time: 0/1"), "{}", refused.stderr);
    assert!(refused.stderr.contains("now 1/1"), "{}", refused.stderr);
    assert_eq!(snapshot(&scratch.join("reports")), before);
    scratch.chiso_succeeds("restate --month 2026-03 --reason late-correction");
    let manifest = fs::read_to_string(scratch.join("reports/current/manifest.json")).unwrap();
    assert!(manifest.contains("\"reason\": \"late-correction\""), "{manifest}");
    assert!(manifest.contains("2026-03.r2-"), "{manifest}");
    scratch.chiso_succeeds("run --month 2026-03");
}

#[test]
fn a_provisional_figure_is_replaced_freely() {
    let scratch = configured(LATE);
    scratch.chiso_succeeds("run --month 2026-03 --as-of 2026-03-20");
    with_rows(&scratch, IN_TIME);
    scratch.chiso_succeeds("run --month 2026-03 --as-of 2026-03-20");
}

#[test]
fn two_runs_do_not_work_at_once() {
    let scratch = configured(LATE);
    scratch.chiso_succeeds("run --month 2026-03");
    let held = File::options().write(true).open(scratch.join("lake/lock")).unwrap();
    held.lock().unwrap();
    let refused = scratch.chiso("run --month 2026-03");
    assert_eq!(refused.code, Some(LOCKED), "{}", refused.stderr);
    drop(held);
    scratch.chiso_succeeds("run --month 2026-03");
}

#[test]
fn a_changed_byte_of_an_edition_is_found_and_named() {
    let scratch = configured(LATE);
    scratch.chiso_succeeds("run --month 2026-03");
    scratch.chiso_succeeds("verify");
    let table = scratch.edition().join("tables/flow.parquet");
    let mut bytes = fs::read(&table).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&table, bytes).unwrap();
    let found = scratch.chiso("verify");
    assert_eq!(found.code, Some(DATA_REFUSED));
    assert!(found.stderr.contains("tables/flow.parquet"), "{}", found.stderr);
}

#[test]
fn a_rollback_points_at_an_earlier_edition_and_a_wrong_name_moves_nothing() {
    let scratch = configured(LATE);
    scratch.chiso_succeeds("run --month 2026-03");
    let current = || fs::canonicalize(scratch.edition()).unwrap();
    let first = current();
    scratch.chiso_succeeds("run --month 2026-04");
    assert_ne!(current(), first);
    assert_ne!(scratch.chiso("rollback 2020-01.r1-000000000000").code, Some(0));
    let name = first.file_name().unwrap().to_string_lossy().into_owned();
    scratch.chiso_succeeds(&format!("rollback {name}"));
    assert_eq!(current(), first);
}

#[test]
fn the_months_of_a_year_that_were_published_as_final_are_counted_once() {
    let scratch = configured(IN_TIME);
    scratch.chiso_succeeds("run --from 2026-03 --to 2026-04");
    // April as it was, March again, and May before its end.
    scratch.chiso_succeeds("run --month 2026-03 --as-of 2026-05-01");
    scratch.chiso_succeeds("run --month 2026-05 --as-of 2026-05-20");
    let years = scratch.chiso_succeeds("editions --format json").json()["years"].clone();
    let months = ["2026-03", "2026-04"];
    let expected =
        serde_json::json!([{"year": 2026, "final_months": 2, "of": 12, "months": months}]);
    assert_eq!(years, expected);
    let text = scratch.chiso_succeeds("editions").stdout;
    assert!(text.contains("Months published as final in 2026: 2 of 12"), "{text}");
}

/// Due at 17:00 and ended an hour later on the same day: late by the hour, in time by the day.
const BY_THE_HOUR: &str = "H1,A,1.000001,2026-03-02 08:00,2026-03-10 17:00,2026-03-10 18:00";

fn current(scratch: &Scratch) -> String {
    let target = fs::read_link(scratch.edition()).unwrap();
    target.to_string_lossy().into_owned()
}

/// The lines that say that the rule set is not what it was.
fn said<'t>(text: &'t str, what: &str) -> Vec<&'t str> {
    text.lines().filter(|line| line.contains(what)).collect()
}

#[test]
fn a_rule_set_that_changed_is_said_in_one_line_before_the_figures_that_would_change() {
    let scratch = configured(BY_THE_HOUR);
    let config = fs::read_to_string(scratch.join("chiso.toml")).unwrap();
    scratch.write("chiso.toml", format!("{config}\n[rules]\nset = \"rules/own\"\n"));
    scratch.write_rule_set("rules/own", "precision = \"instant\"");
    let first = scratch.chiso_succeeds("run --month 2026-03");
    const CHANGE: &str = "the rule set own changed (hash ";
    assert_eq!(said(&first.stderr, CHANGE), [""; 0]);
    let a = current(&scratch);

    scratch.write_rule_set("rules/own", "precision = \"calendar_day\"");
    let refused = scratch.chiso("run --month 2026-03");
    assert_eq!(refused.code, Some(CHANGED), "{}", refused.stderr);
    let lines = said(&refused.stderr, CHANGE);
    assert_eq!(lines.len(), 1, "{}", refused.stderr);
    assert!(lines[0].contains("published months change only by `chiso restate`"), "{}", lines[0]);
    let place = |what: &str| refused.stderr.find(what).unwrap_or_else(|| panic!("no {what:?}"));
    assert!(place(CHANGE) < place("figures that were final when published would change"));
    assert!(place(CHANGE) < place("2026-03 A handled_on_time: 0/1"));
    let diff = scratch.chiso_succeeds(&format!("diff {a} {a}")).stdout;
    let lines = said(&diff, CHANGE);
    assert!(lines.len() == 1 && lines[0].starts_with("B → now: "), "{diff}");

    scratch.chiso_succeeds("restate --month 2026-03 --reason by-the-day");
    let b = current(&scratch);
    let diff = scratch.chiso_succeeds(&format!("diff {a} {b}")).stdout;
    let lines = said(&diff, CHANGE);
    assert!(lines.len() == 1 && lines[0].starts_with("A → B: "), "{diff}");

    // The next change touches no figure of March: one warning, and the month is published as it was.
    scratch.write_rule_set("rules/own", "precision = \"calendar_day\"\npause = \"subtract\"");
    let warned = scratch.chiso_succeeds("run --month 2026-03 --format json").json();
    let warnings: Vec<&str> =
        warned["warnings"].as_array().unwrap().iter().filter_map(|text| text.as_str()).collect();
    assert_eq!(said(&warnings.join("\n"), CHANGE).len(), 1, "{warnings:?}");
}
