//! A few series over periods. A missing period is a gap in the line, never a bridge; each series has
//! a colour, a dash and a marker, and is named at the end of its line, with the names moved apart so
//! that none overlaps. Key points and places come from plotters (`scale.rs`); the drawing is ours,
//! because plotters' line series bridge gaps and its legend is a box far from the lines.

use super::csv::{Field, Table};
use super::frame::{Figure, Layout};
use super::metrics::Font;
use super::number::{tick_with_unit, with_unit};
use super::palette::{GREY_TEXT, GRID, INK, SeriesStyle, series};
use super::periods::{written, written_indices};
use super::scale::Scale;
use super::svg::{Anchor, LEADER, Label, Paint, Svg};
use super::text::{clean, sentence};
use super::wrap::{Wrapped, wrap};
use super::{Lang, Series, SmallMultiples, Text, Trend};

/// The most series in one plot; more are drawn as small multiples.
const MOST: usize = 8;
/// The height of the plot on a desk.
const HEIGHT: f64 = 300.0;

/// A name at the end of a line.
struct Tag<'a> {
    lines: Wrapped,
    value: Option<String>,
    id: &'a str,
    style: Option<SeriesStyle>,
    /// Where the line ends.
    end: (f64, f64),
    height: f64,
}

impl Trend {
    fn as_small_multiples(&self) -> SmallMultiples {
        SmallMultiples {
            unit_of_measure: self.unit_of_measure.clone(),
            ceiling_hundredths: self.ceiling_hundredths,
            periods: self.periods.clone(),
            panels: self.series.clone(),
            reference: None,
        }
    }

    fn scale(&self, top: f64, bottom: f64) -> Scale {
        let mut values: Vec<i64> = self.series.iter().flat_map(|s| s.values_hundredths.iter().copied().flatten()).collect();
        values.extend(self.target.iter().map(|t| t.value_hundredths));
        Scale::around(&values, self.ceiling_hundredths, bottom, top, 6)
    }
}

impl Figure for Trend {
    fn draw(&self, svg: &mut Svg, layout: &Layout, top: f64) -> f64 {
        if self.series.len() > MOST {
            return self.as_small_multiples().draw(svg, layout, top);
        }
        let small = layout.small;
        let phone = layout.is_phone();
        let caption = axis_caption(&self.unit_of_measure, self.scale(0.0, 100.0).begins_at_zero(), layout.lang);
        let caption = wrap(&caption, small, layout.inner(), 2);
        svg.wrapped(Label::at(layout.left(), top + small.size, small).ink(GREY_TEXT), &caption);
        let above = top + caption.height(small) + 14.0;
        let labels = if phone { 0.0 } else { 232.0 };
        let ticks = self.scale(0.0, 100.0).ticks;
        let axis = ticks.iter().map(|&t| small.width(&tick_with_unit(t, &self.unit_of_measure, layout.lang))).fold(0.0, f64::max) + 8.0;
        let (from, to) = (layout.left() + axis + 8.0, layout.right() - labels - if phone { 8.0 } else { 12.0 });
        let needed = if phone { 0.0 } else { self.tags(layout, labels, |_, _| (0.0, 0.0)).iter().map(|t| t.height + 6.0).sum() };
        let below = above + f64::max(if phone { 200.0 } else { HEIGHT }, needed);
        let scale = self.scale(above, below);
        for &at in &scale.ticks {
            let y = scale.at(at);
            svg.line((from - 8.0, y), (to + 8.0, y), Paint::line(GRID, 1.0));
            let text = tick_with_unit(at, &self.unit_of_measure, layout.lang);
            svg.text(Label::at(from - 12.0, y + 4.0, small).anchor(Anchor::End).ink(GREY_TEXT), &text);
        }
        let places = places(self.periods.len(), from, to);
        draw_periods(svg, layout, &self.periods, &places, below + 8.0);
        if let Some(target) = &self.target {
            let y = scale.at(target.value_hundredths);
            svg.line((from - 8.0, y), (to + 8.0, y), Paint::line(INK, 1.5).dash("5 3"));
        }
        for (n, one) in self.series.iter().enumerate() {
            draw_series(svg, one, &places, &scale, Some(series(n)), LEADER);
        }
        let after_axis = below + 8.0 + small.line() + 6.0;
        if self.series.iter().all(|s| last(s).is_none()) {
            let text = layout.say("Không có số liệu trong các kỳ này", "No figures in these periods");
            svg.text(Label::at((from + to) / 2.0, (above + below) / 2.0, layout.bold()).anchor(Anchor::Middle).halo(), text);
        }
        let end = if phone {
            self.draw_key(svg, layout, after_axis + 4.0)
        } else {
            let tags = self.tags(layout, labels, |index, value| (places.get(index).copied().unwrap_or(to), scale.at(value)));
            draw_tags(svg, layout, tags, layout.right() - labels + 18.0, (above - 8.0, below + 8.0), to + 8.0);
            after_axis
        };
        self.draw_remarks(svg, layout, end)
    }

