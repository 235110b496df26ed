//! The counting engine: conditions as polars expressions, sums by unit and procedure. Only integers
//! are summed, so the order of rows and the number of threads cannot show.

use std::collections::HashMap;

use polars::prelude::{
    BooleanChunked, DataFrame, DataType, Expr, IntoLazy, PolarsResult, col, lit, when,
};

use super::{columns::KEY, plan::Measure};
use crate::rules::{Condition, condition::Comparison};

/// A condition as an expression over a frame of facts.
pub fn expression(condition: &Condition) -> Expr {
    match condition {
        Condition::Flag(name) => col(*name),
        Condition::Compare(name, comparison, literal) => {
            let (column, number) = (col(*name), lit(literal.number()));
            match comparison {
                Comparison::Equal => column.eq(number),
                Comparison::NotEqual => column.neq(number),
                Comparison::Less => column.lt(number),
                Comparison::LessOrEqual => column.lt_eq(number),
                Comparison::Greater => column.gt(number),
                Comparison::GreaterOrEqual => column.gt_eq(number),
            }
        }
        Condition::In(name, literals) => literals
            .iter()
            .map(|literal| col(*name).eq(lit(literal.number())))
            .reduce(Expr::or)
            .unwrap_or_else(|| lit(false)),
        Condition::And(left, right) => expression(left).and(expression(right)),
        Condition::Or(left, right) => expression(left).or(expression(right)),
        Condition::Not(inner) => expression(inner).not(),
    }
}

/// Figures per key, in the order of the measures.
pub type Sums = HashMap<u64, Vec<u64>>;

/// Counts the measures by key and adds them to `sums`.
pub fn count(frame: DataFrame, measures: &[Measure], sums: &mut Sums) -> PolarsResult<()> {
    let name = |place: usize| format!("m{place}");
    let mut values: Vec<Expr> = vec![col(KEY)];
    values.extend(measures.iter().enumerate().map(|(place, measure)| {
        match measure {
            Measure::Rows(condition) => expression(condition).cast(DataType::Int64),
            Measure::Seconds(condition) => {
                when(expression(condition)).then(col("handling_seconds")).otherwise(lit(0_i64))
            }
        }
        .alias(name(place))
    }));
    let totals: Vec<Expr> = (0..measures.len()).map(|place| col(name(place)).sum()).collect();
    let counted = frame.lazy().select(values).group_by([col(KEY)]).agg(totals).collect()?;
    let keys: Vec<u64> = counted.column(KEY)?.u64()?.into_no_null_iter().collect();
    for (place, _) in measures.iter().enumerate() {
        let column = counted.column(&name(place))?.i64()?;
        for (key, sum) in keys.iter().zip(column.into_no_null_iter()) {
            let figures = sums.entry(*key).or_insert_with(|| vec![0; measures.len()]);
            figures[place] += sum.unsigned_abs();
        }
    }
    Ok(())
}

/// Whether each condition holds, row by row.
pub fn masks(frame: DataFrame, conditions: &[&Condition]) -> PolarsResult<Vec<Vec<bool>>> {
    let name = |place: usize| format!("m{place}");
    let select: Vec<Expr> = conditions
        .iter()
        .enumerate()
        .map(|(place, condition)| expression(condition).alias(name(place)))
        .collect();
    let masked = frame.lazy().select(select).collect()?;
    (0..conditions.len())
        .map(|place| {
            let mask: &BooleanChunked = masked.column(&name(place))?.bool()?;
            Ok(mask.iter().map(|holds| holds == Some(true)).collect())
        })
        .collect()
}
