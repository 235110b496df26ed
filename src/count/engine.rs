//! The counting engine: conditions as masks of polars over a frame of facts, summed by unit and
//! procedure. Only integers are summed, so the order of rows and the number of threads cannot show.

use std::hash::Hash;

use hashbrown::{HashMap, hash_map::Entry};

use polars::prelude::{
    BooleanChunked, ChunkCompareEq, ChunkCompareIneq, DataFrame, NewChunkedArray, PolarsResult,
};

use super::{
    columns::{KEY, unit_and_procedure},
    joint::{Pattern, Patterns},
    plan::Measure,
};
use crate::rules::{Condition, condition::Comparison};

/// Where a condition holds, row by row.
fn mask(frame: &DataFrame, condition: &Condition) -> PolarsResult<BooleanChunked> {
    let numbers = |name: &str| frame.column(name)?.i64();
    Ok(match condition {
        Condition::Flag(name) => frame.column(name)?.bool()?.clone(),
        Condition::Compare(name, comparison, literal) => {
            let (column, number) = (numbers(name)?, literal.number());
            match comparison {
                Comparison::Equal => column.equal(number),
                Comparison::NotEqual => column.not_equal(number),
                Comparison::Less => column.lt(number),
                Comparison::LessOrEqual => column.lt_eq(number),
                Comparison::Greater => column.gt(number),
                Comparison::GreaterOrEqual => column.gt_eq(number),
            }
        }
        Condition::In(name, literals) => {
            let column = numbers(name)?;
            let none = BooleanChunked::from_slice((*name).into(), &vec![false; column.len()]);
            literals.iter().fold(none, |found, literal| &found | &column.equal(literal.number()))
        }
        Condition::And(left, right) => &mask(frame, left)? & &mask(frame, right)?,
        Condition::Or(left, right) => &mask(frame, left)? | &mask(frame, right)?,
        Condition::Not(inner) => !&mask(frame, inner)?,
    })
}

/// The rows where a mask holds, in their order.
fn rows(mask: &BooleanChunked) -> impl Iterator<Item = usize> {
    let mut first = 0;
    mask.downcast_iter().flat_map(move |part| {
        let before = first;
        first += part.len();
        part.values().true_idx_iter().map(move |row| before + row)
    })
}

/// What is counted of some dossiers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// By unit, in the order of the measures.
    pub units: HashMap<u32, Vec<u64>>,
    /// By unit and procedure, in the order of the measures that are kept by procedure.
    pub procedures: HashMap<u64, Vec<u64>>,
    /// By unit and pattern; empty where patterns are not kept.
    pub patterns: Patterns,
}

impl Sums {
    pub fn merge(&mut self, other: Self) {
        add(&mut self.units, other.units);
        add(&mut self.procedures, other.procedures);
        for (key, dossiers) in other.patterns {
            *self.patterns.entry(key).or_default() += dossiers;
        }
    }

    /// Takes away what some of the dossiers came to; `None` where they are not among them.
    pub fn take_away(&mut self, other: &Self) -> Option<()> {
        take_away(&mut self.units, &other.units)?;
        take_away(&mut self.procedures, &other.procedures)?;
        for (key, dossiers) in &other.patterns {
            let known = self.patterns.get_mut(key)?;
            *known = known.checked_sub(*dossiers)?;
            if *known == 0 {
                self.patterns.remove(key);
            }
        }
        Some(())
    }
}

/// What comes to nothing is left out, as if nothing had been counted.
fn take_away<K: Copy + Eq + Hash>(
    sums: &mut HashMap<K, Vec<u64>>,
    less: &HashMap<K, Vec<u64>>,
) -> Option<()> {
    for (key, figures) in less.iter().filter(|(_, figures)| figures.iter().any(|one| *one > 0)) {
        let known = sums.get_mut(key)?;
        for (sum, less) in known.iter_mut().zip(figures) {
            *sum = sum.checked_sub(*less)?;
        }
        if known.iter().all(|sum| *sum == 0) {
            sums.remove(key);
        }
    }
    Some(())
}

