//! A wrong argument is answered with its name, what was expected and the exit code for it, before
//! anything is read or written.

use crate::support::{Call, Scratch, differing, snapshot};

const HEADER: &str = "dossier_id,unit_id,procedure_id,received_at,due_at,ended_at";

fn configured() -> Scratch {
    let scratch = Scratch::new("usage");
    scratch.write(
        "chiso.toml",
        "[authority]\nid = \"M\"\nname = \"A ministry\"\nkind = \"ministry\"\n\n[units]\ndiscover = true\n\n\
         [[source]]\nname = \"one-stop\"\nkind = \"dossiers\"\nformat = \"table\"\npath = \"dossiers.csv\"\n",
    );
    let row = "H1,A,1.000001,2026-03-02 08:00,2026-03-10 17:00,2026-03-09 08:00";
    scratch.write("dossiers.csv", format!("{HEADER}\n{row}\n"));
    scratch
}

/// The call, the exit code, and what the message says.
#[rustfmt::skip]
const WRONG: [(&str, i32, &[&str]); 25] = [
    ("run", 64, &["--month 2026-08", "--from", "--to"]),
    ("run --month 2026-3", 64, &["--month \"2026-3\"", "2026-08"]),
    ("run --month 2026-Q1", 64, &["--month \"2026-Q1\"", "not a month"]),
    ("run --from 2026-03 --to March", 64, &["--to \"March\"", "2026-08"]),
    ("run --from 2026-04 --to 2026-03", 64, &["--from 2026-04 --to 2026-03", "before it begins"]),
    ("run --from 2026-03", 64, &["--to"]),
    ("run --month 2026-03 --from 2026-03 --to 2026-03", 64, &["--month", "--from"]),
    ("run --month 2026-03 --as-of 31/03/2026", 64, &["--as-of \"31/03/2026\"", "2026-09-01"]),
    ("run --month 2026-03 --as-of 2026-02-30", 64, &["--as-of \"2026-02-30\""]),
    ("run --month 2026-03 --as-of 2026-03-20T25:00", 64, &["--as-of \"2026-03-20T25:00\"", "2026-09-01T14:00", "now"]),
    ("run --month 2026-03 --as-of Now", 64, &["--as-of \"Now\"", "or now"]),
    ("run --month 2026-03 --as-of 2030-01-02", 64, &["--as-of 2030-01-02 has not come", "today is 2030-01-01"]),
    ("run --month 2026-03 --as-of 2030-01-01T00:01", 64, &["--as-of 2030-01-01T00:01 has not come", "now"]),
    ("run --month 2026-03 --as-of 2026-02-28T23:59", 69, &["--as-of 2026-02-28T23:59", "before that time"]),
    ("run --month 2026-03 --as-of 2026-03-01", 69, &["--as-of 2026-03-01", "2026-03"]),
    ("plan --month 2026-03 --as-of 2026-01-01", 69, &["--as-of 2026-01-01", "2026-03"]),
    ("plan --month soon", 64, &["--month \"soon\""]),
    ("restate --month 2026-03", 64, &["--reason"]),
    ("check --as-of 2026", 64, &["--as-of \"2026\"", "2026-09-01"]),
    ("count --month 2026-13", 64, &["--month \"2026-13\"", "2026-Q3"]),
    ("report --from 2026 --to 2026-03", 64, &["--from \"2026\"", "2026-08"]),
    ("report --from 2026-03 --to 2026-02", 64, &["--from 2026-03 --to 2026-02"]),
    ("verify 2020-01", 66, &["\"2020-01\"", "2026-03.r1-"]),
    ("rollback 2020-01", 69, &["\"2020-01\"", "2026-03.r1-"]),
    ("facts --month 2026-03 --output no/where.parquet", 74, &["--output no/where.parquet"]),
];

#[test]
fn a_wrong_argument_is_named_with_what_was_expected_and_changes_nothing() {
    let scratch = configured();
    scratch.chiso_succeeds("run --month 2026-03");
    let before = snapshot(scratch.path());
    for (call, code, said) in WRONG {
        let ended = scratch.chiso(call);
        assert_eq!(ended.code, Some(code), "{call}: {}", ended.stderr);
        for words in said {
            assert!(ended.stderr.contains(words), "{call} does not say {words}:\n{}", ended.stderr);
        }
        assert!(ended.stdout.is_empty(), "{call} prints a result: {}", ended.stdout);
        let changed = differing(&before, &snapshot(scratch.path()));
        assert!(changed.is_empty(), "{call} changes {changed:?}");
    }
}

#[test]
fn an_edition_is_found_by_the_beginning_of_its_name() {
    let scratch = configured();
    scratch.chiso_succeeds("run --month 2026-03");
    scratch.chiso_succeeds("run --month 2026-04");
    scratch.chiso_succeeds("verify 2026-03");
    scratch.chiso_succeeds("rollback 2026-03");
    let current = std::fs::read_link(scratch.edition()).unwrap();
    assert!(current.to_string_lossy().starts_with("2026-03.r1-"), "{}", current.display());
}

#[test]
fn an_edition_without_its_manifest_is_damaged_and_not_unknown() {
    let scratch = configured();
    scratch.chiso_succeeds("run --month 2026-03");
    let name = std::fs::read_link(scratch.edition()).unwrap().to_string_lossy().into_owned();
    std::fs::remove_file(scratch.edition().join("manifest.json")).unwrap();
    assert_eq!(scratch.chiso(&format!("verify {name}")).code, Some(65));
}

#[test]
fn a_period_later_than_the_last_reading_is_warned_of() {
    let scratch = configured();
    scratch.chiso_succeeds("run --month 2026-03");
    let warned = |call: &str| {
        scratch.chiso_succeeds(call).stderr.contains("warning: the data was read as of 2026-04-01")
    };
    assert!(!warned("count --month 2026-03"));
    for call in ["count --month 2026-04", "explain M handled_on_time --month 2026-04"] {
        assert!(warned(call), "{call}");
    }
    scratch.chiso_succeeds("ingest");
    assert!(!warned("count --month 2026-04"));
}

#[test]
fn a_number_of_threads_that_is_none_is_named_and_nothing_is_read() {
    let scratch = configured();
    for threads in ["abc", "0", "-1", "2.5", " 2", "99999999999999999999999"] {
        let call = Call::new("run --month 2026-03").at(scratch.path());
        let ended = call.env("CHISO_THREADS", threads).run();
        assert_eq!(ended.code, Some(78), "{threads:?}: {}", ended.stderr);
        for words in ["CHISO_THREADS", threads, "whole number"] {
            assert!(ended.stderr.contains(words), "{words:?} is not said: {}", ended.stderr);
        }
        assert!(!scratch.join("lake").exists() && !scratch.join("reports").exists());
    }
    for threads in ["1", "2", ""] {
        Call::new("check").at(scratch.path()).env("CHISO_THREADS", threads).run().succeeded();
    }
}
