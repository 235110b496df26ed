//! The public part of an edition under attack, under each of the three policies. The attacker has every
//! public table, knows how it was rounded and what each column is made of, and bounds each hidden count
//! from totals, siblings, the flow, other months and earlier editions. Nothing hidden may be left with a
//! single possible value.

mod attacker;
mod differences;
mod ministry;
mod onlooker;
mod pages;
mod portal;

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{Row, Scratch, read_csv, whole};
use attacker::{Attacker, MONTHS};

const THRESHOLD: i64 = 10;
const BASE: i64 = 5;
const SEEDS: std::ops::Range<u64> = 1..5;
/// The indicator whose denominator is what the unit received.
const OF_RECEIVED: &str = "submitted_online";

fn public(scratch: &Scratch, name: &str) -> Vec<Row> {
    read_csv(&scratch.edition().join(format!("public/tables/{name}.csv")))
}

/// Rows by the columns of their key.
fn by<const N: usize>(rows: Vec<Row>, key: [&str; N]) -> BTreeMap<[String; N], Row> {
    rows.into_iter().map(|row| (key.map(|column| row[column].clone()), row)).collect()
}

fn key(row: &Row) -> (String, String, String) {
    (row["period"].clone(), row["unit_id"].clone(), row["indicator_id"].clone())
}

fn by_key(rows: Vec<Row>) -> BTreeMap<(String, String, String), Row> {
    rows.into_iter().map(|row| (key(&row), row)).collect()
}

#[test]
fn what_rests_on_few_cases_is_hidden_and_the_rest_is_rounded_by_itself() {
    for (seed, policy) in SEEDS.take(3).zip(["strict", "rounded", "strict"]) {
        let scratch = ministry::written(seed, policy);
        scratch.chiso_succeeds("run --from 2026-01 --to 2026-03");
        let exact = by_key(scratch.table("indicators"));
        let shown = by_key(public(&scratch, "indicators"));
        assert_eq!(exact.len(), shown.len());
        let mut hidden = 0;
        for (key, exact) in &exact {
            let shown = &shown[key];
            if exact["denominator"].is_empty() {
                assert_eq!(exact["status"], shown["status"], "{key:?}");
                continue;
            }
            let small = (1..THRESHOLD).contains(&whole(exact, "denominator"));
            assert!(!small || shown["status"] == "suppressed", "{key:?} rests on few cases");
            if shown["status"] == "suppressed" {
                hidden += 1;
                for column in ["numerator", "denominator", "ratio", "points"] {
                    assert_eq!(shown[column], "", "{key:?} gives its {column} away");
                }
                continue;
            }
            for column in ["numerator", "denominator"] {
                let rounded = (whole(exact, column) + BASE / 2) / BASE * BASE;
                assert_eq!(whole(shown, column), rounded, "{key:?} {column}");
            }
            assert_eq!(exact["status"], shown["status"], "{key:?}");
        }
        assert!(hidden > 50, "the ministry of seed {seed} has too little to hide: {hidden}");
    }
}

#[test]
fn points_and_ranks_follow_from_the_rounded_counts() {
    let scratch = ministry::written(3, "strict");
    scratch.chiso_succeeds("run --month 2026-02");
    let mut points: BTreeMap<(String, String), i64> = BTreeMap::new();
    let mut incomplete: BTreeSet<(String, String)> = BTreeSet::new();
    for row in public(&scratch, "indicators") {
        if row["status"] == "value" && row["indicator_id"] == "handled_on_time" {
            let (n, d) = (whole(&row, "numerator"), whole(&row, "denominator"));
            let hundredths = (2 * 2000 * n + d) / (2 * d);
            assert_eq!(row["points"], format!("{}.{:02}", hundredths / 100, hundredths % 100));
        }
        if row["status"] == "suppressed" {
            incomplete.insert((row["period"].clone(), row["unit_id"].clone()));
        }
        if !row["points"].is_empty() {
            let own: f64 = row["points"].parse().unwrap();
            *points.entry((row["period"].clone(), row["unit_id"].clone())).or_default() +=
                (own * 100.0).round() as i64;
        }
    }
    for row in public(&scratch, "scorecard") {
        let place = (row["period"].clone(), row["unit_id"].clone());
        if incomplete.contains(&place) {
            for column in ["points", "score", "band", "rank"] {
                assert_eq!(row[column], "", "{place:?}: a part of the {column} is hidden");
            }
            continue;
        }
        let known = points.get(&place);
        let own = row["points"].parse().map_or(0, |points: f64| (points * 100.0).round() as i64);
        assert_eq!(own, known.copied().unwrap_or(0), "{} {}", row["period"], row["unit_id"]);
    }
}

