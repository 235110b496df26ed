//! Twelve months of every unit: score, points, rank, mean handling time, and points by group. A month
//! without figures has no rows; a gap stays a gap.

use crate::{
    domain::{number::Decimal, period::Period, time},
    edition::view::View,
    rules::rule_set::Measure,
    schema::{Table, Value, published},
    score::period_result::PeriodResult,
};

/// Score, points and rank.
pub fn history(view: &View<'_>) -> Table {
    let rows = rows(view, |period, month, unit| {
        let score = &month.scores[unit as usize];
        let mut row = head(view, period, month, unit);
        row.extend([
            score.points.into(),
            score.available.into(),
            score.score.into(),
            score.rank.map(|rank| rank.comparable_points).into(),
            score.rank.map(|rank| u64::from(rank.rank)).into(),
            score.rank.map(|rank| u64::from(rank.ranked_units)).into(),
            mean_days(view, month, unit).into(),
            month.counts.coverage.as_str().into(),
            score.cohort.as_ref().map(|cohort| cohort.id()).into(),
            score.rank.and_then(|rank| rank.comparable_score).into(),
        ]);
        vec![row]
    });
    Table { name: "history", columns: published::HISTORY, rows }
}

/// Points by group and block.
pub fn groups(view: &View<'_>) -> Table {
    let rows = rows(view, |period, month, unit| {
        let groups = &month.scores[unit as usize].groups;
        groups
            .iter()
            .map(|group| {
                let mut row = head(view, period, month, unit);
                row.extend([
                    group.group.clone().into(),
                    group.block.clone().into(),
                    group.points.into(),
                    group.max.into(),
                    group.available.into(),
                    month.counts.coverage.as_str().into(),
                ]);
                row
            })
            .collect()
    });
    Table { name: "history_groups", columns: published::HISTORY_GROUPS, rows }
}

fn rows(
    view: &View<'_>,
    row: impl Fn(Period, &PeriodResult, u32) -> Vec<Vec<Value>>,
) -> Vec<Vec<Value>> {
    let units = view.source.shown_units();
    let known = view.months.iter().filter_map(|(period, month)| Some((*period, (*month)?)));
    known
        .flat_map(|(period, month)| units.iter().map(move |unit| (period, month, *unit)))
        .flat_map(|(period, month, unit)| row(period, month, unit))
        .collect()
}

/// Period, code and name of a unit, as every table of this room begins.
pub(super) fn head(view: &View<'_>, period: Period, month: &PeriodResult, unit: u32) -> Vec<Value> {
    let known = view.source.units.get(unit);
    vec![
        period.to_string().into(),
        known.id.clone().into(),
        known.on(month.named_on).name.clone().into(),
    ]
}

/// Seconds over cases as days with one decimal; absent without a measure of time or without cases.
fn mean_days(view: &View<'_>, month: &PeriodResult, unit: u32) -> Option<Decimal> {
    let indicators = &view.source.rules.indicators;
    let place = indicators.iter().position(|indicator| indicator.measure == Measure::Seconds)?;
    let (seconds, cases) = month.scores[unit as usize].cells[place].counts?;
    time::mean_days(seconds, cases)
}
