//! Rates of units against their size, with limits around the rate of all units together. A small unit
//! strays far by chance alone; only what lies outside the limits is worth a question, so only that is
//! named. The limits are those of Spiegelhalter (2005) in the normal approximation, at 1.96 and 3.09
//! standard errors (95 % and 99.8 %); whether a unit lies outside is decided on whole numbers.
//! Drawn as SVG, because names must find a free place among points.

use super::csv::{Field, Table};
use super::frame::{Figure, Layout};
use super::metrics::Font;
use super::number::{count, percent, share_hundredths, tick};
use super::palette::{GREY, GREY_TEXT, GRID, INK, Marker, NAVY, ORANGE};
use super::scale::Scale;
use super::svg::{Anchor, Label, Paint, Svg};
use super::text::{clean, sentence};
use super::wrap::wrap;
use super::{Funnel, FunnelPoint, Lang};

/// Standard errors of the inner and the outer limit, in hundredths.
const LIMITS: [i64; 2] = [196, 309];
/// The height of the plot on a desk.
const HEIGHT: f64 = 340.0;
/// From this ratio of the largest size to the smallest on, sizes stand on a logarithmic axis.
const UNEVEN: i64 = 50;

/// A unit with cases.
#[derive(Clone, Copy)]
struct Case<'a> {
    point: &'a FunnelPoint,
    numerator: i64,
    denominator: i64,
    place: Standing,
}

/// Where a unit stands against the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Inside,
    Beyond95,
    Beyond998,
}

/// The axis of sizes.
struct Sizes {
    largest: i64,
    smallest: i64,
    from: f64,
    to: f64,
}

impl Sizes {
    fn is_logarithmic(&self) -> bool {
        self.largest / self.smallest.max(1) >= UNEVEN
    }

    fn at(&self, size: f64) -> f64 {
        let share = if self.is_logarithmic() {
            let low = (self.smallest as f64 * 0.7).ln();
            (size.ln() - low) / ((self.largest as f64 * 1.15).ln() - low)
        } else {
            size / (self.largest as f64 * 1.05)
        };
        self.from + (self.to - self.from) * share.clamp(0.0, 1.0)
    }

    fn ticks(&self) -> Vec<i64> {
        if !self.is_logarithmic() {
            return Scale::from_zero(self.largest, 0.0, 1.0, 6).ticks;
        }
        let powers = (0..15).flat_map(|n| [1, 3].map(|d| d * 10_i64.pow(n)));
        powers.filter(|&t| t * 10 >= self.smallest * 7 && t <= self.largest + self.largest / 8).collect()
    }

    /// Sizes at which the limits are drawn.
    fn samples(&self) -> Vec<f64> {
        let low = if self.is_logarithmic() { self.smallest as f64 * 0.7 } else { (self.largest as f64 / 400.0).max(1.0) };
        let high = self.largest as f64 * if self.is_logarithmic() { 1.15 } else { 1.05 };
        // Closer together where sizes are small, because the limits bend there.
        (0..=80).map(|i| low * (high / low).powf(f64::from(i) / 80.0)).collect()
    }
}

impl Funnel {
    /// Units with cases, in the order given, and cases that meet the condition and all cases.
    fn cases(&self) -> (Vec<Case<'_>>, i64, i64) {
        let known = |p: &&FunnelPoint| p.numerator.zip(p.denominator).filter(|(n, d)| *d > 0 && (0..=*d).contains(n));
        let (mut met, mut all) = (0, 0);
        for (n, d) in self.points.iter().filter_map(|p| known(&p)) {
            (met, all) = (met + n, all + d);
        }
        let cases = self.points.iter().filter_map(|p| known(&p).map(|(n, d)| (p, n, d)));
        let cases = cases.map(|(point, n, d)| Case { point, numerator: n, denominator: d, place: standing(n, d, met, all) });
        (cases.collect(), met, all)
    }

    fn without_cases(&self) -> Vec<&FunnelPoint> {
        let (cases, ..) = self.cases();
        self.points.iter().filter(|p| !cases.iter().any(|c| std::ptr::eq(c.point, *p))).collect()
    }
}

