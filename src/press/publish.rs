//! Publishing: the folder in which an edition was made gets its name, and one pointer moves. Nothing
//! published is edited in place; a reader sees the old edition or the new one, whole.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{
    editions,
    index::Index,
    known::{HistoryFault, Known},
    making::{Making, not_written},
};
use crate::edition::{
    files::{Files, ShelfFault},
    manifest::{self, Manifest},
};
pub use crate::lake::files::CURRENT;
use crate::lake::files::{pointed, sync_folder};

/// Failed to write an edition; the path says where.
#[derive(Debug, thiserror::Error)]
pub enum PublishFault {
    #[error(transparent)]
    Shelf(#[from] ShelfFault),
    #[error(transparent)]
    History(#[from] HistoryFault),
    /// The pointer has moved, and may stand where it was after a power cut.
    #[error(
        "failed to sync {}: {error}; edition {edition} is published, but a power cut may undo it; run the command again",
        path.display()
    )]
    NotSynced { path: PathBuf, error: io::Error, edition: String },
}

/// Gives the edition its name and adds it to the index, which is still to be written. An edition that is
/// already there is kept.
pub fn place(
    reports: &Path,
    making: &Making,
    files: &Files,
    manifest: &Manifest,
    index: &mut Index,
) -> Result<PathBuf, PublishFault> {
    let folder = reports.join(&manifest.edition);
    Index::begin(reports).map_err(|(path, error)| not_written(&path)(error))?;
    if !folder.join(manifest::NAME).exists() {
        making.finish(files, manifest, &folder)?;
    }
    // Also of an edition that is there: the run that made it may have failed at just this.
    sync_folder(reports).map_err(not_written(reports))?;
    let (known, _) = Known::read(reports, &manifest.edition)?;
    index.add(known);
    Ok(folder)
}

/// Writes the index and lets the pointer follow.
pub fn commit(reports: &Path, index: &Index) -> Result<(), PublishFault> {
    index.save(reports).map_err(|(path, error)| {
        let edition = index.current.clone().unwrap_or_default();
        match pointed(reports, CURRENT).as_ref() == Some(&edition) {
            true => PublishFault::NotSynced { path, error, edition },
            false => ShelfFault::NotWritten { path, error }.into(),
        }
    })
}

/// The edition that `current` points at.
pub fn current(reports: &Path) -> Option<Manifest> {
    editions::read_manifest(&reports.join(pointed(reports, CURRENT)?)).ok()
}
