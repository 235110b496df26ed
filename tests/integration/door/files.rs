//! Which files are read, in which order, and for what months: patterns, folders, numbers that come back.

use std::{fs, os::unix::fs::symlink, path::Path, process::Command};

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::support::{Call, Outcome, Scratch, shared, whole};

/// Writes rows as a format has them.
type Writer = fn(&[[String; 6]]) -> String;

const USAGE: i32 = 64;
const MISSING: i32 = 66;
const NOTHING_TO_DO: i32 = 69;
const IO: i32 = 74;
const CONFIGURATION: i32 = 78;

const HEADER: &str = "dossier_id,unit_id,procedure_id,received_at,due_at,ended_at";

/// A ministry whose units are discovered, with these sources.
fn ministry(sources: &str) -> Scratch {
    let scratch = Scratch::new("files");
    scratch.write(
        "chiso.toml",
        format!(
            "[authority]\nid = \"M\"\nname = \"Bộ Mẫu\"\nkind = \"ministry\"\n\n[units]\ndiscover = true\n\n\
             [public]\nedition = false\n{sources}"
        ),
    );
    scratch
}

fn source(path: &str, more: &str) -> String {
    source_of("one-stop", "dossiers", path, more)
}

fn source_of(name: &str, kind: &str, path: &str, more: &str) -> String {
    format!(
        "\n[[source]]\nname = \"{name}\"\nkind = \"{kind}\"\nformat = \"table\"\npath = \"{path}\"\n{more}\n"
    )
}

/// Dossiers of August 2026 that ended in time: `count` of them from `first` on, of one unit.
fn rows(unit: &str, first: usize, count: usize) -> Vec<[String; 6]> {
    (first..first + count)
        .map(|number| {
            let day = number % 20 + 1;
            [
                format!("H{number:04}"),
                unit.to_owned(),
                "1.000001".to_owned(),
                format!("2026-08-{day:02} 08:00:00"),
                format!("2026-08-{:02} 17:00:00", day + 5),
                format!("2026-08-{:02} 10:00:00", day + 3),
            ]
        })
        .collect()
}

fn csv(rows: &[[String; 6]]) -> String {
    let lines: Vec<String> = rows.iter().map(|row| row.join(",") + "\n").collect();
    format!("{HEADER}\n{}", lines.concat())
}

fn jsonl(rows: &[[String; 6]]) -> String {
    let names: Vec<&str> = HEADER.split(',').collect();
    let line = |row: &[String; 6]| {
        let object: serde_json::Map<String, Value> = names
            .iter()
            .zip(row)
            .filter(|(_, cell)| !cell.is_empty())
            .map(|(name, cell)| ((*name).to_owned(), cell.clone().into()))
            .collect();
        Value::Object(object).to_string() + "\n"
    };
    rows.iter().map(line).collect()
}

/// Dossiers received in August by a unit, after a run.
fn received(scratch: &Scratch, unit: &str) -> i64 {
    scratch.chiso_succeeds("run --month 2026-08");
    flow(scratch, unit)
}

fn flow(scratch: &Scratch, unit: &str) -> i64 {
    let flow = scratch.table("flow");
    let row = flow.iter().find(|row| row["unit_id"] == unit && row["period"] == "2026-08");
    whole(row.unwrap_or_else(|| panic!("no row of {unit} in {flow:?}")), "received")
}

/// The units of the edition, the authority left out.
fn units(scratch: &Scratch) -> Vec<String> {
    let mut names: Vec<String> =
        scratch.table("scorecard").into_iter().map(|row| row["unit_name"].clone()).collect();
    names.sort();
    names.dedup();
    names.retain(|name| name != "Bộ Mẫu");
    names
}

fn checked(scratch: &Scratch) -> Value {
    scratch.chiso_succeeds("check --format json").json()
}

/// All rows that all files count as a finding.
fn found(checked: &Value, finding: &str) -> u64 {
    let files = checked["accounts"].as_array().expect("a list");
    files.iter().filter_map(|file| file["account"]["findings"][finding].as_u64()).sum()
}

