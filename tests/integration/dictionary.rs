//! The data dictionary beside what the program reads and writes: the tables of `chiso init`, the
//! tables of an edition and of `chiso facts` have the columns that the dictionary declares.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use crate::support::{Call, Scratch};

const DIFFERS: i32 = 65;

/// The columns of every table, by room and name.
fn declared() -> BTreeMap<String, BTreeMap<String, Vec<String>>> {
    let dictionary = Call::new("dictionary --format json").run().succeeded().json();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let list = |value: &serde_json::Value| value.as_array().unwrap().clone();
    list(&dictionary["rooms"])
        .iter()
        .map(|room| {
            let tables = list(&room["tables"]).into_iter().map(|table| {
                let columns = list(&table["columns"]).iter().map(|c| text(&c["name"])).collect();
                (text(&table["name"]), columns)
            });
            (text(&room["id"]), tables.collect())
        })
        .collect()
}

fn header(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    text.lines().next().unwrap().split(',').map(str::to_owned).collect()
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    entries.filter(|path| path.extension().is_some_and(|found| found == extension)).collect()
}

/// Files in a folder and the folders below it.
fn below(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    let folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    let mut found = files(folder, extension);
    found.extend(folders.iter().flat_map(|inner| below(inner, extension)));
    found
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}

#[test]
fn the_committed_dictionary_passes_its_check_and_a_changed_one_does_not() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/dictionary.md");
    Call::new("dictionary").arg("--check").arg(&committed).run().succeeded();
    let scratch = Scratch::with_pages("dictionary");
    let text = fs::read_to_string(&committed).unwrap();
    let changed = scratch.write("changed.md", text.replacen("`dossier_id`", "`dossier`", 1));
    let outcome = Call::new("dictionary").arg("--check").arg(&changed).run();
    assert_eq!(outcome.code, Some(DIFFERS), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("differs from the dictionary"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("`dossier_id`"), "{}", outcome.stderr);
}

#[test]
fn the_empty_tables_of_init_have_the_columns_of_the_dictionary() {
    let scratch = Scratch::with_pages("dictionary-init");
    scratch.chiso_succeeds("init new");
    let found: BTreeMap<String, Vec<String>> =
        files(&scratch.join("new/inputs"), "csv").iter().map(|p| (stem(p), header(p))).collect();
    assert_eq!(found, declared()["inputs"]);
}

#[test]
fn every_table_of_an_edition_has_the_columns_of_the_dictionary() {
    let scratch = Scratch::with_pages("dictionary-edition");
    scratch.write(
        "chiso.toml",
        "[authority]\nid = \"M\"\nname = \"A ministry\"\nkind = \"ministry\"\n\n[units]\ndiscover = true\n\n\
         [[source]]\nname = \"one-stop\"\nkind = \"dossiers\"\nformat = \"table\"\npath = \"dossiers.csv\"\n",
    );
    let rows = "dossier_id,unit_id,procedure_id,received_at,due_at,ended_at\n\
                H1,A,1.000001,2026-03-02 08:00,2026-03-10 17:00,2026-03-11 08:00\n";
    scratch.write("dossiers.csv", rows);
    scratch.chiso_succeeds("run --month 2026-03");
    // One that is published anew has every table.
    scratch.write("dossiers.csv", rows.replace("03-11", "03-10"));
    scratch.chiso_succeeds("restate --month 2026-03 --reason corrected");
    let declared = declared();
    let edition = scratch.edition();
    for (folder, room) in [("tables", "published"), ("quality", "quality")] {
        let found: BTreeMap<String, Vec<String>> =
            files(&edition.join(folder), "csv").iter().map(|p| (stem(p), header(p))).collect();
        assert_eq!(found, declared[room], "{folder}");
    }
    let forms: BTreeSet<&Vec<String>> = declared["charts"].values().collect();
    let charts = below(&edition.join("charts"), "csv");
    assert!(!charts.is_empty());
    for path in charts {
        assert!(forms.contains(&header(&path)), "{} is of no declared form", path.display());
    }
}
