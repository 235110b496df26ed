//! One view of an edition: everything its files are made from, for one kind of reader. The internal
//! view holds exact figures, the public one what disclosure control returned; whoever draws or
//! writes from a view cannot tell, and need not.

use super::tables::Source;
use crate::score::period_result::PeriodResult;
use crate::{
    count::given::Given,
    disclose::Policy,
    domain::{period::Period, time::LocalTime},
    schema::{Table, tables::of_edition},
};

/// Rounded figures are not shown by database.
const DATABASES: &str = "databases";

/// A month of the trend: absent figures are gaps.
pub type TrendMonth<'a> = (Period, Option<&'a PeriodResult>);

/// Who an edition is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The authority itself: exact, with quality tables and the view of today's units.
    Internal,
    /// Everyone: allow-listed tables after disclosure control.
    Public(Policy),
}

impl Audience {
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Public(_))
    }

    /// Counts that are shown are the exact ones, but for the rarer parts of the flow.
    pub const fn is_exact(self) -> bool {
        matches!(self, Self::Internal | Self::Public(Policy::Portal { .. }))
    }
}

/// What the files of an edition are made from.
pub struct View<'a> {
    pub audience: Audience,
    pub authority_id: &'a str,
    /// The name of the authority in the period shown.
    pub authority_name: &'a str,
    /// The periods with units as they were.
    pub source: &'a Source<'a>,
    /// The same under today's units; absent in a public view.
    pub as_now: Option<&'a Source<'a>>,
    /// The month that pages and charts show.
    pub shown: &'a PeriodResult,
    /// Twelve months ending with the one shown.
    pub months: Vec<TrendMonth<'a>>,
    pub given: &'a Given,
    pub cut_off: LocalTime,
    /// The authority says that its data is invented, as that of the demonstration is.
    pub invented: bool,
    /// Accounts, findings and quarantine; empty in a public view.
    pub quality: &'a [Table],
    /// What every published table says of itself.
    pub provenance: &'a [(String, String)],
}

impl View<'_> {
    /// From when figures are complete, where one of the months that pages show is not.
    pub fn complete_from(&self) -> Option<Period> {
        let months = self.months.iter().filter_map(|(_, month)| *month);
        std::iter::once(self.shown).chain(months).find_map(|r| r.counts.coverage.complete_from())
    }

    /// The figures of the month shown are not complete: nothing is made of them.
    pub fn is_incomplete(&self) -> bool {
        !self.shown.counts.coverage.is_complete()
    }

    /// The month before the one shown, where it has figures and both can be compared.
    pub fn before(&self) -> Option<(Period, &PeriodResult)> {
        if self.is_incomplete() {
            return None;
        }
        let wanted = self.shown.counts.period.shifted(-1);
        self.months.iter().find_map(|(period, month)| {
            let is_compared = |month: &&PeriodResult| month.counts.coverage.is_complete();
            let month = month.filter(|_| *period == wanted).filter(is_compared)?;
            Some((*period, month))
        })
    }

    /// The tables of the view with units as they were, but for that of units and procedures.
    pub fn tables(&self) -> Vec<Table> {
        let mut tables = self.source.tables();
        if self.audience.is_public() {
            // What is not declared to be public stays internal.
            tables.retain(|table| of_edition(table.name).is_some_and(|known| known.public));
        }
        if !self.audience.is_exact() {
            tables.retain(|table| table.name != DATABASES);
        }
        tables
    }
}
