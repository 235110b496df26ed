//! Words with a digit in a text: where one begins, where it ends, and which marks are not part of it.

use crate::edition::parity::number::has_digit;

/// Marks of a sentence that may touch a number.
const MARKS: [char; 7] = [',', '.', ':', ';', '!', '?', '*'];

/// Words with a digit and where they begin; marks around them are not part of them.
pub(super) fn words(text: &str) -> Vec<(usize, &str)> {
    let between =
        |letter: char| letter.is_whitespace() || "()[]“”‘’\"'«»;×…·=<>≥≤–".contains(letter);
    let mut found = Vec::new();
    let mut from = 0;
    for piece in text.split_inclusive(between) {
        let word = piece.trim_end_matches(between);
        // Two numbers with a stroke between are one count of another, unless they are a date.
        let parts: Vec<&str> = word.split('/').collect();
        let year = |part: &&str| {
            is_digits(part.trim_end_matches(MARKS)) && part.trim_end_matches(MARKS).len() == 4
        };
        let is_one = parts.last().is_some_and(year) || word.chars().any(char::is_alphabetic);
        let mut at = from;
        let pieces = if parts.len() == 2 && !is_one { parts } else { vec![word] };
        for piece in pieces {
            let lead = piece.len() - piece.trim_start_matches(MARKS).len();
            let trimmed = piece.trim_matches(MARKS);
            if has_digit(trimmed) {
                found.push((at + lead, trimmed));
            }
            at += piece.len() + 1;
        }
        from += piece.len();
    }
    found
}

pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
