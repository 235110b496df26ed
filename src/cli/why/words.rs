//! The words of `chiso why` in one language, from `data/words` (section `why`), and numbers with their sign.

use crate::{
    domain::{
        cell::Status,
        number::{self, Decimal},
        text::Lang,
        words,
    },
    score::why::Term,
};

#[derive(Clone, Copy)]
pub struct Words {
    pub lang: Lang,
}

impl Words {
    pub fn of(self, key: &str) -> &'static str {
        words::of(&format!("why.{key}")).get(self.lang)
    }

    /// The words of a key with its places filled.
    pub fn filled(self, key: &str, parts: &[(&str, String)]) -> String {
        words::fill(self.of(key), parts, String::clone)
    }

    pub fn term(self, term: Term) -> &'static str {
        self.of(&format!("term.{}", term.as_str()))
    }

    pub fn status(self, status: Status) -> &'static str {
        words::of(&format!("explain.status.{}", status.as_str())).get(self.lang)
    }

    pub fn number(self, number: impl Into<Decimal>) -> String {
        number.into().text(self.lang)
    }

    pub fn count(self, count: u64) -> String {
        number::count(count, self.lang)
    }

    /// A change, with its sign.
    pub fn signed(self, change: impl Into<Decimal>) -> String {
        let change = change.into();
        let sign = if change > Decimal::ZERO { "+" } else { "" };
        format!("{sign}{}", change.text(self.lang))
    }

    /// Numerator and denominator, with their share in percent.
    pub fn ratio(self, (numerator, denominator): (u64, u64)) -> String {
        let figures = format!("{} / {}", self.count(numerator), self.count(denominator));
        let percent = Decimal::percent(numerator, denominator, 2);
        percent
            .map_or_else(|| figures.clone(), |share| format!("{figures} = {}%", self.number(share)))
    }
}
