//! Rates of units against their size, with limits around the rate of all units together. A small unit
//! strays far by chance alone; only what lies outside the limits is worth a question, so only that is
//! named. The limits are those of 95 % and 99.8 %, widened where units differ by more than chance.
//! Drawn as SVG, because names must find a free place among points.

use self::cases::{ALL, Case};
use self::limits::{Sizes, draw_axes, draw_key, draw_limits};
use self::points::draw_points;
use self::standing::{Common, LIMITS, Standing};
use super::body::{Funnel, FunnelPoint};
use super::csv::{Row, Table};
use super::frame::{Figure, Layout, named, say};
use super::label::{Anchor, Label};
use super::scale::Scale;
use super::svg::Svg;
use super::wrap::{fill, wrap};
use crate::domain::number::{Decimal, count};
use crate::domain::sentence::Value;
use crate::domain::text::{Lang, Text, clean, sentence};
use crate::domain::words;

mod cases;
mod limits;
mod points;
mod standing;

/// The height of the plot on a desk.
const HEIGHT: f64 = 340.0;

/// A rate as the table has it, with two decimals.
fn rate(numerator: i64, denominator: i64) -> Option<Decimal> {
    Decimal::percent(numerator, denominator, 2)
}

impl Figure for Funnel {
    fn draw(&self, svg: &mut Svg, layout: &Layout, top: f64) -> f64 {
        let (cases, common) = self.cases();
        let Common { met, all, .. } = common;
        let small = layout.small;
        if cases.is_empty() {
            let text = layout.say("no_unit_has_figures");
            svg.text(Label::at(layout.left(), top + 30.0, layout.bold()), text);
            return self.draw_lists(svg, layout, (&cases, &common), top + 44.0);
        }
        let height = if layout.is_phone() { 260.0 } else { HEIGHT };
        let key = draw_key(svg, layout, rate(met, all), top);
        let caption = wrap(&format!("% {}", self.rate.get(layout.lang)), small, layout.inner(), 2);
        svg.wrapped(layout.note(layout.left(), key + small.size), &caption);
        let above = key + caption.height(small) + 12.0;
        let below = above + height;
        let from = layout.left() + small.width("100,0%") + 10.0;
        let denominators = || cases.iter().map(|c| c.denominator);
        let sizes = Sizes {
            largest: denominators().max().unwrap_or(1),
            smallest: denominators().min().unwrap_or(1),
            from,
            to: layout.right() - 8.0,
        };
        let mut shown: Vec<Decimal> =
            cases.iter().filter_map(|c| rate(c.numerator, c.denominator)).collect();
        let typical = (all / cases.len() as i64).max(1) as f64;
        shown.extend([-LIMITS[1], LIMITS[1]].map(|z| common.limit(typical, z)));
        let scale = Scale::around(&shown, Some(Decimal::ALL), below, above, 6);
        draw_axes(svg, layout, &scale, &sizes, below);
        let curves = draw_limits(svg, &scale, &sizes, &common, (above, below));
        let at = |c: &Case| {
            let share = rate(c.numerator, c.denominator).unwrap_or_default();
            (sizes.at(c.denominator as f64), scale.at(share))
        };
        draw_points(svg, layout, &cases, at, &curves, &[sizes.from, above, layout.right(), below]);
        let mut caption = clean(self.size.get(layout.lang));
        if sizes.is_logarithmic() {
            caption += layout.say("logarithmic");
        }
        let caption = wrap(&caption, small, layout.inner(), 2);
        let y = below + small.line() + 8.0;
        let label = layout.note(layout.right(), y + small.size).anchor(Anchor::End);
        svg.wrapped(label, &caption);
        self.draw_lists(svg, layout, (&cases, &common), y + caption.height(small) + 6.0)
    }

