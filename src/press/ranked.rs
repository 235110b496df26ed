//! Beside whom units of final periods were ranked, as they were published. Another cohort is another rank of
//! the same figures, whether `[ranking]`, its table or the kind of a unit says so: no figure tells it.

use std::{collections::BTreeMap, path::Path};

use super::{
    editions::read_manifest,
    index::Index,
    known::{HistoryFault, fault},
};
use crate::{
    domain::{digest::sha256, period::Period},
    edition::{manifest, read_back, table_csv},
    schema::Table,
};

const SCORECARD: &str = "tables/scorecard";

/// A final period in which units were ranked in other cohorts than now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    pub period: Period,
    pub edition: String,
    /// How many units, and of the first of them its code and its cohort before and now.
    pub units: usize,
    pub first: [String; 3],
}

/// Period and unit, and the cohort.
type Cohorts = BTreeMap<[String; 2], [String; 1]>;

const KEY: [&str; 2] = ["period", "unit_id"];
const COHORT: [&str; 1] = ["cohort"];

/// The final periods of which `scorecard` ranks units in other cohorts than the editions that published them.
/// What was in no cohort then, or is in none now, is ranked beside nobody.
pub fn ranked_otherwise(
    reports: &Path,
    index: &Index,
    scorecard: Option<&Table>,
) -> Result<Vec<Ranked>, HistoryFault> {
    let now = scorecard.map(|table| read_back::rows_of(table, KEY, COHORT)).unwrap_or_default();
    let mut editions: BTreeMap<String, Cohorts> = BTreeMap::new();
    let mut found: BTreeMap<String, Ranked> = BTreeMap::new();
    for (key, [cohort]) in &now {
        let [name, unit] = key;
        let Some((known, _)) = index.last_final(name) else { continue };
        let Ok(period) = name.parse::<Period>() else { continue };
        if !editions.contains_key(&known.edition) {
            editions.insert(known.edition.clone(), published(reports, &known.edition)?);
        }
        let before = &editions[&known.edition];
        let Some([was]) = before.get(key).filter(|[was]| !was.is_empty() && was != cohort) else {
            continue;
        };
        if cohort.is_empty() {
            continue;
        }
        let first = [unit, was, cohort].map(Clone::clone);
        let edition = known.edition.clone();
        let ranked = Ranked { period, edition, units: 0, first };
        found.entry(name.clone()).or_insert(ranked).units += 1;
    }
    let mut found: Vec<Ranked> = found.into_values().collect();
    found.sort_by_key(|ranked| (ranked.period.kind, ranked.period));
    Ok(found)
}

/// The cohorts of an edition, once its table is what its manifest says.
fn published(reports: &Path, edition: &str) -> Result<Cohorts, HistoryFault> {
    let folder = reports.join(edition);
    let manifest = read_manifest(&folder)
        .map_err(|error| fault(folder.join(manifest::NAME), error.to_string()))?;
    let path = table_csv::place(&folder, SCORECARD);
    let bytes = std::fs::read(&path).map_err(|error| fault(path.clone(), error.to_string()))?;
    let is_it = |output: &&manifest::Output| folder.join(&output.path) == path;
    if manifest.outputs.iter().find(is_it).is_none_or(|output| output.sha256 != sha256(&bytes)) {
        return Err(fault(path, "these are not the ranks that were published"));
    }
    let csv =
        table_csv::plain(&path, bytes).map_err(|error| fault(path.clone(), error.to_string()))?;
    Ok(read_back::rows(&csv, KEY, COHORT))
}
