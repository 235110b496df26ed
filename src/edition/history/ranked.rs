//! How many units of each cohort are ranked in the period shown, and on how many points: what stands beside
//! every ranked list.

use crate::{
    edition::{cohorts, view::View},
    schema::{Table, published},
};

/// One row for each cohort.
pub fn ranked(view: &View<'_>) -> Table {
    let lists = cohorts::lists(view.source, view.shown);
    let rows = lists.iter().map(|list| {
        vec![
            view.shown.counts.period.to_string().into(),
            list.cohort.id().into(),
            (list.ranked as u64).into(),
            (list.all as u64).into(),
            Some(list.available).filter(|_| list.ranked > 0).into(),
            view.shown.counts.coverage.as_str().into(),
        ]
    });
    Table { name: "ranked", columns: published::RANKED_UNITS, rows: rows.collect() }
}
