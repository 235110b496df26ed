//! What is blank at the edges of a text, which is no part of it: white space, marks without width, and
//! the escapes that stand for them. The bytes are left where they are.

use crate::sources::text;

/// A text as it stands between its quotes, without what is blank at its edges; `escaped` where there is
/// a backslash in it.
#[inline]
pub fn trimmed(text: &[u8], escaped: bool) -> &[u8] {
    let text = text.trim_ascii();
    let is_plain =
        !escaped && text.first().is_none_or(u8::is_ascii) && text.last().is_none_or(u8::is_ascii);
    if is_plain { text } else { within(text) }
}

#[cold]
fn within(mut text: &[u8]) -> &[u8] {
    loop {
        let before = text.len();
        text = match std::str::from_utf8(text) {
            Ok(valid) => text::trimmed(valid).as_bytes(),
            Err(_) => text.trim_ascii(),
        };
        text = &text[blank_escape(text).unwrap_or(0)..];
        let tail = [2, 6].into_iter().filter_map(|length| text.len().checked_sub(length));
        let blank = tail.into_iter().find(|from| {
            let (rest, tail) = text.split_at(*from);
            // A backslash that is escaped itself begins nothing.
            let marks = rest.iter().rev().take_while(|byte| **byte == b'\\').count();
            marks % 2 == 0 && blank_escape(tail) == Some(tail.len())
        });
        text = &text[..blank.unwrap_or(text.len())];
        if text.len() == before {
            return text;
        }
    }
}

/// The length of the escape that the text begins with, where it stands for a blank.
fn blank_escape(text: &[u8]) -> Option<usize> {
    match text {
        [b'\\', b't' | b'n' | b'r' | b'f', ..] => Some(2),
        [b'\\', b'u', digits @ ..] => {
            let digits = std::str::from_utf8(digits.first_chunk::<4>()?).ok()?;
            let letter = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
            text::is_blank(letter).then_some(6)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_no_part_of_a_text_however_they_are_written() {
        for (text, expected) in [
            ("", ""),
            (" \t", ""),
            (" H1 ", "H1"),
            ("\u{a0}H1\u{feff}", "H1"),
            ("\u{feff} Ủy ban\u{a0}\u{200b} ", "Ủy ban"),
            ("\u{a0}", ""),
            (r"\u00a0\uFEFF H1 \u200b", "H1"),
            (r"\t\u00A0", ""),
            (r"\nH1\r\n", "H1"),
            ("\u{a0}\\tH1\\u00a0\u{a0}", "H1"),
            (r"H1\\u00a0", r"H1\\u00a0"),
            (r"H1\\\u00a0", r"H1\\"),
            (r"H\u0111", r"H\u0111"),
            (r"\u0111H\n1", r"\u0111H\n1"),
            (r"a\u00a0b", r"a\u00a0b"),
        ] {
            let found = std::str::from_utf8(trimmed(text.as_bytes(), text.contains('\\'))).unwrap();
            assert_eq!(found, expected, "{text:?}");
        }
        assert_eq!(trimmed(b"\xff H1 ", false), b"\xff H1");
    }
}
