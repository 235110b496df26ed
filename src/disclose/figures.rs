//! A figure of the units in one period that adds up: that of a unit is the sum of those below it and of
//! what is its own. What an onlooker knows of a number that is withheld is said beside it.

use crate::domain::unit::Tree;

/// What is known of a withheld number, beside its sum with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// It is at most the cases, which everyone may see.
    OfCases,
    /// Nothing, but that it is none without cases.
    Any,
    /// It is the number of cases itself, which is withheld below this.
    Below(u64),
}

/// Cases by unit, and numbers by unit that would be given away together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    pub cases: Vec<u64>,
    pub numbers: Vec<(Bound, Vec<u64>)>,
}

impl Figures {
    /// The figures of a longer period, from those of its parts.
    pub fn sum(parts: &[&Self]) -> Option<Self> {
        let (first, rest) = parts.split_first()?;
        let mut sum = (*first).clone();
        for part in rest {
            add(&mut sum.cases, &part.cases);
            let numbers = sum.numbers.iter_mut().zip(&part.numbers);
            numbers.for_each(|((_, sum), (_, part))| add(sum, part));
        }
        Some(sum)
    }

    /// What each unit has beside the units below it.
    pub fn own(&self, tree: &Tree) -> Self {
        let numbers = self.numbers.iter().map(|(bound, numbers)| (*bound, own(numbers, tree)));
        Self { cases: own(&self.cases, tree), numbers: numbers.collect() }
    }
}

fn add(sum: &mut [u64], part: &[u64]) {
    sum.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
}

fn own(all: &[u64], tree: &Tree) -> Vec<u64> {
    let mut own = all.to_vec();
    for (number, unit) in all.iter().zip(0..) {
        if let Some(above) = tree.parent(unit) {
            let above = &mut own[above as usize];
            *above = above.saturating_sub(*number);
        }
    }
    own
}
