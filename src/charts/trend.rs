//! A few series over periods. A missing period is a gap in the line, never a bridge; each series has
//! a colour, a dash and a marker, and is named at the end of its line, with the names moved apart so
//! that none overlaps. Key points and places come from plotters (`scale.rs`); the drawing is ours,
//! because plotters' line series bridge gaps and its legend is a box far from the lines.

use self::tags::draw_tags;
use super::body::{SmallMultiples, Trend};
use super::csv::Table;
use super::frame::{Figure, Layout, named};
use super::label::{Anchor, Label, Paint};
use super::palette::{GREY_TEXT, GRID, INK, LEADER, series};
use super::scale::Scale;
use super::series::{
    axis_caption, draw_periods, draw_series, has_gap, last, places, table_of, tell_series,
};
use super::svg::Svg;
use super::wrap::{fill, wrap};
use crate::domain::number::Decimal;
use crate::domain::text::{Lang, clean, sentence};

mod tags;

/// The most series in one plot; more are drawn as small multiples.
const MOST: usize = 8;
/// The height of the plot on a desk.
const HEIGHT: f64 = 300.0;

impl Trend {
    fn as_small_multiples(&self) -> SmallMultiples {
        SmallMultiples {
            unit_of_measure: self.unit_of_measure.clone(),
            ceiling: self.ceiling,
            periods: self.periods.clone(),
            panels: self.series.clone(),
            reference: None,
        }
    }

    fn scale(&self, top: f64, bottom: f64) -> Scale {
        let mut values: Vec<Decimal> =
            self.series.iter().flat_map(|s| s.values.iter().copied().flatten()).collect();
        // A target alone is no reason to look closely at the values around it.
        if !values.is_empty() {
            values.extend(self.target.iter().map(|t| t.value));
        }
        Scale::around(&values, self.ceiling, bottom, top, 6)
    }
}

impl Figure for Trend {
    fn draw(&self, svg: &mut Svg, layout: &Layout, top: f64) -> f64 {
        if self.series.len() > MOST {
            return self.as_small_multiples().draw(svg, layout, top);
        }
        let small = layout.small;
        let phone = layout.is_phone();
        let caption = axis_caption(
            &self.unit_of_measure,
            self.scale(0.0, 100.0).begins_at_zero(),
            layout.lang,
        );
        let caption = wrap(&caption, small, layout.inner(), 2);
        svg.wrapped(Label::at(layout.left(), top + small.size, small).ink(GREY_TEXT), &caption);
        let above = top + caption.height(small) + 14.0;
        let labels = if phone { 0.0 } else { 232.0 };
        let ticks = self.scale(0.0, 100.0).ticks;
        let axis = ticks
            .iter()
            .map(|&t| small.width(&t.trimmed().with_unit(&self.unit_of_measure, layout.lang)))
            .fold(0.0, f64::max)
            + 8.0;
        let (from, to) =
            (layout.left() + axis + 8.0, layout.right() - labels - if phone { 8.0 } else { 12.0 });
        let needed = if phone {
            0.0
        } else {
            self.tags(layout, labels, |_, _| (0.0, 0.0)).iter().map(|t| t.height + 6.0).sum()
        };
        let below = above + f64::max(if phone { 200.0 } else { HEIGHT }, needed);
        let scale = self.scale(above, below);
        let ticks = scale.ticks.iter().map(|&at| scale.at(at));
        let grid: Vec<_> = ticks.map(|y| [(from - 8.0, y), (to + 8.0, y)]).collect();
        svg.rules(&grid, Paint::line(GRID, 1.0));
        for &at in &scale.ticks {
            let y = scale.at(at);
            let text = at.trimmed().with_unit(&self.unit_of_measure, layout.lang);
            svg.text(
                Label::at(from - 12.0, y + 4.0, small).anchor(Anchor::End).ink(GREY_TEXT),
                &text,
            );
        }
        let places = places(self.periods.len(), from, to);
        draw_periods(svg, layout, &self.periods, &places, below + 8.0);
        if let Some(target) = &self.target {
            let y = scale.at(target.value);
            svg.line((from - 8.0, y), (to + 8.0, y), Paint::line(INK, 1.5).dash("5 3"));
        }
        for (n, one) in self.series.iter().enumerate() {
            draw_series(svg, one, &places, &scale, Some(series(n)), LEADER);
        }
        let after_axis = below + 8.0 + small.line() + 6.0;
        if self.series.iter().all(|s| last(s, &self.periods).is_none()) {
            let text =
                layout.say("Không có số liệu trong các kỳ này", "No figures in these periods");
            svg.text(
                Label::at((from + to) / 2.0, (above + below) / 2.0, layout.bold())
                    .anchor(Anchor::Middle)
                    .halo(),
                text,
            );
        }
        let end = if phone {
            self.draw_key(svg, layout, after_axis + 4.0)
        } else {
            let tags = self.tags(layout, labels, |index, value| {
                (places.get(index).copied().unwrap_or(to), scale.at(value))
            });
            draw_tags(
                svg,
                layout,
                tags,
                layout.right() - labels + 26.0,
                (above - 8.0, below + 8.0),
                to + 8.0,
            );
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
            parts.push(format!(
                "{}: {}.",
                clean(target.label.get(lang)),
                target.value.trimmed().with_unit(&self.unit_of_measure, lang)
            ));
        }
        parts.extend(
            self.series.iter().map(|s| tell_series(s, &self.periods, &self.unit_of_measure, lang)),
        );
        parts.join(" ")
    }

    fn table(&self) -> Table {
        table_of(self.series.iter(), &self.periods)
    }
}

impl Trend {
    /// Says which lines have gaps and which series have no figures at all.
    fn draw_remarks(&self, svg: &mut Svg, layout: &Layout, top: f64) -> f64 {
        let mut texts = Vec::new();
        if self.series.iter().any(|s| has_gap(s, self.periods.len())) {
            texts.push(
                layout
                    .say(
                        "Chỗ đứt của đường: kỳ không có số liệu hoặc không phát sinh.",
                        "A break in a line: no figures or no cases in the period.",
                    )
                    .to_string(),
            );
        }
        let empty: Vec<String> = self
            .series
            .iter()
            .filter(|s| last(s, &self.periods).is_none())
            .map(|s| named(&s.name, &s.id, layout.lang))
            .collect();
        if !empty.is_empty() {
            texts.push(sentence(&format!(
                "{} {}",
                layout.say("Không có số liệu:", "No figures:"),
                empty.join(", ")
            )));
        }
        let text = fill(&texts.join(" "), layout.small, layout.inner(), 6);
        svg.wrapped(
            Label::at(layout.left(), top + layout.small.size, layout.small).ink(GREY_TEXT),
            &text,
        );
        top + text.height(layout.small)
    }
}