/// Where n of d stands against the rate of met of all, decided without fractions.
fn standing(n: i64, d: i64, met: i64, all: i64) -> Standing {
    let [n, d, met, all] = [n, d, met, all].map(i128::from);
    let distance = (n * all - met * d).pow(2);
    let beyond = |z: i64| distance * 10_000 > i128::from(z).pow(2) * met * (all - met) * d;
    match (beyond(LIMITS[0]), beyond(LIMITS[1])) {
        (_, true) => Standing::Beyond998,
        (true, false) => Standing::Beyond95,
        (false, false) => Standing::Inside,
    }
}

/// The limit at a size, in hundredths of a percent, kept between none and all.
fn limit(met: i64, all: i64, size: f64, z: f64) -> i64 {
    let rate = met as f64 / all as f64;
    let value = rate + z * (rate * (1.0 - rate) / size).sqrt();
    (value.clamp(0.0, 1.0) * 10_000.0).round() as i64
}

impl Figure for Funnel {
    fn draw(&self, svg: &mut Svg, layout: &Layout, top: f64) -> f64 {
        let (cases, met, all) = self.cases();
        let small = layout.small;
        if cases.is_empty() {
            let text = layout.say("Không đơn vị nào có số liệu trong kỳ", "No unit has figures in the period");
            svg.text(Label::at(layout.left(), top + 30.0, layout.bold()), text);
            return self.draw_lists(svg, layout, &cases, top + 44.0);
        }
        let height = if layout.is_phone() { 260.0 } else { HEIGHT };
        let key = draw_key(svg, layout, top);
        let caption = wrap(&format!("% {}", self.rate.get(layout.lang)), small, layout.inner(), 2);
        svg.wrapped(Label::at(layout.left(), key + small.size, small).ink(GREY_TEXT), &caption);
        let above = key + caption.height(small) + 12.0;
        let below = above + height;
        let from = layout.left() + small.width("100,0%") + 10.0;
        let denominators = || cases.iter().map(|c| c.denominator);
        let sizes = Sizes { largest: denominators().max().unwrap_or(1), smallest: denominators().min().unwrap_or(1), from, to: layout.right() - 8.0 };
        let mut shown: Vec<i64> = cases.iter().filter_map(|c| share_hundredths(c.numerator, c.denominator)).collect();
        let typical = (all / cases.len() as i64).max(1) as f64;
        shown.extend([-3.09, 3.09].map(|z| limit(met, all, typical, z)));
        let scale = Scale::around(&shown, Some(10_000), below, above, 6);
        draw_axes(svg, layout, &scale, &sizes, below);
        draw_limits(svg, &scale, &sizes, (met, all), above, below);
        draw_points(svg, layout, &cases, &scale, &sizes, (above, below));
        let logarithmic = if sizes.is_logarithmic() { layout.say(" (thang logarit)", " (logarithmic scale)") } else { "" };
        let caption = wrap(&format!("{}{logarithmic}", clean(self.size.get(layout.lang))), small, layout.inner(), 2);
        let y = below + small.line() + 8.0;
        let label = Label::at(layout.right(), y + small.size, small).anchor(Anchor::End).ink(GREY_TEXT);
        svg.wrapped(label, &caption);
        self.draw_lists(svg, layout, &cases, y + caption.height(small) + 6.0)
    }

    fn describe(&self, lang: Lang) -> String {
        let (cases, met, all) = self.cases();
        let mut parts = vec![match lang {
            Lang::Vi => format!("Biểu đồ phễu: tỷ lệ {} theo số {}; {} đơn vị.", clean(&self.rate.vi), clean(&self.size.vi), cases.len()),
            Lang::En => format!("Funnel plot: share {} against {}; {} units.", clean(&self.rate.en), clean(&self.size.en), cases.len()),
        }];
        if let Some(rate) = percent(met, all, lang) {
            parts.push(format!("{} {rate}%.", lang.pick("Tỷ lệ chung:", "All together:")));
        }
        parts.extend(self.lists(&cases, lang));
        parts.join(" ")
    }

