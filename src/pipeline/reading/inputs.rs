//! What is to be read: every file of every source in reading order, by source, then by name, each
//! with what is known of it before it is opened; what is not there; and what was there and is gone.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    domain::digest::sha256,
    lake::{listed::Listed, part::Clear, resolve::Winner},
    pipeline::{
        failure::Failure,
        job::{CohortsInput, Format, Job, Source, UnitsInput},
    },
    schema::canonical::Kind,
    sources::{
        File, FileFault, IdScope, OnDuplicate, open, patterns, seen::Seen, table, unchanged,
    },
};

/// One file with what is known of it before it is read.
pub(super) struct Planned<'j> {
    pub file: File,
    pub source: &'j str,
    pub format: Format,
    pub reading: table::Reading,
    pub winner: Winner,
    /// Of a file that is there.
    pub bytes: u64,
    /// How it was listed when it was read last, where it is gone and still counts.
    pub archived: Option<&'j Listed>,
}

/// Which names parts keep as they stand.
pub(super) fn clear(job: &Job, scope: IdScope) -> Clear {
    let keeps_first = job.sources.iter().any(|source| source.on_duplicate == OnDuplicate::First);
    match job.units {
        UnitsInput::Table(_) => Clear::None,
        // The name of the unit is a part of the number, in every message.
        UnitsInput::Discover if keeps_first || scope == IdScope::Unit => Clear::All,
        UnitsInput::Discover => Clear::Last,
    }
}

/// What is to be read.
#[derive(Default)]
pub(super) struct Plan<'j> {
    /// In reading order.
    pub planned: Vec<Planned<'j>>,
    pub missing: Vec<FileFault>,
    /// Files that were read before, are not there and count no longer.
    pub gone: Vec<&'j Listed>,
}

/// Every file in reading order; `known` are those of the lake in use.
pub(super) fn plan<'j>(job: &'j Job, known: &'j [Listed]) -> Plan<'j> {
    let mut plan = Plan { missing: job.absent.clone(), ..Plan::default() };
    let units = match &job.units {
        UnitsInput::Table(path) => Some((path, Kind::Units, "units")),
        UnitsInput::Discover => None,
    };
    let calendar = job.calendar.as_ref().map(|path| (path, Kind::Calendar, "calendar"));
    let cohorts = match &job.cohorts {
        CohortsInput::Table(path) => Some((path, Kind::Cohorts, "cohorts")),
        CohortsInput::Known(_) => None,
    };
    for (path, kind, source) in units.into_iter().chain(calendar).chain(cohorts) {
        plan.add(Planned {
            file: file(path, kind),
            source,
            format: Format::Table,
            reading: table::Reading::default(),
            winner: Winner::Last,
            bytes: 0,
            archived: None,
        });
    }
    for source in &job.sources {
        let winner = winner(source);
        let of_source =
            |listed: &&Listed| (&*listed.source, listed.kind) == (&*source.name, source.kind);
        let there = source.files.iter().filter(|path| path.is_file());
        let (old, new): (Vec<&PathBuf>, Vec<&PathBuf>) = there.partition(|path| {
            known.iter().filter(of_source).any(|listed| listed.file == job.shown(path))
        });
        let own = known.iter().filter(of_source).filter(|listed| {
            let is_old = old.iter().any(|path| job.shown(path) == listed.file);
            !is_old && !new.iter().any(|path| is_renamed(path, listed))
        });
        let (archived, gone): (Vec<&Listed>, Vec<&Listed>) = own.partition(|_| source.keep_removed);
        plan.gone.extend(gone);
        let listed_as = |path: &Path| {
            archived.iter().find(|listed| job.base.join(&listed.file) == path).copied()
        };
        let mut files: Vec<PathBuf> = archived.iter().map(|l| job.base.join(&l.file)).collect();
        files.extend(source.files.iter().filter(|path| listed_as(path).is_none()).cloned());
        patterns::order(&mut files, source.order);
        if files.is_empty() {
            plan.missing.extend(source.none_found.clone());
        }
        for path in &files {
            plan.add(Planned {
                file: file(path, source.kind),
                source: &source.name,
                format: source.format,
                reading: source.reading.clone(),
                winner,
                bytes: 0,
                archived: listed_as(path),
            });
        }
    }
    let sources: Vec<&str> = job.sources.iter().map(|source| &*source.name).collect();
    let is_of_none =
        |listed: &&Listed| !is_register(listed.kind) && !sources.contains(&&*listed.source);
    plan.gone.extend(known.iter().filter(is_of_none));
    plan
}