fn texts(list: &Value) -> Vec<String> {
    let list = list.as_array().expect("a list");
    list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// A copy of one of the small cases.
fn case(name: &str) -> Option<Scratch> {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a folder") {
            let entry = entry.expect("an entry");
            let target = to.join(entry.file_name());
            if entry.path().is_dir() {
                copy(&entry.path(), &target);
            } else {
                fs::copy(entry.path(), target).expect("a copy");
            }
        }
    }
    let folder = shared(&format!("cases/{name}"))?;
    let scratch = Scratch::new("case");
    copy(&folder, scratch.path());
    Some(scratch)
}

#[test]
fn lock_files_of_office_are_passed_over_with_a_word() {
    let Some(scratch) = case("20-office-lock-files") else { return };
    let notes = texts(&checked(&scratch)["notes"]);
    assert!(notes.len() == 1 && notes[0].contains("~$hoso.xlsx"), "{notes:?}");
    assert_eq!(received(&scratch, "M"), 20);

    let scratch = ministry(&source("inputs/*.csv", ""));
    scratch.write("inputs/a.CSV", csv(&rows("A", 0, 20)));
    for helper in ["~$a.csv", "._a.csv"] {
        scratch.write(&format!("inputs/{helper}"), [0, 5, 22, 7]);
    }
    let ended = scratch.chiso_succeeds("check");
    assert!(ended.stderr.contains("note: source \"one-stop\": passed over"), "{}", ended.stderr);
    assert!(ended.stdout.contains("No fault found"), "{}", ended.stdout);
    assert_eq!(received(&scratch, "A"), 20);
}

/// A call as a user whom modes of files bind; the program is copied to where that user may run it.
fn as_anybody(scratch: &Scratch, call: &str) -> Option<Outcome> {
    let id = Command::new("id").arg("-u").output().ok()?;
    if String::from_utf8_lossy(&id.stdout).trim() != "0" {
        return Some(scratch.chiso(call));
    }
    let program = scratch.join("program");
    fs::copy(env!("CARGO_BIN_EXE_chiso"), &program).expect("a copy");
    let output = Command::new("setpriv")
        .args(["--reuid", "65534", "--regid", "65534", "--clear-groups"])
        .arg(program)
        .args(call.split(' '))
        .current_dir(scratch.path())
        .output();
    let Ok(output) = output else {
        eprintln!("skipped: setpriv is absent");
        return None;
    };
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Some(Outcome {
        code: output.status.code(),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    })
}

#[test]
fn a_folder_that_cannot_be_entered_is_refused_by_name() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |scratch: &Scratch, folder: &str, mode: u32| {
        fs::set_permissions(scratch.join(folder), fs::Permissions::from_mode(mode))
            .expect("a mode");
    };
    if let Some(scratch) = case("23-unreadable-folder") {
        for bits in [0o000, 0o100] {
            mode(&scratch, "inputs/so-b", bits);
            let Some(ended) = as_anybody(&scratch, "check") else { return };
            mode(&scratch, "inputs/so-b", 0o755);
            // One that may be entered and not listed hides its files as well.
            assert_eq!(ended.code, Some(IO), "{bits:o}: {}{}", ended.stderr, ended.stdout);
            assert!(ended.stderr.contains("inputs/so-b"), "{}", ended.stderr);
        }
        assert_eq!(received(&scratch, "M"), 50);
    }
    // A pattern with a step below the folder, in another format.
    let scratch = ministry(&source("inputs/*/d.jsonl", ""));
    scratch.write("inputs/a/d.jsonl", jsonl(&rows("A", 0, 3)));
    scratch.write("inputs/b/d.jsonl", jsonl(&rows("B", 3, 3)));
    mode(&scratch, "inputs/b", 0o600);
    let Some(ended) = as_anybody(&scratch, "check") else { return };
    mode(&scratch, "inputs/b", 0o755);
    assert_eq!(ended.code, Some(IO), "{}", ended.stderr);
    assert!(ended.stderr.contains("inputs/b"), "{}", ended.stderr);
}

