//! The ratio of one indicator for the whole authority over two years, with the share that gives full
//! points where the rule has one, and behind it the mean and the natural limits. The headline says
//! where it stands and how it changed.

use super::{
    material::{Figures, Found, is_few},
    process, words,
};
use crate::{
    charts::{Body, Series, Trend},
    domain::{
        number::Decimal,
        sentence::{Value, said, wording},
        text::Text,
    },
    edition::signals::is_judged,
    rules::rule_set::ScoreRule,
    score::period_result::PeriodResult,
};

pub(super) fn draw(figures: &Figures<'_>, place: usize) -> Vec<Found> {
    let indicator = &figures.source.rules.indicators[place];
    if indicator.score == ScoreRule::Info {
        return Vec::new();
    }
    let ratio = |month: &PeriodResult| figures.ratio(month, 0, place);
    let values = figures.two_years.iter().map(|(_, month)| month.and_then(ratio));
    let series = Series {
        id: figures.unit_id(0).to_owned(),
        name: figures.authority(),
        values: values.collect(),
        breaks: Vec::new(),
    };
    let signal = figures.signals().of_ratio(0, place);
    let headline = figures.standing(place, &series);
    let body = Body::Trend(Trend {
        periods: figures.periods_of_two_years(),
        target: figures.full_points_from(place),
        process: is_judged(indicator, 0).then(|| process::of(&signal)).flatten(),
        ..figures.over_months(wording("common.percent"), vec![series])
    });
    vec![Found::new(headline, body).of(&indicator.title)]
}

impl Figures<'_> {
    fn standing(&self, place: usize, series: &Series) -> Text {
        let Some(now) = series.values.last().copied().flatten() else {
            let why = words::absent(self.cell(0, place).status);
            let why = why.unwrap_or_else(|| wording("absent.no_figures"));
            return said("standing.absent", &[("why", Value::Words(&why))]);
        };
        if let Some(fraction) = self.cell(0, place).fraction().filter(|f| is_few(Some(*f))) {
            let few = words::few(fraction);
            return said("standing.few", &[("few", Value::Words(&few))]);
        }
        let change = self.last_two(series).map(|(before, now)| now - before);
        let key = match change {
            None => "standing.no_month_before",
            Some(Decimal { units: 0, .. }) => "standing.same",
            Some(change) if change > Decimal::ZERO => "standing.up",
            Some(_) => "standing.down",
        };
        let size = Value::Points(change.unwrap_or_default().abs());
        said(key, &[("share", Value::Percent(now)), ("change", size)])
    }
}
