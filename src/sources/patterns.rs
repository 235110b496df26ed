//! The files that a path or a pattern names. A folder or link that cannot be followed is a fault,
//! because a file that is not seen is a file that is not counted; helper files of other programs are
//! passed over by their names, and a folder that Spark or Hive wrote is read as its part files. Names
//! are compared after NFC, patterns also without regard to case.

mod names;
mod natural;

use std::{
    collections::BTreeSet,
    fs,
    io::ErrorKind,
    path::{Component as Part, Path, PathBuf},
};

use glob::{MatchOptions, Pattern};
use unicode_normalization::UnicodeNormalization;

use super::{FaultClass, FileFault, Order};
use names::{helper, is_dataset, is_table_of_versions};

/// What a path or pattern came to.
#[derive(Debug, Default)]
pub struct Found {
    /// In reading order.
    pub files: Vec<PathBuf>,
    /// Helper files of other programs, and folders that are not read.
    pub passed_over: Vec<PathBuf>,
    pub faults: Vec<FileFault>,
}

/// Looks for the files of `pattern` below `base`. A path that exists is taken as it is, whatever
/// marks stand in it. An error is one of the pattern itself.
pub fn files(base: &Path, pattern: &str, order: Order) -> Result<Found, glob::PatternError> {
    let mut walk = Walk::default();
    let as_it_is = base.join(pattern);
    let mut invalid = None;
    if fs::symlink_metadata(&as_it_is).is_ok() {
        walk.take(as_it_is, true);
    } else {
        let start = if Path::new(pattern).is_absolute() { Path::new("/") } else { base };
        let parts = Path::new(pattern).components().filter_map(|part| match part {
            Part::Normal(name) => Some(Step::new(&name.to_string_lossy(), &mut invalid)),
            Part::ParentDir => Some(Step::Exact("..".into())),
            Part::Prefix(_) | Part::RootDir | Part::CurDir => None,
        });
        let steps: Vec<Step> = parts.collect();
        walk.follow(start.to_owned(), &steps, &mut Vec::new());
    }
    match invalid {
        Some(error) if walk.files.is_empty() && walk.faults.is_empty() => return Err(error),
        _ => {}
    }
    let mut files: Vec<PathBuf> = std::mem::take(&mut walk.files).into_iter().collect();
    match order {
        Order::Name => files.sort(),
        Order::Natural => files.sort_by(|a, b| natural::compare(a, b)),
    }
    // A folder that `**` went through was not passed over.
    walk.passed_over.retain(|folder| !files.iter().any(|file| file.starts_with(folder)));
    let passed_over = walk.passed_over.into_iter().collect();
    Ok(Found { files, passed_over, faults: walk.faults })
}

/// One step of a pattern.
enum Step {
    /// A name without marks.
    Exact(String),
    /// A name with marks. Brackets may stand in it as they are.
    Marked { glob: Option<Pattern>, literal: Option<Pattern>, hidden: bool, brackets_only: bool },
    /// Any folders, or none.
    Any,
}

impl Step {
    fn new(name: &str, invalid: &mut Option<glob::PatternError>) -> Self {
        if name == "**" {
            return Self::Any;
        }
        if !name.contains(['*', '?', '[']) {
            return Self::Exact(name.to_owned());
        }
        let folded = folded(name);
        let glob = Pattern::new(&folded).map_err(|error| invalid.get_or_insert(error).pos).ok();
        let literal = folded.contains('[').then(|| {
            let escaped: String = folded.chars().flat_map(bracket).collect();
            Pattern::new(&escaped).ok()
        });
        Self::Marked {
            glob,
            literal: literal.flatten(),
            hidden: name.starts_with('.'),
            brackets_only: !name.contains(['*', '?']),
        }
    }
}

/// A letter of a pattern, brackets as brackets.
fn bracket(letter: char) -> impl Iterator<Item = char> {
    let text: &[char] = match letter {
        '[' => &['[', '[', ']'],
        ']' => &['[', ']', ']'],
        _ => &[],
    };
    let other = text.is_empty().then_some(letter);
    text.iter().copied().chain(other).collect::<Vec<_>>().into_iter()
}

/// A name as names are compared with a pattern.
fn folded(name: &str) -> String {
    name.nfc().collect::<String>().to_lowercase()
}

const EXACTLY: MatchOptions = MatchOptions {
    case_sensitive: true,
    require_literal_separator: true,
    require_literal_leading_dot: false,
};

