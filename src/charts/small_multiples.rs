//! Many series over the same periods, one small plot each, all on one scale so that they can be
//! compared; this serves where one plot would need more colours than four. Each panel has its name
//! and its last value in its head, and the series of the authority in grey behind its line. Drawn as
//! SVG on the key points of plotters (`scale.rs`).

use super::body::{Panel, SmallMultiples};
use super::csv::Table;
use super::frame::{Figure, Layout, named};
use super::label::{Anchor, Label, Paint};
use super::palette::{GREY, GREY_TEXT, GRID, Marker, NAVY, SeriesStyle};
use super::periods::written;
use super::scale::Scale;
use super::series::{axis_caption, draw_series, last, places, table_of, tell_series};
use super::svg::{Stencil, Svg};
use super::wrap::{Wrapped, fill, wrap};
use crate::domain::number::Decimal;
use crate::domain::text::{Lang, clean};

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

impl SmallMultiples {
    fn scale(&self, top: f64, bottom: f64) -> Scale {
        let values: Vec<Decimal> = self
            .panels
            .iter()
            .chain(&self.reference)
            .flat_map(|s| s.values.iter().copied().flatten())
            .collect();
        Scale::around(&values, self.ceiling, bottom, top, 4)
    }

    /// Says what the scale is and what the grey line is; tells where the panels begin.
    fn draw_caption(&self, svg: &mut Svg, layout: &Layout, top: f64) -> f64 {
        let small = layout.small;
        let caption =
            axis_caption(&self.unit_of_measure, self.scale(0.0, 1.0).begins_at_zero(), layout.lang);
        let caption = format!(
            "{caption}. {}",
            layout.say(
                "Các ô dùng chung một thang; chỗ đứt là kỳ không có số liệu hoặc không phát sinh.",
                "All panels share one scale; a break is a period without figures or without cases."
            )
        );
        let caption = fill(&caption, small, layout.inner(), 4);
        svg.wrapped(Label::at(layout.left(), top + small.size, small).ink(GREY_TEXT), &caption);
        let mut y = top + caption.height(small) + 8.0;
        if let Some(reference) = &self.reference {
            let name = wrap(
                &named(&reference.name, &reference.id, layout.lang),
                small,
                layout.inner() - 38.0,
                2,
            );
            let middle = y + small.line() / 2.0;
            svg.line(
                (layout.left(), middle),
                (layout.left() + 28.0, middle),
                Paint::line(GREY, 1.5),
            );
            svg.wrapped(
                Label::at(layout.left() + 36.0, y + small.size, small).ink(GREY_TEXT),
                &name,
            );
            y += name.height(small) + 8.0;
        }
        y + 4.0
    }
}

impl Figure for SmallMultiples {
    fn draw(&self, svg: &mut Svg, layout: &Layout, top: f64) -> f64 {
        let across = if layout.is_phone() { 2 } else { 4 };
        let width = (layout.inner() - GAP * (across as f64 - 1.0)) / across as f64;
        if self.panels.iter().all(|panel| last(panel, &self.periods).is_none()) {
            let text = layout.say(
                "Không đơn vị nào có số liệu trong các kỳ này",
                "No unit has figures in these periods",
            );
            let text = wrap(text, layout.bold(), layout.inner(), 2);
            svg.wrapped(Label::at(layout.left(), top + 16.0, layout.bold()), &text);
            return top + 8.0 + text.height(layout.bold());
        }
        let mut y = self.draw_caption(svg, layout, top);
        let drawn = &self.panels[..self.panels.len().min(MOST)];
        let ground = self.ground(svg, layout, width);
        for row in drawn.chunks(across) {
            let names: Vec<Wrapped> = row
                .iter()
                .map(|p| wrap(&named(&p.name, &p.id, layout.lang), layout.small_bold(), width, 3))
                .collect();
            let head = names.iter().map(|n| n.height(layout.small_bold())).fold(0.0, f64::max)
                + layout.font.line();
            for (i, (panel, name)) in row.iter().zip(&names).enumerate() {
                let left = layout.left() + (width + GAP) * i as f64;
                self.draw_panel(svg, layout, &ground, panel, name, (left, y, width, head));
            }
            y += head + ABOVE + HEIGHT + layout.small.line() + 20.0;
        }
        let more = self.panels.len() - drawn.len();
        if more > 0 {
            let text = match layout.lang {
                Lang::Vi => format!("Còn {more} đơn vị khác: xem bảng số liệu."),
                Lang::En => format!("{more} more: see the table."),
            };
            let text = fill(&text, layout.font, layout.inner(), 2);
            svg.wrapped(Label::at(layout.left(), y, layout.font), &text);
            y += text.height(layout.font);
        }
        y - 10.0
    }

