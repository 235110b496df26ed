//! No person leaves the reader: a person is planted in every field of messages and tables that may tell
//! of one, and in what is put aside or refused; then every byte that the program makes is searched for
//! them. A second test plants one where names are published, and the search finds it in every format.

mod planted;
mod search;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use crate::support::{Call, Outcome, Scratch};
use planted::{Planter, ministry, put_aside};
use search::{Findings, found_in, person};

const DATA_REFUSED: i32 = 65;
const CONFIGURATION: i32 = 78;

/// Every command that reads the inputs or the lake.
const CALLS: [&str; 18] = [
    "check",
    "check --format json",
    "plan --month 2026-06",
    "ingest --as-of 2026-07-01 --format json",
    "run --month 2026-06",
    "run --month 2026-06 --format json",
    "count --month 2026-06 --format json",
    "facts --month 2026-06 --output made/facts.parquet --units made/units.parquet --procedures made/procedures.parquet --petitions made/petitions.parquet",
    "explain G99 handled_on_time --month 2026-06 --dossiers",
    "explain G99.01 handled_on_time --month 2026-06 --dossiers --format json",
    "explain G99 dossier_satisfaction --month 2026-06 --dossiers",
    "explain G99 petitions_on_time --month 2026-06 --dossiers",
    "explain unmapped handled_on_time --month 2026-06 --dossiers",
    "report --from 2026-06 --to 2026-06 --output made/report",
    "rules compare portal-2026 portal-2026 --month 2026-06",
    "editions --format json",
    "verify --format json",
    "diff current current",
];

/// Runs a call with a folder for temporary files of its own, which must be empty afterwards, and adds
/// what it printed to the findings.
fn call(scratch: &Scratch, call: &str, findings: &mut Findings) -> Outcome {
    let aside = scratch.join("temporary");
    fs::create_dir_all(&aside).expect("a folder");
    let temporary = aside.to_str().expect("a name in UTF-8").to_owned();
    let outcome = Call::new(call).at(scratch.path()).env("TMPDIR", &temporary).run();
    assert_eq!(fs::read_dir(&aside).expect("a folder").count(), 0, "{call} leaves temporary files");
    assert!(!outcome.stderr.contains("panicked"), "{call}: {}", outcome.stderr);
    for (name, text) in [("stdout", &outcome.stdout), ("stderr", &outcome.stderr)] {
        let found = found_in(text);
        if !found.is_empty() {
            findings.insert(format!("{name} of {call}"), found);
        }
    }
    outcome
}

/// The month once more in shares, by processes that know nothing of one another.
fn in_shares(scratch: &Scratch, findings: &mut Findings) {
    let mut calls = scratch.calls_in_shares("2026-06", 2);
    calls.push("run --from-partials partials --parts parts --month 2026-06".to_owned());
    for line in calls {
        let outcome = call(scratch, &line, findings);
        assert_eq!(outcome.code, Some(0), "{line}: {}", outcome.stderr);
    }
}

/// Everything the program made, and how many files of each extension were read.
fn made(scratch: &Scratch, findings: &mut Findings) -> BTreeMap<String, usize> {
    let mut all = BTreeMap::new();
    let folders = ["lake", "reports", "made", "parts", "partials"].into_iter();
    for folder in folders.filter(|folder| scratch.join(folder).exists()) {
        let (found, read) = search::search(&scratch.join(folder));
        findings.extend(found.into_iter().map(|(name, found)| (format!("{folder}/{name}"), found)));
        for (extension, files) in read {
            *all.entry(extension).or_default() += files;
        }
    }
    all
}

#[track_caller]
fn assert_none(findings: &Findings, planter: &Planter) {
    let told: Vec<String> = findings
        .iter()
        .filter_map(|(place, found)| {
            let fields: Vec<&str> =
                found.iter().filter_map(|number| planter.field(*number)).collect();
            (!fields.is_empty()).then(|| format!("{place}: {}", fields.join("; ")))
        })
        .collect();
    assert!(told.is_empty(), "persons got out:\n{}", told.join("\n"));
}

