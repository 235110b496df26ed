//! The cells of a heat table: what is known in each, and the sign of what is not.

use super::super::body::{Cell, HeatRow};
use crate::domain::text::Lang;
use crate::domain::{reliability::FEW, words};

/// From this width on a column is headed by its title.
pub(super) const TITLED: f64 = 74.0;

/// The cell of a row; one too few is a missing source, and a ratio without cases is `NoCases`.
pub(super) fn cell(row: &HeatRow, column: usize) -> Cell {
    match row.cells.get(column).copied() {
        None => Cell::MissingSource,
        Some(Cell::Ratio { denominator, .. }) if denominator <= 0 => Cell::NoCases,
        Some(cell) => cell,
    }
}

/// Whether a cell shows its fraction: a ratio of few cases is no more.
pub(super) fn is_few(cell: Cell) -> bool {
    matches!(cell, Cell::Ratio { denominator, .. } if denominator < FEW as i64)
}

/// The sign of a cell without a ratio, and what it means.
pub(super) fn sign(cell: Cell, lang: Lang) -> Option<(&'static str, &'static str)> {
    let (sign, meaning) = match cell {
        Cell::Ratio { .. } => return None,
        Cell::NoCases => ("–", "sentence.absent.no_cases"),
        Cell::MissingSource => ("…", "sentence.absent.missing_source"),
        Cell::NotApplicable => ("×", "sentence.absent.not_applicable"),
        Cell::Suppressed => ("*", "sentence.absent.suppressed"),
    };
    Some((sign, words::of(meaning).get(lang)))
}
