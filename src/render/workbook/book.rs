//! What a workbook is made of, and what many of its sheets ask of it.

use super::words::Titles;
use crate::{
    charts::Chart,
    disclose::Policy,
    domain::{period::Period, text::Text},
    edition::view::View,
    rules::RuleSet,
    schema::Rows,
    sheets::Sheets,
};

/// What a workbook is made of.
#[derive(Clone, Copy)]
pub struct Book<'a> {
    /// The sheets for people, and the view that they are of.
    pub sheets: Sheets<'a>,
    /// The published tables, each on a sheet of its own, in this order.
    pub tables: &'a [&'a dyn Rows],
    /// The charts of the edition; the trend is drawn natively.
    pub charts: &'a [Chart],
    /// How figures were made fit for everyone, in a public edition.
    pub policy: Option<Policy>,
}

impl<'a> Book<'a> {
    pub(super) fn view(&self) -> &'a View<'a> {
        self.sheets.view
    }

    pub(super) fn rules(&self) -> &'a RuleSet {
        self.view().source.rules
    }

    pub(super) fn titles(&self) -> Titles<'a> {
        Titles { rules: self.rules(), targets: self.view().source.targets }
    }

    /// The period of the sheets for people.
    pub(super) fn shown(&self) -> Period {
        self.view().shown.counts.period
    }

    /// The shown period, whether it is provisional, and whether its figures are complete.
    pub(super) fn period_words(&self) -> Text {
        self.sheets.marked(self.sheets.period())
    }

    /// From when figures are complete, where a period of the edition or a month of its trend is not.
    pub(super) fn complete_from(&self) -> Option<Period> {
        let own = self.view().source.periods.iter();
        let mut own = own.filter_map(|result| result.counts.coverage.complete_from());
        own.next().or_else(|| self.view().complete_from())
    }
}
