//! Points gained and lost by indicator: each bar is as long as what the indicator can give, full for
//! what was gained and hatched for what was lost, with both numbers beside it. An indicator that is
//! not available loses nothing; it has a sentence instead of a bar. Drawn as SVG, because each row is
//! a title of several lines, a bar and two columns of numbers.

use super::axis::{draw_grid, draw_ticks, in_row};
use super::body::{PointsLost, PointsLostItem};
use super::csv::{Row, Table};
use super::frame::{Figure, Layout, named, say};
use super::label::{Anchor, Label, Paint};
use super::palette::{NAVY, ORANGE, WHITE};
use super::scale::Scale;
use super::svg::Svg;
use super::wrap::{Wrapped, wrap};
use crate::domain::number::Decimal;
use crate::domain::sentence::Value;
use crate::domain::text::{Lang, clean, sentence};
use crate::domain::words;

/// The thickness of a bar.
const BAR: f64 = 14.0;

impl PointsLostItem {
    /// What was lost; absent where the indicator is not available.
    #[must_use]
    pub fn lost(&self) -> Option<Decimal> {
        self.gained.map(|gained| (self.max - gained).max(Decimal::hundredths(0)))
    }

    /// Why there are no points.
    fn absence(&self, lang: Lang) -> &str {
        self.remark.as_ref().unwrap_or_else(|| words::of("chart.no_figures")).get(lang)
    }

    /// The title, and behind it that there were no cases where there are points all the same.
    fn title(&self, lang: Lang) -> String {
        let name = named(&self.label, &self.id, lang);
        match self.remark.as_ref().filter(|_| self.gained.is_some()) {
            Some(remark) => format!("{name} ({})", clean(remark.get(lang))),
            None => name,
        }
    }
}

/// Where the columns of numbers end, and the titles' width.
struct Columns {
    names: f64,
    scale: Scale,
    gained: f64,
    lost: f64,
}

impl PointsLost {
    fn columns(&self, layout: &Layout) -> Columns {
        let full = self.items.iter().map(|i| i.max).fold(Decimal::hundredths(100), Decimal::max);
        let number = layout.bold().width(&full.text(layout.lang));
        let width = |head| layout.small_bold().width(layout.say(head));
        let [gained, lost] = ["gained", "lost"].map(|head| number.max(width(head)) + 12.0);
        let (names, left) = if layout.is_phone() {
            (layout.inner(), layout.left())
        } else {
            (300.0, layout.left() + 316.0)
        };
        let right = layout.right();
        Columns {
            names,
            scale: Scale::from_zero(full, left, right - gained - lost - 8.0, 6),
            gained: right - lost,
            lost: right,
        }
    }
}

impl Figure for PointsLost {
    fn draw(&self, svg: &mut Svg, layout: &Layout, top: f64) -> f64 {
        let columns = self.columns(layout);
        let mut y = draw_head(svg, layout, &columns, top);
        let rows: Vec<(Wrapped, f64)> = self
            .items
            .iter()
            .map(|item| {
                let name = wrap(&item.title(layout.lang), layout.font, columns.names, 3);
                let text = name.height(layout.font);
                let height =
                    if layout.is_phone() { text + BAR + 12.0 } else { f64::max(text, BAR) + 9.0 };
                (name, height)
            })
            .collect();
        let bottom = y + rows.iter().map(|r| r.1).sum::<f64>();
        draw_grid(svg, &columns.scale, |x| [(x, y), (x, bottom)]);
        for (item, (name, height)) in self.items.iter().zip(&rows) {
            draw_item(svg, layout, &columns, item, name, (y, *height));
            y += height;
        }
        bottom
    }

