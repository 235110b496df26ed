//! One format of dates: chrono's notation where people write it, and the names of formats that no
//! notation has. Formats in use are taken apart once and read without a general parser.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;

use super::reading::{Reading, civil_day, in_zone};
use crate::domain::time::{Day, LocalTime};

/// What the name of a format without a notation stands for.
pub const EPOCH_SECONDS: &str = "epoch_s";
pub const EPOCH_MILLIS: &str = "epoch_ms";
/// `/Date(1543269600000)/`, as JSON of .NET has it; the milliseconds are those of an instant.
pub const JSON_DATE: &str = "json_date";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Year,
    Month,
    Day,
    Hour,
    /// 1 to 12, beside a half of the day.
    HourOfHalf,
    /// AM and PM, in Vietnamese SA and CH.
    Half,
    Minute,
    Second,
    /// `.` and digits, or nothing.
    Fraction,
    Offset,
    Literal(u8),
}

impl Token {
    fn is_number(self) -> bool {
        !matches!(self, Self::Half | Self::Fraction | Self::Offset | Self::Literal(_))
    }
}

/// A token and the digits it has at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    token: Token,
    least: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    Plain(Vec<Part>),
    /// Units of an instant since 1970, as many in a second.
    Epoch(i64),
    JsonDate,
    /// Left to chrono.
    General(String),
}

/// What a text says before the zone is asked.
pub enum Read {
    Local(Reading),
    Instant(DateTime<Utc>),
}

impl Read {
    pub fn local(self, zone: Tz) -> Reading {
        match self {
            Self::Local(reading) => reading,
            Self::Instant(instant) => Reading::Time(in_zone(instant, zone)),
        }
    }
}

impl Format {
    pub fn new(format: &str) -> Self {
        match format {
            EPOCH_SECONDS => Self::Epoch(1),
            EPOCH_MILLIS => Self::Epoch(1_000),
            JSON_DATE => Self::JsonDate,
            _ => compile(format),
        }
    }

    pub fn read(&self, text: &str) -> Option<Read> {
        match self {
            Self::Plain(parts) => plain(parts, text.as_bytes()),
            Self::Epoch(per_second) => epoch(text, *per_second).map(Read::Instant),
            Self::JsonDate => json_date(text).map(Read::Instant),
            Self::General(format) => general(format, text),
        }
    }
}

fn compile(format: &str) -> Format {
    let expanded =
        format.replace("%T", "%H:%M:%S").replace("%F", "%Y-%m-%d").replace("%R", "%H:%M");
    let mut tokens = Vec::new();
    let mut rest = expanded.as_str();
    while !rest.is_empty() {
        let known = [
            ("%Y", Token::Year),
            ("%m", Token::Month),
            ("%d", Token::Day),
            ("%H", Token::Hour),
            ("%I", Token::HourOfHalf),
            ("%p", Token::Half),
            ("%P", Token::Half),
            ("%M", Token::Minute),
            ("%S", Token::Second),
            ("%.f", Token::Fraction),
            ("%:z", Token::Offset),
            ("%z", Token::Offset),
        ];
        if let Some((name, token)) = known.iter().find(|(name, _)| rest.starts_with(name)) {
            tokens.push(*token);
            rest = &rest[name.len()..];
        } else if rest.as_bytes()[0] == b'%' || !rest.as_bytes()[0].is_ascii() {
            return Format::General(format.to_owned());
        } else {
            tokens.push(Token::Literal(rest.as_bytes()[0]));
            rest = &rest[1..];
        }
    }
    if tokens.contains(&Token::HourOfHalf) != tokens.contains(&Token::Half) {
        return Format::General(format.to_owned());
    }
    // Of numbers side by side nobody can say where one that lost a digit ends.
    let is_number = |place: Option<usize>| {
        place.and_then(|place| tokens.get(place)).is_some_and(|token| token.is_number())
    };
    let parts = tokens.iter().enumerate().map(|(place, token)| {
        let tight = is_number(place.checked_sub(1)) || is_number(Some(place + 1));
        Part { token: *token, least: if tight { 2 } else { 1 } }
    });
    Format::Plain(parts.collect())
}

