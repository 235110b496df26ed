//! What the charts of an edition are drawn from: the month shown, twelve months with it, names, and
//! what may be said of a unit. Every builder reads it; it knows none of them.

use super::breaks;
use crate::{
    charts::{Body, Break, Chart, Series, Target, Trend},
    domain::{
        number::Decimal,
        reliability::FEW,
        sentence::{Value, joined, said, wording},
        text::Text,
        wording,
    },
    edition::{
        cohorts::{self, List},
        names::{self, Names},
        reorganisations::Reorganisations,
        signals::{self, Signals},
        tables::Source,
        view::{TrendMonth, View},
    },
    rules::rule_set::{ChildUnits, ScoreRule},
    score::{period_result::PeriodResult, points::Scored},
};

/// What the charts of an edition are drawn from.
pub struct Figures<'a> {
    pub(super) source: &'a Source<'a>,
    /// The month that the charts show.
    pub(super) shown: &'a PeriodResult,
    /// Twelve months of all units, ending with the month shown.
    pub(super) trend: &'a [TrendMonth<'a>],
    /// Two years of months, ending with it.
    pub(super) two_years: &'a [TrendMonth<'a>],
    authority_name: &'a str,
    /// Every count is rounded, as in a public edition.
    rounded: bool,
    /// The names of all units as charts show them.
    pub(super) names: Names,
    /// Which units are ranked beside each other.
    lists: Vec<List>,
    /// Which units became others within the two years.
    reorganisations: Reorganisations,
}

/// Whether a ratio rests on too few cases to be more than a fraction.
pub(super) fn is_few(fraction: Option<(u64, u64)>) -> bool {
    fraction.is_some_and(|(_, cases)| cases < FEW)
}

/// What a builder found: a chart but for what all charts of an edition say alike.
pub struct Found {
    pub headline: Text,
    pub body: Body,
    /// What fills the blank of the measure: an indicator, a target or a number of points.
    pub of: Text,
    /// What follows the id of the catalogue: a target, a list of units.
    pub suffix: String,
    /// The list of units it is about, where there are several.
    pub list: Option<Text>,
    /// What must be known of this chart beside what holds for all.
    pub note: Option<Text>,
}

impl Found {
    pub(super) fn new(headline: Text, body: Body) -> Self {
        let (of, suffix) = (Text::default(), String::new());
        Found { headline, body, of, suffix, list: None, note: None }
    }

    /// The same of one of several lists of units.
    pub(super) fn among(self, list: &List) -> Self {
        let suffix = match list.title() {
            Some(_) => format!("{}-{}", self.suffix, list.file),
            None => self.suffix,
        };
        Found { suffix, list: list.title(), ..self }
    }

    /// The same of an indicator, a target or points.
    pub(super) fn of(self, of: &Text) -> Self {
        Found { of: of.clone(), ..self }
    }
}

