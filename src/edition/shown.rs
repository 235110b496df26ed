//! How figures are written in a report: Vietnamese numbers, an en dash where there is none, and
//! words for every status in both languages, the same in reports and on pages.

use crate::{
    disclose::Policy,
    domain::{
        cell::Status,
        number::Decimal,
        text::{Lang, Text},
        words,
    },
};

/// Where there is no figure.
pub const ABSENT: &str = "–";

/// A count or points.
pub fn number(value: impl Into<Decimal>) -> String {
    value.into().text(Lang::Vi)
}

pub fn status(status: Status) -> Text {
    words::of(&format!("status.{}", status.as_str())).clone()
}

/// What the policy `portal` shows and withholds, sentence by sentence.
pub fn portal(policy: Policy) -> Vec<Text> {
    let mut told: Vec<Text> = words::section("portal").map(|(_, words)| words.clone()).collect();
    if let Policy::Portal { opinions: Some(opinions) } = policy {
        let opinions = Text::name(opinions.to_string());
        told.push(words::filled("portal_more.opinions", &[("opinions", &opinions)]));
    }
    told
}
