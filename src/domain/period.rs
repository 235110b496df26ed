//! Reporting periods: month, quarter, half-year and year, half-open `[start, end)`, and beside them the
//! months of a year until one of them and the twelve months that end with one. Longer periods are never
//! sums of months (section 3.3): a period only says where it begins and ends.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::time::{Day, LocalTime};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodKind {
    Month,
    Quarter,
    HalfYear,
    Year,
    /// From January to a month.
    YearToDate,
    /// The twelve months that end with a month.
    #[serde(rename = "rolling_12")]
    Rolling12,
}

impl PeriodKind {
    /// The parts of a calendar year, in which an edition has its figures.
    pub const ALL: [Self; 4] = [Self::Month, Self::Quarter, Self::HalfYear, Self::Year];
    /// Those that end with a month and overlap; the series alone have them.
    pub const ROLLING: [Self; 2] = [Self::YearToDate, Self::Rolling12];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::HalfYear => "half_year",
            Self::Year => "year",
            Self::YearToDate => "year_to_date",
            Self::Rolling12 => "rolling_12",
        }
    }

    /// Months from the end of one to that of the next.
    pub const fn step(self) -> u32 {
        match self {
            Self::Month | Self::YearToDate | Self::Rolling12 => 1,
            Self::Quarter => 3,
            Self::HalfYear => 6,
            Self::Year => 12,
        }
    }

    /// How many periods of this kind end in a year.
    pub const fn per_year(self) -> u32 {
        12 / self.step()
    }
}

/// One reporting period. Ordered by start, then from the shortest kind to the longest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    pub kind: PeriodKind,
    /// The year in which it ends.
    pub year: i32,
    /// Position of its end within the year, from 0.
    pub index: u32,
}

impl Period {
    /// The month `month` (1 to 12) of a year; `None` outside years 1901 to 9998.
    pub fn month(year: i32, month: u32) -> Option<Self> {
        ((1901..=9998).contains(&year) && (1..=12).contains(&month)).then_some(Self {
            kind: PeriodKind::Month,
            year,
            index: month - 1,
        })
    }

    /// The period of `kind` with this one's first month; of one that rolls on, with its last.
    pub fn containing(self, kind: PeriodKind) -> Self {
        let month = self.index * self.kind.step();
        Self { kind, year: self.year, index: month / kind.step() }
    }

    /// The month that it begins with, counted from the year 0, and how many it has.
    fn span(self) -> (i32, u32) {
        let (step, january) = (self.kind.step(), self.year * 12);
        match self.kind {
            PeriodKind::YearToDate => (january, self.index + 1),
            PeriodKind::Rolling12 => (january + self.index as i32 - 11, 12),
            _ => (january + (self.index * step) as i32, step),
        }
    }

    pub fn first_day(self) -> Day {
        let (first, _) = self.span();
        Day::from_ymd(first.div_euclid(12), first.rem_euclid(12) as u32 + 1, 1)
            .expect("a period is only made for a year and month that exist")
    }

    pub fn start(self) -> LocalTime {
        self.first_day().start()
    }

    /// The first instant after the period.
    pub fn end(self) -> LocalTime {
        self.first_day().plus_months(self.span().1).start()
    }

    /// It, and the quarter, half-year and year that contain it.
    pub fn and_longer(self) -> [Self; 4] {
        [
            self,
            self.containing(PeriodKind::Quarter),
            self.containing(PeriodKind::HalfYear),
            self.containing(PeriodKind::Year),
        ]
    }

    /// The months it consists of, in order.
    pub fn months(self) -> impl Iterator<Item = Self> {
        let (first, months) = self.span();
        (first..first + months as i32).map(|month| Self {
            kind: PeriodKind::Month,
            year: month.div_euclid(12),
            index: month.rem_euclid(12) as u32,
        })
    }

    /// The part of the calendar year that has just its months, where there is one; else it.
    pub fn as_calendar(self) -> Self {
        let mut months = self.months();
        let first = months.next().unwrap_or(self);
        whole(first, months.last().unwrap_or(first)).unwrap_or(self)
    }

