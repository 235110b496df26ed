//! Ids of the catalogue.

use crate::figures::{catalogue::CATALOGUE, entry::Draws};

/// The scope of an entry, as a word.
fn scope(draws: Draws) -> &'static str {
    match draws {
        Draws::Authority(_) => "authority",
        Draws::Unit(_) => "unit",
        Draws::Indicator(_) => "indicator",
    }
}

#[test]
fn no_two_charts_of_a_scope_share_an_id() {
    let mut ids: Vec<(&str, &str)> =
        CATALOGUE.iter().map(|entry| (scope(entry.draws), entry.id)).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), CATALOGUE.len());
}

#[test]
fn every_chart_has_a_plain_id() {
    let plain = |b: u8| b.is_ascii_lowercase() || b == b'_' || b == b'-';
    assert!(CATALOGUE.iter().all(|entry| entry.id.bytes().all(plain)));
}
