//! The cells of a sheet, row by row: values of their types, dates from serial numbers. What a formula
//! could not work out is not "nothing": it cannot be read.

use std::collections::HashMap;

use calamine::{Data, DataRef, DataType, ExcelDateTime};
use chrono::{NaiveDate, NaiveDateTime};

use crate::{
    domain::time::{Day, LocalTime},
    schema::Type,
    sources::{rows::Cell, text::trimmed},
};

/// Serial numbers of days in a spreadsheet: from day 0 to 9999-12-31.
const SERIALS: std::ops::Range<f64> = 1.0..2_958_466.0;
/// A spreadsheet keeps fifteen digits: a number this long may have lost its last ones.
const LONG: f64 = 1e15;
/// 1899-12-30, which day 0 is shown as.
const DAY_0: Day = Day(-25_569);

/// A value as it is stored, and whether a formula gave it.
type Value<'v> = (DataRef<'v>, bool);

/// The row at hand.
pub struct Row<'v> {
    /// Counted from 0.
    pub number: u32,
    values: Vec<Option<Value<'v>>>,
    /// By column: merged cells as first and last row.
    merged: HashMap<usize, Vec<(u32, u32)>>,
    /// By column: what a merged cell holds, and its last row.
    standing: HashMap<usize, (Value<'v>, u32)>,
    any: bool,
}

impl<'v> Row<'v> {
    /// A row of `width` columns; `merged` cells by column, first and last row.
    pub fn new(width: usize, merged: Vec<(u32, u32, u32)>) -> Self {
        let mut by_column: HashMap<usize, Vec<(u32, u32)>> = HashMap::new();
        for (column, first, last) in merged {
            by_column.entry(column as usize).or_default().push((first, last));
        }
        Self {
            number: 0,
            values: vec![None; width],
            merged: by_column,
            standing: HashMap::new(),
            any: false,
        }
    }

    pub fn begin(&mut self, number: u32) {
        self.number = number;
        self.values.fill(None);
        self.any = false;
    }

    /// Takes a value; those right of the header belong to no column.
    pub fn put(&mut self, column: u32, value: DataRef<'v>, formula: bool) {
        let column = column as usize;
        if column >= self.values.len() || (value == DataRef::Empty && !formula) {
            return;
        }
        let is_first = |(first, _): &&(u32, u32)| *first == self.number;
        let regions = self.merged.get(&column);
        if let Some((_, last)) = regions.and_then(|regions| regions.iter().find(is_first)) {
            self.standing.insert(column, ((value.clone(), formula), *last));
        }
        self.values[column] = Some((value, formula));
        self.any = true;
    }

    /// Whether any cell of the row holds something.
    pub fn is_there(&self) -> bool {
        self.any
    }

    /// Whether what the row holds is blanks.
    pub fn is_blank(&self) -> bool {
        self.values.iter().flatten().all(|(value, formula)| match value.get_string() {
            Some(text) => trimmed(text).is_empty(),
            None => value.is_empty() && !formula,
        })
    }

    /// Whether a cell of the row holds this text.
    pub fn holds(&self, column: usize, text: &str) -> bool {
        let value = self.values.get(column).and_then(Option::as_ref);
        value.and_then(|(value, _)| value.get_string()).is_some_and(|found| trimmed(found) == text)
    }

    /// The cell of a column as a column of type `kind` wants it.
    pub fn cell(&self, column: usize, kind: Type) -> Cell<'_> {
        let standing = || {
            let (value, last) = self.standing.get(&column)?;
            (self.number <= *last).then_some(value)
        };
        match self.values.get(column).and_then(Option::as_ref).or_else(standing) {
            Some((DataRef::Empty, true)) => Cell::Unreadable,
            Some((value, _)) => cell_of(value, kind),
            None => Cell::Missing,
        }
    }
}

/// What stands in a cell of a header.
pub fn text(value: &DataRef<'_>) -> String {
    trimmed(&Data::from(value.clone()).to_string()).to_owned()
}

fn cell_of<'c>(value: &'c DataRef<'_>, kind: Type) -> Cell<'c> {
    match value {
        DataRef::String(text) => Cell::Text(text),
        DataRef::SharedString(text) => Cell::Text(text),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => iso(text).fit(kind),
        DataRef::Int(number) => Cell::Int(*number).fit(kind),
        DataRef::Float(number)
            if matches!(kind, Type::Text | Type::Code(_)) && number.abs() >= LONG =>
        {
            Cell::Unreadable
        }
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
            Cell::Int(*number as i64).fit(kind)
        }
        DataRef::Float(number) => Cell::Real(*number).fit(kind),
        DataRef::Bool(flag) => Cell::Bool(*flag).fit(kind),
        DataRef::DateTime(serial) => match (date_of(serial), kind) {
            (Some(cell), _) => cell.fit(kind),
            // A time of day or a span is no date.
            (None, Type::Date | Type::Time) => Cell::Real(serial.as_f64()),
            (None, _) => Cell::Unreadable,
        },
        DataRef::Error(_) => Cell::Unreadable,
        DataRef::Empty => Cell::Missing,
    }
}

fn iso(text: &str) -> Cell<'_> {
    match (text.parse::<NaiveDateTime>(), text.parse::<NaiveDate>()) {
        (Ok(time), _) => Cell::Time(LocalTime::from_naive(time)),
        (_, Ok(date)) => Cell::Date(Day::from_date(date)),
        _ => Cell::Text(text),
    }
}

/// A serial number with a format of dates, if it is one of a day. Serial numbers carry binary fractions
/// of a day: the nearest second is meant.
fn date_of(serial: &ExcelDateTime) -> Option<Cell<'static>> {
    let value = serial.as_f64();
    if value == 0.0 {
        return Some(Cell::Date(DAY_0));
    }
    if serial.is_duration() || !SERIALS.contains(&value) {
        return None;
    }
    let (year, month, day, hour, minute, second, milli) = serial.to_ymd_hms_milli();
    let date = Day::from_ymd(i32::from(year), u32::from(month), u32::from(day))?;
    if value.fract() == 0.0 {
        return Some(Cell::Date(date));
    }
    let seconds = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
    Some(Cell::Time(LocalTime::new(date, seconds + i64::from(milli >= 500))))
}
