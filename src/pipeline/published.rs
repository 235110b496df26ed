//! What a run came to.

use std::path::PathBuf;

use super::account::Report;
use crate::score::period_result::PeriodResult;

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
