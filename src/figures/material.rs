//! What the charts of an edition are drawn from: the month shown, twelve months with it, names, and
//! what may be said of a unit. Every builder reads it; it knows none of them.

use super::{
    sentence::{Value, joined, said},
    words,
};
use crate::{
    charts::{Body, Chart, Target},
    domain::{cell::Status, number::Decimal, period::Period, text::Text, wording},
    edition::{
        names::{self, Names},
        tables::Source,
        view::{Audience, TrendMonth, View},
    },
    rules::rule_set::{ChildUnits, ScoreRule},
    score::{period_result::PeriodResult, points::Scored},
};

/// What the charts of an edition are drawn from.
pub struct Figures<'a> {
    pub source: &'a Source<'a>,
    /// The month that the charts show.
    pub shown: &'a PeriodResult,
    /// Twelve months of all units, ending with the month shown.
    pub trend: &'a [TrendMonth<'a>],
    pub authority_name: &'a str,
    /// Every count is rounded, as in a public edition.
    pub rounded: bool,
}

impl<'a> Figures<'a> {
    /// What the charts of a view are drawn from.
    pub fn of(view: &'a View<'_>) -> Self {
        Self {
            source: view.source,
            shown: view.shown,
            trend: &view.months,
            authority_name: view.authority_name,
            rounded: view.audience == Audience::Public,
        }
    }

    /// A chart of the month shown.
    pub(super) fn chart(
        &self,
        id: &str,
        headline: Text,
        measure: Text,
        place: &Text,
        body: Body,
    ) -> Chart {
        let period = wording::period(self.shown.counts.period);
        let from = self.shown.counts.coverage.complete_from();
        self.chart_of(id, headline, [measure, place.clone(), period], from, body)
    }

    /// A chart of the twelve months that end with the one shown.
    pub(super) fn chart_of_months(
        &self,
        id: &str,
        headline: Text,
        measure: Text,
        place: &Text,
        body: Body,
    ) -> Chart {
        let last = self.trend.last().map_or(self.shown.counts.period, |(period, _)| *period);
        let period = said("common.incomplete_months", &[("period", Value::Period(last))]);
        let months = self.trend.iter().filter_map(|(_, month)| *month);
        let mut results = std::iter::once(self.shown).chain(months);
        let from = results.find_map(|result| result.counts.coverage.complete_from());
        self.chart_of(id, headline, [measure, place.clone(), period], from, body)
    }

    /// Nothing is found in figures that are not complete; where they begin to be is said below.
    pub(super) fn chart_of(
        &self,
        id: &str,
        headline: Text,
        subtitle: [Text; 3],
        complete_from: Option<Period>,
        body: Body,
    ) -> Chart {
        let headline = match self.is_incomplete() {
            true => wording::incomplete(),
            false => headline,
        };
        let authority = self.authority();
        let rules = self.source.rules;
        let of = [
            ("authority", Value::Words(&authority)),
            ("rules", Value::Name(&rules.id)),
            ("hash", Value::Name(&rules.hash[..12])),
        ];
        Chart {
            id: id.to_owned(),
            headline,
            subtitle: joined(&subtitle, ", "),
            source: said("common.source", &of),
            note: self.note(complete_from),
            body,
        }
    }

    /// What holds for every figure of the chart.
    pub(super) fn note(&self, complete_from: Option<Period>) -> Option<Text> {
        let notes = [
            complete_from.map(wording::incomplete_before),
            self.shown.counts.provisional.then(|| said("common.provisional", &[])),
            self.rounded.then(|| said("common.rounded", &[])),
        ];
        let notes: Vec<Text> = notes.into_iter().flatten().collect();
        (!notes.is_empty()).then(|| joined(&notes, " "))
    }

    /// The figures of the month shown are not complete.
    pub(super) fn is_incomplete(&self) -> bool {
        !self.shown.counts.coverage.is_complete()
    }

    /// Whether a unit may stand in an order of units.
    pub(super) fn may_rank(&self, unit: u32) -> bool {
        !self.is_incomplete() && self.shown.scores[unit as usize].is_graded()
    }

