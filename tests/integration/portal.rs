//! The evidence for the populations of `portal-2026`: in the figures that the national portal
//! published, what is counted over the dossiers in hand has the denominator of `handled_on_time`
//! wherever both are shown, and what is counted over those received has a smaller one. The rule set
//! counts the same dossiers.

use std::collections::BTreeMap;

use crate::support::{Row, Scratch, read_csv, shared};

const PUBLISHED: &str = "portal-2026/phu_tho.csv";
const IN_HAND: &str = "handled_on_time";
/// Of digitization, those that count dossiers.
const DIGITIZATION: [&str; 5] = [
    "electronic_result",
    "dossier_digitized",
    "data_reused",
    "shared_with_personal_store",
    "dossiers_using_population_data",
];

/// The denominators of an indicator beside those of the dossiers in hand, wherever both are
/// published, by case.
fn beside_in_hand(rows: &[Row], indicator: &str) -> BTreeMap<String, Vec<(u64, u64)>> {
    let denominators = |id: &str| -> BTreeMap<[String; 3], u64> {
        let own = rows.iter().filter(|row| row["level"] == "indicator" && row["id"] == id);
        own.filter_map(|row| {
            let key = ["case", "unit", "period"].map(|column| row[column].clone());
            Some((key, row["denominator"].parse().ok()?))
        })
        .collect()
    };
    let in_hand = denominators(IN_HAND);
    let mut found: BTreeMap<String, Vec<(u64, u64)>> = BTreeMap::new();
    for (key, own) in denominators(indicator) {
        if let Some(in_hand) = in_hand.get(&key) {
            found.entry(key[0].clone()).or_default().push((own, *in_hand));
        }
    }
    found
}

#[test]
fn digitization_and_satisfaction_have_the_denominator_of_the_dossiers_in_hand() {
    let Some(file) = shared(PUBLISHED) else { return };
    let rows = read_csv(&file);
    for indicator in DIGITIZATION {
        let found = beside_in_hand(&rows, indicator);
        assert!(found.values().flatten().all(|(own, in_hand)| own == in_hand), "{indicator}");
        assert_eq!(found.values().flatten().count(), 48, "cells that show both, {indicator}");
    }
    let satisfaction = beside_in_hand(&rows, "dossier_satisfaction");
    assert!(satisfaction.values().flatten().all(|(own, in_hand)| own == in_hand));
    assert_eq!(satisfaction.values().flatten().count(), 53);
}

#[test]
fn payment_by_dossier_has_it_in_the_rows_of_one_procedure_with_a_fee() {
    let Some(file) = shared(PUBLISHED) else { return };
    let found = beside_in_hand(&read_csv(&file), "dossiers_paid_online");
    let of_one = &found["one-procedure"];
    assert_eq!(of_one.len(), 37);
    assert!(of_one.iter().all(|(own, in_hand)| own == in_hand), "{of_one:?}");
    assert!(of_one.contains(&(44_583, 44_583)));
    // Over all procedures those without a fee are left out.
    assert!(found["all"].iter().all(|(own, in_hand)| own <= in_hand));
}

#[test]
fn what_was_submitted_online_is_of_fewer_dossiers_those_received() {
    let Some(file) = shared(PUBLISHED) else { return };
    let found = beside_in_hand(&read_csv(&file), "submitted_online");
    let all: Vec<&(u64, u64)> = found.values().flatten().collect();
    assert_eq!(all.len(), 4);
    assert!(all.iter().all(|(received, in_hand)| received < in_hand), "{all:?}");
    for published in [(152_595, 184_513), (440_558, 464_494), (597_894, 597_918), (43_138, 44_583)]
    {
        assert!(all.contains(&&published), "{published:?} is not among {all:?}");
    }
}

#[test]
fn the_rule_set_counts_the_dossiers_that_the_portal_counts() {
    let folder = Scratch::new("portal");
    let of = |rule_set: &str| -> BTreeMap<String, [String; 2]> {
        let show = format!("rules show {rule_set} --format json");
        let shown = folder.chiso_succeeds(&show).json();
        let indicators = shown["indicators"].as_array().expect("indicators").iter();
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        indicators.map(|i| (text(&i["id"]), [text(&i["of"]), text(&i["having"])])).collect()
    };
    let (portal, document, vendor) = (of("portal-2026"), of("document-2026"), of("vendor-2022"));
    let in_hand = &portal[IN_HAND][0];
    for indicator in DIGITIZATION.iter().chain(&["dossier_satisfaction"]) {
        assert_eq!(&portal[*indicator][0], in_hand, "{indicator}");
    }
    let paid = "has_fee AND NOT fees_all_zero";
    assert_eq!(portal["dossiers_paid_online"][0], format!("{in_hand} AND {paid}"));
    assert_eq!(portal["submitted_online"][0], "received");
    let through = &portal["procedures_using_population_data"][1];
    assert!(through.starts_with(&format!("{in_hand} AND (")), "{through}");
    for (others, result) in [(&document, "received AND paper_result"), (&vendor, "ended")] {
        assert_eq!(others["electronic_result"][0], result);
        for indicator in &DIGITIZATION[1..] {
            assert_eq!(others[*indicator][0], "received", "{indicator}");
        }
        assert_eq!(others["dossiers_paid_online"][0], format!("received AND {paid}"));
        let through = &others["procedures_using_population_data"][1];
        assert!(through.starts_with("received AND ("), "{through}");
        assert_eq!(&others[IN_HAND][0], in_hand);
    }
}
