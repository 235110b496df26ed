//! One cell as a table format gives it, and how a configuration replaces raw values by canonical ones.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
};

use crate::{
    domain::time::{Day, LocalTime},
    schema::Type,
    sources::text::trimmed,
};

/// One cell as a format gives it.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    Missing,
    Text(&'a str),
    Owned(String),
    Int(i64),
    /// A number as it is written, digit by digit.
    Number(Cow<'a, str>),
    Real(f64),
    Bool(bool),
    Time(LocalTime),
    Date(Day),
}

impl<'a> Cell<'a> {
    /// The cell as a column of type `kind` wants it: numbers that stand in text columns become text.
    pub fn fit(self, kind: Type) -> Self {
        match (kind, self) {
            (Type::Text | Type::Code(_), Self::Int(number)) => Self::Owned(number.to_string()),
            (Type::Text | Type::Code(_), Self::Real(number)) => Self::Owned(number.to_string()),
            (Type::Text | Type::Code(_), Self::Bool(flag)) => Self::Owned(flag.to_string()),
            (_, cell) => cell,
        }
    }

    pub(super) fn str(&self) -> &str {
        match self {
            Self::Text(text) => trimmed(text),
            Self::Owned(text) => trimmed(text),
            Self::Number(text) => text,
            _ => "",
        }
    }

    pub fn is_missing(&self) -> bool {
        match self {
            Self::Missing => true,
            Self::Text(text) => trimmed(text).is_empty(),
            Self::Owned(text) => trimmed(text).is_empty(),
            _ => false,
        }
    }
}

/// Replaces raw values by canonical ones; `*` takes what no other list names.
#[derive(Clone, Debug, Default)]
pub struct ValueMap {
    exact: HashMap<String, String>,
    rest: Option<String>,
}

impl ValueMap {
    /// From canonical value to the raw values that stand for it.
    pub fn new(lists: &BTreeMap<String, Vec<String>>) -> Self {
        let mut map = Self::default();
        for (canonical, raw_values) in lists {
            for raw in raw_values {
                if raw == "*" {
                    map.rest = Some(canonical.clone());
                } else {
                    map.exact.insert(raw.trim().to_owned(), canonical.clone());
                }
            }
        }
        map
    }

    pub(super) fn get<'a>(&'a self, raw: &'a str) -> &'a str {
        self.exact.get(raw).or(self.rest.as_ref()).map_or(raw, String::as_str)
    }
}
