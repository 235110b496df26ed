//! Numbers within the sentences of charts, titles and descriptions in both languages: each must be a
//! cell of the chart's table, a count of its rows, or follow from the figures of what the chart is
//! about. Where the name of a row stands right before a number, it must be a number of that row. The
//! program does not look into its sentences: a name may hold any digit. This does, over editions
//! whose names are known.

mod known;
mod words;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use chiso::domain::text::{Lang, clean};

use self::{
    known::{Known, Subject, Tables},
    words::{has_digit, is_label, number, words},
};
use crate::support::{Row, read_csv};

/// The most letters of a name in a headline.
const LONGEST: usize = 72;

/// Numbers that nothing accounts for, in the internal and the public edition, and how many were looked
/// at. `names` are those of units, procedures and the authority as they were handed over.
pub fn faults(edition: &Path, names: &BTreeSet<String>) -> (u64, Vec<String>) {
    let (mut numbers, mut wrong) = (0, Vec::new());
    for root in [edition.to_owned(), edition.join("public")] {
        if !root.join("charts").is_dir() {
            continue;
        }
        let tables = Tables::read(&root);
        let mut charts = Vec::new();
        find(&root.join("charts"), &mut charts);
        let charts: Vec<(PathBuf, Vec<Row>)> =
            charts.into_iter().map(|path| (path.clone(), read_csv(&path))).collect();
        let labels = charts.iter().flat_map(|(_, rows)| rows).flatten();
        let labels = labels.filter(|(_, cell)| cell.parse::<f64>().is_err());
        let told = labels.map(|(_, cell)| cell).chain(names);
        let mut names: Vec<String> =
            told.map(|name| plain(unguarded(name))).filter(|name| has_digit(name)).collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        names.dedup();
        for (path, rows) in &charts {
            let place = path.strip_prefix(&root).expect("a chart of the edition");
            let known = Known::of(rows, &tables, &Subject::of(&tables, place));
            for (lang, extension) in [(Lang::Vi, "svg"), (Lang::En, "en.svg")] {
                let file = path.with_extension(extension);
                for text in sentences(&file) {
                    let (looked_at, unknown) = unaccounted(&known, &tables, &names, &text, lang);
                    numbers += looked_at;
                    wrong.extend(
                        unknown.into_iter().map(|what| format!("{}: {what}", file.display())),
                    );
                }
            }
        }
    }
    (numbers, wrong)
}

/// The tables of charts below a folder.
fn find(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            find(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "csv")
            && path.with_extension("svg").exists()
        {
            found.push(path);
        }
    }
}

/// Title and description of a figure.
fn sentences(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    let figure = roxmltree::Document::parse(&text).expect("well-formed XML");
    let heads = figure.root_element().children();
    let heads = heads.filter(|child| ["title", "desc"].contains(&child.tag_name().name()));
    heads.filter_map(|head| head.text().map(str::to_owned)).collect()
}

/// A text as charts write it, without the mark that ends a run from right to left.
fn plain(text: &str) -> String {
    clean(text).replace('\u{200e}', "")
}

/// A text without the apostrophe that keeps it from being a formula.
fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').unwrap_or(text)
}

fn unaccounted(
    known: &Known,
    tables: &Tables,
    names: &[String],
    text: &str,
    lang: Lang,
) -> (u64, Vec<String>) {
    let whole = plain(text);
    let mut rest = whole.clone();
    names.iter().for_each(|name| hide(&mut rest, name));
    let (mut numbers, mut wrong) = (0, Vec::new());
    for (at, word) in words(&rest) {
        let after = &rest[at + word.len()..];
        if is_label(word, &known.periods, &tables.hash) || known.is_part_number(word, after) {
            continue;
        }
        let expected = match number(word, lang) {
            None => Some(format!("a number written in “{}”", lang.tag())),
            Some(value) => {
                numbers += 1;
                known.denies(&whole[..at], after, &value)
            }
        };
        let around = |text: &str| text.chars().take(60).collect::<String>();
        let before: String = around(&whole[..at].chars().rev().collect::<String>());
        let before: String = before.chars().rev().collect();
        wrong.extend(expected.map(|expected| {
            format!("“{word}”, not {expected}, in “…{before}{}…”", around(&whole[at..]))
        }));
    }
    (numbers, wrong)
}

/// Puts letters in place of a name, so that its digits are no numbers; a long name may be cut short.
fn hide(text: &mut String, name: &str) {
    let letters = |name: &str| "x".repeat(name.len());
    let touches = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut from = 0;
    while let Some(at) = text[from..].find(name).map(|at| at + from) {
        let end = at + name.len();
        if !touches(text[..at].chars().next_back()) && !touches(text[end..].chars().next()) {
            text.replace_range(at..end, &letters(name));
        }
        from = at + text[at..].chars().next().map_or(1, char::len_utf8);
    }
    if name.chars().count() <= LONGEST {
        return;
    }
    let ends: Vec<usize> = name.char_indices().map(|(at, _)| at).take(LONGEST + 1).collect();
    for end in ends.into_iter().rev().filter(|end| *end > 0) {
        let cut = format!("{}…", &name[..end]);
        if text.contains(&cut) {
            *text = text.replace(&cut, &letters(&cut));
        }
    }
}

/// Editions that another test program made, one path a line in the file that `CHISO_EDITIONS` names.
#[test]
fn the_sentences_of_the_editions_at_hand_say_what_their_tables_say() {
    let Some(list) = std::env::var_os("CHISO_EDITIONS") else { return };
    let list = fs::read_to_string(list).expect("a list of editions");
    for edition in list.lines().map(Path::new) {
        let units = edition.join("../../units.csv");
        let mut names = BTreeSet::from(["Bộ Thử nghiệm".to_owned()]);
        if units.exists() {
            let rows = read_csv(&units);
            names.extend(rows.into_iter().flat_map(|row| row.into_values()));
        }
        let (numbers, wrong) = faults(edition, &names);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(numbers > 100, "{}: only {numbers} numbers in sentences", edition.display());
    }
}
