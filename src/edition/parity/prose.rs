//! Numbers within sentences: titles and descriptions of figures, and the lines written on them. A
//! number in a sentence must be a cell of the chart's table, a count of its rows, the change of a
//! series, or a figure of what the chart is about in the month shown. Where the name of a row stands
//! right before a number (“Cục A: 83,53”), it must be a number of that row. Names, periods, part
//! numbers and words with letters in them are labels and not figures.

mod derived;
mod known;
mod subject;
mod words;

use super::{
    csv::Grid,
    edition::is_month,
    number::{self, Decimal},
};
use crate::edition::charts::{Lang, clean, legend_steps};
pub use known::Known;
pub use subject::Subject;
use words::{is_digits, words};

impl Known {
    /// How many numbers a text holds, and those that nothing accounts for: where each begins in the
    /// text, the number, and what should stand there. Within a figure a legend may give its steps.
    pub fn unaccounted(
        &self,
        grid: &Grid,
        text: &str,
        lang: Lang,
        in_figure: bool,
    ) -> (u64, Vec<Unaccounted>) {
        let mut rest = clean(text);
        for name in &self.names {
            if rest.contains(name.as_str()) {
                // A name that stands before its number is still needed to tell whose it is.
                let letters = "x".repeat(name.len());
                rest = rest.replace(name.as_str(), &letters);
            }
        }
        let whole = clean(text);
        let (mut numbers, mut wrong) = (0, Vec::new());
        for (at, word) in words(&rest) {
            let after = &rest[at + word.len()..];
            let expected = match self.classify(word, lang) {
                Kind::Label => None,
                _ if self.is_part_number(word, after) => None,
                Kind::Number(value) => {
                    numbers += 1;
                    let before = whole.get(..at).unwrap_or_default();
                    match self.row_named_before(before, after) {
                        Some((name, rows)) => {
                            (!rows.iter().any(|row| has_number(grid, *row, value)))
                                .then(|| format!("a figure of “{name}” in {}", grid.file()))
                        }
                        None if in_figure && is_step(value) => None,
                        None => (!self.has(value)).then(|| format!("a figure of {}", grid.file())),
                    }
                }
                Kind::Unknown => {
                    let tag = lang.tag();
                    Some(format!("a number written in “{tag}”, or a period of the edition"))
                }
            };
            wrong.extend(expected.map(|expected| (at, word.to_owned(), expected)));
        }
        (numbers, wrong)
    }

    /// Whether a text is the name of something, broken into lines or not.
    pub fn is_named(&self, text: &str) -> bool {
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        let text = squeezed(text);
        self.names.iter().any(|name| squeezed(name) == text)
    }

    /// The rows whose name stands right before a number: `NAME: 1` or, in brackets, `NAME 1;`.
    fn row_named_before(&self, before: &str, after: &str) -> Option<(&str, &Vec<usize>)> {
        let listed = after.trim_start_matches('%').starts_with([';', ')']);
        let name_end = match before.strip_suffix(": ") {
            Some(name_end) => name_end,
            None => before.strip_suffix(' ').filter(|_| listed)?,
        };
        let stands_alone = |name: &str| {
            let first = &name_end[..name_end.len() - name.len()];
            first.is_empty() || first.ends_with(['(', ' '])
        };
        let named = self.rows.iter().filter(|(name, _)| {
            !name.is_empty() && name_end.ends_with(name.as_str()) && stands_alone(name)
        });
        named.max_by_key(|(name, _)| name.len()).map(|(name, rows)| (name.as_str(), rows))
    }

    /// A part of the decision, such as 2.1, stands before the name of its indicator.
    fn is_part_number(&self, word: &str, after: &str) -> bool {
        let is_part = word.split('.').count() == 2
            && word.split('.').all(|digits| (1..=2).contains(&digits.len()) && is_digits(digits));
        let after = after.trim_start();
        is_part
            && (after.starts_with("xx")
                || self
                    .rows
                    .keys()
                    .any(|name| !name.is_empty() && after.starts_with(name.as_str())))
    }

    fn classify(&self, word: &str, lang: Lang) -> Kind {
        if word.chars().any(char::is_alphabetic)
            || self.hashes.iter().any(|hash| word.len() == 12 && hash.starts_with(word))
        {
            return Kind::Label;
        }
        match number::written(word, lang) {
            Some(number) => Kind::Number(number.value),
            None if self.is_period(word) => Kind::Label,
            None => Kind::Unknown,
        }
    }

    /// A day, a month or a year that the edition knows; days are those of a cut-off.
    fn is_period(&self, word: &str) -> bool {
        let parts: Vec<&str> = word.split(['/', '-']).collect();
        if !parts.iter().all(|part| is_digits(part)) {
            return word.split(':').all(|part| part.len() == 2 && is_digits(part));
        }
        let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        match (parts.as_slice(), lengths.as_slice()) {
            ([month, year], [1 | 2, 4]) | ([year, month], [4, 2]) => {
                let month = format!("{year}-{month:0>2}");
                is_month(&month) && self.periods.contains(&month)
            }
            ([_, _, _], [1 | 2, 1 | 2, 4] | [4, 2, 2]) => true,
            ([year], [4]) => self.periods.iter().any(|period| period.starts_with(year)),
            _ => false,
        }
    }
}

/// Where a number begins in its sentence, the number, and what should stand there.
pub type Unaccounted = (usize, String, String);

enum Kind {
    Label,
    Number(Decimal),
    Unknown,
}

/// A step of tints in per cent.
fn is_step(value: Decimal) -> bool {
    legend_steps().any(|step| Decimal::whole(step.into()) == value)
}

fn has_number(grid: &Grid, row: usize, value: Decimal) -> bool {
    grid.rows[row].iter().filter_map(Decimal::machine).any(|cell| cell.abs() == value.abs())
}
