//! Dates as senders write them: formats tried in order, offsets turned into the authority's local
//! time, sentinels taken for missing (4.1.2). Formats in use are read without a general parser,
//! because a file holds millions of dates; anything else goes to chrono.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;

use crate::domain::time::{Day, LocalTime};

/// What a text that should be a date is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    #[default]
    Missing,
    /// A date with an hour.
    Time(LocalTime),
    /// A date alone.
    Date(Day),
    Unreadable,
}

/// Formats tried where a source names none.
const USUAL: &[&str] = &[
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y%m%d%H%M%S",
    "%Y-%m-%d",
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%dT%H:%M:%S%.f%:z",
    "%Y-%m-%d %H:%M:%S%.f%:z",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
    "%Y%m%d",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    /// `.` and digits, or nothing.
    Fraction,
    Offset,
    Literal(u8),
}

#[derive(Clone, Debug)]
enum Format {
    Plain(Vec<Token>),
    /// Left to chrono.
    General(String),
}

/// The formats of one source, in order.
#[derive(Clone, Debug)]
pub struct DateReader {
    formats: Vec<Format>,
    /// The first format is that of the national messages, read without looking at tokens.
    compact: bool,
    zone: Tz,
}

/// The date format of the national messages.
pub const COMPACT: &str = "%Y%m%d%H%M%S";

impl DateReader {
    /// `formats` in chrono's notation; none means the usual ones.
    pub fn new(formats: &[String], zone: Tz) -> Self {
        let formats: Vec<Format> = if formats.is_empty() {
            USUAL.iter().map(|format| compile(format)).collect()
        } else {
            formats.iter().map(|format| compile(format)).collect()
        };
        let compact = matches!(formats.first(), Some(Format::Plain(first))
            if matches!(compile(COMPACT), Format::Plain(tokens) if tokens == *first));
        Self { formats, compact, zone }
    }

    /// Reads one text as it stands in a file.
    pub fn read_bytes(&self, text: &[u8]) -> Reading {
        let quick = if self.compact { compact(text) } else { None };
        match quick {
            Some(time) if is_sentinel(time.day()) => Reading::Missing,
            Some(time) => Reading::Time(time),
            None => std::str::from_utf8(text).map_or(Reading::Unreadable, |text| self.read(text)),
        }
    }

    /// Reads one text. Years 1 and 1900 are sentinels.
    pub fn read(&self, text: &str) -> Reading {
        let text = text.trim_ascii();
        if text.is_empty() {
            return Reading::Missing;
        }
        let found = self.formats.iter().find_map(|format| match format {
            Format::Plain(tokens) => self.plain(tokens, text.as_bytes()),
            Format::General(format) => self.general(format, text),
        });
        match found {
            Some(Reading::Time(time)) if is_sentinel(time.day()) => Reading::Missing,
            Some(Reading::Date(day)) if is_sentinel(day) => Reading::Missing,
            Some(reading) => reading,
            None if text.starts_with("0001-") || text.starts_with("0001010") => Reading::Missing,
            None => Reading::Unreadable,
        }
    }

    /// The local time of an instant.
    pub fn local(&self, instant: DateTime<Utc>) -> LocalTime {
        LocalTime::from_naive(self.zone.from_utc_datetime(&instant.naive_utc()).naive_local())
    }

    fn plain(&self, tokens: &[Token], text: &[u8]) -> Option<Reading> {
        let mut scan = Scan { text, at: 0 };
        let (mut year, mut month, mut day) = (0, 1, 1);
        let (mut hour, mut minute, mut second, mut micros) = (0, 0, 0, 0);
        let mut offset = None;
        let mut has_hour = false;
        for token in tokens {
            match token {
                Token::Year => year = scan.number(4, 4)?,
                Token::Month => month = scan.number(1, 2)?,
                Token::Day => day = scan.number(1, 2)?,
                Token::Hour => {
                    hour = scan.number(1, 2)?;
                    has_hour = true;
                }
                Token::Minute => minute = scan.number(1, 2)?,
                Token::Second => second = scan.number(1, 2)?,
                Token::Fraction => micros = scan.fraction()?,
                Token::Offset => offset = Some(scan.offset()?),
                Token::Literal(byte) => scan.literal(*byte)?,
            }
        }
        if scan.at != text.len() || hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let date = civil_day(year, month, day)?;
        if !has_hour {
            return Some(Reading::Date(date));
        }
        let seconds = i64::from(hour * 3600 + minute * 60 + second);
        let time =
            LocalTime::from_micros(LocalTime::new(date, seconds).micros() + i64::from(micros));
        Some(Reading::Time(match offset {
            None => time,
            Some(offset) => {
                let utc = time.micros() - i64::from(offset) * 1_000_000;
                self.local(DateTime::from_timestamp_micros(utc)?)
            }
        }))
    }

    fn general(&self, format: &str, text: &str) -> Option<Reading> {
        if let Ok(instant) = DateTime::<FixedOffset>::parse_from_str(text, format) {
            return Some(Reading::Time(self.local(instant.to_utc())));
        }
        if let Ok(time) = NaiveDateTime::parse_from_str(text, format) {
            return Some(Reading::Time(LocalTime::from_naive(time)));
        }
        let date = NaiveDate::parse_from_str(text, format).ok()?;
        Some(Reading::Date(Day::from_date(date)))
    }
}

