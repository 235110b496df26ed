//! A small edition made by hand is altered in one place, and that place is named: each form of a
//! figure by itself, in both languages.

mod figures;
mod forms;
mod small;

use super::{Checked, Difference, check};
use crate::edition::files::Files;

/// The edition with one text of one file replaced, which must stand there exactly once.
fn altered(path: &str, from: &str, to: &str) -> Files {
    let mut files = small::edition();
    let bytes = small::bytes(&files, path);
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(text.matches(from).count(), 1, "{from} in {path}:\n{text}");
    files.add(path, text.replace(from, to).into_bytes());
    files
}

fn differences(files: &Files) -> Vec<Difference> {
    check(files, 2).map(|_| Vec::new()).unwrap_or_else(|found| found.0)
}

/// The one difference of an altered edition, as it is told.
fn only(files: &Files) -> String {
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

#[test]
fn an_edition_that_says_the_same_everywhere_passes() {
    let checked = check(&small::edition(), 2).unwrap_or_else(|found| panic!("{found}"));
    let none: Vec<&str> =
        checked.by_kind().into_iter().filter(|(_, n)| *n == 0).map(|(kind, _)| kind).collect();
    assert!(none.is_empty(), "nothing was compared of {none:?}");
    assert_ne!(checked, Checked::default());
}
