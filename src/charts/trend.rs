//! A few series over periods. A missing period is a gap in the line, never a bridge; each series has
//! a colour, a dash and a marker, and is named at the end of its line, with the names moved apart so
//! that none overlaps. Key points and places come from plotters (`scale.rs`); the drawing is ours,
//! because plotters' line series bridge gaps and its legend is a box far from the lines.

use self::tags::draw_tags;
use super::axis::draw_grid;
use super::body::{Series, SmallMultiples, Trend};
use super::breaks::{draw_breaks, told_breaks};
use super::csv::Table;
use super::frame::{Figure, Layout, named, say, tell_target};
use super::label::{Anchor, Label, Paint};
use super::palette::{INK, LEADER, series};
use super::series::{
    axis_caption, draw_periods, draw_series, has_gap, last, places, table_of, tell_series,
};
use super::svg::Svg;
use super::wrap::{fill, wrap};
use crate::domain::number::Decimal;
use crate::domain::sentence::Value;
use crate::domain::text::{Lang, sentence};

mod tags;

/// The most series in one plot; more are drawn as small multiples.
const MOST: usize = 8;
/// The height of the plot on a desk.
const HEIGHT: f64 = 300.0;

/// At most so many gridlines are in the plot.
const TICKS: usize = 6;

impl Figure for Trend {
    fn draw(&self, svg: &mut Svg, layout: &Layout, top: f64) -> f64 {
        if self.series.len() > MOST {
            let small = Trend { target: None, process: None, ..self.clone() };
            return SmallMultiples(small).draw(svg, layout, top);
        }
        let small = layout.small;
        let phone = layout.is_phone();
        let scale = self.scale(0.0, 100.0, TICKS);
        let caption = axis_caption(&self.unit_of_measure, scale.begins_at_zero(), layout.lang);
        let caption = wrap(&caption, small, layout.inner(), 2);
        svg.wrapped(layout.note(layout.left(), top + small.size), &caption);
        let above = top + caption.height(small) + 14.0;
        let labels = if phone { 0.0 } else { 232.0 };
        let tick = |at: &Decimal| at.trimmed().with_unit(&self.unit_of_measure, layout.lang);
        let ticks = scale.ticks.iter().map(|at| small.width(&tick(at)));
        let axis = ticks.fold(0.0, f64::max) + 8.0;
        let (from, to) =
            (layout.left() + axis + 8.0, layout.right() - labels - if phone { 8.0 } else { 12.0 });
        let needed = if phone {
            0.0
        } else {
            self.tags(layout, labels, |_, _| (0.0, 0.0)).iter().map(|t| t.height + 6.0).sum()
        };
        let below = above + f64::max(if phone { 200.0 } else { HEIGHT }, needed);
        let scale = self.scale(above, below, TICKS);
        draw_grid(svg, &scale, |y| [(from - 8.0, y), (to + 8.0, y)]);
        for at in &scale.ticks {
            let label = layout.note(from - 12.0, scale.at(*at) + 4.0);
            svg.text(label.anchor(Anchor::End), &tick(at));
        }
        let places = places(self.periods.len(), from, to);
        draw_periods(svg, layout, &self.periods, &places, below + 8.0);
        if let Some(target) = &self.target {
            let y = scale.at(target.value);
            svg.line((from - 8.0, y), (to + 8.0, y), Paint::line(INK, 1.5).dash("5 3"));
        }
        if let Some(process) = &self.process {
            process.draw_lines(svg, &scale, &places, to + 8.0);
        }
        draw_breaks(svg, layout, &self.series, &places, (above, below));
        for (n, one) in self.series.iter().enumerate() {
            draw_series(svg, one, &places, &scale, Some(series(n)), LEADER);
        }
        if let (Some(process), Some(first)) = (&self.process, self.series.first()) {
            process.draw_rings(svg, &scale, &places, &first.values);
        }
        let after_axis = below + 8.0 + small.line() + 6.0;
        if self.is_empty() {
            let middle = Label::at((from + to) / 2.0, (above + below) / 2.0, layout.bold());
            svg.text(middle.anchor(Anchor::Middle).halo(), layout.say("none_in_periods"));
        }
        let end = if phone {
            self.draw_key(svg, layout, after_axis + 4.0)
        } else {
            let tags = self.tags(layout, labels, |index, value| {
                (places.get(index).copied().unwrap_or(to), scale.at(value))
            });
            let x = layout.right() - labels + 26.0;
            draw_tags(svg, layout, tags, x, (above - 8.0, below + 8.0), to + 8.0);
            after_axis
        };
        self.draw_remarks(svg, layout, end)
    }

    fn describe(&self, lang: Lang) -> String {
        let unit = &self.unit_of_measure;
        let mut parts = vec![say("trend", lang, &[("unit", Value::Words(unit))])];
        parts.extend(tell_target(self.target.as_ref(), unit, lang));
        parts.extend(self.series.iter().map(|s| tell_series(s, &self.periods, unit, lang)));
        parts.extend(self.process.iter().flat_map(|process| process.tell(self, lang)));
        parts.join(" ")
    }

    fn table(&self) -> Table {
        table_of(self.series.iter(), &self.periods, self.process.as_ref())
    }
}

impl Trend {
    /// Says what the first line varies by, which lines have gaps and which series have no figures at all.
    fn draw_remarks(&self, svg: &mut Svg, layout: &Layout, top: f64) -> f64 {
        let process = self.process.iter().flat_map(|process| process.tell(self, layout.lang));
        let mut texts: Vec<String> = process.collect();
        if self.series.iter().any(|s| has_gap(s, self.periods.len())) {
            texts.push(say("breaks", layout.lang, &[]));
        }
        texts.extend(told_breaks(&self.series, &self.periods, layout.lang));
        let empty = self.series.iter().filter(|s| last(s, &self.periods).is_none());
        let name = |s: &Series| named(&s.name, &s.id, layout.lang);
        let empty: Vec<String> = empty.map(name).collect();
        if !empty.is_empty() {
            let list = empty.join(", ");
            let list = [("list", Value::Name(&list))];
            texts.push(sentence(&say("without_figures", layout.lang, &list)));
        }
        let text = fill(&texts.join(" "), layout.small, layout.inner(), 12);
        svg.wrapped(layout.note(layout.left(), top + layout.small.size), &text);
        top + text.height(layout.small)
    }
}
