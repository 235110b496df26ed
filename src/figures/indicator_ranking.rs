//! The units below the authority by the ratio of one indicator, with the share that gives full points
//! as a line where the rule has one. An indicator whose units show the authority's figure has no
//! ranking, and one that is shown without a ratio has no chart at all.

use super::{
    entry::Entry,
    material::Figures,
    words::{self, Extreme},
};
use crate::{
    charts::{Bar, Body, Chart, Ranking},
    domain::text::Text,
    rules::rule_set::ScoreRule,
};

pub(super) fn draw(figures: &Figures<'_>, entry: &Entry, place: usize) -> Vec<Chart> {
    if !figures.differs_by_unit(place) {
        return Vec::new();
    }
    let indicator = &figures.source.rules.indicators[place];
    let mut units: Vec<(u32, Option<i64>)> = figures
        .direct_units()
        .into_iter()
        .map(|unit| (unit, figures.ratio(figures.shown, unit, place)))
        .collect();
    units.sort_by(|(a, left), (b, right)| right.cmp(left).then(a.cmp(b)));
    let ranked: Vec<i64> =
        units.iter().filter(|(unit, _)| figures.may_rank(*unit)).filter_map(|(_, v)| *v).collect();
    let names = figures.names();
    let bars: Vec<Bar> = units
        .iter()
        .map(|(unit, value)| Bar {
            id: figures.unit_id(*unit).to_owned(),
            label: names.get(*unit),
            value_hundredths: *value,
            rank: value
                .filter(|_| figures.may_rank(*unit))
                .map(|value| 1 + ranked.iter().filter(|other| **other > value).count() as u32),
            annotation: words::absent(figures.cell(*unit, place).status)
                .or_else(|| figures.why_not_ranked(*unit)),
            ..Bar::default()
        })
        .collect();
    let headline = headline(&bars, indicator.score);
    let body = Body::Ranking(Ranking {
        unit_of_measure: Text::new("%", "%"),
        max_hundredths: words::ALL,
        target: figures.full_points_from(place),
        bars,
    });
    let measure = entry.measure_with("{indicator}", &indicator.title.clone());
    vec![figures.chart(entry.id, headline, measure, &figures.authority(), body)]
}

fn headline(bars: &[Bar], rule: ScoreRule) -> Text {
    let ranked: Vec<(&Text, i64)> = bars
        .iter()
        .filter(|bar| bar.rank.is_some())
        .filter_map(|bar| Some((&bar.label, bar.value_hundredths?)))
        .collect();
    let Some([best, worst]) = words::extremes(&ranked, words::percent) else {
        return Text::new(
            "Không đơn vị nào có số liệu trong kỳ",
            "No unit has figures in the period",
        );
    };
    let all = ranked.len();
    if all == 1 {
        return Text::new(
            format!("{}: {}", best.who.vi, best.value.vi),
            format!("{}: {}", best.who.en, best.value.en),
        );
    }
    if ranked[0].1 == ranked[all - 1].1 {
        return Text::new(
            format!("Cả {all} đơn vị có số liệu cùng ở mức {}", best.value.vi),
            format!("All {all} units with figures are at {}", best.value.en),
        );
    }
    if let ScoreRule::FullAt { percent } = rule {
        let goal = i64::try_from(percent).unwrap_or(i64::MAX / 100) * 100;
        let reached = ranked.iter().filter(|(_, value)| *value >= goal).count();
        return reach(reached, all, percent, &best.value);
    }
    let is = |extreme: &Extreme| if extreme.shared { "are" } else { "is" };
    Text::new(
        format!(
            "{} cao nhất với {}; {} thấp nhất với {}",
            best.who.vi, best.value.vi, worst.who.vi, worst.value.vi
        ),
        format!(
            "{} {} highest with {}; {} {} lowest with {}",
            best.who.en,
            is(&best),
            best.value.en,
            worst.who.en,
            is(&worst),
            worst.value.en
        ),
    )
}

/// How many units reach the share that gives full points.
fn reach(reached: usize, all: usize, percent: u64, highest: &Text) -> Text {
    if reached == 0 {
        return Text::new(
            format!(
                "Chưa đơn vị nào đạt {percent}%, mức được điểm tối đa; cao nhất là {}",
                { &highest.vi }
            ),
            format!("No unit reaches {percent}%, where points are full; the highest is at {}", {
                &highest.en
            }),
        );
    }
    Text::new(
        format!("{reached} trên {all} đơn vị đạt từ {percent}%, mức được điểm tối đa"),
        format!("{reached} of {} reach {percent}%, where points are full", words::units(all)),
    )
}
