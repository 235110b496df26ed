//! Facts gathered column by column, ready for the counting engine. Codes stand as their number in
//! the column's list; flags are never null.

use polars::prelude::{Column, DataFrame, NamedFrom, PolarsResult, Series};

use crate::schema::fact_row::{FactRow, List};

/// The name of the grouping key: unit and procedure in one number.
pub const KEY: &str = "key";

/// Unit and procedure as one number.
pub const fn key(unit: u32, procedure: u32) -> u64 {
    (unit as u64) << 32 | procedure as u64
}

/// Unit and procedure of a key.
pub const fn unit_and_procedure(key: u64) -> (u32, u32) {
    ((key >> 32) as u32, key as u32)
}

/// A growing set of rows of facts, kept by column.
#[derive(Debug)]
pub struct Columns<R: FactRow> {
    key: Vec<u64>,
    lists: R::Lists,
}

impl<R: FactRow> Default for Columns<R> {
    fn default() -> Self {
        Self { key: Vec::new(), lists: R::Lists::default() }
    }
}

impl<R: FactRow> Columns<R> {
    pub fn push(&mut self, key: u64, row: &R) {
        self.key.push(key);
        row.push_to(&mut self.lists);
    }

    pub fn len(&self) -> usize {
        self.key.len()
    }

    pub fn is_empty(&self) -> bool {
        self.key.is_empty()
    }

    /// The columns as a data frame; leaves none behind.
    pub fn take(&mut self) -> PolarsResult<DataFrame> {
        let taken = std::mem::take(self);
        let mut columns: Vec<Column> = vec![Series::new(KEY.into(), taken.key).into()];
        for (column, list) in R::COLUMNS.iter().zip(R::lists(taken.lists)) {
            let series = match list {
                List::Flags(flags) => Series::new(column.name.into(), flags),
                List::Numbers(numbers) => Series::new(column.name.into(), numbers),
            };
            columns.push(series.into());
        }
        DataFrame::new_infer_height(columns)
    }
}
