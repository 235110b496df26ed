//! The folder in which an edition is made, beside those that are published and hidden from their readers.
//! Every file is written when it is made and synced before the folder gets the name of an edition. Files of the
//! same bytes, as most charts of both parts, are one file on the disk under several names: nothing published is
//! ever written into. What is not finished is removed with the value, or by the next run where this one was killed.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use crate::{
    edition::{
        files::{Files, Shelf, ShelfFault},
        manifest::{self, Manifest},
    },
    lake::files::{Aside, name_again, sync, sync_folder, write_new, write_synced},
};

/// An edition as it grows.
#[derive(Debug)]
pub struct Making {
    folder: Aside,
    /// The folders that were made, this one among them.
    folders: Mutex<BTreeSet<PathBuf>>,
    /// A file of each content that is there, by the hash of its bytes.
    contents: Mutex<BTreeMap<String, PathBuf>>,
}

impl Making {
    /// Begins an edition of these months, after what an earlier run left behind was removed. The caller
    /// holds the lock.
    pub fn begin(reports: &Path, span: &str) -> Result<Self, ShelfFault> {
        fs::create_dir_all(reports).map_err(not_written(reports))?;
        sweep(reports);
        let path = reports.join(format!(".{span}.{}", std::process::id()));
        let making =
            Self { folder: Aside(path), folders: Mutex::default(), contents: Mutex::default() };
        making.make(&making.folder.0)?;
        Ok(making)
    }

    /// Makes a folder that is not there yet.
    fn make(&self, folder: &Path) -> Result<(), ShelfFault> {
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if !folders.contains(folder) {
            fs::create_dir_all(folder).map_err(not_written(folder))?;
            folders.extend(
                folder
                    .ancestors()
                    .take_while(|above| above.starts_with(&self.folder.0))
                    .map(Path::to_owned),
            );
        }
        Ok(())
    }

    /// Brings the files to the disk, writes the manifest and gives the whole the name of the edition.
    pub fn finish(
        &self,
        files: &Files,
        manifest: &Manifest,
        folder: &Path,
    ) -> Result<(), ShelfFault> {
        // By now the system has written most of them. What it failed to write it tells whoever syncs the
        // file next, though it was closed meanwhile.
        for name in files.paths() {
            let path = self.folder.0.join(name);
            sync(&path).map_err(not_written(&path))?;
        }
        let path = self.folder.0.join(manifest::NAME);
        write_synced(&path, &manifest.bytes()).map_err(not_written(&path))?;
        let folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        for made in folders.iter().rev() {
            sync_folder(made).map_err(not_written(made))?;
        }
        if folder.exists() {
            fs::remove_dir_all(folder).map_err(not_written(folder))?;
        }
        fs::rename(&self.folder.0, folder).map_err(not_written(folder))
    }
}

impl Shelf for Making {
    fn put(&self, path: &str, bytes: &[u8], sha256: &str) -> Result<(), ShelfFault> {
        let path = self.folder.0.join(path);
        path.parent().map_or(Ok(()), |parent| self.make(parent))?;
        let mut contents = self.contents.lock().unwrap_or_else(PoisonError::into_inner);
        // Where there are no second names, the bytes are written again.
        if let Some(same) = contents.get(sha256)
            && name_again(same, &path).map_err(not_written(&path))?
        {
            return Ok(());
        }
        write_new(&path, bytes).map_err(not_written(&path))?;
        contents.insert(sha256.to_owned(), path);
        Ok(())
    }

    fn get(&self, path: &str) -> Result<Vec<u8>, ShelfFault> {
        Standing(&self.folder.0).get(path)
    }

    fn link(&self, path: &str, target: &str) -> Result<(), ShelfFault> {
        let path = self.folder.0.join(path);
        path.parent().map_or(Ok(()), |parent| self.make(parent))?;
        symlink(target, &path).map_err(not_written(&path))
    }
}

/// An edition that stands already: its files are read and never written.
#[derive(Debug)]
pub struct Standing<P>(pub P);

impl<P: AsRef<Path> + std::fmt::Debug + Send + Sync> Shelf for Standing<P> {
    fn put(&self, path: &str, _: &[u8], _: &str) -> Result<(), ShelfFault> {
        let error = io::Error::from(io::ErrorKind::ReadOnlyFilesystem);
        Err(ShelfFault::NotWritten { path: self.0.as_ref().join(path), error })
    }

    fn get(&self, path: &str) -> Result<Vec<u8>, ShelfFault> {
        let path = self.0.as_ref().join(path);
        fs::read(&path).map_err(|error| ShelfFault::NotRead { path, error })
    }

    fn link(&self, path: &str, _: &str) -> Result<(), ShelfFault> {
        self.put(path, &[], "")
    }
}

pub(super) fn not_written(path: &Path) -> impl FnOnce(io::Error) -> ShelfFault {
    let path = path.to_owned();
    move |error| ShelfFault::NotWritten { path, error }
}

/// Removes what a run of this program left behind when it was killed: editions that were not whole
/// and pointers that were not moved.
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
