//! What one file said is kept by itself: a file that is known is not read again, raw files may go where
//! the configuration lets them, and the edition is the same byte for byte however its parts came to be:
//! read in one run or in many, in any order, present or archived, killed and begun again.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use chiso::demo;
use serde_json::Value;

use crate::support::{Call, Dice, Scratch, Snapshot, differing, read_csv, snapshot};

const CHANGED_MAPPING: i32 = 78;
const UNREADABLE: i32 = 74;
const NOTHING_TO_DO: i32 = 69;

/// The demonstration's ministry with tables alone, under a rule set.
fn ministry(rules: &str) -> Scratch {
    let scratch = Scratch::new("parts");
    demo::write(scratch.path()).expect("the demonstration can be written");
    let written = fs::read_to_string(scratch.join("chiso.toml")).expect("the configuration");
    let written = written.replace("\"portal-2026\"", &format!("{rules:?}"));
    scratch.write("chiso.toml", format!("{written}\n[lake]\nkeep_removed = true\n"));
    scratch
}

/// The input files, by name.
fn inputs(scratch: &Scratch) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(scratch.join("inputs"))
        .expect("inputs")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    files
}

/// The published files, but for what says which input files are there: manifests, the account of each file
/// and the descriptions that hold its hash. The name of the edition stands for the rest of the account.
fn published(scratch: &Scratch) -> (PathBuf, Snapshot) {
    let mut files = snapshot(&scratch.edition());
    let says = ["manifest.json", "quality/accounts.csv", "quality/accounts.parquet"];
    let says = says.into_iter().chain(["datapackage.json", "catalog.jsonld"]);
    says.for_each(|name| assert!(files.remove(Path::new(name)).is_some(), "{name}"));
    files.remove(Path::new("public/manifest.json"));
    (fs::read_link(scratch.edition()).expect("a name"), files)
}

#[track_caller]
fn assert_same(scratch: &Scratch, expected: &(PathBuf, Snapshot), what: &str) {
    let found = published(scratch);
    assert_eq!(found.0, expected.0, "{what}");
    assert!(found.1 == expected.1, "{what}: {:?}", differing(&found.1, &expected.1));
}

/// The state of every file in the lake, by its name.
fn states(scratch: &Scratch) -> BTreeMap<String, String> {
    let list = scratch.chiso_succeeds("lake list --format json").json();
    let list = list["parts"].as_array().expect("a list").iter();
    let text = |part: &Value, key: &str| part[key].as_str().expect("a text").to_owned();
    list.map(|part| (text(part, "file"), text(part, "state"))).collect()
}

/// The parts of a lake with the time of their last change.
fn parts(scratch: &Scratch) -> BTreeMap<PathBuf, std::time::SystemTime> {
    let entries = fs::read_dir(scratch.join("lake/parts")).expect("the parts");
    entries
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let changed = fs::metadata(&path).and_then(|found| found.modified());
            (path, changed.expect("a time"))
        })
        .collect()
}

#[test]
fn an_edition_is_the_same_however_its_parts_came_to_be() {
    for rules in ["portal-2026", "document-2026", "vendor-2022"] {
        let whole = ministry(rules);
        whole.chiso_succeeds("run --month 2026-06");
        let expected = published(&whole);

        // The files arrive one after the other in any order, each with a run of its own.
        let late = ministry(rules);
        let aside = late.join("aside");
        fs::create_dir(&aside).expect("a folder");
        let mut files: Vec<PathBuf> = inputs(&late);
        files.retain(|file| file.to_string_lossy().contains("dossiers-"));
        for file in &files {
            fs::rename(file, aside.join(file.file_name().expect("a name"))).expect("moved");
        }
        let dice = Dice::new(7);
        while !files.is_empty() {
            for _ in 0..files.len().min(6) {
                let file = files.swap_remove(dice.roll(files.len()));
                fs::copy(aside.join(file.file_name().expect("a name")), &file).expect("copied");
            }
            late.chiso_succeeds("ingest");
        }
        late.chiso_succeeds("run --month 2026-06");
        assert_same(&late, &expected, &format!("{rules}: in another order"));

        // Most of them go, and the month is made anew from what the lake kept.
        let mut gone = 0;
        for file in inputs(&late) {
            if !file.ends_with("units.csv") && dice.roll(4) > 0 {
                fs::remove_file(file).expect("removed");
                gone += 1;
            }
        }
        fs::remove_dir_all(late.join("reports")).expect("removed");
        late.chiso_succeeds("run --month 2026-06");
        assert_same(&late, &expected, &format!("{rules}: archived and present"));
        let archived = states(&late).values().filter(|state| *state == "archived").count();
        assert_eq!(archived, gone);
        // What the whole lake holds is what a reading from nothing holds.
        fs::remove_dir_all(late.join("reports")).expect("removed");
        late.chiso_succeeds("run --month 2026-07");
        whole.chiso_succeeds("run --month 2026-07");
        let table = "tables/indicators.csv";
        let read = |scratch: &Scratch| fs::read(scratch.edition().join(table)).expect(table);
        assert!(read(&late) == read(&whole), "{rules}: the month after");
    }
}

