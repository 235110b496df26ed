//! What was final stays as it was: the figures of a new edition beside those that earlier editions
//! published as final. Editions are followed from the current one to the one it came after.

use std::{collections::BTreeMap, path::Path};

use super::editions;
use crate::edition::{
    manifest::Manifest,
    read_back::{self, Figure, Key},
    release::Change,
};
use crate::{
    domain::{
        period::Period,
        time::{Day, LocalTime},
    },
    schema::Table,
};

/// Every final figure of earlier editions that `indicators` would change, months first, then by
/// unit and indicator. `folder` is that of the view within an edition: empty, or that of the public one.
pub fn changes(
    reports: &Path,
    earlier: &[Manifest],
    folder: &str,
    indicators: &Table,
) -> Vec<Change> {
    if earlier.is_empty() {
        return Vec::new();
    }
    let after = read_back::figures(indicators);
    let mut open = periods(&after);
    let mut found = Vec::new();
    for manifest in earlier {
        let settled: Vec<&str> = manifest
            .periods
            .iter()
            .filter(|period| !period.provisional)
            .map(|period| period.period.as_str())
            .filter(|period| open.iter().any(|open| open == period))
            .collect();
        if settled.is_empty() {
            continue;
        }
        for (key, before) in published(&reports.join(&manifest.edition).join(folder)) {
            let now = after.get(&key);
            if settled.contains(&key[0].as_str()) && now != Some(&before) {
                let [period, unit_id, indicator_id] = key;
                let edition = manifest.edition.clone();
                let after = now.cloned();
                found.push(Change { edition, period, unit_id, indicator_id, before, after });
            }
        }
        open.retain(|period| !settled.contains(&period.as_str()));
    }
    found.sort_by_key(|change| read_back::order(&change.period));
    found
}

/// The first day from which on every changed period is over, where one is not at this cut-off: an
/// earlier month was asked for again without `--as-of`.
pub fn reopened(changes: &[Change], cut_off: LocalTime) -> Option<Day> {
    let ends = changes.iter().filter_map(|change| change.period.parse::<Period>().ok());
    ends.map(Period::end).max().filter(|end| *end > cut_off).map(LocalTime::day)
}

/// A period as it was published last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    pub edition: String,
    pub provisional: bool,
    /// The figures of this period.
    pub figures: BTreeMap<Key, Figure>,
}

/// Each of the periods of `figures` as the newest edition that has it published it.
pub fn last_published(
    reports: &Path,
    figures: &BTreeMap<Key, Figure>,
) -> BTreeMap<String, Published> {
    let mut open = periods(figures);
    let mut found = BTreeMap::new();
    for manifest in editions::chain(reports) {
        let held: Vec<&crate::edition::manifest::Period> =
            manifest.periods.iter().filter(|held| open.contains(&held.period)).collect();
        if held.is_empty() {
            continue;
        }
        let figures = published(&reports.join(&manifest.edition));
        for period in &held {
            let of_period = figures.iter().filter(|(key, _)| key[0] == period.period);
            let published = Published {
                edition: manifest.edition.clone(),
                provisional: period.provisional,
                figures: of_period.map(|(key, figure)| (key.clone(), figure.clone())).collect(),
            };
            found.insert(period.period.clone(), published);
        }
        open.retain(|period| !held.iter().any(|held| held.period == *period));
    }
    found
}

fn periods(figures: &BTreeMap<Key, Figure>) -> Vec<String> {
    let mut periods: Vec<String> = figures.keys().map(|[period, ..]| period.clone()).collect();
    periods.dedup();
    periods
}

fn published(folder: &Path) -> BTreeMap<Key, Figure> {
    read_back::figures_of(folder).unwrap_or_default()
}
