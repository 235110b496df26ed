//! What the lake keeps of each input file, and how one is deliberately forgotten.

use std::{fs::OpenOptions, io::Write};

use serde::Serialize;

use super::{failure::Failure, job::Job, registers::Registers, versions};
use crate::{
    domain::time::LocalTime,
    edition::manifest::Input,
    lake::{
        LakeFault,
        compact::{self, Extent},
        files::{Aside, Bounded},
        listed::{self, Listed},
        part::Part,
        segments::{self, Segment},
    },
};

/// What was forgotten, and why, one line each; the lake never removes it.
const FORGOTTEN: &str = "forgotten.jsonl";

/// One part of the lake in use.
#[derive(Clone, Debug)]
pub struct Kept {
    pub listed: Listed,
    /// Bytes of the part.
    pub bytes: u64,
    /// The first and the last receipt that the file names.
    pub received: Option<(LocalTime, LocalTime)>,
    /// What became of its rows in the last run.
    pub account: Option<Input>,
}

/// Every part of the lake in use, in reading order.
pub fn list(job: &Job) -> Result<Vec<Kept>, Failure> {
    let accounts = Registers::open(job)?.accounts()?;
    let listed = Registers::listed(&job.lake)?.unwrap_or_default();
    let kept = listed.into_iter().map(|listed| {
        let path = listed::folder(&job.lake).join(listed.name());
        // One that is damaged is shown, too: it can then be forgotten.
        let received = Part::open(&path).ok().and_then(|part| part.told.received);
        let bytes = std::fs::metadata(&path).map_or(0, |found| found.len());
        let same = |input: &&Input| (&input.file, &input.source) == (&listed.file, &listed.source);
        let account = accounts.iter().find(same).cloned();
        Kept { listed, bytes, received, account }
    });
    Ok(kept.collect())
}

/// The versions that the lake keeps for editions alone.
pub fn versions(job: &Job) -> Result<versions::Kept, Failure> {
    let listed = Registers::listed(&job.lake)?.unwrap_or_default();
    Ok(versions::kept(job, &listed))
}

/// The segments before and after merging.
#[derive(Clone, Copy, Debug)]
pub struct Compacted {
    pub before: usize,
    pub after: usize,
    /// Rows that did not count any more.
    pub dropped: u64,
}

/// Merges segments of the lake in use. What it says is the same.
pub fn compact(job: &Job) -> Result<Compacted, Failure> {
    let _lock = job.lock()?;
    merge(job, Extent::All)
}

/// The same for who holds the lock.
pub fn merge(job: &Job, extent: Extent) -> Result<Compacted, Failure> {
    let registers = Registers::open(job)?;
    let old = &registers.segments;
    let Some((new, made)) = compact::compact(&job.lake, old, extent)? else {
        return Ok(Compacted { before: old.len(), after: old.len(), dropped: 0 });
    };
    made.sync(&job.lake)?;
    registers.segment_anew(&new)?;
    made.keep();
    segments::clean(&job.lake, &new);
    let rows = |segments: &[Segment]| segments.iter().map(|one| one.rows).sum::<u64>();
    Ok(Compacted { before: old.len(), after: new.len(), dropped: rows(old) - rows(&new) })
}

#[derive(Serialize)]
struct Forgotten<'f> {
    #[serde(flatten)]
    listed: &'f Listed,
    reason: &'f str,
}

/// Fewer letters of a hash might name another file by a slip.
const SHORTEST: usize = 8;

/// Forgets the parts of one file: the next run counts without its rows, unless the file is there and is
/// read again. `hash` is the beginning of the hash of its bytes.
pub fn forget(job: &Job, hash: &str, reason: &str) -> Result<Vec<Listed>, Failure> {
    if hash.len() < SHORTEST {
        return Err(Failure::NothingToDo(format!(
            "{hash} is too short to name one file; give at least {SHORTEST} letters of its hash, which `chiso lake list` shows"
        )));
    }
    let _lock = job.lock()?;
    let registers = Registers::open(job)?;
    let listed = Registers::listed(&job.lake)?.unwrap_or_default();
    let (forgotten, others): (Vec<Listed>, Vec<Listed>) =
        listed.into_iter().partition(|listed| listed.sha256.starts_with(hash));
    let Some(first) = forgotten.first() else {
        return Err(Failure::NothingToDo(format!(
            "no part of the lake is of a file with the hash {hash}; `chiso lake list` names them"
        )));
    };
    if forgotten.iter().any(|other| other.sha256 != first.sha256) {
        return Err(Failure::NothingToDo(format!(
            "{hash} begins the hashes of several files; give more of it"
        )));
    }
    let path = job.lake.join(FORGOTTEN);
    let lines = forgotten.iter().map(|listed| {
        let mut line = serde_json::to_vec(&Forgotten { listed, reason }).unwrap_or_default();
        line.push(b'\n');
        line
    });
    let written = OpenOptions::new().create(true).append(true).open(&path).and_then(|file| {
        Bounded::new(&file)?.write_all(&lines.flatten().collect::<Vec<u8>>())?;
        file.sync_all()
    });
    written.map_err(LakeFault::io("write", &path))?;
    registers.list_anew(&others)?;
    let still = |listed: &Listed| others.iter().any(|other| other.name() == listed.name());
    for listed in forgotten.iter().filter(|listed| !still(listed)) {
        drop(Aside(listed::folder(&job.lake).join(listed.name())));
    }
    Ok(forgotten)
}