    fn describe(&self, lang: Lang) -> String {
        let mut parts = vec![match lang {
            Lang::Vi => format!(
                "{} biểu đồ đường nhỏ cùng thang, đơn vị tính: {}.",
                self.panels.len(),
                clean(&self.unit_of_measure.vi)
            ),
            Lang::En => format!(
                "{} small line charts on one scale in {}.",
                self.panels.len(),
                clean(&self.unit_of_measure.en)
            ),
        }];
        let all = self.reference.iter().chain(&self.panels).take(TOLD);
        parts.extend(all.map(|s| tell_series(s, &self.periods, &self.unit_of_measure, lang)));
        if self.panels.len() + usize::from(self.reference.is_some()) > TOLD {
            parts.push(
                lang.pick("Các đơn vị khác có trong bảng.", "The others stand in the table.")
                    .to_string(),
            );
        }
        parts.join(" ")
    }

    fn table(&self) -> Table {
        table_of(self.reference.iter().chain(&self.panels), &self.periods)
    }
}

/// What all panels have in common: the scale from the top of the plot down, where it begins, and the
/// grid with the reference.
struct Ground {
    scale: Scale,
    axis: f64,
    shapes: Stencil,
}

impl SmallMultiples {
    fn ground(&self, svg: &mut Svg, layout: &Layout, width: f64) -> Ground {
        let scale = self.scale(0.0, HEIGHT);
        let texts = self.ends(&scale, layout);
        let axis = texts.iter().map(|(_, t)| layout.small.width(t)).fold(0.0, f64::max) + 6.0;
        let shapes = svg.stencil(|svg| {
            let ticks = scale.ticks.iter().map(|&tick| scale.at(tick));
            let grid: Vec<_> = ticks.map(|y| [(axis, y), (width, y)]).collect();
            svg.rules(&grid, Paint::line(GRID, 1.0));
            if let Some(reference) = &self.reference {
                let places = self.places(axis, width);
                draw_series(svg, reference, &places, &scale, None, GREY);
            }
        });
        Ground { scale, axis, shapes }
    }

    /// The lowest and the highest tick: where they stand and what is written there.
    fn ends(&self, scale: &Scale, layout: &Layout) -> Vec<(f64, String)> {
        let ticks = [scale.ticks.first(), scale.ticks.last()].into_iter().flatten();
        ticks
            .map(|&t| (scale.at(t), t.trimmed().with_unit(&self.unit_of_measure, layout.lang)))
            .collect()
    }

    /// Where the periods stand.
    fn places(&self, from: f64, to: f64) -> Vec<f64> {
        places(self.periods.len(), from + 5.0, to - 5.0)
    }

    fn draw_panel(
        &self,
        svg: &mut Svg,
        layout: &Layout,
        ground: &Ground,
        panel: &Panel,
        name: &Wrapped,
        (left, top, width, head): (f64, f64, f64, f64),
    ) {
        let (small, bold) = (layout.small, layout.small_bold());
        svg.wrapped(Label::at(left, top + bold.size, bold), name);
        let baseline = top + name.height(bold) + layout.font.size;
        let label = Label::at(left, baseline, layout.font);
        match last(panel, &self.periods) {
            Some((i, v)) => {
                let (value, period) =
                    (v.with_unit(&self.unit_of_measure, layout.lang), &self.periods[i]);
                let text = if i + 1 == self.periods.len() {
                    value
                } else {
                    format!("{value} ({})", written(period, layout.lang))
                };
                svg.text(label.figure(&panel.id, period), &text);
            }
            None => svg.text(label, layout.say("không có số liệu", "no figures")),
        }
        let above = top + head + ABOVE;
        let Ground { axis, shapes, .. } = ground;
        svg.stamp(shapes, left, above);
        for (y, text) in self.ends(&ground.scale, layout) {
            let label = Label::at(left + axis - 6.0, above + y + 4.0, small);
            svg.text(label.anchor(Anchor::End).ink(GREY_TEXT), &text);
        }
        let scale = self.scale(above, above + HEIGHT);
        let places = self.places(left + axis, left + width);
        draw_series(svg, panel, &places, &scale, None, NAVY);
        if let Some((x, y)) =
            last(panel, &self.periods).and_then(|(i, v)| Some((*places.get(i)?, scale.at(v))))
        {
            let style = SeriesStyle { colour: NAVY, dash: "", marker: Marker::Disc };
            svg.marker(style.marker, x, y, style.colour);
        }
        self.draw_ends(svg, layout, left + axis, left + width, above + HEIGHT);
    }

    /// Writes the first and the last period where both fit, else the last.
    fn draw_ends(&self, svg: &mut Svg, layout: &Layout, from: f64, to: f64, below: f64) {
        let small = layout.small;
        let baseline = below + small.size + 5.0;
        let (Some(first), Some(end)) = (self.periods.first(), self.periods.last()) else {
            return;
        };
        let (first, end) = (written(first, layout.lang), written(end, layout.lang));
        let place = |x| Label::at(x, baseline, small).ink(GREY_TEXT);
        svg.text(place(to).anchor(Anchor::End), &end);
        if self.periods.len() > 1 && small.width(&first) + small.width(&end) + 8.0 <= to - from {
            svg.text(place(from), &first);
        }
    }
}
