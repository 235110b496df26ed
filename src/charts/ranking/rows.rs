//! The rows of a ranking: what stands in each, where, and how it is drawn. On a desk the name stands
//! beside its bar, on a phone above it.

use super::super::axis::{centred, in_row};
use super::super::body::{Bar, Ranking};
use super::super::frame::{Layout, named};
use super::super::label::{Anchor, Label, Paint};
use super::super::metrics::Font;
use super::super::palette::{GREY, INK, NAVY, WHITE};
use super::super::svg::Svg;
use super::super::wrap::{Wrapped, wrap};
use super::columns::{Columns, ranked_as, remark};
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
    /// The first baseline of its name.
    first: f64,
    /// The middle of its bar.
    middle: f64,
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
        let mut name = named(&bar.label, &bar.id, layout.lang);
        if layout.is_phone() {
            name = format!("{} {name}", ranked_as(bar));
        }
        let name = wrap(&name, font, columns.name.1, 3);
        let height = if layout.is_phone() {
            let below = if beside { 0.0 } else { remark.height(layout.small) };
            name.height(font) + BAR + below + 16.0
        } else {
            name.height(font).max(remark.height(layout.small)).max(BAR) + 10.0
        };
        let (first, middle) = in_row(layout, (&name, font), (top, height), BAR, 4.0);
        Row { bar, name, remark, font, top, height, first, middle }
    }

    /// Writes the target's name over its line; tells where the figure goes on.
    pub(super) fn draw_target_name(
        &self,
        svg: &mut Svg,
        layout: &Layout,
        columns: &Columns,
        top: f64,
    ) -> f64 {
        let Some(target) = &self.target else { return top };
        let (small, bold) = (layout.small, layout.small_bold());
        let value = target.value.trimmed().with_unit(&self.unit_of_measure, layout.lang);
        let text = format!("{}: {value}", clean(target.label.get(layout.lang)));
        let text = wrap(&text, bold, layout.inner(), 2);
        let half = text.width(bold) / 2.0;
        let x = columns.scale.at(target.value);
        let x = x.min(layout.right() - half).max(layout.left() + half);
        let y = top + text.height(small);
        let first = y - small.line() * (text.lines.len() as f64 - 1.0) - 4.0;
        svg.wrapped(Label::at(x, first, bold).anchor(Anchor::Middle), &text);
        y
    }

    pub(super) fn draw_bar(&self, svg: &mut Svg, columns: &Columns, row: &Row) {
        let (bar, middle) = (row.bar, row.middle);
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
            let (middle, end) = (row.middle, columns.end(row.bar));
            let value = layout.bold().width(&self.value(row.bar, layout.lang));
            let hidden = (end - 4.0..end + value + 2.0).contains(&x);
            if layout.is_phone() && !hidden {
                pieces.push((middle - BAR / 2.0 - 3.0, middle + BAR / 2.0 + 3.0));
            } else if hidden {
                pieces.push((from, middle - 9.0));
                from = middle + 9.0;
            }
        }
        if layout.is_phone() {
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
        let (bar, small, middle) = (row.bar, layout.small, row.middle);
        let phone = layout.is_phone();
        let name = Label::at(columns.name.0, row.first, row.font);
        svg.wrapped(if phone { name.halo() } else { name }, &row.name);
        let beside = centred(&row.remark, small, middle);
        let remark = if bar.value.is_none() {
            layout.note(columns.beside(bar), beside).halo()
        } else if phone {
            layout.note(columns.remark.0, middle + BAR / 2.0 + small.size + 3.0).halo()
        } else {
            layout.note(columns.remark.0, beside)
        };
        svg.wrapped(remark, &row.remark);
        if !phone {
            let place = Label::at(columns.name.0 - 10.0, middle + 4.6, row.font);
            let rank = ranked_as(bar);
            svg.text(place.anchor(Anchor::End).figure(&bar.id, "rank"), rank.trim_end_matches('.'));
        }
        let value = Label::at(columns.end(bar), middle + 4.6, layout.bold());
        svg.text(value.halo().figure(&bar.id, "value"), &self.value(bar, layout.lang));
    }
}
