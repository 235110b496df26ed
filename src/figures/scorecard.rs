//! The ranking of units by comparable points. The headline names the first and the last.

use super::{
    bars,
    material::{Figures, Found},
};
use crate::{
    charts::{Bar, Body, Ranking},
    domain::{
        points::Points,
        sentence::{Value, agreeing, said, wording},
        text::Text,
    },
    score::scorecard::UnitScore,
};

pub(super) fn draw(figures: &Figures<'_>, _: usize) -> Vec<Found> {
    if figures.is_incomplete() {
        return Vec::new();
    }
    let mut units: Vec<&UnitScore> = figures
        .direct_units()
        .into_iter()
        .map(|unit| &figures.shown.scores[unit as usize])
        .collect();
    units.sort_by_key(|unit| (unit.rank.map_or(u32::MAX, |rank| rank.rank), unit.unit));
    let available = units
        .iter()
        .find_map(|unit| unit.rank)
        .map_or(Points::ZERO, |rank| rank.comparable_available);
    let bars: Vec<Bar> = units
        .iter()
        .map(|unit| Bar {
            rank: unit.rank.map(|rank| rank.rank),
            band: unit.rank.and_then(|_| figures.band(unit)),
            annotation: unit.rank.is_none().then(|| figures.why_unranked(unit.unit)),
            ..figures.bar(unit.unit, unit.rank.map(|rank| rank.comparable_points.into()))
        })
        .collect();
    let withheld = units.iter().any(|unit| figures.withholds(unit.unit));
    let headline = headline(&bars, withheld);
    let body = Body::Ranking(Ranking {
        unit_of_measure: wording("common.points"),
        max: available.max(Points(1)).into(),
        target: None,
        bars,
    });
    let (of, note) = (Value::Points(available.into()).in_both(), wording("scorecard.note"));
    vec![Found { note: Some(note), ..Found::new(headline, body).of(&of) }]
}

fn headline(bars: &[Bar], withheld: bool) -> Text {
    let ranked = bars::ranked(bars);
    let Some([best, worst]) = bars::extremes(&ranked) else {
        return wording(if withheld { "scorecard.withheld" } else { "scorecard.idle" });
    };
    let lead = agreeing("common.lead", !best.shared, Value::Words(&best.who));
    let is = agreeing("common.is", !worst.shared, Value::Words(&worst.who));
    let told = [
        ("all", Value::Count(ranked.len() as u64)),
        ("best", Value::Words(&best.who)),
        ("best_leads", Value::Words(&lead)),
        ("value", Value::Points(best.value)),
        ("worst_is", Value::Words(&is)),
        ("least", Value::Points(worst.value)),
    ];
    let key = match ranked.len() {
        1 => "scorecard.one",
        _ if best.value == worst.value => "scorecard.alike",
        _ => "scorecard.both",
    };
    said(key, &told)
}

impl Figures<'_> {
    fn band(&self, unit: &UnitScore) -> Option<Text> {
        let id = unit.band.as_ref()?;
        let band = self.source.rules.bands.iter().find(|band| band.id == *id)?;
        Some(band.title.clone())
    }
}
