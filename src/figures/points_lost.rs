//! Points gained and lost by indicator, of the authority and of one unit, the largest loss first.
//! The headline says how much is lost in all, of the points that data make available, and where most.

use std::cmp::Reverse;

use super::{
    entry::Entry,
    material::Figures,
    sentence::{Value, said, wording},
    words,
};
use crate::{
    charts::{Body, Chart, PointsLost, PointsLostItem},
    domain::{number::Decimal, text::Text},
    rules::rule_set::ScoreRule,
};

pub(super) fn of_authority(figures: &Figures<'_>, entry: &Entry) -> Vec<Chart> {
    vec![figures.lost_by(0, figures.authority(), entry)]
}

pub(super) fn of_unit(figures: &Figures<'_>, entry: &Entry, unit: u32) -> Vec<Chart> {
    vec![figures.lost_by(unit, figures.names().get(unit), entry)]
}

impl Figures<'_> {
    fn lost_by(&self, unit: u32, place: Text, entry: &Entry) -> Chart {
        let indicators = self.source.rules.indicators.iter().enumerate();
        let mut items: Vec<PointsLostItem> = indicators
            .filter(|(_, indicator)| indicator.score != ScoreRule::Info)
            .map(|(place, indicator)| {
                let cell = self.cell(unit, place);
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
        let headline = self.lost_headline(unit, &items);
        let body = Body::PointsLost(PointsLost { items });
        self.chart(entry.id, headline, wording(entry.measure), &place, body)
    }

    fn lost_headline(&self, unit: u32, items: &[PointsLostItem]) -> Text {
        let score = &self.shown.scores[unit as usize];
        let Some(points) = score.points else {
            return wording("lost.unscored");
        };
        let available = ("available", Value::Points(score.available.into()));
        let most = items
            .first()
            .and_then(|item| Some((item, item.lost().filter(|lost| *lost > Decimal::ZERO)?)));
        match most {
            Some((most, lost)) => said(
                "lost.most",
                &[
                    ("all", Value::Points((score.available - points).into())),
                    available,
                    ("indicator", Value::Words(&most.label)),
                    ("lost", Value::Points(lost)),
                ],
            ),
            None => said("lost.none", &[available]),
        }
    }
}
