//! Segments: the resolved dossiers of the lake, in files that never change. A dossier of which something
//! new was said stands in a new segment, and where it stood before its row is masked; a generation is a
//! list of segments with their masks, so that a month adds what a month brings.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    LakeFault,
    files::{self, Aside},
    places::Places,
};

/// One file of dossiers, as a generation sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Segment {
    pub number: u64,
    /// All of them, masked or not.
    pub rows: u64,
    /// Rows that stand in a later segment, or nowhere.
    pub masked: Places,
}

impl Segment {
    /// Rows that count.
    pub fn live(&self) -> u64 {
        self.rows - self.masked.0.len()
    }

    pub fn path(&self, lake: &Path) -> PathBuf {
        path(lake, self.number)
    }
}

/// The folder of all segments of a lake.
fn folder(lake: &Path) -> PathBuf {
    lake.join("segments")
}

/// The file of a segment.
pub fn path(lake: &Path, number: u64) -> PathBuf {
    folder(lake).join(format!("{number:08}.parquet"))
}

fn number_of(path: &Path) -> Option<u64> {
    path.file_stem()?.to_str()?.parse().ok()
}

/// The first number that no segment has, in a folder that is made where it is not there. A number is not
/// given twice while a lake that names it may be read.
pub fn begin(lake: &Path) -> Result<u64, LakeFault> {
    let folder = folder(lake);
    fs::create_dir_all(&folder).map_err(LakeFault::io("create", &folder))?;
    let entries = fs::read_dir(&folder).map_err(LakeFault::io("read", &folder))?;
    let numbers = entries.flatten().filter_map(|entry| number_of(&entry.path()));
    Ok(numbers.max().map_or(0, |last| last + 1))
}

/// Segments that are being made: they are removed with the value unless a lake names them.
#[derive(Debug, Default)]
pub struct Made(Vec<Aside>);

impl Made {
    pub fn add(&mut self, lake: &Path, number: u64) {
        self.0.push(Aside(path(lake, number)));
    }

    pub fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// Syncs what names them, before a lake does.
    pub fn sync(&self, lake: &Path) -> Result<(), LakeFault> {
        let folder = folder(lake);
        match self.0.is_empty() {
            true => Ok(()),
            false => files::sync_folder(&folder).map_err(LakeFault::io("write", &folder)),
        }
    }

    /// A lake names them now.
    pub fn keep(self) {
        self.0.into_iter().for_each(std::mem::forget);
    }
}

/// Removes the segments that are not named.
pub fn clean(lake: &Path, named: &[Segment]) {
    for entry in fs::read_dir(folder(lake)).into_iter().flatten().flatten() {
        let number = number_of(&entry.path());
        if !named.iter().any(|segment| Some(segment.number) == number) {
            drop(Aside(entry.path()));
        }
    }
}
