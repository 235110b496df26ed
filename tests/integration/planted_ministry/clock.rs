//! Times of the invented ministry: seconds of 2025 and 2026, written in the three ways senders write
//! them. No holiday falls into the months in use, so that a working day is a weekday.

use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Seconds since the first instant of 2025.
pub type Time = i64;

pub const HOUR: i64 = 3600;
pub const DAY: i64 = 24 * HOUR;

static DATES: LazyLock<Vec<NaiveDate>> = LazyLock::new(|| {
    let first = NaiveDate::from_ymd_opt(2025, 1, 1).expect("a date");
    (0..600).map(|days| first + Days::new(days)).collect()
});

fn date(time: Time) -> NaiveDate {
    DATES[time.div_euclid(DAY) as usize]
}

/// The first instant of a day of 2025.
pub fn midnight(month: u32, day: u32) -> Time {
    let wanted = NaiveDate::from_ymd_opt(2025, month, day).expect("a date");
    DATES.iter().position(|date| *date == wanted).expect("a day of the table") as i64 * DAY
}

pub fn start_of_day(time: Time) -> Time {
    time.div_euclid(DAY) * DAY
}

pub fn is_weekday(time: Time) -> bool {
    !matches!(date(time).weekday(), Weekday::Sat | Weekday::Sun)
}

/// The same hour some working days later.
pub fn plus_working_days(time: Time, days: u32) -> Time {
    let mut later = time;
    for _ in 0..days {
        later += DAY;
        while !is_weekday(later) {
            later += DAY;
        }
    }
    later
}

fn clock(time: Time) -> (i64, i64, i64) {
    let second = time.rem_euclid(DAY);
    (second / HOUR, second / 60 % 60, second % 60)
}

/// `yyyyMMddHHmmss`.
pub fn compact(time: Time) -> String {
    let (date, (hour, minute, second)) = (date(time), clock(time));
    let (year, month, day) = (date.year(), date.month(), date.day());
    format!("{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}")
}

/// `yyyy-MM-dd HH:mm:ss`, of dossiers in the dialect of 2026.
pub fn spaced(time: Time) -> String {
    let (hour, minute, second) = clock(time);
    format!("{} {hour:02}:{minute:02}:{second:02}", date(time))
}

/// `yyyy-MM-ddTHH:mm:ss.fff`, of steps in the dialect of 2026.
pub fn iso(time: Time) -> String {
    let (hour, minute, second) = clock(time);
    format!("{}T{hour:02}:{minute:02}:{second:02}.000", date(time))
}
