//! The same point of months that are over: as many working days before the end of the month as are left of the one
//! that is not over. What was in hand there, and how those months ended, is what a forecast is learnt from.

use crate::{
    domain::{
        calendar::Calendar,
        period::{Period, PeriodKind},
        time::LocalTime,
    },
    judge::Window,
};

/// Months before the one that is not over.
const MONTHS: i32 = 12;

/// The months that are learnt from, the earliest first, each up to the same point and up to its end. None where
/// the month is over, or is not a month.
pub fn windows(calendar: &Calendar, period: Period, cut_off: LocalTime) -> Vec<[Window; 2]> {
    let is_running = period.start() < cut_off && cut_off < period.end();
    if !is_running || period.kind != PeriodKind::Month {
        return Vec::new();
    }
    let now = worked(calendar, cut_off);
    let left = calendar.working_days(now.day(), period.end().last_day(), u32::MAX);
    let pair = |month: Period| {
        let whole = Window::new(month, cut_off);
        let end = if now < period.end() {
            point(calendar, month, left, now.second_of_day())
        } else {
            month.end()
        };
        [Window { end, ..whole }, whole]
    };
    (1..=MONTHS).rev().map(|before| pair(period.shifted(-before))).collect()
}

/// A time of a working day stands for itself, any other for the next working morning.
fn worked(calendar: &Calendar, time: LocalTime) -> LocalTime {
    match calendar.is_working(time.day()) {
        true => time,
        false => calendar.working_day_from(time.day()).start(),
    }
}

/// The working day of a month behind which so many are left; the beginning of a month that has fewer.
fn point(calendar: &Calendar, month: Period, left: u32, second: i64) -> LocalTime {
    let (mut day, mut behind) = (month.end().last_day(), 0);
    while day >= month.first_day() {
        if calendar.is_working(day) {
            if behind == left {
                return LocalTime::new(day, second);
            }
            behind += 1;
        }
        day = day.plus(-1);
    }
    month.start()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{calendar::DayKind, hours::Week};

    fn at(text: &str) -> LocalTime {
        LocalTime::parse(text).unwrap()
    }

    fn ends(month: &str, cut_off: &str) -> Vec<String> {
        let holiday = |day: &str| (at(day).day(), DayKind::Holiday);
        let calendar = Calendar::new([holiday("2026-05-29")], Week::default());
        let windows = windows(&calendar, month.parse().unwrap(), at(cut_off));
        windows.iter().map(|[then, _]| then.end.to_minute()).collect()
    }

    #[test]
    fn as_many_working_days_are_left_as_now() {
        // From Monday 22 June on, 7 working days are left, that Monday not begun among them.
        let ends = ends("2026-06", "2026-06-22");
        assert_eq!(ends.len(), 12);
        assert_eq!(ends[11], "2026-05-20", "Friday 29 May is a holiday");
        assert_eq!(ends[10], "2026-04-22");
        assert_eq!(ends[0], "2025-06-20");
    }

    #[test]
    fn a_day_off_stands_for_the_next_working_morning() {
        assert_eq!(ends("2026-06", "2026-06-20T14:00"), ends("2026-06", "2026-06-22"));
        assert_eq!(ends("2026-06", "2026-06-22T14:00")[11], "2026-05-20T14:00");
    }

    #[test]
    fn behind_the_last_working_day_a_month_has_come_to_its_end() {
        assert_eq!(ends("2026-05", "2026-05-30")[11], "2026-05-01");
    }

    #[test]
    fn a_month_that_is_over_and_a_longer_period_have_none() {
        assert!(ends("2026-06", "2026-07-01").is_empty());
        assert!(ends("2026-Q2", "2026-06-22").is_empty());
    }
}
