//! The ratio of one indicator for every unit over twelve months, one small plot each, with the
//! authority behind them. The headline counts the units that rose and fell since the month before.

use super::material::{Figures, Found, is_few};
use crate::{
    charts::{Body, Series, SmallMultiples, Trend},
    domain::{
        number::Decimal,
        sentence::{Value, said, wording},
        text::Text,
    },
    score::period_result::PeriodResult,
};

pub(super) fn draw(figures: &Figures<'_>, place: usize) -> Vec<Found> {
    if !figures.differs_by_unit(place) {
        return Vec::new();
    }
    let series = |unit: u32| {
        figures.series_of(unit, |month: &PeriodResult| figures.ratio(month, unit, place))
    };
    let units = figures.direct_units();
    let panels: Vec<Series> = units.iter().copied().map(series).collect();
    // Few cases in either month move nobody.
    let told = |unit: u32| {
        figures
            .last_two_months()
            .all(|month| !is_few(month.scores[unit as usize].cells[place].fraction()))
    };
    let told: Vec<Series> = panels
        .iter()
        .zip(&units)
        .filter(|(_, unit)| told(**unit))
        .map(|(p, _)| p.clone())
        .collect();
    let headline = headline(figures, &told);
    let body = Body::SmallMultiples(SmallMultiples(Trend {
        reference: Some(series(0)),
        ..figures.over_months(wording("common.percent"), panels)
    }));
    vec![Found::new(headline, body).of(&figures.source.rules.indicators[place].title)]
}

fn headline(figures: &Figures<'_>, panels: &[Series]) -> Text {
    let changes = figures.changes(panels);
    if changes.is_empty() {
        return wording("units.none");
    }
    let rose = changes.iter().filter(|(_, change, _)| *change > Decimal::ZERO).count();
    let fell = changes.iter().filter(|(_, change, _)| *change < Decimal::ZERO).count();
    let same = changes.len() - rose - fell;
    let [fell, same] = [fell, same].map(|count| Value::Count(count as u64));
    said("units.told", &[("units", Value::Units(rose)), ("fell", fell), ("same", same)])
}
