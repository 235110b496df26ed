//! Writes SVG. A template written here serves better than plotters' SVG backend: a figure needs its
//! title and description, its language, labels of several lines, and a name on every printed number
//! so that it can be read back and compared. Everything that is written is cleaned and escaped in
//! one place, numbers have at most one decimal, and there is no script and no outside reference.

use std::fmt::Write as _;

use super::label::{Anchor, Label, Paint};
use super::palette::{INK, Marker, WHITE};
use super::text::clean;
use super::wrap::Wrapped;

/// The font families of a figure: the bundled one, then what browsers have.
const FAMILIES: &str = "'Be Vietnam Pro','Segoe UI',Roboto,'Noto Sans',Arial,sans-serif";

/// The size of letters where a text names no other; the most frequent one.
const SIZE: f64 = 12.0;

/// What stands at the head of a figure for those who do not see it.
pub(super) struct Head<'a> {
    pub id: &'a str,
    pub lang: &'a str,
    pub title: &'a str,
    pub description: &'a str,
}

/// A figure as it grows.
#[derive(Default)]
pub(super) struct Svg {
    out: String,
}

impl Svg {
    /// A rectangle; nothing for one without an area.
    pub fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, paint: Paint) {
        if width > 0.0 && height > 0.0 {
            let place = [("x", x), ("y", y), ("width", width), ("height", height)];
            self.shape("rect", &place, None, paint);
        }
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

    /// A line through points.
    pub fn polyline(&mut self, points: &[(f64, f64)], paint: Paint) {
        let mut path = String::new();
        for (i, (x, y)) in points.iter().enumerate() {
            let step = if i == 0 { 'M' } else { 'L' };
            let _ = write!(path, "{step}{} {}", px(*x), px(*y));
        }
        self.shape("path", &[], Some(&path), paint);
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

    /// Slanted lines across a rectangle, for what is lost or withheld.
    pub fn hatch(&mut self, x: f64, y: f64, width: f64, height: f64, colour: &str) {
        let mut path = String::new();
        let mut c = 5.0;
        while c < width + height {
            let (over, down) = (f64::min(c, width), f64::min(c, height));
            let _ = write!(
                path,
                "M{} {}L{} {}",
                px(x + over),
                px(y + c - over),
                px(x + c - down),
                px(y + down)
            );
            c += 5.0;
        }
        if !path.is_empty() {
            self.shape("path", &[], Some(&path), Paint::line(colour, 1.2));
        }
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
        let (x, weight) = (px(label.x), if label.font.bold { " font-weight=\"600\"" } else { "" });
        let _ = write!(self.out, "<text x=\"{x}\" y=\"{}\"{weight}", px(label.y),);
        if label.font.size != SIZE {
            let _ = write!(self.out, " font-size=\"{}\"", px(label.font.size));
        }
        if label.ink != INK {
            let _ = write!(self.out, " fill=\"{}\"", label.ink);
        }
        match label.anchor {
            Anchor::Start => {}
            Anchor::Middle => self.out.push_str(" text-anchor=\"middle\""),
            Anchor::End => self.out.push_str(" text-anchor=\"end\""),
        }
        if label.halo {
            let _ =
                write!(self.out, " stroke=\"{WHITE}\" stroke-width=\"3\" paint-order=\"stroke\"");
        }
        if let Some((row, column)) = label.figure {
            let (row, column) = (escape(row), escape(column));
            let _ = write!(self.out, " data-row=\"{row}\" data-column=\"{column}\"");
        }
        self.out.push('>');
        if let Some(whole) = label.whole {
            let _ = write!(self.out, "<title>{}</title>", escape(whole));
        }
        if let [line] = lines {
            self.out.push_str(&escape(line));
        }
        for (i, line) in lines.iter().enumerate().filter(|_| lines.len() > 1) {
            // The space keeps words apart for those who copy or hear the text; at the end of an
            // anchored line it would push the line aside.
            let space = if i > 0 && label.anchor == Anchor::Start { " " } else { "" };
            let step = if i == 0 { "0".into() } else { px(label.font.line()) };
            let line = escape(line);
            let _ = write!(self.out, "{space}<tspan x=\"{x}\" dy=\"{step}\">{line}</tspan>");
        }
        self.out.push_str("</text>\n");
    }

    /// The document.
    pub fn finish(self, width: f64, height: f64, head: &Head) -> String {
        let (id, lang, w, h) = (escape(head.id), escape(head.lang), px(width), px(height.ceil()));
        let (title, description) = (escape(head.title), escape(head.description));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" \
             viewBox=\"0 0 {w} {h}\" role=\"img\" id=\"{id}\" xml:lang=\"{lang}\" \
             aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-desc\" \
             font-family=\"{FAMILIES}\" font-size=\"{SIZE}\" fill=\"{INK}\" direction=\"ltr\" \
             stroke-linejoin=\"round\">\n\
             <title id=\"{id}-title\">{title}</title>\n<desc id=\"{id}-desc\">{description}</desc>\n\
             <rect x=\"0\" y=\"0\" width=\"{w}\" height=\"{h}\" fill=\"{WHITE}\"/>\n{}</svg>\n",
            self.out
        )
    }

    fn closed(&mut self, points: &[(f64, f64)], paint: Paint) {
        let points: Vec<String> =
            points.iter().map(|(x, y)| format!("{},{}", px(*x), px(*y))).collect();
        let _ = write!(self.out, "<polygon points=\"{}\"", points.join(" "));
        self.paint(paint);
    }

    fn shape(&mut self, name: &str, place: &[(&str, f64)], path: Option<&str>, paint: Paint) {
        let _ = write!(self.out, "<{name}");
        for (key, value) in place {
            let _ = write!(self.out, " {key}=\"{}\"", px(*value));
        }
        if let Some(path) = path {
            let _ = write!(self.out, " d=\"{path}\"");
        }
        self.paint(paint);
    }

    fn paint(&mut self, paint: Paint) {
        if paint.fill != INK {
            let _ = write!(self.out, " fill=\"{}\"", paint.fill);
        }
        if !paint.stroke.is_empty() {
            let _ = write!(self.out, " stroke=\"{}\"", paint.stroke);
            if paint.width != 1.0 {
                let _ = write!(self.out, " stroke-width=\"{}\"", px(paint.width));
            }
        }
        if !paint.dash.is_empty() {
            let _ = write!(self.out, " stroke-dasharray=\"{}\"", paint.dash);
        }
        self.out.push_str("/>\n");
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
        let mut svg = Svg::default();
        let wrapped = Wrapped {
            lines: vec!["Cục…".into()],
            whole: Some("Cục Sở hữu trí tuệ".into()),
        };
        svg.wrapped(Label::at(0.0, 10.0, Font::new(12.0)), &wrapped);
        assert!(svg.out.contains("<title>Cục Sở hữu trí tuệ</title>Cục…"));
    }
}
