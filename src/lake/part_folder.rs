//! A folder of parts that any number of processes fill, on one machine or many. Beside each part stands, in
//! a file of its own for each input file, of which file it is and how it was read. Everything appears in one
//! step, so that whoever is killed, or does again what another did, does no harm.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use super::{
    LakeFault,
    files::{self, unique},
    listed::Listed,
    part::Part,
};
use crate::domain::digest::sha256;

/// How the names of the files beside the parts begin and end.
const FILE: &str = "file-";
const JSON: &str = ".json";

/// A folder of parts.
#[derive(Clone, Debug)]
pub struct PartFolder {
    path: PathBuf,
}

impl PartFolder {
    /// A folder that is there, or is made now.
    pub fn create(path: &Path) -> Result<Self, LakeFault> {
        fs::create_dir_all(path).map_err(LakeFault::io("create", path))?;
        Ok(Self { path: path.to_owned() })
    }

    pub fn open(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A folder within for rows on their way, which no other process uses.
    pub fn aside(&self) -> PathBuf {
        self.path.join(format!(".stage.{}", unique()))
    }

    pub fn part(&self, listed: &Listed) -> PathBuf {
        self.path.join(listed.name())
    }

    /// Whether the part is there and all of it can be read.
    pub fn has_whole(&self, listed: &Listed) -> bool {
        let part = Part::open(&self.part(listed));
        part.is_ok_and(|part| part.origin.sha256 == listed.sha256 && part.is_whole())
    }

    /// Where it stands what the part of a file is.
    fn beside(&self, source: &str, file: &str) -> PathBuf {
        let hash = sha256(format!("{source}\n{file}").as_bytes());
        self.path.join(format!("{FILE}{}{JSON}", &hash[..32]))
    }

    /// What the folder says of one file of a source.
    pub fn of(&self, source: &str, file: &str) -> Result<Option<Listed>, LakeFault> {
        let path = self.beside(source, file);
        match fs::read(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(LakeFault::io("read", &path)(error)),
            Ok(bytes) => Ok(serde_json::from_slice(&bytes).ok()),
        }
    }

    /// Says of which file a part is that is there.
    pub fn add(&self, listed: &Listed) -> Result<(), LakeFault> {
        let path = self.beside(&listed.source, &listed.file);
        let bytes = serde_json::to_vec(listed).map_err(|e| LakeFault::damaged(&path, e))?;
        files::write_whole(&path, &bytes).map_err(LakeFault::io("write", &path))
    }

    /// All files whose parts are there, by source and name.
    pub fn listed(&self) -> Result<Vec<Listed>, LakeFault> {
        let mut all = Vec::new();
        let fault = || LakeFault::io("read", &self.path);
        for entry in fs::read_dir(&self.path).map_err(fault())? {
            let entry = entry.map_err(fault())?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with(FILE) && name.ends_with(JSON) {
                let path = entry.path();
                let bytes = fs::read(&path).map_err(LakeFault::io("read", &path))?;
                let listed: Listed = serde_json::from_slice(&bytes)
                    .map_err(|error| LakeFault::damaged(&path, error))?;
                all.push(listed);
            }
        }
        all.sort_by(|a, b| (&a.source, &a.file).cmp(&(&b.source, &b.file)));
        Ok(all)
    }
}
