//! One object and its wanted keys. Numbers are handed on as they are written, so that a code that
//! looks like one keeps every digit.

use std::{
    borrow::Cow,
    collections::BTreeSet,
    fmt,
    sync::{Mutex, PoisonError},
};

use hashbrown::HashMap;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::{Value, value::RawValue};

use super::super::{
    plan::{Plan, normal},
    worker::Worker,
};
use crate::{
    domain::account::{Finding, OutOfScope},
    schema::{Column, canonical::MOST_COLUMNS},
    sources::{File, reading::Reading, rows::Cell, text::trimmed},
};

/// Keys that are remembered; a file has a few dozen of them.
const REMEMBERED: usize = 1 << 12;

/// What the keys of a file mean, as one thread met them.
pub struct Keys {
    columns: &'static [Column],
    /// Names as they are compared, and the columns they stand for.
    wanted: HashMap<String, Vec<usize>>,
    met: HashMap<String, Vec<usize>>,
}

impl Keys {
    pub fn new(file: &File, reading: &Reading) -> Self {
        let mut wanted: HashMap<String, Vec<usize>> = HashMap::new();
        for (position, name) in Plan::wanted(file, reading).into_iter().enumerate() {
            if let Some(name) = name {
                wanted.entry(normal(name)).or_default().push(position);
            }
        }
        let columns = file.kind.columns();
        Self { columns, wanted, met: HashMap::new() }
    }

    /// Adds the keys that were met to what other threads saw.
    pub fn add_to(self, seen: &Seen) {
        seen.lock().unwrap_or_else(PoisonError::into_inner).extend(self.met.into_keys());
    }

    /// Learns what a key stands for. Of keys that stand for nothing, only so many are remembered.
    fn meet(&mut self, key: &str) {
        let columns = self.wanted.get(&normal(key));
        if columns.is_some() || self.met.len() < REMEMBERED {
            self.met.insert(key.to_owned(), columns.cloned().unwrap_or_default());
        }
    }
}

/// What all threads saw of the keys of a file.
pub type Seen = Mutex<BTreeSet<String>>;

/// A column of the table says whether a dossier was handed on, and not the source.
pub fn given(reading: &Reading) -> &'static [&'static str] {
    if reading.columns.contains_key("synced") { &["synced"] } else { &[] }
}

/// What became of some bytes where a record should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It was handed on.
    Row,
    /// It is an object, and a wanted key holds none of what a cell can.
    Malformed,
    /// It is no object.
    Broken,
}

/// Hands the record on that stands at `position`; one that is none is a malformed row.
pub fn take(keys: &mut Keys, worker: &mut Worker<'_>, bytes: &[u8], position: u64) -> Taken {
    let mut cells: [Cell<'_>; MOST_COLUMNS] = [const { Cell::Missing }; MOST_COLUMNS];
    let mut is_repeated = false;
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let object = Object { keys, cells: &mut cells, is_repeated: &mut is_repeated };
    let read = (&mut deserializer).deserialize_map(object).and_then(|()| deserializer.end());
    if read.is_err() {
        worker.malformed(position);
        let is_object =
            bytes.starts_with(b"{") && serde_json::from_slice::<IgnoredAny>(bytes).is_ok();
        return if is_object { Taken::Malformed } else { Taken::Broken };
    }
    if cells.iter().all(Cell::is_missing) && is_blank(bytes) {
        worker.pass_over(position, OutOfScope::BlankRow);
        return Taken::Row;
    }
    if is_repeated {
        worker.notice(position, Finding::RepeatedKey);
    }
    worker.row(position, &cells);
    Taken::Row
}

/// Whether no key of an object holds anything.
fn is_blank(bytes: &[u8]) -> bool {
    let object: Result<serde_json::Map<String, Value>, _> = serde_json::from_slice(bytes);
    object.is_ok_and(|object| {
        object.values().all(|value| match value {
            Value::Null => true,
            Value::String(text) => trimmed(text).is_empty(),
            _ => false,
        })
    })
}

/// Takes the wanted keys of one object; the last of a repeated key stands.
struct Object<'k, 'c, 'de> {
    keys: &'k mut Keys,
    cells: &'c mut [Cell<'de>; MOST_COLUMNS],
    is_repeated: &'c mut bool,
}

impl<'de> Visitor<'de> for Object<'_, '_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut met = 0_u32;
        while let Some(key) = map.next_key::<Text<'de>>()? {
            let key = key.0.as_ref();
            let columns = match self.keys.met.get(key) {
                Some(columns) => columns,
                None => {
                    self.keys.meet(key);
                    self.keys.met.get(key).unwrap_or(const { &Vec::new() })
                }
            };
            if columns.is_empty() {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let raw: &'de RawValue = map.next_value()?;
            for column in columns {
                let cell = cell(raw.get()).ok_or_else(|| A::Error::custom("no cell"))?;
                self.cells[*column] = cell.fit(self.keys.columns[*column].kind);
                *self.is_repeated |= met & 1 << column != 0;
                met |= 1 << column;
            }
        }
        Ok(())
    }
}

#[derive(serde::Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// A value that is written so; `None` where it is a list, an object or no text.
fn cell(raw: &str) -> Option<Cell<'_>> {
    let bytes = raw.as_bytes();
    Some(match bytes.first()? {
        b'"' if memchr::memchr(b'\\', bytes).is_none() => Cell::Text(&raw[1..raw.len() - 1]),
        b'"' => Cell::Owned(serde_json::from_str(raw).ok()?),
        b'n' => Cell::Missing,
        b't' => Cell::Bool(true),
        b'f' => Cell::Bool(false),
        b'[' | b'{' => return None,
        _ => match raw.parse() {
            Ok(number) if raw != "-0" => Cell::Int(number),
            _ => Cell::Number(raw.into()),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_keeps_every_digit() {
        for text in ["1.0", "1e2", "12345678901234567890", "0.10", "-0", "1E+2"] {
            assert_eq!(cell(text), Some(Cell::Number(text.into())));
        }
        assert_eq!(cell("100"), Some(Cell::Int(100)));
        assert_eq!(cell("-9223372036854775808"), Some(Cell::Int(i64::MIN)));
    }

    #[test]
    fn texts_words_and_what_is_no_cell() {
        assert_eq!(cell(r#""a""#), Some(Cell::Text("a")));
        assert_eq!(cell(r#""a\u1ec7\"""#), Some(Cell::Owned("aệ\"".into())));
        assert_eq!(cell(r#""\ud800""#), None);
        assert_eq!((cell("null"), cell("true")), (Some(Cell::Missing), Some(Cell::Bool(true))));
        assert_eq!((cell("[1]"), cell("{}")), (None, None));
    }

    #[test]
    fn an_object_of_blanks_is_told_from_one_without_wanted_keys() {
        for (text, blank) in
            [("{}", true), (r#"{"a":null,"b":" \u00a0"}"#, true), (r#"{"a":0}"#, false)]
        {
            assert_eq!(is_blank(text.as_bytes()), blank, "{text}");
        }
    }
}