#[test]
fn no_person_of_any_field_is_in_anything_the_program_makes() {
    let mut planter = Planter::default();
    let scratch = ministry(&mut planter, "Cục Mẫu");
    fs::create_dir_all(scratch.join("made")).expect("a folder");
    let mut findings = Findings::new();
    for line in CALLS {
        let outcome = call(&scratch, line, &mut findings);
        assert_eq!(outcome.code, Some(0), "{line}: {}", outcome.stderr);
    }
    in_shares(&scratch, &mut findings);
    let read = made(&scratch, &mut findings);
    for extension in
        ["part", "partial", "parquet", "csv", "json", "xlsx", "docx", "html", "svg", "png"]
    {
        assert!(read.contains_key(extension), "no {extension} among {read:?}");
    }
    assert!(planter.count() > 500, "{}", planter.count());
    assert_none(&findings, &planter);
    // What was planted was also read: some counted, some put aside with its place and never its value.
    let quarantine =
        fs::read_to_string(scratch.edition().join("quality/quarantine.csv")).expect("a table");
    for reason in ["malformed_record", "date_unreadable", "dossier_id_missing"] {
        assert!(quarantine.contains(reason), "{reason}: {quarantine}");
    }
    let flow = scratch.table("flow");
    assert!(
        flow.iter().any(|row| row["unit_id"] == "G99.01" && row["received"] != "0"),
        "{flow:?}"
    );
}

/// Where units are discovered, what stands in the place of a unit or a procedure in a row that is put
/// aside becomes neither, and is nowhere.
#[test]
fn no_person_of_a_row_that_is_put_aside_becomes_a_unit_or_anything_else() {
    let mut planter = Planter::default();
    let scratch = put_aside(&mut planter);
    fs::create_dir_all(scratch.join("made")).expect("a folder");
    let mut findings = Findings::new();
    for line in CALLS.iter().filter(|line| !line.contains("G99.01")) {
        let outcome = call(&scratch, line, &mut findings);
        assert_eq!(outcome.code, Some(0), "{line}: {}", outcome.stderr);
    }
    in_shares(&scratch, &mut findings);
    made(&scratch, &mut findings);
    assert_none(&findings, &planter);
    let units: BTreeSet<String> =
        scratch.table("scorecard").into_iter().map(|row| row["unit_name"].clone()).collect();
    assert_eq!(units, ["Bộ bịa ra để thử", "Cục Mẫu", "Vụ Mẫu"].map(str::to_owned).into());
    // By hand: three footers and broken rows of the table with a number, and one without; one line; two
    // messages; one row of each of seven tables.
    let quarantine =
        fs::read_to_string(scratch.edition().join("quality/quarantine.csv")).expect("a table");
    assert_eq!(quarantine.lines().count() - 1, 4 + 1 + 2 + 7, "{quarantine}");
}

/// The same inputs, but the unit is called after a person: a name that is published is found in every
/// kind of file, so that a silent search means that nothing is there.
#[test]
fn a_person_in_a_name_that_is_published_is_found_in_every_kind_of_file() {
    const NUMBER: u32 = 9999;
    let mut planter = Planter::default();
    let scratch = ministry(&mut planter, &person(NUMBER));
    fs::create_dir_all(scratch.join("made")).expect("a folder");
    let mut findings = Findings::new();
    for line in ["run --month 2026-06", "report --from 2026-06 --to 2026-06 --output made/report"] {
        assert_eq!(call(&scratch, line, &mut findings).code, Some(0));
    }
    made(&scratch, &mut findings);
    let kinds: BTreeSet<&str> = findings
        .iter()
        .filter(|(_, found)| found.contains(&NUMBER))
        .filter_map(|(place, _)| Some(place.rsplit_once('.')?.1))
        .collect();
    for extension in ["parquet", "csv", "json", "xlsx", "docx", "html", "svg"] {
        assert!(kinds.contains(extension), "not found in any {extension}: {kinds:?}");
    }
}

