//! The words of sheets in both languages, by their keys in the files of words.

use crate::domain::{text::Text, words};

/// A pattern with its parts filled in.
pub use crate::domain::words::filled as said;

/// The wording of a key.
pub fn word(key: &str) -> Text {
    words::of(key).clone()
}
