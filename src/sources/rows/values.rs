//! How a configuration replaces what a cell says by what `chiso` knows. A text, a number and a flag are
//! compared alike, whatever the format: `2`, `2.0` and `"2"` are one.

use std::collections::{BTreeMap, HashMap};

use super::cell::{Cell, whole};
use crate::{
    domain::unit::folded,
    sources::text::{self, trimmed},
};

/// Replaces raw values by canonical ones; `*` takes what no other list names.
#[derive(Clone, Debug, Default)]
pub struct ValueMap {
    /// As they are written, and as texts are compared (4.1.3).
    texts: HashMap<String, String>,
    numbers: HashMap<i64, String>,
    rest: Option<String>,
}

impl ValueMap {
    /// From canonical value to the raw values that stand for it.
    pub fn new(lists: &BTreeMap<String, Vec<String>>) -> Self {
        let mut map = Self::default();
        for (canonical, raw_values) in lists {
            for raw in raw_values.iter().map(|raw| trimmed(raw)) {
                if raw == "*" {
                    map.rest = Some(canonical.clone());
                    continue;
                }
                if let Some(number) = text::whole(raw) {
                    map.numbers.entry(number).or_insert_with(|| canonical.clone());
                }
                map.texts.entry(folded(raw)).or_insert_with(|| canonical.clone());
                map.texts.insert(raw.to_owned(), canonical.clone());
            }
        }
        map
    }

    /// The canonical value of a cell that holds something; `None` where no list names it.
    pub(super) fn get(&self, cell: &Cell<'_>) -> Option<&str> {
        let found = match cell {
            Cell::Int(number) => self.numbers.get(number),
            Cell::Real(number) => whole(*number).and_then(|number| self.numbers.get(&number)),
            Cell::Bool(flag) => self.texts.get(if *flag { "true" } else { "false" }),
            cell => self.text(cell.str()),
        };
        found.or(self.rest.as_ref()).map(String::as_str)
    }

    fn text(&self, text: &str) -> Option<&String> {
        self.texts
            .get(text)
            .or_else(|| text::whole(text).and_then(|number| self.numbers.get(&number)))
            .or_else(|| self.texts.get(&folded(text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_however_it_is_written() {
        use unicode_normalization::UnicodeNormalization;
        let lists = [
            ("online".to_owned(), vec!["Trực tuyến".to_owned(), "2".to_owned(), "True".to_owned()]),
            ("counter".to_owned(), vec!["1".to_owned()]),
        ];
        let mut map = ValueMap::new(&lists.clone().into());
        let decomposed: String = "Trực tuyến".nfd().collect();
        for (cell, expected) in [
            (Cell::Text("Trực tuyến"), Some("online")),
            (Cell::Text(" TRỰC  TUYẾN\u{a0}"), Some("online")),
            (Cell::Owned(decomposed), Some("online")),
            (Cell::Text("2"), Some("online")),
            (Cell::Text("2.0"), Some("online")),
            (Cell::Int(2), Some("online")),
            (Cell::Real(2.0), Some("online")),
            (Cell::Number("2.0".into()), Some("online")),
            (Cell::Bool(true), Some("online")),
            (Cell::Int(1), Some("counter")),
            (Cell::Bool(false), None),
            (Cell::Text("post"), None),
            (Cell::Real(2.5), None),
        ] {
            assert_eq!(map.get(&cell), expected, "{cell:?}");
        }
        let rest = [("other".to_owned(), vec!["*".to_owned()])];
        map = ValueMap::new(&lists.into_iter().chain(rest).collect());
        assert_eq!(map.get(&Cell::Real(2.5)), Some("other"));
        assert_eq!(map.get(&Cell::Int(1)), Some("counter"));
    }
}
