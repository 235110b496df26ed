//! The rows of a ranking: what stands in each, where, and how it is drawn. On a desk the name stands
//! beside its bar, on a phone above it.

use super::super::body::{Bar, Ranking};
use super::super::frame::{Layout, named};
use super::super::label::{Anchor, Label, Paint};
use super::super::metrics::Font;
use super::super::palette::{GREY, GREY_TEXT, INK, NAVY, WHITE};
use super::super::svg::Svg;
use super::super::wrap::{Wrapped, wrap};
use super::columns::{Columns, band_head, rank, remark};
use crate::domain::number::Decimal;
use crate::domain::text::clean;

/// The thickness of a bar.
const BAR: f64 = 16.0;

/// A unit laid out: its lines, its place and the font of its name.
pub(super) struct Row<'a> {
    bar: &'a Bar,
    name: Wrapped,
    remark: Wrapped,
    font: Font,
    top: f64,
    height: f64,
}

impl Row<'_> {
    /// The middle of the bar.
    fn middle(&self, layout_is_phone: bool) -> f64 {
        if layout_is_phone {
            self.top + 6.0 + self.name.height(self.font) + BAR / 2.0
        } else {
            self.top + self.height / 2.0
        }
    }
}

impl Ranking {
    /// Places all rows from `first` on: the rows, the baseline of the heading of those without a
    /// rank where there is one, and the end.
    pub(super) fn place(
        &self,
        layout: &Layout,
        columns: &Columns,
        first: f64,
    ) -> (Vec<Row<'_>>, Option<f64>, f64) {
        let (ranked, others) = self.parts();
        let mut rows = Vec::with_capacity(self.bars.len());
        let (mut y, mut heading) = (first, None);
        for bar in ranked.iter().chain(&others) {
            if bar.rank.is_none() && heading.is_none() && !ranked.is_empty() {
                y += layout.font.line() + 12.0;
                heading = Some(y - 6.0);
            }
            let row = self.row(bar, layout, columns, y);
            y += row.height;
            rows.push(row);
        }
        (rows, heading, y)
    }

