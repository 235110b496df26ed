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
    let headline = headline(&figures.shown.scores[unit], &items);
    vec![Found::new(headline, Body::PointsLost(PointsLost { items }))]
}

fn headline(score: &UnitScore, items: &[PointsLostItem]) -> Text {
    let Some(points) = score.points else {
        return wording("lost.unscored");
    };
    let available = ("available", Value::Points(score.available.into()));
    let most = items
        .first()
        .and_then(|item| Some((item, item.lost().filter(|lost| *lost > Decimal::ZERO)?)));
    let Some((most, lost)) = most else { return said("lost.none", &[available]) };
    let all = ("all", Value::Points((score.available - points).into()));
    let indicator = ("indicator", Value::Words(&most.label));
    said("lost.most", &[all, available, indicator, ("lost", Value::Points(lost))])
}
