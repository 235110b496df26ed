//! Local times as milliseconds since 1970, the working calendar, and limits counted from receipt.

use std::collections::BTreeMap;

pub const SECOND: i64 = 1_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// The number of a day, 1 January 1970 being 0.
pub fn day(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let from_march = (month + 9) % 12;
    let of_year = (153 * from_march + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of a numbered day.
pub fn civil(number: i64) -> (i64, i64, i64) {
    let shifted = number + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

pub fn date_of(time: i64) -> i64 {
    time.div_euclid(DAY)
}

pub fn date_text(number: i64) -> String {
    let (year, month, day) = civil(number);
    format!("{year:04}-{month:02}-{day:02}")
}

pub fn time_text(time: i64) -> String {
    let rest = time.rem_euclid(DAY);
    let (hour, minute, second) = (rest / HOUR, rest / MINUTE % 60, rest / SECOND % 60);
    let text = format!("{} {hour:02}:{minute:02}:{second:02}", date_text(date_of(time)));
    if rest % SECOND == 0 { text } else { format!("{text}.{:03}", rest % SECOND) }
}

/// A date as it stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Read {
    Missing,
    Unreadable,
    DateAlone(i64),
    Time(i64),
}

impl Read {
    pub fn of(text: &str) -> Self {
        if text.trim().is_empty() {
            return Self::Missing;
        }
        let Some(read) = read(text.trim()) else {
            return Self::Unreadable;
        };
        let (Self::DateAlone(time) | Self::Time(time)) = read else {
            return read;
        };
        if matches!(civil(date_of(time)).0, 1 | 1900) { Self::Missing } else { read }
    }

    pub fn time(self) -> Option<i64> {
        match self {
            Self::DateAlone(time) | Self::Time(time) => Some(time),
            _ => None,
        }
    }

    /// A due date without an hour is due in the last second of its day.
    pub fn due(self) -> Option<i64> {
        match self {
            Self::DateAlone(time) => Some(time + DAY - SECOND),
            _ => self.time(),
        }
    }
}

fn read(text: &str) -> Option<Read> {
    let (date, hour) = match text.split_once(' ') {
        Some((date, hour)) => (date, Some(hour)),
        None => (text, None),
    };
    let parts: Vec<i64> = date.split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [year, month, of_month] = parts[..] else {
        return None;
    };
    let number = day(year, month, of_month);
    if civil(number) != (year, month, of_month) {
        return None;
    }
    let Some(hour) = hour else {
        return Some(Read::DateAlone(number * DAY));
    };
    let (hour, fraction) = hour.split_once('.').unwrap_or((hour, "0"));
    let parts: Vec<i64> = hour.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let seconds = match parts[..] {
        [hour, minute] => hour * 3_600 + minute * 60,
        [hour, minute, second] => hour * 3_600 + minute * 60 + second,
        _ => return None,
    };
    let thousandths: i64 = format!("{fraction:0<3}").parse().ok()?;
    Some(Read::Time(number * DAY + seconds * SECOND + thousandths))
}

/// Working days: Monday to Friday, but for the days that the calendar names.
pub struct Calendar(BTreeMap<i64, bool>);

/// The office hours, from the start of the day.
const OFFICE: [(i64, i64); 2] =
    [(7 * HOUR + 30 * MINUTE, 11 * HOUR + 30 * MINUTE), (13 * HOUR + 30 * MINUTE, 17 * HOUR)];

impl Calendar {
    pub fn new(rows: &[Vec<String>]) -> Self {
        let days = rows.iter().map(|row| {
            let date = Read::of(&row[0]).time().expect("a date of the calendar");
            (date_of(date), row[1] == "working")
        });
        Self(days.collect())
    }

    pub fn works(&self, number: i64) -> bool {
        // 1 January 1970 was a Thursday.
        let weekday = (number + 3).rem_euclid(7);
        self.0.get(&number).copied().unwrap_or(weekday < 5)
    }

    /// The first working day on or after a day.
    fn on_or_after(&self, mut number: i64) -> i64 {
        while !self.works(number) {
            number += 1;
        }
        number
    }

    /// The n-th working day after a day.
    pub fn after(&self, mut number: i64, days: i64) -> i64 {
        for _ in 0..days {
            number = self.on_or_after(number + 1);
        }
        number
    }

    /// Where a limit begins to run: in office hours, closing time itself inside.
    fn start(&self, received: i64) -> i64 {
        let number = date_of(received);
        if self.works(number) {
            for (opens, closes) in OFFICE {
                if received <= number * DAY + closes {
                    return received.max(number * DAY + opens);
                }
            }
        }
        self.on_or_after(number + 1) * DAY + OFFICE[0].0
    }

    /// When a limit of the catalogue is used up.
    pub fn due(&self, received: i64, amount: i64, unit: &str) -> i64 {
        let start = self.start(received);
        let (number, hour) = (date_of(start), start.rem_euclid(DAY));
        match unit {
            "working_hour" => self.hours_after(start, amount * HOUR),
            "working_day" => self.after(number, amount) * DAY + hour,
            "day" => self.on_or_after(number + amount) * DAY + hour,
            "month" => {
                let (year, month, of_month) = civil(number);
                let months = year * 12 + month - 1 + amount;
                let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
                let next = day(year + month / 12, month % 12 + 1, 1);
                let last = civil(next - 1).2;
                self.on_or_after(day(year, month, of_month.min(last))) * DAY + hour
            }
            other => panic!("no unit of time: {other}"),
        }
    }

    fn hours_after(&self, start: i64, mut left: i64) -> i64 {
        let mut number = date_of(start);
        loop {
            for (opens, closes) in OFFICE {
                let (from, to) = (start.max(number * DAY + opens), number * DAY + closes);
                if from < to {
                    if left <= to - from {
                        return from + left;
                    }
                    left -= to - from;
                }
            }
            number = self.on_or_after(number + 1);
        }
    }
}
