//! The ratio of one indicator for the whole authority over twelve months, with the share that gives
//! full points where the rule has one. The headline says where it stands and how it changed.

use super::{
    entry::Entry,
    material::Figures,
    sentence::{Value, said, wording},
    words,
};
use crate::{
    charts::{Body, Chart, Series, Trend},
    domain::{number::Decimal, text::Text},
    rules::rule_set::ScoreRule,
};

pub(super) fn draw(figures: &Figures<'_>, entry: &Entry, place: usize) -> Vec<Chart> {
    let indicator = &figures.source.rules.indicators[place];
    if indicator.score == ScoreRule::Info {
        return Vec::new();
    }
    let values = figures.ratios(0, place);
    let headline = figures.standing(place, &values);
    let body = Body::Trend(Trend {
        unit_of_measure: wording("common.percent"),
        ceiling: Some(Decimal::ALL),
        periods: figures.periods(),
        series: vec![Series {
            id: figures.unit_id(0).to_owned(),
            name: figures.authority(),
            values,
        }],
        target: figures.full_points_from(place),
    });
    let measure = said(entry.measure, &[("indicator", Value::Words(&indicator.title))]);
    vec![figures.chart_of_months(entry.id, headline, measure, &figures.authority(), body)]
}

impl Figures<'_> {
    fn standing(&self, place: usize, values: &[Option<Decimal>]) -> Text {
        let Some(now) = values.last().copied().flatten() else {
            let why = words::absent(self.cell(0, place).status);
            let why = why.unwrap_or_else(|| wording("absent.no_figures"));
            return said("standing.absent", &[("why", Value::Words(&why))]);
        };
        let change = self.last_two(values).map(|(before, now)| now - before);
        let key = match change {
            None => "standing.no_month_before",
            Some(Decimal { units: 0, .. }) => "standing.same",
            Some(change) if change > Decimal::ZERO => "standing.up",
            Some(_) => "standing.down",
        };
        let size = Value::Points(change.unwrap_or_default().abs());
        said(key, &[("share", Value::Percent(now)), ("change", size)])
    }
}