    pub fn next(self) -> Self {
        self.shifted(1)
    }

    /// The period `by` places later (earlier when negative) of the same kind.
    pub fn shifted(self, by: i32) -> Self {
        let per_year = self.kind.per_year() as i32;
        let place = self.year * per_year + self.index as i32 + by;
        Self {
            kind: self.kind,
            year: place.div_euclid(per_year),
            index: place.rem_euclid(per_year) as u32,
        }
    }

    /// A year's total shared out evenly, rounded half up.
    pub fn share_of_year(self, total: u64) -> u64 {
        (2 * total * u64::from(self.span().1) + 12) / 24
    }

    /// The year before, as a period: where a missing national total falls back to.
    pub fn last_year(self) -> Self {
        Self { kind: PeriodKind::Year, year: self.year - 1, index: 0 }
    }

    fn key(self) -> (i32, PeriodKind, u32) {
        let (first, months) = self.span();
        (first, self.kind, months)
    }

    pub fn is_rolling(self) -> bool {
        PeriodKind::ROLLING.contains(&self.kind)
    }

    /// The year until a month, and the twelve months until it.
    pub fn rolling(self) -> [Self; 2] {
        PeriodKind::ROLLING.map(|kind| self.containing(kind))
    }

    /// One that stands in a series, which may also be `2026-08-ytd` or `2026-08-r12`; `None` for any other text.
    pub fn of_series(text: &str) -> Option<Self> {
        let rolling = |month: &str, kind| Some(month.parse::<Self>().ok()?.containing(kind));
        match text.split_at_checked("2026-08".len()) {
            Some((month, "-ytd")) => rolling(month, PeriodKind::YearToDate),
            Some((month, "-r12")) => rolling(month, PeriodKind::Rolling12),
            _ => text.parse().ok(),
        }
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, number) = (self.year, self.index + 1);
        match self.kind {
            PeriodKind::Month => write!(f, "{year:04}-{number:02}"),
            PeriodKind::Quarter => write!(f, "{year:04}-Q{number}"),
            PeriodKind::HalfYear => write!(f, "{year:04}-H{number}"),
            PeriodKind::Year => write!(f, "{year:04}"),
            PeriodKind::YearToDate => write!(f, "{year:04}-{number:02}-ytd"),
            PeriodKind::Rolling12 => write!(f, "{year:04}-{number:02}-r12"),
        }
    }
}

/// What was given is not one of `2026-08`, `2026-Q3`, `2026-H2`, `2026`.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "{0:?} is not a period: expected a month (2026-08), quarter (2026-Q3), half-year (2026-H2) or year (2026)"
)]
pub struct NotAPeriod(pub String);

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        let refused = || NotAPeriod(text.to_owned());
        let (year, part) = text.split_once('-').unwrap_or((text, ""));
        if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(refused());
        }
        let year: i32 = year.parse().map_err(|_| refused())?;
        let (kind, number) = match part.as_bytes() {
            [] if !text.contains('-') => (PeriodKind::Year, 1),
            [b'Q', n @ b'1'..=b'4'] => (PeriodKind::Quarter, u32::from(n - b'0')),
            [b'H', n @ b'1'..=b'2'] => (PeriodKind::HalfYear, u32::from(n - b'0')),
            [a @ b'0'..=b'1', b @ b'0'..=b'9'] => {
                (PeriodKind::Month, u32::from(a - b'0') * 10 + u32::from(b - b'0'))
            }
            _ => return Err(refused()),
        };
        let within = (1..=kind.per_year()).contains(&number) && (1901..=9998).contains(&year);
        within.then_some(Self { kind, year, index: number - 1 }).ok_or_else(refused)
    }
}

/// The months from `from` to `to`, and the quarter, half-year and year that contain each, sorted.
pub fn periods_of_run(from: Period, to: Period) -> Vec<Period> {
    let mut periods: Vec<Period> = months(from, to)
        .flat_map(|month| PeriodKind::ALL.map(|kind| month.containing(kind)))
        .collect();
    periods.sort_unstable();
    periods.dedup();
    periods
}

