//! An attack by differences: every shown sum is an equation over what each unit has of its own in each
//! month, and a withheld sum is given away where it is a combination of equations. What is known of each
//! number besides (none without cases, no more than its cases) narrows it until nothing changes.

use std::collections::BTreeMap;

/// What a unit has of its own in a month.
pub type Part = (String, String);

/// A prime, modulo which combinations are looked for.
const PRIME: u128 = (1 << 61) - 1;

#[derive(Default)]
pub struct Equations {
    places: BTreeMap<Part, usize>,
    /// Reduced rows by their first place.
    rows: BTreeMap<usize, Vec<u128>>,
    shown: Vec<(Vec<usize>, i64)>,
    bounds: Vec<(i64, i64)>,
}

impl Equations {
    /// The parts that there are, with the least and the most that each may be.
    pub fn of(parts: BTreeMap<Part, (i64, i64)>) -> Self {
        let (names, bounds): (Vec<Part>, Vec<_>) = parts.into_iter().unzip();
        Self { places: names.into_iter().zip(0..).collect(), bounds, ..Self::default() }
    }

    fn places(&self, parts: &[Part]) -> Vec<usize> {
        parts.iter().map(|part| self.places[part]).collect()
    }

    /// The sum of some parts is shown.
    pub fn shows(&mut self, parts: &[Part], sum: i64) {
        let places = self.places(parts);
        let mut row = self.row(&places);
        if let Some(first) = self.reduce(&mut row) {
            let by = inverse(row[first]);
            row.iter_mut().for_each(|x| *x = *x * by % PRIME);
            self.rows.insert(first, row);
        }
        self.shown.push((places, sum));
    }

    /// Whether the sum of some parts follows from what is shown.
    pub fn gives_away(&self, parts: &[Part]) -> bool {
        let mut row = self.row(&self.places(parts));
        self.reduce(&mut row).is_none()
    }

    /// Narrows every part by every equation until nothing changes.
    pub fn narrow(&mut self) {
        loop {
            let before = self.bounds.clone();
            for (places, sum) in &self.shown {
                let all = total(&self.bounds, places);
                for place in places {
                    let own = self.bounds[*place];
                    let rest = (all.0 - own.0, all.1 - own.1);
                    self.bounds[*place] = (own.0.max(sum - rest.1), own.1.min(sum - rest.0));
                }
            }
            if self.bounds == before {
                return;
            }
        }
    }

    /// What is left for the sum of some parts.
    pub fn left(&self, parts: &[Part]) -> (i64, i64) {
        total(&self.bounds, &self.places(parts))
    }

    fn row(&self, places: &[usize]) -> Vec<u128> {
        let mut row = vec![0; self.places.len()];
        places.iter().for_each(|place| row[*place] = 1);
        row
    }

    /// Takes the known rows off; the first place that is left.
    fn reduce(&self, row: &mut [u128]) -> Option<usize> {
        for (first, known) in &self.rows {
            let by = row[*first];
            if by != 0 {
                for (x, y) in row.iter_mut().zip(known) {
                    *x = (*x + (PRIME - by) * y) % PRIME;
                }
            }
        }
        row.iter().position(|x| *x != 0)
    }
}

fn total(bounds: &[(i64, i64)], places: &[usize]) -> (i64, i64) {
    let add = |sum: (i64, i64), place: &usize| (sum.0 + bounds[*place].0, sum.1 + bounds[*place].1);
    places.iter().fold((0, 0), add)
}

fn inverse(number: u128) -> u128 {
    let (mut power, mut base, mut left) = (1, number, PRIME - 2);
    while left > 0 {
        if left & 1 == 1 {
            power = power * base % PRIME;
        }
        base = base * base % PRIME;
        left >>= 1;
    }
    power
}

#[test]
fn the_attack_finds_what_is_the_rest_of_a_sum_and_the_bridge_between_two_squares() {
    let part = |unit: &str, month: &str| (unit.to_owned(), month.to_owned());
    let parts = ["A", "B", "C"].map(|unit| part(unit, "1"));
    let more = ["A", "B"].map(|unit| part(unit, "2"));
    let all = parts.iter().chain(&more).map(|part| (part.clone(), (0, 9)));
    let mut equations = Equations::of(all.collect());
    equations.shows(&parts, 6);
    equations.shows(&parts[..2], 5);
    assert!(equations.gives_away(&parts[2..]));
    assert!(!equations.gives_away(&parts[..1]));
    // Both months of A and of B, and both units of the second month: the first month of both follows,
    // which was known, and nothing else.
    equations.shows(&[part("A", "1"), part("A", "2")], 4);
    equations.shows(&[part("B", "1"), part("B", "2")], 5);
    assert!(equations.gives_away(&more));
    assert!(!equations.gives_away(&more[..1]));
    equations.narrow();
    assert_eq!(equations.left(&parts[..1]), (0, 4));
}
