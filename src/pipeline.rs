//! The stages in order: read → keep → judge → count → score → publish. Each is a function from
//! values to values; this file says which follows which, and what stops the whole.

pub mod account;
pub mod counting;
pub mod digesting;
mod documents;
pub mod durations;
mod event;
pub mod explaining;
pub mod fact_tables;
pub mod facts;
mod failure;
pub mod forming;
mod grown;
pub mod job;
pub mod judging;
pub mod keeping;
mod monthly;
mod needed;
pub mod open;
mod partial;
pub mod planning;
pub mod portal;
mod program;
mod published;
pub mod publishing;
pub mod reading;
pub mod registers;
pub mod reporting;
mod restating;
mod same_point;
pub mod sharing;
pub mod signs;
mod standing;
mod tallies;
mod tallying;
pub mod todo;
pub mod versions;
pub mod warnings;
pub mod why;
pub mod years;

use std::sync::{Mutex, PoisonError};

use crate::{
    domain::{period::Period, time::LocalTime},
    press::index::Index,
};
pub use event::{Event, Reporter};
pub use failure::Failure;
pub use job::Job;
use monthly::{commit, made};
pub use published::{Asked, Published, Ran, Standing};
use reading::Keep;
pub use restating::restate;

/// The monthly job. Nothing is done where nothing changed since the same was published.
pub fn run(job: &Job, asked: &Asked<'_>, report: Reporter<'_>) -> Result<Ran, Failure> {
    job.check_period(asked.from, asked.to)?;
    let _lock = job.lock()?;
    job.check_reports()?;
    let mut index = Index::open(&job.reports)?;
    if let Some(standing) = standing::find(job, asked, &index)? {
        job.notes.iter().for_each(|note| report(Event::Note(note.clone())));
        standing.warnings.iter().for_each(|text| report(Event::Warning(text.clone())));
        commit(job, &index)?;
        return Ok(Ran::Stands(standing.into()));
    }
    published(job, asked, &mut index, report).map(Ran::Published)
}

/// The monthly job, whatever stands already.
pub fn run_anew(job: &Job, asked: &Asked<'_>, report: Reporter<'_>) -> Result<Published, Failure> {
    job.check_period(asked.from, asked.to)?;
    let _lock = job.lock()?;
    job.check_reports()?;
    published(job, asked, &mut Index::open(&job.reports)?, report)
}

fn published(
    job: &Job,
    asked: &Asked<'_>,
    index: &mut Index,
    report: Reporter<'_>,
) -> Result<Published, Failure> {
    let warned = Mutex::new(Vec::new());
    let report: Reporter<'_> = &|event| {
        if let Event::Warning(text) = &event {
            warned.lock().unwrap_or_else(PoisonError::into_inner).push(text.clone());
        }
        report(event);
    };
    let (lake, published) = made(job, asked, index, report)?;
    let published = published.ok_or_else(|| Failure::Count("nothing was made".into()))?;
    commit(job, index)?;
    // Until here the lake is the one that the edition before was counted from.
    let warnings = std::mem::take(&mut *warned.lock().unwrap_or_else(PoisonError::into_inner));
    let made = standing::made(job, asked, &published.edition, warnings);
    let noted = lake.registers.save_made(made.as_ref()).map_err(Failure::from);
    let noted = noted.and_then(|()| versions::keep_rules(job).map_err(Failure::from));
    noted.and_then(|()| lake.install(job, report)).inspect_err(|_| {
        report(Event::Warning(format!(
            "edition {} is published, but the lake is still the one before it: run `chiso ingest`",
            published.edition
        )));
    })?;
    Ok(published)
}

/// Reads every source into the lake, and nothing more.
pub fn ingest(
    job: &Job,
    cut_off: LocalTime,
    report: Reporter<'_>,
) -> Result<account::Report, Failure> {
    let _lock = job.lock()?;
    let lake = reading::read(job, cut_off, Keep::Lake, report)?;
    if let Some(grown) = &lake.grown {
        let tallies = counting::carry(job, &lake.registers, grown, cut_off)?;
        lake.registers.save_tallies(&tallies)?;
    }
    lake.install(job, report)
}

/// A dry reading: everything is read and judged, nothing is kept.
pub fn check(
    job: &Job,
    cut_off: LocalTime,
    report: Reporter<'_>,
) -> Result<account::Report, Failure> {
    let lake = reading::read(job, cut_off, Keep::Nothing, report)?;
    let today = cut_off.last_day();
    let days = std::iter::once((today.to_string(), today));
    if let Some(warning) = warnings::uncovered(job, &lake.registers, days)? {
        report(Event::Warning(warning));
    }
    let cohorts = lake.registers.cohorts(job)?.on(&lake.registers.units, today);
    let cohorts = cohorts.into_iter().map(|(cohort, units)| (cohort.id(), units.len())).collect();
    Ok(account::Report { cohorts, ..lake.report })
}

/// One period from the lake as it is.
pub fn count(job: &Job, period: Period, cut_off: LocalTime) -> Result<counting::Counted, Failure> {
    job.check_period(period, period)?;
    let registers = registers::Registers::open(job)?;
    counting::count(job, &registers, &[period], &[], cut_off, None, &|_| ())
}

/// What is open in a month, from the lake as it is, with the register of its units.
pub fn outlook(
    job: &Job,
    month: Period,
    cut_off: LocalTime,
) -> Result<(registers::Registers, counting::Counted), Failure> {
    job.check_period(month, month)?;
    let registers = registers::Registers::open(job)?;
    let mut counted = counting::count(job, &registers, &[month], &[], cut_off, None, &|_| ())?;
    counted.open = open::open(job, &registers, month, cut_off)?;
    Ok((registers, counted))
}