    fn row<'a>(&self, bar: &'a Bar, layout: &Layout, columns: &Columns, top: f64) -> Row<'a> {
        let font = if bar.highlighted { layout.bold() } else { layout.font };
        let beside = bar.value.is_none();
        let room = if beside { layout.right() - columns.beside(bar) } else { columns.remark.1 };
        let remark = wrap(&remark(bar, self, layout.lang), layout.small, room, 2);
        let name = if layout.is_phone() {
            wrap(
                &format!(
                    "{} {}",
                    bar.rank.map_or_else(|| "–".into(), |r| format!("{r}.")),
                    named(&bar.label, &bar.id, layout.lang)
                ),
                font,
                columns.name.1,
                3,
            )
        } else {
            wrap(&named(&bar.label, &bar.id, layout.lang), font, columns.name.1, 3)
        };
        let height = if layout.is_phone() {
            let below = if beside { 0.0 } else { remark.height(layout.small) };
            name.height(font) + BAR + below + 16.0
        } else {
            name.height(font).max(remark.height(layout.small)).max(BAR) + 10.0
        };
        Row { bar, name, remark, font, top, height }
    }

    /// Draws the target's name, the ticks and the unit; tells where the bars begin.
    pub(super) fn draw_axis_labels(
        &self,
        svg: &mut Svg,
        layout: &Layout,
        columns: &Columns,
        top: f64,
    ) -> f64 {
        let mut y = top;
        let small = layout.small;
        if let Some(target) = &self.target {
            let value = target.value.trimmed().with_unit(&self.unit_of_measure, layout.lang);
            let text = format!("{}: {value}", clean(target.label.get(layout.lang)));
            let text = wrap(&text, Font::bold(small.size), layout.inner(), 2);
            let half = text.width(Font::bold(small.size)) / 2.0;
            let x = columns.scale.at(target.value);
            let x = x.min(layout.right() - half).max(layout.left() + half);
            y += text.height(small);
            let first = y - small.line() * (text.lines.len() as f64 - 1.0) - 4.0;
            svg.wrapped(Label::at(x, first, Font::bold(small.size)).anchor(Anchor::Middle), &text);
        }
        y += small.line();
        if layout.is_phone() {
            let unit = format!(
                "{} {}",
                layout.say("Đơn vị:", "Unit:"),
                self.unit_of_measure.get(layout.lang)
            );
            svg.text(Label::at(layout.left(), y - 4.0, small).ink(GREY_TEXT), &unit);
            y += small.line();
        } else {
            let unit = format!(
                "{} {}",
                layout.say("Đơn vị tính:", "Unit:"),
                self.unit_of_measure.get(layout.lang)
            );
            let unit = wrap(&unit, small, columns.name.1, 1);
            svg.wrapped(Label::at(columns.name.0, y - 4.0, small).ink(GREY_TEXT), &unit);
        }
        if self.has_bands() && !layout.is_phone() {
            let head = Label::at(columns.remark.0, y - 4.0, layout.small_bold());
            svg.text(head, band_head(layout.lang));
        }
        for &at in &columns.scale.ticks {
            let text = at.trimmed().with_unit(&self.unit_of_measure, layout.lang);
            let label = Label::at(columns.scale.at(at), y - 4.0, small).ink(GREY_TEXT);
            let edge = layout.is_phone() && at == Decimal::ZERO;
            svg.text(label.anchor(if edge { Anchor::Start } else { Anchor::Middle }), &text);
        }
        y + 2.0
    }

    pub(super) fn draw_bar(&self, svg: &mut Svg, columns: &Columns, row: &Row) {
        let (bar, middle) = (row.bar, row.middle(columns.is_phone));
        let highlighted = bar.highlighted || !self.bars.iter().any(|b| b.highlighted);
        let colour = if bar.rank.is_some() && highlighted { NAVY } else { GREY };
        let start = columns.scale.at(Decimal::ZERO);
        if let Some(value) = bar.value {
            let width = columns.scale.at(value) - start;
            svg.rect(start, middle - BAR / 2.0, width, BAR, Paint::fill(colour));
        }
        if let Some(target) = bar.target {
            let (x, reach) = (columns.scale.at(target), BAR / 2.0 + 3.0);
            // A white edge keeps it apart from the bar.
            svg.line((x, middle - reach), (x, middle + reach), Paint::line(WHITE, 6.0));
            svg.line((x, middle - reach), (x, middle + reach), Paint::line(INK, 2.5));
        }
    }

    /// Draws the target across the rows, but not across values behind bars; on a phone across the
    /// bars alone, because names stand between them.
    pub(super) fn draw_target(
        &self,
        svg: &mut Svg,
        layout: &Layout,
        columns: &Columns,
        x: f64,
        rows: &[Row],
    ) {
        let Some((top, bottom)) =
            rows.first().zip(rows.last()).map(|(a, b)| (a.top, b.top + b.height))
        else {
            return;
        };
        let mut from = top;
        let mut pieces = Vec::new();
        for row in rows {
            let middle = row.middle(columns.is_phone);
            let end = columns.end(row.bar);
            let hidden = (end - 4.0
                ..end + layout.bold().width(&self.value(row.bar, layout.lang)) + 2.0)
                .contains(&x);
            if columns.is_phone && !hidden {
                pieces.push((middle - BAR / 2.0 - 3.0, middle + BAR / 2.0 + 3.0));
            } else if hidden {
                pieces.push((from, middle - 9.0));
                from = middle + 9.0;
            }
        }
        if columns.is_phone {
            pieces.retain(|(from, to)| to - from < BAR + 7.0);
        } else {
            pieces.push((from, bottom));
        }
        for (from, to) in pieces {
            // A white edge keeps it apart from the bars.
            svg.line((x, from), (x, to), Paint::line(WHITE, 4.0));
            svg.line((x, from), (x, to), Paint::line(INK, 1.5).dash("5 3"));
        }
    }

    pub(super) fn draw_words(&self, svg: &mut Svg, layout: &Layout, columns: &Columns, row: &Row) {
        let (bar, small) = (row.bar, layout.small);
        let middle = row.middle(columns.is_phone);
        let centred = |height: f64, font: Font| middle - height / 2.0 + font.size * 0.98;
        let name = if columns.is_phone {
            row.top + 4.0 + row.font.size
        } else {
            centred(row.name.height(row.font), row.font)
        };
        let name = Label::at(columns.name.0, name, row.font);
        svg.wrapped(if columns.is_phone { name.halo() } else { name }, &row.name);
        let remark = if bar.value.is_none() {
            Label::at(columns.beside(bar), centred(row.remark.height(small), small), small).halo()
        } else if columns.is_phone {
            let below = middle + BAR / 2.0 + small.size + 3.0;
            Label::at(columns.remark.0, below, small).halo()
        } else {
            Label::at(columns.remark.0, centred(row.remark.height(small), small), small)
        };
        svg.wrapped(remark.ink(GREY_TEXT), &row.remark);
        if !columns.is_phone {
            let place =
                Label::at(columns.name.0 - 10.0, middle + 4.6, row.font).anchor(Anchor::End);
            svg.text(place.figure(&bar.id, "rank"), &rank(bar));
        }
        let value = self.value(bar, layout.lang);
        let end = columns.end(bar);
        svg.text(
            Label::at(end, middle + 4.6, layout.bold()).halo().figure(&bar.id, "value"),
            &value,
        );
    }
}
