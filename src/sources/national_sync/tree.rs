//! A small record as a tree, for the catalogue: a few thousand procedures, none of them a person's.
//! Keys are found in any case, and scalars are trimmed texts, empty where they are missing.

use std::{borrow::Cow, slice};

use serde_json::Value;

use crate::{domain::procedure, sources::text::trimmed};

/// A value, be it that there is none.
#[derive(Clone, Copy)]
pub struct Tree<'v>(pub &'v Value);

impl<'v> Tree<'v> {
    /// The member of an object; nothing where it is missing.
    pub fn get(self, key: &str) -> Self {
        let mut members = self.0.as_object().into_iter().flatten().rev();
        let found = members.find(|(known, _)| trimmed(known).eq_ignore_ascii_case(key));
        Self(found.map_or(&Value::Null, |(_, value)| value))
    }

    pub fn text(self) -> Cow<'v, str> {
        match self.0 {
            Value::String(text) => trimmed(text).into(),
            Value::Number(number) if number.is_f64() => {
                procedure::of_number(&number.as_f64().unwrap_or_default().to_string()).into()
            }
            Value::Number(number) => number.to_string().into(),
            Value::Bool(flag) => flag.to_string().into(),
            Value::Null | Value::Array(_) | Value::Object(_) => "".into(),
        }
    }

    /// The members of a list; a value that is none stands for a list of itself.
    pub fn items(self) -> impl Iterator<Item = Self> {
        let items = match self.0 {
            Value::Array(items) => items,
            Value::Object(_) => slice::from_ref(self.0),
            _ if self.text().is_empty() => &[],
            scalar => slice::from_ref(scalar),
        };
        items.iter().map(Self)
    }

    pub fn is_list(self) -> bool {
        self.0.is_array()
    }

    /// Whether any text is in it.
    pub fn is_filled(self) -> bool {
        match self.0 {
            Value::Array(items) => items.iter().any(|item| Self(item).is_filled()),
            Value::Object(members) => members.values().any(|value| Self(value).is_filled()),
            _ => !self.text().is_empty(),
        }
    }
}
