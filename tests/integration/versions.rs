//! What an edition was made by beside the files of dossiers stays while the edition stays: older versions of
//! units and catalogue as parts of the lake, rule set and targets as texts by which the same figures are
//! made again. Everything here is invented.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use crate::support::{Scratch, differing, snapshot};

const CHANGED: i32 = 77;
const HEADER: &str = "dossier_id,unit_id,procedure_id,received_at,due_at,ended_at";
const LATE: &str = "H1,A,1.000001,2026-03-02 08:00,2026-03-10 17:00,2026-03-11 08:00";
const IN_TIME: &str = "H1,A,1.000001,2026-03-02 08:00,2026-03-10 17:00,2026-03-09 08:00";

fn configured(rules: &str, targets: &str) -> Scratch {
    let scratch = Scratch::new("versions");
    scratch.write(
        "chiso.toml",
        format!(
            "[authority]\nid = \"M\"\nname = \"A ministry\"\nkind = \"ministry\"\n\n[units]\npath = \"units.csv\"\n\n\
             [rules]\nset = {rules:?}\ntargets = {targets:?}\n\n\
             [[source]]\nname = \"one-stop\"\nkind = \"dossiers\"\nformat = \"table\"\npath = \"dossiers.csv\"\n\n\
             [[source]]\nname = \"catalogue\"\nkind = \"procedures\"\nformat = \"table\"\npath = \"catalogue.csv\"\n"
        ),
    );
    with_unit(&scratch, "First name");
    scratch.write("catalogue.csv", "procedure_id,name\n1.000001,A procedure\n");
    with_row(&scratch, LATE);
    scratch
}

fn with_unit(scratch: &Scratch, name: &str) {
    scratch.write("units.csv", format!("unit_id,name\nA,{name}\n"));
}

fn with_row(scratch: &Scratch, row: &str) {
    scratch.write("dossiers.csv", format!("{HEADER}\n{row}\n"));
}

/// The kinds of all parts of the lake, in order.
fn kinds(scratch: &Scratch) -> Vec<String> {
    let entries = fs::read_dir(scratch.join("lake/parts")).expect("the parts").flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut kinds: Vec<String> =
        names.map(|name| name.split('-').next().unwrap_or_default().to_owned()).collect();
    kinds.sort();
    kinds
}

fn kept(scratch: &Scratch) -> Value {
    scratch.chiso_succeeds("lake list --format json").json()["kept_for_editions"].clone()
}

fn manifest(scratch: &Scratch) -> Value {
    serde_json::from_slice(&fs::read(scratch.edition().join("manifest.json")).unwrap()).unwrap()
}

fn edition(scratch: &Scratch) -> PathBuf {
    scratch.edition().canonicalize().expect("an edition")
}

#[test]
fn a_version_that_an_edition_names_is_kept_as_long_as_the_edition() {
    let scratch = configured("portal-2026", "plan-2024");
    scratch.chiso_succeeds("run --month 2026-03");
    let first = edition(&scratch);
    let none = json!({"units": 0, "calendar": 0, "cohorts": 0, "procedures": 0, "rules": 2});
    assert_eq!(kept(&scratch), none);
    // Dossiers change, units change and the catalogue changes; only the last two are kept.
    with_row(&scratch, &format!("{LATE}\nH2{}", &LATE[2..].replace("03-1", "03-2")));
    scratch.chiso_succeeds("restate --month 2026-03 --reason more");
    assert_eq!(kinds(&scratch), ["dossiers", "procedures", "units"]);
    with_unit(&scratch, "Second name");
    scratch.write("catalogue.csv", "procedure_id,name\n1.000001,Another name\n");
    scratch.chiso_succeeds("run --month 2026-03");
    assert_ne!(edition(&scratch), first);
    assert_eq!(kinds(&scratch), ["dossiers", "procedures", "procedures", "units", "units"]);
    let one = json!({"units": 1, "calendar": 0, "cohorts": 0, "procedures": 1, "rules": 2});
    assert_eq!(kept(&scratch), one);
    let said = scratch.chiso_succeeds("lake list").stdout;
    assert!(said.contains("kept for editions") && said.contains("units 1"), "{said}");
    scratch.chiso_succeeds("ingest");
    assert_eq!(kept(&scratch), one, "reading alone removes none");
    // A third version, which no edition names, is not kept beside a fourth.
    for name in ["Third name", "Fourth name"] {
        with_unit(&scratch, name);
        scratch.chiso_succeeds("ingest");
    }
    assert_eq!(kept(&scratch)["units"], 2, "those of the editions, beside the one in use");
    // The editions that name them go, and so do the versions.
    let current = edition(&scratch);
    for entry in fs::read_dir(scratch.join("reports")).unwrap().flatten() {
        if entry.path().is_dir() && !entry.path().is_symlink() && entry.path() != current {
            fs::remove_dir_all(entry.path()).expect("removed");
        }
    }
    scratch.chiso_succeeds("ingest");
    let of_current = json!({"units": 1, "calendar": 0, "cohorts": 0, "procedures": 0, "rules": 2});
    assert_eq!(kept(&scratch), of_current);
    // Of an edition whose manifest cannot be read nobody knows what it names.
    fs::write(current.join("manifest.json"), "{").expect("written");
    scratch.chiso_succeeds("ingest");
    assert_eq!(kept(&scratch), of_current);
}

