//! The working calendar of section 5: Monday to Friday, less the holidays, plus the swapped working
//! Saturdays that are announced each year; and the office hours of the authority.

use std::collections::BTreeMap;

use super::time::{Day, LocalTime};

/// What a calendar file says of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum DayKind {
    Holiday,
    /// A day off by the week that is worked, usually a swapped Saturday.
    Working,
}

/// Working days and office hours.
#[derive(Clone, Debug)]
pub struct Calendar {
    exceptions: BTreeMap<Day, DayKind>,
    /// Opening and closing, in seconds since midnight, ascending and apart.
    hours: Vec<(i64, i64)>,
}

impl Calendar {
    pub fn new(
        exceptions: impl IntoIterator<Item = (Day, DayKind)>,
        hours: Vec<(i64, i64)>,
    ) -> Self {
        Self { exceptions: exceptions.into_iter().collect(), hours }
    }

    /// 07:30–11:30 and 13:30–17:00, where nothing else is said.
    pub fn usual_hours() -> Vec<(i64, i64)> {
        vec![(7 * 3600 + 1800, 11 * 3600 + 1800), (13 * 3600 + 1800, 17 * 3600)]
    }

    pub fn is_working(&self, day: Day) -> bool {
        match self.exceptions.get(&day) {
            Some(kind) => *kind == DayKind::Working,
            None => day.weekday() < 5,
        }
    }

    /// `day` itself if it is worked, else the next working day.
    pub fn working_day_from(&self, day: Day) -> Day {
        let mut day = day;
        while !self.is_working(day) {
            day = day.plus(1);
        }
        day
    }

    /// The `count`-th working day after `day`; the day after receipt is day 1.
    pub fn plus_working_days(&self, day: Day, count: u32) -> Day {
        (0..count).fold(day, |day, _| self.working_day_from(day.plus(1)))
    }

    /// Where a limit that begins at `time` starts to run: the opening, the afternoon or the next
    /// working morning. Closing time itself is inside.
    pub fn moved_into_hours(&self, time: LocalTime) -> LocalTime {
        let (day, second) = (time.day(), time.second_of_day());
        if self.is_working(day) {
            for &(open, close) in &self.hours {
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
            for &(open, close) in &self.hours {
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
        let open = self.hours.first().map_or(0, |hours| hours.0);
        LocalTime::new(self.working_day_from(day), open)
    }
}
