//! One cell as a table format gives it. A number that stands where a text is expected keeps every
//! digit; one that has lost some, or may have, cannot be read.

use std::borrow::Cow;

use crate::{
    domain::time::{Day, LocalTime},
    schema::Type,
    sources::text::trimmed,
};

/// One cell as a format gives it.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    Missing,
    Text(&'a str),
    Owned(String),
    Int(i64),
    /// A number as it is written, digit by digit.
    Number(Cow<'a, str>),
    Real(f64),
    Bool(bool),
    Time(LocalTime),
    Date(Day),
    /// Something stands there that says nothing: an error of a formula, a number without its digits.
    Unreadable,
}

/// Doubles hold every whole number up to this one, and this many decimal digits.
const EXACT: (f64, usize) = (9_007_199_254_740_992.0, 15);
/// Floats of single precision.
const SINGLE: (f64, usize) = (16_777_216.0, 6);
/// Digits of the longest number that is written out.
const LONGEST: usize = 80;

impl<'a> Cell<'a> {
    /// The cell as a column of type `kind` wants it: numbers that stand in text columns become the
    /// number as it is written out; a date there is what a program made of a code.
    pub fn fit(self, kind: Type) -> Self {
        if !matches!(kind, Type::Text | Type::Code(_)) {
            return self;
        }
        match self {
            Self::Int(number) => Self::Number(number.to_string().into()),
            Self::Real(number) => Self::digits(number, number.to_string(), EXACT),
            Self::Number(text) => written_out(text).map_or(Self::Unreadable, Self::Number),
            Self::Bool(flag) => Self::Text(if flag { "true" } else { "false" }),
            Self::Time(_) | Self::Date(_) => Self::Unreadable,
            cell => cell,
        }
    }

    /// A float of single precision.
    pub fn single(number: f32, kind: Type) -> Self {
        match kind {
            Type::Text | Type::Code(_) => Self::digits(number.into(), number.to_string(), SINGLE),
            _ => Self::Real(number.into()),
        }
    }

    /// A float written out, where its digits can be no others than those that were sent.
    fn digits(number: f64, text: String, (whole, digits): (f64, usize)) -> Self {
        let kept = match number.fract() == 0.0 {
            true => number.abs() <= whole,
            false => {
                let shown = text.trim_start_matches(['-', '0', '.']);
                number.is_finite() && shown.bytes().filter(u8::is_ascii_digit).count() <= digits
            }
        };
        if kept { Self::Number(text.into()) } else { Self::Unreadable }
    }

    /// The text of a cell that is one, without blanks at its edges.
    #[inline]
    pub fn str(&self) -> &str {
        match self {
            Self::Text(text) => trimmed(text),
            Self::Owned(text) => trimmed(text),
            Self::Number(text) => text,
            _ => "",
        }
    }

    #[inline]
    pub fn is_missing(&self) -> bool {
        match self {
            Self::Missing => true,
            Self::Text(text) => trimmed(text).is_empty(),
            Self::Owned(text) => trimmed(text).is_empty(),
            _ => false,
        }
    }
}

/// Whether a text is what a spreadsheet shows of a long number, as `2.02608E+19`: its digits are gone, and
/// many numbers look the same.
pub(super) fn has_lost_digits(text: &str) -> bool {
    // The sign stands before one to three digits; nearly no text has one there.
    let bytes = text.as_bytes();
    let is_sign = |back: &usize| bytes.len().checked_sub(*back).is_some_and(|at| bytes[at] == b'+');
    if !(2..=4).any(|back| is_sign(&back)) {
        return false;
    }
    let Some((mantissa, exponent)) = text.split_once("E+") else { return false };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    whole.len() == 1 && is_digits(whole) && is_digits(part) && is_digits(exponent)
}

/// The whole number that a double is; `None` where it has a fraction or may have lost digits.
pub fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() <= EXACT.0).then_some(number as i64)
}

/// A written number without exponent and without a fraction of zeros: `1.0` and `1.0E2` are `1` and
/// `100`.
pub fn written_out(text: Cow<'_, str>) -> Option<Cow<'_, str>> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text);
    }
    let (sign, unsigned) = text.strip_prefix('-').map_or(("", &*text), |rest| ("-", rest));
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut digits = format!("{before}{after}");
    let point = before.len() as i64 + exponent.parse::<i64>().ok()?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) || point.unsigned_abs() > LONGEST as u64 {
        return None;
    }
    if point < 1 {
        digits.insert_str(0, &"0".repeat(1 + point.unsigned_abs() as usize));
    }
    let point = point.max(1) as usize;
    while digits.len() < point {
        digits.push('0');
    }
    let (whole, fraction) = digits.split_at(point);
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    Some(match fraction.bytes().all(|digit| digit == b'0') {
        true => format!("{sign}{whole}").into(),
        false => format!("{sign}{whole}.{fraction}").into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Cell::{Int, Number, Real, Unreadable};

    #[test]
    fn a_number_with_an_exponent_has_lost_its_digits_and_a_code_with_letters_has_not() {
        for text in ["2.0260801E+019", "2E+19"] {
            assert!(has_lost_digits(text), "{text}");
        }
        for text in ["", "H-1", "1E5", "12.5E+3", "E+19", "2.E+19", "A1E+5", "2.5E+"] {
            assert!(!has_lost_digits(text), "{text}");
        }
    }

    fn fitted(cell: Cell<'static>) -> Option<String> {
        match cell.fit(Type::Text) {
            Number(text) => Some(text.into_owned()),
            Unreadable => None,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_number_in_the_place_of_a_text_keeps_its_digits_or_is_unreadable() {
        for (cell, expected) in [
            (Int(-7), Some("-7")),
            (Real(100.0), Some("100")),
            (Real(9_007_199_254_740_992.0), Some("9007199254740992")),
            (Real(9_007_199_254_740_994.0), None),
            (Real(1e20), None),
            (Real(f64::NAN), None),
            (Real(1.00512), Some("1.00512")),
            (Real(0.1 + 0.2), None),
            (Number("12345678901234567890".into()), Some("12345678901234567890")),
            (Number("1.0".into()), Some("1")),
            (Number("1.0E2".into()), Some("100")),
            (Number("1.5e3".into()), Some("1500")),
            (Number("125e-2".into()), Some("1.25")),
            (Number("5e-3".into()), Some("0.005")),
            (Number("1.005120".into()), Some("1.005120")),
            (Number("-0.50".into()), Some("-0.50")),
            (Number("1e999999999".into()), None),
            (Number("x".into()), None),
        ] {
            let shown = format!("{cell:?}");
            assert_eq!(fitted(cell).as_deref(), expected, "{shown}");
        }
    }

    #[test]
    fn a_float_of_single_precision_keeps_six_digits() {
        for (number, expected) in [
            (1.00512_f32, Some("1.00512")),
            (16_777_216.0, Some("16777216")),
            (16_777_218.0, None),
            (1.005_129_1, None),
        ] {
            let expected = expected.map_or(Unreadable, |text| Number(text.into()));
            assert_eq!(Cell::single(number, Type::Text), expected, "{number}");
        }
        assert_eq!(Cell::single(1.5, Type::Int), Real(1.5));
    }

    #[test]
    fn a_date_is_no_code() {
        assert_eq!(Cell::Date(Day(0)).fit(Type::Text), Unreadable);
        assert_eq!(Cell::Date(Day(0)).fit(Type::Date), Cell::Date(Day(0)));
        assert_eq!(Cell::Bool(true).fit(Type::Text).str(), "true");
    }
}
