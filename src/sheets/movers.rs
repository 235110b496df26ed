//! The biggest movers: units and indicators with the greatest change in points since the month
//! before, with the cases of both months, and a mark where chance alone may well give such a change. A
//! month of few cases moves nobody.

use std::cmp::Reverse;

use super::{
    Cell, Heading, Row, Sheet, Sheets, figures, sheet, words,
    words::{said, word},
};
use crate::{domain::reliability::FEW, rules::rule_set::ChildUnits};

/// Changes that are listed.
const MOST: usize = 40;

impl Sheets<'_> {
    pub fn movers(&self) -> Sheet {
        let (period, before) = (self.period(), self.before());
        let of = |id: &str, key: &str, name: &str, month| {
            let title = said(&format!("sheet.{key}"), &[(name, month)]);
            Heading { id: id.to_owned(), title, number: true }
        };
        let columns = vec![
            words("unit"),
            words("indicator"),
            figures("change").titled(said("sheet.change", &[("before", &before)])),
            of("points_before", "points_of", "period", &before),
            of("points", "points_of", "period", &period),
            of("cases_before", "cases_of", "period", &before),
            of("cases", "cases_of", "period", &period),
            words("chance"),
        ];
        let parts = [("period", &period), ("before", &before)];
        let mut sheet = sheet("movers", said("sheet.movers_caption", &parts), columns);
        sheet.sortable = true;
        for (unit, place, now, then) in self.moved().into_iter().take(MOST) {
            let cells = vec![
                self.unit_link(unit),
                self.indicator_link(place),
                now.change("points", &then).into(),
                then.figure("points").into(),
                now.figure("points").into(),
                cases(&then),
                cases(&now),
                match now.flag("beyond_chance") {
                    Some(true) => Cell::State(word("sheet.beyond_chance"), "beyond"),
                    Some(false) => Cell::State(word("sheet.within_chance"), "within"),
                    None => word("sheet.chance_unknown").into(),
                },
            ];
            sheet.row(self.unit_id(unit), cells);
        }
        sheet
    }

    /// Unit, indicator and the rows of both months of every change: what is beyond chance first, then by
    /// size.
    fn moved(&self) -> Vec<(u32, usize, Row<'_>, Row<'_>)> {
        let shown = self.view.shown.counts.period;
        let (this, last) = (shown.to_string(), shown.shifted(-1).to_string());
        let mut found = Vec::new();
        for unit in self.view.source.shown_units() {
            for (place, indicator) in self.view.source.rules.indicators.iter().enumerate() {
                // The authority is its units together; an inherited figure is only its own.
                let inherited = indicator.child_units == ChildUnits::Inherit;
                if inherited != (unit == 0) {
                    continue;
                }
                let row = |period: &str| {
                    self.book.row("charts/movers", &[period, self.unit_id(unit), &indicator.id])
                };
                let (now, then) = (row(&this), row(&last));
                let is_few = [&now, &then].into_iter().any(|row| {
                    row.number("denominator").is_none_or(|cases| cases.units < FEW as i64)
                });
                if let (Some(n), Some(t)) = (now.number("points"), then.number("points"))
                    && n != t
                    && !is_few
                {
                    let by_chance = now.flag("beyond_chance") == Some(false);
                    found.push(((by_chance, Reverse((n - t).abs())), (unit, place, now, then)));
                }
            }
        }
        // Units and indicators of the same change stay in their own order.
        found.sort_by_key(|(order, _)| *order);
        found.into_iter().map(|(_, change)| change).collect()
    }
}

/// Numerator and denominator in one cell.
fn cases(row: &Row<'_>) -> Cell {
    let figures = ["numerator", "denominator"].map(|column| (column, row.figure(column)));
    Cell::Pattern { pattern: word("sheet.of_cases"), figures: figures.to_vec() }
}
