//! The names at the ends of the lines of a trend: each stands as near to its line as the others let
//! it, with a thin line between. On a phone they stand below the plot instead.

use super::super::body::Trend;
use super::super::frame::{Layout, named};
use super::super::label::{Label, Paint};
use super::super::palette::{INK, LEADER, SeriesStyle, series};
use super::super::svg::Svg;
use super::super::wrap::{Wrapped, wrap};
use crate::domain::number::Decimal;

/// A name at the end of a line.
pub(super) struct Tag<'a> {
    lines: Wrapped,
    value: Option<String>,
    /// The id of its series, and the period of its value.
    id: &'a str,
    period: &'a str,
    style: Option<SeriesStyle>,
    /// Where the line ends.
    end: (f64, f64),
    pub(super) height: f64,
}

impl Trend {
    /// The names at the ends of the lines, with the target's; series without a value have none.
    pub(super) fn tags(
        &self,
        layout: &Layout,
        width: f64,
        place: impl Fn(usize, Decimal) -> (f64, f64),
    ) -> Vec<Tag<'_>> {
        let room = width - 28.0;
        let mut tags = Vec::new();
        for (n, one) in self.series.iter().enumerate() {
            let Some((text, index, value)) = self.last_of(one, layout.lang) else {
                continue;
            };
            let lines = wrap(&named(&one.name, &one.id, layout.lang), layout.small, room, 2);
            tags.push(Tag {
                height: lines.height(layout.small) + layout.font.line(),
                lines,
                value: Some(text),
                id: &one.id,
                period: &self.periods[index],
                style: Some(series(n)),
                end: place(index, value),
            });
        }
        if let Some(target) = &self.target {
            let value = target.value.trimmed().with_unit(&self.unit_of_measure, layout.lang);
            let text = format!("{}: {value}", target.label.get(layout.lang));
            let lines = wrap(&text, layout.small, room, 2);
            tags.push(Tag {
                height: lines.height(layout.small),
                lines,
                value: None,
                id: "target",
                period: "",
                style: None,
                end: (f64::MAX, place(0, target.value).1),
            });
        }
        tags
    }

    /// The names under the plot, each beside a piece of its line.
    pub(super) fn draw_key(&self, svg: &mut Svg, layout: &Layout, top: f64) -> f64 {
        let mut y = top;
        let left = layout.left();
        for tag in self.tags(layout, layout.inner() - 10.0, |_, _| (0.0, 0.0)) {
            let middle = y + layout.font.line() / 2.0;
            let paint = |s: SeriesStyle| Paint::line(s.colour, 2.2).dash(s.dash);
            let paint = tag.style.map_or(Paint::line(INK, 1.5).dash("5 3"), paint);
            svg.line((left, middle), (left + 30.0, middle), paint);
            if let Some(style) = tag.style {
                svg.marker(style.marker, left + 15.0, middle, style.colour);
            }
            draw_tag_text(svg, layout, &tag, left + 38.0, y);
            y += tag.height + 6.0;
        }
        y
    }
}

/// Moves the names apart and draws each with a leader to the end of its line.
pub(super) fn draw_tags(
    svg: &mut Svg,
    layout: &Layout,
    mut tags: Vec<Tag>,
    x: f64,
    (top, bottom): (f64, f64),
    edge: f64,
) {
    tags.sort_by(|a, b| a.end.1.total_cmp(&b.end.1));
    let heights: Vec<f64> = tags.iter().map(|t| t.height).collect();
    let wanted: Vec<f64> = tags.iter().map(|t| t.end.1 - t.height / 2.0).collect();
    for (tag, y) in tags.iter().zip(apart(&wanted, &heights, 6.0, top, bottom)) {
        let from = (tag.end.0.min(edge - 7.0) + 7.0, tag.end.1);
        let middle = y + tag.height / 2.0;
        // All bend at one place, so that none crosses another.
        let points = [from, (edge + 9.0, from.1), (x - 9.0, middle)];
        svg.polyline(&points, Paint::line(LEADER, 1.0));
        if let Some(style) = tag.style {
            svg.marker(style.marker, x - 9.0, middle, style.colour);
        }
        draw_tag_text(svg, layout, tag, x, y);
    }
}

fn draw_tag_text(svg: &mut Svg, layout: &Layout, tag: &Tag, x: f64, top: f64) {
    let mut y = top;
    if let Some(value) = &tag.value {
        let label = Label::at(x, y + layout.font.size, layout.bold());
        svg.text(label.figure(tag.id, tag.period), value);
        y += layout.font.line();
    }
    svg.wrapped(Label::at(x, y + layout.small.size, layout.small), &tag.lines);
}

/// Tops of boxes, in order, as near to the wanted ones as can be without overlap, between two edges:
/// boxes that meet move together, each by as much as its neighbours.
fn apart(wanted: &[f64], heights: &[f64], gap: f64, top: f64, bottom: f64) -> Vec<f64> {
    // A pile: its top, its height with gaps, and how many boxes it holds.
    let mut piles: Vec<(f64, f64, usize)> = Vec::new();
    for (&want, height) in wanted.iter().zip(heights) {
        let mut pile = (want, height + gap, 1);
        loop {
            pile.0 = pile.0.min(bottom + gap - pile.1).max(top);
            let Some(above) = piles.pop_if(|above| above.0 + above.1 > pile.0) else {
                break;
            };
            let boxes = above.2 + pile.2;
            let pull = above.0 * above.2 as f64 + (pile.0 - above.1) * pile.2 as f64;
            pile = (pull / boxes as f64, above.1 + pile.1, boxes);
        }
        piles.push(pile);
    }
    let mut tops = Vec::with_capacity(wanted.len());
    for (mut y, _, boxes) in piles {
        for _ in 0..boxes {
            let height = heights.get(tops.len()).copied().unwrap_or(0.0);
            tops.push(y);
            y += height + gap;
        }
    }
    tops
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
    fn names_that_meet_move_both_ways() {
        assert_eq!(apart(&[50.0, 50.0], &[20.0; 2], 0.0, 0.0, 200.0), [40.0, 60.0]);
        assert_eq!(apart(&[50.0, 120.0], &[20.0; 2], 4.0, 0.0, 200.0), [50.0, 120.0]);
    }
}
