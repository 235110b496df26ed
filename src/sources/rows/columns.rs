//! What a cell says in a column of a type: times and days, flags, whole numbers, codes of a closed list.
//! An empty cell says nothing; one that cannot be read is a fault with its reason and its column.

use std::borrow::Cow;

use super::{
    Cell, Fault, RowReader,
    cell::{has_lost_digits, whole},
};
use crate::{
    domain::{
        account::{Finding, Reason},
        dossier::Status,
        procedure,
        time::{Day, LocalTime},
    },
    schema::Type,
    sources::{dates::Reading, text},
};

impl RowReader<'_> {
    pub(super) fn column(&self, position: usize) -> &'static str {
        self.kind.columns()[position].name
    }

    pub(super) fn notice(&self, finding: Finding) {
        let mut noticed = self.noticed.get();
        noticed.add(finding);
        self.noticed.set(noticed);
    }

    /// The first cell that says nothing though something stands there, `except` in these columns.
    pub(super) fn unreadable(&self, cells: &[Cell<'_>], except: &[usize]) -> Option<Fault> {
        let broken = |(position, cell): &(usize, &Cell<'_>)| {
            **cell == Cell::Unreadable && !except.contains(position)
        };
        let (position, _) = cells.iter().enumerate().find(broken)?;
        Some((Reason::ValueUnreadable, self.column(position)))
    }

    /// A time; a date alone falls where `alone` puts it.
    pub(super) fn time(
        &self,
        cells: &[Cell<'_>],
        position: usize,
        alone: impl Fn(Day) -> LocalTime,
    ) -> Result<Option<LocalTime>, Fault> {
        let reading = match &cells[position] {
            Cell::Missing => return Ok(None),
            Cell::Time(time) => self.dates.taken(Reading::Time(*time)),
            Cell::Date(day) => self.dates.taken(Reading::Date(*day)),
            Cell::Text(text) => self.dates.read(text),
            Cell::Owned(text) => self.dates.read(text),
            Cell::Number(text) => self.dates.read(text),
            Cell::Int(number) => self.dates.read(&number.to_string()),
            Cell::Real(number) => self.dates.read(&number.to_string()),
            Cell::Bool(_) => Reading::Unreadable,
            Cell::Unreadable => return Err((Reason::ValueUnreadable, self.column(position))),
        };
        let mut noticed = self.noticed.get();
        self.dates.notice(reading, &mut noticed);
        self.noticed.set(noticed);
        match reading {
            Reading::Unreadable => Err((Reason::DateUnreadable, self.column(position))),
            reading => Ok(reading.time(alone)),
        }
    }

    pub(super) fn date(&self, cells: &[Cell<'_>], position: usize) -> Result<Option<Day>, Fault> {
        Ok(self.time(cells, position, Day::start)?.map(LocalTime::day))
    }

    pub(super) fn flag(&self, cells: &[Cell<'_>], position: usize) -> Result<Option<bool>, Fault> {
        let cell = &cells[position];
        if cell.is_missing() {
            return Ok(None);
        }
        let number = match (self.listed(cell, position), cell) {
            (None, Cell::Bool(flag)) => return Ok(Some(*flag)),
            (None, Cell::Int(number)) => Some(*number),
            (None, Cell::Real(number)) => whole(*number),
            (listed, cell) => match listed.unwrap_or_else(|| cell.str()) {
                word if word.eq_ignore_ascii_case("true") => return Ok(Some(true)),
                word if word.eq_ignore_ascii_case("false") => return Ok(Some(false)),
                word => text::whole(word),
            },
        };
        match number {
            Some(0) => Ok(Some(false)),
            Some(1) => Ok(Some(true)),
            _ => Err((Reason::ValueUnreadable, self.column(position))),
        }
    }

    pub(super) fn int(&self, cells: &[Cell<'_>], position: usize) -> Result<Option<i64>, Fault> {
        self.number(cells, position, text::whole)
    }

    /// A count of many, which people write with separators.
    pub(super) fn count(&self, cells: &[Cell<'_>], position: usize) -> Result<Option<i64>, Fault> {
        self.number(cells, position, text::count)
    }

    fn number(
        &self,
        cells: &[Cell<'_>],
        position: usize,
        of_text: fn(&str) -> Option<i64>,
    ) -> Result<Option<i64>, Fault> {
        let cell = &cells[position];
        if cell.is_missing() {
            return Ok(None);
        }
        let number = match (self.listed(cell, position), cell) {
            (Some(listed), _) => text::whole(listed),
            (None, Cell::Int(number)) => Some(*number),
            (None, Cell::Real(number)) => whole(*number),
            (None, Cell::Bool(flag)) => Some(i64::from(*flag)),
            (None, Cell::Number(text)) => match text::whole(text) {
                None => text.parse().ok().and_then(whole),
                number => number,
            },
            (None, cell) => of_text(cell.str()),
        };
        number.map(Some).ok_or((Reason::ValueUnreadable, self.column(position)))
    }

    /// 1 to 10; anything else is an unknown status, which is listed and never rejected.
    pub(super) fn status(&self, cells: &[Cell<'_>], position: usize) -> Status {
        let number = self.int(cells, position).ok().flatten().unwrap_or(0);
        u8::try_from(number).ok().filter(|n| (1..=10).contains(n)).map_or(Status::UNKNOWN, Status)
    }

    /// What the source's lists make of a cell that holds something; a value that none names is noticed.
    fn listed<'a>(&'a self, cell: &Cell<'_>, position: usize) -> Option<&'a str> {
        let listed = self.values[position].as_ref()?.get(cell);
        if listed.is_none() {
            self.notice(Finding::ValueUnlisted);
        }
        listed
    }

    pub(super) fn code<'a>(&'a self, cells: &'a [Cell<'_>], position: usize) -> &'a str {
        let cell = &cells[position];
        let listed = if cell.is_missing() { None } else { self.listed(cell, position) };
        listed.unwrap_or_else(|| cell.str())
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

/// The number of a dossier; one that has lost its digits may be that of many.
pub(super) fn dossier_id<'m>(cells: &'m [Cell<'_>]) -> Result<&'m str, Fault> {
    key(&cells[0], "dossier_id", Reason::DossierIdMissing)
}

pub(super) fn required<'m>(
    cells: &'m [Cell<'_>],
    position: usize,
    column: &'static str,
) -> Result<&'m str, Fault> {
    key(&cells[position], column, Reason::KeyMissing)
}

fn key<'m>(cell: &'m Cell<'_>, column: &'static str, missing: Reason) -> Result<&'m str, Fault> {
    match cell.str() {
        _ if *cell == Cell::Unreadable => Err((Reason::ValueUnreadable, column)),
        "" => Err((missing, column)),
        text if has_lost_digits(text) => Err((Reason::ValueUnreadable, column)),
        text => Ok(text),
    }
}

/// The code of a procedure, which may have been stored as a number.
pub(super) fn procedure_code<'a>(cell: &'a Cell<'_>) -> Cow<'a, str> {
    match cell {
        Cell::Number(number) => procedure::of_number(number).into(),
        cell => cell.str().into(),
    }
}

pub(super) fn list(text: &str) -> Vec<String> {
    text.split(';').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
}
