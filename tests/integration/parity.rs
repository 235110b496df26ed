//! The figures of a published edition say the same in every file. What libraries wrote is compared by
//! the program, and `verify` names the place where it differs, even where the hashes were made to fit;
//! what is made from the published tables (pages, drawings, JSON, tables beside charts) is compared
//! here. A small edition altered in one place shows that a difference is found.

mod figures;
mod forms;
mod read;
mod small;

use std::{collections::BTreeSet, fs, path::Path};

use chiso::{
    domain::digest::sha256,
    press::{
        editions::read_manifest,
        parity::{self, CheckFault},
    },
};

use self::read::{Difference, Folder};
use crate::support::Scratch;

const DATA_REFUSED: i32 = 65;

/// What differs in an edition between its tables and all that repeats them.
pub fn faults(edition: &Path) -> Vec<String> {
    read::check(&files(edition)).differences.iter().map(Difference::to_string).collect()
}

fn files(edition: &Path) -> Folder {
    let manifest = read_manifest(edition).expect("the manifest can be read");
    let mut files = Folder::default();
    for output in manifest.outputs {
        let bytes = fs::read(edition.join(&output.path)).expect("the file is there");
        files.add(output.path, bytes);
    }
    files
}

fn published() -> Scratch {
    let scratch = Scratch::with_pages("parity");
    scratch.write(
        "chiso.toml",
        "[authority]\nid = \"M\"\nname = \"A ministry\"\nkind = \"ministry\"\n\n[units]\ndiscover = true\n\n\
         [[source]]\nname = \"one-stop\"\nkind = \"dossiers\"\nformat = \"table\"\npath = \"dossiers.csv\"\n",
    );
    let mut rows = String::from("dossier_id,unit_id,procedure_id,received_at,due_at,ended_at\n");
    for number in 0..30 {
        let unit = ["A", "Cục 12", "=cmd"][number % 3];
        let ended = if number % 7 == 0 { 11 } else { 9 };
        rows += &format!(
            "H{number},{unit},1.000001,2026-03-02 08:00,2026-03-10 17:00,2026-03-{ended:02} 08:00\n"
        );
    }
    scratch.write("dossiers.csv", rows);
    scratch.chiso_succeeds("run --month 2026-03");
    scratch
}

/// Replaces a text that stands once in a file, and makes the manifest fit.
fn alter(scratch: &Scratch, file: &str, from: &str, to: &str) {
    let path = scratch.edition().join(file);
    let text = fs::read_to_string(&path).expect("the file is there");
    assert_eq!(text.matches(from).count(), 1, "{from} in {file}");
    let text = text.replace(from, to);
    fs::write(&path, &text).expect("the file can be written");
    let mut manifest = read_manifest(&scratch.edition()).expect("the manifest can be read");
    let output = manifest.outputs.iter_mut().find(|output| output.path == file);
    output.expect("the manifest has the file").sha256 = sha256(text.as_bytes());
    fs::write(scratch.edition().join("manifest.json"), manifest.bytes())
        .expect("it can be written");
}

#[test]
fn what_was_published_says_the_same_everywhere() {
    let scratch = published();
    let verified = scratch.chiso_succeeds("verify --format json").json();
    for kind in ["csv", "xlsx", "sums"] {
        assert!(
            verified["figures"][kind].as_u64().is_some_and(|figures| figures > 0),
            "{verified}"
        );
    }
    assert_eq!(faults(&scratch.edition()), Vec::<String>::new());
    assert_every_kind_was_compared(&files(&scratch.edition()));
}

#[test]
fn the_demonstration_says_the_same_everywhere() {
    let scratch = Scratch::with_pages("parity-demo");
    scratch.chiso_succeeds("demo ministry");
    assert_eq!(faults(&scratch.join("ministry/reports/current")), Vec::<String>::new());
}

#[test]
fn an_edition_that_says_the_same_everywhere_passes() {
    let edition = small::edition();
    assert_eq!(differences(&edition), vec![]);
    assert_every_kind_was_compared(&edition);
}

fn assert_every_kind_was_compared(files: &Folder) {
    let checked = read::check(files).checked;
    let kinds: BTreeSet<&str> = checked.into_keys().collect();
    for kind in ["charts", "svg", "html", "json"] {
        assert!(kinds.contains(kind), "{kind} is not among {kinds:?}");
    }
}

#[test]
fn a_figure_that_was_changed_with_its_hash_is_named() {
    let scratch = published();
    let file = "quality/accounts.csv";
    let text = fs::read_to_string(scratch.edition().join(file)).expect("the file is there");
    let row = text.lines().nth(1).expect("an account");
    alter(&scratch, file, row, &row.replacen(",30", ",31", 1));
    let refused = scratch.chiso("verify");
    assert_eq!(refused.code, Some(DATA_REFUSED), "{}", refused.stderr);
    let told = "“31” stands there, not 30, as in the Parquet beside it";
    assert!(refused.stderr.contains(told), "{}", refused.stderr);
}

#[test]
fn a_file_that_was_damaged_is_named_with_its_figure() {
    let scratch = published();
    let path = scratch.edition().join("tables/flow.csv");
    let text = fs::read_to_string(&path).expect("the file is there");
    fs::write(&path, text.replacen(",30,", ",29,", 1)).expect("the file can be written");
    let refused = scratch.chiso("verify");
    assert_eq!(refused.code, Some(DATA_REFUSED), "{}", refused.stderr);
    assert!(
        refused.stderr.contains("tables/flow.csv: not what was published"),
        "{}",
        refused.stderr
    );
    let told = "tables/flow.csv: row 1 (2026-03|M), column received: “29” stands there, not 30";
    assert!(refused.stderr.contains(told), "{}", refused.stderr);
}

/// The edition with one text of one file replaced, which must stand there exactly once.
fn altered(path: &str, from: &str, to: &str) -> Folder {
    let mut files = small::edition();
    let bytes = small::bytes(&files, path);
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(text.matches(from).count(), 1, "{from} in {path}:\n{text}");
    files.add(path, text.replace(from, to).into_bytes());
    files
}

fn differences(files: &Folder) -> Vec<Difference> {
    let mut found = match parity::check(&files.kept(), 2) {
        Ok(_) => Vec::new(),
        Err(CheckFault::Disparity(found)) => found.0,
        Err(fault @ CheckFault::Shelf(_)) => panic!("{fault}"),
    };
    found.extend(read::check(files).differences);
    found.sort_by(|a, b| a.file.cmp(&b.file));
    found
}

/// The one difference of an altered edition, as it is told.
fn only(files: &Folder) -> String {
    let found = differences(files);
    let told: Vec<String> = found.iter().map(Difference::to_string).collect();
    assert_eq!(told.len(), 1, "{}", told.join("\n"));
    told[0].clone()
}

/// Replaces one text, and expects exactly one difference that names all of these.
fn names(path: &str, from: &str, to: &str, told: &[&str]) {
    let only = only(&altered(path, from, to));
    for words in told.iter().chain([&path]) {
        assert!(only.contains(words), "“{words}” is not told: {only}");
    }
}
