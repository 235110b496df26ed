//! What a text that should be a date is read as, and the arithmetic of days and zones that all formats
//! share.

use chrono::{DateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;

use crate::domain::time::{Day, LocalTime, MICROS_PER_SECOND};

/// What a text that should be a date is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    #[default]
    Missing,
    /// A date that stands for "none".
    Filler,
    /// A date with an hour.
    Time(LocalTime),
    /// A date alone.
    Date(Day),
    Unreadable,
}

impl Reading {
    /// Whether there is no date, be it that nothing stands there.
    pub fn is_none(self) -> bool {
        matches!(self, Self::Missing | Self::Filler)
    }

    /// The time; a date alone falls where `alone` puts it.
    pub fn time(self, alone: impl Fn(Day) -> LocalTime) -> Option<LocalTime> {
        match self {
            Self::Time(time) => Some(time),
            Self::Date(day) => Some(alone(day)),
            Self::Missing | Self::Filler | Self::Unreadable => None,
        }
    }
}

/// The local time of an instant.
pub fn in_zone(instant: DateTime<Utc>, zone: Tz) -> LocalTime {
    let offset = zone.offset_from_utc_datetime(&instant.naive_utc()).fix().local_minus_utc();
    LocalTime::from_micros(instant.timestamp_micros() + i64::from(offset) * MICROS_PER_SECOND)
}

/// The day of a date of the Gregorian calendar, `None` where it does not exist.
pub fn civil_day(year: u32, month: u32, day: u32) -> Option<Day> {
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
