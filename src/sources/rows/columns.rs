//! What a cell says in a column of a type: times and days, flags, whole numbers, codes of a closed list.
//! An empty cell says nothing; one that cannot be read is a fault with its reason and its column.

use super::{Cell, Fault, RowReader};
use crate::{
    domain::{
        account::Reason,
        dossier::Status,
        time::{Day, LocalTime},
    },
    schema::Type,
    sources::{
        dates::{self, Reading},
        text::trimmed,
    },
};

impl RowReader<'_> {
    fn column(&self, position: usize) -> &'static str {
        self.kind.columns()[position].name
    }

    /// A time; a date alone falls where `alone` puts it.
    pub(super) fn time(
        &self,
        cells: &[Cell<'_>],
        position: usize,
        alone: fn(Day) -> LocalTime,
    ) -> Result<Option<LocalTime>, Fault> {
        let reading = match &cells[position] {
            Cell::Missing => Reading::Missing,
            Cell::Time(time) if dates::is_sentinel(time.day()) => Reading::Missing,
            Cell::Date(day) if dates::is_sentinel(*day) => Reading::Missing,
            Cell::Time(time) => Reading::Time(*time),
            Cell::Date(day) => Reading::Date(*day),
            Cell::Int(number) => self.dates.read(&number.to_string()),
            Cell::Text(text) => self.dates.read(trimmed(text)),
            Cell::Owned(text) => self.dates.read(trimmed(text)),
            Cell::Number(text) => self.dates.read(text),
            Cell::Real(_) | Cell::Bool(_) => Reading::Unreadable,
        };
        match reading {
            Reading::Missing => Ok(None),
            Reading::Time(time) => Ok(Some(time)),
            Reading::Date(day) => Ok(Some(alone(day))),
            Reading::Unreadable => Err((Reason::DateUnreadable, self.column(position))),
        }
    }

    pub(super) fn date(&self, cells: &[Cell<'_>], position: usize) -> Result<Option<Day>, Fault> {
        Ok(self.time(cells, position, Day::start)?.map(LocalTime::day))
    }

    pub(super) fn flag(&self, cells: &[Cell<'_>], position: usize) -> Result<Option<bool>, Fault> {
        let unreadable = Err((Reason::ValueUnreadable, self.column(position)));
        match &cells[position] {
            cell if cell.is_missing() => Ok(None),
            Cell::Bool(flag) => Ok(Some(*flag)),
            Cell::Int(0) => Ok(Some(false)),
            Cell::Int(1) => Ok(Some(true)),
            Cell::Real(number) if *number == 0.0 => Ok(Some(false)),
            Cell::Real(number) if *number == 1.0 => Ok(Some(true)),
            Cell::Number(text) if text.parse() == Ok(0.0) => Ok(Some(false)),
            Cell::Number(text) if text.parse() == Ok(1.0) => Ok(Some(true)),
            cell => match self.mapped(cell.str(), position) {
                "1" => Ok(Some(true)),
                "0" => Ok(Some(false)),
                word if word.eq_ignore_ascii_case("true") => Ok(Some(true)),
                word if word.eq_ignore_ascii_case("false") => Ok(Some(false)),
                _ => unreadable,
            },
        }
    }

    pub(super) fn int(&self, cells: &[Cell<'_>], position: usize) -> Result<Option<i64>, Fault> {
        let unreadable = (Reason::ValueUnreadable, self.column(position));
        match &cells[position] {
            cell if cell.is_missing() => Ok(None),
            Cell::Int(number) => Ok(Some(*number)),
            Cell::Real(number) if number.fract() == 0.0 => Ok(Some(*number as i64)),
            Cell::Bool(flag) => Ok(Some(i64::from(*flag))),
            Cell::Number(text) => match text.parse::<f64>() {
                Ok(number) if number.fract() == 0.0 => Ok(Some(number as i64)),
                _ => Err(unreadable),
            },
            cell => self.mapped(cell.str(), position).parse().map(Some).map_err(|_| unreadable),
        }
    }

    /// 1 to 10; anything else is an unknown status, which is listed and never rejected.
    pub(super) fn status(&self, cells: &[Cell<'_>], position: usize) -> Status {
        let number = self.int(cells, position).ok().flatten().unwrap_or(0);
        u8::try_from(number).ok().filter(|n| (1..=10).contains(n)).map_or(Status::UNKNOWN, Status)
    }

    fn mapped<'a>(&'a self, raw: &'a str, position: usize) -> &'a str {
        match &self.values[position] {
            Some(map) if !raw.is_empty() => map.get(raw),
            _ => raw,
        }
    }

    pub(super) fn code<'a>(&'a self, cells: &'a [Cell<'_>], position: usize) -> &'a str {
        self.mapped(cells[position].str(), position)
    }

    /// A code of the column's closed list, or empty where the cell is.
    pub(super) fn known_code(
        &self,
        cells: &[Cell<'_>],
        position: usize,
    ) -> Result<&'static str, Fault> {
        let column = &self.kind.columns()[position];
        let Type::Code(codes) = column.kind else { return Ok("") };
        match self.code(cells, position) {
            "" => Ok(""),
            name => codes
                .iter()
                .map(|code| code.name)
                .find(|code| code.eq_ignore_ascii_case(name))
                .ok_or((Reason::ValueUnreadable, column.name)),
        }
    }
}

pub(super) fn required<'m>(
    cells: &'m [Cell<'_>],
    position: usize,
    column: &'static str,
) -> Result<&'m str, Fault> {
    match cells[position].str() {
        "" => Err((Reason::KeyMissing, column)),
        text => Ok(text),
    }
}

pub(super) fn list(text: &str) -> Vec<String> {
    text.split(';').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
}