#[test]
fn a_link_that_leads_nowhere_or_to_itself_is_refused_by_name() {
    for (pattern, file) in
        [("inputs/**/*.csv", "inputs/so-c/d.csv"), ("inputs/*.jsonl", "inputs/d.jsonl")]
    {
        for target in ["gone", file.rsplit('/').next().unwrap()] {
            let scratch = ministry(&source(pattern, ""));
            scratch.write("inputs/so-a/a.csv", csv(&rows("A", 0, 3)));
            scratch.write("inputs/a.jsonl", jsonl(&rows("A", 0, 3)));
            fs::create_dir_all(scratch.join("inputs/so-c")).unwrap();
            symlink(target, scratch.join(file)).unwrap();
            for call in ["check", "run --month 2026-08"] {
                let ended = scratch.chiso(call);
                assert_eq!(ended.code, Some(MISSING), "{pattern} {target}: {}", ended.stderr);
                assert!(ended.stderr.contains(file), "{}", ended.stderr);
            }
        }
    }
}

#[test]
fn a_name_with_brackets_is_found_as_it_is() {
    if let Some(scratch) = case("43-brackets-and-spaces") {
        assert_eq!(received(&scratch, "M"), 20);
    }
    let apart: String = "Hồ sơ [tháng 9].jsonl".nfd().collect();
    for pattern in ["inputs/Hồ sơ [tháng 9].jsonl", "inputs/hồ sơ [tháng*.jsonl"] {
        let pattern: String = pattern.nfc().collect();
        let scratch = ministry(&source(&pattern, ""));
        scratch.write(&format!("inputs/{apart}"), jsonl(&rows("A", 0, 7)));
        assert_eq!(received(&scratch, "A"), 7, "{pattern}");
    }
}

#[test]
fn a_folder_that_spark_or_hive_wrote_is_read_as_its_part_files() {
    let scratch = ministry(&source("inputs/*.csv", ""));
    scratch.write("inputs/out.csv/part-00000-a.csv", csv(&rows("A", 0, 4)));
    scratch.write("inputs/out.csv/part-00001-a.csv", csv(&rows("A", 4, 3)));
    scratch.write("inputs/out.csv/_SUCCESS", "");
    scratch.write("inputs/out.csv/._SUCCESS.crc", "crc");
    assert_eq!(received(&scratch, "A"), 7);

    let scratch = ministry(&source("inputs/dossiers", ""));
    scratch.write("inputs/dossiers/dt=2026-08/000000_0.jsonl", jsonl(&rows("A", 0, 4)));
    scratch.write("inputs/dossiers/dt=2026-09/000000_0.jsonl", jsonl(&rows("A", 4, 2)));
    assert_eq!(received(&scratch, "A"), 6);

    // A column that stands in names of folders alone would be missing without a word.
    scratch.write("inputs/dossiers/channel=online/000000_0.jsonl", jsonl(&rows("A", 6, 2)));
    let ended = scratch.chiso("check");
    assert_eq!(ended.code, Some(CONFIGURATION), "{}", ended.stderr);
    assert!(ended.stderr.contains("channel"), "{}", ended.stderr);
}

/// Ten monthly deliveries of the same ten dossiers, ended in the last of them.
fn deliveries(scratch: &Scratch, extension: &str, write: fn(&[[String; 6]]) -> String) {
    for month in 1..=10 {
        let mut of_month = rows("A", 0, 10);
        if month < 10 {
            of_month.iter_mut().for_each(|row| row[5] = String::new());
        }
        scratch.write(&format!("inputs/T{month}.{extension}"), write(&of_month));
    }
}

