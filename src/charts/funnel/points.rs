//! The points of a funnel plot, and the names of those outside the limits where there is room for
//! them; the sentences below the plot name all of them.

use super::super::frame::{Layout, named};
use super::super::label::{Label, Paint};
use super::super::palette::{LEADER, Marker, NAVY, ORANGE};
use super::super::svg::Svg;
use super::super::wrap::wrap;
use super::cases::Case;
use super::standing::Standing;

/// A rectangle: left, top, right, bottom.
pub(super) type Place = [f64; 4];

fn overlap(a: &Place, b: &Place) -> bool {
    a[2] >= b[0] && a[0] <= b[2] && a[3] >= b[1] && a[1] <= b[3]
}

/// Draws the points, and the names of those outside where there is room for them: first where no
/// curve passes, else across one.
pub(super) fn draw_points(
    svg: &mut Svg,
    layout: &Layout,
    cases: &[Case],
    at: impl Fn(&Case) -> (f64, f64),
    curves: &[(f64, f64)],
    frame: &Place,
) {
    let font = layout.small;
    let mut taken: Vec<Place> = Vec::new();
    for case in cases {
        let (x, y) = at(case);
        taken.push([x - 6.0, y - 6.0, x + 6.0, y + 6.0]);
        match case.place {
            Standing::Inside => svg.marker(Marker::Disc, x, y, NAVY),
            _ => svg.marker(Marker::Diamond, x, y, ORANGE),
        }
    }
    let mut outside: Vec<&Case> = cases.iter().filter(|c| c.place != Standing::Inside).collect();
    outside.sort_by_key(|c| std::cmp::Reverse(c.place));
    for case in outside {
        let (x, y) = at(case);
        let name = named(&case.point.label, &case.point.id, layout.lang);
        let name = wrap(&name, font, if layout.is_phone() { 120.0 } else { 190.0 }, 3);
        let (width, height) = (name.width(font), name.height(font));
        let near = [
            (9.0, -height / 2.0),
            (-9.0 - width, -height / 2.0),
            (-width / 2.0, -height - 8.0),
            (-width / 2.0, 8.0),
            (8.0, -height - 4.0),
            (8.0, 4.0),
            (-8.0 - width, -height - 4.0),
            (-8.0 - width, 4.0),
        ];
        // Further away, at the end of a thin line.
        let far = [24.0, 44.0, 68.0].into_iter().flat_map(|away| {
            let sides = [-width / 2.0, 8.0, -8.0 - width];
            [(0, away), (0, -away - height), (1, away), (2, away)]
                .into_iter()
                .chain([(1, -away - height), (2, -away - height)])
                .map(move |(side, dy)| (sides[side], dy))
        });
        let place = |(dx, dy)| [x + dx, y + dy, x + dx + width, y + dy + height];
        let boxes: Vec<Place> = near.into_iter().chain(far).map(place).collect();
        let inside = |b: &&Place| {
            b[0] >= frame[0] && b[1] >= frame[1] && b[2] <= frame[2] && b[3] <= frame[3]
        };
        let free: Vec<&Place> =
            boxes.iter().filter(inside).filter(|b| !taken.iter().any(|t| overlap(b, t))).collect();
        let crossed = |b: &&&Place| {
            curves.iter().filter(|(x, y)| overlap(b, &[x - 4.0, y - 2.0, x + 4.0, y + 2.0])).count()
        };
        if let Some(place) = free.iter().min_by_key(crossed).map(|p| **p) {
            let gap = (place[1] - y).max(y - place[3]);
            if gap > 12.0 {
                let end = if place[1] > y { place[1] } else { place[3] };
                let to = (beside(x, &place), end);
                let from = (x, if place[1] > y { y + 7.0 } else { y - 7.0 });
                svg.line(from, to, Paint::line(LEADER, 1.0));
            }
            svg.wrapped(Label::at(place[0], place[1] + font.size * 0.98, font).halo(), &name);
            taken.push(place);
        }
    }
}

/// Where a line from `x` meets a name: within it, off its edges where it is wide enough.
fn beside(x: f64, place: &Place) -> f64 {
    let inset = f64::min(6.0, (place[2] - place[0]) / 2.0);
    x.max(place[0] + inset).min(place[2] - inset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_meets_a_name_of_one_narrow_digit_in_its_middle() {
        assert_eq!(beside(50.0, &[10.0, 0.0, 14.0, 10.0]), 12.0);
        assert_eq!(beside(0.0, &[10.0, 0.0, 40.0, 10.0]), 16.0);
        assert_eq!(beside(50.0, &[10.0, 0.0, 40.0, 10.0]), 34.0);
        assert_eq!(beside(20.0, &[10.0, 0.0, 40.0, 10.0]), 20.0);
    }
}
