//! Numbers as they are read back: from machines (`1234.56`) and from readers' pages in Vietnamese
//! (`1.234,56`, `−0,35`, `78,5 %`) and English (`1,234.56`). Each is an integer with a number of
//! decimals, so that equality is exact; nothing here is a float.

use chiso::domain::text::Lang;

/// More digits than any figure has; what is longer is no figure.
const MOST_DIGITS: usize = 30;
/// More decimals than any figure has, so that products stay within 128 bits.
const MOST_PLACES: u8 = 12;

/// `units` × 10^-`places`.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    units: i128,
    places: u8,
}

/// A number as a page shows it.
#[derive(Clone, Copy, Debug)]
pub struct Written {
    pub value: Decimal,
    /// A plus or minus stands before it.
    pub signed: bool,
    /// A per cent sign stands behind it.
    pub percent: bool,
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = self.aligned(*other);
        a == b
    }
}

impl Decimal {
    pub const fn whole(units: i128) -> Self {
        Self { units, places: 0 }
    }

    pub const fn new(units: i128, places: u8) -> Self {
        Self { units, places }
    }

    /// From a table: digits, a point, a hyphen for minus.
    pub fn machine(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        if digits.ends_with('.') {
            return None;
        }
        Self::of(negative, whole, part)
    }

    /// From digits before and behind the decimal mark.
    fn of(negative: bool, whole: &str, part: &str) -> Option<Self> {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(part) {
            return None;
        }
        let places = u8::try_from(part.len()).ok().filter(|places| *places <= MOST_PLACES)?;
        if whole.len() + part.len() > MOST_DIGITS {
            return None;
        }
        let all = whole.bytes().chain(part.bytes());
        let units = all.fold(0_i128, |sum, digit| sum * 10 + i128::from(digit - b'0'));
        Some(Self { units: if negative { -units } else { units }, places })
    }

    pub const fn places(self) -> u8 {
        self.places
    }

    pub const fn is_negative(self) -> bool {
        self.units < 0
    }

    pub fn abs(self) -> Self {
        Self { units: self.units.abs(), ..self }
    }

    /// Times a whole number such as 100; absent beyond what can be held.
    pub fn times(self, scale: i128) -> Option<Self> {
        Some(Self { units: self.units.checked_mul(scale)?, ..self })
    }

    pub fn minus(self, other: Self) -> Self {
        let (a, b) = self.aligned(other);
        Self { units: a - b, places: self.places.max(other.places) }
    }

    pub fn plus(self, other: Self) -> Self {
        self.minus(Self { units: -other.units, ..other })
    }

    /// The quotient, rounded half up to so many places; absent for a divisor of zero.
    pub fn over(self, divisor: Self, places: u8) -> Option<Self> {
        let (a, b) = self.aligned(divisor);
        let scaled = a.checked_mul(10_i128.pow(u32::from(places)))?;
        (b > 0).then(|| Self { units: (2 * scaled + b).div_euclid(2 * b), places })
    }

    /// Rounded half up to so many places.
    pub fn rounded(self, places: u8) -> Self {
        if places >= self.places {
            return self;
        }
        let step = 10_i128.pow(u32::from(self.places - places));
        Self { units: (2 * self.units + step).div_euclid(2 * step), places }
    }

    /// Whether `shown` is this value at the decimals shown: rounded half up, of its size or its value.
    pub fn is_shown_as(self, shown: Self) -> bool {
        let size = self.abs().rounded(shown.places);
        let of_size =
            Self { units: if self.is_negative() { -size.units } else { size.units }, ..size };
        self.rounded(shown.places) == shown || of_size == shown
    }

    /// The number of units of 10^-`places`, where that is whole.
    pub fn in_units_of(self, places: u8) -> Option<i128> {
        let (value, one) = self.aligned(Self { units: 1, places });
        (value % one == 0).then(|| value / one)
    }

    fn aligned(self, other: Self) -> (i128, i128) {
        let places = self.places.max(other.places);
        let up = |value: Self| value.units * 10_i128.pow(u32::from(places - value.places));
        (up(self), up(other))
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.is_negative() { "-" } else { "" };
        let places = usize::from(self.places);
        let digits = format!("{:0>1$}", self.units.unsigned_abs(), places + 1);
        let (whole, part) = digits.split_at(digits.len() - places);
        let point = if places > 0 { "." } else { "" };
        write!(f, "{sign}{whole}{point}{part}")
    }
}

