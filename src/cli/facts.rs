//! `chiso facts`: what the judge says of every dossier in hand in a period, as Parquet. Internal: it
//! names dossiers.

use std::path::Path;

use super::{
    args::Common,
    exit_code::{Code, Stop},
    settings,
};
use crate::{pipeline, schema::encode};

pub fn facts(
    common: &Common,
    month: &str,
    as_of: Option<&str>,
    output: &Path,
) -> Result<Code, Stop> {
    let period = settings::period(month)?;
    let cut_off = settings::cut_off(as_of, period)?;
    let job = settings::load(common)?;
    let table = pipeline::facts::facts(&job, period, cut_off)?;
    let provenance = [("chiso.rule_set_hash".to_owned(), job.rules.hash.clone())];
    let bytes = encode::parquet(&table, &provenance).map_err(|error| {
        Stop::new(Code::Internal, format!("the facts cannot be encoded: {error}"))
    })?;
    std::fs::write(output, bytes).map_err(|error| {
        Stop::new(Code::Io, format!("failed to write {}: {error}", output.display()))
    })?;
    Ok(Code::Done)
}
