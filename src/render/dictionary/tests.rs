//! Every declared column stands in every rendering with its meaning and type, and nothing stands
//! there that is not declared; the committed file is what the program writes.

use std::collections::BTreeSet;

use super::*;
use crate::{
    domain::text::Lang,
    rules::{builtin, load, targets},
    schema::{codes, tables as declared},
};

fn dictionary() -> Dictionary {
    let rules = load::load(&builtin::sources("portal-2026").unwrap()).unwrap();
    let (name, text) = targets::BUILT_IN;
    let targets = targets::load(name, text, &rules).unwrap();
    Dictionary::new(&rules, &targets)
}

/// Table, column, type and meanings of every declaration.
fn columns() -> BTreeSet<[String; 5]> {
    declared::all()
        .flat_map(|table| {
            table.columns.iter().map(|column| {
                [table.name, column.name, column.kind.name(), column.vi(), column.en()]
                    .map(str::to_owned)
            })
        })
        .collect()
}

#[test]
fn the_sheet_holds_every_declared_column_and_no_other() {
    let rows = rows(&dictionary(), Lang::Vi);
    let shown: BTreeSet<[String; 5]> = rows
        .iter()
        .filter(|row| row[0] == "column")
        .map(|row| [1, 2, 3, 6, 7].map(|place: usize| row[place].clone()))
        .collect();
    assert_eq!(shown, columns());
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
}

#[test]
fn the_html_holds_every_declared_column_and_no_other() {
    let dictionary = dictionary();
    for lang in Lang::ALL {
        let page = html(&dictionary, lang);
        let document = roxmltree(&page);
        let shown: BTreeSet<[String; 4]> = document
            .iter()
            .map(|row| [&row[0], &row[1], &row[2], row.last().unwrap()].map(String::clone))
            .collect();
        let declared: BTreeSet<[String; 4]> = columns()
            .into_iter()
            .map(|[table, name, kind, vi, en]| [table, name, kind, lang.pick(&vi, &en).to_owned()])
            .collect();
        assert_eq!(shown, declared);
    }
}

/// Table, column, kind and cells of each row of columns, read as XML by the parser of `resvg`.
fn roxmltree(page: &str) -> Vec<Vec<String>> {
    let document = resvg::usvg::roxmltree::Document::parse(page).expect("the page is XML");
    document
        .descendants()
        .filter(|node| node.has_attribute("data-column"))
        .map(|node| {
            let attribute = |name| node.attribute(name).unwrap_or_default().to_owned();
            let mut row = ["data-table", "data-column", "data-kind"].map(attribute).to_vec();
            row.extend(node.children().filter(|cell| cell.is_element()).map(|cell| {
                cell.descendants()
                    .filter_map(|part| part.text().filter(|_| part.is_text()))
                    .collect()
            }));
            row
        })
        .collect()
}

#[test]
fn the_markdown_holds_every_declared_column_and_no_other() {
    let text = markdown(&dictionary());
    let mut table = String::new();
    let mut shown = BTreeSet::new();
    for line in text.lines() {
        if line.starts_with('#') {
            let name = line.strip_prefix("### `").and_then(|rest| rest.split('`').next());
            table = name.unwrap_or_default().to_owned();
        }
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        if let ([name, _, _, vi, en], true) = (cells.as_slice(), line.starts_with("| `")) {
            let name = name.trim_start_matches('`').split('`').next().unwrap();
            shown.insert([table.as_str(), name, vi, en].map(str::to_owned));
        }
    }
    let declared: BTreeSet<[String; 4]> =
        columns().into_iter().map(|[table, name, _, vi, en]| [table, name, vi, en]).collect();
    assert_eq!(shown, declared);
}

#[test]
fn every_code_indicator_and_target_stands_in_every_rendering() {
    let dictionary = dictionary();
    let text = markdown(&dictionary);
    let sheet = rows(&dictionary, Lang::En);
    let page = html(&dictionary, Lang::Vi);
    for list in codes::LISTS {
        for code in list.codes {
            let line =
                format!("| `{}` | {} | {} |", code.name, code.meaning().vi, code.meaning().en);
            assert!(text.contains(&line), "{line}");
            assert!(
                sheet
                    .iter()
                    .any(|row| row[0] == "code" && row[1] == list.id && row[2] == code.name)
            );
        }
        assert!(page.contains(&format!("<section id=\"code-{}\">", list.id)));
    }
    let rules = load::load(&builtin::sources("portal-2026").unwrap()).unwrap();
    for indicator in &rules.indicators {
        let id = &indicator.id;
        assert!(text.contains(&format!("`{id}`: {} · ", indicator.title.vi)), "{id}");
        assert!(text.contains(&indicator.of.to_string()), "{id}");
        assert!(sheet.iter().any(|row| row[0] == "indicator" && row[2] == *id), "{id}");
        assert!(page.contains(&format!("<section id=\"indicator-{id}\">")), "{id}");
    }
    let (name, plan) = targets::BUILT_IN;
    for target in targets::load(name, plan, &rules).unwrap().targets {
        let id = &target.id;
        assert!(text.contains(&format!("### `{id}`: {} · ", target.title.vi)), "{id}");
        assert!(sheet.iter().any(|row| row[0] == "target" && row[2] == *id), "{id}");
        assert!(page.contains(&format!("<section id=\"target-{id}\">")), "{id}");
    }
}

#[test]
fn the_committed_dictionary_is_what_the_program_writes() {
    let committed = include_str!("../../../data/dictionary.md");
    assert!(
        committed == markdown(&dictionary()),
        "data/dictionary.md differs; write it again with `chiso dictionary --output data/dictionary.md`"
    );
}

#[test]
fn an_indicator_says_what_it_needs() {
    let dictionary = dictionary();
    let needs = |id: &str| -> Vec<String> {
        let mut all = dictionary.groups.iter().flat_map(|group| &group.indicators);
        let found = all.find(|indicator| indicator.id == id).unwrap();
        found.needs.iter().map(|need| need.name.clone()).collect()
    };
    assert_eq!(needs("handled_on_time"), [""; 0]);
    assert_eq!(needs("petitions_on_time"), ["petitions"]);
    assert_eq!(needs("electronic_result"), ["dossiers.result_file"]);
    assert!(needs("dossiers_synced").contains(&"totals".to_owned()));
    assert!(needs("dossiers_paid_online").contains(&"procedures".to_owned()));
}
