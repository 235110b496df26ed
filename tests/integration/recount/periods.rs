//! The periods of a run.

use super::clock::{DAY, civil, date_of, date_text, day};

#[derive(Clone, Debug)]
pub struct Period {
    pub name: String,
    pub kind: &'static str,
    pub first_day: String,
    pub start: i64,
    /// The end, or the cut-off where that is earlier.
    pub end: i64,
    pub provisional: bool,
    /// The share of a year: 12, 4, 2 or 1.
    pub in_a_year: i64,
    pub year: i64,
}

impl Period {
    /// The last day of the period.
    pub fn last_day(&self) -> i64 {
        date_of(self.end - 1)
    }
}

/// The months, quarters, half-years and the year that had begun at the cut-off.
pub fn periods(year: i64, cut_off: i64) -> Vec<Period> {
    let mut periods = Vec::new();
    for (kind, letter, length) in
        [("month", "", 1), ("quarter", "Q", 3), ("half_year", "H", 6), ("year", "", 12)]
    {
        for number in 0..12 / length {
            let first = day(year, number * length + 1, 1);
            let next = number * length + length;
            let end = day(year + next / 12, next % 12 + 1, 1) * DAY;
            let name = match kind {
                "month" => format!("{year}-{:02}", number + 1),
                "year" => year.to_string(),
                _ => format!("{year}-{letter}{}", number + 1),
            };
            periods.push(Period {
                name,
                kind,
                first_day: date_text(first),
                start: first * DAY,
                end: end.min(cut_off),
                provisional: end > cut_off,
                in_a_year: 12 / length,
                year: civil(first).0,
            });
        }
    }
    periods.retain(|period| period.start < cut_off);
    periods
}
