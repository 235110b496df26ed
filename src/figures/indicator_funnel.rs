//! The ratios of one indicator against the number of cases, with control limits: which units differ
//! from the rate of all together by more than chance. Drawn only where the ratio is a share of
//! dossiers or petitions, because only there a case is one trial, and only where enough units have
//! cases for a rate of all to mean something; where every case or none is met there are no limits.

use super::material::{Figures, Found};
use crate::{
    charts::{Body, Funnel, FunnelPoint},
    domain::{
        sentence::{Value, agreeing, said, wording},
        text::Text,
    },
    edition::cohorts::List,
    rules::{Indicator, rule_set::Measure},
    schema::facts::Subject,
};

/// The least units with cases.
const ENOUGH: usize = 5;

pub(super) fn draw(figures: &Figures<'_>, place: usize) -> Vec<Found> {
    if figures.is_incomplete() {
        return Vec::new();
    }
    let indicator = &figures.source.rules.indicators[place];
    let Some(size) = trials(indicator).filter(|_| figures.differs_by_unit(place)) else {
        return Vec::new();
    };
    figures.lists().iter().filter_map(|list| funnel(figures, list, place, &size)).collect()
}

/// The funnel of one list of units; absent where too few of them have cases, or all are alike.
fn funnel(figures: &Figures<'_>, list: &List, place: usize, size: &Text) -> Option<Found> {
    let indicator = &figures.source.rules.indicators[place];
    let points: Vec<FunnelPoint> = figures
        .direct_units_of(list)
        .into_iter()
        .map(|unit| {
            let cell = figures.cell(unit, place);
            let counts = cell.fraction().filter(|(_, all)| *all > 0);
            FunnelPoint {
                id: figures.unit_id(unit).to_owned(),
                label: figures.names.get(unit),
                numerator: counts.and_then(|(met, _)| i64::try_from(met).ok()),
                denominator: counts.and_then(|(_, all)| i64::try_from(all).ok()),
            }
        })
        .collect();
    let cases: Vec<(i64, i64)> =
        points.iter().filter_map(|point| point.numerator.zip(point.denominator)).collect();
    let all_alike = cases.iter().all(|(met, all)| met == all) || cases.iter().all(|c| c.0 == 0);
    if cases.len() < ENOUGH || all_alike {
        return None;
    }
    let funnel = Funnel { size: size.clone(), rate: indicator.title.clone(), points };
    let found = Found::new(headline(&funnel), Body::Funnel(funnel));
    Some(found.of(&indicator.title).among(list))
}

/// What a case of the indicator is; absent where a case is not one trial.
fn trials(indicator: &Indicator) -> Option<Text> {
    match (indicator.measure, indicator.counts) {
        (Measure::Rows, Subject::Dossiers) => Some(wording("funnel.dossiers")),
        (Measure::Rows, Subject::Petitions) => Some(wording("funnel.petitions")),
        _ => None,
    }
}

fn headline(funnel: &Funnel) -> Text {
    let (below, above) = funnel.beyond();
    let told = |key, units: usize| {
        let who = agreeing("common.is", units == 1, Value::Units(units));
        let above = Value::Count(above as u64);
        said(key, &[("units_are", Value::Words(&who)), ("above", above)])
    };
    match (below, above) {
        (0, 0) => wording("funnel.none"),
        (below, 0) => told("funnel.below", below),
        (0, above) => told("funnel.above", above),
        (below, _) => told("funnel.both", below),
    }
}
