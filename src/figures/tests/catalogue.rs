//! Ids of the catalogue.

use crate::figures::catalogue::CATALOGUE;

#[test]
fn no_two_charts_of_a_scope_share_an_id() {
    let mut ids: Vec<(String, &str)> =
        CATALOGUE.iter().map(|entry| (format!("{:?}", entry.scope), entry.id)).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), CATALOGUE.len());
}

#[test]
fn every_chart_has_a_plain_id() {
    let plain = |b: u8| b.is_ascii_lowercase() || b == b'_' || b == b'-';
    assert!(CATALOGUE.iter().all(|entry| entry.id.bytes().all(plain)));
}
