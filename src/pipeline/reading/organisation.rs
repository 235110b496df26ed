//! The units of the job: the authority of the configuration first, below it the rows of the units
//! table, or every unit that some row names.

use crate::{
    domain::unit::{UNMAPPED, Unit, Units, Version},
    pipeline::{
        Failure, Job,
        job::{Authority, UnitsInput},
    },
    sources::Context,
};

/// The authority as the configuration has it; a row of the units table may say more of it.
pub(super) fn authority(job: &Job) -> Unit {
    let Authority { id, name, kind, .. } = &job.authority;
    bare(id.clone(), name.clone(), kind.as_str())
}

/// All units, checked.
pub(super) fn units_of(job: &Job, rows: Vec<Unit>, context: &Context) -> Result<Units, Failure> {
    let given = match &job.units {
        UnitsInput::Table(_) => rows,
        UnitsInput::Discover => {
            let mut names = context.unit_names.list();
            names.retain(|name| name != UNMAPPED && *name != job.authority.id);
            names.sort();
            names.into_iter().map(|name| bare(name.clone(), name, "unit")).collect()
        }
    };
    Units::new(authority(job), given).map_err(|faults| {
        Failure::Configuration(faults.iter().map(|fault| format!("units: {fault}")).collect())
    })
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
