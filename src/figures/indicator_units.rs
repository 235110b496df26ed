//! The ratio of one indicator for every unit over twelve months, one small plot each, with the
//! authority behind them. The headline counts the units that rose and fell since the month before.

use super::{
    entry::Entry,
    material::Figures,
    sentence::{Value, said, wording},
};
use crate::{
    charts::{Body, Chart, Series, SmallMultiples},
    domain::{number::Decimal, text::Text},
};

pub(super) fn draw(figures: &Figures<'_>, entry: &Entry, place: usize) -> Vec<Chart> {
    if !figures.differs_by_unit(place) {
        return Vec::new();
    }
    let names = figures.names();
    let series = |unit: u32| Series {
        id: figures.unit_id(unit).to_owned(),
        name: names.get(unit),
        values: figures.ratios(unit, place),
    };
    let panels: Vec<Series> = figures.direct_units().into_iter().map(series).collect();
    let headline = headline(figures, &panels);
    let body = Body::SmallMultiples(SmallMultiples {
        unit_of_measure: wording("common.percent"),
        ceiling: Some(Decimal::ALL),
        periods: figures.periods(),
        panels,
        reference: Some(series(0)),
    });
    let title = &figures.source.rules.indicators[place].title;
    let measure = said(entry.measure, &[("indicator", Value::Words(title))]);
    vec![figures.chart_of_months(entry.id, headline, measure, &figures.authority(), body)]
}

fn headline(figures: &Figures<'_>, panels: &[Series]) -> Text {
    let changes: Vec<Decimal> = panels
        .iter()
        .filter_map(|panel| figures.last_two(&panel.values).map(|(before, now)| now - before))
        .collect();
    if changes.is_empty() {
        return wording("units.none");
    }
    let rose = changes.iter().filter(|change| **change > Decimal::ZERO).count();
    let fell = changes.iter().filter(|change| **change < Decimal::ZERO).count();
    let same = changes.len() - rose - fell;
    let [fell, same] = [fell, same].map(|count| Value::Count(count as u64));
    said("units.told", &[("units", Value::Units(rose)), ("fell", fell), ("same", same)])
}
