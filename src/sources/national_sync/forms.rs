//! Where a text of JSON ends.

/// How many bytes come before the first quote, backslash or control character; eight are looked at
/// together.
#[inline]
pub fn length_of_string(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    // The highest bit of each byte that is 0, and perhaps of those above the first that is.
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word;
    let mut at = 0;
    while let Some(eight) = bytes[at..].first_chunk() {
        let word = u64::from_le_bytes(*eight);
        let control = word.wrapping_sub(0x20 * ONES) & !word;
        let quote = zeros(word ^ (u64::from(b'"') * ONES));
        let backslash = zeros(word ^ (u64::from(b'\\') * ONES));
        let found = (control | quote | backslash) & (0x80 * ONES);
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let ends = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1F);
    bytes[at..].iter().position(ends).map_or(bytes.len(), |more| at + more)
}

/// The same from a backslash on, past all of them.
#[cold]
pub fn length_with_escapes(bytes: &[u8], from: usize) -> usize {
    let mut length = from;
    while bytes.get(length) == Some(&b'\\') {
        // What follows a backslash is part of the text, whatever it is.
        let escape = length + 2;
        length = escape + bytes.get(escape..).map_or(0, length_of_string);
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_ends_at_its_quote_wherever_that_stands() {
        for length in 0..40 {
            for end in ["\"", "\\", "\n", "\0", ""] {
                let text = format!(
                    "{}{end}é\"",
                    "ỹ~ \u{7f}\u{80}!#[]".repeat(5).chars().take(length).collect::<String>()
                );
                let expected = text.find(['"', '\\', '\n', '\0']).unwrap();
                assert_eq!(length_of_string(text.as_bytes()), expected, "{text:?}");
            }
        }
        assert_eq!(length_of_string(b"no end in these bytes"), 21);
    }
}
