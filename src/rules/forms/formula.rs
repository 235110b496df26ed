//! The formula of a column: names of counts with + and − between them. Each name becomes a place in the
//! list of counts of its form.

/// A sum of counts, some of them taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula(Vec<Term>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Term {
    /// In the list of counts.
    place: usize,
    taken_away: bool,
}

impl Formula {
    /// Reads a formula; `place` gives the place of a count, or says why there is none.
    pub fn parse(
        text: &str,
        mut place: impl FnMut(&str) -> Result<usize, String>,
    ) -> Result<Self, String> {
        let expected = || format!("{text:?}: expected names of counts with + or - between them");
        let spaced = text.replace('+', " + ").replace('-', " - ");
        let mut words = spaced.split_whitespace();
        let first = words.next().filter(|word| !is_sign(word)).ok_or_else(expected)?;
        let mut terms = vec![Term { place: place(first)?, taken_away: false }];
        while let Some(sign) = words.next() {
            let name = words.next().filter(|word| !is_sign(word)).ok_or_else(expected)?;
            if !is_sign(sign) {
                return Err(expected());
            }
            terms.push(Term { place: place(name)?, taken_away: sign == "-" });
        }
        Ok(Self(terms))
    }

    /// The places of its counts.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        self.0.iter().map(|term| term.place)
    }

    /// What it comes to.
    pub fn value(&self, counts: &[u64]) -> i64 {
        let term = |term: &Term| {
            let count = counts[term.place] as i64;
            if term.taken_away { -count } else { count }
        };
        self.0.iter().map(term).sum()
    }
}

fn is_sign(word: &str) -> bool {
    matches!(word, "+" | "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Formula, String> {
        Formula::parse(text, |name| {
            ["a", "b", "c"].iter().position(|known| *known == name).ok_or_else(|| name.to_owned())
        })
    }

    #[test]
    fn counts_are_added_and_taken_away_from_left_to_right() {
        assert_eq!(parsed("a").unwrap().value(&[7, 2, 1]), 7);
        assert_eq!(parsed("a - b + c").unwrap().value(&[7, 2, 1]), 6);
        assert_eq!(parsed("a-b-c").unwrap().value(&[1, 2, 3]), -4);
    }

    #[test]
    fn what_is_no_formula_is_refused() {
        for text in ["", "+ a", "a b", "a +", "a + + b", "a * b", "d"] {
            assert!(parsed(text).is_err(), "{text:?}");
        }
    }
}
