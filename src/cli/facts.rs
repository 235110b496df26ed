//! `chiso facts`: what the judge says of every dossier in hand in a period, as Parquet, and beside
//! it what other engines need to count every indicator: the tree of units, procedures, announcements
//! and petitions. Internal: it names dossiers.

use std::path::{Path, PathBuf};

use super::{
    args::Common,
    clock,
    exit_code::{Code, Stop},
    settings,
};
use crate::{
    pipeline::{self, Job, fact_tables::FactTables, registers::Registers},
    schema::{Table, encode},
};

/// Where the tables beside the facts of dossiers are written, where asked for.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Beside {
    /// Also write the tree of units: a row for each unit itself and for each unit above it.
    #[arg(long, value_name = "FILE")]
    pub units: Option<PathBuf>,
    /// Also write the facts of procedures, unit by unit.
    #[arg(long, value_name = "FILE")]
    pub procedures: Option<PathBuf>,
    /// Also write the facts of announcing decisions.
    #[arg(long, value_name = "FILE")]
    pub announcements: Option<PathBuf>,
    /// Also write the facts of petitions.
    #[arg(long, value_name = "FILE")]
    pub petitions: Option<PathBuf>,
}

pub fn facts(
    common: &Common,
    month: &str,
    as_of: Option<&str>,
    output: &Path,
    beside: &Beside,
) -> Result<Code, Stop> {
    let period = settings::period(month)?;
    let job = settings::load(common)?;
    let cut_off = settings::cut_off(as_of, period, clock::today(job.zone)?)?;
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
    let bytes = encode::parquet(table, &provenance).map_err(|error| {
        Stop::new(Code::Internal, format!("the facts cannot be encoded: {error}"))
    })?;
    std::fs::write(file, bytes).map_err(|error| {
        Stop::new(
            Code::Io,
            format!("{argument} {}: the file cannot be written: {error}", file.display()),
        )
    })
}
