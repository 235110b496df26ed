//! A period after counting and scoring: what every table, page and chart of it is made from.

use super::scorecard::UnitScore;
use crate::{count::cells::Counts, domain::time::Day};

/// A period counted and scored.
#[derive(Clone, Debug)]
pub struct PeriodResult {
    pub counts: Counts,
    /// By unit.
    pub scores: Vec<UnitScore>,
    /// The day whose names and tree are shown.
    pub named_on: Day,
}