#[test]
fn deliveries_that_are_read_before_earlier_ones_are_told_and_read_in_natural_order() {
    let writers: [(&str, Writer); 2] = [("csv", csv), ("jsonl", jsonl)];
    for (extension, write) in writers {
        let scratch = ministry(&source(&format!("inputs/*.{extension}"), ""));
        deliveries(&scratch, extension, write);
        let by_name = checked(&scratch);
        assert_eq!(found(&by_name, "reopened"), 10, "T9 takes back what T10 said");
        let warnings = texts(&by_name["warnings"]);
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        let place = format!("inputs/T9.{extension}, line ");
        assert!(warnings[0].starts_with(&place) && warnings[0].contains("natural"), "{warnings:?}");
        let order = texts(&by_name["order"][0]["files"]);
        assert_eq!(
            order[..2],
            [format!("inputs/T1.{extension}"), format!("inputs/T10.{extension}")]
        );

        let natural = ministry(&source(&format!("inputs/*.{extension}"), "order = \"natural\""));
        deliveries(&natural, extension, write);
        let by_number = checked(&natural);
        assert_eq!(found(&by_number, "reopened"), 0);
        assert_eq!(texts(&by_number["warnings"]), Vec::<String>::new());
        let order = texts(&by_number["order"][0]["files"]);
        assert_eq!(
            order[8..],
            [format!("inputs/T9.{extension}"), format!("inputs/T10.{extension}")]
        );
        let said = natural.chiso_succeeds("check").stdout;
        let line = said.lines().find(|line| line.starts_with("Reading order")).expect("a line");
        assert!(line.contains("10 files") && line.ends_with(&format!("T10.{extension}")), "{line}");
        // The first delivery wins where the source says so, and then nothing is taken back.
        let first = ministry(&source(&format!("inputs/*.{extension}"), "on_duplicate = \"first\""));
        deliveries(&first, extension, write);
        assert_eq!(found(&checked(&first), "reopened"), 0);
    }
}

#[test]
fn one_dossier_in_a_hundred_may_be_reopened_before_it_is_told() {
    let scratch = ministry(&source("inputs/*.csv", ""));
    for (reopened, told) in [(1, 0), (2, 1)] {
        let ended = rows("A", 0, 100);
        let mut later = ended.clone();
        later.iter_mut().take(reopened).for_each(|row| row[5] = String::new());
        scratch.write("inputs/1.csv", csv(&ended));
        scratch.write("inputs/2.csv", csv(&later));
        let checked = checked(&scratch);
        assert_eq!(found(&checked, "reopened"), reopened as u64);
        assert_eq!(texts(&checked["warnings"]).len(), told);
    }
}

/// Two units that both number from H0000: twenty dossiers each, received on other days.
fn two_units(scratch: &Scratch, extension: &str, write: fn(&[[String; 6]]) -> String) {
    let mut of_b = rows("B", 0, 20);
    of_b.iter_mut().for_each(|row| row[3] = "2026-08-25 09:00:00".to_owned());
    of_b.iter_mut().for_each(|row| row[5] = "2026-08-26 09:00:00".to_owned());
    scratch.write(&format!("inputs/a.{extension}"), write(&rows("A", 0, 20)));
    scratch.write(&format!("inputs/b.{extension}"), write(&of_b));
}

#[test]
fn numbers_that_come_back_for_other_dossiers_are_told_from_the_first() {
    if let Some(scratch) = case("35-id-reused-by-units") {
        let checked = checked(&scratch);
        assert_eq!(found(&checked, "id_reused"), 20);
        let warnings = texts(&checked["warnings"]);
        assert!(
            warnings.iter().any(|w| w.contains("20 dossier numbers come back")),
            "{warnings:?}"
        );
    }
    let writers: [(&str, Writer); 2] = [("csv", csv), ("jsonl", jsonl)];
    for (extension, write) in writers {
        let scratch = ministry(&source(&format!("inputs/*.{extension}"), ""));
        two_units(&scratch, extension, write);
        let checked = checked(&scratch);
        assert_eq!(found(&checked, "id_reused"), 20);
        let warnings = texts(&checked["warnings"]);
        assert!(warnings[0].contains("id_scope = \"unit\""), "{warnings:?}");
        assert_eq!(received(&scratch, "M"), 20);

        let path = format!("inputs/*.{extension}");
        let scoped = ministry(&source(&path, "id_scope = \"unit\""));
        two_units(&scoped, extension, write);
        assert_eq!(received(&scoped, "M"), 40);
        assert_eq!((flow(&scoped, "A"), flow(&scoped, "B")), (20, 20));
        assert_eq!(scoped.facts("2026-08").len(), 40);
    }
    // A unit that is written in another way is the same; so is another unit on the same day.
    let scratch = ministry(&source("inputs/*.csv", ""));
    let mut again = rows("CỤC  a", 0, 3);
    again.iter_mut().for_each(|row| row[3] = "2026-08-25 09:00:00".to_owned());
    scratch.write("inputs/1.csv", csv(&rows("Cục A", 0, 5)));
    scratch.write("inputs/2.csv", csv(&again));
    scratch.write("inputs/3.csv", csv(&rows("Cục B", 3, 2)));
    let checked = checked(&scratch);
    assert_eq!((found(&checked, "id_reused"), texts(&checked["warnings"]).len()), (0, 0));
}

