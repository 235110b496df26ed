//! Rates of units against their size, with limits around the rate of all units together. A small unit
//! strays far by chance alone; only what lies outside the limits is worth a question, so only that is
//! named. The limits are those of Spiegelhalter (2005) in the normal approximation, at 1.96 and 3.09
//! standard errors (95 % and 99.8 %); whether a unit lies outside is decided on whole numbers.
//! Drawn as SVG, because names must find a free place among points.

use self::cases::{ALL, Case, together};
use self::limits::{Sizes, draw_axes, draw_key, draw_limits};
use self::points::draw_points;
use self::standing::{Standing, limit};
use super::body::Funnel;
use super::csv::{Field, Table};
use super::frame::{Figure, Layout, named};
use super::label::{Anchor, Label};
use super::palette::GREY_TEXT;
use super::scale::Scale;
use super::svg::Svg;
use super::wrap::{fill, wrap};
use crate::domain::number::{Decimal, count};
use crate::domain::text::{Lang, clean, sentence};

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
        let (cases, met, all) = self.cases();
        let small = layout.small;
        if cases.is_empty() {
            let text = layout
                .say("Không đơn vị nào có số liệu trong kỳ", "No unit has figures in the period");
            svg.text(Label::at(layout.left(), top + 30.0, layout.bold()), text);
            return self.draw_lists(svg, layout, &cases, top + 44.0);
        }
        let height = if layout.is_phone() { 260.0 } else { HEIGHT };
        let key = draw_key(svg, layout, rate(met, all), top);
        let caption = wrap(&format!("% {}", self.rate.get(layout.lang)), small, layout.inner(), 2);
        svg.wrapped(Label::at(layout.left(), key + small.size, small).ink(GREY_TEXT), &caption);
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
        shown.extend([-3.09, 3.09].map(|z| limit(met, all, typical, z)));
        let scale = Scale::around(&shown, Some(Decimal::ALL), below, above, 6);
        draw_axes(svg, layout, &scale, &sizes, below);
        let curves = draw_limits(svg, &scale, &sizes, (met, all), (above, below));
        let at = |c: &Case| {
            let share = rate(c.numerator, c.denominator).unwrap_or_default();
            (sizes.at(c.denominator as f64), scale.at(share))
        };
        draw_points(svg, layout, &cases, at, &curves, &[sizes.from, above, layout.right(), below]);
        let logarithmic = if sizes.is_logarithmic() {
            layout.say(" (thang logarit)", " (logarithmic scale)")
        } else {
            ""
        };
        let caption = wrap(
            &format!("{}{logarithmic}", clean(self.size.get(layout.lang))),
            small,
            layout.inner(),
            2,
        );
        let y = below + small.line() + 8.0;
        let label =
            Label::at(layout.right(), y + small.size, small).anchor(Anchor::End).ink(GREY_TEXT);
        svg.wrapped(label, &caption);
        self.draw_lists(svg, layout, &cases, y + caption.height(small) + 6.0)
    }

    fn describe(&self, lang: Lang) -> String {
        let (cases, met, all) = self.cases();
        let mut parts = vec![match lang {
            Lang::Vi => format!(
                "Biểu đồ phễu: tỷ lệ {} theo số {}; {} đơn vị.",
                clean(&self.rate.vi),
                clean(&self.size.vi),
                cases.len()
            ),
            Lang::En => format!(
                "Funnel plot: share {} against {}; {} units.",
                clean(&self.rate.en),
                clean(&self.size.en),
                cases.len()
            ),
        }];
        if let Some(rate) = rate(met, all).map(|rate| rate.text(lang)) {
            parts.push(format!("{} {rate}%.", lang.pick("Tỷ lệ chung:", "All together:")));
        }
        parts.extend(self.lists(&cases, lang));
        parts.join(" ")
    }

    fn table(&self) -> Table {
        let (cases, met, all) = self.cases();
        let together = (all > 0).then(|| {
            vec![
                Field::text(ALL),
                Field::text(together(Lang::Vi)),
                Field::text(together(Lang::En)),
                Field::number(Some(met)),
                Field::number(Some(all)),
                Field::number(rate(met, all)),
                Field::Absent,
            ]
        });
        let rows = self.points.iter().map(|p| {
            let case = cases.iter().find(|c| std::ptr::eq(c.point, p));
            let [label_vi, label_en] = Field::both(Some(&p.label));
            let standing = case.map_or("", |c| match c.place {
                Standing::Inside => "inside",
                Standing::Beyond95 => "outside_95",
                Standing::Beyond998 => "outside_99_8",
            });
            let share = p.numerator.zip(p.denominator).and_then(|(n, d)| rate(n, d));
            vec![
                Field::text(&p.id),
                label_vi,
                label_en,
                Field::number(p.numerator),
                Field::number(p.denominator),
                Field::number(share),
                Field::text(standing),
            ]
        });
        Table {
            header: "unit_id,label_vi,label_en,numerator,denominator,percent,standing",
            rows: rows.chain(together).collect(),
        }
    }
}

impl Funnel {
    /// Sentences that name the units outside the limits and those without cases.
    fn lists(&self, cases: &[Case], lang: Lang) -> Vec<String> {
        let name = |c: &Case| {
            let rate = rate(c.numerator, c.denominator).unwrap_or_default().text(lang);
            format!(
                "{}: {rate}% ({}/{})",
                named(&c.point.label, &c.point.id, lang),
                count(c.numerator, lang),
                count(c.denominator, lang)
            )
        };
        let mut parts = Vec::new();
        for (standing, vi, en) in [
            (Standing::Beyond998, "Ngoài giới hạn 99,8%:", "Outside the 99.8% limits:"),
            (
                Standing::Beyond95,
                "Giữa giới hạn 95% và 99,8%:",
                "Between the 95% and 99.8% limits:",
            ),
        ] {
            let names: Vec<String> =
                cases.iter().filter(|c| c.place == standing).map(name).collect();
            if !names.is_empty() {
                parts.push(format!("{} {}", lang.pick(vi, en), sentence(&names.join("; "))));
            }
        }
        if parts.is_empty() && !cases.is_empty() {
            parts.push(
                lang.pick(
                    "Không đơn vị nào nằm ngoài giới hạn.",
                    "No unit lies outside the limits.",
                )
                .to_string(),
            );
        }
        let absent: Vec<String> =
            self.without_cases().iter().map(|p| named(&p.label, &p.id, lang)).collect();
        if !absent.is_empty() {
            parts.push(format!(
                "{} {}",
                lang.pick("Không có số liệu:", "No figures:"),
                sentence(&absent.join("; "))
            ));
        }
        parts
    }

    fn draw_lists(&self, svg: &mut Svg, layout: &Layout, cases: &[Case], top: f64) -> f64 {
        let mut y = top;
        for text in self.lists(cases, layout.lang) {
            let text = fill(&text, layout.small, layout.inner(), usize::MAX);
            svg.wrapped(Label::at(layout.left(), y + layout.small.size, layout.small), &text);
            y += text.height(layout.small) + 4.0;
        }
        y
    }
}
