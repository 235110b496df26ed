//! How figures are written in a report: Vietnamese numbers, an en dash where there is none, and
//! words for every status in both languages, the same in reports and on pages.

use crate::domain::{
    cell::Status,
    number,
    points::{Points, scaled_half_up},
    text::{Lang, Text},
};

/// Where there is no figure.
pub const ABSENT: &str = "–";

pub fn count(value: u64) -> String {
    number::count(i64::try_from(value).unwrap_or(i64::MAX), Lang::Vi)
}

pub fn points(value: Points) -> String {
    number::hundredths(value.0, Lang::Vi)
}

/// Seconds per case as days, one decimal.
pub fn days(seconds: u64, cases: u64) -> String {
    match cases.checked_mul(86_400) {
        None | Some(0) => ABSENT.to_owned(),
        Some(day) => {
            format!("{} ngày", number::tick(scaled_half_up(seconds, day, 10) * 10, Lang::Vi))
        }
    }
}

pub fn status(status: Status) -> Text {
    let (vi, en) = match status {
        Status::NotApplicable => ("không áp dụng", "not applicable"),
        Status::MissingSource => ("thiếu nguồn", "source missing"),
        Status::Suppressed => ("không công bố", "withheld"),
        Status::NoCases => ("không phát sinh", "no cases"),
        Status::Provisional => ("tạm tính", "provisional"),
        Status::Value => ("chính thức", "final"),
    };
    Text::new(vi, en)
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
