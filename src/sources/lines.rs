//! Lines of a text as the systems of senders end them: line feed, carriage return and line feed, or
//! carriage return alone, also mixed.

/// Line ends in some bytes.
pub fn line_ends(bytes: &[u8]) -> u64 {
    let alone = |at: &usize| bytes.get(at + 1) != Some(&b'\n');
    let feeds = memchr::memchr_iter(b'\n', bytes).count();
    (feeds + memchr::memchr_iter(b'\r', bytes).filter(alone).count()) as u64
}

/// Past the line end that stands at `at`.
pub fn past_line_end(bytes: &[u8], at: usize) -> usize {
    at + if bytes[at..].starts_with(b"\r\n") { 2 } else { 1 }
}

/// The lines of some bytes without their ends, each with whether it has one.
pub fn lines(bytes: &[u8]) -> impl Iterator<Item = (&[u8], bool)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
        let Some(length) = memchr::memchr2(b'\n', b'\r', rest) else {
            at = bytes.len();
            return Some((rest, false));
        };
        at = past_line_end(bytes, at + length);
        Some((&rest[..length], true))
    })
}

/// Bytes without a byte order mark before them, as one stands where files were joined.
pub fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_three_ways_also_mixed() {
        for (text, ends) in
            [("a\nb\n\nc", 3), ("a\r\nb\r\n\r\nc\r\n", 4), ("a\rb\r\rc", 3), ("a\rb\n\r\nc\r", 4)]
        {
            let found: Vec<&[u8]> = lines(text.as_bytes()).map(|(line, _)| line).collect();
            assert_eq!(found, [b"a", b"b", &b""[..], b"c"], "{text:?}");
            assert_eq!(
                lines(text.as_bytes()).filter(|(_, ended)| *ended).count(),
                ends,
                "{text:?}"
            );
            assert_eq!(line_ends(text.as_bytes()), ends as u64, "{text:?}");
        }
    }
}
