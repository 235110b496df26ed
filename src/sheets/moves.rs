//! Why the points of a unit moved since the month before: the score, and the indicators that moved most, each with
//! the terms that moved any of them. Internal.

use super::{
    Cell, Row, Sheet, Sheets, figures, sheet, words,
    words::{said, word},
};
use crate::{
    domain::number::Decimal,
    edition::moves::{POINTS, SCORE, TERMS},
    score::why::Term,
};

/// Indicators that are listed; the table of the edition has all.
const MOST: usize = 3;

impl Sheets<'_> {
    /// No rows where the edition does not tell, or nothing moved.
    pub fn moves(&self, unit: u32) -> Sheet {
        let parts = [
            ("unit", &self.unit_name(unit)),
            ("period", &self.period()),
            ("before", &self.before()),
        ];
        let caption = said("sheet.moves_caption", &parts);
        let moved = |row: &Row<'_>| row.number("change").map_or(0, |change| change.units.abs());
        let indicators = self.view.source.rules.indicators.iter().enumerate();
        let rows =
            indicators.map(|(place, indicator)| (place, self.moves_row(unit, &indicator.id)));
        let mut rows: Vec<(usize, Row<'_>)> = rows.filter(|(_, row)| moved(row) > 0).collect();
        rows.sort_by_key(|(_, row)| std::cmp::Reverse(moved(row)));
        rows.truncate(MOST);
        let totals = [(SCORE, "sheet.moves_score"), (POINTS, "sheet.moves_points")];
        let totals = totals.map(|(id, name)| (id, name, self.moves_row(unit, id)));
        // Who has no score has points.
        let total =
            totals.into_iter().find(|(.., row)| row.is_known()).filter(|_| !rows.is_empty());
        let listed = || total.iter().map(|(.., row)| row).chain(rows.iter().map(|(_, row)| row));
        let is_zero = |row: &Row<'_>, term: Term| {
            row.number(term.as_str()).is_none_or(|value| value == Decimal::ZERO)
        };
        let terms = TERMS.into_iter().filter(|term| listed().any(|row| !is_zero(row, *term)));
        let terms: Vec<Term> = terms.collect();
        let mut columns = vec![words("indicator"), figures("moved")];
        columns.extend(terms.iter().map(|term| figures(term.as_str())));
        let mut sheet = sheet("moves", caption, columns);
        sheet.note = Some(word("sheet.moves_note"));
        let cells = |name: Cell, row: &Row<'_>| {
            let terms = terms.iter().map(|term| row.figure(term.as_str()).into());
            [name, row.figure("change").into()].into_iter().chain(terms).collect()
        };
        if let Some((id, name, row)) = &total {
            sheet.row(*id, cells(word(name).into(), row)).strong = true;
        }
        for (place, row) in &rows {
            let id = &self.view.source.rules.indicators[*place].id;
            sheet.row(id, cells(self.indicator_link(*place), row));
        }
        sheet
    }

    fn moves_row(&self, unit: u32, id: &str) -> Row<'_> {
        self.book.row("insight/moves", &[&self.period_id(), self.unit_id(unit), id])
    }
}
