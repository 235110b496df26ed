//! Ids and wordings of the catalogue.

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
fn every_chart_has_a_measure_in_both_languages_with_the_same_blanks() {
    let blanks = |text: &str| -> Vec<String> {
        text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.into())).collect()
    };
    for entry in CATALOGUE {
        assert!(!entry.vi.is_empty() && !entry.en.is_empty(), "{}", entry.id);
        assert_eq!(blanks(entry.vi), blanks(entry.en), "{}", entry.id);
        let plain = |b: u8| b.is_ascii_lowercase() || b == b'_' || b == b'-';
        assert!(entry.id.bytes().all(plain), "{}", entry.id);
    }
}
