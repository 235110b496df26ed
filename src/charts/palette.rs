//! Colours, dashes and markers. Four colours and greys, each at least 3:1 against white for marks and
//! 4.5:1 for text; a series has a dash and a marker of its own beside its colour, and a ratio is
//! printed in its cell, so that nothing is told by colour alone.

/// The paper.
pub(super) const WHITE: &str = "#fff";
/// Headlines and labels.
pub(super) const INK: &str = "#1f2933";
/// Subtitles, axes and notes.
pub(super) const GREY_TEXT: &str = "#52606d";
/// Marks that stand back.
pub(super) const GREY: &str = "#7b8794";
/// Thin lines from a name to what it names.
pub(super) const LEADER: &str = GREY;
/// Gridlines.
pub(super) const GRID: &str = "#dfe3e8";
/// Alternate rows and cells without a figure.
pub(super) const PALE: &str = "#f1f4f7";
/// The first colour.
pub(super) const NAVY: &str = "#12436D";
/// The second.
pub(super) const TEAL: &str = "#28A197";
/// The third.
pub(super) const WINE: &str = "#801650";
/// The fourth, for what needs attention.
pub(super) const ORANGE: &str = "#F46A25";

/// The colours of series, in order.
const SERIES: [&str; 4] = [NAVY, TEAL, WINE, ORANGE];
/// The dashes of series, in order; none is a full line.
const DASHES: [&str; 5] = ["", "8 4", "2 3", "10 3 2 3", "5 3"];

/// How a series is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct SeriesStyle {
    pub colour: &'static str,
    pub dash: &'static str,
    pub marker: Marker,
}

/// The sign at each value of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Marker {
    Disc,
    Square,
    Diamond,
    Wedge,
    Ring,
}

/// The style of the n-th series; colours repeat after four, with another dash and marker.
pub(super) fn series(n: usize) -> SeriesStyle {
    const MARKERS: [Marker; 5] =
        [Marker::Disc, Marker::Square, Marker::Diamond, Marker::Wedge, Marker::Ring];
    SeriesStyle {
        colour: SERIES[n % SERIES.len()],
        dash: DASHES[n % DASHES.len()],
        marker: MARKERS[n % MARKERS.len()],
    }
}

/// A step of the ratio scale of a heat table: from this percentage on, this tint, this text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tint {
    pub from_percent: i64,
    pub fill: &'static str,
    pub ink: &'static str,
}

/// One hue in five steps; the edges are those of the bands.
pub(super) const TINTS: [Tint; 5] = [
    Tint { from_percent: 0, fill: "#e6eef5", ink: INK },
    Tint { from_percent: 50, fill: "#c3d6e6", ink: INK },
    Tint { from_percent: 70, fill: "#97b8d2", ink: INK },
    Tint { from_percent: 80, fill: "#3f76a3", ink: WHITE },
    Tint { from_percent: 90, fill: NAVY, ink: WHITE },
];

/// The tint of a ratio, judged on the exact fraction.
pub(super) fn tint(numerator: i64, denominator: i64) -> Tint {
    let reached = |t: &&Tint| {
        i128::from(numerator) * 100 >= i128::from(t.from_percent) * i128::from(denominator)
    };
    TINTS.iter().rev().find(reached).copied().unwrap_or(TINTS[0])
}

/// The relative luminance of WCAG 2.
#[cfg(test)]
fn luminance(colour: &str) -> f64 {
    let colour = if colour == WHITE { "#ffffff" } else { colour };
    [1, 3, 5]
        .map(|i| {
            let v = f64::from(u8::from_str_radix(&colour[i..i + 2], 16).unwrap()) / 255.0;
            if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        })
        .iter()
        .zip([0.2126, 0.7152, 0.0722])
        .map(|(v, share)| v * share)
        .sum()
}

/// The contrast of two colours as WCAG 2 has it: 1 to 21.
#[cfg(test)]
pub(super) fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_have_a_contrast_of_three_and_text_of_four_and_a_half() {
        for colour in [NAVY, TEAL, WINE, ORANGE, GREY] {
            assert!(contrast(colour, WHITE) >= 3.0, "{colour}");
        }
        for (ink, paper) in [(INK, WHITE), (GREY_TEXT, WHITE), (INK, PALE), (GREY_TEXT, PALE)] {
            assert!(contrast(ink, paper) >= 4.5, "{ink} on {paper}");
        }
        for tint in TINTS {
            assert!(contrast(tint.ink, tint.fill) >= 4.5, "{tint:?}");
        }
    }

    #[test]
    fn no_two_of_twenty_series_look_alike() {
        for a in 0..20 {
            for b in 0..a {
                assert_ne!(series(a), series(b), "{a} and {b}");
            }
        }
    }

    #[test]
    fn a_ratio_just_below_an_edge_has_the_lower_tint() {
        assert_eq!(tint(8_999, 10_000).from_percent, 80);
        assert_eq!(tint(9, 10).from_percent, 90);
    }
}
