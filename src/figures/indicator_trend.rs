//! The ratio of one indicator for the whole authority over twelve months, with the share that gives
//! full points where the rule has one. The headline says where it stands and how it changed.

use super::{entry::Entry, material::Figures, words};
use crate::{
    charts::{Body, Chart, Series, Trend},
    domain::text::Text,
    rules::rule_set::ScoreRule,
};

pub(super) fn draw(figures: &Figures<'_>, entry: &Entry, place: usize) -> Vec<Chart> {
    let indicator = &figures.source.rules.indicators[place];
    if indicator.score == ScoreRule::Info {
        return Vec::new();
    }
    let values = figures.ratios(0, place);
    let headline = figures.standing(place, &values);
    let body = Body::Trend(Trend {
        unit_of_measure: Text::new("%", "%"),
        ceiling_hundredths: Some(words::ALL),
        periods: figures.periods(),
        series: vec![Series {
            id: figures.unit_id(0).to_owned(),
            name: figures.authority(),
            values_hundredths: values,
        }],
        target: figures.full_points_from(place),
    });
    let measure = entry.measure_with("{indicator}", &indicator.title.clone());
    vec![figures.chart_of_months(entry.id, headline, measure, &figures.authority(), body)]
}

impl Figures<'_> {
    fn standing(&self, place: usize, values: &[Option<i64>]) -> Text {
        let Some(now) = values.last().copied().flatten() else {
            let cell = self.cell(0, place);
            let why = words::absent(cell.status)
                .unwrap_or_else(|| Text::new("không có số liệu", "no figures"));
            return Text::new(format!("Toàn cơ quan: {}", why.vi), {
                format!("Whole authority: {}", why.en)
            });
        };
        let share = words::percent(now);
        let change = self.last_two(values).map(|(before, now)| now - before);
        let size = words::hundredths(change.unwrap_or_default().abs());
        let (vi, en) = match change {
            None => (", chưa có tháng trước để so sánh".into(), ", with no month before it".into()),
            Some(0) => (", không đổi so với tháng trước".into(), ", as in the month before".into()),
            Some(change) => {
                let (vi, en) = if change > 0 { ("tăng", "up") } else { ("giảm", "down") };
                (
                    format!(", {vi} {} điểm phần trăm so với tháng trước", size.vi),
                    format!(", {en} {} percentage points on the month before", size.en),
                )
            }
        };
        Text::new(
            format!("Toàn cơ quan đạt {}{vi}", share.vi),
            format!("The whole authority is at {}{en}", share.en),
        )
    }
}
