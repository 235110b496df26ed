//! Texts that decide something, compared as 4.1.3 says: NFC, lower case, single spaces. What a
//! trail entry's text means is read here; the text goes no further.

use std::{
    borrow::Cow,
    hash::{DefaultHasher, Hash, Hasher},
};

use hashbrown::HashMap;

use crate::domain::{
    dossier::{EntryKind, Status},
    message::EntryClass,
    unit::folded,
};

/// What the words of an entry say, whatever its status.
#[derive(Clone, Copy, Debug)]
struct Said {
    no_due_date: bool,
    supplement: bool,
    payment: bool,
    completed: bool,
    hash: u64,
}

impl Said {
    fn in_text(content: &str) -> Self {
        let text = folded(content);
        let says = |words: &str| text.contains(words);
        Self {
            no_due_date: says("không có ngày hẹn trả"),
            supplement: says("bổ sung"),
            payment: says("nghĩa vụ tài chính") || says("nvtc"),
            completed: says("hoàn thành bổ sung") || says("đã bổ sung"),
            hash: hash(&text),
        }
    }

    fn class(self, status: Status) -> (Status, EntryClass) {
        match status.0 {
            _ if self.no_due_date => (status, EntryClass::FalseEnd),
            9 if self.supplement => (Status(5), EntryClass::MislabelledRequest),
            9 if self.payment => (Status(6), EntryClass::MislabelledPayment),
            5 if self.completed => (status, EntryClass::Plain(EntryKind::Completion)),
            5 => (status, EntryClass::Plain(EntryKind::Request)),
            _ => (status, EntryClass::Plain(EntryKind::Step)),
        }
    }
}

/// Classifies entries and remembers texts: millions of entries say a few dozen things.
#[derive(Debug, Default)]
pub struct Classifier {
    known: HashMap<Box<[u8]>, Said>,
}

impl Classifier {
    const REMEMBERED: usize = 1 << 13;
    /// Longer texts are somebody's own words.
    const LONGEST: usize = 256;

    /// The status that counts and the meaning of an entry, with a hash of its normalised text.
    pub fn classify(&mut self, status: Status, content: &str) -> (Status, EntryClass, u64) {
        let classified = self.classify_raw(status, content.as_bytes(), || Some(content.into()));
        classified.unwrap_or((status, EntryClass::Plain(EntryKind::Step), 0))
    }

    /// The same of a text as it stands in a file, which is made out only where it is new; `None`
    /// where it is no text.
    pub fn classify_raw<'t>(
        &mut self,
        status: Status,
        raw: &[u8],
        text: impl FnOnce() -> Option<Cow<'t, str>>,
    ) -> Option<(Status, EntryClass, u64)> {
        if raw.is_empty() {
            let kind = if status.0 == 5 { EntryKind::Request } else { EntryKind::Step };
            return Some((status, EntryClass::Plain(kind), 0));
        }
        let said = match self.known.get(raw) {
            Some(said) => *said,
            None => {
                let said = Said::in_text(&text()?);
                if self.known.len() < Self::REMEMBERED && raw.len() <= Self::LONGEST {
                    self.known.insert(raw.into(), said);
                }
                said
            }
        };
        let (status, class) = said.class(status);
        Some((status, class, said.hash))
    }
}

/// A text without what is blank at its edges: white space of Unicode, the no-break space among it, a
/// byte order mark, and marks without width that come along when text is copied.
#[inline]
pub fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [] => text,
        [only] if only.is_ascii_graphic() => text,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim_matches(is_blank),
    }
}

pub(super) fn is_blank(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}')
}

/// Doubles hold every whole number up to this one.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A 64-bit hash that is the same in every process.
pub fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// A fee in dong: digits with thousands separators and at most two decimals, or a fraction of zeros;
/// `None` where it cannot be read, which is not 0.
pub fn fee(text: &str) -> Option<i64> {
    let text = text.trim();
    let is_separator = |c: char| matches!(c, '.' | ',' | ' ' | '\u{a0}');
    let groups: Vec<&str> = text.split(is_separator).collect();
    if groups.iter().any(|group| group.is_empty() || !group.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let (last, head) = groups.split_last()?;
    // Three zeros are a group, unless what stands before them is too long for one.
    let zeros = last.bytes().all(|digit| digit == b'0')
        && text[..text.len() - last.len()].ends_with(['.', ','])
        && (last.len() != 3 || (head.len() == 1 && head[0].len() > 3));
    let decimals = !head.is_empty() && (last.len() <= 2 || zeros);
    let whole = if decimals { head } else { &groups[..] };
    let grouped = whole.len() == 1
        || (whole[0].len() <= 3 && whole[1..].iter().all(|group| group.len() == 3));
    grouped.then(|| whole.concat().parse().ok()).flatten()
}

/// A fee that is a number, whose point is never one of thousands; the part of a dong is cut off.
pub fn dong(number: f64) -> Option<i64> {
    (0.0..=EXACT).contains(&number).then_some(number as i64)
}

/// A whole number, which floats are written with a fraction of zeros.
pub fn whole(text: &str) -> Option<i64> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    let (digits, zeros) = text.split_once('.').unwrap_or((text, "0"));
    let is_whole = !zeros.is_empty() && zeros.bytes().all(|digit| digit == b'0');
    if is_whole { digits.parse().ok() } else { None }
}

