//! The units of the job: the authority of the configuration first, below it the rows of the units
//! table, or every unit that a row that counts names.

use std::{cmp::Reverse, collections::BTreeMap};

use unicode_normalization::UnicodeNormalization;

use crate::{
    domain::unit::{UNMAPPED, Unit, Units, Version, folded},
    pipeline::{
        failure::Failure,
        job::Job,
        job::{Authority, UnitsInput},
    },
};

/// The authority as the configuration has it; a row of the units table may say more of it.
pub(super) fn authority(job: &Job) -> Unit {
    let Authority { id, name, kind, .. } = &job.authority;
    bare(id.clone(), name.clone(), kind.as_str())
}

/// All units, checked. Units are discovered from rows that count, so that nothing of a row in quarantine
/// becomes one: `counted` has the rows of each unit name.
pub(super) fn units_of(
    job: &Job,
    rows: Vec<Unit>,
    names: &[String],
    counted: &[u64],
) -> Result<Units, Failure> {
    let given = match &job.units {
        UnitsInput::Table(_) => rows,
        UnitsInput::Discover => discovered(job, names, counted),
    };
    Units::new(authority(job), given).map_err(|faults| {
        Failure::Configuration(faults.iter().map(|fault| format!("units: {fault}")).collect())
    })
}

/// One unit for each name that a row that counts bears, however it is written there, shown in its
/// commonest spelling; of spellings that are as common, in the first of them in sort order.
fn discovered(job: &Job, names: &[String], counted: &[u64]) -> Vec<Unit> {
    let mut spellings: BTreeMap<String, Vec<(u64, &str)>> = BTreeMap::new();
    for (name, rows) in names.iter().zip(counted).filter(|(_, rows)| **rows > 0) {
        spellings.entry(folded(name)).or_default().push((*rows, name));
    }
    spellings.remove(UNMAPPED);
    spellings.remove(&folded(&job.authority.id));
    let mut shown: Vec<String> = spellings
        .into_values()
        .filter_map(|ways| ways.into_iter().min_by_key(|(rows, name)| (Reverse(*rows), *name)))
        .map(|(_, name)| name.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect())
        .collect();
    shown.sort();
    shown.into_iter().map(|name| bare(name.clone(), name, "unit")).collect()
}

/// A unit of which only code, name and kind are known, at all times.
fn bare(id: String, name: String, kind: &str) -> Unit {
    Unit {
        id,
        versions: vec![Version {
            name,
            name_en: None,
            parent_id: None,
            kind: kind.into(),
            valid_from: None,
            valid_to: None,
        }],
        successor_id: None,
        aliases: Vec::new(),
    }
}
