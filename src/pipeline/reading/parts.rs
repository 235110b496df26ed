//! From planned files to parts: a file that is known gives the part that was made of it, any other is
//! read now. All files are tried before the run stops, so that one pass shows every fault.

use std::{
    fs,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

use chrono::{DateTime, TimeZone};

use super::inputs::{Planned, clear};
use crate::{
    domain::{message::Sink, time::Day},
    lake::{
        LakeFault,
        files::{self, Aside},
        listed::Listed,
        part::{self, Names, Origin, Part, READER},
        stage::Stage,
    },
    pipeline::{
        event::{Event, Reporter},
        failure::Failure,
        job::{Format, Job},
    },
    sources::{Context, FileFault, IdScope, Sinks, national_sync, open, table, unchanged},
};

/// The parts of a run, by file number.
pub(super) struct Parts {
    pub parts: Vec<Part>,
    pub listed: Vec<Listed>,
    pub made: Made,
}

/// Parts that were made now. Those that were not there before are removed with the value unless a lake
/// names them.
#[derive(Debug, Default)]
pub struct Made {
    new: Vec<PathBuf>,
    again: Vec<PathBuf>,
}

impl Made {
    /// Syncs the parts, before a lake names them.
    pub fn sync(&self) -> Result<(), LakeFault> {
        let mut all = self.new.iter().chain(&self.again);
        for path in all.clone() {
            let file = fs::File::open(path).map_err(LakeFault::io("open", path))?;
            file.sync_all().map_err(LakeFault::io("write", path))?;
        }
        match all.next().and_then(|path| path.parent()) {
            Some(folder) => files::sync_folder(folder).map_err(LakeFault::io("write", folder)),
            None => Ok(()),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.again.is_empty()
    }

    /// A lake names them now.
    pub fn keep(mut self) {
        self.new.clear();
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        self.new.drain(..).for_each(|path| drop(Aside(path)));
    }
}

/// Where parts are found and made.
pub(super) struct Places<'p> {
    /// Of the parts that are known.
    pub known: &'p Path,
    /// Of those that are made; the same where the lake is kept.
    pub made: &'p Path,
    /// A folder for rows on their way.
    pub aside: &'p Path,
}

/// The part of every planned file.
pub(super) fn gather(
    job: &Job,
    planned: &[Planned<'_>],
    known: &[Listed],
    places: &Places<'_>,
    report: Reporter<'_>,
    faults: &mut Vec<FileFault>,
) -> Result<Parts, Failure> {
    fs::create_dir_all(places.made).map_err(LakeFault::io("create", places.made))?;
    let begun = clock_of_disk(places.aside)?;
    let mut found = Parts { parts: Vec::new(), listed: Vec::new(), made: Made::default() };
    let mut other_reading = Vec::new();
    for planned in planned {
        let reading = planned.fingerprint(job);
        if let Some(listed) = planned.archived {
            if listed.reading != reading && !job.keep_old_reading {
                other_reading.push(format!("{} (source {:?})", listed.file, listed.source));
                continue;
            }
            found.open(
                &places.known.join(listed.name()),
                Listed { archived: true, ..listed.clone() },
            )?;
            continue;
        }
        let before = Before { job, planned, reading: &reading, known, places, begun };
        match before.find() {
            Ok(Some(listed)) => {
                found.open(&places.known.join(listed.name()), listed)?;
                report(Event::Bytes(planned.bytes));
            }
            Ok(None) => match before.read(report)? {
                Ok((path, was_there, listed)) => {
                    let made = &mut found.made;
                    let made = if was_there { &mut made.again } else { &mut made.new };
                    made.push(path.clone());
                    found.open(&path, listed)?;
                }
                Err(fault) => faults.push(fault),
            },
            Err(fault) => faults.push(fault),
        }
    }
    if other_reading.is_empty() {
        return Ok(found);
    }
    Err(Failure::Configuration(vec![format!(
        "the mapping or format of these files changed, and they are not there to be read again: {}. Put them back, \
         undo the change, or give --keep-old-reading to let them count as they were read",
        other_reading.join(", ")
    )]))
}

impl Parts {
    fn open(&mut self, path: &Path, listed: Listed) -> Result<(), LakeFault> {
        let part = Part::open(path)?;
        if part.origin.sha256 != listed.sha256 {
            let what = "it is of another file";
            return Err(LakeFault::DamagedPart { path: path.to_owned(), what });
        }
        self.parts.push(part);
        self.listed.push(listed);
        Ok(())
    }
}

/// A file before it is known whether it was read before.
struct Before<'b> {
    job: &'b Job,
    planned: &'b Planned<'b>,
    reading: &'b str,
    known: &'b [Listed],
    places: &'b Places<'b>,
    /// When the run began to look at files, in nanoseconds of the clock of the disk.
    begun: i128,
}

impl Before<'_> {
    /// The part of the same bytes, read in the same way by this program: told by the state of the file
    /// where that is sure, else by its hash.
    fn find(&self) -> Result<Option<Listed>, FileFault> {
        let (job, planned) = (self.job, self.planned);
        let file = &planned.file;
        let state = file.seen.state();
        let name = job.shown(&file.path);
        let is_alike = |listed: &&Listed| {
            (listed.kind, &*listed.reading) == (file.kind, self.reading)
                && listed.state.size == planned.bytes
                // A part of an older reader is made anew while its file is there.
                && listed.reader == READER
        };
        let mut alike = self.known.iter().filter(is_alike).peekable();
        let same = alike.clone().find(|listed| {
            !job.rehash
                && listed.file == name
                && listed.source == planned.source
                && listed.is(state)
        });
        if alike.peek().is_none() {
            return Ok(None);
        }
        let found = match same {
            Some(listed) => Some(listed),
            None => {
                unchanged::settle(file)?;
                let hash = file.seen.hash().unwrap_or_default();
                alike.find(|listed| listed.sha256 == hash)
            }
        };
        // A part that is damaged is made anew, too.
        let is_whole =
            |listed: &&Listed| Part::open(&self.places.known.join(listed.name())).is_ok();
        Ok(found.filter(is_whole).map(|listed| Listed {
            source: planned.source.to_owned(),
            file: name,
            state,
            // One that was hashed now need not be hashed again unless it changes.
            read_at: if same.is_some() { listed.read_at } else { self.begun },
            archived: false,
            ..listed.clone()
        }))
    }

    /// Reads the file into a part that is not synced yet; one of the same name may have been there, kept for
    /// an edition, or damaged.
    fn read(
        &self,
        report: Reporter<'_>,
    ) -> Result<Result<(PathBuf, bool, Listed), FileFault>, LakeFault> {
        let (job, planned) = (self.job, self.planned);
        let (file, reading) = (&planned.file, &planned.reading);
        let is_packed = open::is_packed(&file.path);
        let scoped = reading.id_scope == IdScope::Unit;
        let slices = part::slices(planned.bytes, is_packed);
        let stage = Stage::new(self.places.aside, slices, scoped)?;
        let context = Context {
            zone: job.zone,
            unit_texts: Default::default(),
            procedure_names: Default::default(),
            database_names: Default::default(),
            threads: job.threads,
        };
        let sinks = Staging { stage: &stage, report };
        let input = table::Input { file, reading, context: &context, sinks: &sinks };
        let read = match planned.format {
            Format::Table => table::read(input),
            Format::NationalSync => national_sync::read(input),
        };
        // A file that changed meanwhile is not at fault for what was read of it.
        let contents = match unchanged::settle(file).and(read) {
            Ok(contents) => contents,
            Err(fault) => return Ok(Err(fault)),
        };
        let origin = Origin {
            sha256: file.seen.hash().unwrap_or_default(),
            bytes: planned.bytes,
            kind: file.kind,
            scoped,
        };
        let listed = Listed {
            source: planned.source.to_owned(),
            kind: file.kind,
            file: job.shown(&file.path),
            sha256: origin.sha256.clone(),
            reading: self.reading.to_owned(),
            reader: READER,
            state: file.seen.state(),
            read_at: self.begun,
            read_on: day_of(self.begun, job.zone),
            archived: false,
        };
        let names = Names {
            clear: clear(job, reading.id_scope),
            unit_texts: context.unit_texts.list(),
            late_units: contents.late_units,
            procedures: context.procedure_names.list(),
            databases: context.database_names.list(),
        };
        let given = contents.given.iter().map(|name| (*name).to_owned()).collect();
        let name = listed.name();
        let new = Aside(self.places.made.join(format!(".new.{}.{name}", files::unique())));
        let found = (contents.rows, given);
        part::write(&new.0, &stage, origin, found, &names, job.threads)?;
        let path = self.places.made.join(name);
        let was_there = path.exists();
        // One that another process made meanwhile stays: others may be reading it.
        if !was_there || !Part::open(&path).is_ok_and(|part| part.is_whole()) {
            fs::rename(&new.0, &path).map_err(LakeFault::io("name", &path))?;
        }
        Ok(Ok((path, was_there, listed)))
    }
}

/// Now, as the disk says it of a folder that is made and removed again.
fn clock_of_disk(folder: &Path) -> Result<i128, LakeFault> {
    let _made = Aside(folder.to_owned());
    fs::create_dir_all(folder).map_err(LakeFault::io("create", folder))?;
    let made = fs::metadata(folder).map_err(LakeFault::io("read", folder))?;
    Ok(i128::from(made.mtime()) * 1_000_000_000 + i128::from(made.mtime_nsec()))
}

/// The day of an instant in a zone.
fn day_of(instant: i128, zone: chrono_tz::Tz) -> Day {
    let utc = DateTime::from_timestamp_nanos(instant as i64).naive_utc();
    Day::from_date(zone.from_utc_datetime(&utc).date_naive())
}

struct Staging<'a> {
    stage: &'a Stage,
    report: Reporter<'a>,
}

impl Sinks for Staging<'_> {
    fn sink(&self) -> Box<dyn Sink + '_> {
        Box::new(self.stage.sink())
    }

    fn consumed(&self, bytes: u64) {
        (self.report)(Event::Bytes(bytes));
    }
}