impl<'a> Figures<'a> {
    /// What the charts of a month are drawn from.
    pub fn new(
        source: &'a Source<'a>,
        shown: &'a PeriodResult,
        trend: &'a [TrendMonth<'a>],
        authority_name: &'a str,
    ) -> Self {
        let names = Names::of(source, shown);
        let lists = cohorts::lists(source, shown);
        let reorganisations = Reorganisations::of(source.units, trend);
        Self {
            source,
            shown,
            trend,
            two_years: trend,
            authority_name,
            rounded: false,
            names,
            lists,
            reorganisations,
        }
    }

    /// What the charts of a view are drawn from.
    pub fn of(view: &'a View<'_>) -> Self {
        let rounded = !view.audience.is_exact();
        let two_years = &view.two_years;
        let own = Self::new(view.source, view.shown, &view.months, view.authority_name);
        let reorganisations = Reorganisations::of(view.source.units, two_years);
        Self { rounded, two_years, reorganisations, ..own }
    }

    /// A chart of what was found: of the month shown, or where it is drawn over months of the twelve
    /// that end with it. Nothing is found in figures that are not complete; where they begin to be is
    /// said below.
    pub(super) fn chart(&self, id: &str, measure: &str, place: &Text, found: Found) -> Chart {
        let Found { headline, body, of, suffix, list, note } = found;
        let from = |month: &PeriodResult| month.counts.coverage.complete_from();
        let is_over_months = matches!(body, Body::Trend(_) | Body::SmallMultiples(_));
        let (period, complete_from) = match &body {
            _ if is_over_months => {
                let last = self.trend.last().map_or(self.shown.counts.period, |(last, _)| *last);
                let months = self.trend.iter().filter_map(|(_, month)| *month);
                let period = said("common.incomplete_months", &[("period", Value::Period(last))]);
                (period, std::iter::once(self.shown).chain(months).find_map(from))
            }
            _ => (wording::period(self.shown.counts.period), from(self.shown)),
        };
        let of = Value::Words(&of);
        let measure = said(measure, &[("indicator", of), ("target", of), ("points", of)]);
        let measure = match &list {
            None => measure,
            Some(list) => {
                let told = [("measure", Value::Words(&measure)), ("list", Value::Words(list))];
                said("common.of_list", &told)
            }
        };
        let (authority, rules) = (self.authority(), self.source.rules);
        let source = [
            ("authority", Value::Words(&authority)),
            ("rules", Value::Name(&rules.id)),
            ("hash", Value::Name(&rules.hash[..12])),
        ];
        let notes = [
            complete_from.map(wording::incomplete_before),
            self.shown.counts.provisional.then(|| wording("common.provisional")),
            self.rounded.then(|| wording("common.rounded")),
            is_over_months.then(|| said("common.vintage", &[("rules", Value::Name(&rules.id))])),
            note,
        ];
        let notes: Vec<Text> = notes.into_iter().flatten().collect();
        Chart {
            id: format!("{id}{suffix}"),
            headline: if self.is_incomplete() { wording::incomplete() } else { headline },
            subtitle: joined(&[measure, place.clone(), period], ", "),
            source: said("common.source", &source),
            note: (!notes.is_empty()).then(|| joined(&notes, " ")),
            body,
        }
    }

    /// The figures of the month shown are not complete.
    pub(super) fn is_incomplete(&self) -> bool {
        !self.shown.counts.coverage.is_complete()
    }

    /// Whether a unit may stand in an order of units.
    pub(super) fn may_rank(&self, unit: u32) -> bool {
        !self.is_incomplete() && self.shown.scores[unit as usize].is_graded()
    }

    /// The last value of a series and the one of the month before; absent where either is, where one
    /// of the months is not complete, or where the series breaks between them.
    pub(super) fn last_two(&self, series: &Series) -> Option<(Decimal, Decimal)> {
        let [.., before, now] = series.values[..] else { return None };
        if series.breaks.iter().any(|found| found.at + 1 == series.values.len()) {
            return None;
        }
        self.last_two_months()
            .all(|month| month.counts.coverage.is_complete())
            .then(|| before.zip(now))?
    }

    /// The month shown last and the one before it, as far as they were counted.
    pub(super) fn last_two_months(&self) -> impl Iterator<Item = &PeriodResult> {
        let last = self.trend.len().saturating_sub(2);
        self.trend[last..].iter().filter_map(|(_, month)| *month)
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

    /// The lists in which units are ranked, in their order.
    pub(super) fn lists(&self) -> &[List] {
        &self.lists
    }

    /// The same of one list.
    pub(super) fn direct_units_of(&self, list: &List) -> Vec<u32> {
        self.direct_units().into_iter().filter(|unit| list.units.contains(unit)).collect()
    }

    /// What is known of a unit under an indicator in the month shown.
    pub(super) fn cell(&self, unit: u32, place: usize) -> Scored {
        self.shown.scores[unit as usize].cells[place]
    }

    /// The id of a unit, as rows of charts bear it.
    pub(super) fn unit_id(&self, unit: u32) -> &str {
        &self.source.units.get(unit).id
    }

    /// A series of the months of the trend; a month for which nothing was counted is a gap.
    pub(super) fn series(
        &self,
        id: &str,
        name: Text,
        value: impl Fn(&PeriodResult) -> Option<Decimal>,
    ) -> Series {
        let values = self.trend.iter().map(|(_, month)| month.and_then(&value));
        Series { id: id.to_owned(), name, values: values.collect(), breaks: Vec::new() }
    }

    /// Where the line of a unit over these months breaks.
    pub(super) fn breaks(&self, unit: u32, months: &[TrendMonth<'_>]) -> Vec<Break> {
        breaks::breaks(&self.reorganisations, unit, months, &self.names)
    }

    /// What two years of months say.
    pub(super) fn signals(&self) -> Signals<'_> {
        Signals::of(self.two_years, &self.reorganisations)
    }

    /// The months of the two years, as axes have them.
    pub(super) fn periods_of_two_years(&self) -> Vec<String> {
        self.two_years.iter().map(|(period, _)| period.to_string()).collect()
    }

    /// A series of a unit over the months of the trend.
    pub(super) fn series_of(
        &self,
        unit: u32,
        value: impl Fn(&PeriodResult) -> Option<Decimal>,
    ) -> Series {
        let breaks = self.breaks(unit, self.trend);
        Series { breaks, ..self.series(self.unit_id(unit), self.names.get(unit), value) }
    }

    /// How each series changed since the month before, and its last value; those that can be
    /// compared.
    pub(super) fn changes<'s>(&self, all: &'s [Series]) -> Vec<(&'s Series, Decimal, Decimal)> {
        let changed = |series: &'s Series| {
            let (before, now) = self.last_two(series)?;
            Some((series, now - before, now))
        };
        all.iter().filter_map(changed).collect()
    }
}

