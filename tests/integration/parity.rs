//! The figures of a published edition say the same in every file, and `verify` names the place where
//! one does not, even where the hashes were made to fit.

use std::fs;

use chiso::{domain::digest::sha256, press::publish::read_manifest};

use crate::support::Scratch;

const DATA_REFUSED: i32 = 65;

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
    for kind in ["csv", "charts", "svg", "html", "json", "xlsx", "sums"] {
        assert!(
            verified["figures"][kind].as_u64().is_some_and(|figures| figures > 0),
            "{verified}"
        );
    }
}

#[test]
fn a_figure_that_was_changed_with_its_hash_is_named() {
    let scratch = published();
    let file = "charts/flow.csv";
    let row = "received,received,Tiếp nhận trong kỳ,Received,";
    alter(&scratch, file, &format!("{row}30"), &format!("{row}31"));
    let refused = scratch.chiso("verify");
    assert_eq!(refused.code, Some(DATA_REFUSED), "{}", refused.stderr);
    let told =
        "charts/flow.csv: row 2 (received|received), column count: “31” stands there, not 30";
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