#[test]
fn what_is_told_of_dossiers_that_are_numbered_within_units_names_the_unit() {
    let dossiers = source("inputs/*.csv", "id_scope = \"unit\"");
    let told = [
        ("events", "dossier_id,at,status", "H0000,2026-08-02 09:00,4"),
        ("supplements", "dossier_id,asked_at", "H0000,2026-08-02 09:00"),
        ("ratings", "dossier_id,rated_at,verdict", "H0000,2026-08-27 09:00,satisfied"),
    ];
    for (kind, header, row) in told {
        let own = |more: &str| source_of("more", kind, "more.csv", more);
        // Without the key, and with the key but without the column.
        for more in ["", "id_scope = \"unit\""] {
            let scratch = ministry(&(dossiers.clone() + &own(more)));
            two_units(&scratch, "csv", csv);
            scratch.write("more.csv", format!("{header}\n{row}\n"));
            let ended = scratch.chiso("check");
            assert_eq!(ended.code, Some(CONFIGURATION), "{kind}: {}", ended.stderr);
            assert!(ended.stderr.contains("unit_id"), "{kind}: {}", ended.stderr);
        }
        let scratch = ministry(&(dossiers.clone() + &own("id_scope = \"unit\"")));
        two_units(&scratch, "csv", csv);
        scratch.write("more.csv", format!("{header},unit_id\n{row},A\n{row},b\n{row},C\n"));
        let checked = checked(&scratch);
        let account =
            checked["accounts"].as_array().unwrap().iter().find(|file| file["kind"] == kind);
        let account = &account.unwrap()["account"];
        assert_eq!(account["counted"], 2, "{kind}: {account}");
        assert_eq!(account["out_of_scope"]["unknown_dossier"], 1, "{kind}: {account}");
    }
    let petitions = source_of("petitions", "petitions", "p.csv", "id_scope = \"unit\"");
    let scratch = ministry(&(dossiers + &petitions));
    let ended = scratch.chiso("check");
    assert_eq!(ended.code, Some(CONFIGURATION), "{}", ended.stderr);
}

#[test]
fn a_unit_of_a_row_in_quarantine_is_no_unit() {
    if let Some(scratch) = case("48-footer-becomes-unit") {
        assert_eq!(received(&scratch, "M"), 40);
        let names: Vec<String> =
            units(&scratch).into_iter().filter(|name| name != "Bộ Thử nghiệm").collect();
        assert_eq!(names, ["A", "B"]);
        let quarantine =
            fs::read_to_string(scratch.edition().join("quality/quarantine.csv")).unwrap();
        assert_eq!(quarantine.matches("received_missing").count(), 2, "{quarantine}");
    }
    let scratch = ministry(&source("inputs/d.jsonl", ""));
    let footer = r#"{"dossier_id":"Người lập biểu","unit_id":"Một Người Nào Đó","procedure_id":"Một Tên Khác"}"#;
    scratch.write("inputs/d.jsonl", jsonl(&rows("A", 0, 20)) + footer + "\n");
    assert_eq!(received(&scratch, "M"), 20);
    assert_eq!(units(&scratch), ["A"]);
    for (file, bytes) in crate::support::snapshot(scratch.path()) {
        let is_made = file.starts_with("lake") || file.starts_with("reports");
        let text = String::from_utf8_lossy(&bytes);
        for value in ["Một Người Nào Đó", "Một Tên Khác"] {
            assert!(!is_made || !text.contains(value), "{value} in {}", file.display());
        }
    }
}

