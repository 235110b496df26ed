//! Which charts an edition has, and what each of them says: the finding in its headline, measure,
//! place and period below it. The catalogue declares them; each has a file of its own with its
//! headline and its body. Drawing is left to `charts`.

pub mod catalogue;
mod flow;
mod indicator_funnel;
mod indicator_ranking;
mod indicator_trend;
mod indicator_units;
mod indicators;
mod points_lost;
mod scorecard;
mod targets;
mod trend;
mod unit_scores;
mod words;

#[cfg(test)]
mod tests;

use self::catalogue::{CATALOGUE, Draws};
use super::charts::{Body, Chart};
use crate::{domain::period::Period, score::points::Scored};
use crate::{
    domain::{text::Text, wording},
    edition::{
        names::{self, Names},
        tables::Source,
        view::{Audience, TrendMonth, View},
    },
    score::period_result::PeriodResult,
};

/// What a set of charts is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The authority and all its units.
    Authority,
    /// One unit, by its number.
    Unit(u32),
    /// One indicator, by its place in the rule set.
    Indicator(usize),
}

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

    /// The charts of the authority, in the order of the page.
    pub fn charts(&self) -> Vec<Chart> {
        self.charts_of(Scope::Authority)
    }

    /// The charts of a scope, in the order of the catalogue; none where the catalogue has none for
    /// it, as for an indicator that is shown without a ratio.
    pub fn charts_of(&self, scope: Scope) -> Vec<Chart> {
        let charts = CATALOGUE.iter().map(|entry| match (entry.draws, scope) {
            (Draws::Authority(draw), Scope::Authority) => draw(self, entry),
            (Draws::Unit(draw), Scope::Unit(unit)) => draw(self, entry, unit),
            (Draws::Indicator(draw), Scope::Indicator(place)) => draw(self, entry, place),
            _ => Vec::new(),
        });
        charts.flatten().collect()
    }

    /// A chart of the month shown.
    fn chart(&self, id: &str, headline: Text, measure: Text, place: &Text, body: Body) -> Chart {
        let period = wording::period(self.shown.counts.period);
        let from = self.shown.counts.coverage.complete_from();
        self.chart_of(id, headline, [measure, place.clone(), period], from, body)
    }

    /// A chart of the twelve months that end with the one shown.
    fn chart_of_months(
        &self,
        id: &str,
        headline: Text,
        measure: Text,
        place: &Text,
        body: Body,
    ) -> Chart {
        let last = self.trend.last().map_or(self.shown.counts.period, |(period, _)| *period);
        let last = wording::period(last);
        let period = Text::new(format!("đến {}", last.vi), format!("to {}", last.en));
        let months = self.trend.iter().filter_map(|(_, month)| *month);
        let mut results = std::iter::once(self.shown).chain(months);
        let from = results.find_map(|result| result.counts.coverage.complete_from());
        self.chart_of(id, headline, [measure, place.clone(), period], from, body)
    }

    /// Nothing is found in figures that are not complete; where they begin to be is said below.
    fn chart_of(
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
        let hash = &rules.hash[..12];
        let join = |pick: fn(&Text) -> &str| subtitle.each_ref().map(pick).join(", ");
        Chart {
            id: id.to_owned(),
            headline,
            subtitle: Text::new(join(|text| &text.vi), join(|text| &text.en)),
            source: Text::new(
                format!("hồ sơ của {}; bộ quy tắc {} ({hash})", authority.vi, rules.id),
                format!("dossiers of {}; rule set {} ({hash})", authority.en, rules.id),
            ),
            note: self.note(complete_from),
            body,
        }
    }

    /// What holds for every figure of the chart.
    fn note(&self, complete_from: Option<Period>) -> Option<Text> {
        let notes = [
            complete_from.map(wording::incomplete_before),
            self.shown.counts.provisional.then(|| {
                Text::new(
                    "Số liệu tạm tính: kỳ báo cáo chưa kết thúc.",
                    "Provisional: the period is not over.",
                )
            }),
            self.rounded.then(|| {
                Text::new(
                    "Số liệu công khai: các số đếm đã được làm tròn, tỷ lệ và điểm tính từ số đã làm tròn.",
                    "Public figures: counts are rounded; ratios and points are computed from rounded counts.",
                )
            }),
        ];
        let notes: Vec<Text> = notes.into_iter().flatten().collect();
        let join = |pick: fn(&Text) -> &str| notes.iter().map(pick).collect::<Vec<_>>().join(" ");
        (!notes.is_empty()).then(|| Text::new(join(|note| &note.vi), join(|note| &note.en)))
    }

    /// The figures of the month shown are not complete.
    fn is_incomplete(&self) -> bool {
        !self.shown.counts.coverage.is_complete()
    }

    /// Whether a unit may stand in an order of units.
    fn may_rank(&self, unit: u32) -> bool {
        !self.is_incomplete() && self.shown.scores[unit as usize].is_graded()
    }

    /// The last value of a series and the one of the month before; absent where either is, or where
    /// one of the months is not complete.
    fn last_two(&self, values: &[Option<i64>]) -> Option<(i64, i64)> {
        let last = self.trend.len().saturating_sub(2);
        let mut months = self.trend[last..].iter().filter_map(|(_, month)| *month);
        months.all(|month| month.counts.coverage.is_complete()).then(|| words::last_two(values))?
    }

    /// The authority, as the place of a chart.
    fn authority(&self) -> Text {
        Text::new(self.authority_name, names::plain(self.source, self.shown, 0).en)
    }

    /// The units directly below the authority, and `unmapped` where it is used.
    fn direct_units(&self) -> Vec<u32> {
        let direct = |unit: &u32| {
            *unit == self.source.units.unmapped() || self.shown.counts.tree.parent(*unit) == Some(0)
        };
        self.source.shown_units().into_iter().filter(direct).collect()
    }

    /// What is known of a unit under an indicator in the month shown.
    fn cell(&self, unit: u32, place: usize) -> Scored {
        self.shown.scores[unit as usize].cells[place]
    }

    /// The id of a unit, as rows of charts bear it.
    fn unit_id(&self, unit: u32) -> &str {
        &self.source.units.get(unit).id
    }

    /// The names of all units as charts show them.
    fn names(&self) -> Names {
        Names::of(self.source, self.shown)
    }
}
