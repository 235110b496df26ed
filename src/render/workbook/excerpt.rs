//! A table, or its rows of some periods: what a sheet or a CSV for people shows of it.

use std::borrow::Cow;

use crate::{
    domain::period::Period,
    schema::{Column, Rows, Value},
};

/// A table, or its rows of some periods.
#[derive(Clone)]
pub struct Excerpt<'a> {
    table: &'a dyn Rows,
    shown: Shown,
}

/// What is shown of a table.
#[derive(Clone)]
enum Shown {
    All,
    Nothing,
    /// The rows that have one of these values in the column at this place.
    With(usize, Vec<Value>),
}

impl<'a> Excerpt<'a> {
    pub fn whole(table: &'a dyn Rows) -> Self {
        Self { table, shown: Shown::All }
    }

    /// The columns alone.
    pub fn none(table: &'a dyn Rows) -> Self {
        Self { table, shown: Shown::Nothing }
    }

    /// The rows of these periods; the whole of a table that has no periods.
    pub fn of(table: &'a dyn Rows, periods: &[Period]) -> Self {
        let place = table.columns().iter().position(|column| column.name == "period");
        let names = || periods.iter().map(|period| Value::Text(period.to_string())).collect();
        let shown = place.map_or(Shown::All, |place| Shown::With(place, names()));
        Self { table, shown }
    }
}

impl Rows for Excerpt<'_> {
    fn name(&self) -> &'static str {
        self.table.name()
    }

    fn columns(&self) -> &'static [Column] {
        self.table.columns()
    }

    fn rows(&self) -> Box<dyn Iterator<Item = Cow<'_, [Value]>> + '_> {
        match &self.shown {
            Shown::All => self.table.rows(),
            Shown::Nothing => Box::new(std::iter::empty()),
            Shown::With(place, names) => {
                Box::new(self.table.rows().filter(|row| names.contains(&row[*place])))
            }
        }
    }
}
