//! The working calendar of section 5: Monday to Friday, less the holidays, plus the swapped working
//! Saturdays that are announced each year; and the office hours of the authority. Holidays are announced
//! year by year, so a calendar also knows of which years it says nothing.

use std::{collections::BTreeMap, fmt};

use super::{
    hours::{Spans, Week},
    time::{Day, LocalTime},
};

/// What a calendar file says of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum DayKind {
    Holiday,
    /// Worked: a day off by the week, usually a swapped Saturday, or one with hours of its own.
    Working,
}

/// One row of a calendar.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Exception {
    pub kind: DayKind,
    /// The hours of this day alone, such as those of a half day.
    pub hours: Option<Spans>,
}

impl From<DayKind> for Exception {
    fn from(kind: DayKind) -> Self {
        Self { kind, hours: None }
    }
}

/// Working days and office hours.
#[derive(Clone, Debug)]
pub struct Calendar {
    exceptions: BTreeMap<Day, Exception>,
    week: Week,
    /// First and last day of the years of its rows; years that follow each other are one.
    held: Vec<(Day, Day)>,
}

/// More days off beside the week than a year has, with the weekends that lie between them.
const DAYS_OFF: i32 = 31;

/// A day that was found by counting over days of which the calendar says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsure {
    /// The first year that the calendar lacks.
    pub year: i32,
    /// The day that was looked for is not before the first and not after the last of these, whatever
    /// days of those years are off.
    earliest: Day,
    latest: Day,
}

impl Unsure {
    /// The year that it takes to say on which side of the day that was looked for `day` lies; `None`
    /// where that is sure whatever the holidays are.
    pub fn needed_at(self, day: Day) -> Option<i32> {
        (self.earliest <= day && day <= self.latest).then_some(self.year)
    }
}

impl Calendar {
    pub fn new<E: Into<Exception>>(
        exceptions: impl IntoIterator<Item = (Day, E)>,
        week: Week,
    ) -> Self {
        let exceptions: BTreeMap<Day, Exception> =
            exceptions.into_iter().map(|(day, row)| (day, row.into())).collect();
        let mut held: Vec<(Day, Day)> = Vec::new();
        for day in exceptions.keys() {
            let known = held.last().is_some_and(|(_, last)| day <= last);
            let bound = |month, of_month| Day::from_ymd(day.year(), month, of_month);
            if let (false, Some(first), Some(last)) = (known, bound(1, 1), bound(12, 31)) {
                match held.last_mut().filter(|before| before.1.plus(1) == first) {
                    Some(before) => before.1 = last,
                    None => held.push((first, last)),
                }
            }
        }
        Self { exceptions, week, held }
    }

    pub fn is_working(&self, day: Day) -> bool {
        match self.exceptions.get(&day) {
            Some(row) => row.kind == DayKind::Working,
            None => self.week.is_worked(day.weekday()),
        }
    }

    /// When the office is open on a working day.
    fn hours(&self, day: Day) -> &[(i64, i64)] {
        let own = self.exceptions.get(&day).and_then(|row| row.hours.as_deref());
        own.unwrap_or_else(|| self.week.hours(day.weekday()))
    }

    /// `day` itself if it is worked, else the next working day.
    pub fn working_day_from(&self, day: Day) -> Day {
        let mut day = day;
        while !self.is_working(day) {
            day = day.plus(1);
        }
        day
    }

    /// The `count`-th working day after `day`; the day after receipt is day 1. A working day is one
    /// day whatever its hours.
    pub fn plus_working_days(&self, day: Day, count: u32) -> Day {
        (0..count).fold(day, |day, _| self.working_day_from(day.plus(1)))
    }

    /// Working days after one day up to another, at most so many; none where that is not later.
    pub fn working_days(&self, after: Day, to: Day, most: u32) -> u32 {
        let (mut day, mut worked) = (after, 0);
        while day < to && worked < most {
            day = day.plus(1);
            worked += u32::from(self.is_working(day));
        }
        worked
    }

    /// Where a limit that begins at `time` starts to run: the opening, the afternoon or the next
    /// working morning, by the hours of the day. Closing time itself is inside.
    pub fn moved_into_hours(&self, time: LocalTime) -> LocalTime {
        let (day, second) = (time.day(), time.second_of_day());
        if self.is_working(day) {
            for &(open, close) in self.hours(day) {
                if second < open {
                    return LocalTime::new(day, open);
                }
                if time <= LocalTime::new(day, close) {
                    return time;
                }
            }
        }
        self.opening(day.plus(1))
    }

