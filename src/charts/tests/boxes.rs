//! Where the letters of a figure stand: the box of every line of text, from the font's own metrics
//! with the room that another font may need. No box may lie on another or leave the frame, at either
//! width, in either language, whatever the names and however many.

use resvg::usvg::roxmltree::{Document, Node};

use super::super::metrics::Font;
use super::super::*;
use super::{look, samples::*};
use crate::domain::text::Lang;

/// How far letters reach above and below the baseline, in sizes: Vietnamese capitals carry two marks.
const ABOVE: f64 = 0.95;
const BELOW: f64 = 0.25;

struct Line {
    said: String,
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

fn number(node: Node, name: &str) -> Option<f64> {
    node.attribute(name)?.parse().ok()
}

fn said(node: Node) -> String {
    let own = node.children().filter(|child| child.is_text());
    own.filter_map(|child| child.text()).collect::<String>().trim().to_owned()
}

/// The lines of a figure's texts, from the top down.
fn lines(document: &Document) -> Vec<Line> {
    let mut lines = Vec::new();
    for text in document.descendants().filter(|node| node.has_tag_name("text")) {
        let font = Font {
            size: look(text, "font-size").and_then(|size| size.parse().ok()).unwrap_or(16.0),
            bold: look(text, "font-weight").is_some(),
        };
        let mut baseline = number(text, "y").unwrap();
        let spans: Vec<Node> =
            text.children().filter(|child| child.has_tag_name("tspan")).collect();
        let parts = if spans.is_empty() { vec![text] } else { spans };
        for part in parts {
            baseline += number(part, "dy").unwrap_or(0.0);
            let (x, width) = (number(part, "x").unwrap(), font.width(&said(part)));
            let left = match look(text, "text-anchor") {
                None => x,
                Some("middle") => x - width / 2.0,
                Some(_) => x - width,
            };
            lines.push(Line {
                said: said(part),
                left,
                top: baseline - font.size * ABOVE,
                right: left + width,
                bottom: baseline + font.size * BELOW,
            });
        }
    }
    lines.retain(|line| !line.said.is_empty());
    lines.sort_by(|a, b| a.top.total_cmp(&b.top));
    lines
}

/// What a reader could not read.
pub(crate) fn faults(svg: &str) -> Vec<String> {
    let document = Document::parse(svg).expect("a figure is well-formed");
    let (width, height) = (
        number(document.root_element(), "width").unwrap(),
        number(document.root_element(), "height").unwrap(),
    );
    let lines = lines(&document);
    let mut faults = Vec::new();
    for (place, one) in lines.iter().enumerate() {
        if one.left < -0.5 || one.top < -0.5 || one.right > width + 0.5 || one.bottom > height {
            faults.push(format!("“{}” leaves the frame", one.said));
        }
        for other in lines[place + 1..].iter().take_while(|other| other.top < one.bottom - 0.5) {
            if one.right.min(other.right) - one.left.max(other.left) > 0.5 {
                faults.push(format!("“{}” lies on “{}”", other.said, one.said));
            }
        }
    }
    faults
}

#[test]
fn no_letter_lies_on_another_or_leaves_the_frame() {
    let mut found = Vec::new();
    for (place, chart) in every_sample().iter().enumerate() {
        for width in [Width::Desk, Width::Phone] {
            for lang in Lang::ALL {
                let faults = faults(&render_svg(chart, lang, width));
                found.extend(faults.iter().take(5).map(|fault| {
                    format!("{} (sample {place}) {width:?} {lang:?}: {fault}", chart.id)
                }));
            }
        }
    }
    assert!(
        found.is_empty(),
        "{} faults:\n{}",
        found.len(),
        found[..found.len().min(60)].join("\n")
    );
}

#[test]
fn two_texts_on_one_place_are_found() {
    let svg = |x: f64, y: f64| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"50\">\
             <text x=\"4\" y=\"20\" font-size=\"12\">Cục</text>\
             <text x=\"{x}\" y=\"{y}\" font-size=\"12\">Vụ</text></svg>"
        )
    };
    assert_eq!(faults(&svg(40.0, 20.0)), [] as [&str; 0]);
    assert_eq!(faults(&svg(4.0, 36.0)), [] as [&str; 0]);
    assert_eq!(faults(&svg(10.0, 24.0)), ["“Vụ” lies on “Cục”"]);
    assert_eq!(faults(&svg(90.0, 20.0)), ["“Vụ” leaves the frame"]);
    assert_eq!(faults(&svg(40.0, 48.0)), ["“Vụ” leaves the frame"]);
}
