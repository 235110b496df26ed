//! The few file operations that promises rest on: a file or folder is synced before it is named,
//! and a name moves by one rename.

use std::{
    fs::{self, File},
    io::{self, Write},
    os::unix::fs::symlink,
    path::Path,
};

/// Writes a file and syncs it.
pub fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Syncs what a folder names.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Lets `folder/link` point at `target` (a name within the folder): old or new, never neither.
pub fn point(folder: &Path, link: &str, target: &str) -> io::Result<()> {
    let aside = folder.join(format!(".{link}.{}", std::process::id()));
    match fs::remove_file(&aside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    symlink(target, &aside)?;
    fs::rename(&aside, folder.join(link))?;
    sync_folder(folder)
}

/// What `folder/link` points at, as a name.
pub fn pointed(folder: &Path, link: &str) -> Option<String> {
    let target = fs::read_link(folder.join(link)).ok()?;
    target.file_name().map(|name| name.to_string_lossy().into_owned())
}
