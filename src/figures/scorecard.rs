//! The ranking of units within each list, on the indicators that its ranked units have in common, out of a
//! hundred. The headline names the first and the last.

use super::{
    bars,
    material::{Figures, Found},
};
use crate::{
    charts::{Bar, Body, Ranking},
    domain::{
        number::Decimal,
        sentence::{Value, agreeing, joined, said, wording},
        text::Text,
    },
    edition::cohorts::List,
    score::{certainty::Ranks, scorecard::UnitScore},
};

pub(super) fn draw(figures: &Figures<'_>, _: usize) -> Vec<Found> {
    if figures.is_incomplete() {
        return Vec::new();
    }
    figures.lists().iter().map(|list| ranking(figures, list)).collect()
}

/// The units of one list, on the indicators that the ranked ones have in common.
fn ranking(figures: &Figures<'_>, list: &List) -> Found {
    let mut units: Vec<&UnitScore> = figures
        .direct_units_of(list)
        .into_iter()
        .map(|unit| &figures.shown.scores[unit as usize])
        .collect();
    units.sort_by_key(|unit| (unit.rank.map_or(u32::MAX, |rank| rank.rank), unit.unit));
    let bar = |unit: &&UnitScore| {
        let score = unit.rank.and_then(|rank| rank.comparable_score);
        let band = score.and_then(|score| figures.source.rules.band(score));
        Bar {
            rank: unit.rank.map(|rank| rank.rank),
            band: band.map(|band| band.title.clone()),
            annotation: match unit.rank {
                Some(rank) => ranks(rank.among),
                None => Some(figures.why_unranked(unit.unit)),
            },
            ..figures.bar(unit.unit, score.map(Decimal::from))
        }
    };
    let bars: Vec<Bar> = units.iter().map(bar).collect();
    let withheld = units.iter().any(|unit| figures.withholds(unit.unit));
    let among: Vec<Ranks> =
        units.iter().filter_map(|unit| unit.rank.map(|rank| rank.among)).collect();
    let headline = headline(&bars, &among, withheld);
    let body = Body::Ranking(Ranking {
        unit_of_measure: wording("common.points"),
        max: Decimal::ALL,
        target: None,
        bars,
    });
    let (ranked, all) = (Value::of(list.ranked), Value::of(list.all));
    let counted = said("scorecard.ranked_of", &[("ranked", ranked), ("all", all)]);
    let (measure, note) = match list.is_alike {
        true => ("scorecard.measure_alike", counted),
        false => {
            let available = ("available", Value::Points(list.available.into()));
            let why = said("scorecard.note", &[available]);
            ("scorecard.measure_common", joined(&[counted, why], " "))
        }
    };
    Found { note: Some(note), ..Found::new(headline, body).of(&wording(measure)).among(list) }
}

/// The ranks that a unit may have, where there are several.
fn ranks(Ranks { low, high }: Ranks) -> Option<Text> {
    let told = [("low", Value::Count(low.into())), ("high", Value::Count(high.into()))];
    (low < high).then(|| said("scorecard.ranks", &told))
}

/// Names the first and the last, where no other unit may have their place.
fn headline(bars: &[Bar], among: &[Ranks], withheld: bool) -> Text {
    let ranked = bars::ranked(bars);
    let Some([best, worst]) = bars::extremes(&ranked) else {
        return wording(if withheld { "scorecard.withheld" } else { "scorecard.idle" });
    };
    let lead = agreeing("common.lead", !best.shared, Value::Words(&best.who));
    let is = agreeing("common.is", !worst.shared, Value::Words(&worst.who));
    let all = ranked.len();
    let first = among.iter().filter(|set| set.low == 1).count();
    let last = among.iter().filter(|set| set.high as usize == all).count();
    let told = [
        ("first", Value::Count(first as u64)),
        ("last", Value::Count(last as u64)),
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
        _ if first == all && last == all => "scorecard.chance",
        _ => match (first > 1, last > 1) {
            (false, false) => "scorecard.both",
            (true, false) => "scorecard.first_open",
            (false, true) => "scorecard.last_open",
            (true, true) => "scorecard.open",
        },
    };
    said(key, &told)
}
