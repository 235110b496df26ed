//! The control limits of a funnel plot, and the axes they stand on. The curves are drawn from
//! fractions; where a unit stands against them is decided elsewhere (`standing.rs`).

use super::super::frame::Layout;
use super::super::label::{Anchor, Label, Paint};
use super::super::palette::{GREY, GRID, INK};
use super::super::scale::Scale;
use super::super::svg::Svg;
use super::cases::ALL;
use super::standing::{Common, LIMITS};
use crate::domain::number::Decimal;

/// From this ratio of the largest size to the smallest on, sizes stand on a logarithmic axis.
const UNEVEN: i64 = 50;

/// The axis of sizes.
pub(super) struct Sizes {
    pub(super) largest: i64,
    pub(super) smallest: i64,
    pub(super) from: f64,
    pub(super) to: f64,
}

impl Sizes {
    pub(super) fn is_logarithmic(&self) -> bool {
        self.largest / self.smallest.max(1) >= UNEVEN
    }

    pub(super) fn at(&self, size: f64) -> f64 {
        let share = if self.is_logarithmic() {
            let low = (self.smallest as f64 * 0.7).ln();
            (size.ln() - low) / ((self.largest as f64 * 1.15).ln() - low)
        } else {
            size / (self.largest as f64 * 1.05)
        };
        self.from + (self.to - self.from) * share.clamp(0.0, 1.0)
    }

    pub(super) fn ticks(&self) -> Vec<Decimal> {
        if !self.is_logarithmic() {
            return Scale::from_zero(self.largest.into(), 0.0, 1.0, 6).ticks;
        }
        let powers = (0..15).flat_map(|n| [1, 3].map(|d| d * 10_i64.pow(n)));
        powers
            .filter(|&t| t * 10 >= self.smallest * 7 && t <= self.largest + self.largest / 8)
            .map(Decimal::from)
            .collect()
    }

    /// Sizes at which the limits are drawn.
    pub(super) fn samples(&self) -> Vec<f64> {
        let low = if self.is_logarithmic() {
            self.smallest as f64 * 0.7
        } else {
            (self.largest as f64 / 400.0).max(1.0)
        };
        let high = self.largest as f64 * if self.is_logarithmic() { 1.15 } else { 1.05 };
        // Closer together where sizes are small, because the limits bend there.
        (0..=80).map(|i| low * (high / low).powf(f64::from(i) / 80.0)).collect()
    }
}

/// Draws what the lines are, and the rate of all; tells where the figure goes on.
pub(super) fn draw_key(svg: &mut Svg, layout: &Layout, rate: Option<Decimal>, top: f64) -> f64 {
    let small = layout.small;
    let (mut x, mut y) = (layout.left(), top);
    let entries = [
        (Paint::line(INK, 1.5), "funnel_together", rate),
        (Paint::line(GREY, 1.2).dash("5 3"), "funnel_limits_95", None),
        (Paint::line(GREY, 1.6), "funnel_limits_998", None),
    ];
    for (paint, key, rate) in entries {
        let text = layout.say(key);
        let width = 32.0 + small.width(text);
        if x > layout.left() && x + width > layout.right() {
            (x, y) = (layout.left(), y + small.line());
        }
        svg.line((x, y + 7.0), (x + 26.0, y + 7.0), paint);
        svg.text(layout.note(x + 32.0, y + small.size - 0.5), text);
        x += width + 16.0;
        if let Some(rate) = rate {
            let (bold, rate) = (layout.small_bold(), rate.text(layout.lang) + "%");
            let label = Label::at(x - 12.0, y + small.size - 0.5, bold).figure(ALL, "percent");
            svg.text(label, &rate);
            x += bold.width(&rate) + 4.0;
        }
    }
    y + small.line() + 6.0
}

pub(super) fn draw_axes(svg: &mut Svg, layout: &Layout, scale: &Scale, sizes: &Sizes, below: f64) {
    let small = layout.small;
    for &at in &scale.ticks {
        let y = scale.at(at);
        svg.line((sizes.from, y), (layout.right(), y), Paint::line(GRID, 1.0));
        let text = format!("{}%", at.trimmed().text(layout.lang));
        svg.text(layout.note(sizes.from - 8.0, y + 4.0).anchor(Anchor::End), &text);
    }
    let mut free = f64::MIN;
    for at in sizes.ticks() {
        let (x, text) = (sizes.at(at.to_f64()), at.text(layout.lang));
        let half = small.width(&text) / 2.0;
        if x - half >= free && x + half <= layout.right() + 8.0 {
            svg.line((x, below), (x, below + 4.0), Paint::line(GREY, 1.0));
            let label = layout.note(x, below + small.size + 6.0);
            svg.text(label.anchor(Anchor::Middle), &text);
            free = x + half + 8.0;
        }
    }
}

/// Draws the rate of all and the four limits; what leaves the plot is cut off, not flattened. Tells
/// the points of the curves.
pub(super) fn draw_limits(
    svg: &mut Svg,
    scale: &Scale,
    sizes: &Sizes,
    common: &Common,
    (above, below): (f64, f64),
) -> Vec<(f64, f64)> {
    let whole = scale.at(common.limit(1.0, 0.0));
    svg.line((sizes.from, whole), (sizes.to, whole), Paint::line(INK, 1.5));
    let samples = sizes.samples();
    let mut drawn: Vec<(f64, f64)> = samples.iter().map(|s| (sizes.at(*s), whole)).collect();
    let paints = [Paint::line(GREY, 1.2).dash("5 3"), Paint::line(GREY, 1.6)];
    for (z, paint) in LIMITS.iter().zip(paints) {
        for z in [-*z, *z] {
            let point = |size: &f64| (sizes.at(*size), scale.at(common.limit(*size, z)));
            let inside = |(_, y): &(f64, f64)| *y > above + 0.01 && *y < below - 0.01;
            let curve: Vec<(f64, f64)> = samples.iter().map(point).filter(inside).collect();
            if curve.len() > 1 {
                svg.polyline(&curve, paint);
            }
            drawn.extend(curve);
        }
    }
    drawn
}
