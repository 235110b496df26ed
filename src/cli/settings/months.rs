//! Months, periods and cut-offs as they are given on the command line. What cannot be read is answered
//! with the argument and an example.

use super::super::{
    args::Range,
    exit_code::{Code, Stop},
};
use crate::domain::{
    period::Period,
    time::{Day, LocalTime},
};

/// The months asked for, and the instant whose data is no longer read.
#[derive(Clone, Copy, Debug)]
pub struct Months {
    pub from: Period,
    pub to: Period,
    pub cut_off: LocalTime,
}

/// The months of `--month`, or of `--from` and `--to`, with their cut-off.
pub fn months(range: &Range) -> Result<Months, Stop> {
    let (from, to) = match (&range.month, &range.from, &range.to) {
        (Some(one), ..) => (month("--month", one)?, month("--month", one)?),
        (None, Some(from), Some(to)) => (month("--from", from)?, month("--to", to)?),
        _ => {
            return Err(Stop::new(
                Code::Usage,
                "no month is named: give --month 2026-08, or --from 2026-07 --to 2026-09",
            ));
        }
    };
    in_order(from, to)?;
    let cut_off = cut_off(range.as_of.as_deref(), to)?;
    if cut_off <= to.start() {
        return Err(Stop::new(
            Code::NothingToDo,
            format!(
                "--as-of {}: nothing of {to} is known before that day; choose an earlier month or a later --as-of",
                cut_off.day()
            ),
        ));
    }
    Ok(Months { from, to, cut_off })
}

/// Refuses a range that ends before it begins.
pub fn in_order(from: Period, to: Period) -> Result<(), Stop> {
    if from <= to {
        return Ok(());
    }
    Err(Stop::new(
        Code::Usage,
        format!("--from {from} --to {to}: the range ends before it begins; swap the two"),
    ))
}

/// A month given as an argument.
pub fn month(argument: &str, text: &str) -> Result<Period, Stop> {
    let found: Option<Period> = text.parse().ok().filter(|p: &Period| p.kind.months() == 1);
    found.ok_or_else(|| {
        Stop::new(
            Code::Usage,
            format!("{argument} {text:?} is not a month; expected one such as 2026-08"),
        )
    })
}

/// A period of any kind given as `--month`.
pub fn period(text: &str) -> Result<Period, Stop> {
    text.parse().map_err(|error: crate::domain::period::NotAPeriod| {
        Stop::new(Code::Usage, format!("--month {error}"))
    })
}

/// The cut-off: the start of the day given, else the end of the last period asked for.
pub fn cut_off(as_of: Option<&str>, last: Period) -> Result<LocalTime, Stop> {
    let Some(text) = as_of else { return Ok(last.end()) };
    let date: chrono::NaiveDate = text.parse().map_err(|_| {
        Stop::new(Code::Usage, format!("--as-of {text:?}: expected a day such as 2026-09-01"))
    })?;
    Ok(Day::from_date(date).start())
}
