//! Exact points: hundredths as integers. Section 3.6: the points of an indicator are rounded half up
//! to two decimals from the exact fraction; everything above is a sum of rounded points.

use std::{
    fmt,
    iter::Sum,
    ops::{Add, Sub},
};

use serde::{Serialize, Serializer};

use super::number::Decimal;

/// Points in hundredths. 6 points are `Points(600)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(pub i64);

impl Points {
    pub const ZERO: Self = Self(0);

    /// From whole points.
    pub const fn whole(points: i64) -> Self {
        Self(points * 100)
    }

    /// The part of the points that the fraction is, rounded half up from it; none without cases.
    #[must_use]
    pub fn part(self, numerator: u64, denominator: u64) -> Self {
        let exact = i128::from(self.0) * i128::from(numerator);
        Self(Decimal::ratio(exact, denominator, 0).unwrap_or_default().units)
    }

    /// Reads a decimal with at most two places, such as `6`, `8.5`, `15.68`.
    pub fn parse(text: &str) -> Option<Self> {
        Decimal::parse(text, 2).map(|number| Self(number.units))
    }
}

impl From<Points> for Decimal {
    fn from(points: Points) -> Self {
        Self::hundredths(points.0)
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Decimal::from(*self).fmt(f)
    }
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Decimal::from(*self).serialize(serializer)
    }
}

impl Add for Points {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Points {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_hundredth_is_rounded_up_from_the_exact_fraction() {
        assert_eq!(Points::whole(1).part(1, 8), Points(13));
        assert_eq!(Points::whole(1).part(12_499, 100_000), Points(12));
    }

    #[test]
    fn points_are_read_and_written_with_two_decimals() {
        assert_eq!(Points::parse("15.68"), Some(Points(1568)));
        assert_eq!(Points::parse("8.5").map(|p| p.to_string()), Some("8.50".into()));
        assert_eq!(Points::parse("1.234"), None);
        assert_eq!(Points::parse("-1"), None);
    }
}
