//! The lake is what the published figures are explained from: it changes with the edition and not
//! without it, says the same on any number of threads, and one that this program cannot read is told
//! with its file and what to do. Everything here is invented.

use std::{fmt::Write, fs, path::Path};

use serde_json::{Value, json};

use crate::support::{Call, Scratch, Snapshot, differing, snapshot};

const NOTHING_TO_DO: i32 = 69;
const UNREADABLE: i32 = 74;
const CHANGED: i32 = 77;
const CONFIGURATION: i32 = 78;

const HEADER: &str = "dossier_id,unit_id,procedure_id,received_at,due_at,ended_at";
const LATE: &str = "H1,A,1.000001,2026-03-02 08:00,2026-03-10 17:00,2026-03-11 08:00";
const IN_TIME: &str = "H1,A,1.000001,2026-03-02 08:00,2026-03-10 17:00,2026-03-09 08:00";

fn configured(rows: &str) -> Scratch {
    let scratch = Scratch::new("lake");
    scratch.write(
        "chiso.toml",
        "[authority]\nid = \"M\"\nname = \"A ministry\"\nkind = \"ministry\"\n\n[units]\ndiscover = true\n\n\
         [[source]]\nname = \"one-stop\"\nkind = \"dossiers\"\nformat = \"table\"\npath = \"dossiers*.csv\"\n",
    );
    with_rows(&scratch, rows);
    scratch
}

fn with_rows(scratch: &Scratch, rows: &str) {
    scratch.write("dossiers.csv", format!("{HEADER}\n{rows}\n"));
}

