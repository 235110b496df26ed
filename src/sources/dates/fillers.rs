//! Dates that systems write where they have none: the first and last days that their types can hold,
//! and what a source says of itself. They are told by the number of the day, because a file holds
//! millions of dates.

use chrono::DateTime;
use chrono_tz::Tz;

use super::{
    format::Format,
    reading::{Reading, in_zone},
};
use crate::domain::time::{Day, LocalTime};

/// Year 1 ends before this day.
const YEAR_2: i32 = -718_797;
/// 1753-01-01, the least date of SQL Server.
const SQL_SERVER: i32 = -79_257;
/// 1899-12-30, day 0 of spreadsheets, to 1900-12-31.
const SPREADSHEETS: std::ops::RangeInclusive<i32> = -25_569..=-25_203;
/// 9999-12-31.
const LAST: i32 = 2_932_896;

/// The fillers of one source.
#[derive(Clone, Debug, Default)]
pub struct Fillers {
    /// The epoch: as it is in UTC, in the zone's history, and with the offset of today.
    epoch: Vec<LocalTime>,
    texts: Vec<String>,
    own: Vec<Reading>,
}

impl Fillers {
    /// `own` are texts as a source writes them; one that is a date is that date in any writing.
    pub fn new(own: &[String], formats: &[Format], zone: Tz) -> Self {
        let epoch = DateTime::UNIX_EPOCH;
        let offsets = [epoch, epoch + chrono::Days::new(20_454), epoch + chrono::Days::new(20_635)];
        let shifted = offsets.map(|instant| {
            LocalTime::from_micros(in_zone(instant, zone).micros() - instant.timestamp_micros())
        });
        let texts: Vec<String> = own.iter().map(|text| text.trim().to_owned()).collect();
        let read = |text: &String| {
            formats.iter().find_map(|format| format.read(text)).map(|read| read.local(zone))
        };
        let own = texts.iter().filter_map(read).collect();
        Self { epoch: [Day(0).start()].into_iter().chain(shifted).collect(), texts, own }
    }

    /// Whether the source names any of its own, which may be on a day like any other.
    pub fn has_own(&self) -> bool {
        !self.texts.is_empty()
    }

    /// Whether a text is one of its own, in any case.
    pub fn is_text(&self, text: &str) -> bool {
        self.texts.iter().any(|filler| lower(filler).eq(lower(text)))
    }

    /// Whether a date stands for none.
    pub fn has(&self, reading: Reading, day: Day) -> bool {
        let known = match day.0 {
            ..YEAR_2 | SQL_SERVER | LAST.. => true,
            -1 | 0 => match reading {
                Reading::Time(time) => self.epoch.contains(&time),
                _ => day.0 == 0,
            },
            other => SPREADSHEETS.contains(&other),
        };
        known
            || self.own.iter().any(|filler| match filler {
                Reading::Date(filler) => *filler == day,
                filler => *filler == reading,
            })
    }
}

fn lower(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase)
}
