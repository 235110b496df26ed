//! The few file operations that promises rest on: a file or folder is synced before it is named,
//! and a name moves by one rename.

use std::{
    fs::{self, File},
    hash::{BuildHasher, RandomState},
    io::{self, Write},
    os::unix::fs::symlink,
    path::{Path, PathBuf},
};

use rustix::{
    io::Errno,
    process::{Resource, getrlimit},
};

/// The name of the pointer to what is in use: a generation of the lake, an edition.
pub const CURRENT: &str = "current";

/// Writes a file and syncs it.
pub fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let file = File::create(path)?;
    Bounded::new(&file)?.write_all(bytes)?;
    file.sync_all()
}

/// Writes a file that is not there yet, to be synced before the folder that it stands in gets its name.
pub fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    Bounded::new(&File::create_new(path)?)?.write_all(bytes)
}

/// Gives a file a second name; `false` where the disk knows no such names, or no more of them for one file.
pub fn name_again(file: &Path, path: &Path) -> io::Result<bool> {
    const NONE: [Errno; 4] = [Errno::PERM, Errno::OPNOTSUPP, Errno::NOSYS, Errno::MLINK];
    match fs::hard_link(file, path) {
        Ok(()) => Ok(true),
        Err(error) if Errno::from_io_error(&error).is_some_and(|no| NONE.contains(&no)) => {
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

/// A file that refuses what would make it longer than files of this process may be (`ulimit -f`). The
/// system would end the process at such a write, and nobody would learn why.
#[derive(Debug)]
pub struct Bounded<'f> {
    file: &'f File,
    room: u64,
}

impl<'f> Bounded<'f> {
    /// For writing at the end of a file.
    pub fn new(file: &'f File) -> io::Result<Self> {
        let most = getrlimit(Resource::Fsize).current.unwrap_or(u64::MAX);
        Ok(Self { file, room: most.saturating_sub(file.metadata()?.len()) })
    }
}

impl Write for Bounded<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.room = self.room.checked_sub(bytes.len() as u64).ok_or(Errno::FBIG)?;
        self.file.write_all(bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A folder or file under the name it bears while it is made; removed with the value, unless it got
/// its own name before. What cannot be finished then takes no room on a disk that may be full.
#[derive(Debug)]
pub struct Aside(pub PathBuf);

impl Drop for Aside {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0).or_else(|_| fs::remove_dir_all(&self.0));
    }
}

/// Letters that no other process uses in a name, on this machine or another: in containers every process
/// may have one number.
pub fn unique() -> String {
    format!("{:016x}", RandomState::new().hash_one(std::process::id()))
}

/// Lets a file appear as a whole or not at all, whoever else writes the same file at the same time.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let aside = Aside(folder.join(format!(".new.{}.{name}", unique())));
    write_synced(&aside.0, bytes)?;
    fs::rename(&aside.0, path)?;
    sync_folder(folder)
}

/// Syncs what a folder names.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    sync(path)
}

/// Syncs a file or folder that was written before.
pub fn sync(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Lets `folder/link` point at `target` (a name within the folder): old or new, never neither.
pub fn point(folder: &Path, link: &str, target: &str) -> io::Result<()> {
    let aside = folder.join(format!(".{link}.{}", std::process::id()));
    match fs::remove_file(&aside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let aside = Aside(aside);
    symlink(target, &aside.0)?;
    fs::rename(&aside.0, folder.join(link))?;
    sync_folder(folder)
}

/// What `folder/link` points at, as a name.
pub fn pointed(folder: &Path, link: &str) -> Option<String> {
    let target = fs::read_link(folder.join(link)).ok()?;
    target.file_name().map(|name| name.to_string_lossy().into_owned())
}
