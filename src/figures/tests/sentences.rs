//! Wordings of sentences: each is there in both languages with the same blanks, and each is said.

use std::{collections::BTreeSet, fs, path::Path};

use crate::{
    domain::text::Lang,
    figures::sentence::{Value, keys, said, template},
};

/// Blanks for words that only English changes with the number.
const AGREEING: [&str; 4] = ["is", "lead", "is_best", "is_worst"];

fn blanks(wording: &str) -> BTreeSet<&str> {
    let parts = wording.split('{').skip(1);
    parts.filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

#[test]
fn every_wording_is_in_both_languages_with_the_same_blanks() {
    assert_eq!(keys(Lang::Vi), keys(Lang::En));
    for key in keys(Lang::Vi) {
        let [vi, en] = [Lang::Vi, Lang::En].map(|lang| template(&key, lang).unwrap());
        assert!(!vi.is_empty() && !en.is_empty(), "{key}");
        let mut of_english = blanks(en);
        of_english.retain(|blank| !AGREEING.contains(blank));
        assert_eq!(blanks(vi), of_english, "{key}");
    }
}

#[test]
fn every_wording_is_said_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let builders = fs::read_dir(root.join("figures")).unwrap().map(|entry| entry.unwrap().path());
    let files = builders.filter(|path| path.is_file());
    let sources: String = files
        .chain([root.join("render/report/sentences.rs")])
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    for key in keys(Lang::Vi) {
        let base = key.trim_end_matches("_one").trim_end_matches("_many");
        let said = [&key, base].iter().any(|key| sources.contains(&format!("\"{key}\"")));
        assert!(said, "{key} is never said");
    }
}

#[test]
fn a_name_that_holds_braces_stays_a_name() {
    let text = said("lost.none", &[("available", Value::Name("{all}"))]);
    assert_eq!(text.en, "All {all} available points are gained");
}

#[test]
fn one_unit_is_a_unit() {
    let told =
        |units| said("funnel.below", &[("units", Value::Units(units)), ("is", Value::Name("is"))]);
    assert_eq!(told(1).en, "1 unit is clearly below the rate of all");
    assert_eq!(told(1200).vi, "1.200 đơn vị thấp hơn hẳn mức chung");
}
