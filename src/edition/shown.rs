//! How figures are written in a report: Vietnamese numbers, an en dash where there is none, and
//! words for every status in both languages, the same in reports and on pages.

use crate::domain::{
    cell::Status,
    number::Decimal,
    text::{Lang, Text},
    time, words,
};

/// Where there is no figure.
pub const ABSENT: &str = "–";

/// A count or points.
pub fn number(value: impl Into<Decimal>) -> String {
    value.into().text(Lang::Vi)
}

/// Seconds per case as days, one decimal.
pub fn days(seconds: u64, cases: u64) -> String {
    let days = time::mean_days(seconds, cases);
    days.map_or_else(|| ABSENT.to_owned(), |days| number(days.trimmed()) + " ngày")
}

pub fn status(status: Status) -> Text {
    words::of(&format!("status.{}", status.as_str())).clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_is_written_in_days_and_absent_without_cases() {
        assert_eq!(days(3 * 86_400 + 43_200, 1), "3,5 ngày");
        assert_eq!(days(0, 0), ABSENT);
    }
}
