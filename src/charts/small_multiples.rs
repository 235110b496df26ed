//! Many series over the same periods, one small plot each, all on one scale so that they can be
//! compared; this serves where one plot would need more colours than four. Each panel has its name
//! and its last value in its head, and the series of the authority in grey behind its line. Drawn as
//! SVG on the key points of plotters (`scale.rs`).

use super::axis::draw_grid;
use super::body::{Series, SmallMultiples, Trend};
use super::breaks::draw_breaks;
use super::csv::Table;
use super::frame::{Figure, Layout, named, say};
use super::label::{Anchor, Label, Paint};
use super::palette::{GREY, Marker, NAVY};
use super::periods::written;
use super::scale::Scale;
use super::series::{axis_caption, draw_series, places, table_of, tell_series};
use super::svg::{Stencil, Svg};
use super::wrap::{Wrapped, fill, wrap};
use crate::domain::sentence::Value;
use crate::domain::text::Lang;

/// How many panels are told one by one in the description.
const TOLD: usize = 12;
/// The most panels that are drawn; a reader compares no more, and the table has all.
const MOST: usize = 36;
/// The height of a small plot.
const HEIGHT: f64 = 74.0;
/// The space between the head of a panel and its plot.
const ABOVE: f64 = 14.0;
/// The space between panels.
const GAP: f64 = 22.0;

/// At most so many gridlines are in a small plot.
const TICKS: usize = 4;

impl Figure for SmallMultiples {
    fn draw(&self, svg: &mut Svg, layout: &Layout, top: f64) -> f64 {
        let SmallMultiples(trend) = self;
        let across = if layout.is_phone() { 2 } else { 4 };
        let width = (layout.inner() - GAP * (across as f64 - 1.0)) / across as f64;
        if trend.is_empty() {
            let text = layout.say("no_unit_in_periods");
            let text = wrap(text, layout.bold(), layout.inner(), 2);
            svg.wrapped(Label::at(layout.left(), top + 16.0, layout.bold()), &text);
            return top + 8.0 + text.height(layout.bold());
        }
        let mut y = draw_caption(trend, svg, layout, top);
        let drawn = &trend.series[..trend.series.len().min(MOST)];
        let ground = Ground::of(trend, svg, layout, width);
        for row in drawn.chunks(across) {
            let name = |p: &Series| named(&p.name, &p.id, layout.lang);
            let names: Vec<Wrapped> =
                row.iter().map(|p| wrap(&name(p), layout.small_bold(), width, 3)).collect();
            let head = names.iter().map(|n| n.height(layout.small_bold())).fold(0.0, f64::max)
                + layout.font.line();
            for (i, (panel, name)) in row.iter().zip(&names).enumerate() {
                let left = layout.left() + (width + GAP) * i as f64;
                ground.draw_panel(svg, layout, panel, name, (left, y, head));
            }
            y += head + ABOVE + HEIGHT + layout.small.line() + 20.0;
        }
        let more = trend.series.len() - drawn.len();
        if more > 0 {
            let text = say("more_panels", layout.lang, &[("n", Value::of(more))]);
            let text = fill(&text, layout.font, layout.inner(), 2);
            svg.wrapped(Label::at(layout.left(), y, layout.font), &text);
            y += text.height(layout.font);
        }
        y - 10.0
    }

    fn describe(&self, lang: Lang) -> String {
        let SmallMultiples(Trend { unit_of_measure, periods, series, reference, .. }) = self;
        let told = [("n", Value::of(series.len())), ("unit", Value::Words(unit_of_measure))];
        let mut parts = vec![say("small_multiples", lang, &told)];
        let all = reference.iter().chain(series);
        parts
            .extend(all.clone().take(TOLD).map(|s| tell_series(s, periods, unit_of_measure, lang)));
        if all.count() > TOLD {
            parts.push(say("others_in_table", lang, &[]));
        }
        parts.join(" ")
    }

    fn table(&self) -> Table {
        table_of(self.0.reference.iter().chain(&self.0.series), &self.0.periods, None)
    }
}

