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
