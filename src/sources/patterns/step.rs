//! One step of a pattern: a name, a name with the marks `*`, `?` and `[ab]`, or `**`. Names are compared
//! after NFC and without regard to case; brackets may also stand in a name as they are.

use glob::{MatchOptions, Pattern, PatternError};
use unicode_normalization::UnicodeNormalization;

/// One step of a pattern.
pub enum Step {
    /// A name without marks.
    Exact(String),
    /// A name with marks. Brackets may stand in it as they are.
    Marked(Marked),
    /// Any folders, or none.
    Any,
}

impl Step {
    /// The step of a part of a pattern; one that is no pattern is among the `invalid`, and may still be
    /// a name.
    pub fn new(name: &str, invalid: &mut Option<PatternError>) -> Self {
        if name == "**" {
            return Self::Any;
        }
        if !name.contains(['*', '?', '[']) {
            return Self::Exact(name.to_owned());
        }
        let folded = folded(name);
        let glob = Pattern::new(&folded).map_err(|error| invalid.get_or_insert(error).pos).ok();
        let literal = folded.contains('[').then(|| {
            let letter = |letter: char| match letter {
                '[' | ']' => format!("[{letter}]"),
                _ => letter.to_string(),
            };
            let escaped: String = folded.chars().map(letter).collect();
            Pattern::new(&escaped).ok()
        });
        Self::Marked(Marked {
            glob,
            literal: literal.flatten(),
            hidden: name.starts_with('.'),
            brackets_only: !name.contains(['*', '?']),
        })
    }
}

/// A name with marks.
pub struct Marked {
    glob: Option<Pattern>,
    /// With brackets as letters of the name.
    literal: Option<Pattern>,
    /// Hidden files are asked for.
    pub hidden: bool,
    brackets_only: bool,
}

impl Marked {
    /// The entries of a folder that are meant. A name that is there as it is written, brackets and all,
    /// is the one.
    pub fn meant<T>(&self, mut entries: Vec<(String, T)>) -> Vec<(String, T)> {
        let matches = |pattern: &Option<Pattern>, name: &str| {
            pattern.as_ref().is_some_and(|known| known.matches_with(&folded(name), EXACTLY))
        };
        let is_there =
            self.brackets_only && entries.iter().any(|(name, _)| matches(&self.literal, name));
        entries.retain(|(name, _)| {
            matches(&self.literal, name) || (!is_there && matches(&self.glob, name))
        });
        entries
    }
}

/// A name as names are compared with a pattern.
fn folded(name: &str) -> String {
    name.nfc().collect::<String>().to_lowercase()
}

const EXACTLY: MatchOptions = MatchOptions {
    case_sensitive: true,
    require_literal_separator: true,
    require_literal_leading_dot: false,
};