/// Says what the scale is and what the grey line is; tells where the panels begin.
fn draw_caption(trend: &Trend, svg: &mut Svg, layout: &Layout, top: f64) -> f64 {
    let (left, small) = (layout.left(), layout.small);
    let from_zero = trend.scale(0.0, 1.0, TICKS).begins_at_zero();
    let caption = axis_caption(&trend.unit_of_measure, from_zero, layout.lang);
    let mut caption = format!("{caption}. {}", layout.say("one_scale"));
    if trend.series.iter().any(|panel| !panel.breaks.is_empty()) {
        caption += &format!(" {}", layout.say("panels_break"));
    }
    let caption = fill(&caption, small, layout.inner(), 4);
    svg.wrapped(layout.note(left, top + small.size), &caption);
    let mut y = top + caption.height(small) + 8.0;
    if let Some(reference) = &trend.reference {
        let name = named(&reference.name, &reference.id, layout.lang);
        let name = wrap(&name, small, layout.inner() - 38.0, 2);
        let middle = y + small.line() / 2.0;
        svg.line((left, middle), (left + 28.0, middle), Paint::line(GREY, 1.5));
        svg.wrapped(layout.note(left + 36.0, y + small.size), &name);
        y += name.height(small) + 8.0;
    }
    y + 4.0
}

/// What all panels have in common: the scale from the top of the plot down, where it begins, the
/// width, and the grid with the reference.
struct Ground<'a> {
    trend: &'a Trend,
    scale: Scale,
    axis: f64,
    width: f64,
    shapes: Stencil,
}

impl<'a> Ground<'a> {
    fn of(trend: &'a Trend, svg: &mut Svg, layout: &Layout, width: f64) -> Self {
        let scale = trend.scale(0.0, HEIGHT, TICKS);
        let shapes = Stencil::default();
        let mut ground = Ground { trend, scale, axis: 0.0, width, shapes };
        let texts = ground.ends(layout);
        let axis = texts.iter().map(|(_, t)| layout.small.width(t)).fold(0.0, f64::max) + 6.0;
        ground.axis = axis;
        ground.shapes = svg.stencil(|svg| {
            draw_grid(svg, &ground.scale, |y| [(axis, y), (width, y)]);
            if let Some(reference) = &trend.reference {
                draw_series(svg, reference, &ground.places(0.0), &ground.scale, None, GREY);
            }
        });
        ground
    }

    /// The lowest and the highest tick: where they stand and what is written there.
    fn ends(&self, layout: &Layout) -> Vec<(f64, String)> {
        let ticks = [self.scale.ticks.first(), self.scale.ticks.last()].into_iter().flatten();
        let unit = &self.trend.unit_of_measure;
        ticks.map(|&t| (self.scale.at(t), t.trimmed().with_unit(unit, layout.lang))).collect()
    }

    /// Where the periods of a panel stand.
    fn places(&self, left: f64) -> Vec<f64> {
        let (from, to) = (left + self.axis, left + self.width);
        places(self.trend.periods.len(), from + 5.0, to - 5.0)
    }

    fn draw_panel(
        &self,
        svg: &mut Svg,
        layout: &Layout,
        panel: &Series,
        name: &Wrapped,
        (left, top, head): (f64, f64, f64),
    ) {
        let (trend, bold) = (self.trend, layout.small_bold());
        svg.wrapped(Label::at(left, top + bold.size, bold), name);
        let baseline = top + name.height(bold) + layout.font.size;
        let label = Label::at(left, baseline, layout.font);
        let last = trend.last_of(panel, layout.lang);
        match &last {
            Some((text, i, _)) => svg.text(label.figure(&panel.id, &trend.periods[*i]), text),
            None => svg.text(label, layout.say("no_figures")),
        }
        let above = top + head + ABOVE;
        svg.stamp(&self.shapes, left, above);
        for (y, text) in self.ends(layout) {
            let label = layout.note(left + self.axis - 6.0, above + y + 4.0);
            svg.text(label.anchor(Anchor::End), &text);
        }
        let (scale, places) = (trend.scale(above, above + HEIGHT, TICKS), self.places(left));
        draw_breaks(svg, layout, std::slice::from_ref(panel), &places, (above, above + HEIGHT));
        draw_series(svg, panel, &places, &scale, None, NAVY);
        if let Some((x, v)) = last.and_then(|(_, i, v)| Some((*places.get(i)?, v))) {
            svg.marker(Marker::Disc, x, scale.at(v), NAVY);
        }
        let below = above + HEIGHT + layout.small.size + 5.0;
        self.draw_ends(svg, layout, (left + self.axis, left + self.width), below);
    }

    /// Writes the first and the last period where both fit, else the last.
    fn draw_ends(&self, svg: &mut Svg, layout: &Layout, (from, to): (f64, f64), baseline: f64) {
        let periods = &self.trend.periods;
        let (Some(first), Some(end)) = (periods.first(), periods.last()) else { return };
        let [first, end] = [first, end].map(|period| written(period, layout.lang));
        svg.text(layout.note(to, baseline).anchor(Anchor::End), &end);
        let width = layout.small.width(&first) + layout.small.width(&end) + 8.0;
        if periods.len() > 1 && width <= to - from {
            svg.text(layout.note(from, baseline), &first);
        }
    }
}