fn plain(parts: &[Part], text: &[u8]) -> Option<Read> {
    let mut scan = Scan { text, at: 0 };
    let (mut year, mut month, mut day) = (0, 1, 1);
    let (mut hour, mut minute, mut second, mut micros) = (0, 0, 0, 0);
    let (mut offset, mut afternoon) = (None, None);
    let mut has_hour = false;
    for part in parts {
        match part.token {
            Token::Year => year = scan.number(4, 4)?,
            Token::Month => month = scan.number(part.least, 2)?,
            Token::Day => day = scan.number(part.least, 2)?,
            Token::Hour | Token::HourOfHalf => {
                hour = scan.number(part.least, 2)?;
                has_hour = true;
            }
            Token::Half => afternoon = Some(scan.half()?),
            Token::Minute => minute = scan.number(part.least, 2)?,
            Token::Second => second = scan.number(part.least, 2)?,
            Token::Fraction => micros = scan.fraction()?,
            Token::Offset => offset = Some(scan.offset()?),
            Token::Literal(byte) => scan.literal(byte)?,
        }
    }
    if let Some(afternoon) = afternoon {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + if afternoon { 12 } else { 0 };
    }
    if scan.at != text.len() || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let date = civil_day(year, month, day)?;
    if !has_hour {
        return Some(Read::Local(Reading::Date(date)));
    }
    let seconds = i64::from(hour * 3600 + minute * 60 + second);
    let time = LocalTime::from_micros(LocalTime::new(date, seconds).micros() + i64::from(micros));
    match offset {
        None => Some(Read::Local(Reading::Time(time))),
        Some(offset) => {
            let utc = time.micros() - i64::from(offset) * 1_000_000;
            DateTime::from_timestamp_micros(utc).map(Read::Instant)
        }
    }
}

fn general(format: &str, text: &str) -> Option<Read> {
    if let Ok(instant) = DateTime::parse_from_str(text, format) {
        return Some(Read::Instant(instant.to_utc()));
    }
    if let Ok(time) = NaiveDateTime::parse_from_str(text, format) {
        return Some(Read::Local(Reading::Time(LocalTime::from_naive(time))));
    }
    let date = NaiveDate::parse_from_str(text, format).ok()?;
    Some(Read::Local(Reading::Date(Day::from_date(date))))
}

/// A whole number of units since 1970; a fraction, as floats are written with, is cut to microseconds.
fn epoch(text: &str, per_second: i64) -> Option<DateTime<Utc>> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let micros_per_unit = 1_000_000 / per_second;
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = micros_per_unit.ilog10() as usize;
    let part: i64 = format!("{fraction:0<digits$}")[..digits].parse().ok()?;
    let units: i64 = whole.parse().ok()?;
    DateTime::from_timestamp_micros(units.checked_mul(micros_per_unit)?.checked_add(part)?)
}

/// The offset that may stand behind the milliseconds says only where they were written.
fn json_date(text: &str) -> Option<DateTime<Utc>> {
    let inside = text.strip_prefix("/Date(")?.strip_suffix(")/")?;
    let end = inside.get(1..)?.find(['+', '-']).map_or(inside.len(), |place| place + 1);
    let (millis, offset) = inside.split_at(end);
    let is_offset = offset.is_empty()
        || (offset.len() == 5 && offset.bytes().skip(1).all(|byte| byte.is_ascii_digit()));
    if is_offset { epoch(millis, 1_000) } else { None }
}

struct Scan<'a> {
    text: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    fn number(&mut self, least: usize, most: usize) -> Option<u32> {
        let mut value = 0;
        let mut digits = 0;
        while let Some(digit) =
            self.text.get(self.at).filter(|b| digits < most && b.is_ascii_digit())
        {
            value = value * 10 + u32::from(digit - b'0');
            digits += 1;
            self.at += 1;
        }
        (digits >= least).then_some(value)
    }

    fn literal(&mut self, byte: u8) -> Option<()> {
        (self.text.get(self.at) == Some(&byte)).then(|| self.at += 1)
    }

    /// Whether it is the half after noon.
    fn half(&mut self) -> Option<bool> {
        let mark = self.text.get(self.at..self.at + 2)?.to_ascii_uppercase();
        self.at += 2;
        match mark.as_slice() {
            b"SA" | b"AM" => Some(false),
            b"CH" | b"PM" => Some(true),
            _ => None,
        }
    }

    /// Microseconds; further digits are cut.
    fn fraction(&mut self) -> Option<u32> {
        if self.text.get(self.at) != Some(&b'.') {
            return Some(0);
        }
        self.at += 1;
        let (mut micros, mut digits) = (0, 0);
        while let Some(digit) = self.text.get(self.at).filter(|byte| byte.is_ascii_digit()) {
            if digits < 6 {
                micros = micros * 10 + u32::from(digit - b'0');
            }
            digits += 1;
            self.at += 1;
        }
        (digits > 0).then(|| micros * 10_u32.pow(6_u32.saturating_sub(digits)))
    }

    /// Seconds east of Greenwich.
    fn offset(&mut self) -> Option<i32> {
        let sign = match self.text.get(self.at)? {
            b'Z' | b'z' => {
                self.at += 1;
                return Some(0);
            }
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        self.at += 1;
        let hours = self.number(2, 2)?;
        let _ = self.literal(b':');
        let minutes = self.number(2, 2).unwrap_or(0);
        (hours <= 18 && minutes <= 59).then(|| sign * (hours * 3600 + minutes * 60) as i32)
    }
}
