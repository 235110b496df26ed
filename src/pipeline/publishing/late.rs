//! Every run looks at everything that was published: final periods of earlier editions are counted again,
//! and where something would come out otherwise, the figures are named with what differs from what they
//! were made from. Nothing of them is published by this.

use std::collections::{BTreeMap, BTreeSet};

use super::refusal;
use crate::{
    edition::{
        late::{Cause, LateFigure},
        manifest::{Input, Manifest},
        release::Change,
    },
    pipeline::{failure::Failure, job::Job},
    press::{
        causes::{self, Basis},
        index::{Index, manifests},
        settled,
    },
    schema::{Table, encode},
};

/// Figures that a warning names.
const NAMED: usize = 3;
/// Periods that one line names.
const PERIODS: usize = 6;

/// Figures of earlier editions that `indicators` of their periods would change.
pub fn figures(
    job: &Job,
    index: &Index,
    indicators: &Table,
    inputs: &[Input],
) -> Result<Vec<LateFigure>, Failure> {
    let changes = settled::changes(&job.reports, index, "", Some(indicators))?;
    let mut of_edition: BTreeMap<String, Cause> = BTreeMap::new();
    let late = changes.into_iter().map(|change| {
        let known = of_edition.entry(change.edition.clone());
        let cause = known.or_insert_with(|| cause(job, index, &change, inputs)).clone();
        LateFigure { change, cause }
    });
    Ok(late.collect())
}

fn cause(job: &Job, index: &Index, change: &Change, inputs: &[Input]) -> Cause {
    let known = index.find(&change.edition);
    let manifest: Option<Manifest> = manifests(&job.reports, known.into_iter()).next();
    let Some(manifest) = manifest else { return Cause::default() };
    let rule_set = refusal::rule_set(job);
    let now = Basis {
        inputs,
        rule_set: &rule_set,
        cut_off: &manifest.cut_off,
        program: encode::CREATED_BY,
        disclosure: manifest.disclosure,
    };
    let found = causes::causes((&manifest).into(), now);
    let changed = found.inputs_changed.iter().map(|(_, now)| now);
    let files: Vec<&Input> =
        found.inputs_added.iter().chain(changed).chain(&found.inputs_removed).collect();
    let kinds: BTreeSet<&str> = files.iter().map(|input| input.kind.as_str()).collect();
    Cause {
        rules: refusal::rule_set_changed(job, &manifest),
        program: found.program.map(|(before, now)| format!("{before} gave way to {now}")),
        kinds: kinds.into_iter().map(str::to_owned).collect(),
        files: files.iter().map(|input| input.file.clone()).collect(),
    }
}

/// What the operator is told: a line for each rule set or program that is another, and one for each period
/// that rows would change.
pub fn warnings(late: &[LateFigure]) -> Vec<String> {
    let mut by_change: BTreeMap<&str, Vec<&Change>> = BTreeMap::new();
    let mut by_period: Vec<(&str, Vec<&LateFigure>)> = Vec::new();
    for figure in late {
        match figure.cause.rules.as_deref().or(figure.cause.program.as_deref()) {
            Some(other) => by_change.entry(other).or_default().push(&figure.change),
            None => match by_period.last_mut() {
                Some((period, figures)) if *period == figure.change.period => figures.push(figure),
                _ => by_period.push((&figure.change.period, vec![figure])),
            },
        }
    }
    let of_change = by_change.into_iter().map(|(what, changes)| {
        let mut periods: Vec<&str> = changes.iter().map(|change| change.period.as_str()).collect();
        periods.dedup();
        let more = periods.len().saturating_sub(PERIODS);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!(
            "{what}: {} final figures of {}{more} would be others; they stay as they were published",
            changes.len(),
            periods[..periods.len().min(PERIODS)].join(", ")
        )
    });
    let of_period = by_period.into_iter().map(|(period, figures)| {
        let units: BTreeSet<&str> = figures.iter().map(|f| f.change.unit_id.as_str()).collect();
        let named: Vec<String> =
            figures.iter().take(NAMED).map(|figure| figure.change.to_string()).collect();
        let more = figures.len() - named.len();
        let more = if more > 0 { format!("; and {more} more") } else { String::new() };
        format!(
            "{period}: {} final figures of {} units would be others by the rows that are there now ({}{more}). They stay as \
             they were published; tables/late names all of them, and `chiso restate --reason` publishes them anew",
            figures.len(),
            units.len(),
            named.join("; ")
        )
    });
    of_change.chain(of_period).collect()
}
