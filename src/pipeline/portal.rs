//! The loop with the national portal: snapshots of its published figures, kept in the lake, beside our own
//! figures of the same periods. Of each period the newest whole snapshot is compared; what differs is told with
//! the likely cause, where data can tell.

mod beside;
mod cause;
mod names;
mod own;
pub mod published;
pub mod snapshots;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use self::{
    beside::Beside,
    names::Names,
    own::Own,
    snapshots::{Gathered, Snapshot},
};
pub use self::{
    beside::{Compared, Outcome},
    snapshots::Refused,
};
use super::{documents, failure::Failure, job::Job, registers::Registers};
use crate::{
    domain::{number::Decimal, period::Period, time::Day},
    render::portal::Page,
    schema::{Table, encode, published::PORTAL},
};

/// What is asked for.
pub struct Asked<'a> {
    /// Where new snapshots are.
    pub folder: &'a Path,
    /// Names of snapshots that are whole though they hold less than the one before.
    pub accepted: &'a [String],
    /// In points.
    pub tolerance: Decimal,
    /// Where the table goes.
    pub into: Option<&'a Path>,
}

/// What a comparison came to.
pub struct Loop {
    pub refused: Vec<Refused>,
    /// Names of the snapshots that are kept now, and of those that are new.
    pub kept: Vec<String>,
    pub new: Vec<String>,
    pub compared: Vec<Compared>,
    /// Rows of pages that were filtered, by one procedure for example, in the snapshots that are compared.
    pub passed_over: usize,
    pub files: Vec<PathBuf>,
}

/// Keeps the new snapshots of a folder, and compares the newest of each period.
pub fn compare(job: &Job, asked: &Asked<'_>) -> Result<Loop, Failure> {
    // A lake that is not there is told before anything is made in its place.
    let registers = Registers::open(job)?;
    let _lock = job.lock()?;
    let Gathered { snapshots, refused, new } =
        snapshots::gather(&job.lake, asked.folder, asked.accepted)?;
    let names = Names::of(&registers.units);
    let mut compared = Vec::new();
    let newest = newest(&snapshots);
    let shown: BTreeMap<&str, usize> =
        newest.iter().map(|(_, one)| (one.name.as_str(), one.passed_over)).collect();
    let passed_over = shown.values().sum();
    for (text, snapshot) in newest {
        let period: Option<Period> = text.parse().ok();
        let own = match period {
            Some(period) => Own::of_period(job, &registers, period)?,
            None => None,
        };
        let beside = Beside {
            rules: &job.rules,
            units: &registers.units,
            names: &names,
            snapshot,
            period: (text, period),
            own: own.as_ref(),
            tolerance: asked.tolerance,
        };
        compared.extend(beside.rows());
    }
    let files = match asked.into {
        Some(folder) => {
            let shown: Vec<&str> = shown.keys().copied().collect();
            write(job, &registers, folder, &shown.join(", "), &compared)?
        }
        None => Vec::new(),
    };
    let kept = snapshots.iter().map(|one| one.name.clone()).collect();
    Ok(Loop { refused, kept, new, compared, passed_over, files })
}

/// Every period that a snapshot shows, with the newest that does; months first.
fn newest(snapshots: &[Snapshot]) -> Vec<(&str, &Snapshot)> {
    let mut found: BTreeMap<&str, &Snapshot> = BTreeMap::new();
    for snapshot in snapshots {
        let periods: BTreeSet<&str> = snapshot.periods().collect();
        found.extend(periods.into_iter().map(|period| (period, snapshot)));
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by_key(|(period, _)| crate::edition::read_back::order(period));
    found
}

fn write(
    job: &Job,
    registers: &Registers,
    folder: &Path,
    snapshots: &str,
    compared: &[Compared],
) -> Result<Vec<PathBuf>, Failure> {
    let rows = compared.iter().map(Compared::values).collect();
    let table = Table { name: "portal", columns: PORTAL, rows };
    let (parquet, _) =
        encode::parquet(&table, &[]).map_err(|error| documents::fault(folder, error))?;
    // Of several names the last.
    let authority = &registers.units.authority().on(Day(i32::MAX / 2)).name;
    let page = Page { authority, rules: &job.rules, table: &table, snapshots };
    let files = [
        ("portal.csv", encode::csv(&table)),
        ("portal.parquet", parquet),
        ("portal.html", page.bytes()),
    ];
    documents::write(folder, files.map(|(name, bytes)| (name.to_owned(), bytes)))
}
