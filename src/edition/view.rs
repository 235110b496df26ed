//! One view of an edition: everything its files are made from, for one kind of reader. The internal
//! view holds exact figures, the public one what disclosure control returned; whoever draws or
//! writes from a view cannot tell, and need not.

use super::tables::Source;
use crate::score::period_result::PeriodResult;
use crate::{
    count::given::Given,
    disclose::Policy,
    domain::{
        period::{Period, PeriodKind},
        time::LocalTime,
    },
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
    /// Two years of months ending with it.
    pub two_years: Vec<TrendMonth<'a>>,
    /// Periods counted beside those of the tables, which the one shown is compared with.
    pub beside: &'a [PeriodResult],
    pub given: &'a Given,
    pub cut_off: LocalTime,
    /// The authority says that its data is invented, as that of the demonstration is.
    pub invented: bool,
    /// Accounts, findings and quarantine; empty in a public view.
    pub quality: &'a [Table],
    /// What somebody must look at; empty in a public view.
    pub insight: &'a [Table],
    /// What every published table says of itself.
    pub provenance: &'a [(String, String)],
}

impl<'a> View<'a> {
    /// The same of another of its periods, which stands beside no month.
    pub fn of_period<'b>(&'b self, shown: &'b PeriodResult) -> View<'b> {
        View {
            audience: self.audience,
            authority_id: self.authority_id,
            authority_name: self.authority_name,
            source: self.source,
            as_now: None,
            shown,
            months: Vec::new(),
            two_years: Vec::new(),
            beside: self.beside,
            insight: &[],
            given: self.given,
            cut_off: self.cut_off,
            invented: self.invented,
            quality: &[],
            provenance: self.provenance,
        }
    }

    /// A period, where it was counted: as the tables have it, or beside them.
    pub fn result(&self, period: Period) -> Option<&'a PeriodResult> {
        let is_it = |result: &&PeriodResult| result.counts.period == period;
        let of_months = || {
            let known = self.two_years.iter().chain(&self.months);
            known.filter_map(|(_, month)| *month).find(is_it)
        };
        let own = self.source.periods.iter().find(is_it);
        match period.kind {
            // A month before the first dossier is none of the months.
            PeriodKind::Month => own.or_else(of_months),
            _ => own.or_else(|| self.beside.iter().find(is_it)),
        }
    }

    /// From when figures are complete, where one of the months that pages show is not.
    pub fn complete_from(&self) -> Option<Period> {
        let months = self.months.iter().filter_map(|(_, month)| *month);
        std::iter::once(self.shown).chain(months).find_map(|r| r.counts.coverage.complete_from())
    }

    /// The figures of the month shown are not complete: nothing is made of them.
    pub fn is_incomplete(&self) -> bool {
        !self.shown.counts.coverage.is_complete()
    }

    /// The period before the one shown, where it has figures and both can be compared.
    pub fn before(&self) -> Option<(Period, &PeriodResult)> {
        if self.is_incomplete() {
            return None;
        }
        let before = self.shown.counts.period.shifted(-1);
        let is_compared = |result: &&PeriodResult| result.counts.coverage.is_complete();
        Some((before, self.result(before).filter(is_compared)?))
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
