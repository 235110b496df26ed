//! Writes SVG. A template written here serves better than plotters' SVG backend: a figure needs its
//! title and description, its language, labels of several lines, and a name on every printed number
//! so that it can be read back and compared. Everything that is written is cleaned and escaped in
//! one place, numbers have at most one decimal, and there is no script and no outside reference.
//! What neighbours have in common is written once around them (`grouping.rs`), since a page holds
//! several figures and an edition hundreds of pages.

mod grouping;

use std::fmt::Write as _;

use grouping::{Element, Look};

use super::label::{Anchor, Label, Paint};
use super::palette::{INK, Marker, WHITE};
use super::wrap::Wrapped;
use crate::domain::text::clean;

/// The font families of a figure: the bundled one, then what browsers have.
const FAMILIES: &str = "'Be Vietnam Pro','Segoe UI',Roboto,'Noto Sans',Arial,sans-serif";

/// The size of letters where a text names no other; the most frequent one.
const SIZE: f64 = 12.0;

/// What stands at the head of a figure for those who do not see it.
pub(super) struct Head<'a> {
    pub lang: &'a str,
    pub title: &'a str,
    pub description: &'a str,
}

/// A figure as it grows.
pub(super) struct Svg {
    /// The id of the figure; every other id in it begins with it.
    id: String,
    shapes: Vec<Element>,
    /// They are painted over all shapes.
    texts: Vec<Element>,
    /// The colours of the patterns that are used.
    hatched: Vec<String>,
    /// Shapes that are drawn by name.
    stencils: Vec<Vec<Element>>,
}

/// Shapes kept to be drawn more than once.
#[derive(Default)]
pub(super) struct Stencil(usize);

impl Svg {
    /// An empty figure.
    pub fn new(id: &str) -> Self {
        Svg {
            id: escape(id),
            shapes: Vec::new(),
            texts: Vec::new(),
            hatched: Vec::new(),
            stencils: Vec::new(),
        }
    }

