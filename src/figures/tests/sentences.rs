//! Every wording of a sentence is said, names stay names, and numbers agree with their words.

use std::{fs, path::Path};

use crate::{
    domain::sentence::{Value, said},
    domain::words,
};

#[test]
fn every_wording_is_said_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let builders = fs::read_dir(root.join("figures")).unwrap().map(|entry| entry.unwrap().path());
    let files = builders.filter(|path| path.is_file());
    let sources: String = files
        .chain([root.join("render/report/sentences.rs")])
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    for (key, _) in words::section("sentence") {
        let base = key.trim_end_matches("_one").trim_end_matches("_many");
        let said = [key, base].iter().any(|key| sources.contains(&format!("\"{key}\"")));
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
    let told = |n| {
        said(
            "units.told",
            &[("units", Value::Units(n)), ("fell", Value::Count(0)), ("same", Value::Count(0))],
        )
    };
    assert_eq!(told(1).en, "On the month before: 1 unit up, 0 down, 0 unchanged");
    assert_eq!(told(1200).vi, "So với tháng trước: 1.200 đơn vị tăng, 0 giảm, 0 không đổi");
}
