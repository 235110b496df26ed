//! What headlines share: names cut so that a finding stays readable, what stands where a figure is
//! absent, and shares in percent.

use crate::domain::{
    cell::Status,
    number::Decimal,
    sentence::{Value, said, wording},
    text::{Text, clean},
};

/// The most letters of a name within a headline; the whole name stands in the figure.
const NAME: usize = 72;

/// A name short enough for a headline, cut between words where it can be.
pub fn short(name: &Text) -> Text {
    Text::new(cut(&name.vi), cut(&name.en))
}

fn cut(name: &str) -> String {
    let name = clean(name);
    let Some((end, _)) = name.char_indices().nth(NAME) else { return name };
    let kept = &name[..end];
    let kept = kept.rfind(' ').filter(|space| *space > 0).map_or(kept, |space| &kept[..space]);
    format!("{}…", kept.trim_end_matches([' ', ',', '–', '-', '(', '\u{200d}']))
}

/// The ratio in percent; absent without cases.
pub fn share(counts: Option<(u64, u64)>) -> Option<Decimal> {
    let (numerator, denominator) = counts?;
    Decimal::percent(numerator, denominator, 2)
}

/// A ratio of few cases, as its fraction.
pub fn few((numerator, denominator): (u64, u64)) -> Text {
    let counts =
        [("numerator", Value::Count(numerator)), ("denominator", Value::Count(denominator))];
    said("common.few", &counts)
}

/// What stands where a figure is absent; nothing where it is not.
pub fn absent(status: Status) -> Option<Text> {
    let key = match status {
        Status::Value | Status::Provisional => return None,
        Status::NoCases => "absent.no_cases",
        Status::NotApplicable => "absent.not_applicable",
        Status::Suppressed => "absent.suppressed",
        Status::MissingSource => "absent.missing_source",
    };
    Some(wording(key))
}