    fn describe(&self, lang: Lang) -> String {
        let tell = |item: &PointsLostItem| {
            let label = item.title(lang);
            let (Some(gained), Some(lost)) = (item.gained, item.lost()) else {
                return format!("{label}: {}", clean(item.absence(lang)));
            };
            let max = item.max.trimmed().text(lang);
            let told = [
                ("indicator", Value::Name(&label)),
                ("gained", Value::Points(gained)),
                ("max", Value::Name(&max)),
                ("lost", Value::Points(lost)),
            ];
            say("points_of", lang, &told)
        };
        let told: Vec<String> = self.items.iter().map(tell).collect();
        say("points_lost", lang, &[("list", Value::Name(&sentence(&told.join("; "))))])
    }

    fn table(&self) -> Table {
        let row = |item: &PointsLostItem| {
            let row = Row::of(&item.id).both(&item.label).number(Some(item.max));
            let row = row.number(item.gained).number(item.lost());
            row.both(item.remark.as_ref())
        };
        Table {
            header: "indicator_id,label_vi,label_en,max_points,gained,lost,remark_vi,remark_en",
            rows: self.items.iter().map(row).collect(),
        }
    }
}

/// Draws the key, the heads of the columns and the ticks; tells where the rows begin.
fn draw_head(svg: &mut Svg, layout: &Layout, columns: &Columns, top: f64) -> f64 {
    let (left, small) = (layout.left(), layout.small);
    let (gained, lost) = (layout.say("points_gained"), layout.say("points_not_gained"));
    svg.rect(left, top, 22.0, 12.0, Paint::fill(NAVY));
    svg.text(layout.note(left + 28.0, top + 10.5), gained);
    let x = left + 28.0 + small.width(gained) + 18.0;
    draw_lost(svg, x, top, 22.0, 12.0);
    svg.text(layout.note(x + 28.0, top + 10.5), lost);
    let y = top + 20.0 + small.line();
    let head = |end| Label::at(end, y - 4.0, layout.small_bold()).anchor(Anchor::End);
    svg.text(head(columns.gained), layout.say("gained"));
    svg.text(head(columns.lost), layout.say("lost"));
    draw_ticks(svg, layout, &columns.scale, y, |at| at.trimmed().text(layout.lang))
}

fn draw_lost(svg: &mut Svg, x: f64, y: f64, width: f64, height: f64) {
    if width > 1.0 {
        svg.rect(x + 0.5, y + 0.5, width - 1.0, height - 1.0, Paint::fill(WHITE).edge(ORANGE, 1.0));
        svg.hatch(x, y, width, height, ORANGE);
    } else {
        svg.rect(x, y, width, height, Paint::fill(ORANGE));
    }
}

fn draw_item(
    svg: &mut Svg,
    layout: &Layout,
    columns: &Columns,
    item: &PointsLostItem,
    name: &Wrapped,
    (top, height): (f64, f64),
) {
    let font = layout.font;
    let (first, middle) = in_row(layout, (name, font), (top, height), BAR, 2.0);
    svg.wrapped(Label::at(layout.left(), first, font).halo(), name);
    let start = columns.scale.at(Decimal::ZERO);
    if let Some(gained) = item.gained {
        let (end, full) = (columns.scale.at(gained), columns.scale.at(item.max));
        svg.rect(start, middle - BAR / 2.0, end - start, BAR, Paint::fill(NAVY));
        draw_lost(svg, end, middle - BAR / 2.0, full - end, BAR);
    } else {
        let room = columns.gained - start - layout.bold().width("00,00") - 12.0;
        let text = wrap(item.absence(layout.lang), layout.small, room, 1);
        svg.wrapped(layout.note(start + 6.0, middle + 4.2).halo(), &text);
    }
    let mut number = |end, column, value: Option<Decimal>| {
        let place = Label::at(end, middle + 4.6, layout.bold()).anchor(Anchor::End);
        let text = value.map_or_else(|| "–".into(), |value| value.text(layout.lang));
        svg.text(place.figure(&item.id, column), &text);
    };
    number(columns.gained, "gained", item.gained);
    number(columns.lost, "lost", item.lost());
}