    fn describe(&self, lang: Lang) -> String {
        let mut parts = vec![match lang {
            Lang::Vi => format!("Biểu đồ đường, đơn vị tính: {}.", clean(&self.unit_of_measure.vi)),
            Lang::En => format!("Line chart in {}.", clean(&self.unit_of_measure.en)),
        }];
        if let Some(target) = &self.target {
            parts.push(format!("{}: {}.", clean(target.label.get(lang)), with_unit(target.value_hundredths, &self.unit_of_measure, lang)));
        }
        parts.extend(self.series.iter().map(|s| tell_series(s, &self.periods, &self.unit_of_measure, lang)));
        parts.join(" ")
    }

    fn table(&self) -> Table {
        table_of(self.series.iter(), &self.periods)
    }
}

impl Trend {
    /// The names at the ends of the lines, with the target's; series without a value have none.
    fn tags(&self, layout: &Layout, width: f64, place: impl Fn(usize, i64) -> (f64, f64)) -> Vec<Tag<'_>> {
        let room = width - 22.0;
        let mut tags = Vec::new();
        for (n, one) in self.series.iter().enumerate() {
            let Some((index, value)) = last(one) else { continue };
            let lines = wrap(one.name.get(layout.lang), layout.small, room, 2);
            let mut text = with_unit(value, &self.unit_of_measure, layout.lang);
            if index + 1 < self.periods.len() {
                text += &format!(" ({})", written(&self.periods[index], layout.lang));
            }
            let height = lines.height(layout.small) + layout.font.line();
            tags.push(Tag { lines, value: Some(text), id: &one.id, style: Some(series(n)), end: place(index, value), height });
        }
        if let Some(target) = &self.target {
            let value = with_unit(target.value_hundredths, &self.unit_of_measure, layout.lang);
            let lines = wrap(&format!("{}: {value}", target.label.get(layout.lang)), layout.small, room, 2);
            let height = lines.height(layout.small);
            let end = (f64::MAX, place(0, target.value_hundredths).1);
            tags.push(Tag { lines, value: None, id: "target", style: None, end, height });
        }
        tags
    }

    /// The names under the plot, each beside a piece of its line.
    fn draw_key(&self, svg: &mut Svg, layout: &Layout, top: f64) -> f64 {
        let mut y = top;
        let left = layout.left();
        for tag in self.tags(layout, layout.inner() - 18.0, |_, _| (0.0, 0.0)) {
            let middle = y + layout.font.line() / 2.0;
            let paint = |s: SeriesStyle| Paint::line(s.colour, 2.2).dash(s.dash);
            svg.line((left, middle), (left + 30.0, middle), tag.style.map_or(Paint::line(INK, 1.5).dash("5 3"), paint));
            if let Some(style) = tag.style {
                svg.marker(style.marker, left + 15.0, middle, style.colour);
            }
            draw_tag_text(svg, layout, &tag, left + 38.0, y);
            y += tag.height + 6.0;
        }
        y
    }

    /// Says which lines have gaps and which series have no figures at all.
    fn draw_remarks(&self, svg: &mut Svg, layout: &Layout, top: f64) -> f64 {
        let mut texts = Vec::new();
        if self.series.iter().any(|s| has_gap(s, self.periods.len())) {
            texts.push(layout.say("Chỗ đứt của đường: kỳ không có số liệu.", "A break in a line: no figures for the period.").to_string());
        }
        let empty: Vec<String> = self.series.iter().filter(|s| last(s).is_none()).map(|s| clean(s.name.get(layout.lang))).collect();
        if !empty.is_empty() {
            texts.push(sentence(&format!("{} {}", layout.say("Không có số liệu:", "No figures:"), empty.join(", "))));
        }
        let text = wrap(&texts.join(" "), layout.small, layout.inner(), 6);
        svg.wrapped(Label::at(layout.left(), top + layout.small.size, layout.small).ink(GREY_TEXT), &text);
        top + text.height(layout.small)
    }
}

