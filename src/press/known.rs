//! One edition as the index of what was published knows it: the hash of its manifest and of the figures of
//! each of its periods, by which whoever reads them again knows that they are what was published.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::editions;
use crate::{
    domain::{
        digest::sha256,
        period::{Period, PeriodKind},
        time::LocalTime,
    },
    edition::{
        manifest::{self, Manifest, RuleSetRef},
        read_back::{self, Figure, Key},
        table_csv,
    },
    schema::Value,
};

/// The folder of what everyone may see, within an edition.
pub const PUBLIC: &str = "public";
/// The folders of an edition that hold figures of their own, and the table that a figure stands in.
const PARTS: [&str; 2] = ["", PUBLIC];
const INDICATORS: &str = "tables/indicators";

/// What was published is not whole, so that nobody can say whether a final figure would change.
#[derive(Debug, thiserror::Error)]
#[error(
    "{}: {what}. Nothing is published, because what was final could change unseen. Put it back from a copy, or run \
     `chiso repair`, which makes the index anew from the editions that are whole and names those that are not",
    path.display()
)]
pub struct HistoryFault {
    pub path: PathBuf,
    pub what: String,
}

pub(super) fn fault(path: PathBuf, what: impl Into<String>) -> HistoryFault {
    HistoryFault { path, what: what.into() }
}

/// One edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    pub edition: String,
    /// The hash of its manifest.
    pub manifest: String,
    pub cut_off: String,
    /// When it was published, where its manifest says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_at: Option<String>,
    pub rule_set: RuleSetRef,
    pub periods: Vec<Held>,
    /// The size of the table of figures in each part of the edition that has one.
    pub(super) sizes: BTreeMap<String, u64>,
    /// A rollback to an edition before it took it back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
}

/// One period of an edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub period: String,
    pub provisional: bool,
    /// The hash of its figures in each part of the edition that has any.
    pub figures: BTreeMap<String, String>,
}

impl Known {
    /// An edition that lies there, read back: every figure that it says it has can be read.
    pub fn read(reports: &Path, edition: &str) -> Result<(Self, Manifest), HistoryFault> {
        let folder = reports.join(edition);
        let path = folder.join(manifest::NAME);
        let text = fs::read(&path).map_err(|error| fault(path.clone(), error.to_string()))?;
        let manifest: Manifest = serde_json::from_slice(&text)
            .map_err(|error| fault(path.clone(), format!("this is no manifest: {error}")))?;
        let mut sizes = BTreeMap::new();
        let mut digests = BTreeMap::new();
        for part in PARTS {
            let Some(output) = output(&manifest, part) else { continue };
            sizes.insert(part.to_owned(), output.bytes);
            digests.insert(part, read_back::digests(&figures(&folder, &manifest, part)?));
        }
        if !sizes.contains_key("") {
            return Err(fault(path, format!("it names no {INDICATORS}")));
        }
        let held = |period: &manifest::Period| Held {
            period: period.period.clone(),
            provisional: period.provisional,
            figures: digests
                .iter()
                .filter_map(|(part, of)| {
                    Some(((*part).to_owned(), of.get(&period.period)?.clone()))
                })
                .collect(),
        };
        let known = Self {
            edition: edition.to_owned(),
            manifest: sha256(&text),
            cut_off: manifest.cut_off.clone(),
            published_at: manifest.published_at.clone(),
            rule_set: manifest.rule_set.clone(),
            periods: manifest.periods.iter().map(held).collect(),
            sizes,
            withdrawn: false,
        };
        Ok((known, manifest))
    }

    /// What its rows say of it.
    pub fn stamp(&self) -> [Value; 3] {
        editions::stamp(&self.edition, LocalTime::parse_written(&self.cut_off))
    }

    /// When it was published, as its rows say it.
    pub fn published(&self) -> Value {
        let at = self.published_at.as_deref().and_then(LocalTime::parse_written);
        at.map_or(Value::Null, Value::Time)
    }

    /// Whether it has figures in a part.
    pub fn has(&self, part: &str) -> bool {
        self.sizes.contains_key(part)
    }

    /// The last month that it has.
    pub fn last_month(&self) -> Option<Period> {
        let periods = self.periods.iter().filter_map(|held| held.period.parse::<Period>().ok());
        periods.filter(|period| period.kind == PeriodKind::Month).max()
    }

    /// Its figures in one part, once they have the hashes that were noted when they were published.
    pub fn figures(
        &self,
        reports: &Path,
        part: &str,
    ) -> Result<BTreeMap<Key, Figure>, HistoryFault> {
        let (path, bytes) = bytes(&reports.join(&self.edition).join(part))?;
        let figures = read_back::figures_in(&plain(&path, bytes)?);
        let found = read_back::digests(&figures);
        let is_as_noted = |held: &Held| held.figures.get(part) == found.get(&held.period);
        match self.periods.iter().all(is_as_noted) {
            true => Ok(figures),
            false => Err(fault(path, "these are not the figures that were published")),
        }
    }

    /// That it lies there, as far as names and sizes tell.
    pub(super) fn check(&self, reports: &Path) -> Result<(), HistoryFault> {
        let folder = reports.join(&self.edition);
        let path = folder.join(manifest::NAME);
        if let Err(error) = fs::metadata(&path) {
            return Err(fault(path, format!("the edition was published: {error}")));
        }
        for (part, size) in &self.sizes {
            let path = table_csv::place(&folder.join(part), INDICATORS);
            match fs::metadata(&path) {
                Ok(found) if found.len() == *size => {}
                Ok(found) => {
                    let what = format!("it has {} bytes, and {size} were published", found.len());
                    return Err(fault(path, what));
                }
                Err(error) => return Err(fault(path, error.to_string())),
            }
        }
        Ok(())
    }
}

/// What the manifest says of the table of figures in one part.
fn output<'m>(manifest: &'m Manifest, part: &str) -> Option<&'m manifest::Output> {
    let table = Path::new(part).join(INDICATORS);
    let is_it = |output: &&manifest::Output| {
        table_csv::table_of(&output.path).is_some_and(|path| Path::new(path) == table)
    };
    manifest.outputs.iter().find(is_it)
}

/// The figures of one part of an edition, once their file is what its manifest says.
fn figures(
    folder: &Path,
    manifest: &Manifest,
    part: &str,
) -> Result<BTreeMap<Key, Figure>, HistoryFault> {
    let (path, bytes) = bytes(&folder.join(part))?;
    if output(manifest, part).is_none_or(|output| output.sha256 != sha256(&bytes)) {
        return Err(fault(path, "these are not the figures that were published"));
    }
    Ok(read_back::figures_in(&plain(&path, bytes)?))
}

/// The file of figures in a part of an edition, and what is in it.
fn bytes(folder: &Path) -> Result<(PathBuf, Vec<u8>), HistoryFault> {
    let path = table_csv::place(folder, INDICATORS);
    match fs::read(&path) {
        Ok(bytes) => Ok((path, bytes)),
        Err(error) => Err(fault(path, error.to_string())),
    }
}

fn plain(path: &Path, bytes: Vec<u8>) -> Result<Vec<u8>, HistoryFault> {
    table_csv::plain(path, bytes).map_err(|error| fault(path.to_owned(), error.to_string()))
}