/// Numerator and denominator of the dossiers of the ministry ended in time, counted from the lake.
fn handled_on_time(scratch: &Scratch) -> [Value; 2] {
    let counted = scratch.chiso_succeeds("count --month 2026-03 --format json").json();
    let cells = counted["periods"][0]["indicators"].as_array().expect("indicators").clone();
    let is_asked =
        |cell: &&Value| cell["unit_id"] == "M" && cell["indicator_id"] == "handled_on_time";
    let cell = cells.iter().find(is_asked).expect("the indicator of the ministry").clone();
    [cell["numerator"].clone(), cell["denominator"].clone()]
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_run_that_is_refused_leaves_the_lake_that_the_published_figures_were_counted_from() {
    let scratch = configured(LATE);
    scratch.chiso_succeeds("run --month 2026-03");
    let before = names(&scratch.join("lake"));
    with_rows(&scratch, IN_TIME);
    assert_eq!(scratch.chiso("run --month 2026-03").code, Some(CHANGED));
    assert_eq!(handled_on_time(&scratch), [json!(0), json!(1)]);
    assert_eq!(names(&scratch.join("lake")), before, "a refused run leaves something behind");
    scratch.chiso_succeeds("restate --month 2026-03 --reason late-correction");
    assert_eq!(handled_on_time(&scratch), [json!(1), json!(1)]);
    assert_eq!(names(&scratch.join("lake")).len(), before.len(), "one generation is kept");
}

#[test]
fn what_is_read_without_a_run_is_in_the_lake_at_once() {
    let scratch = configured(LATE);
    scratch.chiso_succeeds("run --month 2026-03");
    with_rows(&scratch, IN_TIME);
    scratch.chiso_succeeds("ingest");
    assert_eq!(handled_on_time(&scratch), [json!(1), json!(1)]);
}

#[test]
fn a_restatement_of_what_stands_already_is_refused_with_its_reason_and_changes_nothing() {
    let scratch = configured(LATE);
    scratch.chiso_succeeds("run --month 2026-03");
    let before = (snapshot(&scratch.join("reports")), snapshot(&scratch.join("lake/current")));
    let refused = scratch.chiso("restate --month 2026-03 --reason late-correction");
    assert_eq!(refused.code, Some(NOTHING_TO_DO), "{}", refused.stderr);
    for words in ["2026-03.r1-", "says the same", "\"late-correction\" is not recorded"] {
        assert!(refused.stderr.contains(words), "{words} is not said: {}", refused.stderr);
    }
    assert!(refused.stdout.is_empty(), "{}", refused.stdout);
    let after = (snapshot(&scratch.join("reports")), snapshot(&scratch.join("lake/current")));
    assert!(after == before, "reports or lake changed");
    let other = scratch.chiso("restate --month 2026-04 --reason late-correction");
    assert_eq!(other.code, Some(NOTHING_TO_DO), "{}", other.stderr);
    assert!(other.stderr.contains("not published yet"), "{}", other.stderr);
}

/// A command that was cut off after its edition was published is simply given again.
#[test]
fn a_restatement_given_again_with_its_reason_is_brought_to_its_end() {
    let scratch = configured(LATE);
    scratch.chiso_succeeds("run --month 2026-03");
    with_rows(&scratch, IN_TIME);
    let restate = "restate --month 2026-03 --reason late-correction";
    scratch.chiso_succeeds(restate);
    let published = snapshot(&scratch.join("reports"));
    fs::remove_dir_all(scratch.join("lake")).unwrap();
    scratch.chiso_succeeds(restate);
    assert!(snapshot(&scratch.join("reports")) == published, "reports changed");
    assert_eq!(handled_on_time(&scratch), [json!(1), json!(1)]);
    let other = scratch.chiso("restate --month 2026-03 --reason another");
    assert_eq!(other.code, Some(NOTHING_TO_DO), "{}", other.stderr);
}

#[test]
fn editions_of_two_authorities_do_not_share_a_folder() {
    let scratch = configured(LATE);
    scratch.chiso_succeeds("run --month 2026-03");
    let published = snapshot(&scratch.join("reports"));
    let config = fs::read_to_string(scratch.join("chiso.toml")).unwrap();
    scratch.write("chiso.toml", config.replace("id = \"M\"", "id = \"N\""));
    let refused = scratch.chiso("run --month 2026-03");
    assert_eq!(refused.code, Some(CONFIGURATION), "{}", refused.stderr);
    for words in ["reports holds editions of M", "of N", "[paths] reports"] {
        assert!(refused.stderr.contains(words), "{words} is not said: {}", refused.stderr);
    }
    assert!(snapshot(&scratch.join("reports")) == published, "reports changed");
}

fn manifest(scratch: &Scratch) -> Value {
    serde_json::from_slice(&fs::read(scratch.edition().join("manifest.json")).unwrap()).unwrap()
}

/// What changes beside final figures, and figures that were published before, are restated too: each
/// reason stands with a revision of its own.
#[test]
fn every_restatement_is_a_revision_with_its_reason() {
    let scratch = configured(LATE);
    scratch.chiso_succeeds("run --month 2026-03");
    with_rows(&scratch, IN_TIME);
    scratch.chiso_succeeds("restate --month 2026-03 --reason corrected");
    with_rows(&scratch, LATE);
    scratch.chiso_succeeds("restate --month 2026-03 --reason withdrawn");
    let back = manifest(&scratch);
    assert_eq!(back["reason"], "withdrawn");
    assert!(back["edition"].as_str().unwrap().starts_with("2026-03.r3-"), "{}", back["edition"]);
    scratch.chiso_succeeds("run --month 2026-03");
    assert_eq!(manifest(&scratch)["edition"], back["edition"], "the same figures keep their name");
    let config = fs::read_to_string(scratch.join("chiso.toml")).unwrap();
    scratch.write("chiso.toml", config.replace("A ministry", "Another name"));
    scratch.chiso_succeeds("restate --month 2026-03 --reason renamed");
    let renamed = manifest(&scratch);
    assert_eq!(renamed["reason"], "renamed");
    assert!(renamed["edition"].as_str().unwrap().starts_with("2026-03.r4-"), "{renamed}");
}

/// Dossiers of many procedures in a file of several blocks, so that threads meet them in another
/// order each time.
fn crowded() -> Scratch {
    let scratch = configured(LATE);
    let mut text = format!("{HEADER}\n");
    for row in 0..40_000 {
        let (unit, procedure, day) = (row * 7 % 5, row * 31 % 4_001, row % 27 + 1);
        writeln!(
            text,
            "F-{row},U{unit},1.{procedure:06},2026-03-{day:02} 08:00,2026-03-28 17:00,2026-03-{:02} 09:00",
            day + 1
        )
        .unwrap();
    }
    scratch.write("dossiers-crowd.csv", text);
    scratch
}

#[test]
fn the_lake_has_the_same_bytes_on_any_number_of_threads() {
    let scratch = crowded();
    let lake = |threads: &str| -> Snapshot {
        // Without it all dossiers are resolved anew.
        let _ = fs::remove_file(scratch.join("lake/current/resolved.json"));
        let call = Call::new("ingest --as-of 2026-04-01").at(scratch.path());
        call.env("CHISO_THREADS", threads).run().succeeded();
        let mut files = snapshot(&scratch.join("lake/current").canonicalize().unwrap());
        // Segments are numbered on.
        files.remove(Path::new("segments.json")).expect("a list of segments");
        let segments = snapshot(&scratch.join("lake/segments"));
        files.extend(
            (0..).zip(segments.into_values()).map(|(n, s): (u8, _)| (format!("{n}").into(), s)),
        );
        files
    };
    let alone = lake("1");
    assert!(alone.contains_key(Path::new("1")), "one segment: {:?}", alone.keys());
    for threads in ["2", "7", "7"] {
        assert_eq!(differing(&alone, &lake(threads)), Vec::<std::path::PathBuf>::new());
    }
}

/// A lake as an earlier program left it: its small tables have no format of their own.
#[test]
fn a_lake_of_another_program_is_told_with_its_file_and_how_it_is_written_anew() {
    let scratch = configured(LATE);
    scratch.chiso_succeeds("run --month 2026-03");
    let path = scratch.join("lake/current/registers.json").canonicalize().unwrap();
    let whole: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let mut other = whole.clone();
    other["format"] = json!(9_999);
    other["program"] = json!("chiso 99.0.0");
    let ends_before = json!({"units": [], "procedures": []});
    for (text, said) in [
        (other.to_string(), vec!["format 9999", "chiso 99.0.0"]),
        (ends_before.to_string(), vec!["earlier"]),
    ] {
        fs::write(&path, text).unwrap();
        for call in [
            "count --month 2026-03",
            "explain A handled_on_time --month 2026-03",
            "report --from 2026-03 --to 2026-03",
            "facts --month 2026-03 --output facts.parquet",
        ] {
            let ended = scratch.chiso(call);
            assert_eq!(ended.code, Some(UNREADABLE), "{call}: {}", ended.stderr);
            for words in ["registers.json", "`chiso run`", "anew"].iter().chain(&said) {
                assert!(ended.stderr.contains(words), "{call}, {words}: {}", ended.stderr);
            }
        }
    }
    scratch.chiso_succeeds("run --month 2026-03");
    assert_eq!(handled_on_time(&scratch), [json!(0), json!(1)]);
}
