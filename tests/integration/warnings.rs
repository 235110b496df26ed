//! What stops nothing but should be known: told on standard error, and with the result in JSON.

use serde_json::Value;

use crate::support::{Scratch, differing, snapshot};

const HEADER: &str = "dossier_id,unit_id,procedure_id,received_at,due_at,ended_at";

fn configured(rows: &str, more: &str) -> Scratch {
    let scratch = Scratch::new("warnings");
    scratch.write(
        "chiso.toml",
        format!(
            "[authority]\nid = \"M\"\nname = \"A ministry\"\nkind = \"ministry\"\n\n[units]\ndiscover = true\n\n\
             [[source]]\nname = \"one-stop\"\nkind = \"dossiers\"\nformat = \"table\"\npath = \"dossiers.csv\"\n{more}"
        ),
    );
    scratch.write("dossiers.csv", format!("{HEADER}\n{rows}\n"));
    scratch
}

/// The warnings of a call, which are the same on standard error and in the result.
fn warnings(scratch: &Scratch, call: &str) -> Vec<String> {
    let ended = scratch.chiso_succeeds(&format!("{call} --format json"));
    let said: Vec<String> = ended
        .stderr
        .lines()
        .filter_map(|line| line.strip_prefix("warning: "))
        .map(str::to_owned)
        .collect();
    let result = ended.json();
    let listed: Vec<&str> =
        result["warnings"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(listed, said);
    said
}

const IN_MARCH: &str = "H1,A,1.000001,2026-03-02 08:00,2026-03-10 17:00,2026-03-09 08:00";

#[test]
fn a_month_that_is_over_and_has_receipts_gives_no_warning() {
    let scratch = configured(IN_MARCH, "");
    for call in ["check", "run --month 2026-03"] {
        assert_eq!(warnings(&scratch, call), Vec::<String>::new(), "{call}");
    }
}

#[test]
fn months_without_a_receipt_are_told() {
    let scratch = configured(IN_MARCH, "");
    let told = warnings(&scratch, "run --from 2026-03 --to 2026-04");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("no dossier was received in 2026-04"), "{told:?}");
    assert!(told[0].contains("2026-03-02"), "{told:?}");
    let early = warnings(&configured(IN_MARCH, ""), "run --month 2026-02 --as-of 2026-04-01");
    assert_eq!(early.len(), 1, "{early:?}");
    assert!(early[0].contains("received in 2026-02: the data begins on 2026-03-02"), "{early:?}");
}

#[test]
fn a_file_is_told_when_more_than_one_row_in_twenty_is_put_aside() {
    let rows = |bad: usize| -> String {
        let row = |n: usize| {
            let received = if n < bad { "soon" } else { "2026-03-02 08:00" };
            format!("H{n},A,1.000001,{received},2026-03-10 17:00,2026-03-09 08:00\n")
        };
        (0..20).map(row).collect()
    };
    let one = configured(&rows(1), "");
    assert_eq!(warnings(&one, "check"), Vec::<String>::new());
    let two = configured(&rows(2), "");
    let told = warnings(&two, "check");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("dossiers.csv, line 2: 2 of 20 rows"), "{told:?}");
    assert!(told[0].contains("date_unreadable 2"), "{told:?}");
}

#[test]
fn a_source_that_gives_nothing_is_told_and_one_that_says_there_was_nothing_is_not() {
    let source = |columns: &str| {
        format!(
            "\n[[source]]\nname = \"opinions\"\nkind = \"ratings\"\nformat = \"table\"\npath = \"ratings.csv\"\n{columns}"
        )
    };
    let scratch = configured(IN_MARCH, &source(""));
    scratch.write("ratings.csv", "dossier_id,rated_at,verdict\n");
    assert_eq!(warnings(&scratch, "run --month 2026-03"), Vec::<String>::new());

    scratch.write("ratings.csv", "dossier_id,rated_at,verdict\nH9,2026-03-05,satisfied\n");
    let told = warnings(&scratch, "check");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("\"opinions\": 1 rows were read and none is counted"), "{told:?}");
    assert!(told[0].contains("unknown_dossier 1"), "{told:?}");

    let mapped = source("columns = { dossier_id = \"so\", rated_at = \"luc\" }\n");
    let scratch = configured(IN_MARCH, &mapped);
    scratch.write("ratings.csv", "so,luc\n");
    let told = warnings(&scratch, "check");
    assert!(told.len() == 1 && told[0].contains("\"opinions\": its files have no row"), "{told:?}");
}

#[test]
fn a_warning_leaves_no_trace_in_what_is_published() {
    let scratch = configured(IN_MARCH, "");
    scratch.chiso_succeeds("run --month 2026-04");
    let before = snapshot(&scratch.join("reports"));
    assert_eq!(warnings(&scratch, "run --month 2026-04").len(), 1);
    assert!(differing(&before, &snapshot(&scratch.join("reports"))).is_empty());
    for (file, bytes) in before {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains("a file may be missing"), "{}", file.display());
    }
}
