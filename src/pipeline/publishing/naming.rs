//! The name of an edition: its months, the revision of these months and a digest of its figures, as in
//! `2026-03.r2-0123456789ab`. The same figures keep their name however often they are made; others, and
//! those of a restatement, are always the next revision of their months.

use std::path::Path;

use crate::press::editions;

/// The editions of the same months that are there: revision and digest.
pub struct Revisions(Vec<(u32, String)>);

impl Revisions {
    /// Of the months `span`.
    pub fn of(reports: &Path, span: &str) -> Self {
        let names = editions::names(reports);
        Self(names.iter().filter_map(|name| parsed(name, span)).collect())
    }

    /// The newest revision with these figures; `None` where they were never published.
    pub fn with(&self, digest: &str) -> Option<u32> {
        let same = self.0.iter().filter(|(_, known)| known == digest);
        same.map(|(revision, _)| *revision).max()
    }

    /// The revision after all others.
    pub fn next(&self) -> u32 {
        self.0.iter().map(|(revision, _)| *revision).max().unwrap_or(0) + 1
    }
}

/// The name of an edition.
pub fn name(span: &str, revision: u32, digest: &str) -> String {
    format!("{span}.r{revision}-{digest}")
}

fn parsed(name: &str, span: &str) -> Option<(u32, String)> {
    let (own, revision, digest) = editions::revision_of(name)?;
    (own == span).then(|| (revision, digest.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(names: &[&str]) -> Revisions {
        Revisions(names.iter().filter_map(|name| parsed(name, "2026-03")).collect())
    }

    #[test]
    fn only_editions_of_the_same_months_count() {
        let others = ["2026-03_2026-04.r5-aa", "2026-04.r6-aa", "current", "2026-03.x-aa"];
        assert_eq!(known(&others).next(), 1);
        assert_eq!(known(&others).with("aa"), None);
    }

    #[test]
    fn the_same_figures_keep_their_revision_and_others_are_the_next() {
        let known = known(&["2026-03.r1-aa", "2026-03.r2-bb", "2026-03.r3-aa"]);
        assert_eq!(known.with("bb"), Some(2));
        assert_eq!(known.with("aa"), Some(3), "the newest of them");
        assert_eq!(known.with("cc"), None);
        assert_eq!(known.next(), 4);
        assert_eq!(parsed(&name("2026-03", 3, "aa"), "2026-03"), Some((3, "aa".into())));
    }
}
