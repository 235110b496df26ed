//! A sentence is a wording with blanks, kept in `data/words`, and the figures and names that stand in
//! them. A number gets into a sentence only as a typed figure, and is written here for each language
//! by the one writer of numbers, so that what prose says is the figure itself.

use crate::domain::{
    number,
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
    /// Points in hundredths, two decimals.
    Points(i64),
    /// Hundredths of a percent, two decimals, with the sign.
    Percent(i64),
    /// The same without decimals that are zero, as goals are written.
    Goal(i64),
    Period(Period),
    /// A name or a wording.
    Words(&'a Text),
    /// A name or a code that is the same in both languages.
    Name(&'a str),
}

impl Value<'_> {
    fn written(self, lang: Lang) -> String {
        let count = |value: u64| number::count(i64::try_from(value).unwrap_or(i64::MAX), lang);
        match self {
            Value::Count(value) => count(value),
            Value::Units(value) => {
                let form = if value == 1 { "common.units_one" } else { "common.units_many" };
                filled(form, lang, &[("n", Value::Count(value as u64))])
            }
            Value::Points(value) => number::hundredths(value, lang),
            Value::Percent(value) => format!("{}%", number::hundredths(value, lang)),
            Value::Goal(value) => format!("{}%", number::tick(value, lang)),
            Value::Period(period) => crate::domain::wording::period(period).get(lang).to_owned(),
            Value::Words(words) => words.get(lang).to_owned(),
            Value::Name(name) => name.to_owned(),
        }
    }
}

fn filled(key: &str, lang: Lang, values: &[(&str, Value<'_>)]) -> String {
    let mut rest = words::of(&format!("sentence.{key}")).get(lang);
    let mut out = String::new();
    // In one pass, so that a name that holds braces stays a name.
    while let Some((before, after)) = rest.split_once('{') {
        let (blank, after) = after.split_once('}').unwrap_or((after, ""));
        let value = values.iter().find(|(name, _)| *name == blank);
        let (_, value) = value.unwrap_or_else(|| panic!("{key} has no value for {{{blank}}}"));
        out.push_str(before);
        out.push_str(&value.written(lang));
        rest = after;
    }
    out + rest
}

/// A sentence in both languages.
pub fn said(key: &str, values: &[(&str, Value<'_>)]) -> Text {
    Text::new(filled(key, Lang::Vi, values), filled(key, Lang::En, values))
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
    let join = |lang| texts.iter().map(|text| text.get(lang)).collect::<Vec<_>>().join(sign);
    Text::new(join(Lang::Vi), join(Lang::En))
}
