//! A series of values over periods: how its line is drawn, told and tabled. A missing period is a gap,
//! never a bridge; plotters' line series would draw across it.

use super::body::{Process, Series, Trend};
use super::breaks::tell_break;
use super::csv::{Row, Table};
use super::frame::{Layout, named, say};
use super::label::{Anchor, Paint};
use super::palette::{LEADER, SeriesStyle};
use super::periods::{written, written_indices};
use super::scale::Scale;
use super::svg::Svg;
use crate::domain::number::Decimal;
use crate::domain::sentence::Value;
use crate::domain::text::{Lang, Text, sentence};

/// What stands over a vertical axis.
pub(super) fn axis_caption(unit: &Text, from_zero: bool, lang: Lang) -> String {
    let key = if from_zero { "unit" } else { "unit_not_from_zero" };
    say(key, lang, &[("unit", Value::Words(unit))])
}

impl Trend {
    /// The scale of all series with at most so many gridlines.
    pub(super) fn scale(&self, top: f64, bottom: f64, ticks: usize) -> Scale {
        let all = self.series.iter().chain(&self.reference);
        let mut values: Vec<Decimal> =
            all.flat_map(|s| s.values.iter().copied().flatten()).collect();
        // A target alone is no reason to look closely at the values around it.
        if !values.is_empty() {
            values.extend(self.target.iter().map(|t| t.value));
            values.extend(self.process.iter().filter_map(|process| process.limits).flatten());
        }
        Scale::around(&values, self.ceiling, bottom, top, ticks)
    }

    /// Whether no series has a value.
    pub(super) fn is_empty(&self) -> bool {
        self.series.iter().all(|one| last(one, &self.periods).is_none())
    }

    /// The last value of a series as it is written, with its period where that is not the last one;
    /// the place of the period, and the value.
    pub(super) fn last_of(&self, one: &Series, lang: Lang) -> Option<(String, usize, Decimal)> {
        let (place, value) = last(one, &self.periods)?;
        let mut text = value.with_unit(&self.unit_of_measure, lang);
        if place + 1 < self.periods.len() {
            text += &format!(" ({})", written(&self.periods[place], lang));
        }
        Some((text, place, value))
    }
}

/// The last value of a series and its period.
pub(super) fn last(series: &Series, periods: &[String]) -> Option<(usize, Decimal)> {
    series.values.iter().take(periods.len()).enumerate().rev().find_map(|(i, v)| v.map(|v| (i, v)))
}

/// Where periods stand between two edges.
pub(super) fn places(count: usize, from: f64, to: f64) -> Vec<f64> {
    match count {
        1 => vec![(from + to) / 2.0],
        n => (0..n).map(|i| from + (to - from) * i as f64 / (n - 1) as f64).collect(),
    }
}

/// Whether a series that has values lacks some between or after them.
pub(super) fn has_gap(series: &Series, periods: usize) -> bool {
    let first = series.values.iter().position(Option::is_some);
    first.is_some_and(|f| (f..periods).any(|i| series.values.get(i).copied().flatten().is_none()))
}

/// Draws a line with its gaps; with a style also a marker at every value, else only at lone ones.
pub(super) fn draw_series(
    svg: &mut Svg,
    one: &Series,
    places: &[f64],
    scale: &Scale,
    style: Option<SeriesStyle>,
    plain: &str,
) {
    let points: Vec<Option<(f64, f64)>> =
        places.iter().zip(&one.values).map(|(&x, v)| v.map(|v| (x, scale.at(v)))).collect();
    let paint = style.map_or(Paint::line(plain, 1.5), |s| Paint::line(s.colour, 2.2).dash(s.dash));
    for run in runs(&points, one) {
        let run: Vec<(f64, f64)> = run.iter().copied().flatten().collect();
        match (run.as_slice(), style) {
            ([(x, y)], None) => svg.rect(x - 1.5, y - 1.5, 3.0, 3.0, Paint::fill(plain)),
            ([] | [_], _) => {}
            (run, _) => svg.polyline(run, paint),
        }
    }
    let Some(style) = style else { return };
    // Beyond some forty periods markers would hide the line; lone values keep theirs.
    for run in runs(&points, one) {
        for (x, y) in run.iter().flatten().filter(|_| points.len() <= 40 || run.len() == 1) {
            svg.marker(style.marker, *x, *y, style.colour);
        }
    }
}

/// The pieces of a line: it is cut where a value is missing and where the series breaks.
fn runs<'a, P>(points: &'a [Option<P>], one: &'a Series) -> impl Iterator<Item = &'a [Option<P>]> {
    let breaks = one.breaks.iter().map(|found| found.at.min(points.len()));
    let ends = breaks.chain([points.len()]);
    let pieces = ends.scan(0, |from, to| {
        let piece = &points[(*from).min(to)..to];
        *from = to;
        Some(piece)
    });
    pieces.flat_map(|piece| piece.split(Option::is_none))
}

