//! The units below the authority by the ratio of one indicator, with the share that gives full points
//! as a line where the rule has one. An indicator whose units show the authority's figure has no
//! ranking, and one that is shown without a ratio has no chart at all.

use super::{
    bars,
    material::{Figures, Found, is_few},
    words,
};
use crate::{
    charts::{Bar, Body, Ranking},
    domain::{
        number::Decimal,
        sentence::{Value, agreeing, said, wording},
        text::Text,
    },
    edition::cohorts::List,
    rules::rule_set::ScoreRule,
};

pub(super) fn draw(figures: &Figures<'_>, place: usize) -> Vec<Found> {
    if !figures.differs_by_unit(place) {
        return Vec::new();
    }
    let of = |list| figures.ratios(list, place);
    figures.lists().iter().map(of).collect()
}

impl Figures<'_> {
    fn ratios(&self, list: &List, place: usize) -> Found {
        let indicator = &self.source.rules.indicators[place];
        let bars = self.bars(list, |unit| {
            let cell = self.cell(unit, place);
            match cell.fraction() {
                Some(fraction) if is_few(Some(fraction)) => (None, Some(words::few(fraction))),
                fraction => (words::share(fraction), words::absent(cell.status)),
            }
        });
        let headline = headline(&bars, indicator.score);
        let body = Body::Ranking(Ranking {
            unit_of_measure: wording("common.percent"),
            max: Decimal::ALL,
            target: self.full_points_from(place),
            bars,
        });
        Found::new(headline, body).of(&indicator.title).among(list)
    }
}

fn headline(bars: &[Bar], rule: ScoreRule) -> Text {
    let ranked = bars::ranked(bars);
    let Some([best, worst]) = bars::extremes(&ranked) else {
        return wording("common.no_unit_has_figures");
    };
    let all = ranked.len();
    let [is_best, is_worst] =
        [&best, &worst].map(|end| agreeing("common.is", !end.shared, Value::Words(&end.who)));
    let mut told = vec![
        ("best", Value::Words(&best.who)),
        ("best_is", Value::Words(&is_best)),
        ("value", Value::Percent(best.value)),
        ("worst_is", Value::Words(&is_worst)),
        ("least", Value::Percent(worst.value)),
    ];
    if all == 1 {
        return said("ranking.one", &told);
    }
    if best.value == worst.value {
        told.push(("all", Value::Count(all as u64)));
        return said("ranking.alike", &told);
    }
    let ScoreRule::FullAt { percent } = rule else {
        return said("ranking.both", &told);
    };
    let goal = Decimal::from(percent);
    let reached = ranked.iter().filter(|(_, value)| *value >= goal).count();
    told.extend([
        ("goal", Value::Goal(goal)),
        ("reached", Value::Count(reached as u64)),
        ("all", Value::Units(all)),
    ]);
    said(if reached == 0 { "ranking.none_full" } else { "ranking.full" }, &told)
}
