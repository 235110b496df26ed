//! The files of an edition before they are written: bytes by path.

use std::collections::BTreeMap;

use super::manifest::Output;
use crate::domain::digest::sha256;

/// Files of an edition by their path within it, with the rows of those that are tables.
#[derive(Clone, Debug, Default)]
pub struct Files {
    files: BTreeMap<String, (Vec<u8>, Option<u64>)>,
}

impl Files {
    pub fn add(&mut self, path: impl Into<String>, bytes: Vec<u8>) {
        self.files.insert(path.into(), (bytes, None));
    }

    pub fn add_table(&mut self, path: impl Into<String>, bytes: Vec<u8>, rows: usize) {
        self.files.insert(path.into(), (bytes, Some(rows as u64)));
    }

    /// The bytes of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(|(bytes, _)| bytes.as_slice())
    }

    /// Adds all of other files, under their own paths.
    pub fn add_from(&mut self, other: Files) {
        self.files.extend(other.files);
    }

    /// Adds all files of another edition below `folder`.
    pub fn add_all(&mut self, folder: &str, other: Files) {
        let below = other.files.into_iter().map(|(path, file)| (format!("{folder}/{path}"), file));
        self.files.extend(below);
    }

    /// Every file by its path, with its size in bytes and the rows of a table.
    pub fn sizes(&self) -> impl Iterator<Item = (&str, u64, Option<u64>)> {
        self.files.iter().map(|(path, (bytes, rows))| (path.as_str(), bytes.len() as u64, *rows))
    }

    /// All files in the order of their paths, with the rows of those that are tables.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8], Option<u64>)> {
        self.files.iter().map(|(path, (bytes, rows))| (path.as_str(), bytes.as_slice(), *rows))
    }

    /// What the manifest says of them.
    pub fn outputs(&self) -> Vec<Output> {
        self.files
            .iter()
            .map(|(path, (bytes, rows))| Output {
                path: path.clone(),
                bytes: bytes.len() as u64,
                sha256: sha256(bytes),
                rows: *rows,
            })
            .collect()
    }

    /// The first twelve digits of a hash over all paths and contents.
    pub fn digest(&self) -> String {
        let all: String = self
            .outputs()
            .iter()
            .map(|output| format!("{} {}\n", output.sha256, output.path))
            .collect();
        sha256(all.as_bytes())[..12].to_owned()
    }
}
