//! How periods and days are written in sentences and headings, in both languages. Tables keep the
//! ids of the contract; a reader sees "quý III năm 2026".

use super::{
    period::{Period, PeriodKind},
    text::Text,
    time::{Day, LocalTime},
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
        PeriodKind::YearToDate => Text::new(
            format!("lũy kế từ đầu năm đến hết tháng {number}/{year}"),
            format!("year to date, until the end of {} {year}", MONTHS[place % 12]),
        ),
        PeriodKind::Rolling12 => Text::new(
            format!("12 tháng đến hết tháng {number}/{year}"),
            format!("twelve months until the end of {} {year}", MONTHS[place % 12]),
        ),
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

/// Up to when figures are known: to the end of a day, or to a minute within one. `written` writes a day.
pub fn up_to(cut_off: LocalTime, written: impl Fn(Day) -> Text) -> Text {
    let seconds = cut_off.second_of_day();
    if seconds == 0 {
        return words::filled("said.end_of_day", &[("day", &written(cut_off.last_day()))]);
    }
    let two_digits = |number: i64| Text::name(format!("{number:02}"));
    let (hour, minute) = (two_digits(seconds / 3600), two_digits(seconds / 60 % 60));
    let parts = [("hour", &hour), ("minute", &minute), ("day", &written(cut_off.day()))];
    words::filled("said.minute_of_day", &parts)
}

/// That figures are known up to a cut-off.
pub fn known_up_to(cut_off: LocalTime) -> Text {
    words::filled("said.cut_off", &[("time", &up_to(cut_off, day))])
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
    fn a_cut_off_names_its_hour_unless_it_is_midnight() {
        for (cut_off, vi, en) in [
            (
                "2026-09-01",
                "Số liệu tính đến hết ngày 31/08/2026",
                "Data up to the end of 31 August 2026",
            ),
            (
                "2026-09-01T14:05",
                "Số liệu tính đến 14 giờ 05 phút ngày 01/09/2026",
                "Data up to 14:05 on 1 September 2026",
            ),
        ] {
            assert_eq!(known_up_to(LocalTime::parse(cut_off).unwrap()), Text::new(vi, en));
        }
    }

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