/// What stands over a vertical axis.
pub(super) fn axis_caption(unit: &Text, from_zero: bool, lang: Lang) -> String {
    let scale = if from_zero { "" } else { lang.pick(" (trục không bắt đầu từ 0)", " (axis does not begin at 0)") };
    format!("{} {}{scale}", lang.pick("Đơn vị tính:", "Unit:"), clean(unit.get(lang)))
}

/// The last value of a series and its period.
pub(super) fn last(series: &Series) -> Option<(usize, i64)> {
    series.values_hundredths.iter().enumerate().rev().find_map(|(i, v)| v.map(|v| (i, v)))
}

/// Where periods stand between two edges.
pub(super) fn places(count: usize, from: f64, to: f64) -> Vec<f64> {
    match count {
        1 => vec![(from + to) / 2.0],
        n => (0..n).map(|i| from + (to - from) * i as f64 / (n - 1) as f64).collect(),
    }
}

/// Whether a series that has values lacks some between or after them.
fn has_gap(series: &Series, periods: usize) -> bool {
    let first = series.values_hundredths.iter().position(Option::is_some);
    first.is_some_and(|f| (f..periods).any(|i| series.values_hundredths.get(i).copied().flatten().is_none()))
}

/// Draws a line with its gaps; with a style also a marker at every value, else only at lone ones.
pub(super) fn draw_series(svg: &mut Svg, one: &Series, places: &[f64], scale: &Scale, style: Option<SeriesStyle>, plain: &str) {
    let points: Vec<Option<(f64, f64)>> =
        places.iter().zip(&one.values_hundredths).map(|(&x, v)| v.map(|v| (x, scale.at(v)))).collect();
    let paint = style.map_or(Paint::line(plain, 1.5), |s| Paint::line(s.colour, 2.2).dash(s.dash));
    for run in points.split(Option::is_none).map(|run| run.iter().copied().flatten().collect::<Vec<_>>()) {
        match (run.as_slice(), style) {
            ([(x, y)], None) => svg.rect(x - 1.5, y - 1.5, 3.0, 3.0, Paint::fill(plain)),
            ([] | [_], _) => {}
            (run, _) => svg.polyline(run, paint),
        }
    }
    let Some(style) = style else { return };
    // Beyond some forty periods markers would hide the line; lone values keep theirs.
    for (i, point) in points.iter().enumerate() {
        let lone = |j: Option<usize>| j.and_then(|j| points.get(j)).is_none_or(Option::is_none);
        if let Some((x, y)) = point.filter(|_| points.len() <= 40 || (lone(i.checked_sub(1)) && lone(Some(i + 1)))) {
            svg.marker(style.marker, x, y, style.colour);
        }
    }
}

/// Writes the periods under an axis, with a short tick at each that is written.
pub(super) fn draw_periods(svg: &mut Svg, layout: &Layout, periods: &[String], places: &[f64], top: f64) {
    let step = if let [a, b, ..] = places { b - a } else { 0.0 };
    for i in written_indices(periods, layout.small, layout.lang, step) {
        let (text, x) = (written(&periods[i], layout.lang), places[i]);
        let half = layout.small.width(&text) / 2.0;
        let kept = x.min(layout.right() - half).max(layout.left() + half);
        svg.line((x, top - 4.0), (x, top), Paint::line(LEADER, 1.0));
        svg.text(Label::at(kept, top + layout.small.size + 2.0, layout.small).anchor(Anchor::Middle).ink(GREY_TEXT), &text);
    }
}

/// Moves the names apart and draws each with a leader to the end of its line.
fn draw_tags(svg: &mut Svg, layout: &Layout, mut tags: Vec<Tag>, x: f64, (top, bottom): (f64, f64), edge: f64) {
    tags.sort_by(|a, b| a.end.1.total_cmp(&b.end.1));
    let heights: Vec<f64> = tags.iter().map(|t| t.height).collect();
    let wanted: Vec<f64> = tags.iter().map(|t| t.end.1 - t.height / 2.0).collect();
    for (tag, y) in tags.iter().zip(apart(&wanted, &heights, 6.0, top, bottom)) {
        let from = (tag.end.0.min(edge) + 7.0, tag.end.1);
        let middle = y + tag.height / 2.0;
        let points = [from, (f64::max(edge, from.0) + 3.0, from.1), (x - 5.0, middle)];
        svg.polyline(&points, Paint::line(LEADER, 1.0));
        draw_tag_text(svg, layout, tag, x, y);
    }
}

