//! Whether what a run would publish stands already: nothing that it is made from changed since, neither a
//! file, told by its state, nor the configuration, the rules or the program. Then nothing is read,
//! counted or written.

use std::fs;

use chrono::TimeZone;

use super::{
    failure::Failure,
    job::Job,
    program,
    published::{Asked, Made, Standing},
    reading,
    registers::Registers,
};
use crate::{
    domain::{digest::sha256, time::LocalTime},
    edition::manifest::{self, Manifest},
    lake::listed::Listed,
    press::{
        editions::{bent, damaged},
        index::Index,
    },
};

/// What was just published, as the lake notes it.
pub fn made(job: &Job, asked: &Asked<'_>, edition: &str, warnings: Vec<String>) -> Option<Made> {
    let text = fs::read(job.reports.join(edition).join(manifest::NAME)).ok()?;
    let edition = edition.to_owned();
    Some(Made { from: basis(job, asked), edition, manifest: sha256(&text), warnings })
}

/// Everything that decides what a run publishes but its input files, as a hash.
fn basis(job: &Job, asked: &Asked<'_>) -> String {
    let job = Job { threads: 0, rehash: false, ..job.clone() };
    // Whether a time of the clock may stand for a later one is decided when it is known.
    let cut_off = if asked.is_now { LocalTime::from_micros(0) } else { asked.cut_off };
    let published_at = LocalTime::from_micros(0);
    let asked = Asked { restated: None, cut_off, published_at, ..*asked };
    sha256(format!("{job:?} {asked:?} {:?}", program::state()).as_bytes())
}

/// Whether figures as of an earlier time of the clock, which they name, may stand for those of now: no
/// period that an edition can have began or came to its end since, and every file that is there was changed
/// before that time, so that it holds nothing that they leave out.
fn may_stand(job: &Job, manifest: &Manifest, now: LocalTime) -> Result<bool, Failure> {
    let Some(kept) = LocalTime::parse_written(&manifest.cut_off) else { return Ok(false) };
    let instant = job.zone.from_local_datetime(&kept.to_naive()).earliest();
    if kept > now || kept.day().year_and_month() != now.day().year_and_month() {
        return Ok(false);
    }
    let since = instant.and_then(|instant| instant.timestamp_nanos_opt());
    let is_before = |listed: &Listed| {
        listed.archived || since.is_some_and(|since| listed.state.changed < i128::from(since))
    };
    Ok(Registers::listed(&job.lake)?.unwrap_or_default().iter().all(is_before))
}

/// The edition that a run would publish once more.
pub fn find(job: &Job, asked: &Asked<'_>, index: &Index) -> Result<Option<Standing>, Failure> {
    if job.rehash || asked.restated.is_some() || !reading::is_known(job)? {
        return Ok(None);
    }
    // A lake that cannot be read is made anew.
    let Some(made) = Registers::open(job).ok().and_then(|_| Registers::made(job)) else {
        return Ok(None);
    };
    let stands = index.find(&made.edition).is_some_and(|known| !known.withdrawn);
    if !stands || made.from != basis(job, asked) {
        return Ok(None);
    }
    let folder = job.reports.join(&made.edition);
    let Ok(text) = fs::read(folder.join(manifest::NAME)) else { return Ok(None) };
    let Ok(manifest) = serde_json::from_slice::<Manifest>(&text) else { return Ok(None) };
    if asked.is_now && !may_stand(job, &manifest, asked.cut_off)? {
        return Ok(None);
    }
    let is_whole = damaged(&folder, &manifest, Some(&made.manifest)).is_empty()
        && bent(&folder, &manifest, |edition| index.is_gone(&made.edition, edition)).is_empty();
    Ok(is_whole.then_some(Standing { folder, manifest, warnings: made.warnings }))
}