#[test]
fn a_refused_run_takes_no_version_along() {
    let scratch = configured("portal-2026", "plan-2024");
    scratch.chiso_succeeds("run --month 2026-03");
    with_unit(&scratch, "Second name");
    scratch.chiso_succeeds("run --month 2026-03");
    let before = kinds(&scratch);
    // The old list once more, and a final figure that would change.
    with_unit(&scratch, "First name");
    with_row(&scratch, IN_TIME);
    let refused = scratch.chiso("run --month 2026-03");
    assert_eq!(refused.code, Some(CHANGED), "{}", refused.stderr);
    assert_eq!(kinds(&scratch), before);
    assert_eq!(kept(&scratch)["units"], 1);
}

#[test]
fn figures_are_made_again_by_the_rules_that_the_lake_kept() {
    let first = configured("own", "plan-2024");
    first.write_rule_set("own", "pause = \"none\"");
    first.chiso_succeeds("run --month 2026-03");
    let texts = first.join("lake/rules");
    let names: BTreeSet<String> = fs::read_dir(&texts)
        .expect("the rules")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    let rules = manifest(&first)["rule_set"]["hash"].as_str().expect("a hash").to_owned() + ".toml";
    assert!(names.len() == 2 && names.contains(&rules), "{rules}: {names:?}");
    let targets = names.iter().find(|name| **name != rules).expect("the targets");
    let place = |name: &str| texts.join(name).to_string_lossy().into_owned();
    let again = configured(&place(&rules), &place(targets));
    again.chiso_succeeds("run --month 2026-03");
    let file = |path: PathBuf| path.file_name().expect("a name").to_owned();
    assert_eq!(file(edition(&again)), file(edition(&first)));
    let (one, other) = (snapshot(&edition(&first)), snapshot(&edition(&again)));
    assert_eq!(differing(&one, &other), Vec::<PathBuf>::new());
    let kept = |scratch: &Scratch| snapshot(&scratch.join("lake/rules"));
    assert!(kept(&first) == kept(&again), "what is kept of it is the same");
    // A file that is no rule set is named.
    again.write("none.toml", "id = 1\n");
    let config = fs::read_to_string(again.join("chiso.toml")).unwrap();
    again.write("chiso.toml", config.replace(&place(&rules), "none.toml"));
    let refused = again.chiso("run --month 2026-03");
    assert_eq!(refused.code, Some(78), "{}", refused.stderr);
    assert!(refused.stderr.contains("none.toml"), "{}", refused.stderr);
}

#[test]
fn another_rule_set_is_kept_beside_the_first_and_each_is_written_once() {
    let scratch = configured("own", "plan-2024");
    let mut known = BTreeSet::new();
    for pause in ["none", "subtract", "none"] {
        scratch.write_rule_set("own", &format!("pause = {pause:?}"));
        scratch.chiso_succeeds("run --month 2026-03 --as-of 2026-03-12");
        let hash = manifest(&scratch)["rule_set"]["hash"].as_str().expect("a hash").to_owned();
        let path = scratch.join(&format!("lake/rules/{hash}.toml"));
        let text = fs::read_to_string(&path).expect("the rule set");
        assert!(text.contains(&format!("pause = {pause:?}")), "{text}");
        let written = fs::metadata(&path).and_then(|found| found.modified()).expect("a time");
        known.insert((hash, written));
    }
    assert_eq!(known.len(), 2, "{known:?}");
    assert_eq!(kept(&scratch)["rules"], 3);
    assert!(Path::new(&scratch.join("lake/rules")).is_dir());
}
