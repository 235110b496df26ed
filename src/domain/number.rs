//! Exact decimals, and how numbers are written for readers. A published number is whole units of its
//! last decimal until it is text, and is rounded once, half up, from the exact fraction (section 3.6).
//! Vietnamese writes a decimal comma and dots between thousands, English the reverse; both write a
//! per cent sign without a space.

use std::{cmp::Ordering, fmt, ops::Sub};

use serde::{Serialize, Serializer};

use super::text::{Lang, Text};

/// An exact number: 8550 units with two places are 85.50. There are at most 18 places.
#[derive(Clone, Copy, Debug, Default)]
pub struct Decimal {
    /// How many of its last decimal it is.
    pub units: i64,
    pub places: u8,
}

impl Decimal {
    pub const ZERO: Self = Self::new(0, 0);
    /// All of it, in percent.
    pub const ALL: Self = Self::hundredths(10_000);

    pub const fn new(units: i64, places: u8) -> Self {
        Self { units, places }
    }

    /// Two places, as points and percentages have them.
    pub const fn hundredths(units: i64) -> Self {
        Self::new(units, 2)
    }

    /// Reads digits with at most so many places, such as `6`, `8.5`, `15.68`; no sign, no exponent.
    pub fn parse(text: &str, places: u8) -> Option<Self> {
        let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
        let most = usize::from(places);
        let padded = format!("{whole}{part:0<most$}");
        let fits = part.len() <= most && !(whole.is_empty() && part.is_empty());
        let is_number = fits && padded.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| padded.parse().ok().map(|units| Self::new(units, places)))?
    }

    /// A ratio, rounded half up from the exact fraction: the one place where the house rounds. Absent
    /// without cases.
    pub fn ratio(n: impl Into<i128>, d: impl Into<i128>, places: u8) -> Option<Self> {
        let (n, d) = (n.into() * 10_i128.pow(places.into()), d.into());
        let units = (d > 0).then(|| (2 * n + d).div_euclid(2 * d))?;
        Some(Self::new(i64::try_from(units).ok()?, places))
    }

    /// A share in percent, rounded once; absent without cases.
    pub fn percent(part: impl Into<i128>, whole: impl Into<i128>, places: u8) -> Option<Self> {
        let share = Self::ratio(part, whole, places + 2)?;
        Some(Self { places, ..share })
    }

    /// The same number with more places, in units of the last.
    pub const fn units_at(self, places: u8) -> i64 {
        self.units * 10_i64.pow(places.saturating_sub(self.places) as u32)
    }

    #[must_use]
    pub const fn abs(self) -> Self {
        Self { units: self.units.abs(), ..self }
    }

    /// Without decimals that are zero, for axes and goals: 80.00 is 80, 82.50 is 82.5.
    #[must_use]
    pub const fn trimmed(mut self) -> Self {
        while self.places > 0 && self.units % 10 == 0 {
            self = Self::new(self.units / 10, self.places - 1);
        }
        self
    }

    /// The number as a reader of the language sees it, with all of its decimals.
    #[must_use]
    pub fn text(self, lang: Lang) -> String {
        match lang {
            Lang::Vi => self.written("−", ".", ","),
            Lang::En => self.written("−", ",", "."),
        }
    }

    /// With its unit where the unit is the per cent sign; other units stand on the axis.
    pub fn with_unit(self, unit: &Text, lang: Lang) -> String {
        self.text(lang) + if unit.vi == "%" { "%" } else { "" }
    }

    /// The nearest double, for files that hold nothing else: Parquet, XLSX and JSON.
    pub fn to_f64(self) -> f64 {
        self.units as f64 / 10_f64.powi(self.places.into())
    }

    fn written(self, minus: &str, group: &str, point: &str) -> String {
        let places = usize::from(self.places);
        let digits = format!("{:0>1$}", self.units.unsigned_abs(), places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        let mut out = String::from(if self.units < 0 { minus } else { "" });
        for (i, c) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i) % 3 == 0 {
                out.push_str(group);
            }
            out.push(c);
        }
        if places > 0 {
            out.push_str(point);
            out.push_str(fraction);
        }
        out
    }
}

