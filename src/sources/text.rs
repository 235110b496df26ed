//! Texts that decide something, compared as 4.1.3 says: NFC, lower case, single spaces. What a
//! trail entry's text means is read here; the text goes no further.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::domain::{
    dossier::{EntryKind, Status},
    message::EntryClass,
    unit::folded,
};

/// The status that counts and the meaning of an entry, with a hash of its normalised text.
pub fn classify(status: Status, content: &str) -> (Status, EntryClass, u64) {
    if content.is_empty() {
        let kind = if status.0 == 5 { EntryKind::Request } else { EntryKind::Step };
        return (status, EntryClass::Plain(kind), 0);
    }
    let text = folded(content);
    let says = |words: &str| text.contains(words);
    let (status, class) = if says("không có ngày hẹn trả") {
        (status, EntryClass::FalseEnd)
    } else if status.0 == 9 && says("bổ sung") {
        (Status(5), EntryClass::MislabelledRequest)
    } else if status.0 == 9 && (says("nghĩa vụ tài chính") || says("nvtc")) {
        (Status(6), EntryClass::MislabelledPayment)
    } else if status.0 == 5 && (says("hoàn thành bổ sung") || says("đã bổ sung")) {
        (status, EntryClass::Plain(EntryKind::Completion))
    } else if status.0 == 5 {
        (status, EntryClass::Plain(EntryKind::Request))
    } else {
        (status, EntryClass::Plain(EntryKind::Step))
    };
    (status, class, hash(&text))
}

/// A 64-bit hash that is the same in every process.
pub fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// A fee in dong: digits with thousands separators and at most two decimals; `None` where it
/// cannot be read, which is not 0.
pub fn fee(text: &str) -> Option<i64> {
    let text = text.trim();
    let is_separator = |c: char| matches!(c, '.' | ',' | ' ' | '\u{a0}');
    let groups: Vec<&str> = text.split(is_separator).collect();
    if groups.iter().any(|group| group.is_empty() || !group.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let (last, head) = groups.split_last()?;
    let decimals = !head.is_empty() && last.len() <= 2;
    let whole = if decimals { head } else { &groups[..] };
    let grouped = whole.len() == 1
        || (whole[0].len() <= 3 && whole[1..].iter().all(|group| group.len() == 3));
    grouped.then(|| whole.concat().parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            assert_eq!(fee(text), expected, "{text}");
        }
    }

    #[test]
    fn a_status_nine_that_asks_for_a_supplement_is_a_request() {
        let (status, class, _) = classify(Status(9), "Cán bộ trả hồ sơ  BỔ SUNG");
        assert_eq!((status, class), (Status(5), EntryClass::MislabelledRequest));
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