    /// `seconds` of office time after `start`. A limit used up at closing falls due at closing.
    pub fn plus_office_seconds(&self, start: LocalTime, seconds: i64) -> LocalTime {
        let mut left = seconds * super::time::MICROS_PER_SECOND;
        let mut time = self.moved_into_hours(start);
        loop {
            let day = time.day();
            for &(open, close) in self.hours(day) {
                let close = LocalTime::new(day, close);
                let from = time.max(LocalTime::new(day, open));
                let available = close.micros() - from.micros();
                if available < 0 {
                    continue;
                }
                if left <= available {
                    return LocalTime::from_micros(from.micros() + left);
                }
                left -= available;
            }
            time = self.opening(day.plus(1));
        }
    }

    fn opening(&self, day: Day) -> LocalTime {
        let day = self.working_day_from(day);
        LocalTime::new(day, self.hours(day).first().map_or(0, |hours| hours.0))
    }

    /// What the calendar does not know of the days from `from` to `to`, which were counted to find
    /// the day `to`; `None` where it holds the years of all of them.
    pub fn unsure(&self, from: Day, to: Day) -> Option<Unsure> {
        if self.held.iter().any(|(first, last)| *first <= from && to <= *last) {
            return None;
        }
        let mut earliest = from;
        for (first, last) in &self.held {
            if *first <= earliest && earliest <= *last {
                earliest = last.plus(1);
            }
        }
        let year = earliest.year();
        let years = to.year() - year + 1;
        (earliest <= to).then(|| Unsure { year, earliest, latest: to.plus(DAYS_OFF * years) })
    }

    /// The years that the calendar holds, as people write them: "2018 to 2028".
    pub fn years(&self) -> Years<'_> {
        Years(&self.held)
    }
}

/// Years, one after another.
#[derive(Clone, Copy, Debug)]
pub struct Years<'c>(&'c [(Day, Day)]);

impl fmt::Display for Years<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (first, last)) in self.0.iter().enumerate() {
            let mark = if place == 0 { "" } else { ", " };
            match (first.year(), last.year()) {
                (first, last) if first == last => write!(f, "{mark}{first}")?,
                (first, last) => write!(f, "{mark}{first} to {last}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> Day {
        Day::from_ymd(2026, month, day).unwrap()
    }

    fn at(month: u32, of_month: u32, hour: i64, minute: i64) -> LocalTime {
        LocalTime::new(day(month, of_month), hour * 3600 + minute * 60)
    }

    /// Saturday mornings, and the afternoon of Friday 13 February off.
    fn mornings() -> Calendar {
        let mut named: [Option<Spans>; 7] = Default::default();
        named[5] = Some(vec![(27_000, 41_400)]);
        let half = Exception { kind: DayKind::Working, hours: Some(vec![(27_000, 41_400)]) };
        Calendar::new([(day(2, 13), half)], Week::by_day(named))
    }

    #[test]
    fn a_half_day_is_a_day_of_a_limit_and_half_a_day_of_hours() {
        let calendar = mornings();
        assert_eq!(calendar.plus_working_days(day(2, 12), 1), day(2, 13));
        assert_eq!(calendar.moved_into_hours(at(2, 13, 11, 31)), at(2, 14, 7, 30));
        // Thursday from 15:00 two hours, Friday morning four, Saturday the other two.
        assert_eq!(calendar.plus_office_seconds(at(2, 12, 15, 0), 8 * 3600), at(2, 14, 9, 30));
    }

    #[test]
    fn a_named_saturday_is_worked_until_noon() {
        let calendar = mornings();
        assert_eq!(calendar.plus_working_days(day(3, 6), 1), day(3, 7));
        assert_eq!(calendar.moved_into_hours(at(3, 7, 12, 0)), at(3, 9, 7, 30));
    }

    #[test]
    fn a_calendar_knows_the_years_of_its_rows() {
        let rows = [2024, 2025, 2027].map(|year| Day::from_ymd(year, 1, 1).unwrap());
        let calendar = Calendar::new(rows.map(|day| (day, DayKind::Holiday)), Week::default());
        assert_eq!(calendar.years().to_string(), "2024 to 2025, 2027");
        let on = |year, month, day| Day::from_ymd(year, month, day).unwrap();
        assert_eq!(calendar.unsure(on(2024, 3, 1), on(2025, 12, 31)), None);
        let unsure = calendar.unsure(on(2025, 12, 30), on(2026, 1, 5)).unwrap();
        assert_eq!(unsure.year, 2026);
        assert_eq!(unsure.needed_at(on(2025, 12, 31)), None, "no holiday of 2026 matters yet");
        assert_eq!(unsure.needed_at(on(2026, 1, 1)), Some(2026));
        assert_eq!(unsure.needed_at(on(2026, 2, 5)), Some(2026));
        assert_eq!(unsure.needed_at(on(2026, 2, 6)), None, "late whatever the holidays are");
        assert_eq!(calendar.unsure(on(1926, 5, 1), on(1926, 5, 8)).unwrap().year, 1926);
    }
}
