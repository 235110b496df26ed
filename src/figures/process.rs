//! Mean, natural limits and signals of a series as a chart shows them.

use crate::{charts::Process, edition::signals::Signal};

/// Nothing of a series that has no value to judge.
pub(super) fn of(signal: &Signal) -> Option<Process> {
    let judged = &signal.judged;
    let band = signal.band();
    // The lines begin with the first month that they rest on.
    let from = judged.states.iter().position(Option::is_some).unwrap_or(judged.from);
    (judged.months > 0).then(|| Process {
        from,
        months: judged.months,
        limits: band.map(|band| [band.lower, band.mean, band.upper]),
        states: judged.states.clone(),
        newest: signal.newest,
    })
}
