//! Dates as senders write them: formats tried in order, offsets turned into the authority's local
//! time, what systems write for "none" taken for missing (4.1.2). Formats in use are read without a
//! general parser, because a file holds millions of dates; anything else goes to chrono.

mod fillers;
mod format;
mod reading;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

pub use self::reading::Reading;
use self::{
    fillers::Fillers,
    format::Format,
    reading::{civil_day, in_zone},
};
use super::text::trimmed;
use crate::domain::{
    account::Finding,
    message::FindingSet,
    time::{Day, LocalTime},
};

/// Where a date alone falls that cannot lie before `earlier`: with it, where both are of one day.
pub fn not_before(earlier: Option<LocalTime>) -> impl Fn(Day) -> LocalTime {
    move |day| earlier.filter(|time| time.day() == day).unwrap_or_else(|| day.start())
}

/// Formats tried where a source names none.
pub const USUAL: &[&str] = &[
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
    "%d/%m/%Y %I:%M:%S %p",
    "%d/%m/%Y %I:%M %p",
];

/// 1990-01-01, because no dossier of this procedure is older, to 2079-12-31, before what systems write
/// for "without end". The same in every run, so that a file reads alike in all of them.
const LIKELY: std::ops::RangeInclusive<i32> = 7_305..=40_176;

/// The formats of one source, in order.
#[derive(Clone, Debug)]
pub struct DateReader {
    formats: Vec<Format>,
    /// The first format is that of the national messages, read without looking at tokens.
    compact: bool,
    zone: Tz,
    fillers: Fillers,
}

/// The date format of the national messages.
pub const COMPACT: &str = "%Y%m%d%H%M%S";

impl DateReader {
    /// `formats` in chrono's notation or by name; none means the usual ones. `fillers` are dates that
    /// stand for "none" beside the known ones.
    pub fn new(formats: &[String], fillers: &[String], zone: Tz) -> Self {
        let formats: Vec<Format> = if formats.is_empty() {
            USUAL.iter().map(|format| Format::new(format)).collect()
        } else {
            formats.iter().map(|format| Format::new(format)).collect()
        };
        Self {
            compact: formats.first() == Some(&Format::new(COMPACT)),
            fillers: Fillers::new(fillers, &formats, zone),
            formats,
            zone,
        }
    }

    /// Reads one text as it stands in a file.
    pub fn read_bytes(&self, text: &[u8]) -> Reading {
        let quick = if self.compact { compact(text) } else { None };
        match quick {
            Some(time) => self.taken(Reading::Time(time)),
            None => std::str::from_utf8(text).map_or(Reading::Unreadable, |text| self.read(text)),
        }
    }

    /// Reads one text.
    pub fn read(&self, text: &str) -> Reading {
        let text = trimmed(text);
        if text.is_empty() {
            return Reading::Missing;
        }
        if self.fillers.has_own() && self.fillers.is_text(text) {
            return Reading::Filler;
        }
        match self.formats.iter().find_map(|format| format.read(text)) {
            Some(read) => self.taken(read.local(self.zone)),
            None if text.starts_with("0001-") || text.starts_with("0001010") => Reading::Filler,
            None if is_zero(text) => Reading::Filler,
            None => Reading::Unreadable,
        }
    }

    /// A date as it is taken: one that stands for "none" is a filler.
    pub fn taken(&self, reading: Reading) -> Reading {
        let (Reading::Time(_) | Reading::Date(_)) = reading else { return reading };
        let day = reading.time(Day::start).map_or(Day(0), LocalTime::day);
        let is_plain = LIKELY.contains(&day.0) && !self.fillers.has_own();
        if !is_plain && self.fillers.has(reading, day) { Reading::Filler } else { reading }
    }

    /// Notices what is odd about a date that was taken.
    #[inline]
    pub fn notice(&self, reading: Reading, findings: &mut FindingSet) {
        match reading {
            Reading::Time(time) if LIKELY.contains(&time.day().0) => {}
            Reading::Date(day) if LIKELY.contains(&day.0) => {}
            Reading::Time(_) | Reading::Date(_) => findings.add(Finding::DateUnlikely),
            Reading::Filler => findings.add(Finding::FillerDate),
            Reading::Missing | Reading::Unreadable => {}
        }
    }

    /// The local time of an instant.
    pub fn local(&self, instant: DateTime<Utc>) -> LocalTime {
        in_zone(instant, self.zone)
    }
}

/// Whether a text is the date of zeros that MySQL writes for none, with or without an hour.
fn is_zero(text: &str) -> bool {
    let hour = text.strip_prefix("0000-00-00");
    hour.is_some_and(|hour| hour.bytes().all(|byte| b" T0:.Z".contains(&byte)))
}

/// Whether a format gives a year, a month and a day.
pub fn is_format(format: &str) -> bool {
    use chrono::format::{Item, StrftimeItems};
    if matches!(format, format::EPOCH_SECONDS | format::EPOCH_MILLIS | format::JSON_DATE) {
        return true;
    }
    let Some(sample) = DateTime::from_timestamp(1_795_614_350, 0) else { return false };
    // Without its half of the day an hour of twelve would be passed over.
    let has = |names: [&str; 2]| names.iter().any(|name| format.contains(name));
    let is_half = has(["%I", "%l"]) && !has(["%p", "%P"]);
    if is_half || StrftimeItems::new(format).any(|item| item == Item::Error) {
        return false;
    }
    let written = sample.format(format).to_string();
    let read = Format::new(format).read(trimmed(&written)).map(|read| read.local(Tz::UTC));
    let day = read.and_then(|reading| reading.time(Day::start)).map(LocalTime::day);
    day == Some(LocalTime::from_naive(sample.naive_utc()).day())
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

#[cfg(test)]
mod tests;
