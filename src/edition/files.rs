//! The files of an edition. Each is hashed once, when it is added, and put on a shelf, which is a folder on
//! the disk; what stays in memory is its path, its size, its hash and its rows. An edition of any size is
//! so made in little room.

use std::{collections::BTreeMap, fmt, io, path::PathBuf, sync::Arc};

use super::manifest::Output;
use crate::domain::digest::sha256;

/// Where the bytes of files are kept.
pub trait Shelf: fmt::Debug + Send + Sync {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), ShelfFault>;

    fn get(&self, path: &str) -> Result<Vec<u8>, ShelfFault>;
}

/// A file that cannot be kept or is not there any more; the path says where.
#[derive(Debug, thiserror::Error)]
pub enum ShelfFault {
    #[error("failed to write {}: {error}; the edition published before is untouched", path.display())]
    NotWritten { path: PathBuf, error: io::Error },
    #[error("failed to read {} again: {error}", path.display())]
    NotRead { path: PathBuf, error: io::Error },
}

#[derive(Clone, Debug)]
struct File {
    bytes: u64,
    sha256: String,
    /// Rows, of a table.
    rows: Option<u64>,
    content: Option<String>,
}

/// Files by their path within an edition, with the rows of those that are tables.
#[derive(Clone, Debug)]
pub struct Files {
    shelf: Arc<dyn Shelf>,
    /// The folder of the edition on the shelf: empty, or with a slash at its end.
    folder: String,
    files: BTreeMap<String, File>,
}

impl Files {
    /// No file yet, on a shelf.
    pub fn on(shelf: Arc<dyn Shelf>) -> Self {
        Self { shelf, folder: String::new(), files: BTreeMap::new() }
    }

    /// No file yet, of an edition within this one.
    pub fn within(&self, folder: &str) -> Self {
        let folder = format!("{}{folder}/", self.folder);
        Self { shelf: self.shelf.clone(), folder, files: BTreeMap::new() }
    }

    /// No file yet, of this very edition: to be joined when all are made.
    pub fn beside(&self) -> Self {
        let (shelf, folder) = (self.shelf.clone(), self.folder.clone());
        Self { shelf, folder, files: BTreeMap::new() }
    }

    pub fn add(&mut self, path: impl Into<String>, bytes: &[u8]) -> Result<(), ShelfFault> {
        self.put(path.into(), bytes, None, None)
    }

    /// A table; `content` is a hash of what it says without the columns that name the edition.
    pub fn add_table(
        &mut self,
        path: impl Into<String>,
        bytes: &[u8],
        rows: usize,
        content: Option<String>,
    ) -> Result<(), ShelfFault> {
        self.put(path.into(), bytes, Some(rows as u64), content)
    }

    fn put(
        &mut self,
        path: String,
        bytes: &[u8],
        rows: Option<u64>,
        content: Option<String>,
    ) -> Result<(), ShelfFault> {
        self.shelf.put(&format!("{}{path}", self.folder), bytes)?;
        let file = File { bytes: bytes.len() as u64, sha256: sha256(bytes), rows, content };
        self.files.insert(path, file);
        Ok(())
    }

    /// A file that stands on the shelf already.
    pub fn know(&mut self, output: Output) {
        let Output { path, bytes, sha256, rows, content } = output;
        self.files.insert(path, File { bytes, sha256, rows, content });
    }

    /// Takes over the files of the same edition or of one within it.
    pub fn join(&mut self, other: Files) {
        let below = other.folder.strip_prefix(&self.folder).unwrap_or_default();
        let files = other.files.into_iter().map(|(path, file)| (format!("{below}{path}"), file));
        self.files.extend(files);
    }

    /// The bytes of a file, from the shelf; none where it was not added.
    pub fn get(&self, path: &str) -> Result<Option<Vec<u8>>, ShelfFault> {
        match self.files.contains_key(path) {
            true => self.shelf.get(&format!("{}{path}", self.folder)).map(Some),
            false => Ok(None),
        }
    }

    /// The rows of a table.
    pub fn rows(&self, path: &str) -> Option<u64> {
        self.files.get(path)?.rows
    }

    /// Every file by its path, with its size in bytes and the rows of a table.
    pub fn sizes(&self) -> impl Iterator<Item = (&str, u64, Option<u64>)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file.bytes, file.rows))
    }

    /// The paths of all files, in their order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// What the manifest says of them.
    pub fn outputs(&self) -> Vec<Output> {
        let output = |(path, file): (&String, &File)| Output {
            path: path.clone(),
            bytes: file.bytes,
            sha256: file.sha256.clone(),
            rows: file.rows,
            content: file.content.clone(),
        };
        self.files.iter().map(output).collect()
    }

    /// The first twelve digits of a hash over all paths and contents.
    pub fn digest(&self) -> String {
        let line = |(path, file): (&String, &File)| format!("{} {path}\n", file.sha256);
        let all: String = self.files.iter().map(line).collect();
        sha256(all.as_bytes())[..12].to_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Mutex, PoisonError};

    use super::*;

    #[derive(Debug, Default)]
    struct Memory(Mutex<BTreeMap<String, Vec<u8>>>);

    impl Shelf for Memory {
        fn put(&self, path: &str, bytes: &[u8]) -> Result<(), ShelfFault> {
            let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            files.insert(path.to_owned(), bytes.to_owned());
            Ok(())
        }

        fn get(&self, path: &str) -> Result<Vec<u8>, ShelfFault> {
            let files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let error = io::Error::from(io::ErrorKind::NotFound);
            files.get(path).cloned().ok_or(ShelfFault::NotRead { path: path.into(), error })
        }
    }

    fn files() -> Files {
        Files::on(Arc::new(Memory::default()))
    }

    #[test]
    fn the_files_of_an_edition_within_another_stand_below_its_folder() {
        let mut whole = files();
        let (mut inner, mut pages) = (whole.within("public"), whole.beside());
        whole.add("a.csv", b"exact").unwrap();
        inner.add_table("a.csv", b"rounded", 3, None).unwrap();
        pages.add("site/index.html", b"page").unwrap();
        assert_eq!(inner.get("a.csv").unwrap().unwrap(), b"rounded");
        whole.join(inner);
        whole.join(pages);
        let paths: Vec<&str> = whole.paths().collect();
        assert_eq!(paths, ["a.csv", "public/a.csv", "site/index.html"]);
        assert_eq!(whole.get("a.csv").unwrap().unwrap(), b"exact");
        assert_eq!(whole.get("public/a.csv").unwrap().unwrap(), b"rounded");
        assert_eq!(whole.rows("public/a.csv"), Some(3));
    }

    #[test]
    fn the_digest_tells_neither_the_order_nor_the_folder() {
        let (mut one, mut other) = (files(), files().within("public"));
        one.add("a", b"1").unwrap();
        one.add("b", b"2").unwrap();
        other.add("b", b"2").unwrap();
        other.add("a", b"1").unwrap();
        assert_eq!(one.digest(), other.digest());
        other.add("a", b"2").unwrap();
        assert_ne!(one.digest(), other.digest());
    }

    #[test]
    fn what_was_not_added_is_not_there_whatever_the_shelf_holds() {
        let mut files = files();
        files.add("a", b"1").unwrap();
        assert!(files.beside().get("a").unwrap().is_none());
        let mut known = files.beside();
        files.outputs().into_iter().for_each(|output| known.know(output));
        assert_eq!(known.get("a").unwrap().unwrap(), b"1");
    }
}
