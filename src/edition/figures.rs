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

use std::collections::BTreeMap;

use self::catalogue::{CATALOGUE, Draws};
use super::{
    charts::{Body, Chart, Text, clean},
    tables::{PeriodResult, Source},
};
use crate::{domain::period::Period, score::points::Scored};

/// A month of the trend: absent figures are gaps.
pub type TrendMonth<'a> = (Period, Option<&'a PeriodResult>);

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
}

impl Figures<'_> {
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
        let period = words::period(self.shown.counts.period);
        self.chart_of(id, headline, [measure, place.clone(), period], body)
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
        let last = words::period(last);
        let period = Text::new(format!("đến {}", last.vi), format!("to {}", last.en));
        self.chart_of(id, headline, [measure, place.clone(), period], body)
    }

    fn chart_of(&self, id: &str, headline: Text, subtitle: [Text; 3], body: Body) -> Chart {
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
            note: self.shown.counts.provisional.then(|| {
                Text::new(
                    "Số liệu tạm tính: kỳ báo cáo chưa kết thúc.",
                    "Provisional: the period is not over.",
                )
            }),
            body,
        }
    }

    /// The authority, as the place of a chart.
    fn authority(&self) -> Text {
        Text::new(self.authority_name, self.plain_name(0).en)
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

    fn plain_name(&self, unit: u32) -> Text {
        let version = self.source.units.get(unit).on(self.shown.named_on);
        Text::new(
            version.name.clone(),
            version.name_en.clone().unwrap_or_else(|| version.name.clone()),
        )
    }

    /// The names of all units as charts show them.
    fn names(&self) -> Names {
        let shown = self.source.shown_units();
        let plain: Vec<(u32, Text)> =
            shown.iter().map(|unit| (*unit, self.plain_name(*unit))).collect();
        let mut uses: BTreeMap<String, u32> = BTreeMap::new();
        for (_, name) in &plain {
            *uses.entry(clean(&name.vi)).or_default() += 1;
        }
        let names = plain.into_iter().map(|(unit, name)| {
            let shared = uses.get(&clean(&name.vi)).is_some_and(|uses| *uses > 1);
            let id = self.unit_id(unit);
            let name = if shared {
                Text::new(format!("{} ({id})", name.vi), format!("{} ({id})", name.en))
            } else {
                name
            };
            (unit, name)
        });
        Names(names.collect())
    }
}

/// Names of units; where two units share one, the id stands behind it, so that a reader can tell
/// them apart.
struct Names(BTreeMap<u32, Text>);

impl Names {
    fn of(&self, unit: u32) -> Text {
        self.0.get(&unit).cloned().unwrap_or_default()
    }
}
