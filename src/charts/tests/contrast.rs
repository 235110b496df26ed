//! Whether what is drawn can be told apart by everyone: every text against the ground it stands on,
//! every mark against the paper, at most four colours in a figure, and nothing by colour alone. Read
//! from the figures themselves, not from the palette.

use resvg::usvg::roxmltree::{Document, Node};

use super::super::palette::{GRID, NAVY, ORANGE, PALE, TEAL, TINTS, WHITE, WINE, contrast, series};
use super::super::*;
use super::{look, samples::*};
use crate::domain::text::Lang;

/// Paper, gridlines and the tints of a heat table, each of which prints its number.
fn is_ground(colour: &str) -> bool {
    [WHITE, GRID, PALE].contains(&colour) || TINTS.iter().any(|tint| tint.fill == colour)
}

fn number(node: Node, name: &str) -> f64 {
    node.attribute(name).and_then(|text| text.parse().ok()).unwrap_or(0.0)
}

/// The rectangles of a shape: left, top, right, bottom.
fn boxes(shape: Node) -> Vec<[f64; 4]> {
    if shape.has_tag_name("rect") {
        let [x, y, width, height] = ["x", "y", "width", "height"].map(|name| number(shape, name));
        return vec![[x, y, x + width, y + height]];
    }
    let path = shape.attribute("d").unwrap_or_default();
    let tiles = path.split('M').filter(|part| part.ends_with('z'));
    tiles
        .filter_map(|tile| {
            let parts = tile.split([' ', 'h', 'v', 'z']);
            let [x, y, width, height, ..] =
                parts.map(|part| part.parse().ok()).collect::<Vec<Option<f64>>>()[..]
            else {
                return None;
            };
            Some([x?, y?, x? + width?, y? + height?])
        })
        .collect()
}

/// The colour of the last rectangle drawn under a point.
fn ground<'a>(before: &[Node<'a, '_>], x: f64, y: f64) -> &'a str {
    let covers = |shape: &&Node| {
        boxes(**shape).iter().any(|[left, top, right, bottom]| {
            (*left..=*right).contains(&x) && (*top..=*bottom).contains(&y)
        })
    };
    let shape = before.iter().rev().find(covers);
    shape.and_then(|shape| look(*shape, "fill")).unwrap_or(WHITE)
}

#[test]
fn every_text_stands_out_from_its_ground_and_every_mark_from_the_paper() {
    for chart in every_sample() {
        for width in [Width::Desk, Width::Phone] {
            let svg = render_svg(&chart, Lang::Vi, width);
            let document = Document::parse(&svg).unwrap();
            let mut shapes: Vec<Node> = Vec::new();
            let drawn = |node: &Node| {
                ["rect", "path", "circle", "polygon", "text"].contains(&node.tag_name().name())
            };
            for node in document.descendants().filter(drawn) {
                if node.has_tag_name("text") {
                    let colour = look(node, "fill").expect("the root has one");
                    // Letters stand above their baseline; a halo is paper.
                    let (x, y) = (number(node, "x"), number(node, "y") - 3.0);
                    let halo = look(node, "paint-order").is_some();
                    let ground = if halo { WHITE } else { ground(&shapes, x, y) };
                    let found = contrast(colour, ground);
                    assert!(found >= 4.5, "{}: {colour} on {ground}: {found:.2}", chart.id);
                    continue;
                }
                // A pattern is judged by its lines, which stand in the figure themselves.
                let is_pattern = look(node, "fill").is_some_and(|fill| fill.starts_with("url("));
                for name in ["fill", "stroke"] {
                    let colour = look(node, name).unwrap_or(WHITE);
                    let seen = colour != "none" && !colour.starts_with("url(");
                    let found = if seen { contrast(colour, WHITE) } else { 21.0 };
                    assert!(
                        !seen || is_ground(colour) || found >= 3.0,
                        "{}: {colour} on paper: {found:.2}",
                        chart.id
                    );
                }
                if !is_pattern {
                    shapes.push(node);
                }
            }
        }
    }
}

#[test]
fn no_figure_has_more_than_four_colours() {
    for chart in every_sample() {
        let svg = render_svg(&chart, Lang::Vi, Width::Desk);
        let mut colours: Vec<&str> =
            svg.split("=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        // The rest are names of shapes that are drawn again.
        colours.retain(|name| name.bytes().all(|letter| letter.is_ascii_hexdigit()));
        colours.sort_unstable();
        colours.dedup();
        // A grey has three channels of about one strength.
        let is_grey = |colour: &&str| {
            let full: String = match colour.len() {
                3 => colour.chars().flat_map(|c| [c, c]).collect(),
                _ => (*colour).to_owned(),
            };
            let channel = |at: usize| i32::from_str_radix(&full[at..at + 2], 16).unwrap();
            let all = [channel(0), channel(2), channel(4)];
            all.iter().max().unwrap() - all.iter().min().unwrap() <= 32
        };
        let tint = |colour: &&str| TINTS.iter().any(|tint| tint.fill[1..] == **colour);
        let of_tints = colours.iter().any(|colour| tint(colour) && **colour != NAVY[1..]);
        colours.retain(|colour| !(is_grey(colour) || of_tints && tint(colour)));
        assert!(colours.len() <= 4, "{}: {colours:?}", chart.id);
        for colour in colours {
            assert!([NAVY, TEAL, WINE, ORANGE].iter().any(|known| known[1..] == *colour));
        }
    }
}

#[test]
fn series_of_one_colour_differ_in_dash_and_marker() {
    for (a, b) in [(0, 4), (1, 5), (2, 6), (3, 7)] {
        let (one, other) = (series(a), series(b));
        assert_eq!(one.colour, other.colour);
        assert!(one.dash != other.dash && one.marker != other.marker, "{a} and {b}");
    }
}