    /// A rectangle; nothing for one without an area.
    pub fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, paint: Paint) {
        if width > 0.0 && height > 0.0 {
            let place = [("x", x), ("y", y), ("width", width), ("height", height)];
            self.shape("rect", &place, None, paint);
        }
    }

    /// Rectangles of one fill that touch no other shape, as the cells of a table are.
    pub fn tiles(&mut self, places: &[[f64; 4]], fill: &str) {
        let mut path = String::new();
        for [x, y, width, height] in places {
            let (width, height) = (px(*width), px(*height));
            let _ = write!(path, "M{} {}h{width}v{height}h-{width}z", px(*x), px(*y));
        }
        self.shape("path", &[], Some(&path), Paint::fill(fill));
    }

    /// A straight line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), paint: Paint) {
        self.rules(&[[from, to]], paint);
    }

    /// Lines of one look, as gridlines are.
    pub fn rules(&mut self, lines: &[[(f64, f64); 2]], paint: Paint) {
        let mut path = String::new();
        for [(x1, y1), (x2, y2)] in lines {
            let _ = match (x1 == x2, y1 == y2) {
                (_, true) => write!(path, "M{} {}H{}", px(*x1), px(*y1), px(*x2)),
                (true, _) => write!(path, "M{} {}V{}", px(*x1), px(*y1), px(*y2)),
                _ => write!(path, "M{} {}L{} {}", px(*x1), px(*y1), px(*x2), px(*y2)),
            };
        }
        if !path.is_empty() {
            self.shape("path", &[], Some(&path), paint);
        }
    }

    /// A line through points; each but the first is written by its distance from the one before.
    pub fn polyline(&mut self, points: &[(f64, f64)], paint: Paint) {
        let tenths = |(x, y): &(f64, f64)| [x, y].map(|value| (value * 10.0).round());
        let mut path = String::new();
        let mut from = [0.0, 0.0];
        for (i, to) in points.iter().map(tenths).enumerate() {
            let step = ["M", "l", " "][i.min(2)];
            let [x, y] = [to[0] - from[0], to[1] - from[1]].map(|value| px(value / 10.0));
            let _ = write!(path, "{step}{x} {y}");
            from = to;
        }
        self.shape("path", &[], Some(&path), paint);
    }

    /// Shapes that are drawn more than once: what `draw` draws about the origin is kept for `stamp`.
    pub fn stencil(&mut self, draw: impl FnOnce(&mut Self)) -> Stencil {
        let before = std::mem::take(&mut self.shapes);
        draw(self);
        let shapes = std::mem::replace(&mut self.shapes, before);
        self.stencils.push(shapes);
        Stencil(self.stencils.len())
    }

    /// A stencil with its origin at a place.
    pub fn stamp(&mut self, Stencil(number): &Stencil, x: f64, y: f64) {
        let head = format!("<use href=\"#{}-{number}\" x=\"{}\" y=\"{}\"", self.id, px(x), px(y));
        self.shapes.push(Element { head, looks: Vec::new(), rest: "/>".into() });
    }

    /// The sign of a series, about seven pixels wide.
    pub fn marker(&mut self, marker: Marker, x: f64, y: f64, colour: &str) {
        let edge = Paint::fill(colour).edge(WHITE, 1.0);
        match marker {
            Marker::Disc => self.shape("circle", &[("cx", x), ("cy", y), ("r", 3.8)], None, edge),
            Marker::Ring => {
                let ring = Paint::fill(WHITE).edge(colour, 2.0);
                self.shape("circle", &[("cx", x), ("cy", y), ("r", 3.2)], None, ring);
            }
            Marker::Square => self.rect(x - 3.6, y - 3.6, 7.2, 7.2, edge),
            Marker::Diamond => {
                self.closed(&[(x, y - 5.0), (x + 5.0, y), (x, y + 5.0), (x - 5.0, y)], edge)
            }
            Marker::Wedge => {
                self.closed(&[(x, y - 4.8), (x + 4.6, y + 3.6), (x - 4.6, y + 3.6)], edge)
            }
        }
    }

    /// A thin ring around a marker.
    pub fn ring(&mut self, x: f64, y: f64, radius: f64, colour: &str) {
        let place = [("cx", x), ("cy", y), ("r", radius)];
        self.shape("circle", &place, None, Paint::line(colour, 1.3));
    }

    /// Slanted lines across a rectangle, for what is lost or withheld.
    pub fn hatch(&mut self, x: f64, y: f64, width: f64, height: f64, colour: &str) {
        if !self.hatched.iter().any(|known| known == colour) {
            self.hatched.push(colour.to_owned());
        }
        let pattern = format!("url(#{})", self.hatch_id(colour));
        self.rect(x, y, width, height, Paint::fill(&pattern));
    }

    fn hatch_id(&self, colour: &str) -> String {
        format!("{}-{}", self.id, colour.trim_start_matches('#'))
    }

    /// A text of one line.
    pub fn text(&mut self, label: Label, text: &str) {
        self.lines(label, &[clean(text)]);
    }

    /// A wrapped text; the whole of a cut one is its tooltip.
    pub fn wrapped(&mut self, label: Label, wrapped: &Wrapped) {
        self.lines(Label { whole: wrapped.whole.as_deref(), ..label }, &wrapped.lines);
    }

    fn lines(&mut self, label: Label, lines: &[String]) {
        if lines.iter().all(String::is_empty) {
            return;
        }
        let x = px(label.x);
        let mut looks = Vec::new();
        if label.font.bold {
            looks.push(Look::new("font-weight", "600"));
        }
        if label.font.size != SIZE {
            looks.push(Look::new("font-size", px(label.font.size)));
        }
        if label.ink != INK {
            looks.push(Look::new("fill", label.ink));
        }
        match label.anchor {
            Anchor::Start => {}
            Anchor::Middle => looks.push(Look::new("text-anchor", "middle")),
            Anchor::End => looks.push(Look::new("text-anchor", "end")),
        }
        if label.halo {
            looks.push(Look::new("stroke", WHITE));
            looks.push(Look::new("stroke-width", "3"));
            looks.push(Look::new("paint-order", "stroke"));
        }
        let mut head = format!("<text x=\"{x}\" y=\"{}\"", px(label.y));
        if let Some((row, column)) = label.figure {
            looks.push(Look::new("data-row", escape(row)));
            let _ = write!(head, " data-column=\"{}\"", escape(column));
        }
        let mut rest = String::from(">");
        if let Some(whole) = label.whole {
            let _ = write!(rest, "<title>{}</title>", escape(whole));
        }
        if let [line] = lines {
            rest.push_str(&escape(line));
        }
        for (i, line) in lines.iter().enumerate().filter(|_| lines.len() > 1) {
            // The space keeps words apart for those who copy or hear the text; at the end of an
            // anchored line it would push the line aside.
            let space = if i > 0 && label.anchor == Anchor::Start { " " } else { "" };
            let step = if i == 0 { "0".into() } else { px(label.font.line()) };
            let line = escape(line);
            let _ = write!(rest, "{space}<tspan x=\"{x}\" dy=\"{step}\">{line}</tspan>");
        }
        rest.push_str("</text>");
        self.texts.push(Element { head, looks, rest });
    }

    /// The document.
    pub fn finish(self, width: f64, height: f64, head: &Head) -> String {
        let (id, lang, w, h) = (&self.id, escape(head.lang), px(width), px(height.ceil()));
        let title = escape(head.title);
        let described_by = format!("{id}-desc");
        let description = format!("<desc id=\"{id}-desc\">{}</desc>\n", escape(head.description));
        let mut named = String::new();
        for colour in &self.hatched {
            let _ = writeln!(
                named,
                "<pattern id=\"{}\" width=\"3.5\" height=\"3.5\" patternUnits=\"userSpaceOnUse\" \
                 patternTransform=\"rotate(45)\"><path d=\"M1 0V3.5\" stroke=\"{colour}\" \
                 stroke-width=\"1.2\"/></pattern>",
                self.hatch_id(colour)
            );
        }
        for (place, shapes) in self.stencils.iter().enumerate() {
            let shapes = grouping::write(shapes);
            let _ = write!(named, "<defs>\n<g id=\"{id}-{}\">\n{shapes}</g>\n</defs>\n", place + 1);
        }
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" \
             viewBox=\"0 0 {w} {h}\" role=\"img\" id=\"{id}\" xml:lang=\"{lang}\" \
             aria-labelledby=\"{id}-title\" aria-describedby=\"{described_by}\" \
             font-family=\"{FAMILIES}\" font-size=\"{SIZE}\" fill=\"{INK}\" direction=\"ltr\" \
             stroke-linejoin=\"round\">\n\
             <title id=\"{id}-title\">{title}</title>\n{description}{named}\
             <rect x=\"0\" y=\"0\" width=\"{w}\" height=\"{h}\" fill=\"{WHITE}\"/>\n{}{}</svg>\n",
            grouping::write(&self.shapes),
            grouping::write(&self.texts)
        )
    }

    fn closed(&mut self, points: &[(f64, f64)], paint: Paint) {
        let points: Vec<String> =
            points.iter().map(|(x, y)| format!("{},{}", px(*x), px(*y))).collect();
        self.push(format!("<polygon points=\"{}\"", points.join(" ")), paint);
    }

    fn shape(&mut self, name: &str, place: &[(&str, f64)], path: Option<&str>, paint: Paint) {
        let mut head = format!("<{name}");
        for (key, value) in place {
            let _ = write!(head, " {key}=\"{}\"", px(*value));
        }
        if let Some(path) = path {
            let _ = write!(head, " d=\"{path}\"");
        }
        self.push(head, paint);
    }

    fn push(&mut self, head: String, paint: Paint) {
        let mut looks = Vec::new();
        if paint.fill != INK {
            looks.push(Look::new("fill", paint.fill));
        }
        if !paint.stroke.is_empty() {
            looks.push(Look::new("stroke", paint.stroke));
            if paint.width != 1.0 {
                looks.push(Look::new("stroke-width", px(paint.width)));
            }
        }
        if !paint.dash.is_empty() {
            looks.push(Look::new("stroke-dasharray", paint.dash));
        }
        self.shapes.push(Element { head, looks, rest: "/>".into() });
    }
}