#[test]
fn a_unit_that_is_written_in_several_ways_is_one_and_shown_as_it_is_mostly_written() {
    let apart: String = "Cục Hàng hải".nfd().collect();
    let mut all = rows("CỤC HÀNG HẢI", 0, 3);
    all.extend(rows("Cục  Hàng hải", 3, 2));
    all.extend(rows(&apart, 5, 4));
    all.extend(rows("Vụ B", 9, 1));
    all.extend(rows("Vụ b", 10, 1));
    // Put aside: this spelling counts for nothing.
    let mut held = rows("cục hàng hải", 20, 9);
    held.iter_mut().for_each(|row| row[3] = "hôm qua".to_owned());
    for turned in [false, true] {
        let scratch = ministry(&source("inputs/*.csv", ""));
        let mut rows: Vec<_> = all.iter().chain(&held).cloned().collect();
        if turned {
            rows.reverse();
        }
        scratch.write("inputs/d.csv", csv(&rows));
        scratch.chiso_succeeds("run --month 2026-08");
        // Of the two ways of "Vụ B", as common, the first in sort order.
        assert_eq!(
            units(&scratch),
            ["Cục Hàng hải", "Vụ B"].map(|name| name.nfc().collect::<String>())
        );
        assert_eq!((flow(&scratch, "Cục Hàng hải"), flow(&scratch, "Vụ B")), (9, 2));
        assert_eq!(flow(&scratch, "M"), 11);
    }
}

fn one_file() -> Scratch {
    let scratch = ministry(&source("inputs/d.csv", ""));
    scratch.write("inputs/d.csv", csv(&rows("A", 0, 20)));
    scratch
}

fn on(day: &str, scratch: &Scratch, call: &str) -> Outcome {
    Call::as_it_is(call).at(scratch.path()).env("CHISO_TODAY", day).run()
}

