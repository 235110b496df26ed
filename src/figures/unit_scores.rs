//! The score of every unit over twelve months, one small plot each, with the authority behind them.
//! A month in which a unit had no dossier in hand is a gap, as such a unit has no rank. The headline
//! names the unit that rose most and the one that fell most.

use super::{entry::Entry, material::Figures, words};
use crate::{
    charts::{Body, Chart, Series, SmallMultiples},
    count::flow,
    domain::text::Text,
    score::period_result::PeriodResult,
};

pub(super) fn draw(figures: &Figures<'_>, entry: &Entry) -> Vec<Chart> {
    let names = figures.names();
    let series = |unit: u32| Series {
        id: figures.unit_id(unit).to_owned(),
        name: names.get(unit),
        values_hundredths: figures
            .trend
            .iter()
            .map(|(_, month)| month.and_then(|month| score(month, unit)))
            .collect(),
    };
    let panels: Vec<Series> = figures.direct_units().into_iter().map(series).collect();
    let headline = headline(figures, &panels);
    let body = Body::SmallMultiples(SmallMultiples {
        unit_of_measure: Text::new("điểm", "points"),
        ceiling_hundredths: Some(words::ALL),
        periods: figures.periods(),
        panels,
        reference: Some(series(0)),
    });
    vec![figures.chart_of_months(entry.id, headline, entry.measure(), &figures.authority(), body)]
}

fn score(month: &PeriodResult, unit: u32) -> Option<i64> {
    let unit = unit as usize;
    let in_hand = flow::in_hand(&month.counts.flows[unit]);
    let shown = in_hand > 0 || month.counts.flow_suppressed[unit];
    month.scores[unit].score.filter(|_| shown).map(|score| score.0)
}

fn headline(figures: &Figures<'_>, panels: &[Series]) -> Text {
    let changes: Vec<(&Series, i64)> = panels
        .iter()
        .filter_map(|panel| {
            let (before, now) = figures.last_two(&panel.values_hundredths)?;
            Some((panel, now - before))
        })
        .collect();
    let rose = changes.iter().rev().max_by_key(|(_, change)| *change).filter(|(_, c)| *c > 0);
    let fell = changes.iter().min_by_key(|(_, change)| *change).filter(|(_, c)| *c < 0);
    let told = |(panel, change): &(&Series, i64)| {
        (words::short(&panel.name), words::hundredths(change.abs()))
    };
    match (rose.map(told), fell.map(told)) {
        (Some((up, more)), Some((down, less))) => Text::new(
            format!(
                "So với tháng trước, {} tăng nhiều nhất ({} điểm); {} giảm nhiều nhất ({} điểm)",
                up.vi, more.vi, down.vi, less.vi
            ),
            format!(
                "On the month before, {} rose most ({} points); {} fell most ({} points)",
                up.en, more.en, down.en, less.en
            ),
        ),
        (Some((up, more)), None) => Text::new(
            format!(
                "So với tháng trước, không đơn vị nào giảm; {} tăng nhiều nhất ({} điểm)",
                up.vi, more.vi
            ),
            format!("On the month before, no unit fell; {} rose most ({} points)", up.en, more.en),
        ),
        (None, Some((down, less))) => Text::new(
            format!(
                "So với tháng trước, không đơn vị nào tăng; {} giảm nhiều nhất ({} điểm)",
                down.vi, less.vi
            ),
            format!(
                "On the month before, no unit rose; {} fell most ({} points)",
                down.en, less.en
            ),
        ),
        (None, None) if changes.is_empty() => {
            Text::new("Chưa có tháng trước để so sánh", "There is no month before to compare with")
        }
        (None, None) => Text::new(
            "Điểm của các đơn vị không đổi so với tháng trước",
            "The scores of all units are as in the month before",
        ),
    }
}
