//! The tables of an edition by path and their rows by key: the one way in which outputs look a row up.
//! A row that is not there gives figures without a value, so that missing is never zero.

use std::{collections::HashMap, sync::Arc};

use super::figure::{Amount, Figure, Form, Place};
use crate::{
    domain::{cell::Status, number::Decimal},
    schema::{Table, Value, tables::naming},
};

/// The tables of an edition.
#[derive(Default)]
pub struct Book<'a> {
    tables: HashMap<String, Keyed<'a>>,
}

struct Keyed<'a> {
    /// Where it stands in the edition.
    path: Arc<str>,
    table: &'a Table,
    rows: HashMap<String, usize>,
}

/// One row of a table, or the place where it would stand.
#[derive(Clone)]
pub struct Row<'a> {
    path: Arc<str>,
    key: Arc<str>,
    found: Option<(&'a Table, usize)>,
}

impl<'a> Book<'a> {
    /// Adds the tables below `folder`.
    pub fn with(mut self, folder: &str, tables: &'a [Table]) -> Self {
        for table in tables {
            let path = format!("{folder}/{}", table.name);
            self.add(path.clone(), &path, naming(table.name), table);
        }
        self
    }

    /// Adds tables over all history in the place of the published ones, whose columns they have.
    pub fn with_series(mut self, tables: &'a [Table]) -> Self {
        for table in tables {
            if let Some(name) = table.name.strip_prefix("series_") {
                self.add(format!("tables/{name}"), &format!("series/{name}"), naming(name), table);
            }
        }
        self
    }

    fn add(&mut self, asked: String, path: &str, key: &[&str], table: &'a Table) {
        let places: Vec<usize> = key.iter().filter_map(|name| place(table, name)).collect();
        let rows = table.rows.iter().enumerate().map(|(at, row)| {
            let parts: Vec<String> = places.iter().map(|place| part(&row[*place])).collect();
            (parts.join("|"), at)
        });
        let keyed = Keyed { path: path.into(), table, rows: rows.collect() };
        self.tables.insert(asked, keyed);
    }

    /// The row with this key; `path` is that of the table in the edition, without `.csv`.
    pub fn row(&self, path: &'static str, key: &[&str]) -> Row<'a> {
        let parts: Vec<String> = key.iter().map(|part| encoded(part)).collect();
        let key = parts.join("|");
        let keyed = self.tables.get(path);
        let found = keyed.and_then(|keyed| Some((keyed.table, *keyed.rows.get(&key)?)));
        let path = keyed.map_or_else(|| path.into(), |keyed| keyed.path.clone());
        Row { path, key: key.into(), found }
    }

    /// Where a table stands in the edition; one over all history may be in its place.
    pub fn place_of(&self, path: &str) -> String {
        self.tables.get(path).map_or_else(|| path.to_owned(), |keyed| keyed.path.to_string())
    }

    /// A table of the edition.
    pub fn table(&self, path: &str) -> Option<&'a Table> {
        self.tables.get(path).map(|keyed| keyed.table)
    }
}

impl<'a> Row<'a> {
    pub fn is_known(&self) -> bool {
        self.found.is_some()
    }

    /// The value of a column.
    fn value(&self, column: &str) -> Option<&'a Value> {
        let (table, row) = self.found?;
        Some(&table.rows[row][place(table, column)?])
    }

    /// The number in a column.
    pub fn number(&self, column: &str) -> Option<Decimal> {
        match self.value(column)? {
            Value::Int(number) => Some((*number).into()),
            Value::Decimal(number) => Some(*number),
            _ => None,
        }
    }

    /// The text of a column that holds no number.
    pub fn text(&self, column: &str) -> Option<&'a str> {
        match self.value(column)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn flag(&self, column: &str) -> Option<bool> {
        match self.value(column)? {
            Value::Bool(flag) => Some(*flag),
            _ => None,
        }
    }

    /// The status that the row itself has.
    pub fn status(&self) -> Option<Status> {
        let own = self.text("status")?;
        Status::ALL.into_iter().find(|status| status.as_str() == own)
    }

    /// The cell of a column; where it has none, the status of the row says why.
    pub fn figure(&self, column: &str) -> Figure {
        let exact = self.number(column);
        let percent = exact.filter(|exact| exact.places == 6).and_then(|share| {
            let count = |name| self.number(name).filter(|number| number.places == 0);
            match (count("numerator"), count("denominator")) {
                // From the cases themselves where the row has them, so that it is rounded once.
                (Some(met), Some(all)) if column == "ratio" => {
                    Decimal::percent(met.units, all.units, 2)
                }
                _ => Decimal::percent(share.units, 1_000_000, 2),
            }
        });
        let bar = exact.filter(|_| percent.is_some()).map(|share| (share.units, 1_000_000));
        let form = percent.map_or(Form::Plain, Form::Share);
        Figure { bar, ..self.made(column, exact, form) }
    }

    /// The cell of a column; where it and the row have none, the status given says why.
    pub fn figure_or(&self, column: &str, status: Status) -> Figure {
        let figure = self.figure(column);
        match figure.value {
            Some(_) => figure,
            None => Figure { absent: figure.absent.or(says_why(status)), ..figure },
        }
    }

    /// The cell of a column with the share it is of another as a bar.
    pub fn figure_of(&self, column: &str, whole: &str) -> Figure {
        let bar = self.number(column).zip(self.number(whole));
        let bar =
            bar.map(|(part, whole)| (part.units, whole.units)).filter(|(_, whole)| *whole > 0);
        Figure { bar, ..self.figure(column) }
    }

    /// What one column is short of another.
    pub fn difference(&self, from: &str, less: &str) -> Figure {
        let both = self.number(from).zip(self.number(less));
        self.made(&format!("{from}-{less}"), both.map(|(from, less)| from - less), Form::Plain)
    }

    /// What one column is of another, of a hundred and with two decimals.
    pub fn of_hundred(&self, part: &str, whole: &str) -> Figure {
        let both = self.number(part).zip(self.number(whole));
        let share = both.and_then(|(part, whole)| Decimal::percent(part.units, whole.units, 2));
        self.made(&format!("{part}/{whole}"), share, Form::Plain)
    }

    /// The change of a column since another row.
    pub fn change(&self, column: &str, since: &Row<'_>) -> Figure {
        let both = self.number(column).zip(since.number(column));
        let mut figure = self.made(column, both.map(|(now, then)| now - then), Form::Change);
        figure.place.since = Some(since.key.to_string());
        figure
    }

    fn made(&self, column: &str, exact: Option<Decimal>, form: Form) -> Figure {
        let value = exact.map(|exact| Amount { exact, form });
        let place = Place {
            table: self.path.to_string(),
            key: self.key.to_string(),
            column: column.to_owned(),
            since: None,
        };
        let absent = if value.is_some() { None } else { self.status().and_then(says_why) };
        Figure { place, value, absent, is_brief: false, bar: None }
    }
}

/// A status that says why there is no figure.
fn says_why(status: Status) -> Option<Status> {
    (!matches!(status, Status::Value | Status::Provisional)).then_some(status)
}

fn place(table: &Table, column: &str) -> Option<usize> {
    table.columns.iter().position(|known| known.name == column)
}

fn part(value: &Value) -> String {
    match value {
        Value::Text(text) => encoded(text),
        Value::Int(number) => number.to_string(),
        Value::Date(day) => day.to_string(),
        _ => String::new(),
    }
}

/// What separates the parts of a key is written as a percent code within them.
fn encoded(part: &str) -> String {
    part.replace('%', "%25").replace('|', "%7C")
}
