//! The files of an edition before they are written: bytes by path, each hashed once, when it is added.

use std::collections::BTreeMap;

use super::manifest::Output;
use crate::domain::digest::sha256;

#[derive(Clone, Debug)]
struct File {
    bytes: Vec<u8>,
    sha256: String,
    /// Rows, of a table.
    rows: Option<u64>,
}

/// Files of an edition by their path within it, with the rows of those that are tables.
#[derive(Clone, Debug, Default)]
pub struct Files {
    files: BTreeMap<String, File>,
}

impl Files {
    pub fn add(&mut self, path: impl Into<String>, bytes: Vec<u8>) {
        self.put(path.into(), bytes, None);
    }

    pub fn add_table(&mut self, path: impl Into<String>, bytes: Vec<u8>, rows: usize) {
        self.put(path.into(), bytes, Some(rows as u64));
    }

    fn put(&mut self, path: String, bytes: Vec<u8>, rows: Option<u64>) {
        let sha256 = sha256(&bytes);
        self.files.insert(path, File { bytes, sha256, rows });
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

    /// The bytes of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(|file| file.bytes.as_slice())
    }

    /// The hash of a file.
    pub fn sha256(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(|file| file.sha256.as_str())
    }

    /// The rows of a table.
    pub fn rows(&self, path: &str) -> Option<u64> {
        self.files.get(path)?.rows
    }

    /// Every file by its path, with its size in bytes and the rows of a table.
    pub fn sizes(&self) -> impl Iterator<Item = (&str, u64, Option<u64>)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file.bytes.len() as u64, file.rows))
    }

    /// All files in the order of their paths, with the rows of those that are tables.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8], Option<u64>)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file.bytes.as_slice(), file.rows))
    }

    /// What the manifest says of them.
    pub fn outputs(&self) -> Vec<Output> {
        let output = |(path, file): (&String, &File)| Output {
            path: path.clone(),
            bytes: file.bytes.len() as u64,
            sha256: file.sha256.clone(),
            rows: file.rows,
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
