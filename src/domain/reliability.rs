//! How far a ratio can be relied on (section 11): a few cases make it a fraction and no more, and below
//! thirty it is read with its interval. The interval is Wilson's with 95 %, taken from numerator and
//! denominator alone; it is the one place where a figure of the house is not a fraction.

use super::number::Decimal;

/// Below this many cases a ratio is shown as its fraction, and no headline is made of it.
pub const FEW: u64 = 10;
/// Below this many it is read with care.
const CAUTION: u64 = 30;
/// The normal quantile of 97.5 %.
const Z: f64 = 1.959_963_984_540_054;
/// Decimals of the ends of an interval, as ratios have them.
const PLACES: u8 = 6;

/// Why a ratio is to be read with care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reliability {
    Few,
    Caution,
}

impl Reliability {
    pub const ALL: [Self; 2] = [Self::Few, Self::Caution];

    /// Of a ratio of so many cases; absent where there are enough.
    pub const fn of(cases: u64) -> Option<Self> {
        match cases {
            0..FEW => Some(Self::Few),
            FEW..CAUTION => Some(Self::Caution),
            _ => None,
        }
    }

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Few => "few",
            Self::Caution => "caution",
        }
    }
}

/// The ends of the interval of a ratio, from 0 to 1 with six decimals; absent where it is none.
pub fn interval((numerator, denominator): (u64, u64)) -> Option<(Decimal, Decimal)> {
    let (low, high) = wilson(numerator, denominator)?;
    let scale = 10_f64.powi(PLACES.into());
    let end = |end: f64| Decimal::new((end * scale).round() as i64, PLACES);
    Some((end(low), end(high)))
}

/// The ends of the interval of a ratio; absent where it is none.
pub fn wilson(numerator: u64, denominator: u64) -> Option<(f64, f64)> {
    if denominator == 0 || numerator > denominator {
        return None;
    }
    let (x, n) = (numerator as f64, denominator as f64);
    let share = x / n;
    let middle = share + Z * Z / (2.0 * n);
    let reach = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let ends = [middle - reach, middle + reach].map(|end| end / (1.0 + Z * Z / n));
    let low = if numerator == 0 { 0.0 } else { ends[0].max(0.0) };
    let high = if numerator == denominator { 1.0 } else { ends[1].min(1.0) };
    Some((low, high))
}

/// The ends of the interval of the difference of two ratios, the first less the second (Newcombe 1998, method
/// 10, of Wilson's intervals); absent where one of them is none.
pub fn difference(a: (u64, u64), b: (u64, u64)) -> Option<(f64, f64)> {
    let [one, other] = [wilson(a.0, a.1)?, wilson(b.0, b.1)?];
    let [p, q] = [a, b].map(|(x, n)| x as f64 / n as f64);
    let low = p - q - (p - one.0).hypot(other.1 - q);
    let high = p - q + (one.1 - p).hypot(q - other.0);
    Some((low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values that others published stand in `tests/integration/reliability.rs`, too, where they are at
    /// hand.
    #[test]
    fn the_interval_is_that_of_the_textbook() {
        let (low, high) = wilson(65, 100).unwrap();
        assert!((low - 0.552_544_43).abs() < 5e-9 && (high - 0.736_357_52).abs() < 5e-9);
        let ends = |n, d| interval((n, d)).map(|(low, high)| format!("{low} {high}")).unwrap();
        assert_eq!(ends(18, 20), "0.698966 0.972134");
        assert_eq!(ends(0, 30), "0.000000 0.113513");
        assert_eq!(ends(30, 30), "0.886487 1.000000");
        assert_eq!(ends(35_078, 41_980), "0.832012 0.839103");
        assert_eq!((interval((0, 0)), interval((3, 2))), (None, None));
    }

    #[test]
    fn the_interval_of_a_difference_is_that_of_the_textbook() {
        let ends =
            |a, b| difference(a, b).map(|(low, high)| format!("{low:.4} {high:.4}")).unwrap();
        assert_eq!(ends((56, 70), (48, 80)), "0.0524 0.3339");
        assert_eq!(ends((5, 56), (0, 29)), "-0.0381 0.1926");
        assert_eq!((difference((0, 0), (1, 2)), difference((1, 2), (3, 2))), (None, None));
    }

    #[test]
    fn ten_and_thirty_cases_are_the_bounds() {
        let of = |cases| Reliability::of(cases).map_or("", Reliability::as_str);
        assert_eq!([1, 9, 10, 29, 30].map(of), ["few", "few", "caution", "caution", ""]);
    }
}
