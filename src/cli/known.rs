//! Until when a document from the lake is known: what `--as-of` says, else the end of what it is about, never
//! later than the clock says. What the lake knows bounds both.

use super::{clock, exit_code::Stop, settings};
use crate::{
    domain::{days::Span, time::LocalTime},
    lake::generation,
    pipeline::Job,
};

/// The instant to be asked for; `None` where the end of `last` and the lake decide.
pub fn until<S: Span>(job: &Job, as_of: Option<&str>, last: S) -> Result<Option<LocalTime>, Stop> {
    let now = clock::now(job.zone)?;
    let read = generation::cut_off(&generation::in_use(&job.lake));
    let Some(text) = as_of else {
        // A lake that was read up to an earlier day says less than today.
        let bound = now.day().start();
        let is_bound = bound < last.end() && read.is_none_or(|read| read > bound);
        return Ok(is_bound.then_some(bound));
    };
    let asked = settings::cut_off(Some(text), last, now)?;
    // As of now is as of what is known now, which the document then names.
    match read.filter(|known| text == settings::NOW && *known < asked) {
        Some(known) => {
            clock::warn_of_old_lake(job, asked);
            Ok(Some(known))
        }
        None => Ok(Some(asked)),
    }
}
