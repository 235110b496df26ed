//! Text in two languages, and what may stand in a name once it is shown. Names come from files of many
//! makers: they are composed (NFC), and characters that draw nothing, turn the direction of writing
//! or are forbidden in XML are dropped here, so that no name can disturb the text around it.

use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The language of a page, and of everything drawn for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// Vietnamese: decimal comma, dots between thousands.
    Vi,
    /// English: decimal point, commas between thousands.
    En,
}

impl Lang {
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    /// The tag of BCP 47, as `xml:lang` wants it.
    #[must_use]
    pub fn tag(self) -> &'static str {
        self.pick("vi", "en")
    }

    /// What tells the languages apart in names of files; Vietnamese comes first and has none.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        self.pick("", ".en")
    }

    /// One of two wordings.
    pub(crate) fn pick<'a>(self, vi: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }
}

/// A wording in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Text {
    /// A wording in Vietnamese and in English.
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Text { vi: vi.into(), en: en.into() }
    }

    /// A wording made for each language.
    pub fn both<T: Into<String>>(write: impl Fn(Lang) -> T) -> Self {
        Self::new(write(Lang::Vi), write(Lang::En))
    }

    /// A name that is not translated, such as that of a unit.
    pub fn name(name: impl Into<String>) -> Self {
        let vi = name.into();
        Text { en: vi.clone(), vi }
    }

    /// Wordings joined by a sign or word.
    pub fn joined(texts: &[Self], sign: &Self) -> Self {
        Self::both(|lang| {
            let texts: Vec<&str> = texts.iter().map(|text| text.get(lang)).collect();
            texts.join(sign.get(lang))
        })
    }

    /// The wording in `lang`.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.vi, &self.en)
    }
}

/// How many marks may stand on one letter; Vietnamese needs none after composition.
const MARKS_ON_A_LETTER: usize = 2;

/// The text composed, on one line, without characters that are invisible or turn the line around.
pub fn clean(text: &str) -> String {
    if is_clean(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut marks = 0;
    let mut space = true;
    for c in text.nfc() {
        if c.is_whitespace() {
            if !space {
                out.push(' ');
            }
            (space, marks) = (true, 0);
        } else if is_combining_mark(c) {
            marks += 1;
            // A mark without a letter before it would sit on its neighbour.
            if !space && marks <= MARKS_ON_A_LETTER {
                out.push(c);
            }
        } else if !is_dropped(c) || (c == END_OF_RUN && out.ends_with(turns)) {
            out.push(c);
            (space, marks) = (false, 0);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether a text holds only letters and signs of these languages that are composed and draw what they
/// are, with single spaces between them. Nearly every text does, and is told so at a glance.
fn is_clean(text: &str) -> bool {
    let mut space = true;
    for c in text.chars() {
        let is_space = c == ' ';
        let known = matches!(c, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{24f}'
            | '\u{1e00}'..='\u{1eff}' | '\u{2010}'..='\u{2027}' | '\u{2190}'..='\u{22ff}');
        if !known || is_space && space {
            return false;
        }
        space = is_space;
    }
    !space || text.is_empty()
}

/// The mark that ends a run of letters written from right to left, so that a number after it stands
/// where it was put.
const END_OF_RUN: char = '\u{200e}';

/// Whether a letter is written from right to left.
fn turns(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// A name that may stand before other text: where its last letters are written from right to left,
/// the run is ended.
pub fn ended(name: String) -> String {
    let letters = name.trim_end_matches(|c: char| !c.is_alphabetic());
    if !letters.ends_with(turns) {
        return name;
    }
    let rest = name[letters.len()..].to_owned();
    format!("{letters}{END_OF_RUN}{rest}")
}

/// Whether a character is dropped: controls, direction marks, zero-width and tag characters, private
/// use, and what XML forbids.
fn is_dropped(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00ad}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{3164}'
            | '\u{200b}'..='\u{200c}' | '\u{200e}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}'..='\u{ffff}'
            | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{10ffff}')
}

/// A name made fit for an XML id: letters, digits, `-` and `_`.
pub fn as_id(text: &str) -> String {
    let id: String =
        text.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' }).collect();
    format!("c-{id}")
}

/// A sentence with the stop that a headline may lack.
pub fn sentence(text: &str) -> String {
    let text = clean(text);
    if text.is_empty() || text.ends_with(['.', '!', '?', '…']) { text } else { text + "." }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decomposed_name_becomes_the_composed_one() {
        assert_eq!(clean("Cu\u{323}c So\u{302}\u{301}"), "Cục Số");
    }

    #[test]
    fn marks_of_direction_and_controls_are_dropped() {
        assert_eq!(clean("A\u{202e}B\u{0007}C\u{200f}\tD\n"), "ABC D");
    }

    #[test]
    fn a_name_from_right_to_left_does_not_turn_what_follows() {
        assert_eq!(clean(&format!("{}: 97", ended("A שלום".into()))), "A שלום\u{200e}: 97");
        assert_eq!(ended("Vụ Pháp chế (A)".into()), "Vụ Pháp chế (A)");
    }

    #[test]
    fn letters_that_are_taken_for_clean_are_composed_and_drawn() {
        for c in ('\0'..='\u{2fff}').filter(|c| is_clean(&c.to_string())) {
            let composed: String =
                ["a", "e\u{301}"].map(|e| format!("{c}{e}")).concat().nfc().collect();
            assert_eq!(composed, format!("{c}a{c}\u{e9}"), "{c:?}");
            assert!(!is_dropped(c) && !c.is_whitespace() && !is_combining_mark(c), "{c:?}");
        }
        for text in ["", "Cục Sở hữu trí tuệ – 12,5 %", "A"] {
            assert!(is_clean(text));
        }
        for text in [" A", "A ", "A  B", "\u{a0}", "A\u{301}"] {
            assert!(!is_clean(text));
        }
    }

    #[test]
    fn a_heap_of_marks_on_one_letter_is_cut() {
        let heap = format!("a{}b", "\u{0489}".repeat(40));
        assert_eq!(clean(&heap).chars().count(), 4);
    }

    #[test]
    fn a_mark_without_a_letter_is_dropped() {
        assert_eq!(clean("\u{0301}\u{0301} x"), "x");
    }

    #[test]
    fn an_id_holds_nothing_that_needs_escaping() {
        assert_eq!(as_id("../a\"b"), "c----a-b");
    }
}
