//! The periods of a run.

use std::collections::BTreeMap;

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
    /// It begins before the inputs hold every dossier.
    pub incomplete: bool,
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

/// The first month with at least 1 % of the ends of the median month: the month in which the median
/// dossier ended, the smallest months first. A month that stands alone, with fewer ends in the year that
/// begins with it than the median month, is a slip of the pen.
pub fn complete_from(ends: impl Iterator<Item = i64>) -> Option<i64> {
    let mut months: BTreeMap<(i64, i64), usize> = BTreeMap::new();
    for ended in ends {
        let (year, month, _) = civil(date_of(ended));
        *months.entry((year, month)).or_default() += 1;
    }
    let mut of_each_end: Vec<usize> =
        months.values().flat_map(|ends| std::iter::repeat_n(*ends, *ends)).collect();
    of_each_end.sort_unstable();
    let median = *of_each_end.get(of_each_end.len().checked_sub(1)? / 2)?;
    let in_a_year = |(year, month): (i64, i64)| -> usize {
        months.range((year, month)..(year + 1, month)).map(|(_, ends)| ends).sum()
    };
    let found =
        months.iter().find(|(month, ends)| **ends * 100 >= median && in_a_year(**month) >= median);
    found.map(|((year, month), _)| day(*year, *month, 1))
}

/// The months, quarters, half-years and the year that had begun at the cut-off.
pub fn periods(year: i64, cut_off: i64, complete_from: Option<i64>) -> Vec<Period> {
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
                incomplete: complete_from.is_some_and(|from| first < from),
                in_a_year: 12 / length,
                year: civil(first).0,
            });
        }
    }
    periods.retain(|period| period.start < cut_off);
    periods
}
