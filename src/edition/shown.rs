//! How figures are written in a report: Vietnamese numbers, an en dash where there is none, and
//! words for every status in both languages, the same in reports and on pages.

use crate::domain::{
    cell::Status,
    number::Decimal,
    text::{Lang, Text},
    words,
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
