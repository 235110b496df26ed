//! How many of the ranked units of each list stand in each band in the period shown: what a reader with one
//! minute sees of the order of units.

use crate::{
    edition::{cohorts, view::View},
    schema::{Table, published},
};

/// One row for each list and band, the best first.
pub fn table(view: &View<'_>) -> Table {
    let rules = view.source.rules;
    let mut rows = Vec::new();
    for list in cohorts::lists(view.source, view.shown) {
        let ranks = list.units.iter().filter_map(|unit| view.shown.scores[*unit as usize].rank);
        let bands: Vec<&str> = ranks
            .filter_map(|rank| Some(rules.band(rank.comparable_score?)?.id.as_str()))
            .collect();
        for band in &rules.bands {
            rows.push(vec![
                view.shown.counts.period.to_string().into(),
                list.cohort.id().into(),
                band.title.vi.clone().into(),
                (bands.iter().filter(|id| **id == band.id).count() as u64).into(),
                view.shown.counts.coverage.as_str().into(),
            ]);
        }
    }
    Table { name: "bands", columns: published::BANDS, rows }
}