#[test]
fn a_total_with_a_hidden_part_is_hidden_among_units_and_months() {
    let scratch = ministry::written(5, "strict");
    scratch.chiso_succeeds("run --from 2026-01 --to 2026-03");
    let shown = by_key(public(&scratch, "indicators"));
    let status = |period: &str, unit: &str, indicator: &str| {
        let key = (period.to_owned(), unit.to_owned(), indicator.to_owned());
        shown[&key]["status"].clone()
    };
    let mut checked = 0;
    for ((period, unit, indicator), row) in &shown {
        if row["status"] != "suppressed" {
            continue;
        }
        assert_eq!(status(period, "M", indicator), "suppressed", "{period} {unit} {indicator}");
        if row["period_kind"] == "month" {
            for longer in ["2026-Q1", "2026-H1", "2026"] {
                assert_eq!(status(longer, unit, indicator), "suppressed", "{period} {unit}");
                checked += 1;
            }
        }
    }
    assert!(checked > 100);
}

#[test]
fn no_hidden_count_can_be_worked_out_from_all_that_the_strict_policy_shows() {
    attack("strict");
}

#[test]
fn no_hidden_count_can_be_worked_out_from_all_that_the_rounded_policy_shows() {
    attack("rounded");
}

fn attack(policy: &str) {
    let (mut attacked, mut recovered) = (0, Vec::new());
    for seed in SEEDS {
        let scratch = ministry::written(seed, policy);
        let mut attacker = Attacker::new(THRESHOLD, BASE);
        for (month, number) in MONTHS.iter().zip(1..) {
            scratch.chiso_succeeds(&format!("run --month {month}"));
            let (flow, indicators) = (public(&scratch, "flow"), public(&scratch, "indicators"));
            attacker.learn(&flow, &indicators, OF_RECEIVED, number);
        }
        attacker.reason("M");
        scratch.chiso_succeeds("run --from 2026-01 --to 2026-03");
        let truth = by_key(scratch.table("indicators"));
        for (period, unit) in attacker.hidden() {
            let row = &truth[&(period.clone(), unit.clone(), OF_RECEIVED.to_owned())];
            let count = whole(row, "denominator");
            let (low, high) = attacker.bounds(&period, &unit, "received");
            assert!(
                low <= count && count <= high,
                "the attacker reasons wrongly: {low} {count} {high}"
            );
            attacked += 1;
            if low == high {
                recovered.push(format!("seed {seed}: {unit} received {count} in {period}"));
            }
        }
    }
    assert!(attacked > 60, "only {attacked} hidden counts were attacked");
    assert_eq!(recovered, Vec::<String>::new());
}

#[test]
fn public_files_name_no_input_and_no_internal_table() {
    let scratch = ministry::written(2, "strict");
    scratch.chiso_succeeds("run --month 2026-02");
    let folder = scratch.edition().join("public");
    let manifest = std::fs::read_to_string(folder.join("manifest.json")).unwrap();
    assert!(manifest.contains("\"inputs\": []"), "{manifest}");
    assert!(manifest.contains("\"threshold\": 10"), "{manifest}");
    for internal in
        ["quality", "tables/as_now", "tables/flow_by_procedure.csv", "tables/databases.csv"]
    {
        assert!(!folder.join(internal).exists(), "{internal} is public");
    }
}
