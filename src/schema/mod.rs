//! Every table declared once: canonical inputs, facts and published tables. Readers, Parquet field
//! metadata, the data dictionary and the check of rule conditions are readings of these lists.

pub mod canonical;
pub mod codes;
pub mod encode;
pub mod fact_tables;
pub mod facts;
pub mod flow;
pub mod guard;
pub mod published;
pub mod tables;

use crate::domain::{text::Text, words};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    Text,
    Bool,
    Int,
    /// A double with this many decimals.
    Decimal(u8),
    Date,
    /// Local wall-clock time.
    Time,
    /// One of a closed list of codes.
    Code(&'static [Code]),
}

/// One code of a closed list, as files hold it; what it means stands in the files of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The list that explains it.
    pub list: &'static str,
    pub name: &'static str,
}

impl Code {
    /// What it means.
    pub fn meaning(&self) -> &'static Text {
        words::of(&format!("codes.{}.{}", self.list, self.name))
    }
}

/// One column: its name, type, meaning in both languages and unit of measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: &'static str,
    pub kind: Type,
    pub vi: &'static str,
    pub en: &'static str,
    /// Unit of measure; empty for names, codes and flags.
    pub unit: &'static str,
}

pub(crate) const fn column(
    name: &'static str,
    kind: Type,
    unit: &'static str,
    vi: &'static str,
    en: &'static str,
) -> Column {
    Column { name, kind, vi, en, unit }
}

/// One value of a table that is built from rows.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Text(String),
    Bool(bool),
    Int(i64),
    Real(f64),
    Date(crate::domain::time::Day),
    Time(crate::domain::time::LocalTime),
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

impl From<crate::domain::time::Day> for Value {
    fn from(day: crate::domain::time::Day) -> Self {
        Self::Date(day)
    }
}

impl From<crate::domain::points::Points> for Value {
    fn from(points: crate::domain::points::Points) -> Self {
        Self::Real(points.to_f64())
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
