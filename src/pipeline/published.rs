//! What a run came to.

use std::path::PathBuf;

use super::account::Report;
use crate::{edition::manifest::Manifest, score::period_result::PeriodResult};

/// How a run ended.
#[derive(Debug)]
pub enum Ran {
    Published(Published),
    /// Nothing that it is made from changed since it was published.
    Stands(Standing),
}

/// An edition that stands.
#[derive(Debug)]
pub struct Standing {
    pub folder: PathBuf,
    pub manifest: Manifest,
}

/// What a run came to.
#[derive(Debug)]
pub struct Published {
    pub edition: String,
    pub folder: PathBuf,
    pub periods: Vec<PeriodResult>,
    pub report: Report,
    /// The edition was there already, byte for byte.
    pub unchanged: bool,
}
