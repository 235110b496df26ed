//! The periods that the one shown is compared with: the one before it, the last quarter of a month, the same
//! period a year before, and the year up to the cut-off. All of them are counted at the cut-off of the edition,
//! by its rules, so that like is compared with like.

use super::months::head;
use crate::{
    domain::period::{Period, PeriodKind},
    edition::view::View,
    schema::{Table, published},
    score::period_result::PeriodResult,
};

/// Why a period stands beside the one shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// The one before it, of the same kind.
    Before,
    /// The quarter before the one that a month lies in.
    LastQuarter,
    /// The same period a year before.
    LastYear,
    /// The year it lies in, up to the cut-off.
    YearToDate,
}

/// What a period is compared with, each period once.
pub fn compared(shown: Period) -> Vec<(Comparison, Period)> {
    let quarter = shown.containing(PeriodKind::Quarter).shifted(-1);
    let is_month = shown.kind == PeriodKind::Month;
    let is_year = shown.kind == PeriodKind::Year;
    let a_year_before = shown.shifted(-(shown.kind.per_year() as i32));
    [
        (!is_year, Comparison::Before, shown.shifted(-1)),
        (is_month, Comparison::LastQuarter, quarter),
        (true, Comparison::LastYear, a_year_before),
        (!is_year, Comparison::YearToDate, shown.containing(PeriodKind::Year)),
    ]
    .into_iter()
    .filter_map(|(holds, comparison, period)| holds.then_some((comparison, period)))
    .collect()
}

/// The totals of every unit in the period shown and in those it is compared with; one that was not counted has
/// no rows.
pub fn table(view: &View<'_>) -> Table {
    let shown = view.shown.counts.period;
    let beside = compared(shown).into_iter().map(|(_, period)| period);
    let known: Vec<(Period, &PeriodResult)> = std::iter::once((shown, view.shown))
        .chain(beside.filter_map(|period| Some((period, view.result(period)?))))
        .collect();
    let units = view.source.shown_units();
    let rows = known.into_iter().flat_map(|(period, result)| {
        units.iter().map(move |unit| {
            let score = &result.scores[*unit as usize];
            let mut row = head(view, period, result, *unit);
            row.extend([
                score.points.into(),
                score.available.into(),
                score.score.into(),
                score.status.as_str().into(),
                result.counts.coverage.as_str().into(),
            ]);
            row
        })
    });
    Table { name: "compared", columns: published::COMPARED, rows: rows.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn periods(shown: &str) -> Vec<String> {
        let all = compared(shown.parse().unwrap());
        all.iter().map(|(_, period)| period.to_string()).collect()
    }

    #[test]
    fn each_kind_of_period_is_compared_with_its_own_kind_and_with_the_year() {
        assert_eq!(periods("2026-08"), ["2026-07", "2026-Q2", "2025-08", "2026"]);
        assert_eq!(periods("2026-01"), ["2025-12", "2025-Q4", "2025-01", "2026"]);
        assert_eq!(periods("2026-Q3"), ["2026-Q2", "2025-Q3", "2026"]);
        assert_eq!(periods("2026-H1"), ["2025-H2", "2025-H1", "2026"]);
        assert_eq!(periods("2026"), ["2025"]);
    }
}
