//! How numbers are written for readers. Vietnamese writes a decimal comma and dots between
//! thousands, English the reverse; both write a per cent sign without a space. Everything is whole
//! numbers until it is text, and rounding is half up from the exact fraction.

use crate::domain::text::{Lang, Text};

/// A count: `1.234` in Vietnamese, `1,234` in English.
#[must_use]
pub fn count(value: i64, lang: Lang) -> String {
    write(i128::from(value), 0, lang)
}

/// Hundredths with two decimals: 8550 is `85,50`.
#[must_use]
pub fn hundredths(value: i64, lang: Lang) -> String {
    write(i128::from(value), 2, lang)
}

/// Hundredths without decimals that are zero, for axes: 8000 is `80`, 8250 is `82,5`.
#[must_use]
pub fn tick(value: i64, lang: Lang) -> String {
    match value {
        v if v % 100 == 0 => write(i128::from(v / 100), 0, lang),
        v if v % 10 == 0 => write(i128::from(v / 10), 1, lang),
        v => hundredths(v, lang),
    }
}

/// An integer that counts units of 10^-decimals, with all of its decimals.
#[must_use]
pub fn fixed(units: i64, decimals: usize, lang: Lang) -> String {
    write(i128::from(units), decimals, lang)
}

/// A share in percent with one decimal and no sign: 1 of 3 is `33,3`. Exactly none is `0` and exactly
/// all is `100`, so that a rounded `100,0` is not taken for all. Absent without cases.
#[must_use]
pub fn percent(numerator: i64, denominator: i64, lang: Lang) -> Option<String> {
    if denominator <= 0 {
        return None;
    }
    Some(match numerator {
        0 => "0".into(),
        n if n == denominator => "100".into(),
        n => write(rounded(n, denominator, 1000), 1, lang),
    })
}

/// A share in hundredths of a percent, rounded half up. Absent without cases.
pub fn share_hundredths(numerator: i64, denominator: i64) -> Option<i64> {
    (denominator > 0)
        .then(|| rounded(numerator, denominator, 10_000))
        .and_then(|v| i64::try_from(v).ok())
}

/// A value with its unit where the unit is the per cent sign; other units stand on the axis.
pub fn with_unit(value: i64, unit: &Text, lang: Lang) -> String {
    format!("{}{}", hundredths(value, lang), sign(unit))
}

/// A tick with its unit where the unit is the per cent sign.
pub fn tick_with_unit(value: i64, unit: &Text, lang: Lang) -> String {
    format!("{}{}", tick(value, lang), sign(unit))
}

/// For machines: 8550 is `85.50`.
pub fn machine(value: i64) -> String {
    let (sign, digits) = (if value < 0 { "-" } else { "" }, value.unsigned_abs());
    format!("{sign}{}.{:02}", digits / 100, digits % 100)
}

fn sign(unit: &Text) -> &'static str {
    if unit.vi == "%" { "%" } else { "" }
}

fn rounded(numerator: i64, denominator: i64, times: i128) -> i128 {
    let (n, d) = (i128::from(numerator) * times, i128::from(denominator));
    (2 * n + d).div_euclid(2 * d)
}

/// Writes an integer that counts units of 10^-decimals.
fn write(value: i128, decimals: usize, lang: Lang) -> String {
    let (group, decimal) = match lang {
        Lang::Vi => ('.', ','),
        Lang::En => (',', '.'),
    };
    let digits = format!("{:0>1$}", value.unsigned_abs(), decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let mut out = String::from(if value < 0 { "−" } else { "" });
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(group);
        }
        out.push(c);
    }
    if decimals > 0 {
        out.push(decimal);
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_own_marks() {
        assert_eq!(count(1_234_567, Lang::Vi), "1.234.567");
        assert_eq!(count(1_234_567, Lang::En), "1,234,567");
        assert_eq!(hundredths(123_456, Lang::Vi), "1.234,56");
        assert_eq!(hundredths(-5, Lang::En), "−0.05");
    }

    #[test]
    fn a_tick_has_no_decimals_it_does_not_need() {
        assert_eq!([8000, 8250, 8255].map(|v| tick(v, Lang::Vi)), ["80", "82,5", "82,55"]);
    }

    #[test]
    fn a_share_is_rounded_once_and_half_up() {
        assert_eq!(percent(1, 3, Lang::Vi).as_deref(), Some("33,3"));
        assert_eq!(percent(1, 2000, Lang::En).as_deref(), Some("0.1"));
        assert_eq!(percent(85_449, 100_000, Lang::En).as_deref(), Some("85.4"));
        assert_eq!(share_hundredths(1, 20_000), Some(1));
    }

    #[test]
    fn nearly_all_is_not_written_as_all() {
        assert_eq!(percent(9_999, 10_000, Lang::Vi).as_deref(), Some("100,0"));
        assert_eq!(percent(10_000, 10_000, Lang::Vi).as_deref(), Some("100"));
    }

    #[test]
    fn without_cases_there_is_no_share() {
        assert_eq!(percent(0, 0, Lang::Vi), None);
    }

    #[test]
    fn machines_read_a_point() {
        assert_eq!([8550, 7, -7, -150].map(machine), ["85.50", "0.07", "-0.07", "-1.50"]);
    }
}
