//! Publishing: a new folder, every file synced, the manifest last, then one pointer moves. Nothing
//! published is edited in place; a reader sees the old edition or the new one, whole.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::edition::{
    files::Files,
    manifest::{self, Manifest},
};
pub use crate::lake::files::CURRENT;
use crate::lake::files::{Aside, point, pointed, sync_folder, write_synced};

/// Failed to write an edition; the path says where.
#[derive(Debug, thiserror::Error)]
pub enum PublishFault {
    #[error("failed to write {}: {error}; the edition published before is untouched", path.display())]
    NotWritten { path: PathBuf, error: io::Error },
    /// The pointer has moved, and may stand where it was after a power cut.
    #[error(
        "failed to sync {}: {error}; edition {edition} is published, but a power cut may undo it; run the command again",
        path.display()
    )]
    NotSynced { path: PathBuf, error: io::Error, edition: String },
}

/// Writes the edition and moves the pointer to it. An edition that is already there whole is kept.
pub fn publish(
    reports: &Path,
    files: &Files,
    manifest: &Manifest,
) -> Result<PathBuf, PublishFault> {
    let fault = |path: &Path| {
        let path = path.to_owned();
        move |error| PublishFault::NotWritten { path, error }
    };
    fs::create_dir_all(reports).map_err(fault(reports))?;
    sweep(reports);
    let folder = reports.join(&manifest.edition);
    if !folder.join(manifest::NAME).exists() {
        let aside = Aside(reports.join(format!(".{}.{}", manifest.edition, std::process::id())));
        write_all(&aside.0, files, manifest)?;
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(fault(&folder))?;
        }
        fs::rename(&aside.0, &folder).map_err(fault(&folder))?;
    }
    // Also of an edition that is there: the run that made it may have failed at just this.
    sync_folder(reports).map_err(fault(reports))?;
    if pointed(reports, CURRENT).as_deref() != Some(&manifest.edition) {
        point(reports, CURRENT, &manifest.edition).map_err(|error| {
            let (path, edition) = (reports.join(CURRENT), manifest.edition.clone());
            match pointed(reports, CURRENT).as_ref() == Some(&edition) {
                true => PublishFault::NotSynced { path, error, edition },
                false => PublishFault::NotWritten { path, error },
            }
        })?;
    }
    Ok(folder)
}

fn write_all(folder: &Path, files: &Files, manifest: &Manifest) -> Result<(), PublishFault> {
    let fault = |path: &Path| {
        let path = path.to_owned();
        move |error| PublishFault::NotWritten { path, error }
    };
    let mut folders = vec![folder.to_owned()];
    fs::create_dir_all(folder).map_err(fault(folder))?;
    for (name, bytes, _) in files.iter() {
        let path = folder.join(name);
        if let Some(parent) = path.parent()
            && !folders.iter().any(|known| known == parent)
        {
            fs::create_dir_all(parent).map_err(fault(parent))?;
            folders.push(parent.to_owned());
        }
        write_synced(&path, bytes).map_err(fault(&path))?;
    }
    let path = folder.join(manifest::NAME);
    write_synced(&path, &manifest.bytes()).map_err(fault(&path))?;
    for folder in folders.iter().rev() {
        sync_folder(folder).map_err(fault(folder))?;
    }
    Ok(())
}

/// Removes what a run of this program left behind when it was killed: editions that were not whole
/// and pointers that were not moved. The caller holds the lock.
fn sweep(reports: &Path) {
    for entry in fs::read_dir(reports).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let ends_in_process = |rest: &str| {
            rest.rsplit_once('.').is_some_and(|(_, process)| process.parse::<u32>().is_ok())
        };
        if name.strip_prefix('.').is_some_and(ends_in_process) {
            drop(Aside(entry.path()));
        }
    }
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
