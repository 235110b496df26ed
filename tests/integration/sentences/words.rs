//! Words with a digit in a sentence: where one begins, which are labels, and what number one is.

use std::collections::BTreeSet;

use chiso::domain::text::Lang;

/// Marks of a sentence that may touch a number.
const MARKS: [char; 7] = [',', '.', ':', ';', '!', '?', '*'];

pub fn has_digit(text: &str) -> bool {
    text.chars().any(char::is_numeric)
}

pub fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Words with a digit and where they begin; marks around them are not part of them.
pub fn words(text: &str) -> Vec<(usize, &str)> {
    let between =
        |letter: char| letter.is_whitespace() || "()[]“”‘’\"'«»;×…·=<>≥≤–".contains(letter);
    let mut found = Vec::new();
    let mut from = 0;
    for piece in text.split_inclusive(between) {
        let word = piece.trim_end_matches(between);
        // Two numbers with a stroke between are one count of another, unless they are a date.
        let parts: Vec<&str> = word.split('/').collect();
        let is_year = |part: &&str| part.trim_end_matches(MARKS).len() == 4 && has_digit(part);
        let is_one = parts.len() != 2
            || parts.last().is_some_and(is_year)
            || word.chars().any(char::is_alphabetic);
        let mut at = from;
        for piece in if is_one { vec![word] } else { parts } {
            let trimmed = piece.trim_matches(MARKS);
            if has_digit(trimmed) {
                found.push((at + piece.len() - piece.trim_start_matches(MARKS).len(), trimmed));
            }
            at += piece.len() + 1;
        }
        from += piece.len();
    }
    found
}

/// A word with a letter in it, the beginning of a rule set's hash, a month or year that the edition
/// knows, a day, or a time of day.
pub fn is_label(word: &str, periods: &BTreeSet<String>, hash: &str) -> bool {
    if word.chars().any(char::is_alphabetic) || word.len() == 12 && hash.starts_with(word) {
        return true;
    }
    let parts: Vec<&str> = word.split(['/', '-']).collect();
    if !parts.iter().all(|part| is_digits(part)) {
        return word.contains(':')
            && word.split(':').all(|part| part.len() == 2 && is_digits(part));
    }
    match parts[..] {
        [month, year] if year.len() == 4 => periods.contains(&format!("{year}-{month:0>2}")),
        [year, month] if year.len() == 4 => periods.contains(&format!("{year}-{month:0>2}")),
        [_, _, _] => true,
        [year] => year.len() == 4 && periods.iter().any(|period| period.starts_with(year)),
        _ => false,
    }
}

/// A number of a language as a machine writes it: no sign, no zeros at its end.
pub fn number(word: &str, lang: Lang) -> Option<String> {
    let (group, decimal) = match lang {
        Lang::Vi => ('.', ','),
        Lang::En => (',', '.'),
    };
    let word = word.trim_end_matches('%').trim_start_matches(['+', '−']);
    let (whole, part) = word.split_once(decimal).unwrap_or((word, "0"));
    let groups: Vec<&str> = whole.split(group).collect();
    let is_grouped = groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    let is_number = is_grouped && groups.iter().all(|group| is_digits(group)) && is_digits(part);
    is_number.then(|| machine(&format!("{}.{part}", groups.concat()))).flatten()
}

/// A number of a table, in the same form.
pub fn machine(text: &str) -> Option<String> {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    if !is_digits(whole) || !is_digits(part) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    Some(format!("{whole}.{}", part.trim_end_matches('0')))
}

#[test]
fn a_number_is_read_in_its_language_and_a_name_is_none() {
    let read = |word, lang| number(word, lang);
    assert_eq!(read("1.234,50%", Lang::Vi), machine("1234.5"));
    assert_eq!(read("1,234.50", Lang::En), machine("1234.50"));
    assert_eq!(read("−0,05", Lang::Vi), machine("-0.05"));
    assert_eq!(read("0", Lang::Vi), machine("0.00"));
    for word in ["2026", "1.2", "1,23,4", "12-3"] {
        assert_eq!(read(word, Lang::Vi).filter(|_| word != "1.2"), None, "{word}");
    }
    assert_eq!(words("3,4% (3/14), 8/2026."), [(0, "3,4%"), (6, "3"), (8, "14"), (13, "8/2026")]);
    let periods = BTreeSet::from(["2026-08".to_owned()]);
    for word in ["8/2026", "2026-08", "2026", "31/8/2026", "00:00", "XV-2019a"] {
        assert!(is_label(word, &periods, ""), "{word}");
    }
    for word in ["9/2026", "2027", "75,74", "4"] {
        assert!(!is_label(word, &periods, ""), "{word}");
    }
}
