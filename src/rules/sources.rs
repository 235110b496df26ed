//! The files of a rule set before they are read, and what can be wrong with them.

use std::collections::BTreeMap;

/// The file of the rule set's own settings; each of the others holds a group.
pub const SETTINGS: &str = "rule-set.toml";

/// The files of one rule set: a folder's name and its TOML files.
#[derive(Clone, Debug)]
pub struct Sources {
    pub name: String,
    pub files: BTreeMap<String, String>,
}

impl Sources {
    pub fn new<'a>(name: &str, files: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let files = files.map(|(file, text)| (file.to_owned(), text.to_owned())).collect();
        Self { name: name.to_owned(), files }
    }
}

/// One thing wrong with a rule set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {message}")]
pub struct Fault {
    /// File, and indicator where there is one.
    pub place: String,
    pub message: String,
}