/// As machines read it: 8550 hundredths are `85.50`.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written("-", "", "."))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let scaled = |one: &Self| i128::from(one.units) * 10_i128.pow(18 - u32::from(one.places));
        scaled(self).cmp(&scaled(other))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Decimal {}

impl Sub for Decimal {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        let places = self.places.max(other.places);
        Self::new(self.units_at(places) - other.units_at(places), places)
    }
}

impl From<i64> for Decimal {
    fn from(count: i64) -> Self {
        Self::new(count, 0)
    }
}

impl From<u64> for Decimal {
    fn from(count: u64) -> Self {
        Self::new(i64::try_from(count).unwrap_or(i64::MAX), 0)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.to_f64())
    }
}

/// A count: `1.234` in Vietnamese, `1,234` in English.
#[must_use]
pub fn count(value: impl Into<Decimal>, lang: Lang) -> String {
    value.into().text(lang)
}

/// A share in percent with one decimal, as narrow cells have room for. Exactly none is 0 and exactly
/// all is 100, so that a rounded 100.0 is not taken for all. Absent without cases.
#[must_use]
pub fn brief_percent(part: i64, whole: i64) -> Option<Decimal> {
    let share = Decimal::percent(part, whole, 1)?;
    Some(if part == 0 || part == whole { share.trimmed() } else { share })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_own_marks() {
        assert_eq!(count(1_234_567_i64, Lang::Vi), "1.234.567");
        assert_eq!(count(1_234_567_i64, Lang::En), "1,234,567");
        assert_eq!(Decimal::hundredths(123_456).text(Lang::Vi), "1.234,56");
        assert_eq!(Decimal::hundredths(-5).text(Lang::En), "−0.05");
    }

    #[test]
    fn a_tick_has_no_decimals_it_does_not_need() {
        let tick = |units| Decimal::hundredths(units).trimmed().text(Lang::Vi);
        assert_eq!([8000, 8250, 8255, 0].map(tick), ["80", "82,5", "82,55", "0"]);
    }

    #[test]
    fn a_ratio_is_rounded_once_and_half_up() {
        let percent = |n, d, places| Decimal::percent(n, d, places).unwrap().to_string();
        assert_eq!(percent(1, 3, 1), "33.3");
        assert_eq!(percent(1, 2000, 1), "0.1");
        assert_eq!(percent(85_449, 100_000, 1), "85.4");
        assert_eq!(percent(1, 20_000, 2), "0.01");
        assert_eq!(Decimal::ratio(1, 8, 2), Some(Decimal::hundredths(13)));
        assert_eq!(Decimal::ratio(12_499, 100_000, 2), Some(Decimal::hundredths(12)));
    }

    #[test]
    fn nearly_all_is_not_written_as_all() {
        let brief = |part, whole| brief_percent(part, whole).map(|share| share.text(Lang::Vi));
        assert_eq!(brief(9_999, 10_000).as_deref(), Some("100,0"));
        assert_eq!(brief(10_000, 10_000).as_deref(), Some("100"));
        assert_eq!(brief(0, 10_000).as_deref(), Some("0"));
    }

    #[test]
    fn without_cases_there_is_no_share() {
        assert_eq!(brief_percent(0, 0), None);
    }

    #[test]
    fn a_decimal_is_read_with_the_places_it_may_have() {
        assert_eq!(Decimal::parse("15.68", 2), Some(Decimal::hundredths(1568)));
        assert_eq!(Decimal::parse(" .5", 6), Some(Decimal::new(5, 1)));
        for text in ["1.234", "-1", "", ".", "1e2", "99999999999999999999"] {
            assert_eq!(Decimal::parse(text, 2), None, "{text:?}");
        }
    }

    #[test]
    fn machines_read_a_point() {
        let machine = |units| Decimal::hundredths(units).to_string();
        assert_eq!([8550, 7, -7, -150].map(machine), ["85.50", "0.07", "-0.07", "-1.50"]);
    }

    #[test]
    fn numbers_are_compared_and_taken_off_whatever_their_places() {
        assert_eq!(Decimal::new(5, 1), Decimal::hundredths(50));
        assert!(Decimal::new(1, 6) < Decimal::hundredths(1));
        assert_eq!(Decimal::from(2_i64) - Decimal::hundredths(50), Decimal::new(15, 1));
    }
}
