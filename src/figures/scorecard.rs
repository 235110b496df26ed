//! The ranking of units by comparable points. The headline names the first and the last.

use super::{entry::Entry, material::Figures, words};
use crate::{
    charts::{Bar, Body, Chart, Ranking},
    domain::{points::Points, text::Text},
    score::scorecard::UnitScore,
};

pub(super) fn draw(figures: &Figures<'_>, entry: &Entry) -> Vec<Chart> {
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
    let names = figures.names();
    let bars: Vec<Bar> = units
        .iter()
        .map(|unit| Bar {
            id: figures.unit_id(unit.unit).to_owned(),
            label: names.get(unit.unit),
            value_hundredths: unit.rank.map(|rank| rank.comparable_points.0),
            rank: unit.rank.map(|rank| rank.rank),
            band: unit.rank.and_then(|_| figures.band(unit)),
            annotation: unit.rank.is_none().then(|| figures.why_unranked(unit.unit)),
            ..Bar::default()
        })
        .collect();
    let withheld = units.iter().any(|unit| figures.withholds(unit.unit));
    let headline = headline(&bars, withheld);
    let measure = entry.measure_with("{points}", &words::hundredths(available.0));
    let body = Body::Ranking(Ranking {
        unit_of_measure: Text::new("điểm", "points"),
        max_hundredths: available.0.max(1),
        target: None,
        bars,
    });
    let chart = figures.chart(entry.id, headline, measure, &figures.authority(), body);
    vec![chart.noted(Text::new(
        "Thứ hạng theo điểm so sánh; xếp loại theo điểm quy đổi trên 100 của chính đơn vị.",
        "Ranks go by comparable points, classes by the unit's own score out of 100.",
    ))]
}

fn headline(bars: &[Bar], withheld: bool) -> Text {
    let ranked: Vec<(&Text, i64)> = bars
        .iter()
        .filter(|bar| bar.rank.is_some())
        .filter_map(|bar| Some((&bar.label, bar.value_hundredths?)))
        .collect();
    let all = ranked.len();
    let Some([best, worst]) = words::extremes(&ranked, words::hundredths) else {
        if withheld {
            return Text::new(
                "Không xếp hạng: mỗi đơn vị đều có số liệu không công bố",
                "No unit is ranked: figures of every unit are withheld",
            );
        }
        return Text::new("Không đơn vị nào có hồ sơ trong kỳ", "No unit had a dossier in hand");
    };
    if all == 1 {
        return Text::new(
            format!("{} đạt {} điểm", best.who.vi, best.value.vi),
            format!("{} has {} points", best.who.en, best.value.en),
        );
    }
    if ranked[0].1 == ranked[all - 1].1 {
        return Text::new(
            format!("Cả {all} đơn vị cùng đạt {} điểm", best.value.vi),
            format!("All {all} units have {} points", best.value.en),
        );
    }
    let (lead, is) =
        (if best.shared { "lead" } else { "leads" }, if worst.shared { "are" } else { "is" });
    Text::new(
        format!(
            "{} dẫn đầu với {} điểm; {} thấp nhất với {} điểm",
            best.who.vi, best.value.vi, worst.who.vi, worst.value.vi
        ),
        format!(
            "{} {lead} with {} points; {} {is} lowest with {}",
            best.who.en, best.value.en, worst.who.en, worst.value.en
        ),
    )
}

impl Figures<'_> {
    fn band(&self, unit: &UnitScore) -> Option<Text> {
        let id = unit.band.as_ref()?;
        let band = self.source.rules.bands.iter().find(|band| band.id == *id)?;
        Some(band.title.clone())
    }
}
