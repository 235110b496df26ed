//! The guard of CSV cells against formulas (CWE-1236): a text that a spreadsheet would take for one
//! gets a leading apostrophe, and is found again without it. Every CSV of the program is guarded here.

use std::borrow::Cow;

/// How a text begins that a spreadsheet takes for a formula.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A text that begins like a formula. One that has an apostrophe before that itself is guarded too, so
/// that it can be told from the guarded one.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}

/// A text as CSV shows it: one that begins like a formula gets a leading apostrophe.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text) { format!("'{text}").into() } else { text.into() }
}

/// A text of a CSV without the apostrophe that keeps it from being a formula.
pub fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_read_back_from_a_csv_as_it_was() {
        for (text, shown) in [
            ("=1+1", "'=1+1"),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("''=1", "'''=1"),
            ("'abc", "'abc"),
            ("'", "'"),
            ("−5", "−5"),
            ("-5", "'-5"),
            ("", ""),
        ] {
            assert_eq!(guarded(text), shown);
            assert_eq!(unguarded(shown), text);
        }
    }
}
