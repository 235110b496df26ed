//! What was final stays as it was: figures beside those that earlier editions published as final. A period
//! whose figures have the hash that the index knows is not read again.

use std::{collections::BTreeMap, path::Path};

use super::{
    editions::read_manifest,
    index::Index,
    known::{HistoryFault, Known, PUBLIC, fault},
};
use crate::edition::{
    manifest::{self, Manifest},
    read_back::{self, Figure, Key},
    release::Change,
};
use crate::{
    disclose::Policy,
    domain::{
        period::Period,
        time::{Day, LocalTime},
    },
    schema::Table,
};

/// Every final figure of earlier editions that `indicators` would change, months first, then by
/// unit and indicator. `part` is that of the view within an edition: empty, or that of the public one.
pub fn changes(
    reports: &Path,
    index: &Index,
    part: &str,
    indicators: Option<&Table>,
) -> Result<Vec<Change>, HistoryFault> {
    let after = indicators.map(read_back::figures).unwrap_or_default();
    let mut found = Vec::new();
    for (period, digest) in read_back::digests(&after) {
        let Some((known, held)) = index.last_final(&period) else { continue };
        match held.figures.get(part) {
            Some(published) if *published != digest => {}
            _ => continue,
        }
        for (key, before) in known.figures(reports, part)? {
            let now = after.get(&key);
            if key[0] == period && now != Some(&before) {
                let [period, unit_id, indicator_id] = key;
                let edition = known.edition.clone();
                let after = now.cloned();
                found.push(Change { edition, period, unit_id, indicator_id, before, after });
            }
        }
    }
    found.sort_by_key(|change| read_back::order(&change.period));
    Ok(found)
}

/// The final figures of every period of which `after` has others, by the edition that published it last.
pub fn published_otherwise(
    reports: &Path,
    index: &Index,
    after: &BTreeMap<Key, Figure>,
) -> Result<BTreeMap<String, BTreeMap<Key, Figure>>, HistoryFault> {
    let mut found: BTreeMap<String, BTreeMap<Key, Figure>> = BTreeMap::new();
    for (period, digest) in read_back::digests(after) {
        let Some((known, held)) = index.last_final(&period) else { continue };
        if held.figures.get("").is_some_and(|published| *published != digest) {
            let mut figures = known.figures(reports, "")?;
            figures.retain(|key, _| key[0] == period);
            found.entry(known.edition.clone()).or_default().append(&mut figures);
        }
    }
    Ok(found)
}

/// The manifest of an edition that stands.
pub fn manifest_of(reports: &Path, edition: &str) -> Result<Manifest, HistoryFault> {
    let folder = reports.join(edition);
    read_manifest(&folder).map_err(|error| fault(folder.join(manifest::NAME), error.to_string()))
}

/// Figures of a period that everyone saw as final, under another protection than now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub period: Period,
    pub edition: String,
    pub before: Option<Policy>,
}

/// The final periods among these that were shown to everyone under another policy. Nobody looks at figure by
/// figure: what one policy shows and another hides is a change, and so is what both show, rounded or exact.
pub fn shown_otherwise(
    reports: &Path,
    index: &Index,
    policy: Option<Policy>,
    periods: impl Iterator<Item = Period>,
) -> Result<Vec<Shown>, HistoryFault> {
    let mut found = Vec::new();
    for period in periods {
        let Some((known, held)) = index.last_final(&period.to_string()) else { continue };
        if held.figures.contains_key(PUBLIC) {
            let manifest = manifest_of(reports, &known.edition)?;
            if manifest.disclosure != policy {
                let (edition, before) = (known.edition.clone(), manifest.disclosure);
                found.push(Shown { period, edition, before });
            }
        }
    }
    Ok(found)
}

/// Whether an edition has these figures. Of one that readers see no longer, what was provisional does not
/// count: it was replaced meanwhile.
pub fn has_figures(index: &Index, known: &Known, indicators: Option<&Table>) -> bool {
    let now = indicators.map(read_back::figures).unwrap_or_default();
    let now = read_back::digests(&now);
    let is_seen = index.current.as_ref() == Some(&known.edition);
    let of_all = is_seen || known.periods.iter().all(|held| held.provisional);
    let mut counted = known.periods.iter().filter(|held| of_all || !held.provisional);
    counted.all(|held| held.figures.get("") == now.get(&held.period))
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
    index: &Index,
    figures: &BTreeMap<Key, Figure>,
) -> Result<BTreeMap<String, Published>, HistoryFault> {
    let mut found = BTreeMap::new();
    for period in read_back::digests(figures).into_keys() {
        let Some((known, held)) = index.last(&period) else { continue };
        let mut figures = known.figures(reports, "")?;
        figures.retain(|key, _| key[0] == period);
        let (edition, provisional) = (known.edition.clone(), held.provisional);
        found.insert(period, Published { edition, provisional, figures });
    }
    Ok(found)
}