    fn table(&self) -> Table {
        let (cases, ..) = self.cases();
        let rows = self.points.iter().map(|p| {
            let case = cases.iter().find(|c| std::ptr::eq(c.point, p));
            let [label_vi, label_en] = Field::both(Some(&p.label));
            let standing = case.map_or("", |c| match c.place {
                Standing::Inside => "inside",
                Standing::Beyond95 => "outside_95",
                Standing::Beyond998 => "outside_99_8",
            });
            let share = p.numerator.zip(p.denominator).and_then(|(n, d)| share_hundredths(n, d));
            vec![
                Field::text(&p.id),
                label_vi,
                label_en,
                Field::count(p.numerator),
                Field::count(p.denominator),
                Field::hundredths(share),
                Field::text(standing),
            ]
        });
        Table { header: vec!["unit_id", "label_vi", "label_en", "numerator", "denominator", "percent", "standing"], rows: rows.collect() }
    }
}

impl Funnel {
    /// Sentences that name the units outside the limits and those without cases.
    fn lists(&self, cases: &[Case], lang: Lang) -> Vec<String> {
        let name = |c: &Case| {
            let rate = percent(c.numerator, c.denominator, lang).unwrap_or_default();
            format!("{} {rate}% ({} / {})", clean(c.point.label.get(lang)), count(c.numerator, lang), count(c.denominator, lang))
        };
        let mut parts = Vec::new();
        for (standing, vi, en) in [
            (Standing::Beyond998, "Ngoài giới hạn 99,8%:", "Outside the 99.8% limits:"),
            (Standing::Beyond95, "Giữa giới hạn 95% và 99,8%:", "Between the 95% and 99.8% limits:"),
        ] {
            let names: Vec<String> = cases.iter().filter(|c| c.place == standing).map(name).collect();
            if !names.is_empty() {
                parts.push(format!("{} {}", lang.pick(vi, en), sentence(&names.join("; "))));
            }
        }
        if parts.is_empty() && !cases.is_empty() {
            parts.push(lang.pick("Không đơn vị nào nằm ngoài giới hạn.", "No unit lies outside the limits.").to_string());
        }
        let absent: Vec<String> = self.without_cases().iter().map(|p| clean(p.label.get(lang))).collect();
        if !absent.is_empty() {
            parts.push(format!("{} {}", lang.pick("Không có số liệu:", "No figures:"), sentence(&absent.join("; "))));
        }
        parts
    }

    fn draw_lists(&self, svg: &mut Svg, layout: &Layout, cases: &[Case], top: f64) -> f64 {
        let mut y = top;
        for text in self.lists(cases, layout.lang) {
            let text = wrap(&text, layout.small, layout.inner(), 8);
            svg.wrapped(Label::at(layout.left(), y + layout.small.size, layout.small), &text);
            y += text.height(layout.small) + 4.0;
        }
        y
    }
}

fn draw_key(svg: &mut Svg, layout: &Layout, top: f64) -> f64 {
    let small = layout.small;
    let (mut x, mut y) = (layout.left(), top);
    let entries = [
        (Paint::line(INK, 1.5), layout.say("tỷ lệ chung", "all units together")),
        (Paint::line(GREY, 1.2).dash("5 3"), layout.say("giới hạn 95%", "95% limits")),
        (Paint::line(GREY, 1.6), layout.say("giới hạn 99,8%", "99.8% limits")),
    ];
    for (paint, text) in entries {
        let width = 32.0 + small.width(text);
        if x > layout.left() && x + width > layout.right() {
            (x, y) = (layout.left(), y + small.line());
        }
        svg.line((x, y + 7.0), (x + 26.0, y + 7.0), paint);
        svg.text(Label::at(x + 32.0, y + small.size - 0.5, small).ink(GREY_TEXT), text);
        x += width + 16.0;
    }
    y + small.line() + 6.0
}

fn draw_axes(svg: &mut Svg, layout: &Layout, scale: &Scale, sizes: &Sizes, below: f64) {
    let small = layout.small;
    for &at in &scale.ticks {
        let y = scale.at(at);
        svg.line((sizes.from, y), (layout.right(), y), Paint::line(GRID, 1.0));
        let text = format!("{}%", tick(at, layout.lang));
        svg.text(Label::at(sizes.from - 8.0, y + 4.0, small).anchor(Anchor::End).ink(GREY_TEXT), &text);
    }
    let mut free = f64::MIN;
    for at in sizes.ticks() {
        let (x, text) = (sizes.at(at as f64), count(at, layout.lang));
        let half = small.width(&text) / 2.0;
        if x - half >= free && x + half <= layout.right() + 8.0 {
            svg.line((x, below), (x, below + 4.0), Paint::line(GREY, 1.0));
            svg.text(Label::at(x, below + small.size + 6.0, small).anchor(Anchor::Middle).ink(GREY_TEXT), &text);
            free = x + half + 8.0;
        }
    }
}