/// A number of pixels with at most one decimal: a tenth of a pixel cannot be seen.
pub(super) fn px(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    let (sign, n) = (if tenths < 0 { "-" } else { "" }, tenths.unsigned_abs());
    match n % 10 {
        0 => format!("{sign}{}", n / 10),
        rest => format!("{sign}{}.{rest}", n / 10),
    }
}

/// A text as it may stand between tags or in an attribute.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::metrics::Font;
    use super::*;

    #[test]
    fn a_name_with_markup_is_text() {
        assert_eq!(escape("<script>\"&'"), "&lt;script&gt;&quot;&amp;&#39;");
    }

    #[test]
    fn pixels_have_one_decimal_at_most_and_no_negative_zero() {
        assert_eq!([1.0, 1.5, 1.26, -0.01, -2.2].map(px), ["1", "1.5", "1.3", "0", "-2.2"]);
    }

    #[test]
    fn a_cut_name_keeps_the_whole_as_its_tooltip() {
        let mut svg = Svg::new("figure");
        let wrapped = Wrapped {
            lines: vec!["Cục…".into()],
            whole: Some("Cục Sở hữu trí tuệ".into()),
        };
        svg.wrapped(Label::at(0.0, 10.0, Font::new(12.0)), &wrapped);
        assert!(svg.texts[0].rest.contains("<title>Cục Sở hữu trí tuệ</title>Cục…"));
    }
}
