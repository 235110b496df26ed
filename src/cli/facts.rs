//! `chiso facts`: what the judge says of every dossier in hand in a period, as Parquet, and beside
//! it what other engines need to count every indicator: the tree of units, procedures, announcements
//! and petitions. Internal: it names dossiers.

use std::path::Path;

use super::{
    args::{Beside, Common},
    clock,
    exit_code::{Code, Stop},
    settings,
};
use crate::{
    pipeline::{self, Job, fact_tables::FactTables, registers::Registers},
    schema::{Table, encode},
};

pub fn facts(
    common: &Common,
    month: &str,
    as_of: Option<&str>,
    output: &Path,
    beside: &Beside,
) -> Result<Code, Stop> {
    let period = settings::period(month)?;
    let job = settings::load(common)?;
    let cut_off = settings::cut_off(as_of, period, clock::now(job.zone)?)?;
    clock::warn_of_old_lake(&job, cut_off);
    write(&job, &pipeline::facts::facts(&job, period, cut_off)?, "--output", output)?;
    let Beside { units, procedures, announcements, petitions } = beside;
    if [units, procedures, announcements, petitions].iter().any(|file| file.is_some()) {
        let registers = Registers::open(&job)?;
        let tables = FactTables::new(&job, &registers, period, cut_off)?;
        if let Some(file) = units {
            write(&job, &tables.unit_tree(), "--units", file)?;
        }
        if let Some(file) = procedures {
            write(&job, &tables.procedures(), "--procedures", file)?;
        }
        if let Some(file) = announcements {
            write(&job, &tables.announcements(), "--announcements", file)?;
        }
        if let Some(file) = petitions {
            write(&job, &tables.petitions(), "--petitions", file)?;
        }
    }
    Ok(Code::Done)
}

fn write(job: &Job, table: &Table, argument: &str, file: &Path) -> Result<(), Stop> {
    let provenance = [("chiso.rule_set_hash".to_owned(), job.rules.hash.clone())];
    let (bytes, _) = encode::parquet(table, &provenance).map_err(|error| {
        Stop::new(Code::Internal, format!("the facts cannot be encoded: {error}"))
    })?;
    std::fs::write(file, bytes).map_err(|error| {
        Stop::new(
            Code::Io,
            format!("{argument} {}: the file cannot be written: {error}", file.display()),
        )
    })
}
