//! The five groups over twelve months, as the share of available points that was gained: of the
//! authority, and of one unit. A month without figures and one without a single case are gaps. The
//! headline names the group that changed most since the month before.

use super::{
    entry::Entry,
    material::Figures,
    sentence::{Value, said, wording},
    words,
};
use crate::{
    charts::{Body, Chart, Series, Trend},
    domain::{cell::Status, number::Decimal, text::Text},
    rules::rule_set::Group,
    score::period_result::PeriodResult,
};

pub(super) fn of_authority(figures: &Figures<'_>, entry: &Entry) -> Vec<Chart> {
    vec![figures.groups_of(0, figures.authority(), entry)]
}

pub(super) fn of_unit(figures: &Figures<'_>, entry: &Entry, unit: u32) -> Vec<Chart> {
    vec![figures.groups_of(unit, figures.names().get(unit), entry)]
}

impl Figures<'_> {
    fn groups_of(&self, unit: u32, place: Text, entry: &Entry) -> Chart {
        let series: Vec<Series> = self
            .source
            .rules
            .groups
            .iter()
            .map(|group| Series {
                id: group.id.clone(),
                name: group.title.clone(),
                values: self
                    .trend
                    .iter()
                    .map(|(_, month)| month.and_then(|month| self.gained(month, unit, group)))
                    .collect(),
            })
            .collect();
        let headline = self.changed_most(&series);
        let body = Body::Trend(Trend {
            unit_of_measure: wording("common.percent"),
            ceiling: Some(Decimal::ALL),
            periods: self.periods(),
            series,
            target: None,
        });
        self.chart_of_months(entry.id, headline, wording(entry.measure), &place, body)
    }

    /// The share of available points that a group gained, in percent; absent where
    /// nothing was available or no indicator of the group had a case.
    fn gained(&self, month: &PeriodResult, unit: u32, group: &Group) -> Option<Decimal> {
        let score = &month.scores[unit as usize];
        let own = self.source.rules.indicators.iter().zip(&score.cells);
        let has_cases =
            own.filter(|(indicator, _)| indicator.group == group.id).any(|(_, cell)| {
                cell.available && matches!(cell.status, Status::Value | Status::Provisional)
            });
        let found = score.groups.iter().find(|g| g.group == group.id && g.block.is_empty())?;
        let points = found.points.filter(|_| has_cases)?;
        words::share(Some((points.0.unsigned_abs(), found.available.0.unsigned_abs())))
    }
}

impl Figures<'_> {
    /// The group that changed most since the month before.
    fn changed_most(&self, series: &[Series]) -> Text {
        let changes = series.iter().filter_map(|series| {
            let (before, now) = self.last_two(&series.values)?;
            Some((series, now - before, now))
        });
        match changes.rev().max_by_key(|(_, change, _)| change.abs()) {
            Some((series, change, now)) if change != Decimal::ZERO => said(
                if change > Decimal::ZERO { "groups.up" } else { "groups.down" },
                &[
                    ("group", Value::Words(&series.name)),
                    ("change", Value::Points(change.abs())),
                    ("share", Value::Percent(now)),
                ],
            ),
            Some(_) => wording("groups.same"),
            None if series.iter().all(|s| s.values.last().copied().flatten().is_none()) => {
                wording("groups.none")
            }
            None => wording("common.no_month_before"),
        }
    }
}
