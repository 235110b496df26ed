//! Parts by themselves: those of some input files, made into a folder that other processes fill at the
//! same time. A part that is there and whole is not made again, so that a file may be given twice.

use std::{
    fs,
    path::{Path, PathBuf},
    slice,
};

use super::{
    inputs::{self, Planned},
    parts::{self, Places},
};
use crate::{
    lake::{LakeFault, listed::Listed, part_folder::PartFolder},
    pipeline::{event::Event, event::Reporter, failure::Failure, job::Job},
};

/// A file of the job that is there.
#[derive(Clone, Debug)]
pub struct Found {
    pub source: String,
    pub kind: &'static str,
    /// As messages show it.
    pub file: String,
    pub path: PathBuf,
    pub bytes: u64,
}

/// Every file that is there to be read, in reading order. `folder` says of which files that are gone
/// there are parts.
pub fn list(job: &Job, folder: &Path) -> Result<Vec<Found>, Failure> {
    let known = match folder.exists() {
        true => PartFolder::open(folder).listed()?,
        false => Vec::new(),
    };
    let plan = inputs::plan(job, &known);
    if !plan.missing.is_empty() {
        return Err(Failure::Files(plan.missing));
    }
    let there = plan.planned.into_iter().filter(|planned| planned.archived.is_none());
    let found = there.map(|Planned { file, source, bytes, .. }| Found {
        source: source.to_owned(),
        kind: file.kind.as_str(),
        file: job.shown(&file.path),
        path: file.path,
        bytes,
    });
    Ok(found.collect())
}

/// The part of one file.
#[derive(Clone, Debug)]
pub struct Made {
    pub listed: Listed,
    /// Rows of the file.
    pub rows: u64,
    /// Bytes of the part.
    pub bytes: u64,
    /// It was there already.
    pub was_there: bool,
}

/// Makes the parts of these files; a file of two sources has two.
pub fn make(
    job: &Job,
    wanted: &[PathBuf],
    folder: &Path,
    report: Reporter<'_>,
) -> Result<Vec<Made>, Failure> {
    let plan = inputs::plan(job, &[]);
    let mut mine: Vec<&Planned<'_>> = Vec::new();
    let mut foreign = Vec::new();
    for path in wanted {
        let of_path = named(&plan.planned, path);
        if of_path.is_empty() {
            let missing = plan.missing.iter().find(|fault| is_same(&fault.file, path));
            foreign.push(missing.map_or_else(
                || {
                    format!(
                        "{}: no source of the configuration has this file; `chiso part --list` names those that have \
                         one",
                        path.display()
                    )
                },
                ToString::to_string,
            ));
        }
        mine.extend(of_path);
    }
    if !foreign.is_empty() {
        return Err(Failure::InputMissing(foreign));
    }
    mine.sort_by_key(|planned| planned.file.number);
    mine.dedup_by_key(|planned| planned.file.number);
    let bytes = mine.iter().map(|planned| planned.bytes).sum();
    report(Event::Files { files: mine.len(), bytes });
    report(Event::Stage("read"));
    let folder = PartFolder::create(folder)?;
    let (mut all, mut faults) = (Vec::new(), Vec::new());
    for planned in mine {
        let known = folder.of(planned.source, &job.shown(&planned.file.path))?;
        let known: Vec<Listed> =
            known.into_iter().filter(|listed| folder.has_whole(listed)).collect();
        let aside = folder.aside();
        let places = Places { known: folder.path(), made: folder.path(), aside: &aside };
        let gathered =
            parts::gather(job, slice::from_ref(planned), &known, &places, report, &mut faults)?;
        let was_there = gathered.made.is_empty();
        gathered.made.sync()?;
        for (part, listed) in gathered.parts.iter().zip(gathered.listed) {
            folder.add(&listed)?;
            let bytes = fs::metadata(&part.path).map_err(LakeFault::io("read", &part.path))?.len();
            all.push(Made { listed, rows: part.told.rows, bytes, was_there });
        }
        gathered.made.keep();
    }
    if faults.is_empty() { Ok(all) } else { Err(Failure::Files(faults)) }
}

/// The planned files of a path, however it is written.
fn named<'p, 'j>(planned: &'p [Planned<'j>], path: &Path) -> Vec<&'p Planned<'j>> {
    let of = |is_same: &dyn Fn(&Path) -> bool| -> Vec<&'p Planned<'j>> {
        planned.iter().filter(|planned| is_same(&planned.file.path)).collect()
    };
    // Most are given as `--list` says them, which asks nothing of the disk.
    let literally = of(&|own| own == path);
    if literally.is_empty() { of(&|own| is_same(own, path)) } else { literally }
}

fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| fs::canonicalize(path).ok();
    one == other || real(one).is_some_and(|one| real(other) == Some(one))
}
