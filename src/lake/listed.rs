//! The list of the parts that a generation of the lake was made from: which file each was, in which state
//! it was found, and how it was read. By it a file is known again without being read.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::files::Aside;
use crate::{
    domain::{file_state::FileState, time::Day},
    schema::canonical::Kind,
};

/// One input file and its part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    pub source: String,
    pub kind: Kind,
    /// As messages show it: from the folder of the configuration.
    pub file: String,
    /// Of the bytes of the file.
    pub sha256: String,
    /// What decides how the file is read: format, mapping, zone.
    pub reading: String,
    /// The reader of the program that read it.
    pub reader: u32,
    pub state: FileState,
    /// When its reading began, in nanoseconds of the clock of the disk.
    pub read_at: i128,
    pub read_on: Day,
    /// The file is no longer there; what it said still counts.
    pub archived: bool,
}

impl Listed {
    /// The name of the part in its folder: what it holds, of which bytes, read in which way.
    pub fn name(&self) -> String {
        format!("{}-{}-{}-{}.part", self.kind.as_str(), self.sha256, self.reading, self.reader)
    }

    /// Whether a file in this state is surely the one that was read: one that changed while or after it
    /// was read may have done so within one tick of the clock.
    pub fn is(&self, state: FileState) -> bool {
        self.state == state && state.changed < self.read_at
    }
}

/// The folder of all parts of a lake.
pub fn folder(lake: &Path) -> PathBuf {
    lake.join("parts")
}

/// The names of all files of that folder.
pub fn names(lake: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder(lake)).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// Removes the parts that `keep` does not name, and what was being made of one.
pub fn clean(lake: &Path, keep: &BTreeSet<String>) {
    for name in names(lake).difference(keep) {
        drop(Aside(folder(lake).join(name)));
    }
}