/// What is refused as a whole is refused without a word of what it holds.
#[test]
fn no_person_is_in_a_refusal() {
    let mut planter = Planter::default();
    let mut findings = Findings::new();
    let person = planter.person("a file that is cut off");
    let record = format!("{{\"MaHoSo\":\"G99.01-260602-0001\",\"ChuHoSo\":\"{person}\"");
    let header = "dossier_id,unit_id,procedure_id,received_at";
    let of_html = planter.person("a page in the place of messages");
    let first_row = planter.person("a table whose first line is a row");
    let names_only = planter.person("a table of other columns");
    let unusable = planter.person("a table of which no row can be used");
    let quote = planter.person("a quote that never ends");
    let twice = planter.person("two rows of one dossier");
    let latin = planter.person("a text that is not UTF-8");
    let packed = planter.person("a workbook that is none");
    let lines = planter.person("JSON lines that are none");
    let cases: [(&str, Vec<u8>, &str, i32); 11] = [
        ("cut.json", format!("[{record}").into_bytes(), "national-sync", DATA_REFUSED),
        ("page.json", format!("<html>{of_html}</html>").into_bytes(), "national-sync", DATA_REFUSED),
        ("row.csv", format!("H1,\"{first_row}\",1.000001,2026-06-02 08:00\n").into_bytes(), "table", DATA_REFUSED),
        ("names.csv", format!("mã,\"{names_only}\",ngày\n1,2,3\n").into_bytes(), "table", DATA_REFUSED),
        ("unusable.csv", format!("{header}\nH1,G99.01,1.000001,\"{unusable}\"\n").into_bytes(), "table", DATA_REFUSED),
        ("quote.csv", format!("{header}\nH1,G99.01,1.000001,\"{quote}\n").into_bytes(), "table", DATA_REFUSED),
        (
            "twice.csv",
            format!("{header},ghi_chu\nH1,G99.01,1.000001,2026-06-02,\"{twice}\"\nH1,G99.01,1.000002,2026-06-03,\"{twice}\"\n")
                .into_bytes(),
            "table\"\non_duplicate = \"error",
            DATA_REFUSED,
        ),
        (
            "latin.csv",
            [header.as_bytes(), b"\nH1,G99.01,\xFF\xFE", latin.as_bytes(), b",2026-06-02\n"].concat(),
            "table",
            DATA_REFUSED,
        ),
        ("packed.xlsx", packed.into_bytes(), "table", DATA_REFUSED),
        ("lines.jsonl", format!("{{\"dossier_id\": {lines}}}\n").into_bytes(), "table", DATA_REFUSED),
        (
            "mapped.csv",
            format!("H1,\"{first_row}\",1.000001,2026-06-02 08:00\n").into_bytes(),
            "table\"\ncolumns = { dossier_id = \"số\" }\nname = \"own",
            CONFIGURATION,
        ),
    ];
    for (file, bytes, format, code) in cases {
        let scratch = Scratch::new("refused");
        scratch.write(&format!("inputs/{file}"), bytes);
        let name = if format.contains("name =") { "" } else { "name = \"own\"\n" };
        scratch.write(
            "chiso.toml",
            format!(
                "[authority]\nid = \"G99\"\nname = \"Bộ bịa ra để thử\"\nkind = \"ministry\"\n\n[units]\ndiscover = true\n\n\
                 [[source]]\n{name}kind = \"dossiers\"\npath = \"inputs/{file}\"\nformat = \"{format}\"\n"
            ),
        );
        for line in [
            "check",
            "check --format json",
            "plan --month 2026-06",
            "ingest",
            "run --month 2026-06",
        ] {
            let mut found = Findings::new();
            let outcome = call(&scratch, line, &mut found);
            findings.extend(
                found.into_iter().map(|(place, found)| (format!("{file}: {place}"), found)),
            );
            assert_eq!(
                outcome.code,
                Some(code),
                "{file}: {line}: {}{}",
                outcome.stderr,
                outcome.stdout
            );
            assert!(outcome.stderr.contains(file), "{file}: {line}: {}", outcome.stderr);
        }
        assert!(!scratch.join("reports").exists(), "{file}");
        let (found, _) = search::search(&scratch.join("lake"));
        findings
            .extend(found.into_iter().map(|(name, found)| (format!("{file}: lake/{name}"), found)));
    }
    assert_none(&findings, &planter);
}
