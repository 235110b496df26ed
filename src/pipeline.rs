//! The stages in order: read → keep → judge → count → score → publish. Each is a function from
//! values to values; this file says which follows which, and what stops the whole.

pub mod counting;
pub mod explaining;
pub mod fact_tables;
pub mod facts;
pub mod job;
pub mod planning;
pub mod publishing;
pub mod reading;
pub mod registers;
pub mod reporting;
pub mod warnings;
pub mod years;

use std::path::PathBuf;

use crate::{
    domain::{period::Period, time::LocalTime},
    lake::LakeFault,
    press::{compose::ComposeFault, parity::Disparity, publish::PublishFault},
    score::period_result::PeriodResult,
    sources::FileFault,
};
pub use job::Job;

/// What happens on the way, for whoever shows it.
#[derive(Clone, Debug)]
pub enum Event {
    /// A stage begins.
    Stage(&'static str),
    /// Reading begins: files and their bytes.
    Files { files: usize, bytes: u64 },
    /// Bytes read since the last event.
    Bytes(u64),
    /// A partition of the lake was written, of so many.
    Partition { done: usize, of: usize },
    /// Something the operator should know that stops nothing.
    Warning(String),
    /// Something that was done as it should be, and that somebody may look for.
    Note(String),
}

/// Takes events from any thread.
pub type Reporter<'a> = &'a (dyn Fn(Event) + Sync);

/// Why a run stops. Nothing is published.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{}", list(.0))]
    Configuration(Vec<String>),
    #[error("{}", list(.0))]
    InputMissing(Vec<String>),
    /// Files that cannot be read, each with its place.
    #[error("{}", list_of(.0))]
    Files(Vec<FileFault>),
    #[error("{0}")]
    Data(String),
    #[error("{0}")]
    NothingToDo(String),
    #[error("{0}")]
    Accounts(String),
    #[error("{0}")]
    Locked(String),
    #[error("{0}")]
    Changed(String),
    #[error(transparent)]
    Lake(#[from] LakeFault),
    #[error(transparent)]
    Publish(#[from] PublishFault),
    #[error(transparent)]
    Compose(#[from] ComposeFault),
    /// The files of the edition do not say the same.
    #[error(transparent)]
    Parity(#[from] Disparity),
    #[error("counting failed: {0}")]
    Count(String),
}

fn list(items: &[String]) -> String {
    items.join("\n")
}

fn list_of(faults: &[FileFault]) -> String {
    faults.iter().map(FileFault::to_string).collect::<Vec<_>>().join("\n")
}

/// What a run came to.
#[derive(Debug)]
pub struct Published {
    pub edition: String,
    pub folder: PathBuf,
    pub periods: Vec<PeriodResult>,
    pub report: reading::Report,
    /// The edition was there already, byte for byte.
    pub unchanged: bool,
}

/// The monthly job. Final figures that were published change only where `restated` says why; months
/// without a receipt are published only with `allow_empty`.
pub fn run(
    job: &Job,
    from: Period,
    to: Period,
    cut_off: LocalTime,
    restated: Option<&str>,
    allow_empty: bool,
    report: Reporter<'_>,
) -> Result<Published, Failure> {
    job.check_period(from, to)?;
    let _lock = job.lock()?;
    job.check_reports()?;
    let lake = reading::read(job, cut_off, Some(&job.lake), report)?;
    report(Event::Stage("count"));
    let periods = crate::domain::period::periods_of_run(from, to);
    let beside = counting::months_beside(&periods, to);
    let counted = counting::count(job, &lake.registers, &periods, &beside, cut_off)?;
    match warnings::empty(&lake.registers, &counted, from, to) {
        Some(empty) if !allow_empty => {
            return Err(Failure::NothingToDo(format!(
                "{empty}. Give --allow-empty to publish it all the same"
            )));
        }
        Some(empty) => report(Event::Warning(empty)),
        None => {}
    }
    if let Some(warning) = warnings::incomplete(&counted, to) {
        report(Event::Warning(warning));
    }
    report(Event::Stage("score"));
    let span = publishing::Span { from, to, cut_off, restated };
    let published = publishing::publish(job, &span, &lake, counted, report)?;
    // Until here the lake is the one that the edition before was counted from.
    lake.install().inspect_err(|_| {
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
) -> Result<reading::Report, Failure> {
    let _lock = job.lock()?;
    Ok(reading::read(job, cut_off, Some(&job.lake), report)?.install()?)
}

/// A dry reading: everything is read and judged, nothing is kept.
pub fn check(
    job: &Job,
    cut_off: LocalTime,
    report: Reporter<'_>,
) -> Result<reading::Report, Failure> {
    Ok(reading::read(job, cut_off, None, report)?.report)
}

/// One period from the lake as it is.
pub fn count(job: &Job, period: Period, cut_off: LocalTime) -> Result<counting::Counted, Failure> {
    job.check_period(period, period)?;
    let registers = registers::Registers::open(job)?;
    counting::count(job, &registers, &[period], &[], cut_off)
}
