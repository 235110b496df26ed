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
pub mod insight;
pub mod published;
pub mod series;
pub mod tables;
pub mod verdict;
pub mod words;

use std::borrow::Cow;

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

macro_rules! values {
    ($($kind:ty: $value:expr),+ $(,)?) => {$(
        impl From<$kind> for Value {
            fn from(value: $kind) -> Self {
                ($value)(value)
            }
        }
    )+};
}

values! {
    &str: |text: &str| Self::Text(text.to_owned()),
    String: Self::Text,
    bool: Self::Bool,
    i64: Self::Int,
    u64: |number| Self::Int(i64::try_from(number).unwrap_or(i64::MAX)),
    time::Day: Self::Date,
    Decimal: Self::Decimal,
    Points: |points: Points| Self::Decimal(points.into()),
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

/// A table whose rows are at hand, or are made anew whenever they are asked for: what has a row for
/// every unit and procedure is never held as a whole.
pub trait Rows {
    fn name(&self) -> &'static str;

    fn columns(&self) -> &'static [Column];

    /// The rows in their order of publication.
    fn rows(&self) -> Box<dyn Iterator<Item = Cow<'_, [Value]>> + '_>;
}

/// A table of an edition that has a name: its columns end with those that say which edition it is.
pub struct Stamped<'a> {
    pub table: &'a dyn Rows,
    pub stamp: &'a [Value],
}

impl Rows for Stamped<'_> {
    fn name(&self) -> &'static str {
        self.table.name()
    }

    fn columns(&self) -> &'static [Column] {
        self.table.columns()
    }

    fn rows(&self) -> Box<dyn Iterator<Item = Cow<'_, [Value]>> + '_> {
        let stamped = |row: Cow<'_, [Value]>| {
            let mut row = row.into_owned();
            row.extend_from_slice(self.stamp);
            Cow::Owned(row)
        };
        Box::new(self.table.rows().map(stamped))
    }
}

impl Rows for Table {
    fn name(&self) -> &'static str {
        self.name
    }

    fn columns(&self) -> &'static [Column] {
        self.columns
    }

    fn rows(&self) -> Box<dyn Iterator<Item = Cow<'_, [Value]>> + '_> {
        Box::new(self.rows.iter().map(|row| Cow::Borrowed(row.as_slice())))
    }
}
