//! One edition as the index of what was published knows it: the hash of its manifest and of the figures of
//! each of its periods, by which whoever reads them again knows that they are what was published.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{
    domain::{
        digest::sha256,
        period::{Period, PeriodKind},
    },
    edition::{
        manifest::{self, Manifest, RuleSetRef},
        read_back::{self, Figure, Key},
    },
};

/// The folders of an edition that hold figures of their own, and the table that a figure stands in.
const PARTS: [&str; 2] = ["", "public"];
const INDICATORS: &str = "tables/indicators.csv";

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
        let path = reports.join(&self.edition).join(part).join(INDICATORS);
        let bytes = fs::read(&path).map_err(|error| fault(path.clone(), error.to_string()))?;
        let figures = read_back::figures_in(&bytes);
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
            let path = folder.join(part).join(INDICATORS);
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
    let path = Path::new(part).join(INDICATORS);
    manifest.outputs.iter().find(|output| Path::new(&output.path) == path)
}

/// The figures of one part of an edition, once their file is what its manifest says.
fn figures(
    folder: &Path,
    manifest: &Manifest,
    part: &str,
) -> Result<BTreeMap<Key, Figure>, HistoryFault> {
    let path = folder.join(part).join(INDICATORS);
    let bytes = fs::read(&path).map_err(|error| fault(path.clone(), error.to_string()))?;
    if output(manifest, part).is_none_or(|output| output.sha256 != sha256(&bytes)) {
        return Err(fault(path, "these are not the figures that were published"));
    }
    Ok(read_back::figures_in(&bytes))
}
