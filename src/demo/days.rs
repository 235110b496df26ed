//! The days of the demonstration, made once: their text, which of them are worked, and the months.
//! Enough of a calendar to invent plausible dates; deadlines are judged by the program, not here.

use chrono::{Datelike, Months, NaiveDate};

/// Seconds since the first midnight of [`Days`].
pub type Moment = i64;

/// The months of the data, counted from 2025-01. The two before them only leave open dossiers.
pub const FIRST_MONTH: usize = 2;
pub const LAST_MONTH: usize = 19;

const DAY: i64 = 86_400;
const CALENDAR: &str = include_str!("../../data/calendar/vietnam.csv");

pub struct Days {
    first: NaiveDate,
    text: Vec<String>,
    /// Number of working days before each day.
    worked_before: Vec<usize>,
    /// The working days in order.
    worked: Vec<i64>,
    /// First day of each month from 2025-01.
    months: Vec<i64>,
}

impl Days {
    pub fn new() -> Self {
        let first = NaiveDate::from_ymd_opt(2025, 1, 1).expect("a date");
        let special = |date: &str, kind: &str| CALENDAR.contains(&format!("\n{date},{kind},"));
        let mut days = Self {
            first,
            text: Vec::new(),
            worked_before: Vec::new(),
            worked: Vec::new(),
            months: Vec::new(),
        };
        for (day, date) in (0..).zip(first.iter_days().take_while(|date| date.year() < 2028)) {
            let text = date.to_string();
            let weekday = date.weekday().number_from_monday() <= 5;
            if date.day() == 1 {
                days.months.push(day);
            }
            days.worked_before.push(days.worked.len());
            if special(&text, "working") || (weekday && !special(&text, "holiday")) {
                days.worked.push(day);
            }
            days.text.push(text);
        }
        days
    }

    /// The moment after which nothing is known: the end of the last month.
    pub fn cut_off(&self) -> Moment {
        self.month_start(LAST_MONTH + 1)
    }

    pub fn month_start(&self, month: usize) -> Moment {
        self.months[month] * DAY
    }

    pub fn month_of(&self, at: Moment) -> usize {
        self.months.partition_point(|first| first * DAY <= at) - 1
    }

    /// `2026-08`.
    pub fn month_text(&self, month: usize) -> &str {
        &self.text[self.months[month] as usize][..7]
    }

    /// Number of working days of a month.
    pub fn worked_in(&self, month: usize) -> i64 {
        let before = |month: usize| self.worked_before[self.months[month] as usize];
        (before(month + 1) - before(month)) as i64
    }

    /// The working day `number` (from 0) of a month.
    pub fn working_day(&self, month: usize, number: i64) -> i64 {
        self.worked[self.worked_before[self.months[month] as usize] + number as usize]
    }

    /// The working day `count` after `day`; with 0 the day itself, or the next one worked.
    pub fn plus_working(&self, day: i64, count: i64) -> i64 {
        let before = self.worked_before[day as usize];
        let extra = usize::from(self.worked[before] != day && count > 0);
        self.worked[before + count as usize - extra]
    }

    /// Working days after `from` up to and including `to`.
    pub fn working_between(&self, from: i64, to: i64) -> i64 {
        self.worked_before[to as usize + 1] as i64 - self.worked_before[from as usize + 1] as i64
    }

    /// The same day of the month, `months` later.
    pub fn plus_months(&self, day: i64, months: u32) -> i64 {
        let date = self.first + chrono::Days::new(day as u64);
        let later = date.checked_add_months(Months::new(months)).expect("a date");
        later.signed_duration_since(self.first).num_days()
    }

    /// `2026-08-03`.
    pub fn date(&self, at: Moment) -> &str {
        &self.text[(at / DAY) as usize]
    }

    /// `2026-08-03 08:15:00`.
    pub fn time(&self, at: Moment) -> String {
        let (day, second) = (at / DAY, at % DAY);
        let (hour, minute) = (second / 3600, second / 60 % 60);
        format!("{} {hour:02}:{minute:02}:{:02}", self.text[day as usize], second % 60)
    }

    /// `03/08/2026 08:15`.
    pub fn slashed(&self, at: Moment) -> String {
        let (date, second) = (self.date(at), at % DAY);
        let (year, month, day) = (&date[..4], &date[5..7], &date[8..]);
        format!("{day}/{month}/{year} {:02}:{:02}", second / 3600, second / 60 % 60)
    }
}

pub const fn at(day: i64, second: i64) -> Moment {
    day * DAY + second
}

pub const fn day_of(at: Moment) -> i64 {
    at / DAY
}

pub const fn second_of(at: Moment) -> i64 {
    at % DAY
}
