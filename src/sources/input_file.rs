//! An input file after reading: where it was, what it held, and what became of its rows.

use crate::domain::{account::Account, time::Day};

/// One input file as the quality report and the manifest name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFile {
    /// The path as configured, from the folder of the configuration.
    pub path: String,
    pub source: String,
    pub kind: &'static str,
    pub bytes: u64,
    pub sha256: String,
    /// The day on which it was read, where it is no longer there.
    pub archived: Option<Day>,
    pub account: Account,
}