impl Figures<'_> {
    /// The ratio of a unit in a month, in percent; absent where it has none.
    pub(super) fn ratio(&self, month: &PeriodResult, unit: u32, place: usize) -> Option<Decimal> {
        signals::ratio(month, unit, place)
    }

    /// Whether the ratio of a unit rests on too few cases for a headline.
    pub(super) fn is_few(&self, unit: u32, place: usize) -> bool {
        is_few(self.cell(unit, place).fraction())
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
        Some(Target { value, label: wording("ranking.full_from") })
    }

    /// Series over the months of the trend, as they are drawn.
    pub(super) fn over_months(&self, unit_of_measure: Text, series: Vec<Series>) -> Trend {
        Trend {
            unit_of_measure,
            ceiling: Some(Decimal::ALL),
            periods: self.trend.iter().map(|(period, _)| period.to_string()).collect(),
            series,
            target: None,
            reference: None,
            process: None,
        }
    }

    /// Why a unit that has a value stands in no order; nothing where it does.
    pub(super) fn why_not_ranked(&self, unit: u32) -> Option<Text> {
        (!self.may_rank(unit)).then(|| self.why_unranked(unit))
    }

    pub(super) fn why_unranked(&self, unit: u32) -> Text {
        let first_day = self.shown.counts.period.first_day();
        wording(if self.is_incomplete() {
            "unranked.incomplete"
        } else if unit == self.source.units.unmapped() {
            "unranked.unmapped"
        } else if self.source.units.get(unit).is_over(first_day) {
            "unranked.over"
        } else if self.withholds(unit) {
            "unranked.withheld"
        } else {
            "unranked.idle"
        })
    }

    /// A figure of the unit is kept from the public, and with it the unit's total.
    pub(super) fn withholds(&self, unit: u32) -> bool {
        let cells = &self.shown.scores[unit as usize].cells;
        self.shown.counts.flow_suppressed[unit as usize]
            || cells.iter().any(|cell| cell.hides_totals)
    }
}