/// A whole text that is one number of a language, with its sign and per cent sign. Thousands must be
/// set apart where there are any, so that a year is no count.
pub fn written(text: &str, lang: Lang) -> Option<Written> {
    let (group, decimal) = match lang {
        Lang::Vi => ('.', ','),
        Lang::En => (',', '.'),
    };
    let text = text.trim();
    let (percent, text) = match text.strip_suffix('%') {
        Some(rest) => (true, rest.trim_end_matches([' ', '\u{a0}', '\u{202f}'])),
        None => (false, text),
    };
    let (signed, negative, text) = match text.chars().next()? {
        '+' => (true, false, &text[1..]),
        '−' => (true, true, &text['−'.len_utf8()..]),
        _ => (false, false, text),
    };
    let (whole, part) = match text.split_once(decimal) {
        Some((whole, part)) if !part.is_empty() => (whole, part),
        Some(_) => return None,
        None => (text, ""),
    };
    let mut groups = whole.split(group);
    let first = groups.next()?.len();
    if !(1..=3).contains(&first) || !groups.all(|digits| digits.len() == 3) {
        return None;
    }
    let whole: String = whole.chars().filter(|letter| *letter != group).collect();
    Some(Written { value: Decimal::of(negative, &whole, part)?, signed, percent })
}

/// Whether a text holds any digit.
pub fn has_digit(text: &str) -> bool {
    text.chars().any(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, lang: Lang) -> Option<String> {
        written(text, lang).map(|number| number.value.to_string())
    }

    #[test]
    fn a_vietnamese_number_has_a_decimal_comma_and_dots_between_thousands() {
        for (text, value) in [
            ("1.234,56", "1234.56"),
            ("−0,35", "-0.35"),
            ("78,5 %", "78.5"),
            ("78,5\u{a0}%", "78.5"),
            ("+1,20", "1.20"),
            ("1.234.567", "1234567"),
            ("0", "0"),
        ] {
            assert_eq!(read(text, Lang::Vi).as_deref(), Some(value), "{text}");
        }
    }

    #[test]
    fn an_english_number_has_the_reverse() {
        for (text, value) in [("1,234.56", "1234.56"), ("−0.05", "-0.05"), ("100%", "100")] {
            assert_eq!(read(text, Lang::En).as_deref(), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_of_the_language_is_none() {
        for text in
            ["1,234.56", "1.1", "2026", "12.34", "1.2345", "", "–", "…", "12,", ",5", "1 234", "-5"]
        {
            assert_eq!(read(text, Lang::Vi), None, "{text}");
        }
        for text in ["1.234,56", "1234", "4ee4", "1,23"] {
            assert_eq!(read(text, Lang::En), None, "{text}");
        }
    }

    #[test]
    fn equal_values_are_equal_with_any_number_of_decimals() {
        let of = |text| Decimal::machine(text).unwrap();
        assert_eq!(of("6"), of("6.00"));
        assert_ne!(of("6.01"), of("6.00"));
        assert_eq!(of("-0.50"), of("-0.5"));
        assert_eq!(of("20.00").minus(of("18.94")), of("1.06"));
        assert_eq!(of("1").over(of("3"), 4), Decimal::machine("0.3333"));
        assert_eq!(of("2.345").in_units_of(2), None);
        assert_eq!(of("2.34").in_units_of(2), Some(234));
    }

    #[test]
    fn a_value_is_shown_rounded_half_up() {
        let of = |text| Decimal::machine(text).unwrap();
        assert!(of("78.45").is_shown_as(of("78.5")));
        assert!(!of("78.45").is_shown_as(of("78.4")));
        assert!(of("78.4").is_shown_as(of("78.40")));
        assert!(of("-0.125").is_shown_as(of("-0.13")));
    }

    #[test]
    fn a_text_of_a_table_that_is_no_number_is_none() {
        for text in ["", "-", "1.", ".5", "1e5", "1,5", "NaN", "+1"] {
            assert_eq!(Decimal::machine(text), None, "{text}");
        }
    }
}