/// Fourteen digits, `yyyyMMddHHmmss`: eight of them at a time become four numbers of two digits.
fn compact(text: &[u8]) -> Option<LocalTime> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let digits: &[u8; 14] = text.try_into().ok()?;
    let pairs = |eight: Option<&[u8; 8]>| {
        let word = u64::from_le_bytes(*eight?);
        let is_digits = (word & word.wrapping_add(6 * ONES)) & (0xF0 * ONES) == 0x30 * ONES;
        let tens_and_ones = word & (0x0F * ONES);
        let numbers = (tens_and_ones * 10 + (tens_and_ones >> 8)).to_le_bytes();
        is_digits.then(|| [0, 2, 4, 6].map(|at| u32::from(numbers[at])))
    };
    let [century, year, month, day] = pairs(digits.first_chunk())?;
    let [_, hour, minute, second] = pairs(digits.last_chunk())?;
    let day = civil_day(century * 100 + year, month, day)?;
    (hour < 24 && minute < 60 && second < 60)
        .then(|| LocalTime::new(day, i64::from(hour * 3600 + minute * 60 + second)))
}

/// Whether a day stands for "no date": year 1 or 1900.
pub fn is_sentinel(day: Day) -> bool {
    // 1900-01-01 is day -25567, 1901-01-01 day -25202; year 1 ends before day -718797.
    (-25_567..-25_202).contains(&day.0) || day.0 < -718_797
}

/// The day of a date of the Gregorian calendar, `None` where it does not exist.
fn civil_day(year: u32, month: u32, day: u32) -> Option<Day> {
    const LENGTHS: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let length = *LENGTHS.get(month.checked_sub(1)? as usize)? + u32::from(leap && month == 2);
    if day == 0 || day > length || year == 0 {
        return None;
    }
    // Days since 0000-03-01, as years that begin in March.
    let years = year - u32::from(month <= 2);
    let in_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = years * 365 + years / 4 - years / 100 + years / 400 + in_year;
    Some(Day(days as i32 - 719_468))
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
    Format::Plain(tokens)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(formats: &[&str], zone: Tz) -> DateReader {
        let formats: Vec<String> = formats.iter().map(|format| (*format).to_owned()).collect();
        DateReader::new(&formats, zone)
    }

    fn usual(text: &str) -> String {
        match reader(&[], Tz::Asia__Ho_Chi_Minh).read(text) {
            Reading::Time(time) => time.to_string(),
            Reading::Date(day) => day.to_string(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn the_usual_formats_are_read() {
        for (text, expected) in [
            ("20260304081500", "2026-03-04 08:15:00"),
            ("04/03/2026 08:15", "2026-03-04 08:15:00"),
            ("2026-03-04T08:15:00.250", "2026-03-04 08:15:00.250"),
            ("2026-03-04T01:15:00Z", "2026-03-04 08:15:00"),
            ("2026-03-04", "2026-03-04"),
            ("20260304", "2026-03-04"),
        ] {
            assert_eq!(usual(text), expected, "{text}");
        }
    }

    #[test]
    fn blanks_and_sentinels_are_missing_and_impossible_dates_unreadable() {
        for text in ["", "  ", "0001-01-01T00:00:00", "1900-01-01", "19001231000000"] {
            assert_eq!(usual(text), "Missing", "{text}");
        }
        for text in
            ["2026-02-30", "2026-13-01", "yesterday", "2026-03-04 25:00:00", "2026-03-04 08:15:00x"]
        {
            assert_eq!(usual(text), "Unreadable", "{text}");
        }
    }

    #[test]
    fn the_compact_form_means_the_same_with_and_without_the_short_cut() {
        let short = reader(&[COMPACT], Tz::Asia__Ho_Chi_Minh);
        let long = reader(&["%Y", COMPACT], Tz::Asia__Ho_Chi_Minh);
        for text in [
            "20260304081500",
            "20240229235959",
            "20250229000000",
            "20260304240000",
            "20260304086000",
            "00010101000000",
            "19000101000000",
            "00000000000000",
            "2026030408150x",
            "２０２６",
        ] {
            assert_eq!(short.read_bytes(text.as_bytes()), long.read(text), "{text}");
            assert_eq!(short.read(text), long.read(text), "{text}");
        }
    }

    #[test]
    fn offsets_become_local_time_across_the_change_of_summer_time() {
        let reader = reader(&["%Y-%m-%d %H:%M:%S%.f%:z"], Tz::Europe__Amsterdam);
        let Reading::Time(winter) = reader.read("2011-12-06 13:41:31.788000+01:00") else {
            panic!()
        };
        let Reading::Time(summer) = reader.read("2011-10-11 13:42:22.688000+02:00") else {
            panic!()
        };
        assert_eq!(winter.to_string(), "2011-12-06 13:41:31.788");
        assert_eq!(summer.to_string(), "2011-10-11 13:42:22.688");
    }

    #[test]
    fn civil_days_agree_with_chrono_over_four_hundred_years() {
        for year in 1850..2250 {
            for (month, day) in [(1, 1), (2, 28), (2, 29), (3, 1), (12, 31)] {
                assert_eq!(civil_day(year, month, day), Day::from_ymd(year as i32, month, day));
            }
        }
    }
}
