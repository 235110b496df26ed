//! The score of every unit over twelve months, one small plot each, with the authority behind them.
//! A month in which a unit had no dossier in hand is a gap, as such a unit has no rank. The headline
//! names the unit that rose most and the one that fell most.

use super::{
    material::{Figures, Found},
    words,
};
use crate::{
    charts::{Body, Series, SmallMultiples, Trend},
    domain::{
        number::Decimal,
        sentence::{Value, said, wording},
        text::Text,
    },
    edition::signals::score,
};

pub(super) fn draw(figures: &Figures<'_>, _: usize) -> Vec<Found> {
    let series = |unit: u32| figures.series_of(unit, |month| score(month, unit));
    let panels: Vec<Series> = figures.direct_units().into_iter().map(series).collect();
    let headline = headline(figures, &panels);
    let body = Body::SmallMultiples(SmallMultiples(Trend {
        reference: Some(series(0)),
        ..figures.over_months(wording("common.points"), panels)
    }));
    vec![Found::new(headline, body)]
}

fn headline(figures: &Figures<'_>, panels: &[Series]) -> Text {
    let changes = figures.changes(panels);
    let rose =
        changes.iter().rev().max_by_key(|(_, c, _)| *c).filter(|(_, c, _)| *c > Decimal::ZERO);
    let fell = changes.iter().min_by_key(|(_, c, _)| *c).filter(|(_, c, _)| *c < Decimal::ZERO);
    let name = |end: Option<&(&Series, Decimal, Decimal)>| {
        end.map(|(panel, ..)| words::short(&panel.name))
    };
    let size = |end: Option<&(&Series, Decimal, Decimal)>| {
        end.map_or(Decimal::ZERO, |(_, change, _)| change.abs())
    };
    let (up, down) = (name(rose), name(fell));
    let key = match (&up, &down) {
        (Some(_), Some(_)) => "scores.both",
        (Some(_), None) => "scores.rose",
        (None, Some(_)) => "scores.fell",
        (None, None) if changes.is_empty() => "common.no_month_before",
        (None, None) => "scores.same",
    };
    let (up, down) = (up.unwrap_or_default(), down.unwrap_or_default());
    let told = [
        ("up", Value::Words(&up)),
        ("more", Value::Points(size(rose))),
        ("down", Value::Words(&down)),
        ("less", Value::Points(size(fell))),
    ];
    said(key, &told)
}