/// The period that is exactly the months from `from` to `to`; `None` for any other range.
pub fn whole(from: Period, to: Period) -> Option<Period> {
    let exactly = |period: &Period| period.start() == from.start() && period.end() == to.end();
    PeriodKind::ALL.map(|kind| from.containing(kind)).into_iter().find(exactly)
}

/// Every month from `from` to `to`, both included.
pub fn months(from: Period, to: Period) -> impl Iterator<Item = Period> {
    std::iter::successors(Some(from), |month| Some(month.next())).take_while(move |m| *m <= to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_period_reads_back_as_it_is_written() {
        for text in ["2026-08", "2026-Q3", "2026-H2", "2026"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_not_a_period_is_refused() {
        for text in
            ["", "2026-", "2026-13", "2026-00", "2026-Q5", "26-01", "2026-1", "2026-08-01", "+026"]
        {
            assert!(text.parse::<Period>().is_err(), "{text:?} was taken for a period");
        }
    }

    #[test]
    fn a_month_belongs_to_its_quarter_half_year_and_year() {
        let month: Period = "2026-08".parse().unwrap();
        let names: Vec<String> =
            periods_of_run(month, month).iter().map(Period::to_string).collect();
        assert_eq!(names, ["2026", "2026-Q3", "2026-H2", "2026-08"]);
    }

    #[test]
    fn only_months_that_make_a_period_are_one() {
        let found = |from: &str, to: &str| {
            whole(from.parse().unwrap(), to.parse().unwrap()).map(|period| period.to_string())
        };
        assert_eq!(found("2026-08", "2026-08").as_deref(), Some("2026-08"));
        assert_eq!(found("2026-07", "2026-09").as_deref(), Some("2026-Q3"));
        assert_eq!(found("2026-01", "2026-06").as_deref(), Some("2026-H1"));
        assert_eq!(found("2025-01", "2025-12").as_deref(), Some("2025"));
        assert_eq!(found("2026-02", "2026-04"), None);
        assert_eq!(found("2025-01", "2026-12"), None);
    }

    #[test]
    fn the_year_until_a_month_and_the_twelve_months_until_it_end_with_it() {
        let august: Period = "2026-08".parse().unwrap();
        let [year_to_date, rolling] = august.rolling();
        assert_eq!([year_to_date, rolling].map(|p| p.to_string()), ["2026-08-ytd", "2026-08-r12"]);
        assert_eq!(year_to_date.first_day(), Day::from_ymd(2026, 1, 1).unwrap());
        assert_eq!(rolling.first_day(), Day::from_ymd(2025, 9, 1).unwrap());
        assert!([year_to_date, rolling].iter().all(|period| period.end() == august.end()));
        assert_eq!((year_to_date.months().count(), rolling.months().count()), (8, 12));
        assert_eq!(rolling.shifted(5).to_string(), "2027-01-r12");
        assert_eq!(year_to_date.share_of_year(1200), 800);
        assert_eq!(Period::of_series("2026-08-ytd"), Some(year_to_date));
        assert_eq!(Period::of_series("2026-Q3").unwrap().to_string(), "2026-Q3");
        assert!("2026-08-ytd".parse::<Period>().is_err(), "it is no period of an edition");
        let calendar = |text: &str| Period::of_series(text).unwrap().as_calendar().to_string();
        let of = ["2026-01-ytd", "2026-06-ytd", "2026-08-ytd", "2026-12-r12"].map(calendar);
        assert_eq!(of, ["2026-01", "2026-H1", "2026-08-ytd", "2026"]);
    }

    #[test]
    fn december_is_followed_by_january() {
        let december: Period = "2025-12".parse().unwrap();
        assert_eq!(december.next().to_string(), "2026-01");
        assert_eq!(december.end(), december.next().start());
    }
}
