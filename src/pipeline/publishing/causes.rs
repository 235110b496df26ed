//! Why a restatement says something else than what was published as final: every difference, split by what
//! the edition of before was made from and what is there now.

use super::swaps::Swaps;
use crate::{
    domain::time::LocalTime,
    edition::{
        changes::{self, Figures, Moved},
        read_back,
    },
    pipeline::{
        event::{Event, Reporter},
        failure::Failure,
        job::Job,
        reading::Lake,
    },
    press::{index::Index, settled},
    schema::Table,
};

/// The final figures that `indicators` change, with the share of each cause.
pub fn moved(
    job: &Job,
    lake: &Lake,
    index: &Index,
    indicators: Option<&Table>,
    cut_off: LocalTime,
    report: Reporter<'_>,
) -> Result<Vec<Moved>, Failure> {
    let after = indicators.map(read_back::figures).unwrap_or_default();
    let published = settled::published_otherwise(&job.reports, index, &after)?;
    if !published.is_empty() {
        report(Event::Stage("causes"));
    }
    let mut all = Vec::new();
    for (edition, before) in published {
        let manifest = settled::manifest_of(&job.reports, &edition)?;
        let is_of = |period: &String| before.keys().any(|[known, ..]| known == period);
        let after: Figures = after
            .iter()
            .filter(|([period, ..], _)| is_of(period))
            .map(|(key, figure)| (key.clone(), figure.clone()))
            .collect();
        let swaps = Swaps::new(job, &manifest, lake.registers.parts()?, cut_off);
        let steps = swaps.steps((job, &lake.registers), &after, cut_off, report);
        all.extend(changes::moved(&edition, &before, &steps));
    }
    all.sort_by_key(|moved| read_back::order(&moved.key[0]));
    Ok(all)
}
