//! A sentence is a wording with blanks, kept in `data/words`, and the figures and names that stand in
//! them. A number gets into a sentence only as a typed figure, and is written here for each language
//! by the one writer of numbers, so that what prose says is the figure itself.

use super::{
    number::{self, Decimal},
    period::Period,
    text::{Lang, Text},
    words,
};

/// What fills a blank.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// How many of something.
    Count(u64),
    /// How many units, with the word for them.
    Units(usize),
    /// Points, or a difference of any kind.
    Points(Decimal),
    /// A share in percent, with the sign.
    Percent(Decimal),
    /// The same without decimals that are zero, as goals are written.
    Goal(Decimal),
    Period(Period),
    /// A name or a wording.
    Words(&'a Text),
    /// A name or a code that is the same in both languages.
    Name(&'a str),
}

impl Value<'_> {
    /// How many there are.
    pub fn of(many: usize) -> Self {
        Value::Count(many as u64)
    }

    /// What is written of it by itself.
    pub fn in_both(self) -> Text {
        Text::new(self.written(Lang::Vi), self.written(Lang::En))
    }

    fn written(self, lang: Lang) -> String {
        match self {
            Value::Count(value) => number::count(value, lang),
            Value::Units(value) => {
                let form = if value == 1 { "common.units_one" } else { "common.units_many" };
                filled(&format!("sentence.{form}"), lang, &[("n", Value::Count(value as u64))])
            }
            Value::Points(value) => value.text(lang),
            Value::Percent(value) => value.text(lang) + "%",
            Value::Goal(value) => value.trimmed().text(lang) + "%",
            Value::Period(period) => crate::domain::wording::period(period).get(lang).to_owned(),
            Value::Words(words) => words.get(lang).to_owned(),
            Value::Name(name) => name.to_owned(),
        }
    }
}

/// The words of a key with their blanks filled.
pub fn filled(key: &str, lang: Lang, values: &[(&str, Value<'_>)]) -> String {
    words::fill(words::of(key).get(lang), values, |value| value.written(lang))
}

/// A sentence in both languages.
pub fn said(key: &str, values: &[(&str, Value<'_>)]) -> Text {
    let key = format!("sentence.{key}");
    Text::both(|lang| filled(&key, lang, values))
}

/// A wording without blanks.
pub fn wording(key: &str) -> Text {
    said(key, &[])
}

/// Who does something, with the verb that English writes in another way for more than one.
pub fn agreeing(verb: &str, is_one: bool, who: Value<'_>) -> Text {
    said(&format!("{verb}_{}", if is_one { "one" } else { "many" }), &[("who", who)])
}

/// Wordings joined by the same sign in both languages.
pub fn joined(texts: &[Text], sign: &str) -> Text {
    Text::joined(texts, &Text::name(sign))
}
