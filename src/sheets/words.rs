//! The words of sheets in both languages, by their keys in the files of words.

use crate::domain::{text::Text, words};

/// The wording of a key.
pub fn word(key: &str) -> Text {
    words::of(key).clone()
}

/// A pattern with its parts filled in.
pub fn said(key: &str, parts: &[(&str, &Text)]) -> Text {
    parts.iter().fold(word(key), |text, (name, part)| {
        let name = format!("{{{name}}}");
        Text::new(text.vi.replace(&name, &part.vi), text.en.replace(&name, &part.en))
    })
}
