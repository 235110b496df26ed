//! The demonstration tells the truth about itself: the same bytes twice, and a plain recount of the
//! written files finds each planted number.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use super::{CONFIGURATION, Planted, planted::PLAN, spare_real_work, write};

/// A folder of its own, removed when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("chiso-demo-{}-{name}", std::process::id())))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn written(name: &str) -> (Folder, Planted) {
    let folder = Folder::new(name);
    let planted = write(&folder.0).unwrap();
    (folder, planted)
}

/// The rows of some files as column → cell; a cell too many has no name.
fn rows(dir: &Path, beginning: &str) -> Vec<BTreeMap<String, String>> {
    let files = fs::read_dir(dir.join("inputs")).unwrap().map(|entry| entry.unwrap().path());
    let named = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with(beginning);
    let mut files: Vec<PathBuf> = files.filter(named).collect();
    files.sort();
    let mut rows = Vec::new();
    for file in files {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(file).unwrap();
        let header = reader.headers().unwrap().clone();
        for row in reader.records() {
            let row = row.unwrap();
            let names = header.iter().chain(std::iter::repeat(""));
            rows.push(names.zip(&row).map(|(name, cell)| (name.into(), cell.into())).collect());
        }
    }
    rows
}

fn expected(planted: &Planted, source: &str, name: &str) -> usize {
    let found =
        planted.defects.iter().find(|defect| (defect.source, defect.name) == (source, name));
    found.unwrap().expected as usize
}

#[test]
fn the_same_bytes_are_written_every_time() {
    let ((one, first), (two, second)) = (written("once"), written("twice"));
    assert_eq!(first, second);
    for name in ["", "inputs"] {
        for entry in fs::read_dir(one.0.join(name)).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_file() {
                let other = two.0.join(name).join(entry.file_name());
                assert!(fs::read(entry.path()).unwrap() == fs::read(other).unwrap(), "{entry:?}");
            }
        }
    }
}

#[test]
fn every_defect_is_planted_as_often_as_planned_and_its_places_are_known() {
    let (folder, planted) = written("planned");
    for (defect, plan) in planted.defects.iter().zip(PLAN.iter()) {
        let name = (defect.source, defect.name);
        assert_eq!(name, (plan.source.as_str(), plan.name.as_str()));
        assert!(plan.rows == 0 || plan.rows as u64 == defect.expected, "{name:?}");
        assert!(defect.expected > 0 && defect.places.len() as u64 == defect.expected, "{name:?}");
    }
    let false_end = planted.defects.iter().find(|defect| defect.name == "false_end").unwrap();
    let events = fs::read_to_string(folder.0.join("inputs/events.csv")).unwrap();
    let line = events.lines().nth(false_end.places[0].line as usize - 1).unwrap();
    assert!(line.ends_with("9,Hồ sơ không có ngày hẹn trả"), "{line}");
}

#[test]
fn a_plain_recount_of_the_dossiers_finds_the_planted_numbers() {
    let (folder, planted) = written("recount");
    let all = rows(&folder.0, "dossiers-");
    assert_eq!(all.len() as u64, planted.rows);
    let cell =
        |row: &BTreeMap<String, String>, name: &str| row.get(name).cloned().unwrap_or_default();
    let count = |test: &dyn Fn(&BTreeMap<String, String>) -> bool| {
        all.iter().filter(|row| test(row)).count()
    };
    let found = |name: &str| expected(&planted, "one-stop", name);

    let numbered = all.iter().map(|row| cell(row, "dossier_id")).filter(|id| !id.is_empty());
    let numbered: Vec<String> = numbered.collect();
    let distinct: BTreeSet<&String> = numbered.iter().collect();
    assert_eq!(numbered.len() - distinct.len(), found("duplicate"));
    assert_eq!(all.len() - numbered.len(), found("dossier_id_missing"));
    assert_eq!(count(&|row| row.contains_key("")), found("malformed_record"));
    assert_eq!(count(&|row| cell(row, "status") == "1"), found("registered"));
    let unaccepted = |row: &BTreeMap<String, String>| {
        cell(row, "status") == "3" && cell(row, "received_at").is_empty()
    };
    assert_eq!(count(&unaccepted), found("refused_not_accepted"));
    let no_date = |row: &BTreeMap<String, String>| {
        let received = row.get("received_at").map(|text| text.trim());
        received.is_some_and(|text| {
            text.is_empty() || text.starts_with("0001") || text.starts_with("1900")
        })
    };
    let missing = count(&|row| no_date(row) && !unaccepted(row) && cell(row, "status") != "1");
    assert_eq!(missing, found("received_missing"));
    assert_eq!(count(&|row| cell(row, "unit_id") == "G06.X77"), found("unmapped"));
    let unknown = |code: &str| code.starts_with("9.9") || code.starts_with("TS_");
    assert_eq!(count(&|row| unknown(&cell(row, "procedure_id"))), found("unknown_procedure"));
    assert_eq!(
        count(&|row| cell(row, "received_at").starts_with("2026-09")),
        found("received_after_cut_off")
    );
    // Times of this length compare as text; the fund's day/month/year never carries a planted date.
    let before = |row: &BTreeMap<String, String>, name: &str| {
        let (time, received) = (cell(row, name), cell(row, "received_at"));
        let readable = |text: &str| text.len() == 19 && text.as_bytes()[4] == b'-' && text > "2";
        readable(&time)
            && readable(&received)
            && time < received
            && !time.contains("02-30")
            && !time.contains("-13-")
            && !received.contains("02-30")
            && !received.contains("-13-")
    };
    assert_eq!(count(&|row| before(row, "ended_at")), found("end_before_received"));
    assert_eq!(count(&|row| before(row, "due_at")), found("due_before_received"));
    let status = |row: &BTreeMap<String, String>| cell(row, "status").parse().unwrap_or(0);
    assert_eq!(
        count(&|row| row.contains_key("status") && !(1..=10).contains(&status(row))),
        found("status_unknown")
    );
    let limitless = ["9.000034", "9.000114"];
    let undated = |row: &BTreeMap<String, String>| {
        limitless.iter().any(|code| cell(row, "procedure_id").starts_with(code))
            && cell(row, "due_at").is_empty()
    };
    assert_eq!(count(&undated), found("undated"));

    let dropped = [
        "duplicate",
        "registered",
        "refused_not_accepted",
        "malformed_record",
        "dossier_id_missing",
        "date_unreadable",
        "received_missing",
        "received_after_cut_off",
    ];
    let dropped: usize = dropped.iter().map(|name| found(name)).sum();
    assert_eq!(planted.rows, planted.dossiers + dropped as u64);
}

