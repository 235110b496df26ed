//! A range of days, as weekly forms are made for: both days included. It is no period: it has no place in a
//! year, and nothing is published for it.

use std::fmt;

use super::{
    period::{self, Period},
    time::{Day, LocalTime},
};

/// From the first instant of a day to the last of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    from: Day,
    to: Day,
}

impl Days {
    /// `None` where the range ends before it begins.
    pub fn new(from: Day, to: Day) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    pub const fn from(self) -> Day {
        self.from
    }

    /// The last day.
    pub const fn to(self) -> Day {
        self.to
    }

    /// How many there are.
    pub const fn number(self) -> i32 {
        self.to.0 - self.from.0 + 1
    }

    /// The months in which it begins and ends; `None` outside the years of periods.
    pub fn months(self) -> Option<(Period, Period)> {
        let month = |day: Day| {
            let (year, month) = day.year_and_month();
            Period::month(year, month)
        };
        Some((month(self.from)?, month(self.to)?))
    }

    /// The month, quarter, half-year or year that it is, where it is one.
    pub fn period(self) -> Option<Period> {
        let (first, last) = self.months()?;
        let found = period::whole(first, last)?;
        (found.start() == self.start() && found.end() == self.end()).then_some(found)
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.from, self.to)
    }
}

/// What dossiers are judged in: a period, or a range of days. Half-open.
pub trait Span: Copy + fmt::Display {
    fn start(self) -> LocalTime;

    /// The first instant after it.
    fn end(self) -> LocalTime;
}

impl Span for Days {
    fn start(self) -> LocalTime {
        self.from.start()
    }

    fn end(self) -> LocalTime {
        self.to.plus(1).start()
    }
}

impl Span for Period {
    fn start(self) -> LocalTime {
        Self::start(self)
    }

    fn end(self) -> LocalTime {
        Self::end(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(from: &str, to: &str) -> Option<Days> {
        let day = |text: &str| Day::from_date(text.parse().unwrap());
        Days::new(day(from), day(to))
    }

    #[test]
    fn a_range_that_ends_before_it_begins_is_none() {
        assert_eq!(days("2026-08-09", "2026-08-08"), None);
        assert_eq!(days("2026-08-09", "2026-08-09").unwrap().number(), 1);
    }

    #[test]
    fn days_that_make_a_month_quarter_half_year_or_year_are_that_period() {
        let period = |from, to| days(from, to).unwrap().period().map(|one| one.to_string());
        assert_eq!(period("2026-02-01", "2026-02-28").as_deref(), Some("2026-02"));
        assert_eq!(period("2026-07-01", "2026-09-30").as_deref(), Some("2026-Q3"));
        assert_eq!(period("2026-01-01", "2026-12-31").as_deref(), Some("2026"));
        assert_eq!(period("2026-02-01", "2026-02-27"), None);
        assert_eq!(period("2026-02-02", "2026-02-28"), None);
        assert_eq!(period("2026-08-03", "2026-08-09"), None);
    }
}
