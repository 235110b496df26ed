//! How periods and days are written in sentences and headings, in both languages. Tables keep the
//! ids of the contract; a reader sees "quý III năm 2026".

use super::{
    period::{Period, PeriodKind},
    text::Text,
    time::Day,
    words,
};

/// The months in English, from January on.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A period within a sentence.
pub fn period(period: Period) -> Text {
    let (year, place) = (period.year, period.index as usize);
    let number = place + 1;
    match period.kind {
        PeriodKind::Month => {
            Text::new(format!("tháng {number}/{year}"), format!("{} {year}", MONTHS[place % 12]))
        }
        PeriodKind::Quarter => {
            let roman = ["I", "II", "III", "IV"][place % 4];
            Text::new(format!("quý {roman} năm {year}"), format!("Q{number} {year}"))
        }
        PeriodKind::HalfYear => {
            let (vi, en) = [("đầu", "first"), ("cuối", "second")][place % 2];
            Text::new(format!("6 tháng {vi} năm {year}"), format!("{en} half of {year}"))
        }
        PeriodKind::Year => Text::new(format!("năm {year}"), year.to_string()),
    }
}

/// What is said first of all of invented data.
pub fn invented() -> Text {
    words::of("said.invented").clone()
}

/// What stands beside figures that are not complete.
pub fn incomplete_before(complete_from: Period) -> Text {
    words::filled("said.incomplete_before", &[("month", &period(complete_from))])
}

/// What is said in the place of a finding where figures are not complete.
pub fn incomplete() -> Text {
    words::of("said.incomplete").clone()
}

/// A day as documents write it.
pub fn day(day: Day) -> Text {
    let date = day.to_date();
    let english = date.format("%-d %B %Y");
    Text::new(date.format("%d/%m/%Y").to_string(), english.to_string())
}

/// The text with its first letter as a capital.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_period_has_its_words() {
        for (id, vi, en) in [
            ("2026-08", "tháng 8/2026", "August 2026"),
            ("2026-Q3", "quý III năm 2026", "Q3 2026"),
            ("2026-H1", "6 tháng đầu năm 2026", "first half of 2026"),
            ("2026", "năm 2026", "2026"),
        ] {
            assert_eq!(period(id.parse().unwrap()), Text::new(vi, en));
        }
    }
}
