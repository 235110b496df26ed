//! Publishing: the folder in which an edition was made gets its name, and one pointer moves. Nothing
//! published is edited in place; a reader sees the old edition or the new one, whole.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::making::{Making, not_written};
use crate::edition::{
    files::{Files, ShelfFault},
    manifest::{self, Manifest},
};
pub use crate::lake::files::CURRENT;
use crate::lake::files::{point, pointed, sync_folder};

/// Failed to write an edition; the path says where.
#[derive(Debug, thiserror::Error)]
pub enum PublishFault {
    #[error(transparent)]
    Shelf(#[from] ShelfFault),
    /// The pointer has moved, and may stand where it was after a power cut.
    #[error(
        "failed to sync {}: {error}; edition {edition} is published, but a power cut may undo it; run the command again",
        path.display()
    )]
    NotSynced { path: PathBuf, error: io::Error, edition: String },
}

/// Gives the edition its name and moves the pointer to it. An edition that is already there whole is kept.
pub fn publish(
    reports: &Path,
    making: &Making,
    files: &Files,
    manifest: &Manifest,
) -> Result<PathBuf, PublishFault> {
    let folder = reports.join(&manifest.edition);
    if !folder.join(manifest::NAME).exists() {
        making.finish(files, manifest, &folder)?;
    }
    // Also of an edition that is there: the run that made it may have failed at just this.
    sync_folder(reports).map_err(not_written(reports))?;
    if pointed(reports, CURRENT).as_deref() != Some(&manifest.edition) {
        point(reports, CURRENT, &manifest.edition).map_err(|error| {
            let (path, edition) = (reports.join(CURRENT), manifest.edition.clone());
            match pointed(reports, CURRENT).as_ref() == Some(&edition) {
                true => PublishFault::NotSynced { path, error, edition },
                false => ShelfFault::NotWritten { path, error }.into(),
            }
        })?;
    }
    Ok(folder)
}

/// The manifest of an edition.
pub fn read_manifest(folder: &Path) -> io::Result<Manifest> {
    let text = fs::read(folder.join(manifest::NAME))?;
    serde_json::from_slice(&text).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

/// The edition that `current` points at.
pub fn current(reports: &Path) -> Option<Manifest> {
    read_manifest(&reports.join(pointed(reports, CURRENT)?)).ok()
}