#[test]
fn a_file_that_is_known_is_not_read_again() {
    let scratch = ministry("portal-2026");
    scratch.chiso_succeeds("ingest");
    let before = parts(&scratch);
    let hidden = scratch.join("inputs/dossiers-2026-03.csv");
    let bytes = fs::read(&hidden).expect("a file");
    scratch.chiso_succeeds("ingest");
    assert_eq!(parts(&scratch), before, "nothing was made");
    // Touched, renamed or copied, it holds the same bytes and is known by their hash.
    fs::write(&hidden, &bytes).expect("written");
    fs::rename(&hidden, scratch.join("inputs/dossiers-2026-03b.csv")).expect("renamed");
    let log = scratch.chiso_succeeds("ingest").stderr;
    assert_eq!(parts(&scratch), before, "nothing was made: {log}");
    assert_eq!(states(&scratch).values().filter(|state| *state == "archived").count(), 0);
    // One more row is another file.
    std::thread::sleep(Duration::from_millis(20));
    let text = String::from_utf8(bytes).expect("text");
    let last = text.trim_end().lines().last().expect("a row").to_owned();
    fs::write(scratch.join("inputs/dossiers-2026-03b.csv"), format!("{text}{last}\n"))
        .expect("written");
    scratch.chiso_succeeds("ingest");
    let after = parts(&scratch);
    let new = after.keys().filter(|path| !before.contains_key(*path)).count();
    let old = before.keys().filter(|path| !after.contains_key(*path)).count();
    assert_eq!((new, old), (1, 1), "one part in the place of another");
    // The same state of the disk, and every byte looked at.
    scratch.chiso_succeeds("ingest --rehash");
    assert_eq!(parts(&scratch), after);
}