/// Draws the rate of all and the four limits; what leaves the plot is cut off, not flattened.
fn draw_limits(svg: &mut Svg, scale: &Scale, sizes: &Sizes, (met, all): (i64, i64), above: f64, below: f64) {
    let whole = scale.at(limit(met, all, 1.0, 0.0));
    svg.line((sizes.from, whole), (sizes.to, whole), Paint::line(INK, 1.5));
    for (z, paint) in LIMITS.iter().zip([Paint::line(GREY, 1.2).dash("5 3"), Paint::line(GREY, 1.6)]) {
        for side in [-1.0, 1.0] {
            let curve: Vec<(f64, f64)> = sizes
                .samples()
                .into_iter()
                .map(|size| (sizes.at(size), scale.at(limit(met, all, size, side * *z as f64 / 100.0))))
                .filter(|(_, y)| *y > above + 0.01 && *y < below - 0.01)
                .collect();
            if curve.len() > 1 {
                svg.polyline(&curve, paint);
            }
        }
    }
}

/// Draws the points, and the names of those outside where there is room for them.
fn draw_points(svg: &mut Svg, layout: &Layout, cases: &[Case], scale: &Scale, sizes: &Sizes, (above, below): (f64, f64)) {
    let font = Font::new(layout.small.size);
    let placed: Vec<(f64, f64, &Case)> = cases
        .iter()
        .map(|c| (sizes.at(c.denominator as f64), scale.at(share_hundredths(c.numerator, c.denominator).unwrap_or(0)), c))
        .collect();
    let mut taken: Vec<[f64; 4]> = placed.iter().map(|(x, y, _)| [x - 6.0, y - 6.0, x + 6.0, y + 6.0]).collect();
    for (x, y, case) in &placed {
        match case.place {
            Standing::Inside => svg.marker(Marker::Disc, *x, *y, NAVY),
            _ => svg.marker(Marker::Diamond, *x, *y, ORANGE),
        }
    }
    let mut outside: Vec<&(f64, f64, &Case)> = placed.iter().filter(|p| p.2.place != Standing::Inside).collect();
    outside.sort_by(|a, b| b.2.place.cmp(&a.2.place));
    for (x, y, case) in outside {
        let name = wrap(case.point.label.get(layout.lang), font, if layout.is_phone() { 120.0 } else { 190.0 }, 2);
        let (width, height) = (name.width(font), name.height(font));
        let sides = [(9.0, -height / 2.0), (-9.0 - width, -height / 2.0), (-width / 2.0, -height - 8.0), (-width / 2.0, 8.0), (8.0, -height - 4.0), (8.0, 4.0), (-8.0 - width, -height - 4.0), (-8.0 - width, 4.0)];
        let free = |b: &[f64; 4]| {
            b[0] >= sizes.from && b[2] <= layout.right() && b[1] >= above && b[3] <= below
                && taken.iter().all(|t| b[2] < t[0] || b[0] > t[2] || b[3] < t[1] || b[1] > t[3])
        };
        let boxes = sides.map(|(dx, dy)| [x + dx, y + dy, x + dx + width, y + dy + height]);
        if let Some(place) = boxes.into_iter().find(free) {
            svg.wrapped(Label::at(place[0], place[1] + font.size * 0.98, font).halo(), &name);
            // Its own point may lie within the reach of its name.
            taken.push(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_rate_is_inside_for_a_small_unit_and_outside_for_a_large_one() {
        assert_eq!(standing(8, 10, 9_000, 10_000), Standing::Inside);
        assert_eq!(standing(800, 1_000, 9_000, 10_000), Standing::Beyond998);
    }

    #[test]
    fn where_all_meet_the_condition_no_unit_is_outside() {
        assert_eq!(standing(10, 10, 1_000, 1_000), Standing::Inside);
    }

    #[test]
    fn limits_stay_between_none_and_all() {
        assert_eq!(limit(95, 100, 3.0, 3.09), 10_000);
        assert_eq!(limit(5, 100, 3.0, -3.09), 0);
    }
}
