//! Months, periods and cut-offs as they are given on the command line. What cannot be read is answered
//! with the argument and an example.

use super::super::{
    args::Range,
    exit_code::{Code, Stop},
};
use crate::domain::{
    days::Span,
    period::{Period, PeriodKind},
    time::LocalTime,
};

/// The time of the clock as `--as-of` names it.
pub const NOW: &str = "now";

/// The months asked for, and the instant whose data is no longer read.
#[derive(Clone, Copy, Debug)]
pub struct Months {
    pub from: Period,
    pub to: Period,
    pub cut_off: LocalTime,
    /// The cut-off was not given, but is the time of the clock.
    pub is_now: bool,
}

impl Months {
    /// What is to be said where the range is not over at its cut-off.
    pub fn provisional(&self) -> Option<String> {
        let Self { to, cut_off, .. } = self;
        (*cut_off < to.end()).then(|| {
            let on = if is_midnight(*cut_off) { "on" } else { "at" };
            format!("{to} is not over {on} {}: its figures are provisional", cut_off.to_minute())
        })
    }
}

/// The months of `--month`, or of `--from` and `--to`, with their cut-off.
pub fn months(range: &Range, now: LocalTime) -> Result<Months, Stop> {
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
    let cut_off = cut_off(range.as_of.as_deref(), to, now)?;
    Ok(Months { from, to, cut_off, is_now: range.as_of.as_deref() == Some(NOW) })
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
    let found: Option<Period> = text.parse().ok().filter(|p: &Period| p.kind == PeriodKind::Month);
    found.ok_or_else(|| {
        Stop::new(
            Code::Usage,
            format!("{argument} {text:?} is not a month; expected one such as 2026-08"),
        )
    })
}

/// A period of any kind given as `--month`.
pub fn period(text: &str) -> Result<Period, Stop> {
    period_of("--month", text)
}

/// A period of any kind given as an argument.
pub fn period_of(argument: &str, text: &str) -> Result<Period, Stop> {
    text.parse().map_err(|error: crate::domain::period::NotAPeriod| {
        Stop::new(Code::Usage, format!("{argument} {error}"))
    })
}

/// The cut-off: the time given, else the end of the last period asked for, or of yesterday where it is
/// not over. What has not come yet is not known, so that no later time can be given.
pub fn cut_off<S: Span>(as_of: Option<&str>, last: S, now: LocalTime) -> Result<LocalTime, Stop> {
    let today = now.day();
    let cut_off = match as_of {
        None => last.end().min(today.start()),
        Some(text) => time(text, now)?,
    };
    if cut_off <= last.start() {
        let why = match as_of {
            Some(_) => {
                let that = if is_midnight(cut_off) { "day" } else { "time" };
                let cut_off = cut_off.to_minute();
                format!("--as-of {cut_off}: nothing of {last} is known before that {that}")
            }
            None => format!("{last} has not begun before today, {today}"),
        };
        let what = format!("{why}; choose an earlier month or a later --as-of");
        return Err(Stop::new(Code::NothingToDo, what));
    }
    Ok(cut_off)
}

/// The cut-off of a reading: the time given, else none.
pub fn read_until(as_of: Option<&str>, now: LocalTime) -> Result<LocalTime, Stop> {
    match as_of {
        Some(text) => time(text, now),
        None => {
            let last = Period::month(9998, 12);
            Ok(last.ok_or_else(|| Stop::new(Code::Internal, "no last month"))?.end())
        }
    }
}

fn is_midnight(time: LocalTime) -> bool {
    time == time.day().start()
}

/// The time of `--as-of`: the start of a day, a minute, or now; none that is to come.
fn time(text: &str, now: LocalTime) -> Result<LocalTime, Stop> {
    if text == NOW {
        return Ok(now);
    }
    let time = LocalTime::parse(text).ok_or_else(|| {
        let what = format!(
            "--as-of {text:?}: expected a day such as 2026-09-01, a minute such as 2026-09-01T14:00, or {NOW}"
        );
        Stop::new(Code::Usage, what)
    })?;
    if time <= now {
        return Ok(time);
    }
    let (today, given) = (now.day(), time.to_minute());
    let why = if is_midnight(time) {
        format!("today is {today}; give today or an earlier day")
    } else {
        format!("it is {}; give {NOW} or an earlier minute", now.to_minute())
    };
    let what =
        format!("--as-of {given} has not come yet, {why}, so that what is not over is provisional");
    Err(Stop::new(Code::Usage, what))
}