/// A count: digits, with thousands separators of one kind where they are separated.
pub fn count(text: &str) -> Option<i64> {
    let mark = text.chars().find(|letter| !letter.is_ascii_digit());
    let Some(mark) = mark.filter(|mark| matches!(mark, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}'))
    else {
        return whole(text);
    };
    let (head, decimals) = match text.rfind(['.', ',']) {
        Some(place) if !text[place..].starts_with(mark) => (&text[..place], &text[place + 1..]),
        _ => (text, "0"),
    };
    let groups: Vec<&str> = head.split(mark).collect();
    let is_grouped = (1..=3).contains(&groups[0].len())
        && groups[1..].iter().all(|group| group.len() == 3)
        && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()))
        && !decimals.is_empty()
        && decimals.bytes().all(|digit| digit == b'0');
    if is_grouped { groups.concat().parse().ok() } else { whole(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classify(status: Status, content: &str) -> (Status, EntryClass, u64) {
        Classifier::default().classify(status, content)
    }

    #[test]
    fn fees_are_read_with_separators_and_decimals() {
        for (text, expected) in [
            ("135000", Some(135_000)),
            ("135.000", Some(135_000)),
            ("135000.0", Some(135_000)),
            ("1.350.000,00", Some(1_350_000)),
            ("0", Some(0)),
            ("", None),
            ("miễn phí", None),
            ("-5", None),
            ("12.34.5", None),
            ("150000.0000", Some(150_000)),
            ("0.0000", Some(0)),
            ("0.000", Some(0)),
            ("1500.000", Some(1500)),
            ("1.350.000,0000", Some(1_350_000)),
            ("12.34.0000", None),
            ("150000.0001", None),
            ("150000 0000", None),
        ] {
            assert_eq!(fee(text), expected, "{text}");
        }
    }

    #[test]
    fn a_fee_that_is_a_number_has_no_groups() {
        for (number, expected) in [
            (135.0, Some(135)),
            (135_000.75, Some(135_000)),
            (-0.5, None),
            (f64::NAN, None),
            (f64::INFINITY, None),
            (1e300, None),
        ] {
            assert_eq!(dong(number), expected, "{number}");
        }
    }

    #[test]
    fn counts_are_read_with_thousands_separators_and_without() {
        for (text, expected) in [
            ("0", Some(0)),
            ("1234", Some(1234)),
            ("1.234", Some(1234)),
            ("1,234", Some(1234)),
            ("1 234", Some(1234)),
            ("1\u{a0}234\u{202f}567", None),
            ("1\u{202f}234\u{202f}567", Some(1_234_567)),
            ("12.345.678,00", Some(12_345_678)),
            ("12,345.0", Some(12_345)),
            ("1.000", Some(1000)),
            ("1.0", Some(1)),
            ("1234.00", Some(1234)),
            ("-5", Some(-5)),
            ("1.5", None),
            ("1.23", None),
            ("1234.567", None),
            ("1.234,5", None),
            ("1.234.56", None),
            ("", None),
            (".", None),
            ("12 hồ sơ", None),
        ] {
            assert_eq!(count(text), expected, "{text}");
        }
    }

    #[test]
    fn a_whole_number_may_have_a_fraction_of_zeros() {
        for (text, expected) in
            [("9.0", Some(9)), ("9", Some(9)), ("9.00", Some(9)), ("9.", None), ("9.5", None)]
        {
            assert_eq!(whole(text), expected, "{text}");
        }
    }

    #[test]
    fn no_blank_at_the_edge_of_a_text_is_part_of_it() {
        for (text, expected) in [
            ("H1", "H1"),
            ("H", "H"),
            ("", ""),
            (" \t\r\n", ""),
            ("\u{feff}H1", "H1"),
            ("\u{a0}Cục Một\u{a0}\u{202f} ", "Cục Một"),
            ("\u{200b}\u{3000}H\u{a0}1\u{2003}", "H\u{a0}1"),
            ("Sở Y tế", "Sở Y tế"),
        ] {
            assert_eq!(trimmed(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_status_nine_that_asks_for_a_supplement_is_a_request() {
        let (status, class, _) = classify(Status(9), "Cán bộ trả hồ sơ  BỔ SUNG");
        assert_eq!((status, class), (Status(5), EntryClass::MislabelledRequest));
    }

    #[test]
    fn a_text_met_again_under_another_status_is_classified_by_that_status() {
        let mut classifier = Classifier::default();
        let text = "Công dân thực hiện NVTC";
        assert_eq!(classifier.classify(Status(9), text).1, EntryClass::MislabelledPayment);
        assert_eq!(classifier.classify(Status(6), text).1, EntryClass::Plain(EntryKind::Step));
        assert_eq!(classifier.classify(Status(5), text).1, EntryClass::Plain(EntryKind::Request));
    }

    #[test]
    fn decomposed_text_means_the_same_as_composed_text() {
        use unicode_normalization::UnicodeNormalization;
        let composed = "Hoàn thành bổ sung hồ sơ";
        let decomposed: String = composed.nfd().collect();
        assert_eq!(classify(Status(5), composed), classify(Status(5), &decomposed));
        assert_eq!(classify(Status(5), composed).1, EntryClass::Plain(EntryKind::Completion));
    }
}
