//! How names of units are compared.

/// A name as names are compared: NFC, lower case, single spaces.
pub fn folded(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    // Marks without width come along when text is copied, and are blank at its edges.
    let is_mark =
        |letter| matches!(letter, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}');
    let name = name.trim_matches(|letter: char| letter.is_whitespace() || is_mark(letter));
    let composed: String = name.nfc().collect();
    composed.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn no_blank_or_mark_at_the_edges_is_part_of_a_name() {
        for name in ["Sở Y tế", "\u{feff}Sở  Y tế", " \u{200b}SỞ Y TẾ\u{a0}\u{feff}"] {
            assert_eq!(folded(name), "sở y tế", "{name:?}");
        }
        assert_eq!(folded("\u{feff}\u{200b}"), "");
    }
}
