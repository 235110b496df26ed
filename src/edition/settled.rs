//! What was final stays as it was: the figures of a new edition beside those that earlier editions
//! published as final. Editions are followed from the current one to the one it came after.

use std::{collections::HashMap, fmt, path::Path};

use super::{
    manifest::Manifest,
    publish::{CURRENT, read_manifest},
};
use crate::{
    lake::files::pointed,
    schema::{Table, encode},
};

/// A final figure that would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub edition: String,
    pub period: String,
    pub unit_id: String,
    pub indicator_id: String,
    /// Numerator, denominator, points and status as published, and as they would be.
    pub before: Figure,
    pub after: Option<Figure>,
}

/// Numerator, denominator, points and status as the table writes them.
pub type Figure = [String; 4];

const KEY: [&str; 3] = ["period", "unit_id", "indicator_id"];
const FIGURE: [&str; 4] = ["numerator", "denominator", "points", "status"];

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |figure: &Figure| {
            let [numerator, denominator, points, status] = figure;
            format!("{numerator}/{denominator}, {points} points, {status}")
        };
        let after = self.after.as_ref().map_or("not there".to_owned(), shown);
        let Self { edition, period, unit_id, indicator_id, before, .. } = self;
        write!(f, "{period} {unit_id} {indicator_id}: {} in {edition}, now {after}", shown(before))
    }
}

/// The editions from the current one back to the first, the newest first.
pub fn earlier(reports: &Path) -> Vec<Manifest> {
    let mut found: Vec<Manifest> = Vec::new();
    let mut next = pointed(reports, CURRENT);
    while let Some(name) = next.filter(|name| !found.iter().any(|m| m.edition == *name)) {
        let Ok(manifest) = read_manifest(&reports.join(&name)) else { break };
        next = manifest.after.clone();
        found.push(manifest);
    }
    found
}

/// Every final figure of earlier editions that `indicators` would change, in the order published.
/// `folder` is that of the view within an edition: empty, or that of the public one.
pub fn changes(
    reports: &Path,
    earlier: &[Manifest],
    folder: &str,
    indicators: &Table,
) -> Vec<Change> {
    let after: HashMap<[String; 3], Figure> =
        figures(&encode::csv(indicators)).into_iter().collect();
    let mut open: Vec<String> = after.keys().map(|[period, ..]| period.clone()).collect();
    open.sort();
    open.dedup();
    let mut found = Vec::new();
    for manifest in earlier {
        let settled: Vec<&str> =
            final_periods(manifest).filter(|p| open.iter().any(|o| o == p)).collect();
        if settled.is_empty() {
            continue;
        }
        let path = reports.join(&manifest.edition).join(folder).join("tables/indicators.csv");
        for (key, before) in figures(&std::fs::read(path).unwrap_or_default()) {
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
    found
}

fn final_periods(manifest: &Manifest) -> impl Iterator<Item = &str> {
    manifest
        .periods
        .iter()
        .filter(|period| !period.provisional)
        .map(|period| period.period.as_str())
}

/// The figures of a table of indicators, by period, unit and indicator.
fn figures(csv: &[u8]) -> Vec<([String; 3], Figure)> {
    let mut reader = csv::Reader::from_reader(csv);
    let Ok(header) = reader.headers().cloned() else { return Vec::new() };
    let place = |name: &str| header.iter().position(|known| known == name).unwrap_or(usize::MAX);
    let (key, figure) = (KEY.map(place), FIGURE.map(place));
    let cell =
        |record: &csv::StringRecord, place: usize| record.get(place).unwrap_or("").to_owned();
    reader
        .records()
        .flatten()
        .map(|record| {
            (key.map(|place| cell(&record, place)), figure.map(|place| cell(&record, place)))
        })
        .collect()
}