#[derive(Default)]
struct Walk {
    files: BTreeSet<PathBuf>,
    passed_over: BTreeSet<PathBuf>,
    faults: Vec<FileFault>,
}

/// What stands at a path, links followed.
enum Kind {
    File,
    Folder,
    Other,
}

impl Walk {
    /// Follows the steps from a folder; `above` are the folders passed on the way, as they are.
    fn follow(&mut self, folder: PathBuf, steps: &[Step], above: &mut Vec<PathBuf>) {
        let Some((step, rest)) = steps.split_first() else { return };
        match step {
            Step::Exact(name) => {
                for path in self.named(&folder, name) {
                    self.go_on(path, rest, above, true);
                }
            }
            Step::Marked { glob, literal, hidden, brackets_only } => {
                let entries = self.entries(&folder);
                let matches = |pattern: &Option<Pattern>, name: &str| {
                    pattern.as_ref().is_some_and(|known| known.matches_with(&folded(name), EXACTLY))
                };
                // A name that is there as it is written is the one that is meant.
                let there =
                    *brackets_only && entries.iter().any(|(name, _)| matches(literal, name));
                for (name, path) in entries {
                    if !matches(literal, &name) && (there || !matches(glob, &name)) {
                        continue;
                    }
                    if helper(&name) || (name.starts_with('.') && !hidden) {
                        self.passed_over.insert(path);
                    } else {
                        self.go_on(path, rest, above, false);
                    }
                }
            }
            Step::Any => {
                self.follow(folder.clone(), rest, above);
                for (name, path) in self.entries(&folder) {
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
    fn take(&mut self, path: PathBuf, named: bool) {
        match self.kind(&path) {
            Some(Kind::File) => drop(self.files.insert(path)),
            Some(Kind::Folder) => self.folder(path, named),
            Some(Kind::Other) | None => {}
        }
    }

    fn folder(&mut self, path: PathBuf, named: bool) {
        let entries = self.entries(&path);
        if entries.iter().any(|(name, _)| is_table_of_versions(name)) {
            let what = "it is a table with versions (Delta or Hudi), whose folder also holds rows that are no longer \
                        of it; write its present rows as plain Parquet and name that";
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
        let mut found = Vec::new();
        let read = fs::read_dir(folder).and_then(|entries| {
            for entry in entries {
                let entry = entry?;
                found.push((entry.file_name().to_string_lossy().into_owned(), entry.path()));
            }
            Ok(())
        });
        match read {
            // A folder that the pattern goes through and that is not there matches nothing.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => self.unreadable(folder, "this folder cannot be read", &error),
            Ok(()) => {}
        }
        found.sort();
        found
    }

    /// The path of a name in a folder: as it is written, else the names that are the same after NFC.
    fn named(&mut self, folder: &Path, name: &str) -> Vec<PathBuf> {
        let path = folder.join(name);
        match fs::symlink_metadata(&path) {
            Ok(_) => vec![path],
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let wanted: String = name.nfc().collect();
                let same = |known: &str| known.nfc().eq(wanted.chars());
                if name.is_ascii() {
                    return Vec::new();
                }
                let entries = self.entries(folder).into_iter();
                entries.filter(|(known, _)| same(known)).map(|(_, path)| path).collect()
            }
            Err(error) if error.kind() == ErrorKind::NotADirectory => Vec::new(),
            Err(error) => {
                self.unreadable(&path, "it cannot be reached", &error);
                Vec::new()
            }
        }
    }

    /// What a path is, links followed; `None` where that is a fault.
    fn kind(&mut self, path: &Path) -> Option<Kind> {
        match fs::metadata(path) {
            Ok(found) if found.is_file() => Some(Kind::File),
            Ok(found) if found.is_dir() => Some(Kind::Folder),
            Ok(_) => Some(Kind::Other),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let what = "this link leads to nothing; put back what it names, or remove it";
                self.fault(FileFault::missing(path, what));
                None
            }
            Err(error) if is_loop(&error) => {
                let what = "this link leads back to itself; remove it";
                self.fault(FileFault::missing(path, what));
                None
            }
            Err(error) => {
                self.unreadable(path, "it cannot be looked at", &error);
                None
            }
        }
    }

    fn unreadable(&mut self, path: &Path, what: &str, error: &std::io::Error) {
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
fn is_loop(error: &std::io::Error) -> bool {
    error.raw_os_error() == Some(40) || error.to_string().contains("symbolic link")
}

#[cfg(test)]
mod tests;