    /// The last value of a series and the one of the month before; absent where either is, or where
    /// one of the months is not complete.
    pub(super) fn last_two(&self, values: &[Option<Decimal>]) -> Option<(Decimal, Decimal)> {
        let last = self.trend.len().saturating_sub(2);
        let mut months = self.trend[last..].iter().filter_map(|(_, month)| *month);
        months.all(|month| month.counts.coverage.is_complete()).then(|| words::last_two(values))?
    }

    /// The authority, as the place of a chart.
    pub(super) fn authority(&self) -> Text {
        Text::new(self.authority_name, names::plain(self.source, self.shown, 0).en)
    }

    /// The units directly below the authority, and `unmapped` where it is used.
    pub(super) fn direct_units(&self) -> Vec<u32> {
        let direct = |unit: &u32| {
            *unit == self.source.units.unmapped() || self.shown.counts.tree.parent(*unit) == Some(0)
        };
        self.source.shown_units().into_iter().filter(direct).collect()
    }

    /// What is known of a unit under an indicator in the month shown.
    pub(super) fn cell(&self, unit: u32, place: usize) -> Scored {
        self.shown.scores[unit as usize].cells[place]
    }

    /// The id of a unit, as rows of charts bear it.
    pub(super) fn unit_id(&self, unit: u32) -> &str {
        &self.source.units.get(unit).id
    }

    /// The names of all units as charts show them.
    pub(super) fn names(&self) -> Names {
        Names::of(self.source, self.shown)
    }
}

impl Figures<'_> {
    /// The ratio of a unit in a month, in percent; absent where it has none.
    pub(super) fn ratio(&self, month: &PeriodResult, unit: u32, place: usize) -> Option<Decimal> {
        let cell = month.scores[unit as usize].cells[place];
        words::share(cell.fraction())
    }

    /// Whether units have ratios of their own under an indicator.
    pub(super) fn differs_by_unit(&self, place: usize) -> bool {
        let indicator = &self.source.rules.indicators[place];
        indicator.score != ScoreRule::Info && indicator.child_units == ChildUnits::Own
    }

    /// The share from which points are full; absent where every case counts.
    pub(super) fn full_points_from(&self, place: usize) -> Option<Target> {
        let ScoreRule::FullAt { percent } = self.source.rules.indicators[place].score else {
            return None;
        };
        let value = Decimal::percent(percent, 100_u64, 2)?;
        Some(Target { value, label: said("ranking.full_from", &[]) })
    }

    /// The ratios of a unit in the months of the trend; a gap is `None`.
    pub(super) fn ratios(&self, unit: u32, place: usize) -> Vec<Option<Decimal>> {
        let month =
            |(_, month): &TrendMonth<'_>| month.and_then(|month| self.ratio(month, unit, place));
        self.trend.iter().map(month).collect()
    }

    /// The months of the trend, as their ids.
    pub(super) fn periods(&self) -> Vec<String> {
        self.trend.iter().map(|(period, _)| period.to_string()).collect()
    }

    /// Why a unit that has a value stands in no order; nothing where it does.
    pub(super) fn why_not_ranked(&self, unit: u32) -> Option<Text> {
        (!self.may_rank(unit)).then(|| self.why_unranked(unit))
    }

    pub(super) fn why_unranked(&self, unit: u32) -> Text {
        let first_day = self.shown.counts.period.first_day();
        said(
            if self.is_incomplete() {
                "unranked.incomplete"
            } else if unit == self.source.units.unmapped() {
                "unranked.unmapped"
            } else if self.source.units.get(unit).is_over(first_day) {
                "unranked.over"
            } else if self.withholds(unit) {
                "unranked.withheld"
            } else {
                "unranked.idle"
            },
            &[],
        )
    }

    /// A figure of the unit is kept from the public, and with it the unit's total.
    pub(super) fn withholds(&self, unit: u32) -> bool {
        let cells = &self.shown.scores[unit as usize].cells;
        self.shown.counts.flow_suppressed[unit as usize]
            || cells.iter().any(|cell| cell.status == Status::Suppressed)
    }
}