/// Writes the periods under an axis, with a short tick at each that is written.
pub(super) fn draw_periods(
    svg: &mut Svg,
    layout: &Layout,
    periods: &[String],
    places: &[f64],
    top: f64,
) {
    let step = if let [a, b, ..] = places { b - a } else { 0.0 };
    let mut free = f64::MAX;
    // The last text is moved to the left where it would leave the figure; the others keep away.
    let moved = places.last().zip(periods.last()).map_or(0.0, |(x, period)| {
        let half = layout.small.width(&written(period, layout.lang)) / 2.0;
        (x + half - layout.right()).max(0.0)
    });
    for i in written_indices(periods, layout.small, layout.lang, step, moved).into_iter().rev() {
        let (text, x) = (written(&periods[i], layout.lang), places[i]);
        let half = layout.small.width(&text) / 2.0;
        let kept = x.min(layout.right() - half).max(layout.left() + half);
        if kept + half > free {
            continue;
        }
        free = kept - half - 6.0;
        svg.line((x, top - 4.0), (x, top), Paint::line(LEADER, 1.0));
        let label = layout.note(kept, top + layout.small.size + 2.0);
        svg.text(label.anchor(Anchor::Middle), &text);
    }
}

/// A series in a sentence: first, last, lowest and highest value, and how many periods are missing.
pub(super) fn tell_series(one: &Series, periods: &[String], unit: &Text, lang: Lang) -> String {
    let name = named(&one.name, &one.id, lang);
    let values = one.values.iter().take(periods.len()).enumerate();
    let values: Vec<(usize, Decimal)> = values.filter_map(|(i, v)| v.map(|v| (i, v))).collect();
    let tell = |(i, v): (usize, Decimal)| {
        format!("{} ({})", v.with_unit(unit, lang), written(&periods[i], lang))
    };
    let (Some(&first), Some(&end)) = (values.first(), values.last()) else {
        return sentence(&format!("{name}: {}", say("no_figures", lang, &[])));
    };
    let low = values.iter().copied().min_by_key(|v| v.1).unwrap_or(first);
    let high = values.iter().copied().max_by_key(|v| v.1).unwrap_or(first);
    let [first_told, last, low, high] = [first, end, low, high].map(tell);
    let mut text = format!("{name}: {first_told}");
    if end.0 != first.0 {
        let ends = [("low", Value::Name(&low)), ("high", Value::Name(&high))];
        let ends = say("lowest_highest", lang, &ends);
        let from_to = [("first", Value::Name(&first_told)), ("last", Value::Name(&last))];
        text = format!("{name}: {}; {ends}", say("from_to", lang, &from_to));
    }
    let missing = periods.len() - values.len();
    if missing > 0 {
        text += &say("missing_periods", lang, &[("n", Value::of(missing))]);
    }
    for found in one.breaks.iter().filter(|found| found.at < periods.len()) {
        text += &format!("; {}", tell_break(found, periods, lang));
    }
    sentence(&text)
}

/// The table of series: one row for each series and period, also where there is no value; those of the first
/// have its mean, its limits and what they say.
pub(super) fn table_of<'a>(
    all: impl Iterator<Item = &'a Series>,
    periods: &[String],
    process: Option<&Process>,
) -> Table {
    let of_series = |(n, one): (usize, &'a Series)| {
        let process = process.filter(|_| n == 0);
        periods.iter().enumerate().map(move |(i, period)| {
            let value = one.values.get(i).copied().flatten();
            let segment = 1 + one.breaks.iter().filter(|found| found.at <= i).count();
            let broken = one.breaks.iter().find(|found| found.at == i).map(|found| &found.why);
            let row = Row::of(&one.id).both(&one.name).text(period).number(value);
            let row = row.number(Some(segment as i64)).both(broken);
            match process {
                Some(process) => process.fields(row, i),
                None => row.text("").text("").text("").text(""),
            }
        })
    };
    Table {
        header: "series_id,label_vi,label_en,period,value,segment,break_vi,break_en,mean,lower_limit,upper_limit,signal",
        rows: all.enumerate().flat_map(of_series).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::body::Break;
    use super::*;

    #[test]
    fn a_series_that_ends_early_has_a_gap() {
        let one = |values: &[Option<i64>]| Series {
            id: "a".into(),
            name: Text::name("A"),
            values: values.iter().map(|value| value.map(Decimal::hundredths)).collect(),
            breaks: Vec::new(),
        };
        assert!(has_gap(&one(&[Some(1), None]), 2));
        assert!(!has_gap(&one(&[None, Some(1)]), 2));
        assert!(!has_gap(&one(&[None, None]), 2));
    }

    #[test]
    fn a_line_is_cut_where_a_value_is_missing_and_where_it_breaks() {
        let cut = |at: &[usize]| -> Vec<usize> {
            let why = Text::name("reorganised");
            let breaks = at.iter().map(|at| Break { at: *at, why: why.clone() }).collect();
            let one = Series { breaks, ..Series::default() };
            let points = [Some(1), Some(2), None, Some(3), Some(4)];
            let lengths: Vec<usize> = runs(&points, &one).map(<[_]>::len).collect();
            lengths.into_iter().filter(|length| *length > 0).collect()
        };
        assert_eq!(cut(&[]), [2, 2]);
        assert_eq!(cut(&[4]), [2, 1, 1]);
        assert_eq!(cut(&[1, 3]), [1, 1, 2]);
        assert_eq!(cut(&[9]), [2, 2], "beyond the periods");
    }
}