fn add<K: Eq + Hash>(
    sums: &mut HashMap<K, Vec<u64>>,
    more: impl IntoIterator<Item = (K, Vec<u64>)>,
) {
    for (key, figures) in more {
        match sums.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(figures);
            }
            Entry::Occupied(mut entry) => {
                entry.get_mut().iter_mut().zip(figures).for_each(|(sum, more)| *sum += more);
            }
        }
    }
}

/// Counts the measures by unit, those that are `kept` by procedure also by unit and procedure, and the
/// patterns of the `joint` ones, and adds all to `sums`.
pub fn count(
    frame: DataFrame,
    measures: &[Measure],
    kept: &[usize],
    joint: &[usize],
    sums: &mut Sums,
) -> PolarsResult<()> {
    let keys: Vec<u64> = frame.column(KEY)?.u64()?.into_no_null_iter().collect();
    let mut units = Figures::of(keys.iter().map(|key| unit_and_procedure(*key).0), measures.len());
    let mut procedures = match kept {
        [] => Figures::of(std::iter::empty(), 0),
        kept => Figures::of(keys.iter().copied(), kept.len()),
    };
    let mut patterns: Vec<Pattern> = vec![0; if joint.is_empty() { 0 } else { keys.len() }];
    let seconds = frame.column("handling_seconds").and_then(|column| column.i64());
    for (place, measure) in measures.iter().enumerate() {
        let at = kept.iter().position(|known| *known == place);
        let bit = joint.iter().position(|known| *known == place);
        let mut count = |row: usize, figure: u64| {
            units.add(row, place, figure);
            at.into_iter().for_each(|at| procedures.add(row, at, figure));
        };
        match measure {
            Measure::Rows(condition) => {
                let mask = mask(&frame, condition)?;
                rows(&mask).for_each(|row| count(row, 1));
                if let Some(bit) = bit {
                    rows(&mask).for_each(|row| patterns[row] |= 1 << bit);
                }
            }
            Measure::Seconds(condition) => {
                let seconds: Vec<i64> = seconds.clone()?.into_no_null_iter().collect();
                rows(&mask(&frame, condition)?)
                    .for_each(|row| count(row, seconds[row].unsigned_abs()));
            }
        }
    }
    for (key, pattern) in keys.iter().zip(patterns).filter(|(_, pattern)| *pattern != 0) {
        *sums.patterns.entry((unit_and_procedure(*key).0, pattern)).or_default() += 1;
    }
    add(&mut sums.units, units.by_key());
    add(&mut sums.procedures, procedures.by_key());
    Ok(())
}

/// Figures of the groups of a frame, side by side.
struct Figures<K> {
    keys: Vec<K>,
    /// The group of each row.
    group_of: Vec<u32>,
    width: usize,
    figures: Vec<u64>,
}

impl<K: Copy + Eq + Hash> Figures<K> {
    fn of(rows: impl Iterator<Item = K>, width: usize) -> Self {
        let (mut keys, mut known) = (Vec::new(), HashMap::new());
        let group_of = rows.map(|key| {
            *known.entry(key).or_insert_with(|| {
                keys.push(key);
                keys.len() as u32 - 1
            })
        });
        let group_of = group_of.collect();
        Self { figures: vec![0; keys.len() * width], keys, group_of, width }
    }

    fn add(&mut self, row: usize, place: usize, figure: u64) {
        self.figures[self.group_of[row] as usize * self.width + place] += figure;
    }

    fn by_key(self) -> impl Iterator<Item = (K, Vec<u64>)> {
        let Self { keys, width, figures, .. } = self;
        let of = move |group: usize| figures[group * width..(group + 1) * width].to_vec();
        keys.into_iter().enumerate().map(move |(group, key)| (key, of(group)))
    }
}

/// Whether each condition holds, row by row.
pub fn masks(frame: DataFrame, conditions: &[&Condition]) -> PolarsResult<Vec<Vec<bool>>> {
    conditions
        .iter()
        .map(|condition| {
            let mut holds = vec![false; frame.height()];
            rows(&mask(&frame, condition)?).for_each(|row| holds[row] = true);
            Ok(holds)
        })
        .collect()
}
