//! Every table declared once: canonical inputs, facts and published tables. Readers, Parquet field
//! metadata, the data dictionary and the check of rule conditions are readings of these lists.

pub mod canonical;
pub mod codes;
pub mod column;
pub mod encode;
pub mod fact_row;
pub mod fact_tables;
pub mod facts;
pub mod flow;
pub mod guard;
pub mod published;
pub mod tables;
pub mod verdict;
pub mod words;

use crate::domain::{number::Decimal, points::Points, time};
pub use column::{Code, Column, Type};

/// One value of a table that is built from rows.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Text(String),
    Bool(bool),
    Int(i64),
    Decimal(Decimal),
    Date(time::Day),
    Time(time::LocalTime),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Bool(flag)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Int(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<time::Day> for Value {
    fn from(day: time::Day) -> Self {
        Self::Date(day)
    }
}

impl From<Decimal> for Value {
    fn from(number: Decimal) -> Self {
        Self::Decimal(number)
    }
}

impl From<Points> for Value {
    fn from(points: Points) -> Self {
        Self::Decimal(points.into())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A table built from rows: a name, its columns and the rows in their order of publication.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub name: &'static str,
    pub columns: &'static [Column],
    pub rows: Vec<Vec<Value>>,
}
