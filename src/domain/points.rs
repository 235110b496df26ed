//! Exact points: hundredths as integers, and ratios kept as two integers until the very end.
//! Section 3.6: the points of an indicator are rounded half up to two decimals from the exact
//! fraction; everything above is a sum of rounded points.

use std::{fmt, iter::Sum, ops::Add};

/// Points in hundredths. 6 points are `Points(600)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(pub i64);

impl Points {
    pub const ZERO: Self = Self(0);

    /// From whole points.
    pub const fn whole(points: i64) -> Self {
        Self(points * 100)
    }

    /// The number as a table shows it. Exact: hundredths up to 2^53 have one nearest double.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / 100.0
    }

    /// Reads a decimal with at most two places, such as `6`, `8.5`, `15.68`.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
        let digits = |s: &str| s.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || part.len() > 2 || !digits(whole) || !digits(part) {
            return None;
        }
        let whole: i64 = whole.parse().ok()?;
        let part: i64 = format!("{part:0<2}").parse().ok()?;
        whole.checked_mul(100)?.checked_add(part).map(Self)
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let magnitude = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", magnitude / 100, magnitude % 100)
    }
}

impl Add for Points {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

/// `numerator × scale / denominator`, rounded half up. The denominator is above 0.
pub fn scaled_half_up(numerator: u64, denominator: u64, scale: u64) -> i64 {
    let (n, d) = (u128::from(numerator) * u128::from(scale), u128::from(denominator));
    ((2 * n + d) / (2 * d)) as i64
}

/// The ratio as tables show it: 0 to 1 with six decimals, rounded half up from the exact fraction.
pub fn ratio_six_decimals(numerator: u64, denominator: u64) -> f64 {
    scaled_half_up(numerator, denominator, 1_000_000) as f64 / 1_000_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_hundredth_is_rounded_up_from_the_exact_fraction() {
        assert_eq!(scaled_half_up(1, 8, 100), 13);
        assert_eq!(scaled_half_up(12_499, 100_000, 100), 12);
    }

    #[test]
    fn points_are_read_and_written_with_two_decimals() {
        assert_eq!(Points::parse("15.68"), Some(Points(1568)));
        assert_eq!(Points::parse("8.5").map(|p| p.to_string()), Some("8.50".into()));
        assert_eq!(Points::parse("1.234"), None);
        assert_eq!(Points::parse("-1"), None);
    }
}
