//! The natural order of names: runs of digits are compared as numbers, so that `T9` stands before `T10`.

use std::{cmp::Ordering, path::Path};

/// Compares two paths part by part, numbers in them as numbers; what is equal so is compared as it is.
pub fn compare(a: &Path, b: &Path) -> Ordering {
    let parts = |path: &Path| -> Vec<String> {
        path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect()
    };
    let (left, right) = (parts(a), parts(b));
    for (one, other) in left.iter().zip(&right) {
        let order = names(one, other);
        if order != Ordering::Equal {
            return order;
        }
    }
    left.len().cmp(&right.len()).then_with(|| a.cmp(b))
}

fn names(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        let (Some(left), Some(right)) = (a.chars().next(), b.chars().next()) else {
            return a.len().cmp(&b.len());
        };
        if left.is_ascii_digit() && right.is_ascii_digit() {
            let (one, rest_of_a) = number(a);
            let (other, rest_of_b) = number(b);
            let order = one.len().cmp(&other.len()).then_with(|| one.cmp(other));
            if order != Ordering::Equal {
                return order;
            }
            (a, b) = (rest_of_a, rest_of_b);
        } else if left != right {
            return left.cmp(&right);
        } else {
            (a, b) = (&a[left.len_utf8()..], &b[right.len_utf8()..]);
        }
    }
}

/// The digits at the beginning without leading zeros, and what follows them.
fn number(text: &str) -> (&str, &str) {
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    (digits.trim_start_matches('0'), rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_are_compared_as_numbers() {
        let sorted = |mut names: Vec<&'static str>| {
            names.sort_by(|a, b| compare(Path::new(a), Path::new(b)));
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
