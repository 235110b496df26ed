//! What an edition knows of itself once its figures are settled: its own name and the editions before
//! it. Pages, workbook and package are made with it, in the second phase of composing, because the
//! name holds a digest of the figures.

use std::fmt;

use super::{archive::Archive, imprint::Imprint, manifest::Manifest, read_back::Figure};
use crate::{schema::Table, score::period_result::PeriodResult};

/// An edition among the others.
#[derive(Clone, Copy, Debug)]
pub struct Release<'a> {
    /// The name of the edition that is being made.
    pub edition: &'a str,
    /// Why a month was published again, of a restatement.
    pub reason: Option<&'a str>,
    /// The editions before it, the newest first; never one of the same name.
    pub earlier: &'a [Manifest],
    /// Final figures of earlier editions that this one changes, as its readers may see both.
    pub changes: &'a [Change],
    /// Which revision of its months it is.
    pub revision: u32,
    pub imprint: Imprint<'a>,
    /// Every period that stands published.
    pub archive: &'a Archive,
    /// The year until its month; absent where the edition does not tell it, and where a part of the calendar
    /// year has just these months.
    pub year_to_date: Option<YearToDate<'a>>,
}

/// The year until a month.
#[derive(Clone, Copy, Debug)]
pub struct YearToDate<'a> {
    pub result: &'a PeriodResult,
    /// The rows of the period in the tables over all history, which alone have it.
    pub series: &'a [Table],
}

/// A final figure that would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub edition: String,
    pub period: String,
    pub unit_id: String,
    pub indicator_id: String,
    /// As published, and as it would be.
    pub before: Figure,
    pub after: Option<Figure>,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |figure: &Figure| {
            let [numerator, denominator, points, status] = figure;
            format!("{numerator}/{denominator}, {points} points, {status}")
        };
        let after = self.after.as_ref().map_or("not there".to_owned(), shown);
        let Self { edition, period, unit_id, indicator_id, before, .. } = self;
        write!(f, "{period} {unit_id} {indicator_id}: {} in {edition}, now {after}", shown(before))
    }
}
