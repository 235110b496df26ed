//! Every indicator of every unit in the month shown and the month before: what changes are computed
//! from. The later row says whether the change is more than chance usually gives.

use super::{chance, months::head};
use crate::{
    domain::period::Period,
    edition::view::View,
    schema::{Table, Value, published},
    score::{period_result::PeriodResult, points::Scored},
};

/// The two months; the earlier one has no rows where it has no figures.
pub fn movers(view: &View<'_>) -> Table {
    let before = view.before();
    let units = view.source.shown_units();
    let mut rows = Vec::new();
    if let Some((period, month)) = before {
        rows.extend(units.iter().flat_map(|unit| of_unit(view, period, month, None, *unit)));
    }
    let shown = (view.shown.counts.period, view.shown);
    let before = before.map(|(_, month)| month);
    rows.extend(units.iter().flat_map(|unit| of_unit(view, shown.0, shown.1, before, *unit)));
    Table { name: "movers", columns: published::MOVERS, rows }
}

fn of_unit(
    view: &View<'_>,
    period: Period,
    month: &PeriodResult,
    before: Option<&PeriodResult>,
    unit: u32,
) -> Vec<Vec<Value>> {
    let cells = &month.scores[unit as usize].cells;
    let former = |place: usize| before.map(|before| before.scores[unit as usize].cells[place]);
    view.source
        .rules
        .indicators
        .iter()
        .enumerate()
        .map(|(place, indicator)| {
            let cell = cells[place];
            let mut row = head(view, period, month, unit);
            row.extend([
                indicator.id.clone().into(),
                cell.counts.map(|(numerator, _)| numerator).into(),
                cell.counts.map(|(_, denominator)| denominator).into(),
                cell.ratio().into(),
                cell.points.into(),
                indicator.max.into(),
                cell.status.as_str().into(),
                former(place).and_then(|former| beyond(&former, &cell)).into(),
                month.counts.coverage.as_str().into(),
            ]);
            row
        })
        .collect()
}

fn beyond(before: &Scored, now: &Scored) -> Option<bool> {
    chance::beyond(before.fraction()?, now.fraction()?)
}
