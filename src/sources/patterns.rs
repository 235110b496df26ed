//! The files that a path or a pattern names. A folder or link that cannot be followed is a fault,
//! because a file that is not seen is a file that is not counted; helper files of other programs are
//! passed over by their names, and a folder that Spark or Hive wrote is read as its part files. Names
//! are compared after NFC, patterns also without regard to case.

mod names;
mod natural;
mod step;
mod walk;

use std::{
    collections::BTreeSet,
    fs,
    path::{Component as Part, Path, PathBuf},
};

use glob::PatternError;

use super::{FileFault, Order};
use step::Step;
use walk::Walk;

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
pub fn files(base: &Path, pattern: &str, order: Order) -> Result<Found, PatternError> {
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
    self::order(&mut files, order);
    // A folder that `**` went through was not passed over.
    let entered: BTreeSet<&Path> = files.iter().flat_map(|file| file.ancestors()).collect();
    let passed_over = walk.passed_over.into_iter().filter(|path| !entered.contains(path.as_path()));
    let passed_over = passed_over.collect();
    Ok(Found { files, passed_over, faults: walk.faults })
}

/// Puts files in reading order.
pub fn order(files: &mut [PathBuf], order: Order) {
    match order {
        Order::Name => files.sort(),
        Order::Natural => files.sort_by_cached_key(|file| (natural::key(file), file.clone())),
    }
}

#[cfg(test)]
mod tests;