/// The status of a period in the edition.
fn is_provisional(scratch: &Scratch, period: &str) -> bool {
    let text = fs::read_to_string(scratch.edition().join("manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&text).unwrap();
    let periods = manifest["periods"].as_array().unwrap();
    let found = periods.iter().find(|known| known["period"] == period).unwrap();
    found["provisional"].as_bool().unwrap()
}

#[test]
fn a_month_that_is_not_over_is_provisional() {
    let scratch = one_file();
    // Twenty dossiers received from the 1st to the 20th; until the 11th ten of them are known.
    let ended = on("2026-08-11", &scratch, "run --month 2026-08").succeeded();
    assert!(ended.stderr.contains("note: 2026-08 is not over on 2026-08-11"), "{}", ended.stderr);
    assert!(is_provisional(&scratch, "2026-08"));
    assert_eq!(flow(&scratch, "A"), 10);
    on("2026-08-31", &scratch, "run --month 2026-08").succeeded();
    assert!(is_provisional(&scratch, "2026-08"), "the last day is not over");
    let ended = on("2026-09-01", &scratch, "run --month 2026-08").succeeded();
    assert!(!ended.stderr.contains("note:"), "{}", ended.stderr);
    assert!(!is_provisional(&scratch, "2026-08"));
    assert!(is_provisional(&scratch, "2026-Q3"));
    assert_eq!(flow(&scratch, "A"), 20);

    let one_day = one_file();
    on("2026-08-11", &one_day, "run --month 2026-08 --as-of 2026-08-11").succeeded();
    assert_eq!(flow(&one_day, "A"), 10);
}

#[test]
fn what_has_not_come_yet_is_not_published() {
    let scratch = one_file();
    let later = [
        "run --month 2026-08 --as-of 2026-09-02",
        "check --as-of 2026-09-02",
        "ingest --as-of 2027-01-01",
        "plan --month 2026-08 --as-of 2026-09-02",
    ];
    for call in later {
        let ended = on("2026-09-01", &scratch, call);
        assert_eq!(ended.code, Some(USAGE), "{call}: {}", ended.stderr);
        assert!(ended.stderr.contains("today is 2026-09-01"), "{call}: {}", ended.stderr);
    }
    // A typing error in the month.
    for call in ["run --month 2026-12", "run --from 2026-08 --to 2026-09", "plan --month 2026-12"] {
        let ended = on("2026-09-01", &scratch, call);
        assert_eq!(ended.code, Some(NOTHING_TO_DO), "{call}: {}", ended.stderr);
        assert!(ended.stderr.contains("has not begun"), "{call}: {}", ended.stderr);
    }
    assert!(!scratch.join("reports").exists());
    let wrong = on("soon", &scratch, "run --month 2026-08");
    assert_eq!(wrong.code, Some(CONFIGURATION), "{}", wrong.stderr);
}

#[test]
fn a_month_without_a_receipt_is_published_only_on_demand() {
    let scratch = one_file();
    let day = "2026-12-15";
    for (call, says) in [
        (
            "run --month 2026-09",
            "no dossier was received in 2026-09, though the data begins on 2026-08-01",
        ),
        ("run --month 2026-12", "no dossier was received in 2026-12"),
        ("run --month 2026-07", "the data begins on 2026-08-01"),
        ("run --from 2026-06 --to 2026-08", "2 months from 2026-06 to 2026-07"),
    ] {
        let ended = on(day, &scratch, call);
        assert_eq!(ended.code, Some(NOTHING_TO_DO), "{call}: {}", ended.stderr);
        for words in [says, "--allow-empty"] {
            assert!(ended.stderr.contains(words), "{call} does not say {words}: {}", ended.stderr);
        }
        assert!(!scratch.edition().exists(), "{call}");
    }
    on(day, &scratch, "run --month 2026-08").succeeded();
    on(day, &scratch, "run --month 2026-09 --allow-empty").succeeded();
    let again = "restate --month 2026-09 --reason again";
    assert!(on(day, &scratch, again).stderr.contains("--allow-empty"));
    let demanded = on(day, &scratch, &format!("{again} --allow-empty"));
    assert!(demanded.stderr.contains("nothing to restate"), "{}", demanded.stderr);
    // A plan tells it and ends well.
    let plan = on(day, &scratch, "plan --month 2026-10").succeeded();
    assert!(plan.stderr.contains("warning: no dossier was received in 2026-10"), "{}", plan.stderr);
}

#[test]
fn a_check_finds_no_fault_only_where_nothing_has_to_be_looked_at() {
    let scratch = one_file();
    let said = scratch.chiso_succeeds("check");
    assert!(said.stdout.contains("No fault found"), "{}", said.stdout);
    assert_eq!(checked(&scratch)["faultless"], true);

    // Rows that repeat a number are no fault.
    let mut twice = rows("A", 0, 20);
    twice.extend(rows("A", 0, 5));
    scratch.write("inputs/d.csv", csv(&twice));
    assert!(scratch.chiso_succeeds("check").stdout.contains("No fault found"));

    let mut spoilt = rows("A", 0, 200);
    spoilt[6][3] = String::new();
    spoilt[8][3] = "hôm qua".to_owned();
    spoilt[9][3] = "hôm kia".to_owned();
    spoilt[10][4] = String::new();
    scratch.write("inputs/d.csv", csv(&spoilt));
    let said = scratch.chiso_succeeds("check");
    assert!(!said.stdout.contains("No fault found"), "{}", said.stdout);
    // The header is line 1, so that the seventh row is line 8.
    for words in [
        "2  date_unreadable: inputs/d.csv, line 10",
        "1  received_missing: inputs/d.csv, line 8",
        "1  no_due_date: inputs/d.csv, line 12",
        "To be looked at: 3 rows in quarantine, 0 warnings",
    ] {
        assert!(said.stdout.contains(words), "{words:?} is not said: {}", said.stdout);
    }
    let json = checked(&scratch);
    assert_eq!(json["faultless"], false);
    let places = json["first_places"].as_array().unwrap();
    let place = |reason: &str| {
        let found = places.iter().find(|known| known["reason"] == reason).unwrap();
        (
            found["class"].clone(),
            found["rows"].clone(),
            found["file"].clone(),
            found["line"].clone(),
        )
    };
    let file = || Value::from("inputs/d.csv");
    assert_eq!(place("date_unreadable"), ("quarantined".into(), 2.into(), file(), 10.into()));
    assert_eq!(place("no_due_date"), ("finding".into(), 1.into(), file(), 12.into()));

    // In another format, and with a warning alone.
    let scratch = ministry(&source("inputs/*.jsonl", ""));
    two_units(&scratch, "jsonl", jsonl);
    let said = scratch.chiso_succeeds("check");
    assert!(said.stdout.contains("0 rows in quarantine, 1 warnings"), "{}", said.stdout);
}
