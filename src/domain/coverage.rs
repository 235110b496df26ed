//! From when the inputs hold every dossier (section 3.5). An export that begins somewhere holds earlier
//! receipts only as survivors, hardly any of which ended before it, so the ends of each month tell
//! where it begins. A period that begins earlier is incomplete: its figures are shown, and never
//! ranked, banded or compared.

use std::collections::BTreeMap;

use super::{days::Span, period::Period, time::Day};

/// Dossiers that ended, by the first day of the month.
pub type Ends = BTreeMap<Day, u64>;

/// Whether the inputs hold every dossier of a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Coverage {
    #[default]
    Complete,
    /// The period begins before the month from which figures are complete.
    Incomplete { complete_from: Period },
}

impl Coverage {
    /// The coverage of a period, or of a range of days, where the inputs are complete from a month on; where
    /// that is not known, everything is complete.
    pub fn of<S: Span>(period: S, complete_from: Option<Period>) -> Self {
        match complete_from {
            Some(complete_from) if period.start() < complete_from.start() => {
                Self::Incomplete { complete_from }
            }
            _ => Self::Complete,
        }
    }

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Incomplete { .. } => "incomplete",
        }
    }

    pub fn is_complete(self) -> bool {
        self == Self::Complete
    }

    /// The month from which figures are complete, where these are not.
    pub const fn complete_from(self) -> Option<Period> {
        match self {
            Self::Complete => None,
            Self::Incomplete { complete_from } => Some(complete_from),
        }
    }
}

/// One end in so many of the median month must lie in a month that is complete.
const ONE_IN: u64 = 100;
/// A month must have as many ends as the median month together with those that follow it, this many
/// in all: a mistyped year stands alone.
const TOGETHER: u32 = 12;

/// Adds an end to its month.
pub fn add(ends: &mut Ends, day: Day, dossiers: u64) {
    *ends.entry(day.month_start()).or_default() += dossiers;
}

/// The first month from which the inputs are complete: its ends are at least 1 % of those of the
/// median month, and it does not stand alone. `None` where nothing has ended.
///
/// The median is that of the months with ends, without the smallest that together hold at most 1 % of all
/// ends: the few ends that survivors and mistyped years put into many months do not move it, and neither
/// does one month in which everything was closed.
pub fn first_month(ends: &Ends) -> Option<Period> {
    let median = median(ends);
    let together = |month: &Day| -> u64 {
        ends.range(*month..month.plus_months(TOGETHER)).map(|(_, count)| count).sum()
    };
    let reaches = |(month, count): &(&Day, &u64)| {
        **count > 0 && **count * ONE_IN >= median && together(month) >= median
    };
    let (month, _) = ends.iter().find(reaches)?;
    let (year, number) = month.year_and_month();
    Period::month(year, number)
}

fn median(ends: &Ends) -> u64 {
    let mut sizes: Vec<u64> = ends.values().copied().collect();
    sizes.sort_unstable();
    let all: u64 = sizes.iter().sum();
    let mut seen = 0;
    sizes.retain(|size| {
        seen += size;
        seen * ONE_IN > all
    });
    // Of two the larger: one of them may be a mistyped year.
    sizes.get(sizes.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(months: &[(i32, u32, u64)]) -> Ends {
        let mut ends = Ends::new();
        for (year, month, count) in months {
            add(&mut ends, Day::from_ymd(*year, *month, 15).unwrap(), *count);
        }
        ends
    }

    fn first(months: &[(i32, u32, u64)]) -> Option<String> {
        first_month(&ends(months)).map(|month| month.to_string())
    }

    /// As many ends in each month of a year from March on.
    fn from_march(each: u64) -> Vec<(i32, u32, u64)> {
        (3..=12).map(|month| (2025, month, each)).collect()
    }

    fn with(mut months: Vec<(i32, u32, u64)>, more: &[(i32, u32, u64)]) -> Vec<(i32, u32, u64)> {
        months.extend(more);
        months
    }

    #[test]
    fn a_month_with_one_in_a_hundred_of_the_median_month_is_complete_and_one_below_is_not() {
        assert_eq!(first(&from_march(1_000)).as_deref(), Some("2025-03"));
        let below = with(from_march(1_000), &[(2025, 2, 9), (2025, 1, 2)]);
        assert_eq!(first(&below).as_deref(), Some("2025-03"));
        let reached = with(from_march(1_000), &[(2025, 2, 10), (2025, 1, 2)]);
        assert_eq!(first(&reached).as_deref(), Some("2025-02"));
    }

    #[test]
    fn many_months_of_a_few_survivors_do_not_make_the_median() {
        let few: Vec<(i32, u32, u64)> = (2010..2025).map(|year| (year, 6, 3)).collect();
        assert_eq!(first(&with(from_march(1_000), &few)).as_deref(), Some("2025-03"));
    }

    #[test]
    fn a_month_in_which_everything_was_closed_does_not_make_the_others_incomplete() {
        let bulk = with(from_march(10), &[(2026, 6, 3_010)]);
        assert_eq!(first(&bulk).as_deref(), Some("2025-03"));
        let season = with(from_march(20), &[(2026, 1, 5_000), (2027, 1, 5_000)]);
        assert_eq!(first(&season).as_deref(), Some("2025-03"));
    }

    #[test]
    fn a_mistyped_year_decides_nothing_however_small_the_authority() {
        let small = with(from_march(12), &[(1991, 1, 1), (2062, 5, 2)]);
        assert_eq!(first(&small).as_deref(), Some("2025-03"));
    }

    #[test]
    fn a_young_authority_is_complete_from_its_first_month() {
        assert_eq!(first(&[(2026, 8, 1)]).as_deref(), Some("2026-08"));
        assert_eq!(first(&[(2026, 7, 4), (2026, 8, 90)]).as_deref(), Some("2026-07"));
        assert_eq!(first(&[(2026, 7, 40), (2062, 1, 1)]).as_deref(), Some("2026-07"));
    }

    #[test]
    fn months_without_an_end_do_not_break_what_lies_around_them() {
        let quiet = with(from_march(5), &[(2024, 10, 4), (2024, 12, 6)]);
        assert_eq!(first(&quiet).as_deref(), Some("2024-10"));
    }

    #[test]
    fn nothing_is_known_where_nothing_ended_and_then_every_period_is_complete() {
        assert_eq!(first_month(&Ends::new()), None);
        let year: Period = "2025".parse().unwrap();
        assert_eq!(Coverage::of(year, None), Coverage::Complete);
    }

    #[test]
    fn a_period_that_begins_before_the_month_is_incomplete_as_a_whole() {
        let march: Period = "2025-03".parse().unwrap();
        let complete = |text: &str| {
            let period: Period = text.parse().unwrap();
            Coverage::of(period, Some(march)).is_complete()
        };
        for text in ["2025-02", "2025-Q1", "2025-H1", "2025"] {
            assert!(!complete(text), "{text}");
        }
        for text in ["2025-03", "2025-Q2", "2025-H2", "2026"] {
            assert!(complete(text), "{text}");
        }
    }
}