#[test]
fn a_plain_recount_of_what_belongs_to_dossiers_finds_the_planted_numbers() {
    let (folder, planted) = written("belonging");
    let dossiers: BTreeSet<String> = rows(&folder.0, "dossiers-")
        .into_iter()
        .filter_map(|mut row| row.remove("dossier_id"))
        .collect();
    let kinds = [
        ("trail", "events", "at"),
        ("supplements", "supplements", "asked_at"),
        ("ratings", "ratings", "rated_at"),
    ];
    for (source, file, time) in kinds {
        let all = rows(&folder.0, file);
        let strangers = all.iter().filter(|row| !dossiers.contains(&row["dossier_id"])).count();
        assert_eq!(strangers, expected(&planted, source, "unknown_dossier"), "{source}");
        let timeless = all.iter().filter(|row| row[time].is_empty()).count();
        assert_eq!(timeless, expected(&planted, source, &format!("{time}_missing")), "{source}");
        let distinct: BTreeSet<_> = all.iter().collect();
        let planned =
            if source == "supplements" { 0 } else { expected(&planted, source, "duplicate") };
        assert_eq!(all.len() - distinct.len(), planned, "{source}");
    }
    for (source, file, key) in [
        ("petitions", "petitions", vec!["petition_id"]),
        ("national-totals", "totals", vec!["unit_id", "period"]),
    ] {
        let all = rows(&folder.0, file);
        let distinct: BTreeSet<Vec<&String>> =
            all.iter().map(|row| key.iter().map(|name| &row[*name]).collect()).collect();
        assert_eq!(all.len() - distinct.len(), expected(&planted, source, "duplicate"), "{source}");
    }
}

#[test]
fn the_folder_says_in_both_languages_that_everything_is_invented() {
    let (folder, planted) = written("says");
    for file in ["chiso.toml", "README.md"] {
        let text = fs::read_to_string(folder.0.join(file)).unwrap();
        assert!(
            text.to_lowercase().contains("bịa đặt") && text.to_lowercase().contains("invented"),
            "{file}"
        );
    }
    let readme = fs::read_to_string(folder.0.join("README.md")).unwrap();
    assert!(!readme.contains('{') && readme.contains(&planted.dossiers.to_string()));
    let units = rows(&folder.0, "units.csv");
    assert_eq!(units.iter().filter(|unit| unit["parent_id"] == "G06").count(), 15);
    assert_eq!(rows(&folder.0, "procedures.csv").len(), 121);
}

#[test]
fn a_folder_with_a_configuration_of_its_own_is_left_alone() {
    let folder = Folder::new("own");
    fs::create_dir_all(&folder.0).unwrap();
    fs::write(folder.0.join("chiso.toml"), "[authority]\n").unwrap();
    assert_eq!(write(&folder.0).unwrap_err().kind(), std::io::ErrorKind::AlreadyExists);
    assert!(!folder.0.join("inputs").exists());
    fs::write(folder.0.join("chiso.toml"), CONFIGURATION).unwrap();
    assert!(spare_real_work(&folder.0).is_ok());
}