/// The files that are listed, in their order, as the job reads them; whether they are there is not asked.
///
/// # Errors
///
/// One is of no source of the job, or was read in another way.
pub(super) fn planned<'j>(job: &'j Job, listed: &'j [Listed]) -> Result<Vec<Planned<'j>>, Failure> {
    let mut plan = Plan::default();
    let mut other = Vec::new();
    for listed in listed {
        let is_kept = listed.archived && job.keep_old_reading;
        match as_read_now(job, listed) {
            Some(planned) if is_kept || planned.fingerprint(job) == listed.reading => {
                plan.add(planned);
            }
            Some(_) => other.push(format!(
                "{} (source {:?}) was read in another way: its mapping, its format or the zone changed since. Make its \
                 part anew with `chiso part {}`, and the shares after it",
                listed.file, listed.source, listed.file
            )),
            None => other.push(format!(
                "{} is of the source {:?}, which this configuration does not have as one of {}",
                listed.file,
                listed.source,
                listed.kind.as_str()
            )),
        }
    }
    if other.is_empty() { Ok(plan.planned) } else { Err(Failure::Data(other.join("\n"))) }
}

/// A listed file as the job reads it; `None` where it is of no source of the job.
fn as_read_now<'j>(job: &'j Job, listed: &'j Listed) -> Option<Planned<'j>> {
    let path = job.base.join(&listed.file);
    let archived = Some(listed);
    let (file, bytes) = (file(&path, listed.kind), listed.state.size);
    match listed.kind {
        kind if is_register(kind) => {
            let (format, reading) = (Format::Table, table::Reading::default());
            let (source, winner) = (&*listed.source, Winner::Last);
            Some(Planned { file, source, format, reading, winner, bytes, archived })
        }
        kind => {
            let same = |source: &&Source| (&source.name, source.kind) == (&listed.source, kind);
            job.sources.iter().find(same).map(|source| {
                let (source, winner, format, reading) =
                    (&*source.name, winner(source), source.format, source.reading.clone());
                Planned { file, source, format, reading, winner, bytes, archived }
            })
        }
    }
}

/// What decides how the job reads a file, as a short hash.
pub(super) fn reading(job: &Job, listed: &Listed) -> Option<String> {
    Some(as_read_now(job, listed)?.fingerprint(job))
}

/// Whether the configuration names the file beside its sources.
fn is_register(kind: Kind) -> bool {
    matches!(kind, Kind::Units | Kind::Calendar | Kind::Cohorts)
}

/// Which row of a dossier wins.
fn winner(source: &Source) -> Winner {
    match source.on_duplicate {
        OnDuplicate::Last => Winner::Last,
        OnDuplicate::First => Winner::First,
        OnDuplicate::Error => Winner::Refused,
    }
}

/// Whether a file has the bytes that were read under another name.
fn is_renamed(path: &Path, listed: &Listed) -> bool {
    let Ok(found) = fs::metadata(path) else { return false };
    let seen = Arc::new(Seen::found(&found));
    let file = File { number: 0, path: path.to_owned(), kind: listed.kind, seen };
    found.len() == listed.state.size
        && unchanged::settle(&file).is_ok()
        && file.seen.hash().as_deref() == Some(&*listed.sha256)
}

/// A file of which nothing is known but its place.
fn file(path: &Path, kind: Kind) -> File {
    File { number: 0, path: path.to_owned(), kind, seen: Arc::default() }
}

impl<'j> Plan<'j> {
    /// Adds a file behind the others; one that should be there and is not is missing.
    fn add(&mut self, mut planned: Planned<'j>) {
        planned.file.number = self.planned.len() as u32;
        let path = &planned.file.path;
        if planned.archived.is_none() {
            let why = match fs::metadata(path) {
                Ok(found) if found.is_file() => {
                    planned.file.seen = Arc::new(Seen::found(&found));
                    planned.bytes = found.len();
                    None
                }
                Ok(_) => Some("it is not a file".to_owned()),
                Err(error) => Some(error.to_string()),
            };
            if let Some(why) = why {
                let source = planned.source;
                let what = format!("{why} (source {source:?}); put it there or correct path");
                self.missing.push(FileFault::missing(path, what));
                return;
            }
        }
        self.planned.push(planned);
    }
}

impl Planned<'_> {
    /// What decides how the file is read, as a short hash.
    pub fn fingerprint(&self, job: &Job) -> String {
        let clear = format!("{:?}", clear(job, self.reading.id_scope));
        let path = &self.file.path;
        let written = (open::format_extension(path), open::is_compressed(path));
        let said = (self.format, &self.reading, written, job.zone.name(), clear);
        sha256(&serde_json::to_vec(&said).unwrap_or_default())[..16].to_owned()
    }
}
