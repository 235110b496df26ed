//! Every word of `data/words` is said by the program: its key stands in a source or a template, or
//! begins with words that sources put together with a code.

use std::{collections::BTreeSet, fs, path::Path};

/// Beginnings of keys that end with a code of a column, a table, a status or a stage.
const COMPOSED: [&str; 19] = [
    "workbook.",
    "condition.",
    "dictionary.",
    "explain.",
    "why.",
    "signs.of.",
    "site.count_",
    "codes.",
    "lists.",
    "sheet.findings_",
    "sheet.cases_",
    "site.file_",
    "site.kind_",
    "site.meaning_",
    "site.value_",
    "chart.flow_",
    "chart.half_",
    "needed.",
    "cohort.kind_",
];

fn keys(head: &str, table: &toml::Table, found: &mut Vec<String>) {
    for (name, value) in table {
        match value.as_table() {
            Some(inner) => keys(&format!("{head}{name}."), inner, found),
            None => found.push(format!("{head}{name}")),
        }
    }
}

/// The names that stand in double quotes in sources, and behind `w.` in templates.
fn said(folder: &Path, found: &mut BTreeSet<String>) {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || "._".contains(c);
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            said(&path, found);
            continue;
        }
        let before = match path.extension().and_then(|extension| extension.to_str()) {
            Some("rs") => "\"",
            Some("html") => "w.",
            _ => continue,
        };
        let text = fs::read_to_string(&path).unwrap();
        let names = text.split(before).skip(1).map(|rest| rest.split(|c| !is_of_name(c)).next());
        found.extend(names.flatten().map(str::to_owned));
    }
}

#[test]
fn every_word_is_said() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = fs::read_to_string(root.join("data/words/vi.toml")).unwrap().parse().unwrap();
    let (mut all, mut found) = (Vec::new(), BTreeSet::new());
    keys("", &table, &mut all);
    said(&root.join("src"), &mut found);
    all.retain(|key| {
        // A sentence that agrees with one or many is named without its end.
        let base = key.trim_end_matches("_one").trim_end_matches("_many");
        let rest = |key: &str| key.split_once('.').map_or("", |(_, rest)| rest).to_owned();
        let names = [key.clone(), base.to_owned(), rest(key), rest(base)];
        !COMPOSED.iter().any(|head| key.starts_with(head))
            && !names.iter().any(|name| found.contains(name))
    });
    assert!(all.is_empty(), "words that are never said:\n{}", all.join("\n"));
}
