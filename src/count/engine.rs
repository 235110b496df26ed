//! The counting engine: conditions as masks of polars over a frame of facts, summed by unit and
//! procedure. Only integers are summed, so the order of rows and the number of threads cannot show.

use std::collections::{HashMap, hash_map::Entry};

use polars::prelude::{
    BooleanChunked, ChunkCompareEq, ChunkCompareIneq, DataFrame, NewChunkedArray, PolarsResult,
};

use super::{columns::KEY, plan::Measure};
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

/// Figures per key, in the order of the measures.
pub type Sums = HashMap<u64, Vec<u64>>;

/// Counts the measures by key and adds them to `sums`.
pub fn count(frame: DataFrame, measures: &[Measure], sums: &mut Sums) -> PolarsResult<()> {
    let (keys, group_of) = groups(&frame)?;
    let seconds = frame.column("handling_seconds").and_then(|column| column.i64());
    let mut figures = vec![vec![0; measures.len()]; keys.len()];
    for (place, measure) in measures.iter().enumerate() {
        match measure {
            Measure::Rows(condition) => {
                for row in rows(&mask(&frame, condition)?) {
                    figures[group_of[row]][place] += 1;
                }
            }
            Measure::Seconds(condition) => {
                let seconds: Vec<i64> = seconds.clone()?.into_no_null_iter().collect();
                for row in rows(&mask(&frame, condition)?) {
                    figures[group_of[row]][place] += seconds[row].unsigned_abs();
                }
            }
        }
    }
    for (key, figures) in keys.into_iter().zip(figures) {
        match sums.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(figures);
            }
            Entry::Occupied(mut entry) => {
                entry.get_mut().iter_mut().zip(figures).for_each(|(sum, more)| *sum += more);
            }
        }
    }
    Ok(())
}

/// The keys of a frame, and for each of its rows which of them it has.
fn groups(frame: &DataFrame) -> PolarsResult<(Vec<u64>, Vec<usize>)> {
    let mut keys = Vec::new();
    let mut known: HashMap<u64, usize> = HashMap::new();
    let group_of = frame.column(KEY)?.u64()?.into_no_null_iter().map(|key| {
        *known.entry(key).or_insert_with(|| {
            keys.push(key);
            keys.len() - 1
        })
    });
    let group_of = group_of.collect();
    Ok((keys, group_of))
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
