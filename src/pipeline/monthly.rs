//! What a run and each step of a restatement do alike: read, count, set beside everything that was published,
//! and make the edition.

use super::{
    counting,
    event::Reporter,
    failure::Failure,
    job::Job,
    open,
    published::{Asked, Published},
    publishing,
    reading::{Keep, Lake, read},
};
use crate::{
    domain::period::{Period, periods_of_run},
    press::{index::Index, publish, rolling},
};

/// Reads, counts and makes the edition; readers see it once the index is committed. None where a restatement
/// would say what is published already.
pub fn made(
    job: &Job,
    asked: &Asked<'_>,
    index: &mut Index,
    report: Reporter<'_>,
) -> Result<(Lake, Option<Published>), Failure> {
    let Asked { from, to, cut_off, .. } = *asked;
    let lake = read(job, cut_off, Keep::Lake, report)?;
    let periods = periods_of_run(from, to);
    let beside = counting::beside(&periods, to);
    let mut again: Vec<Period> = index.final_periods().into_iter().collect();
    again.retain(|period| period.end() <= cut_off && !periods.contains(period));
    let parts = publishing::parts(job);
    let rolling = rolling::to_count(&job.reports, index, parts, [from, to], cut_off);
    let all: Vec<Period> = beside.iter().chain(&again).chain(&rolling).copied().collect();
    let grown = lake.grown.as_ref();
    let mut counted =
        counting::count(job, &lake.registers, &periods, &all, cut_off, grown, report)?;
    counted.open = open::open(job, &lake.registers, to, cut_off)?;
    counted.tallies.as_ref().map_or(Ok(()), |tallies| lake.registers.save_tallies(tallies))?;
    let again = counted.split_off(&beside, &again);
    let history = publishing::History { index, again };
    let published = publishing::gated(job, asked, &lake, counted, history, report)?;
    Ok((lake, published))
}

/// Lets readers see what was published.
pub fn commit(job: &Job, index: &Index) -> Result<(), Failure> {
    Ok(publish::commit(&job.reports, index)?)
}
