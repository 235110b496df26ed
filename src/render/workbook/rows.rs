//! Rows of a published table looked at by the names of its columns: of one period, of one unit. The
//! sheets for people are made from these, so that they hold no figure that was not published.

use crate::{
    domain::{cell::Status, period::Period},
    schema::{Table, Value},
};

use super::marks;

const NULL: &Value = &Value::Null;

/// One row with its table.
#[derive(Clone, Copy)]
pub struct Row<'t> {
    table: &'t Table,
    values: &'t [Value],
}

impl<'t> Row<'t> {
    /// The value of a column; null where the table has no such column.
    pub fn get(&self, column: &str) -> &'t Value {
        let place = self.table.columns.iter().position(|known| known.name == column);
        place.and_then(|place| self.values.get(place)).unwrap_or(NULL)
    }

    /// A text; empty where there is none.
    pub fn text(&self, column: &str) -> &'t str {
        match self.get(column) {
            Value::Text(text) => text,
            _ => "",
        }
    }

    pub fn count(&self, column: &str) -> Option<i64> {
        match self.get(column) {
            Value::Int(count) => Some(*count),
            _ => None,
        }
    }

    pub fn status(&self) -> Option<Status> {
        marks::status(self.get("status"))
    }
}

/// The rows of a period, in the order of the table.
pub fn of_period(table: &Table, period: Period) -> impl Iterator<Item = Row<'_>> {
    let id = Value::Text(period.to_string());
    let place = table.columns.iter().position(|column| column.name == "period");
    let rows = table.rows.iter().filter(move |row| place.is_some_and(|place| row[place] == id));
    rows.map(move |values| Row { table, values })
}

/// The table of a name, if it has rows of the period.
pub fn table<'t>(tables: &'t [Table], name: &str, period: Period) -> Option<&'t Table> {
    let table = tables.iter().find(|table| table.name == name)?;
    of_period(table, period).next().map(|_| table)
}
