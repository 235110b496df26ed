//! Scalars as senders write them: a text, a number or a flag may stand for any of the three, and
//! null, "" and blanks are missing. They are read where they stand.

use std::borrow::Cow;

use super::cursor::{Cursor, Raw, Read};
use crate::{
    domain::{
        message::FindingSet,
        procedure,
        time::{Day, LocalTime},
    },
    sources::{
        dates::{self, DateReader},
        text,
    },
};

/// Reads the procedure code at hand.
pub fn code<'b>(cursor: &mut Cursor<'b>) -> Read<Cow<'b, str>> {
    let is_number = cursor.next_is_number();
    let code = cursor.text()?;
    Ok(if is_number { procedure::of_number(&code).into() } else { code })
}

/// A small number or a flag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Number {
    #[default]
    Missing,
    Int(i64),
    Flag(bool),
    /// Something else.
    Other,
}

impl Number {
    #[inline]
    pub fn of(raw: Raw<'_>) -> Self {
        match raw {
            Raw::Missing => Self::Missing,
            Raw::Flag(flag) => Self::Flag(flag),
            Raw::Text([digit @ b'0'..=b'9']) | Raw::Number([digit @ b'0'..=b'9']) => {
                Self::Int(i64::from(digit - b'0'))
            }
            Raw::Text(text) | Raw::Number(text) => Self::of_text(text),
        }
    }

    fn of_text(text: &[u8]) -> Self {
        if text.eq_ignore_ascii_case(b"false") || text.eq_ignore_ascii_case(b"true") {
            return Self::Flag(text.len() == 4);
        }
        let Ok(text) = std::str::from_utf8(text) else { return Self::Other };
        match (text.parse(), text.parse::<f64>()) {
            (Ok(number), _) => Self::Int(number),
            (_, Ok(real)) if real.fract() == 0.0 && real.abs() < 1e15 => Self::Int(real as i64),
            _ => Self::Other,
        }
    }

    /// Yes or no; what is neither says nothing.
    pub fn flag(self) -> Option<bool> {
        match self {
            Self::Int(1) | Self::Flag(true) => Some(true),
            Self::Int(0) | Self::Flag(false) => Some(false),
            _ => None,
        }
    }
}

/// A date, and what is noticed in it; a number stands for its digits.
#[inline]
pub fn date(raw: Raw<'_>, dates: &DateReader, noticed: &mut FindingSet) -> dates::Reading {
    let reading = match raw {
        Raw::Missing => dates::Reading::Missing,
        Raw::Flag(_) => dates::Reading::Unreadable,
        Raw::Text(text) | Raw::Number(text) => {
            // A date that lost a digit is not one with a shorter hour.
            let lost = !matches!(text.len(), 8 | 14) && text.iter().all(u8::is_ascii_digit);
            if lost { dates::Reading::Unreadable } else { dates.read_bytes(text) }
        }
    };
    dates.notice(reading, noticed);
    reading
}

/// An amount in dong; `None` where it is unknown.
pub fn amount(raw: Raw<'_>) -> Option<i64> {
    match raw {
        Raw::Missing | Raw::Flag(_) => None,
        Raw::Text(text) => text::fee(std::str::from_utf8(text).ok()?),
        Raw::Number(number) => text::dong(std::str::from_utf8(number).ok()?.parse().ok()?),
    }
}

/// A promised date: without an hour, or with `000000`, it is the last second of its day.
pub fn due(reading: dates::Reading) -> Option<LocalTime> {
    match reading {
        dates::Reading::Time(time) if time == time.day().start() => Some(time.day().last_second()),
        other => other.time(Day::last_second),
    }
}

/// Any other date: without an hour it is the first instant of its day.
pub fn instant(reading: dates::Reading) -> Option<LocalTime> {
    reading.time(Day::start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T>(json: &str, read: impl FnOnce(&mut Cursor<'_>) -> Read<T>) -> T {
        let mut cursor = Cursor::new(Box::default());
        cursor.start(json.as_bytes());
        read(&mut cursor).unwrap()
    }

    #[test]
    fn a_number_may_come_as_a_text_a_number_or_a_flag() {
        for (json, expected) in [
            (r#""1""#, Number::Int(1)),
            (r#"" 10 ""#, Number::Int(10)),
            ("10", Number::Int(10)),
            ("1.0", Number::Int(1)),
            (r#""1.0""#, Number::Int(1)),
            ("1.5", Number::Other),
            ("true", Number::Flag(true)),
            (r#""False""#, Number::Flag(false)),
            (r#""done""#, Number::Other),
            ("null", Number::Missing),
            (r#""""#, Number::Missing),
            (r#""  ""#, Number::Missing),
            ("99999999999999999999", Number::Other),
        ] {
            assert_eq!(read(json, |cursor| cursor.scalar().map(Number::of)), expected, "{json}");
        }
    }

    #[test]
    fn a_code_sent_as_a_number_is_the_same_code() {
        for (json, expected) in [
            ("1.00512", "1.005120"),
            ("2.000815", "2.000815"),
            ("1.0051290", "1.0051290"),
            ("12345", "12345"),
            (r#"" 1.005129 ""#, "1.005129"),
            (r#""1.00512""#, "1.00512"),
            ("1.005e0", "1.005000"),
            ("null", ""),
        ] {
            let code = read(json, |cursor| code(cursor).map(Cow::into_owned));
            assert_eq!(code, expected, "{json}");
        }
    }

    #[test]
    fn a_date_that_lost_a_digit_is_unreadable() {
        let reader =
            DateReader::new(&[dates::COMPACT.into()], &[], chrono_tz::Tz::Asia__Ho_Chi_Minh);
        let mut noticed = FindingSet::default();
        let mut date =
            |json: &str| read(json, |cursor| Ok(date(cursor.scalar()?, &reader, &mut noticed)));
        assert_eq!(date("\"2026030408150\""), dates::Reading::Unreadable);
        assert_eq!(date("true"), dates::Reading::Unreadable);
        assert_eq!(date("20260304081500"), date("\"20260304081500\""));
        assert_ne!(date("20260304081500"), dates::Reading::Unreadable);
    }

    #[test]
    fn an_amount_may_be_a_number_and_is_never_taken_for_nothing() {
        for (json, expected) in [
            (r#""135.000""#, Some(135_000)),
            ("135000", Some(135_000)),
            ("135000.0", Some(135_000)),
            ("0", Some(0)),
            (r#""""#, None),
            ("-5", None),
            ("1e3", Some(1000)),
            ("135.000", Some(135)),
            ("135000.0000", Some(135_000)),
            (r#""135000.0000""#, Some(135_000)),
            (r#""1e3""#, None),
        ] {
            assert_eq!(read(json, |cursor| cursor.scalar().map(amount)), expected, "{json}");
        }
    }
}
