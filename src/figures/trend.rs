//! The five groups over twelve months, as the share of available points that was gained: of the
//! authority, and of one unit. A month without figures and one without a single case are gaps. The
//! headline names the group that changed most since the month before.

use super::{
    material::{Figures, Found},
    words,
};
use crate::{
    charts::{Body, Series},
    domain::{
        cell::Status,
        number::Decimal,
        sentence::{Value, said, wording},
        text::Text,
    },
    rules::rule_set::Group,
    score::period_result::PeriodResult,
};

pub(super) fn draw(figures: &Figures<'_>, unit: usize) -> Vec<Found> {
    let groups = figures.source.rules.groups.iter();
    let series: Vec<Series> = groups
        .map(|group| {
            let gained = |month: &PeriodResult| figures.gained(month, unit, group);
            figures.series(&group.id, group.title.clone(), gained)
        })
        .collect();
    let headline = figures.changed_most(&series);
    let body = Body::Trend(figures.over_months(wording("common.percent"), series));
    vec![Found::new(headline, body)]
}

impl Figures<'_> {
    /// The share of available points that a group gained, in percent; absent where
    /// nothing was available or no indicator of the group had a case.
    fn gained(&self, month: &PeriodResult, unit: usize, group: &Group) -> Option<Decimal> {
        let score = &month.scores[unit];
        let own = self.source.rules.indicators.iter().zip(&score.cells);
        let has_cases =
            own.filter(|(indicator, _)| indicator.group == group.id).any(|(_, cell)| {
                cell.available && matches!(cell.status, Status::Value | Status::Provisional)
            });
        let found = score.groups.iter().find(|g| g.group == group.id && g.block.is_empty())?;
        let points = found.points.filter(|_| has_cases)?;
        words::share(Some((points.0.unsigned_abs(), found.available.0.unsigned_abs())))
    }

    /// The group that changed most since the month before.
    fn changed_most(&self, series: &[Series]) -> Text {
        let none = |s: &Series| s.values.last().copied().flatten().is_none();
        match self.changes(series).into_iter().rev().max_by_key(|(_, change, _)| change.abs()) {
            Some((series, change, now)) if change != Decimal::ZERO => said(
                if change > Decimal::ZERO { "groups.up" } else { "groups.down" },
                &[
                    ("group", Value::Words(&series.name)),
                    ("change", Value::Points(change.abs())),
                    ("share", Value::Percent(now)),
                ],
            ),
            Some(_) => wording("groups.same"),
            None if series.iter().all(none) => wording("groups.none"),
            None => wording("common.no_month_before"),
        }
    }
}
