//! The name of an edition: its months, its revision and a digest of its figures, as in
//! `2026-03.r2-0123456789ab`. The same figures keep their name however often they are made; a
//! restatement is always the next revision of its months, so that its reason is kept with it.

use std::{fs, path::Path};

/// The editions of the same months that are there: revision and digest.
pub struct Revisions(Vec<(u32, String)>);

impl Revisions {
    /// Of the months `span`.
    pub fn of(reports: &Path, span: &str) -> Self {
        let entries = fs::read_dir(reports).into_iter().flatten().flatten();
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        Self(names.filter_map(|name| parsed(&name, span)).collect())
    }

    /// The newest revision with these figures; `None` where they were never published.
    pub fn with(&self, digest: &str) -> Option<u32> {
        let same = self.0.iter().filter(|(_, known)| known == digest);
        same.map(|(revision, _)| *revision).max()
    }

    /// The revision that figures are published as.
    pub fn next(&self, digest: &str, restated: bool) -> u32 {
        let last = self.0.iter().map(|(revision, _)| *revision).max();
        match restated {
            true => last.unwrap_or(0) + 1,
            false => self.with(digest).or(last).unwrap_or(1),
        }
    }
}

/// The name of an edition.
pub fn name(span: &str, revision: u32, digest: &str) -> String {
    format!("{span}.r{revision}-{digest}")
}

fn parsed(name: &str, span: &str) -> Option<(u32, String)> {
    let (revision, digest) = name.strip_prefix(span)?.strip_prefix(".r")?.split_once('-')?;
    Some((revision.parse().ok()?, digest.to_owned()))
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
        assert_eq!(known(&others).next("aa", false), 1);
        assert_eq!(known(&others).with("aa"), None);
    }

    #[test]
    fn the_same_figures_keep_their_revision_and_others_take_the_last() {
        let known = known(&["2026-03.r1-aa", "2026-03.r2-bb", "2026-03.r3-aa"]);
        assert_eq!(known.next("bb", false), 2);
        assert_eq!(known.next("aa", false), 3, "the newest of them");
        assert_eq!(known.next("cc", false), 3);
    }

    #[test]
    fn a_restatement_is_a_revision_of_its_own_even_with_figures_that_were_there_before() {
        let known = known(&["2026-03.r1-aa", "2026-03.r2-bb"]);
        assert_eq!(known.next("cc", true), 3);
        assert_eq!(known.next("aa", true), 3);
        assert_eq!(parsed(&name("2026-03", 3, "aa"), "2026-03"), Some((3, "aa".into())));
    }
}
