//! Points gained and lost by indicator: each bar is as long as what the indicator can give, full for
//! what was gained and hatched for what was lost, with both numbers beside it. An indicator that is
//! not available loses nothing; it has a sentence instead of a bar. Drawn as SVG, because each row is
//! a title of several lines, a bar and two columns of numbers.

use super::body::{PointsLost, PointsLostItem};
use super::csv::{Field, Table};
use super::frame::{Figure, Layout, named};
use super::label::{Anchor, Label, Paint};
use super::metrics::Font;
use super::palette::{GREY_TEXT, GRID, NAVY, ORANGE, WHITE};
use super::scale::Scale;
use super::svg::Svg;
use super::wrap::{Wrapped, wrap};
use crate::domain::number::Decimal;
use crate::domain::text::{Lang, clean, sentence};

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
        let unsaid = lang.pick("không có số liệu", "no figures");
        self.remark.as_ref().map_or(unsaid, |a| a.get(lang))
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
        let bold = layout.bold();
        let heads = [layout.say("Đạt", "Gained"), layout.say("Mất", "Lost")];
        let number = bold.width(&full.text(layout.lang));
        let [gained, lost] =
            heads.map(|h| f64::max(number, Font::bold(layout.small.size).width(h)) + 12.0);
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
        let ticks = columns.scale.ticks.iter().map(|&at| columns.scale.at(at));
        let grid: Vec<_> = ticks.map(|x| [(x, y), (x, bottom)]).collect();
        svg.rules(&grid, Paint::line(GRID, 1.0));
        for (item, (name, height)) in self.items.iter().zip(&rows) {
            draw_item(svg, layout, &columns, item, name, (y, *height));
            y += height;
        }
        bottom
    }

    fn describe(&self, lang: Lang) -> String {
        let told: Vec<String> = self
            .items
            .iter()
            .map(|item| {
                let label = item.title(lang);
                let max = item.max.trimmed().text(lang);
                match (item.gained, item.lost(), lang) {
                    (Some(gained), Some(lost), Lang::Vi) => format!(
                        "{label}: đạt {} trên {max}, mất {}",
                        gained.text(lang),
                        lost.text(lang)
                    ),
                    (Some(gained), Some(lost), Lang::En) => format!(
                        "{label}: gained {} of {max}, lost {}",
                        gained.text(lang),
                        lost.text(lang)
                    ),
                    _ => format!("{label}: {}", clean(item.absence(lang))),
                }
            })
            .collect();
        format!(
            "{} {}",
            lang.pick(
                "Điểm đạt và điểm mất theo chỉ tiêu.",
                "Points gained and lost by indicator."
            ),
            sentence(&told.join("; "))
        )
    }

    fn table(&self) -> Table {
        let rows = self.items.iter().map(|item| {
            let [label_vi, label_en] = Field::both(Some(&item.label));
            let [remark_vi, remark_en] = Field::both(item.remark.as_ref());
            vec![
                Field::text(&item.id),
                label_vi,
                label_en,
                Field::number(Some(item.max)),
                Field::number(item.gained),
                Field::number(item.lost()),
                remark_vi,
                remark_en,
            ]
        });
        Table {
            header: "indicator_id,label_vi,label_en,max_points,gained,lost,remark_vi,remark_en",
            rows: rows.collect(),
        }
    }
}

/// Draws the key, the heads of the columns and the ticks; tells where the rows begin.
fn draw_head(svg: &mut Svg, layout: &Layout, columns: &Columns, top: f64) -> f64 {
    let (small, bold) = (layout.small, Font::bold(layout.small.size));
    let (gained, lost) =
        (layout.say("điểm đạt", "points gained"), layout.say("điểm mất", "points lost"));
    svg.rect(layout.left(), top, 22.0, 12.0, Paint::fill(NAVY));
    svg.text(Label::at(layout.left() + 28.0, top + 10.5, small).ink(GREY_TEXT), gained);
    let x = layout.left() + 28.0 + small.width(gained) + 18.0;
    draw_lost(svg, x, top, 22.0, 12.0);
    svg.text(Label::at(x + 28.0, top + 10.5, small).ink(GREY_TEXT), lost);
    let y = top + 20.0 + small.line();
    let head = |end| Label::at(end, y - 4.0, bold).anchor(Anchor::End);
    svg.text(head(columns.gained), layout.say("Đạt", "Gained"));
    svg.text(head(columns.lost), layout.say("Mất", "Lost"));
    for &at in &columns.scale.ticks {
        let label = Label::at(columns.scale.at(at), y - 4.0, small).ink(GREY_TEXT);
        let edge = layout.is_phone() && at == Decimal::ZERO;
        svg.text(
            label.anchor(if edge { Anchor::Start } else { Anchor::Middle }),
            &at.trimmed().text(layout.lang),
        );
    }
    y + 2.0
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
    let (first, middle) = if layout.is_phone() {
        (top + 2.0 + font.size, top + 4.0 + name.height(font) + BAR / 2.0)
    } else {
        (top + height / 2.0 - name.height(font) / 2.0 + font.size * 0.98, top + height / 2.0)
    };
    svg.wrapped(Label::at(layout.left(), first, font).halo(), name);
    let place = |end| Label::at(end, middle + 4.6, layout.bold()).anchor(Anchor::End);
    let (Some(gained), Some(lost)) = (item.gained, item.lost()) else {
        let room =
            columns.gained - columns.scale.at(Decimal::ZERO) - layout.bold().width("00,00") - 12.0;
        let text = wrap(item.absence(layout.lang), layout.small, room, 1);
        svg.wrapped(
            Label::at(columns.scale.at(Decimal::ZERO) + 6.0, middle + 4.2, layout.small)
                .ink(GREY_TEXT)
                .halo(),
            &text,
        );
        svg.text(place(columns.gained).figure(&item.id, "gained"), "–");
        svg.text(place(columns.lost).figure(&item.id, "lost"), "–");
        return;
    };
    let (start, end, full) =
        (columns.scale.at(Decimal::ZERO), columns.scale.at(gained), columns.scale.at(item.max));
    svg.rect(start, middle - BAR / 2.0, end - start, BAR, Paint::fill(NAVY));
    draw_lost(svg, end, middle - BAR / 2.0, full - end, BAR);
    svg.text(place(columns.gained).figure(&item.id, "gained"), &gained.text(layout.lang));
    svg.text(place(columns.lost).figure(&item.id, "lost"), &lost.text(layout.lang));
}
