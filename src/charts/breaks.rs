//! Where a line does not go on because what it measures became another thing: a thin mark between
//! two periods with a word above it, and what happened, in words below the figure.

use super::body::{Break, Series};
use super::frame::{Layout, named, say};
use super::label::{Anchor, Paint};
use super::palette::LEADER;
use super::periods::written;
use super::svg::Svg;
use crate::domain::sentence::Value;
use crate::domain::text::{Lang, sentence};

/// Draws a mark before the first period of what follows; where marks stand close to each other, the
/// word stands above one of them.
pub(super) fn draw_breaks(
    svg: &mut Svg,
    layout: &Layout,
    all: &[Series],
    places: &[f64],
    (above, below): (f64, f64),
) {
    let marked = all.iter().flat_map(|one| &one.breaks).map(|found| found.at);
    let mut marked: Vec<usize> = marked.filter(|at| (1..places.len()).contains(at)).collect();
    marked.sort_unstable();
    marked.dedup();
    let word = layout.say("break");
    let half = layout.small.width(word) / 2.0;
    let mut free = f64::MIN;
    for at in marked {
        let x = f64::midpoint(places[at - 1], places[at]);
        svg.line((x, above), (x, below), Paint::line(LEADER, 1.0).dash("2 2"));
        let middle = x.min(places[places.len() - 1] - half).max(places[0] + half);
        if middle - half > free {
            svg.text(layout.note(middle, above - 5.0).anchor(Anchor::Middle), word);
            free = middle + half + 6.0;
        }
    }
}

/// What happened at each mark, one sentence each.
pub(super) fn told_breaks(all: &[Series], periods: &[String], lang: Lang) -> Vec<String> {
    let of_series = |one: &Series| -> Vec<String> {
        let name = named(&one.name, &one.id, lang);
        let within = one.breaks.iter().filter(|found| (1..periods.len()).contains(&found.at));
        within
            .map(|found| sentence(&format!("{name}: {}", tell_break(found, periods, lang))))
            .collect()
    };
    all.iter().flat_map(of_series).collect()
}

/// From when on a series is another one, and why.
pub(super) fn tell_break(found: &Break, periods: &[String], lang: Lang) -> String {
    let period = written(&periods[found.at], lang);
    let told = [("period", Value::Name(&period)), ("why", Value::Words(&found.why))];
    say("break_told", lang, &told)
}
