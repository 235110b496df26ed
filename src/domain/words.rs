//! The words of the program, by key: one file a language in `data/words`, which an official can better
//! without reading Rust. A key names its section, such as `site.home`; a place `{name}` is filled
//! where the words are used. Both files have the same keys and places, which a test holds.

use std::{collections::BTreeMap, sync::LazyLock};

use super::text::Text;

static WORDS: LazyLock<BTreeMap<String, Text>> = LazyLock::new(|| {
    let [vi, en] = [VI, EN].map(entries);
    let both = |(key, vi): (String, String)| {
        let en = en.get(&key).cloned().unwrap_or_default();
        (key, Text { vi, en })
    };
    vi.into_iter().map(both).collect()
});

const VI: &str = include_str!("../../data/words/vi.toml");
const EN: &str = include_str!("../../data/words/en.toml");

/// The words of a key. An unknown key is a fault of the program, which tests find.
pub fn of(key: &str) -> &'static Text {
    known(key).unwrap_or_else(|| panic!("there are no words for {key:?}"))
}

/// The words of a key that may not be there.
pub fn known(key: &str) -> Option<&'static Text> {
    WORDS.get(key)
}

/// The words of a key with its places filled.
pub fn filled(key: &str, parts: &[(&str, &Text)]) -> Text {
    Text::both(|lang| fill(of(key).get(lang), parts, |part| part.get(lang).to_owned()))
}

/// A pattern with its places `{name}` filled in one pass: a part that holds braces stays as it is.
pub fn fill<T>(pattern: &str, parts: &[(&str, T)], write: impl Fn(&T) -> String) -> String {
    let mut rest = pattern;
    let mut out = String::new();
    while let Some((before, behind)) = rest.split_once('{') {
        let (place, after) = behind.split_once('}').unwrap_or((behind, ""));
        let part = parts.iter().find(|(name, _)| *name == place);
        out.push_str(before);
        out.extend(part.map(|(_, part)| write(part)));
        rest = after;
    }
    out + rest
}

/// All words of a section, by the rest of their keys.
pub fn section(name: &str) -> impl Iterator<Item = (&'static str, &'static Text)> {
    let head = format!("{name}.");
    let from = WORDS.range(head.clone()..);
    from.map_while(move |(key, text)| Some((key.strip_prefix(&head)?, text)))
}

/// Every text of a file by its key, the names of its sections before it.
fn entries(file: &str) -> BTreeMap<String, String> {
    fn add(head: &str, table: toml::Table, found: &mut BTreeMap<String, String>) {
        for (name, value) in table {
            match value {
                toml::Value::Table(inner) => add(&format!("{head}{name}."), inner, found),
                toml::Value::String(text) => {
                    found.insert(format!("{head}{name}"), text);
                }
                other => panic!("{head}{name} is {other}, not a text"),
            }
        }
    }
    let mut found = BTreeMap::new();
    let table = file.parse().unwrap_or_else(|fault| panic!("a file of words: {fault}"));
    add("", table, &mut found);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_keys_and_no_text_is_empty() {
        let [vi, en] = [VI, EN].map(entries);
        assert!(vi.keys().eq(en.keys()));
        assert!(vi.values().chain(en.values()).all(|text| !text.is_empty()));
    }

    #[test]
    fn both_languages_have_the_same_places() {
        let places = |text: &str| {
            let mut names: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|rest| Some(rest.split_once('}')?.0.to_owned()))
                .collect();
            names.sort();
            names
        };
        for (key, text) in &*WORDS {
            assert_eq!(places(&text.vi), places(&text.en), "{key}");
        }
    }
}
