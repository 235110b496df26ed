//! The files of an edition. Each is hashed once, when it is added, and put on a shelf, which is a folder on
//! the disk; what stays in memory is its path, its size, its hash and its rows. An edition of any size is
//! so made in little room.

use std::{collections::BTreeMap, fmt, io, path::PathBuf, sync::Arc};

use super::manifest::{Link, Output};
use crate::domain::digest::sha256;

/// Where the bytes of files are kept.
pub trait Shelf: fmt::Debug + Send + Sync {
    /// Keeps a file. By the hash of its bytes a shelf knows whether it holds the same already.
    fn put(&self, path: &str, bytes: &[u8], sha256: &str) -> Result<(), ShelfFault>;

    fn get(&self, path: &str) -> Result<Vec<u8>, ShelfFault>;

    /// Lets `path` lead to `target`, as seen from the folder that it stands in.
    fn link(&self, path: &str, target: &str) -> Result<(), ShelfFault>;
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
    links: Vec<Link>,
}

impl Files {
    /// No file yet, on a shelf.
    pub fn on(shelf: Arc<dyn Shelf>) -> Self {
        Self { shelf, folder: String::new(), files: BTreeMap::new(), links: Vec::new() }
    }

    /// No file yet, of an edition within this one.
    pub fn within(&self, folder: &str) -> Self {
        let folder = format!("{}{folder}/", self.folder);
        Self { shelf: self.shelf.clone(), folder, files: BTreeMap::new(), links: Vec::new() }
    }

    /// No file yet, of this very edition: to be joined when all are made.
    pub fn beside(&self) -> Self {
        let (shelf, folder) = (self.shelf.clone(), self.folder.clone());
        Self { shelf, folder, files: BTreeMap::new(), links: Vec::new() }
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
        let sha256 = sha256(bytes);
        self.shelf.put(&format!("{}{path}", self.folder), bytes, &sha256)?;
        let file = File { bytes: bytes.len() as u64, sha256, rows, content };
        self.files.insert(path, file);
        Ok(())
    }

    /// Adds the files of another part whose paths begin so, as they stand there.
    pub fn repeat(&mut self, other: &Files, head: &str) -> Result<(), ShelfFault> {
        let from = other.files.range(head.to_owned()..);
        for (path, file) in from.take_while(|(path, _)| path.starts_with(head)) {
            let bytes = self.shelf.get(&format!("{}{path}", other.folder))?;
            self.put(path.clone(), &bytes, file.rows, file.content.clone())?;
        }
        Ok(())
    }

    /// Lets a path lead elsewhere. What it leads to hangs on what was published before, and so does no
    /// digest on it.
    pub fn link(&mut self, link: Link) -> Result<(), ShelfFault> {
        self.shelf.link(&format!("{}{}", self.folder, link.path), &link.target)?;
        self.links.push(link);
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
        let links = other.links.into_iter();
        self.links.extend(links.map(|link| Link { path: format!("{below}{}", link.path), ..link }));
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

    /// The links among them, in the order of their paths.
    pub fn links(&self) -> Vec<Link> {
        let mut links = self.links.clone();
        links.sort_by(|a, b| a.path.cmp(&b.path));
        links
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
        fn put(&self, path: &str, bytes: &[u8], _: &str) -> Result<(), ShelfFault> {
            let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            files.insert(path.to_owned(), bytes.to_owned());
            Ok(())
        }

        fn get(&self, path: &str) -> Result<Vec<u8>, ShelfFault> {
            let files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let error = io::Error::from(io::ErrorKind::NotFound);
            files.get(path).cloned().ok_or(ShelfFault::NotRead { path: path.into(), error })
        }

        fn link(&self, _: &str, _: &str) -> Result<(), ShelfFault> {
            Ok(())
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
    fn what_a_part_repeats_it_has_by_itself() {
        let mut whole = files();
        let mut inner = whole.within("public");
        whole.add("charts/a.svg", b"drawing").unwrap();
        whole.add_table("charts/a.csv", b"table", 3, None).unwrap();
        whole.add("charts/ab.svg", b"other").unwrap();
        inner.repeat(&whole, "charts/a.").unwrap();
        assert_eq!(inner.paths().collect::<Vec<_>>(), ["charts/a.csv", "charts/a.svg"]);
        assert_eq!(inner.get("charts/a.svg").unwrap().unwrap(), b"drawing");
        assert_eq!(inner.rows("charts/a.csv"), Some(3));
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