    fn describe(&self, lang: Lang) -> String {
        let (cases, common) = self.cases();
        let Common { met, all, .. } = common;
        let told = [
            ("rate", Value::Words(&self.rate)),
            ("size", Value::Words(&self.size)),
            ("n", Value::of(cases.len())),
        ];
        let mut parts = vec![say("funnel", lang, &told)];
        if let Some(rate) = rate(met, all).map(|rate| rate.text(lang)) {
            parts.push(say("funnel_rate", lang, &[("rate", Value::Name(&rate))]));
        }
        parts.extend(overdispersed(&common, lang));
        parts.extend(self.lists(&cases, lang));
        parts.join(" ")
    }

    fn table(&self) -> Table {
        let (cases, common) = self.cases();
        let Common { met, all, .. } = common;
        let row = |id: &str,
                   label: &Text,
                   numerator: Option<i64>,
                   denominator: Option<i64>,
                   standing: &str| {
            let share = numerator.zip(denominator).and_then(|(n, d)| rate(n, d));
            let row = Row::of(id).both(label).number(numerator).number(denominator);
            row.number(share).text(standing)
        };
        let nothing: Option<Decimal> = None;
        let unit = |p: &FunnelPoint| {
            let case = cases.iter().find(|c| std::ptr::eq(c.point, p));
            let standing = case.map_or("", |c| match c.place {
                Standing::Inside => "inside",
                Standing::Beyond95 => "outside_95",
                Standing::Beyond998 => "outside_99_8",
            });
            row(&p.id, &p.label, p.numerator, p.denominator, standing).number(nothing)
        };
        let together = words::of("chart.funnel_together");
        let together = (all > 0).then(|| {
            row(ALL, together, Some(met), Some(all), "").number(Some(common.overdispersion))
        });
        Table {
            header: "unit_id,label_vi,label_en,numerator,denominator,percent,standing,overdispersion",
            rows: self.points.iter().map(unit).chain(together).collect(),
        }
    }
}

/// How far the limits are widened, where they are.
fn overdispersed(common: &Common, lang: Lang) -> Option<String> {
    let times = common.overdispersion.text(lang);
    (common.widened() > 1.0).then(|| say("funnel_wide", lang, &[("times", Value::Name(&times))]))
}

impl Funnel {
    /// Sentences that name the units outside the limits and those without cases.
    fn lists(&self, cases: &[Case], lang: Lang) -> Vec<String> {
        let name = |c: &Case| {
            let rate = rate(c.numerator, c.denominator).unwrap_or_default().text(lang);
            let (met, of) = (count(c.numerator, lang), count(c.denominator, lang));
            format!("{}: {rate}% ({met}/{of})", named(&c.point.label, &c.point.id, lang))
        };
        let list = |key: &str, names: Vec<String>| {
            let list = sentence(&names.join("; "));
            (!names.is_empty()).then(|| say(key, lang, &[("list", Value::Name(&list))]))
        };
        let beyond = |key, standing| {
            list(key, cases.iter().filter(|c| c.place == standing).map(name).collect())
        };
        let mut parts: Vec<String> = [
            beyond("funnel_beyond_998", Standing::Beyond998),
            beyond("funnel_beyond_95", Standing::Beyond95),
        ]
        .into_iter()
        .flatten()
        .collect();
        if parts.is_empty() && !cases.is_empty() {
            parts.push(say("funnel_inside", lang, &[]));
        }
        let absent = self.without_cases().iter().map(|p| named(&p.label, &p.id, lang)).collect();
        parts.extend(list("without_figures", absent));
        parts
    }

    fn draw_lists(
        &self,
        svg: &mut Svg,
        layout: &Layout,
        (cases, common): (&[Case], &Common),
        top: f64,
    ) -> f64 {
        let mut y = top;
        let wide = overdispersed(common, layout.lang);
        for text in wide.into_iter().chain(self.lists(cases, layout.lang)) {
            let text = fill(&text, layout.small, layout.inner(), usize::MAX);
            svg.wrapped(Label::at(layout.left(), y + layout.small.size, layout.small), &text);
            y += text.height(layout.small) + 4.0;
        }
        y
    }
}
