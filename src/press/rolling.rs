//! Periods that roll on, the year until a month and the twelve months until it, stand in the series alone. Those
//! that were counted before are in the series of the edition that readers see. A run counts those of its own
//! months, and every other that is not there or of which a month was published again since.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use super::{editions::read_manifest, index::Index, known::Known};
use crate::{
    domain::{
        digest::sha256,
        period::{Period, PeriodKind, months},
        time::LocalTime,
    },
    edition::{manifest::Output, read_back, table_csv},
    schema::encode::text,
};

const FOLDER: &str = "series";
const DIM_PERIOD: &str = "dim_period";

/// The series of the edition that readers see, in one of its parts.
pub struct Before<'a> {
    folder: PathBuf,
    outputs: Vec<Output>,
    /// By period: the edition, without digest, from which the series has it.
    pub editions: BTreeMap<Period, String>,
    pub known: &'a Known,
}

impl<'a> Before<'a> {
    /// The series as they were published; `None` where there are none, or one is not what was published:
    /// what it said is counted again.
    pub fn of(reports: &Path, index: &'a Index, part: &str) -> Option<Self> {
        let known = index.current()?;
        let folder = reports.join(&known.edition);
        let mut outputs = read_manifest(&folder).ok()?.outputs;
        let prefix = Path::new(part).join(FOLDER);
        outputs.retain(|output| {
            let path = Path::new(&output.path);
            path.starts_with(&prefix) && path.extension().is_none_or(|kind| kind != "parquet")
        });
        let mut before = Self { folder, outputs, editions: BTreeMap::new(), known };
        let mut periods = None;
        for output in &before.outputs {
            let bytes = fs::read(before.folder.join(&output.path)).ok()?;
            (sha256(&bytes) == output.sha256).then_some(())?;
            if is_of(output, DIM_PERIOD) {
                periods = Some(bytes);
            }
        }
        let rows = read_back::rows(&periods?, ["period"], ["edition"]);
        let periods = rows.into_iter();
        before.editions = periods
            .filter_map(|([period], [edition])| Some((Period::of_series(&period)?, edition)))
            .collect();
        Some(before)
    }

    /// A table of the series as CSV; `None` where there is none.
    pub fn csv(&self, name: &str) -> Option<Vec<u8>> {
        let output = self.outputs.iter().find(|output| is_of(output, name))?;
        let path = self.folder.join(&output.path);
        table_csv::plain(&path, fs::read(&path).ok()?).ok()
    }

    /// Whether it has the period, and every month of it as it is published now.
    fn holds(&self, index: &Index, period: Period) -> bool {
        let is_as_then = |month: Period| match index.shown(&month.to_string()) {
            None => true,
            Some(known) => self.editions.get(&month) == known.stamp().first().map(text).as_ref(),
        };
        self.editions.contains_key(&period) && period.months().all(is_as_then)
    }
}

fn is_of(output: &Output, name: &str) -> bool {
    let file = Path::new(&output.path).file_name().and_then(|file| file.to_str());
    file.and_then(|file| file.split('.').next()) == Some(name)
}

/// The periods that roll on which a run of the months `from` to `to` has to count.
pub fn to_count(
    reports: &Path,
    index: &Index,
    parts: &[&str],
    [from, to]: [Period; 2],
    cut_off: LocalTime,
) -> Vec<Period> {
    let before: Vec<Option<Before<'_>>> =
        parts.iter().map(|part| Before::of(reports, index, part)).collect();
    let held = index.standing().flat_map(|known| &known.periods);
    let published: BTreeSet<Period> = held
        .filter_map(|held| held.period.parse().ok())
        .filter(|period: &Period| period.kind == PeriodKind::Month && period.end() <= cut_off)
        .collect();
    let is_held = |period: &Period| {
        let holds =
            |before: &Option<Before<'_>>| before.as_ref()?.holds(index, *period).then_some(());
        before.iter().all(|before| holds(before).is_some())
    };
    let others = published.into_iter().filter(|month| !(from..=to).contains(month));
    let mut all: Vec<Period> = others
        .flat_map(Period::rolling)
        .filter(|period| !is_held(period))
        .chain(months(from, to).flat_map(Period::rolling))
        .collect();
    all.sort_unstable();
    all
}