fn draw_tag_text(svg: &mut Svg, layout: &Layout, tag: &Tag, x: f64, top: f64) {
    let mut y = top;
    if let Some(value) = &tag.value {
        svg.text(Label::at(x, y + layout.font.size, layout.bold()).figure(tag.id, "last"), value);
        y += layout.font.line();
    }
    svg.wrapped(Label::at(x, y + layout.small.size - 1.0, layout.small), &tag.lines);
}

/// Tops of boxes, in order, as near to the wanted ones as can be without overlap, between two edges.
fn apart(wanted: &[f64], heights: &[f64], gap: f64, top: f64, bottom: f64) -> Vec<f64> {
    let mut tops = Vec::with_capacity(wanted.len());
    let mut free = top;
    for (&want, height) in wanted.iter().zip(heights) {
        let y = f64::max(want, free);
        tops.push(y);
        free = y + height + gap;
    }
    let mut floor = bottom;
    for (y, height) in tops.iter_mut().zip(heights).rev() {
        *y = y.min(floor - height);
        floor = *y - gap;
    }
    tops
}

/// A series in a sentence: first, last, lowest and highest value, and how many periods are missing.
pub(super) fn tell_series(one: &Series, periods: &[String], unit: &Text, lang: Lang) -> String {
    let name = clean(one.name.get(lang));
    let values: Vec<(usize, i64)> =
        one.values_hundredths.iter().take(periods.len()).enumerate().filter_map(|(i, v)| v.map(|v| (i, v))).collect();
    let tell = |(i, v): (usize, i64)| format!("{} ({})", with_unit(v, unit, lang), written(&periods[i], lang));
    let (Some(&first), Some(&end)) = (values.first(), values.last()) else {
        return sentence(&format!("{name}: {}", lang.pick("không có số liệu", "no figures")));
    };
    let mut text = format!("{name}: {}", tell(first));
    if end.0 != first.0 {
        let low = values.iter().copied().min_by_key(|v| v.1).unwrap_or(first);
        let high = values.iter().copied().max_by_key(|v| v.1).unwrap_or(first);
        text = format!(
            "{name}: {} {}, {} {}; {} {}, {} {}",
            lang.pick("từ", "from"), tell(first), lang.pick("đến", "to"), tell(end),
            lang.pick("thấp nhất", "lowest"), tell(low), lang.pick("cao nhất", "highest"), tell(high)
        );
    }
    let missing = periods.len() - values.len();
    if missing > 0 {
        text += &format!("; {missing} {}", lang.pick("kỳ không có số liệu", "periods without figures"));
    }
    sentence(&text)
}

/// The table of series: one row for each series and period, also where there is no value.
pub(super) fn table_of<'a>(all: impl Iterator<Item = &'a Series>, periods: &[String]) -> Table {
    let mut rows = Vec::new();
    for one in all {
        for (i, period) in periods.iter().enumerate() {
            let [name_vi, name_en] = Field::both(Some(&one.name));
            let value = one.values_hundredths.get(i).copied().flatten();
            rows.push(vec![Field::text(&one.id), name_vi, name_en, Field::text(period), Field::hundredths(value)]);
        }
    }
    Table { header: vec!["series_id", "label_vi", "label_en", "period", "value"], rows }
}

/// A font for names in semi-bold at the small size.
pub(super) fn small_bold(layout: &Layout) -> Font {
    Font::bold(layout.small.size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_at_line_ends_are_moved_apart_and_stay_inside() {
        let tops = apart(&[95.0, 96.0, 97.0], &[30.0; 3], 4.0, 0.0, 110.0);
        assert!(tops.windows(2).all(|w| w[1] - w[0] >= 34.0), "{tops:?}");
        assert!(tops[2] + 30.0 <= 110.0 && tops[0] >= 0.0);
    }

    #[test]
    fn a_series_that_ends_early_has_a_gap() {
        let one = |values: &[Option<i64>]| Series { id: "a".into(), name: Text::name("A"), values_hundredths: values.to_vec() };
        assert!(has_gap(&one(&[Some(1), None]), 2));
        assert!(!has_gap(&one(&[None, Some(1)]), 2));
        assert!(!has_gap(&one(&[None, None]), 2));
    }
}
