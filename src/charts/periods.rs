//! How periods are written under an axis. Ids of periods are those of the published tables; a reader
//! sees the month or quarter as the language writes it. Where not all fit, the last one always
//! stands, because it is the one the figure is about.

use super::frame::say;
use super::metrics::Font;
use crate::domain::{sentence::Value, text::Lang};

/// A period as a reader writes it; an id of another shape is written as it is.
pub(super) fn written(period: &str, lang: Lang) -> String {
    let Some((year, part)) = period.split_once('-').filter(|(y, _)| y.len() == 4) else {
        return period.to_string();
    };
    let of_year = |key: &str, n: u8| {
        let n = char::from(n).to_string();
        say(key, lang, &[("n", Value::Name(&n)), ("year", Value::Name(year))])
    };
    match *part.as_bytes() {
        [b'0'..=b'1', b'0'..=b'9'] => format!("{part}/{year}"),
        [b'Q', n @ b'1'..=b'4'] => of_year("quarter", n),
        [b'H', n @ b'1'] => of_year("half_1", n),
        [b'H', n @ b'2'] => of_year("half_2", n),
        _ => period.to_string(),
    }
}

/// Which periods are written under an axis where they stand `step` pixels apart and the last one is
/// moved `moved` pixels towards the others.
pub(super) fn written_indices(
    periods: &[String],
    font: Font,
    lang: Lang,
    step: f64,
    moved: f64,
) -> Vec<usize> {
    let widest = periods.iter().map(|p| font.width(&written(p, lang))).fold(0.0, f64::max);
    let widest = widest + 10.0 + moved;
    let every =
        if step > 0.0 { (widest / step).ceil().max(1.0) as usize } else { periods.len().max(1) };
    let mut indices: Vec<usize> = (0..periods.len()).rev().step_by(every).collect();
    indices.reverse();
    indices
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_written_as_readers_write_them() {
        assert_eq!(written("2026-08", Lang::Vi), "08/2026");
        assert_eq!(written("2026-Q3", Lang::Vi), "Quý 3/2026");
        assert_eq!(written("2026-H2", Lang::En), "H2 2026");
        assert_eq!(written("2026", Lang::Vi), "2026");
    }

    #[test]
    fn the_last_period_is_always_written() {
        let months: Vec<String> = (1..=12).map(|m| format!("2026-{m:02}")).collect();
        let written = written_indices(&months, Font::new(12.0), Lang::Vi, 30.0, 0.0);
        assert_eq!(written.last(), Some(&11));
        assert!(written.len() < 12);
    }
}
