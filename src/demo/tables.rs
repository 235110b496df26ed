//! The tables of `data/demo/` as rows. They are part of the program, so that a row that does not fit is
//! a bug.

use serde::de::DeserializeOwned;

pub fn rows<T: DeserializeOwned>(table: &str) -> Vec<T> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    reader.deserialize().map(|row| row.expect("a row of a built-in table")).collect()
}
