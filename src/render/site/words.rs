//! The wording of the pages that is not in a rule set, in the language of a page. A sentence with
//! figures is a pattern; the figures are put into it as elements of their own (`figure.rs`).

use std::collections::{BTreeMap, HashMap};

use crate::domain::{text::Lang, words};

/// The wording of one language.
pub struct Words {
    by_key: HashMap<&'static str, &'static str>,
}

impl Words {
    pub fn new(lang: Lang) -> Self {
        Self { by_key: words::section("site").map(|(key, text)| (key, text.get(lang))).collect() }
    }

    /// The wording of a key. An unknown key is a fault of the program, which a test finds.
    pub fn of(&self, key: &str) -> &'static str {
        self.by_key.get(key).copied().unwrap_or_else(|| panic!("no wording for {key:?}"))
    }

    /// The wording of a key that may not be there.
    pub fn known(&self, key: &str) -> Option<&'static str> {
        self.by_key.get(key).copied()
    }

    /// All of it, for templates.
    pub fn all(&self) -> BTreeMap<&'static str, &'static str> {
        self.by_key.iter().map(|(key, text)| (*key, *text)).collect()
    }
}
