//! The natural order of names: runs of digits are compared as numbers, so that `T9` stands before `T10`.

use std::path::Path;

/// A letter, or a run of digits as its length without leading zeros and what is left of it.
type Piece = (char, usize, String);

/// What paths are compared by: part by part, numbers in them as numbers.
pub fn key(path: &Path) -> Vec<Vec<Piece>> {
    path.components().map(|part| pieces(&part.as_os_str().to_string_lossy())).collect()
}

fn pieces(mut name: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    while let Some(first) = name.chars().next() {
        let digits = name.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(name.len());
        let number = name[..digits].trim_start_matches('0');
        let letter = if digits == 0 { first } else { '0' };
        pieces.push((letter, number.len(), number.to_owned()));
        name = &name[digits.max(first.len_utf8())..];
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_are_compared_as_numbers() {
        let sorted = |mut names: Vec<&'static str>| {
            names.sort_by_cached_key(|name| (key(Path::new(name)), *name));
            names
        };
        assert_eq!(
            sorted(vec!["T10.csv", "T9.csv", "T1.csv", "T11.csv"]),
            ["T1.csv", "T9.csv", "T10.csv", "T11.csv"]
        );
        assert_eq!(
            sorted(vec!["2026/10/a", "2026/9/b", "2025/12/c", "2026/9/a"]),
            ["2025/12/c", "2026/9/a", "2026/9/b", "2026/10/a"]
        );
        // Leading zeros decide nothing but between names that are otherwise one.
        assert_eq!(sorted(vec!["v010", "v9", "v09", "v"]), ["v", "v09", "v9", "v010"]);
        // Longer than any machine number.
        let long = ["99999999999999999999998", "99999999999999999999999"];
        assert_eq!(sorted(vec![long[1], long[0]]), long);
    }
}
