//! Documents that are made on demand, beside the editions: each file is whole before it bears its name.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::failure::Failure;
use crate::{
    edition::files::ShelfFault,
    lake::files::{Aside, sync_folder, write_synced},
};

/// Writes files by their names into a folder, which is made where it is not there.
pub fn write(
    folder: &Path,
    files: impl IntoIterator<Item = (String, Vec<u8>)>,
) -> Result<Vec<PathBuf>, Failure> {
    fs::create_dir_all(folder).map_err(|error| fault(folder, error))?;
    let mut written = Vec::new();
    for (name, bytes) in files {
        let aside = Aside(folder.join(format!(".{name}.{}", std::process::id())));
        let path = folder.join(name);
        let whole = write_synced(&aside.0, &bytes).and_then(|()| fs::rename(&aside.0, &path));
        whole.map_err(|error| fault(&path, error))?;
        written.push(path);
    }
    sync_folder(folder).map_err(|error| fault(folder, error))?;
    Ok(written)
}

/// That a file cannot be written.
pub fn fault(path: &Path, error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Failure {
    ShelfFault::NotWritten { path: path.to_owned(), error: io::Error::other(error) }.into()
}
