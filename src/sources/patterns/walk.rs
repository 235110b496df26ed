//! The way through folders, step by step. Every error on it is a fault, because a file that is not seen is
//! a file that is not counted; helper files are passed over by their names.

use std::{
    collections::BTreeSet,
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use unicode_normalization::UnicodeNormalization;

use super::{
    names::{helper, is_control, is_dataset, is_table_of_versions, is_unfinished},
    step::Step,
};
use crate::sources::{FaultClass, FileFault};

/// What was found on the way.
#[derive(Default)]
pub struct Walk {
    pub files: BTreeSet<PathBuf>,
    pub passed_over: BTreeSet<PathBuf>,
    pub faults: Vec<FileFault>,
}

/// What stands at a path, links followed.
enum Kind {
    File,
    Folder,
    Other,
}

impl Walk {
    /// Follows the steps from a folder; `above` are the folders passed on the way, as they are.
    pub fn follow(&mut self, folder: PathBuf, steps: &[Step], above: &mut Vec<PathBuf>) {
        let Some((step, rest)) = steps.split_first() else { return };
        match step {
            Step::Exact(name) => {
                for path in self.named(&folder, name) {
                    self.go_on(path, rest, above, true);
                }
            }
            Step::Marked(marked) => {
                let entries = self.entries(&folder);
                self.check_versions(&folder, &entries);
                for (name, path) in marked.meant(entries) {
                    if is_control(&name) {
                        continue;
                    }
                    if helper(&name) || (name.starts_with('.') && !marked.hidden) {
                        self.passed_over.insert(path);
                    } else {
                        self.go_on(path, rest, above, false);
                    }
                }
            }
            Step::Any => {
                self.follow(folder.clone(), rest, above);
                let entries = self.entries(&folder);
                self.check_versions(&folder, &entries);
                for (name, path) in entries {
                    if name.starts_with('.') || helper(&name) {
                        continue;
                    }
                    if let Some(Kind::Folder) = self.kind(&path)
                        && self.enter(&path, above)
                    {
                        self.follow(path, steps, above);
                        above.pop();
                    }
                }
            }
        }
    }

    /// What follows a name that matched: the steps that are left, or the file itself.
    fn go_on(&mut self, path: PathBuf, rest: &[Step], above: &mut Vec<PathBuf>, named: bool) {
        if rest.is_empty() {
            return self.take(path, named);
        }
        if let Some(Kind::Folder) = self.kind(&path) {
            self.follow(path, rest, above);
        }
    }

    /// A file, or the part files of a folder that is one table.
    pub fn take(&mut self, path: PathBuf, named: bool) {
        match self.kind(&path) {
            Some(Kind::File) => drop(self.files.insert(path)),
            Some(Kind::Folder) => self.folder(path, named),
            Some(Kind::Other) | None => {}
        }
    }

    fn folder(&mut self, path: PathBuf, named: bool) {
        let entries = self.entries(&path);
        if self.check_versions(&path, &entries) {
        } else if is_unfinished(&entries) {
            let what = "this folder is still being written, or its writer was ended; name it when it is whole";
            self.fault(FileFault::data(&path, what));
        } else if is_dataset(&path, &entries) {
            let before = self.files.len();
            self.parts(entries, &mut Vec::new());
            if self.files.len() == before && self.faults.is_empty() {
                let what = "no part file is in this folder; send it again";
                self.fault(FileFault::missing(&path, what));
            }
        } else if named {
            let what = format!(
                "it is a folder; name the files in it, such as {}/*.csv",
                path.file_name().unwrap_or_default().to_string_lossy()
            );
            self.fault(FileFault::missing(&path, what));
        } else {
            self.passed_over.insert(path);
        }
    }

    /// Refuses a folder whose files are not the rows of a table.
    fn check_versions(&mut self, folder: &Path, entries: &[(String, PathBuf)]) -> bool {
        let found = entries.iter().any(|(name, _)| is_table_of_versions(name));
        if found {
            let what = "it is a table with versions (Delta or Hudi), whose folder also holds rows that are no longer \
                        of it; write its present rows as plain Parquet and name that";
            self.fault(FileFault::data(folder, what));
        }
        found
    }

    /// All files of a table that is a folder.
    fn parts(&mut self, entries: Vec<(String, PathBuf)>, above: &mut Vec<PathBuf>) {
        for (name, path) in entries {
            let is_key = name.contains('=');
            if name.starts_with('.') || helper(&name) || (name.starts_with('_') && !is_key) {
                self.passed_over.insert(path);
                continue;
            }
            match self.kind(&path) {
                Some(Kind::File) => drop(self.files.insert(path)),
                Some(Kind::Folder) if self.enter(&path, above) => {
                    let entries = self.entries(&path);
                    self.parts(entries, above);
                    above.pop();
                }
                _ => {}
            }
        }
    }

    /// Whether a folder may be entered: not where a link leads back to one above it.
    fn enter(&mut self, path: &Path, above: &mut Vec<PathBuf>) -> bool {
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let is_link = fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink());
        let parent = path.parent().and_then(|parent| fs::canonicalize(parent).ok());
        let leads_back = is_link && parent.is_some_and(|parent| parent.starts_with(&real));
        if leads_back || above.contains(&real) {
            let what = "this link leads back to a folder above it; remove it";
            self.fault(FileFault::missing(path, what));
            return false;
        }
        above.push(real);
        true
    }

    /// The entries of a folder by name, in order.
    fn entries(&mut self, folder: &Path) -> Vec<(String, PathBuf)> {
        let entries = fs::read_dir(folder).and_then(|entries| {
            let entry = |entry: fs::DirEntry| {
                (entry.file_name().to_string_lossy().into_owned(), entry.path())
            };
            entries.map(|found| found.map(entry)).collect::<io::Result<Vec<_>>>()
        });
        let mut found = entries.unwrap_or_else(|error| {
            // A folder that the pattern goes through and that is not there matches nothing.
            if error.kind() != ErrorKind::NotFound {
                self.unreadable(folder, "this folder cannot be read", &error);
            }
            Vec::new()
        });
        found.sort();
        found
    }

    /// The path of a name in a folder: as it is written, else the names that are the same after NFC.
    fn named(&mut self, folder: &Path, name: &str) -> Vec<PathBuf> {
        let path = folder.join(name);
        match fs::symlink_metadata(&path) {
            Ok(_) => return vec![path],
            Err(error) if error.kind() == ErrorKind::NotFound && !name.is_ascii() => {
                let same = |known: &str| known.nfc().eq(name.nfc());
                let entries = self.entries(folder).into_iter();
                return entries.filter(|(known, _)| same(known)).map(|(_, path)| path).collect();
            }
            Err(error) => match error.kind() {
                ErrorKind::NotFound | ErrorKind::NotADirectory => {}
                _ => self.unreadable(&path, "it cannot be reached", &error),
            },
        }
        Vec::new()
    }

    /// What a path is, links followed; `None` where that is a fault.
    fn kind(&mut self, path: &Path) -> Option<Kind> {
        let error = match fs::metadata(path) {
            Ok(found) if found.is_file() => return Some(Kind::File),
            Ok(found) if found.is_dir() => return Some(Kind::Folder),
            Ok(_) => return Some(Kind::Other),
            Err(error) => error,
        };
        let what = match error.kind() {
            ErrorKind::NotFound => {
                "this link leads to nothing; put back what it names, or remove it"
            }
            _ if is_loop(&error) => "this link leads back to itself; remove it",
            _ => {
                self.unreadable(path, "it cannot be looked at", &error);
                return None;
            }
        };
        self.fault(FileFault::missing(path, what));
        None
    }

    fn unreadable(&mut self, path: &Path, what: &str, error: &io::Error) {
        let what = format!(
            "{what} ({error}), so that files may be missing; give this user access, or correct path"
        );
        self.fault(FileFault { class: FaultClass::Io, ..FileFault::data(path, what) });
    }

    /// Tells a fault once, however often the pattern leads there.
    fn fault(&mut self, fault: FileFault) {
        if self.faults.iter().all(|known| known.file != fault.file) {
            self.faults.push(fault);
        }
    }
}

/// "Too many levels of symbolic links", whose kind has no stable name.
fn is_loop(error: &io::Error) -> bool {
    error.raw_os_error() == Some(40) || error.to_string().contains("symbolic link")
}
