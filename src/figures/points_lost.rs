//! Points gained and lost by indicator, of the authority and of one unit, the largest loss first.
//! The headline says how much is lost in all, of the points that data make available, and where most.

use std::cmp::Reverse;

use super::{
    material::{Figures, Found},
    words,
};
use crate::{
    charts::{Body, PointsLost, PointsLostItem},
    domain::{
        number::Decimal,
        sentence::{Value, said, wording},
        text::Text,
    },
    rules::rule_set::ScoreRule,
    score::scorecard::UnitScore,
};

pub(super) fn draw(figures: &Figures<'_>, unit: usize) -> Vec<Found> {
    let indicators = figures.source.rules.indicators.iter().enumerate();
    let mut items: Vec<PointsLostItem> = indicators
        .filter(|(_, indicator)| indicator.score != ScoreRule::Info)
        .map(|(place, indicator)| {
            let cell = figures.cell(unit as u32, place);
            PointsLostItem {
                id: indicator.id.clone(),
                label: indicator.title.clone(),
                max: indicator.max.into(),
                gained: cell.points.filter(|_| cell.available).map(Decimal::from),
                remark: words::absent(cell.status),
            }
        })
        .collect();
    items.sort_by_key(|item| Reverse(item.lost()));
    // Few cases make no headline.
    let is_told = |item: &&PointsLostItem| {
        let place = figures.source.rules.indicators.iter().position(|i| i.id == item.id);
        place.is_some_and(|place| !figures.is_few(unit as u32, place))
    };
    let first = items.iter().find(is_told);
    let headline = headline(&figures.shown.scores[unit], &items, first);
    vec![Found::new(headline, Body::PointsLost(PointsLost { items }))]
}

fn headline(score: &UnitScore, items: &[PointsLostItem], first: Option<&PointsLostItem>) -> Text {
    let Some(points) = score.points else {
        return wording("lost.unscored");
    };
    let available = ("available", Value::Points(score.available.into()));
    let loses = |item: &PointsLostItem| item.lost().filter(|lost| *lost > Decimal::ZERO);
    if !items.iter().any(|item| loses(item).is_some()) {
        return said("lost.none", &[available]);
    }
    let all = ("all", Value::Points((score.available - points).into()));
    let Some((most, lost)) = first.and_then(|item| Some((item, loses(item)?))) else {
        return said("lost.few", &[all, available]);
    };
    let indicator = ("indicator", Value::Words(&most.label));
    said("lost.most", &[all, available, indicator, ("lost", Value::Points(lost))])
}
