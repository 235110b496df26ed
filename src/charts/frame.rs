//! The frame around every figure: headline, subtitle, figure, note, source. It says the finding
//! first and then measure, place and period, and ends with the source and the word that the table
//! stands beside it. It owns the sizes of letters and the two layouts, for a desk and for a phone.

use super::label::{Label, Paint};
use super::metrics::Font;
use super::palette::{GREY_TEXT, GRID};
use super::svg::{Head, Svg};
use super::wrap::{fill, wrap};
use super::{
    body::{Body, Target},
    chart::{Chart, Width},
    csv::Table,
};
use crate::domain::sentence::{Value, filled};
use crate::domain::text::{Lang, Text, as_id, clean, ended, sentence};
use crate::domain::words;

/// What a kind of figure can do.
pub(super) trait Figure {
    /// Draws the figure from `top` on and tells where it ends.
    fn draw(&self, svg: &mut Svg, layout: &Layout, top: f64) -> f64;
    /// The figures in sentences, for those who do not see them.
    fn describe(&self, lang: Lang) -> String;
    /// The chart's table.
    fn table(&self) -> Table;
}

impl Body {
    /// The figure of this kind.
    pub(super) fn figure(&self) -> &dyn Figure {
        match self {
            Body::Ranking(figure) => figure,
            Body::Heat(figure) => figure,
            Body::Trend(figure) => figure,
            Body::SmallMultiples(figure) => figure,
            Body::Flow(figure) => figure,
            Body::PointsLost(figure) => figure,
            Body::Funnel(figure) => figure,
        }
    }
}

/// Width, language and sizes of letters.
pub(super) struct Layout {
    pub width: f64,
    pub lang: Lang,
    /// Names and values.
    pub font: Font,
    /// Axes, legends and notes.
    pub small: Font,
    margin: f64,
}

impl Layout {
    /// The layout for a width.
    pub fn new(lang: Lang, width: Width) -> Self {
        let (font, small, margin) = match width {
            Width::Desk => (13.0, 12.0, 24.0),
            Width::Phone => (12.0, 11.0, 12.0),
        };
        Layout {
            width: width.pixels(),
            lang,
            font: Font::new(font),
            small: Font::new(small),
            margin,
        }
    }

    /// Names and values in semi-bold.
    pub fn bold(&self) -> Font {
        Font::bold(self.font.size)
    }

    /// Heads of columns and panels.
    pub fn small_bold(&self) -> Font {
        Font::bold(self.small.size)
    }

    /// Whether names stand above bars rather than beside them.
    pub fn is_phone(&self) -> bool {
        self.width < 600.0
    }

    /// The left edge of the figure.
    pub fn left(&self) -> f64 {
        self.margin
    }

    /// The right edge of the figure.
    pub fn right(&self) -> f64 {
        self.width - self.margin
    }

    /// The width of the figure.
    pub fn inner(&self) -> f64 {
        self.right() - self.left()
    }

    /// A wording of this room without blanks.
    pub fn say(&self, key: &str) -> &'static str {
        words::of(&format!("chart.{key}")).get(self.lang)
    }

    /// A small grey text, as axes, legends and notes are written.
    pub fn note<'a>(&self, x: f64, y: f64) -> Label<'a> {
        Label::at(x, y, self.small).ink(GREY_TEXT)
    }
}

/// The id of a figure, told from all others of a page by chart, language and width.
pub(super) fn id(chart: &Chart, lang: Lang, width: Width) -> String {
    as_id(&format!("{}-{}-{}", chart.id, lang.tag(), width.pixels()))
}

/// A whole figure as SVG.
pub(super) fn compose(chart: &Chart, layout: &Layout, id: &str) -> String {
    let mut svg = Svg::new(id);
    let size = if layout.is_phone() { 16.0 } else { 20.0 };
    let headline = Font::bold(size);
    let subtitle = Font::new(layout.font.size + 1.0);
    let mut y = layout.margin;
    let most = if layout.is_phone() { 7 } else { 4 };
    let lines = wrap(chart.headline.get(layout.lang), headline, layout.inner(), most);
    svg.wrapped(Label::at(layout.left(), y + size, headline), &lines);
    y += lines.height(headline);
    y = paragraph(&mut svg, layout, y + 4.0, subtitle, chart.subtitle.get(layout.lang));
    y = chart.body.figure().draw(&mut svg, layout, y + 16.0) + 14.0;
    svg.line((layout.left(), y), (layout.right(), y), Paint::line(GRID, 1.0));
    y += 6.0;
    if let Some(note) = &chart.note {
        y = paragraph(&mut svg, layout, y, layout.small, note.get(layout.lang));
    }
    let source = footer(chart, layout.lang);
    y = paragraph(&mut svg, layout, y, layout.small, &source);
    let text = describe(chart, layout.lang);
    let head = Head {
        lang: layout.lang.tag(),
        title: chart.headline.get(layout.lang),
        description: &text,
    };
    svg.finish(layout.width, y + layout.margin - 6.0, &head)
}

/// The text alternative: measure, place and period, the figures, the note and the source.
pub(super) fn describe(chart: &Chart, lang: Lang) -> String {
    let mut parts = vec![sentence(chart.subtitle.get(lang)), chart.body.figure().describe(lang)];
    if let Some(note) = &chart.note {
        parts.push(sentence(note.get(lang)));
    }
    parts.push(footer(chart, lang));
    parts.retain(|p| !p.is_empty());
    clean(&parts.join(" "))
}

fn footer(chart: &Chart, lang: Lang) -> String {
    let source = sentence(chart.source.get(lang));
    say("source", lang, &[("source", Value::Name(&source))])
}

/// A wording of this room with its blanks filled.
pub(super) fn say(key: &str, lang: Lang, values: &[(&str, Value<'_>)]) -> String {
    filled(&format!("chart.{key}"), lang, values)
}

/// A target in a sentence.
pub(super) fn tell_target(target: Option<&Target>, unit: &Text, lang: Lang) -> Option<String> {
    let Target { value, label } = target?;
    let value = value.trimmed().with_unit(unit, lang);
    Some(format!("{}: {value}.", clean(label.get(lang))))
}

/// A grey paragraph over the whole width; tells where it ends.
pub(super) fn paragraph(svg: &mut Svg, layout: &Layout, top: f64, font: Font, text: &str) -> f64 {
    let lines = fill(text, font, layout.inner(), 8);
    svg.wrapped(Label::at(layout.left(), top + font.size, font).ink(GREY_TEXT), &lines);
    top + lines.height(font)
}

/// A name as it is shown: that of the language, or the id where it has nothing to show.
pub(super) fn named(label: &Text, id: &str, lang: Lang) -> String {
    match clean(label.get(lang)) {
        name if name.is_empty() => clean(id),
        name => ended(name),
    }
}
