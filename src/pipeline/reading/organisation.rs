//! The units of the job: the authority of the configuration first, below it the rows of the units
//! table, or every unit that some row names.

use crate::{
    domain::unit::{UNMAPPED, Unit, Units, Version},
    pipeline::{Failure, Job, job::UnitsInput},
    sources::Context,
};

pub(super) fn authority(job: &Job) -> Unit {
    Unit {
        id: job.authority.id.clone(),
        versions: vec![Version {
            name: job.authority.name.clone(),
            name_en: None,
            parent_id: None,
            kind: job.authority.kind.as_str().into(),
            valid_from: None,
            valid_to: None,
        }],
        successor_id: None,
        aliases: Vec::new(),
    }
}

pub(super) fn units_of(job: &Job, rows: Vec<Unit>, context: &Context) -> Result<Units, Failure> {
    let given = match &job.units {
        UnitsInput::Table(_) => rows,
        UnitsInput::Discover => {
            let mut names = context.unit_names.list();
            names.retain(|name| name != UNMAPPED && *name != job.authority.id);
            names.sort();
            names
                .into_iter()
                .map(|name| Unit {
                    id: name.clone(),
                    versions: vec![Version {
                        name,
                        name_en: None,
                        parent_id: None,
                        kind: "unit".into(),
                        valid_from: None,
                        valid_to: None,
                    }],
                    successor_id: None,
                    aliases: Vec::new(),
                })
                .collect()
        }
    };
    Units::new(authority(job), given).map_err(|faults| {
        Failure::Configuration(faults.iter().map(|fault| format!("units: {fault}")).collect())
    })
}
