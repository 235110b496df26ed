//! The tables of an edition by path and their rows by key: the one way in which outputs look a row up.
//! A row that is not there gives figures without a value, so that missing is never zero.

use std::{collections::HashMap, rc::Rc};

use super::figure::{Amount, Figure, Form, Place};
use crate::{
    domain::{cell::Status, points::scaled_half_up},
    schema::{Column, Table, Type, Value, tables::naming},
};

/// The tables of an edition.
#[derive(Default)]
pub struct Book<'a> {
    tables: HashMap<String, Keyed<'a>>,
}

struct Keyed<'a> {
    table: &'a Table,
    rows: HashMap<String, usize>,
}

/// One row of a table, or the place where it would stand.
#[derive(Clone)]
pub struct Row<'a> {
    path: &'static str,
    key: Rc<str>,
    found: Option<(&'a Table, usize)>,
}

impl<'a> Book<'a> {
    /// Adds the tables below `folder`.
    pub fn with(mut self, folder: &str, tables: &'a [Table]) -> Self {
        for table in tables {
            let places: Vec<usize> =
                naming(table.name).iter().filter_map(|name| place(table, name)).collect();
            let rows = table.rows.iter().enumerate().map(|(at, row)| {
                let parts: Vec<String> = places.iter().map(|place| part(&row[*place])).collect();
                (parts.join("|"), at)
            });
            let keyed = Keyed { table, rows: rows.collect() };
            self.tables.insert(format!("{folder}/{}", table.name), keyed);
        }
        self
    }

    /// The row with this key; `path` is that of the table in the edition, without `.csv`.
    pub fn row(&self, path: &'static str, key: &[&str]) -> Row<'a> {
        let parts: Vec<String> = key.iter().map(|part| encoded(part)).collect();
        let key = parts.join("|");
        let keyed = self.tables.get(path);
        let found = keyed.and_then(|keyed| Some((keyed.table, *keyed.rows.get(&key)?)));
        Row { path, key: key.into(), found }
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
    pub fn value(&self, column: &str) -> Option<(&'a Column, &'a Value)> {
        let (table, row) = self.found?;
        let place = place(table, column)?;
        Some((&table.columns[place], &table.rows[row][place])).filter(|(_, v)| **v != Value::Null)
    }

    /// Whole units of the last decimal of a column, and how many decimals it has.
    pub fn units(&self, column: &str) -> Option<(i64, usize)> {
        units(self.value(column)?)
    }

    /// The text of a column that holds no number.
    pub fn text(&self, column: &str) -> Option<&'a str> {
        match self.value(column)?.1 {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn flag(&self, column: &str) -> Option<bool> {
        self.value(column).map(|(_, value)| *value == Value::Bool(true))
    }

    /// The status that the row itself has.
    pub fn status(&self) -> Option<Status> {
        let own = self.text("status")?;
        Status::ALL.into_iter().find(|status| status.as_str() == own)
    }

    /// The cell of a column; where it has none, the status of the row says why.
    pub fn figure(&self, column: &str) -> Figure {
        let amount = self.units(column).map(|(units, places)| match places {
            6 => Amount { units, places, form: self.share(column, units) },
            _ => Amount { units, places, form: Form::Plain },
        });
        let is_share = |amount: &Amount| matches!(amount.form, Form::Share { .. });
        let bar = amount.filter(is_share).map(|amount| (amount.units, 1_000_000));
        Figure { bar, ..self.made(column, amount) }
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
        let bar = self.units(column).zip(self.units(whole));
        let bar = bar.map(|((part, _), (whole, _))| (part, whole)).filter(|(_, whole)| *whole > 0);
        Figure { bar, ..self.figure(column) }
    }

    /// What one column is short of another.
    pub fn difference(&self, from: &str, less: &str) -> Figure {
        let both = self.units(from).zip(self.units(less));
        let amount = both.map(|((from, places), (less, _))| Amount {
            units: from - less,
            places,
            form: Form::Plain,
        });
        self.made(&format!("{from}-{less}"), amount)
    }

    /// What one column is of another, of a hundred and with two decimals.
    pub fn of_hundred(&self, part: &str, whole: &str) -> Figure {
        let both = self.units(part).zip(self.units(whole));
        let whole_numbers = |(part, _): (i64, usize), (whole, _): (i64, usize)| {
            Some((u64::try_from(part).ok()?, u64::try_from(whole).ok().filter(|whole| *whole > 0)?))
        };
        let share = both.and_then(|(part, whole)| whole_numbers(part, whole));
        let amount = share.map(|(part, whole)| Amount {
            units: scaled_half_up(part, whole, 10_000),
            places: 2,
            form: Form::Plain,
        });
        self.made(&format!("{part}/{whole}"), amount)
    }

    /// The change of a column since another row.
    pub fn change(&self, column: &str, since: &Row<'_>) -> Figure {
        let both = self.units(column).zip(since.units(column));
        let amount = both.map(|((now, places), (then, _))| Amount {
            units: now - then,
            places,
            form: Form::Change,
        });
        let mut figure = self.made(column, amount);
        figure.place.since = Some(since.key.to_string());
        figure
    }

    /// How a share is written: from the cases themselves where the row has them.
    fn share(&self, column: &str, millionths: i64) -> Form {
        let count =
            |name| u64::try_from(self.units(name).filter(|(_, places)| *places == 0)?.0).ok();
        let hundredths = match (count("numerator"), count("denominator")) {
            (Some(met), Some(all)) if column == "ratio" && all > 0 => {
                scaled_half_up(met, all, 10_000)
            }
            _ => (2 * millionths + 100).div_euclid(200),
        };
        Form::Share { hundredths }
    }

    fn made(&self, column: &str, value: Option<Amount>) -> Figure {
        let place = Place {
            table: self.path.to_owned(),
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

fn units((column, value): (&Column, &Value)) -> Option<(i64, usize)> {
    match (value, column.kind) {
        (Value::Int(number), _) => Some((*number, 0)),
        (Value::Real(number), Type::Decimal(places)) => {
            // Published decimals are the nearest doubles of whole units; rounding finds them again.
            let scale = 10_f64.powi(i32::from(places));
            Some(((number * scale).round() as i64, usize::from(places)))
        }
        _ => None,
    }
}
