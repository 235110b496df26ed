//! The files of an edition in memory, as tests alter them.

use std::{collections::BTreeMap, io, sync::Arc};

use chiso::edition::files::{Files, Shelf, ShelfFault};

/// Bytes by path, with the rows of those that are tables.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    files: BTreeMap<String, (Vec<u8>, Option<usize>)>,
}

impl Folder {
    pub fn add(&mut self, path: impl Into<String>, bytes: Vec<u8>) {
        self.files.insert(path.into(), (bytes, None));
    }

    pub fn add_table(&mut self, path: impl Into<String>, bytes: Vec<u8>, rows: usize) {
        self.files.insert(path.into(), (bytes, Some(rows)));
    }

    /// Adds all files of another edition below `folder`.
    pub fn add_all(&mut self, folder: &str, other: Self) {
        let below = other.files.into_iter().map(|(path, file)| (format!("{folder}/{path}"), file));
        self.files.extend(below);
    }

    /// All files in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, (bytes, _))| (path.as_str(), bytes.as_slice()))
    }

    /// The same as the program has them.
    pub fn kept(&self) -> Files {
        let mut files = Files::on(Arc::new(self.clone()));
        for (path, (bytes, rows)) in &self.files {
            match rows {
                Some(rows) => files.add_table(path, bytes, *rows, None),
                None => files.add(path, bytes),
            }
            .expect("memory takes every file");
        }
        files
    }
}

impl Shelf for Folder {
    fn put(&self, path: &str, bytes: &[u8], _: &str) -> Result<(), ShelfFault> {
        assert_eq!(self.files[path].0, bytes);
        Ok(())
    }

    fn get(&self, path: &str) -> Result<Vec<u8>, ShelfFault> {
        let found = self.files.get(path).map(|(bytes, _)| bytes.clone());
        let error = io::Error::from(io::ErrorKind::NotFound);
        found.ok_or(ShelfFault::NotRead { path: path.into(), error })
    }

    fn link(&self, _: &str, _: &str) -> Result<(), ShelfFault> {
        Ok(())
    }
}
