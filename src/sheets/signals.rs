//! Whether the newest figure of a unit is a signal or varies as its months do anyway, in words and with a mark.

use super::{Cell, Sheets};
use crate::{
    domain::{text::Text, words, xmr::State},
    edition::shown,
    rules::Indicator,
};

impl Sheets<'_> {
    /// Whether anything is judged: only the month of the edition stands beside others.
    pub(super) fn are_judged(&self) -> bool {
        self.book.table("charts/signals").is_some()
    }

    /// What the score of a unit says; absent where nothing is judged.
    pub fn score_signal(&self, unit: u32) -> Option<Cell> {
        self.signal(unit, "")
    }

    /// What the ratio of a unit says; absent where it is none of its own that brings points, or has no value.
    pub fn ratio_signal(&self, unit: u32, indicator: &Indicator) -> Option<Cell> {
        self.signal(unit, &indicator.id)
    }

    /// The same in a table, with a dash where it is absent.
    pub(super) fn signal_cell(&self, unit: u32, indicator: &Indicator) -> Cell {
        let dash = || Cell::Absent(Text::name(shown::ABSENT), None);
        self.ratio_signal(unit, indicator).unwrap_or_else(dash)
    }

    fn signal(&self, unit: u32, indicator: &str) -> Option<Cell> {
        let key = [&self.period_id(), self.unit_id(unit), indicator];
        let row = self.book.row("charts/signals", &key);
        let code = row.text("signal")?;
        let state = State::ALL.into_iter().find(|state| state.as_str() == code)?;
        let words = words::of(&format!("codes.signal.{}", state.as_str()));
        Some(Cell::State(words.clone(), state.as_str()))
    }
}
