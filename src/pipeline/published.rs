//! What a run is asked for, and what it came to.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::account::Report;
use crate::{
    domain::{period::Period, time::LocalTime},
    edition::{changes::Counted, manifest::Manifest},
    score::period_result::PeriodResult,
};

/// What a run is to publish.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub from: Period,
    pub to: Period,
    pub cut_off: LocalTime,
    /// The cut-off is the time of the clock: it moves from run to run, and by itself changes nothing.
    pub is_now: bool,
    /// Why final figures that were published may change; without it they may not.
    pub restated: Option<&'a str>,
    /// Months without a receipt are published, too.
    pub allow_empty: bool,
    /// It is made anew though it says the same: what was published before it changed, and so its series.
    pub reissued: bool,
    /// When readers are told that it was published; no figure hangs on it.
    pub published_at: LocalTime,
}

/// What was published from a generation of the lake, and from what else.
#[derive(Debug, Serialize, Deserialize)]
pub struct Made {
    /// Of everything but the files.
    pub from: String,
    pub edition: String,
    /// Of its manifest.
    pub manifest: String,
    /// What was warned of; it is said again while the edition stands.
    pub warnings: Vec<String>,
}

/// How a run ended.
#[derive(Debug)]
pub enum Ran {
    Published(Published),
    /// Nothing that it is made from changed since it was published.
    Stands(Box<Standing>),
}

/// An edition that stands.
#[derive(Debug)]
pub struct Standing {
    pub folder: PathBuf,
    pub manifest: Manifest,
    pub warnings: Vec<String>,
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
    /// Final figures that it changes, of a restatement.
    pub changes: Counted,
}