#[test]
fn without_leave_a_file_that_goes_takes_its_rows_along_and_is_named() {
    let scratch = ministry("portal-2026");
    let text = fs::read_to_string(scratch.join("chiso.toml")).expect("the configuration");
    scratch.write("chiso.toml", text.replace("keep_removed = true", "keep_removed = false"));
    let all = scratch.chiso_succeeds("ingest --format json").json();
    fs::remove_file(scratch.join("inputs/dossiers-2026-03.csv")).expect("removed");
    let outcome = scratch.chiso_succeeds("ingest --format json");
    assert!(outcome.stderr.contains("inputs/dossiers-2026-03.csv"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("keep_removed"), "{}", outcome.stderr);
    let files = |json: &Value| json["accounts"].as_array().expect("accounts").len();
    assert_eq!(files(&outcome.json()) + 1, files(&all));
    assert_eq!(states(&scratch).len() + 1, files(&all));
}

#[test]
fn a_source_of_which_every_file_is_archived_is_not_missing() {
    let scratch = ministry("portal-2026");
    scratch.chiso_succeeds("run --month 2026-06");
    let expected = published(&scratch);
    inputs(&scratch)
        .iter()
        .filter(|file| !file.ends_with("units.csv"))
        .for_each(|file| fs::remove_file(file).expect("removed"));
    fs::remove_dir_all(scratch.join("reports")).expect("removed");
    scratch.chiso_succeeds("run --month 2026-06");
    assert_same(&scratch, &expected, "everything is archived");
    let manifest = fs::read_to_string(scratch.edition().join("manifest.json")).expect("a manifest");
    let manifest: Value = serde_json::from_str(&manifest).expect("JSON");
    let archived = manifest["inputs"].as_array().expect("inputs").iter();
    let days = archived.filter(|input| input["archived"].is_string()).count();
    assert_eq!(days + 1, manifest["inputs"].as_array().expect("inputs").len());
    for account in read_csv(&scratch.edition().join("quality/accounts.csv")) {
        let inputs = manifest["inputs"].as_array().expect("inputs");
        let input = inputs.iter().find(|input| input["file"] == account["file"].as_str());
        let day = input.expect("an input")["archived"].as_str().unwrap_or_default();
        assert_eq!(account["archived_on"], day, "{}", account["file"]);
    }
    assert_eq!(scratch.chiso("check").code, Some(0));
    assert_eq!(scratch.chiso("plan --month 2026-06").code, Some(0));
}

#[test]
fn a_file_that_is_archived_is_told_on_the_page_of_quality_and_in_no_figure() {
    let scratch = Scratch::with_pages("parts");
    scratch.write(
        "chiso.toml",
        "[authority]\nid = \"M\"\nname = \"A ministry\"\nkind = \"ministry\"\n\n[units]\ndiscover = true\n\n\
         [lake]\nkeep_removed = true\n\n\
         [[source]]\nname = \"one-stop\"\nkind = \"dossiers\"\nformat = \"table\"\npath = \"dossiers*.csv\"\n",
    );
    let header = "dossier_id,unit_id,procedure_id,received_at,due_at,ended_at";
    for name in ["dossiers-1.csv", "dossiers-2.csv"] {
        let row = "A,1.000001,2026-03-02 08:00,2026-03-10 17:00,2026-03-09 08:00";
        scratch.write(name, format!("{header}\n{name},{row}\n"));
    }
    let run = || {
        scratch.chiso_succeeds("run --month 2026-03");
        let name = fs::read_link(scratch.edition()).expect("a name");
        (name, snapshot(&scratch.edition().canonicalize().expect("an edition")))
    };
    let (name, present) = run();
    fs::remove_file(scratch.join("dossiers-1.csv")).expect("removed");
    fs::remove_dir_all(scratch.join("reports")).expect("removed");
    let (again, archived) = run();
    assert_eq!(again, name, "the figures are the same");
    let mut changed: Vec<String> = differing(&present, &archived)
        .into_iter()
        .map(|path| path.to_string_lossy().into_owned())
        .collect();
    // Sizes of files stand on the page of downloads.
    changed.retain(|path| !path.ends_with("download.html"));
    let said = [
        "catalog.jsonld",
        "datapackage.json",
        "manifest.json",
        "quality/accounts.csv",
        "quality/accounts.parquet",
        "site/archive/2026-03/en/quality.html",
        "site/archive/2026-03/vi/quality.html",
        "xlsx/workbook.xlsx",
    ];
    assert_eq!(changed, said);
    for (page, words) in [("vi", "Đã lưu: ngày đọc"), ("en", "Archived: day of reading")] {
        let page = format!("site/archive/2026-03/{page}/quality.html");
        let text = |of: &Snapshot| String::from_utf8_lossy(&of[Path::new(&page)]).into_owned();
        assert!(text(&archived).contains(words) && !text(&present).contains(words), "{page}");
    }
}

#[test]
fn another_mapping_is_not_guessed_for_what_is_archived() {
    let scratch = ministry("portal-2026");
    scratch.chiso_succeeds("run --month 2026-06");
    let expected = published(&scratch);
    fs::remove_file(scratch.join("inputs/ratings.csv")).expect("removed");
    let text = fs::read_to_string(scratch.join("chiso.toml")).expect("the configuration");
    let changed = text.replace(
        "path = \"inputs/ratings.csv\"",
        "path = \"inputs/ratings.csv\"\ndelimiter = \";\"",
    );
    assert_ne!(changed, text);
    scratch.write("chiso.toml", changed);
    let refused = scratch.chiso("run --month 2026-06");
    assert_eq!(refused.code, Some(CHANGED_MAPPING), "{}", refused.stderr);
    assert!(refused.stderr.contains("inputs/ratings.csv"), "{}", refused.stderr);
    assert!(refused.stderr.contains("--keep-old-reading"), "{}", refused.stderr);
    scratch.chiso_succeeds("run --month 2026-06 --keep-old-reading");
    assert_same(&scratch, &expected, "as it was read");
}

#[test]
fn what_is_forgotten_is_recorded_and_counts_no_longer() {
    let scratch = ministry("portal-2026");
    scratch.chiso_succeeds("ingest");
    let list = scratch.chiso_succeeds("lake list --format json").json();
    let part = list["parts"].as_array().expect("a list").iter();
    let part =
        part.clone().find(|part| part["file"] == "inputs/dossiers-2026-03.csv").expect("listed");
    let hash = part["sha256"].as_str().expect("a hash");
    fs::remove_file(scratch.join("inputs/dossiers-2026-03.csv")).expect("removed");
    let short = &hash[..12];
    let slip = Call::new(&format!("lake forget {}", &hash[..3])).arg("--reason").arg("a slip");
    let slip = slip.at(scratch.path()).run();
    assert_eq!(slip.code, Some(NOTHING_TO_DO), "{}", slip.stderr);
    let none =
        Call::new("lake forget 0000000000").arg("--reason").arg("a test").at(scratch.path()).run();
    assert_eq!(none.code, Some(NOTHING_TO_DO), "{}", none.stderr);
    let empty = Call::new(&format!("lake forget {short}"))
        .arg("--reason")
        .arg(" ")
        .at(scratch.path())
        .run();
    assert_eq!(empty.code, Some(64), "{}", empty.stderr);
    Call::new(&format!("lake forget {short}"))
        .arg("--reason")
        .arg("sent by mistake")
        .at(scratch.path())
        .run()
        .succeeded();
    let record = fs::read_to_string(scratch.join("lake/forgotten.jsonl")).expect("the record");
    assert!(record.contains(hash) && record.contains("sent by mistake"), "{record}");
    scratch.chiso_succeeds("ingest");
    assert!(!states(&scratch).contains_key("inputs/dossiers-2026-03.csv"));
    assert!(scratch.join("lake/forgotten.jsonl").exists());
}

#[test]
fn a_part_that_is_damaged_is_made_anew_where_its_file_is_there_and_told_where_it_is_not() {
    let scratch = ministry("portal-2026");
    scratch.chiso_succeeds("run --month 2026-06");
    let expected = published(&scratch);
    let part = |scratch: &Scratch| -> PathBuf {
        let list = scratch.chiso_succeeds("lake list --format json").json();
        let named = list["parts"].as_array().expect("a list").iter();
        let part = named.clone().find(|part| part["file"] == "inputs/dossiers-2026-03.csv");
        scratch.join("lake/parts").join(part.expect("listed")["part"].as_str().expect("a name"))
    };
    let cut = |path: &Path| {
        let bytes = fs::read(path).expect("a part");
        fs::write(path, &bytes[..bytes.len() - 9]).expect("written");
    };
    let path = part(&scratch);
    cut(&path);
    fs::remove_dir_all(scratch.join("reports")).expect("removed");
    scratch.chiso_succeeds("run --month 2026-06");
    assert_same(&scratch, &expected, "made anew");
    // A bit within the rows, and the file is gone.
    fs::remove_file(scratch.join("inputs/dossiers-2026-03.csv")).expect("removed");
    let mut bytes = fs::read(&path).expect("a part");
    bytes[100] ^= 1;
    fs::write(&path, bytes).expect("written");
    let outcome = scratch.chiso("ingest");
    assert_eq!(outcome.code, Some(UNREADABLE), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("dossiers-"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("lake forget"), "{}", outcome.stderr);
}

#[test]
fn a_lake_of_an_earlier_program_is_made_anew_with_one_sentence() {
    let scratch = ministry("portal-2026");
    scratch.chiso_succeeds("ingest");
    let current = scratch.join("lake/current");
    fs::remove_file(current.join("parts.json")).expect("removed");
    let outcome = scratch.chiso_succeeds("ingest");
    assert!(outcome.stderr.contains("another version"), "{}", outcome.stderr);
    assert!(!scratch.chiso_succeeds("ingest").stderr.contains("another version"));
}

#[test]
fn a_run_of_which_nothing_changed_does_nothing_and_says_what_it_said() {
    let scratch = ministry("portal-2026");
    let call = "run --month 2025-03 --as-of 2025-03-20 --format json";
    let first = scratch.chiso_succeeds(call).json();
    let before = snapshot(scratch.path());
    let second = scratch.chiso_succeeds(call).json();
    assert_eq!((&first["unchanged"], &second["unchanged"]), (&false.into(), &true.into()));
    for key in ["edition", "folder", "warnings"] {
        assert_eq!(first[key], second[key], "{key}");
    }
    assert_eq!(second["stages"].as_array().map(Vec::len), Some(0), "{second}");
    let after = snapshot(scratch.path());
    let changed: Vec<PathBuf> = differing(&before, &after);
    assert_eq!(changed, [PathBuf::from("lake/lock")], "who holds the lock");
    // A file that was touched is hashed once, and known again by its state.
    let touched = scratch.join("inputs/ratings.csv");
    fs::write(&touched, fs::read(&touched).expect("a file")).expect("written");
    std::thread::sleep(Duration::from_millis(20));
    for stages in [true, false] {
        let again = scratch.chiso_succeeds(call).json();
        assert_eq!(again["stages"].as_array().is_some_and(|all| !all.is_empty()), stages);
    }
    // Another configuration is another edition.
    let written = fs::read_to_string(scratch.join("chiso.toml")).expect("the configuration");
    scratch.write("chiso.toml", written.replace("name = \"Bộ", "name = \"Bộ mới"));
    let third = scratch.chiso(call);
    assert!(third.stderr.contains("count"), "it was counted again: {}", third.stderr);
}
