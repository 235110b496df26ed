//! The score of a unit over two years, and behind it that of the authority. A month that is not complete or in
//! which the unit had no dossier in hand is a gap. The headline compares with the same month a year before,
//! unless the unit became another one in between. Mean and natural limits stand behind the line of the unit.

use super::{
    material::{Figures, Found},
    process,
};
use crate::{
    charts::{Body, Series, Trend},
    domain::{
        number::Decimal,
        sentence::{Value, said, wording},
        text::Text,
    },
    edition::signals,
    score::period_result::PeriodResult,
};

/// Months of a year.
const YEAR: usize = 12;

pub(super) fn draw(figures: &Figures<'_>, unit: usize) -> Vec<Found> {
    let line = |unit: u32| {
        let score = |month: &PeriodResult| {
            signals::score(month, unit).filter(|_| month.counts.coverage.is_complete())
        };
        let values = figures.two_years.iter().map(|(_, month)| month.and_then(score));
        let name = figures.names.get(unit);
        let breaks = figures.breaks(unit, figures.two_years);
        Series { id: figures.unit_id(unit).to_owned(), name, values: values.collect(), breaks }
    };
    let own = line(unit as u32);
    let headline = headline(figures, &own);
    let series = if unit == 0 { vec![own] } else { vec![own, line(0)] };
    let body = Body::Trend(Trend {
        periods: figures.periods_of_two_years(),
        process: process::of(&figures.signals().of_score(unit as u32)),
        ..figures.over_months(wording("common.points"), series)
    });
    vec![Found::new(headline, body)]
}

fn headline(figures: &Figures<'_>, own: &Series) -> Text {
    let Some(now) = own.values.last().copied().flatten() else {
        return wording("score.none");
    };
    let score = ("score", Value::Points(now));
    let place = own.values.len().checked_sub(YEAR + 1);
    if place.is_some_and(|place| own.breaks.iter().any(|found| found.at > place)) {
        return said("score.reorganised", &[score]);
    }
    let Some((place, then)) = place.and_then(|place| Some((place, own.values[place]?))) else {
        return said("score.alone", &[score]);
    };
    let change = now - then;
    let told = [
        score,
        ("change", Value::Points(change.abs())),
        ("period", Value::Period(figures.two_years[place].0)),
    ];
    said(
        match change.cmp(&Decimal::ZERO) {
            std::cmp::Ordering::Greater => "score.up",
            std::cmp::Ordering::Less => "score.down",
            std::cmp::Ordering::Equal => "score.same",
        },
        &told,
    )
}
