//! The open-data descriptions of an edition, internal and public: every table is described, every
//! file described is there as described, and terms are stated only where they are given.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use crate::support::Scratch;

const CONFIGURATION_WRONG: i32 = 78;

fn configured(publication: &str) -> Scratch {
    let scratch = Scratch::with_pages("open-data");
    scratch.write(
        "chiso.toml",
        format!(
            "[authority]\nid = \"M\"\nname = \"A ministry\"\nkind = \"ministry\"\n\n[units]\ndiscover = true\n\n\
             [publication]\n{publication}\n\n[[source]]\nname = \"one-stop\"\nkind = \"dossiers\"\n\
             format = \"table\"\npath = \"dossiers.csv\"\n"
        ),
    );
    with_end(&scratch, "2026-03-11 08:00");
    scratch
}

fn with_end(scratch: &Scratch, end: &str) {
    let header = "dossier_id,unit_id,procedure_id,received_at,due_at,ended_at";
    let row = format!("H1,A,1.000001,2026-03-02 08:00,2026-03-10 17:00,{end}");
    scratch.write("dossiers.csv", format!("{header}\n{row}\n"));
}

fn read(path: &Path) -> Json {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// Paths of the files that a package describes, each compared with the file.
fn described(edition: &Path) -> BTreeSet<String> {
    let package = read(&edition.join("datapackage.json"));
    let resources = package["resources"].as_array().unwrap();
    resources
        .iter()
        .map(|resource| {
            let path = resource["path"].as_str().unwrap();
            let content = fs::read(edition.join(path)).unwrap();
            let digits =
                Sha256::digest(&content).iter().map(|b| format!("{b:02x}")).collect::<String>();
            assert_eq!(resource["bytes"].as_u64(), Some(content.len() as u64), "{path}");
            assert_eq!(resource["hash"].as_str(), Some(&*format!("sha256:{digits}")), "{path}");
            path.to_owned()
        })
        .collect()
}

/// Paths of the tables that lie in an edition.
fn present(edition: &Path) -> BTreeSet<String> {
    let folders = ["tables", "tables/as_now", "quality", "insight"];
    let files = folders.iter().flat_map(|folder| {
        let entries = fs::read_dir(edition.join(folder)).into_iter().flatten().flatten();
        entries.map(move |entry| format!("{folder}/{}", entry.file_name().to_string_lossy()))
    });
    files.filter(|path| path.ends_with(".csv") || path.ends_with(".parquet")).collect()
}

#[test]
fn every_table_of_both_editions_is_described_as_it_is() {
    let scratch = configured("licence = \"CC-BY-4.0\"");
    scratch.chiso_succeeds("run --month 2026-03");
    for edition in [scratch.edition(), scratch.edition().join("public")] {
        let tables = present(&edition);
        assert!(tables.contains("tables/indicators.csv"));
        assert_eq!(described(&edition), tables);
        for csv in tables.iter().filter(|path| path.ends_with(".csv")) {
            let metadata = read(&edition.join(format!("{csv}-metadata.json")));
            let columns = metadata["tableSchema"]["columns"].as_array().unwrap();
            let names: Vec<&str> = columns.iter().map(|c| c["name"].as_str().unwrap()).collect();
            let text = fs::read_to_string(edition.join(csv)).unwrap();
            assert_eq!(names.join(","), text.lines().next().unwrap(), "{csv}");
        }
        let package = read(&edition.join("datapackage.json"));
        assert_eq!(package["licenses"][0]["name"], "CC-BY-4.0");
        let internal = fs::read_to_string(edition.join("catalog.jsonld")).unwrap();
        let is_public = edition.ends_with("public");
        assert_eq!(internal.contains("access-right/PUBLIC"), is_public);
        assert_eq!(internal.contains("access-right/RESTRICTED"), !is_public);
    }
    scratch.chiso_succeeds("verify");
}

#[test]
fn without_a_licence_none_is_claimed() {
    let scratch = configured("");
    scratch.chiso_succeeds("run --month 2026-03");
    for name in ["datapackage.json", "catalog.jsonld", "tables/flow.csv-metadata.json"] {
        let text = fs::read_to_string(scratch.edition().join(name)).unwrap();
        assert!(!text.contains("licen"), "{name}");
    }
}

#[test]
fn a_licence_that_is_not_known_needs_its_address() {
    let scratch = configured("licence = \"Of our own\"\npublisher_url = \"our page\"");
    let refused = scratch.chiso("check");
    assert_eq!(refused.code, Some(CONFIGURATION_WRONG), "{}", refused.stderr);
    assert!(refused.stderr.contains("licence_url"), "{}", refused.stderr);
    assert!(refused.stderr.contains("publisher_url = \"our page\""), "{}", refused.stderr);
    let named = configured("licence = \"Of our own\"\nlicence_url = \"https://example.vn/terms\"");
    named.chiso_succeeds("run --month 2026-03");
    let package = read(&named.edition().join("datapackage.json"));
    assert_eq!(package["licenses"][0]["path"], "https://example.vn/terms");
    assert_eq!(package["licenses"][0]["title"], "Of our own");
}

#[test]
fn a_restatement_stands_in_the_changelog_with_its_reason_and_the_tables_it_changed() {
    let scratch = configured("");
    scratch.chiso_succeeds("run --month 2026-03");
    let first = read(&scratch.edition().join("changelog.json"));
    assert_eq!(first["editions"].as_array().unwrap().len(), 1);
    with_end(&scratch, "2026-03-09 08:00");
    scratch.chiso_succeeds("restate --month 2026-03 --reason late-correction");
    for inner in ["", "public"] {
        let log = read(&scratch.edition().join(inner).join("changelog.json"));
        let editions = log["editions"].as_array().unwrap();
        assert_eq!(editions.len(), 2, "{inner}");
        assert_eq!(editions[0]["reason"], "late-correction", "{inner}");
        assert_eq!(editions[0]["after"], editions[1]["edition"], "{inner}");
    }
    let log = read(&scratch.edition().join("changelog.json"));
    assert_eq!(log["editions"][0]["tables"]["tables/flow.csv"], "changed");
    assert_eq!(log["editions"][0]["tables"]["tables/databases.csv"], "unchanged");
}
