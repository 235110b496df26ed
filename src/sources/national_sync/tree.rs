//! A small record as a tree, for the catalogue: a few thousand procedures, none of them a person's.
//! Keys are found in any case, and the last of a repeated one stands.

use std::{borrow::Cow, fmt};

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::{domain::procedure, sources::text::trimmed};

/// A value; scalars as trimmed texts, empty where they are missing.
#[derive(Debug, PartialEq)]
pub enum Tree<'de> {
    Scalar(Cow<'de, str>),
    List(Vec<Tree<'de>>),
    Object(Vec<(Cow<'de, str>, Tree<'de>)>),
}

static NOTHING: Tree<'static> = Tree::Scalar(Cow::Borrowed(""));

impl<'de> Tree<'de> {
    /// The member of an object; nothing where it is missing.
    pub fn get(&self, key: &str) -> &Tree<'de> {
        let Self::Object(members) = self else { return &NOTHING };
        members
            .iter()
            .rev()
            .find(|(known, _)| known.eq_ignore_ascii_case(key))
            .map_or(&NOTHING, |(_, value)| value)
    }

    pub fn text(&self) -> &str {
        match self {
            Self::Scalar(text) => text,
            Self::List(_) | Self::Object(_) => "",
        }
    }

    /// The members of a list; a value that is none stands for a list of itself.
    pub fn items(&self) -> &[Tree<'de>] {
        match self {
            Self::List(items) => items,
            Self::Scalar(text) if text.is_empty() => &[],
            other => std::slice::from_ref(other),
        }
    }

    /// Whether any text is in it.
    pub fn is_filled(&self) -> bool {
        match self {
            Self::Scalar(text) => !text.is_empty(),
            Self::List(items) => items.iter().any(Self::is_filled),
            Self::Object(members) => members.iter().any(|(_, value)| value.is_filled()),
        }
    }
}

impl<'de> Deserialize<'de> for Tree<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Whole)
    }
}

struct Whole;

impl<'de> Visitor<'de> for Whole {
    type Value = Tree<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Tree<'de>, E> {
        Ok(Tree::Scalar(trimmed(text).into()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Tree<'de>, E> {
        Ok(Tree::Scalar(trimmed(text).to_owned().into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Tree<'de>, E> {
        Ok(Tree::Scalar(number.to_string().into()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Tree<'de>, E> {
        Ok(Tree::Scalar(number.to_string().into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Tree<'de>, E> {
        Ok(Tree::Scalar(procedure::of_number(&number.to_string()).into()))
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Tree<'de>, E> {
        Ok(Tree::Scalar(flag.to_string().into()))
    }

    fn visit_unit<E>(self) -> Result<Tree<'de>, E> {
        Ok(Tree::Scalar("".into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Tree<'de>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Tree::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some(Tree::Scalar(key)) = map.next_key::<Tree<'de>>()? {
            members.push((key, map.next_value()?));
        }
        Ok(Tree::Object(members))
    }
}
