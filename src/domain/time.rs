//! Local wall-clock time, the only time `chiso` knows behind its doors. Offsets are resolved when a
//! file is read; from there on two times are compared as people in the authority's zone read them.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime};

use super::number::Decimal;

pub const MICROS_PER_SECOND: i64 = 1_000_000;
pub const SECONDS_PER_DAY: i64 = 86_400;
/// How a minute is written.
const MINUTE: &str = "%Y-%m-%dT%H:%M";
const MICROS_PER_DAY: i64 = SECONDS_PER_DAY * MICROS_PER_SECOND;

/// An instant on the local wall clock, in microseconds since 1970-01-01 00:00:00 local time.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct LocalTime(i64);

impl LocalTime {
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Days so far out that no time can be on them are at the end of all times.
    pub fn new(day: Day, second_of_day: i64) -> Self {
        let midnight = i64::from(day.0).saturating_mul(MICROS_PER_DAY);
        Self(midnight.saturating_add(second_of_day * MICROS_PER_SECOND))
    }

    pub const fn day(self) -> Day {
        Day(self.0.div_euclid(MICROS_PER_DAY) as i32)
    }

    /// Seconds since local midnight, 0 to 86,399; fractions are cut.
    pub const fn second_of_day(self) -> i64 {
        self.0.rem_euclid(MICROS_PER_DAY) / MICROS_PER_SECOND
    }

    /// The last day of which something lies before this instant.
    pub const fn last_day(self) -> Day {
        Self(self.0.saturating_sub(1)).day()
    }

    /// A day, which begins at midnight, or a minute within one, as `to_minute` writes it.
    pub fn parse(text: &str) -> Option<Self> {
        let minute = || NaiveDateTime::parse_from_str(text, MINUTE).map(Self::from_naive);
        let day = text.parse().map(|date: NaiveDate| Day::from_date(date).start());
        day.or_else(|_| minute()).ok()
    }

    /// From the text that a time is written as in manifests and tables.
    pub fn parse_written(text: &str) -> Option<Self> {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").map(Self::from_naive).ok()
    }

    /// As cut-offs are given and told: its day where it is midnight, else the minute too, as in
    /// `2026-09-01T14:05`.
    pub fn to_minute(self) -> String {
        match self.second_of_day() {
            0 => self.day().to_string(),
            _ => self.to_naive().format(MINUTE).to_string(),
        }
    }

    /// This time moved back by a span, used where paused time is taken off.
    pub const fn minus_micros(self, span: i64) -> Self {
        Self(self.0 - span)
    }

    pub fn from_naive(value: NaiveDateTime) -> Self {
        Self(value.and_utc().timestamp_micros())
    }

    pub fn to_naive(self) -> NaiveDateTime {
        DateTime::from_timestamp_micros(self.0).unwrap_or_default().naive_utc()
    }
}

impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.to_naive())
    }
}

/// A calendar day, counted from 1970-01-01.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct Day(pub i32);

impl Day {
    /// The day of a date that exists; `None` for 30 February and its like.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self::from_date)
    }

    pub fn from_date(date: NaiveDate) -> Self {
        Self(date.to_epoch_days())
    }

    pub fn to_date(self) -> NaiveDate {
        NaiveDate::from_epoch_days(self.0).unwrap_or_default()
    }

    pub fn start(self) -> LocalTime {
        LocalTime::new(self, 0)
    }

    /// The last second of the day: where a due date without an hour falls.
    pub fn last_second(self) -> LocalTime {
        LocalTime::new(self, SECONDS_PER_DAY - 1)
    }

    pub const fn plus(self, days: i32) -> Self {
        Self(self.0 + days)
    }

    /// 0 for Monday to 6 for Sunday.
    pub const fn weekday(self) -> i32 {
        (self.0 + 3).rem_euclid(7)
    }

    /// The same day of the month `months` later; the last day of that month where it has none.
    pub fn plus_months(self, months: u32) -> Self {
        let date = self.to_date();
        Self::from_date(date.checked_add_months(chrono::Months::new(months)).unwrap_or(date))
    }

    /// The first day of its month.
    pub fn month_start(self) -> Self {
        self.plus(1 - self.to_date().day() as i32)
    }

    /// Its year, and its month from 1.
    pub fn year_and_month(self) -> (i32, u32) {
        let date = self.to_date();
        (date.year(), date.month())
    }

    pub fn year(self) -> i32 {
        self.to_date().year()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.to_date())
    }
}

/// What cases that took so many seconds together took on average: days with one decimal; absent
/// without cases.
pub fn mean_days(seconds: u64, cases: u64) -> Option<Decimal> {
    Decimal::ratio(seconds, i128::from(cases) * i128::from(SECONDS_PER_DAY), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_before_1970_still_has_its_own_day_and_hour() {
        let day = Day::from_ymd(1969, 12, 31).unwrap();
        let time = LocalTime::new(day, 3_600);
        assert_eq!((time.day(), time.second_of_day()), (day, 3_600));
    }

    #[test]
    fn a_cut_off_is_a_day_or_a_minute_and_reads_back_as_it_is_written() {
        for (text, written) in [
            ("2026-09-01", "2026-09-01"),
            ("2026-09-01T00:00", "2026-09-01"),
            ("2026-09-01T14:05", "2026-09-01T14:05"),
        ] {
            let time = LocalTime::parse(text).unwrap();
            assert_eq!(time.to_minute(), written);
        }
        for text in ["", "now", "2026-02-30", "2026-09-01T24:00", "2026-09-01T14", "T14:05"] {
            assert_eq!(LocalTime::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn the_last_day_before_midnight_is_the_day_before() {
        let last = |text: &str| LocalTime::parse(text).unwrap().last_day().to_string();
        assert_eq!(last("2026-09-01"), "2026-08-31");
        assert_eq!(last("2026-09-01T00:01"), "2026-09-01");
    }

    #[test]
    fn a_day_that_stands_for_infinity_is_at_the_end_of_all_times() {
        assert_eq!(Day(i32::MAX).last_second().micros(), i64::MAX);
        assert_eq!(Day(i32::MIN).start().micros(), i64::MIN);
    }

    #[test]
    fn the_thirty_first_plus_one_month_is_the_last_day_of_a_shorter_month() {
        let day = Day::from_ymd(2026, 1, 31).unwrap();
        assert_eq!(day.plus_months(1), Day::from_ymd(2026, 2, 28).unwrap());
    }

    #[test]
    fn the_first_of_january_1970_was_a_thursday() {
        assert_eq!(Day(0).weekday(), 3);
    }
}
