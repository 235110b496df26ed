//! That a file stays what it was while it is read: its size, its time of change and its place on the
//! disk when it was found, when it is opened and when it was read, and the hash of the bytes that were
//! read. A file that changes meanwhile is refused, because its hash would be that of another one.

use std::{
    fs::{self, File as Disk, Metadata},
    io::Read,
    path::Path,
    sync::Arc,
};

use sha2::{Digest, Sha256};

use super::{
    file::{File, FileFault},
    seen::Seen,
};
use crate::domain::digest::hex;

/// Opens a file that is still what was found.
///
/// # Errors
///
/// It cannot be opened, or it changed.
pub fn open(file: &File) -> Result<Disk, FileFault> {
    let fault = |error| FileFault::io(&file.path, &error);
    let disk = Disk::open(&file.path).map_err(fault)?;
    let found = disk.metadata().map_err(fault)?;
    if file.seen.is(&found) { Ok(disk) } else { Err(changed(&file.path)) }
}

/// To be called when a file was read: fails where it is no longer what was found, and hashes what was
/// not read from beginning to end, as a format is that seeks.
///
/// # Errors
///
/// It changed while it was read, or cannot be read once more.
pub fn settle(file: &File) -> Result<(), FileFault> {
    if file.seen.hash().is_none() {
        let mut whole = Hashed::new(file)?;
        let mut block = vec![0; 1 << 18];
        while whole.read(&mut block).map_err(|error| FileFault::io(&file.path, &error))? > 0 {}
    }
    let still = fs::metadata(&file.path).is_ok_and(|found| file.seen.is(&found));
    if still && file.seen.hash().is_some() { Ok(()) } else { Err(changed(&file.path)) }
}

fn changed(path: &Path) -> FileFault {
    FileFault::data(path, "the file changed while it was read; run again when it is complete")
}

/// Hashes a file while it is read. One that was not read to its end, or changed on the way, has no
/// hash.
pub struct Hashed {
    disk: Disk,
    hasher: Sha256,
    read: u64,
    seen: Arc<Seen>,
}

impl Hashed {
    pub fn new(file: &File) -> Result<Self, FileFault> {
        let (disk, seen) = (open(file)?, Arc::clone(&file.seen));
        Ok(Self { disk, hasher: Sha256::new(), read: 0, seen })
    }
}

impl Read for Hashed {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let length = self.disk.read(out)?;
        self.hasher.update(&out[..length]);
        self.read += length as u64;
        Ok(length)
    }
}

impl Drop for Hashed {
    fn drop(&mut self) {
        let is_whole = |found: Metadata| found.len() == self.read && self.seen.is(&found);
        if self.disk.metadata().is_ok_and(is_whole) {
            let digest = std::mem::take(&mut self.hasher).finalize();
            self.seen.hashed(hex(&digest));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::schema::canonical::Kind;

    fn file(name: &str, bytes: &[u8]) -> File {
        let path: PathBuf =
            std::env::temp_dir().join(format!("chiso-seen-{}-{name}", std::process::id()));
        fs::write(&path, bytes).unwrap();
        let seen = Arc::new(Seen::found(&fs::metadata(&path).unwrap()));
        File { number: 0, path, kind: Kind::Dossiers, seen }
    }

    #[test]
    fn the_hash_is_of_what_was_read() {
        let file = file("same", b"abc");
        let mut read = String::new();
        Hashed::new(&file).unwrap().read_to_string(&mut read).unwrap();
        settle(&file).unwrap();
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!((read.as_str(), file.seen.hash().as_deref()), ("abc", Some(abc)));
        fs::remove_file(&file.path).unwrap();
    }

    #[test]
    fn a_file_that_was_not_read_in_order_is_hashed_at_the_end() {
        let file = file("seeking", b"abc");
        let _disk = open(&file).unwrap();
        settle(&file).unwrap();
        assert!(file.seen.hash().unwrap().starts_with("ba7816bf"));
        fs::remove_file(&file.path).unwrap();
    }

    #[test]
    fn a_file_that_changes_is_refused_whenever_it_does() {
        let grow = |path: &Path| fs::write(path, b"abcd").unwrap();
        let replace = |path: &Path| {
            let other = path.with_extension("new");
            fs::write(&other, b"abd").unwrap();
            fs::rename(other, path).unwrap();
        };
        for (name, change) in [("grown", &grow as &dyn Fn(&Path)), ("replaced", &replace)] {
            let before = file(&format!("{name}-before"), b"abc");
            change(&before.path);
            let fault = open(&before).unwrap_err();
            assert!(fault.what.contains("changed while it was read"), "{fault}");

            let within = file(&format!("{name}-within"), b"abc");
            let mut reader = Hashed::new(&within).unwrap();
            reader.read_exact(&mut [0; 2]).unwrap();
            change(&within.path);
            reader.read_to_end(&mut Vec::new()).unwrap();
            drop(reader);
            assert!(settle(&within).is_err(), "{name} within");

            let gone = file(&format!("{name}-gone"), b"abc");
            Hashed::new(&gone).unwrap().read_to_end(&mut Vec::new()).unwrap();
            fs::remove_file(&gone.path).unwrap();
            assert!(settle(&gone).is_err(), "{name} gone");
            for file in [before, within] {
                fs::remove_file(&file.path).unwrap();
            }
        }
    }
}
