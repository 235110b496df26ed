//! The policy `portal` (section 11): what its table says is public is there and exact, what it protects
//! is withheld, and nothing withheld follows from all public tables of all editions, be it by
//! differences of units, of periods, of editions, or by what a number can be at all.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    by,
    ministry::{SPOKEN, TREE, spoken_of},
    onlooker::{LATE, attacked, learn},
    public,
};
use crate::support::{Row, Scratch, read_parquet, whole};

const INFO: [&str; 2] = ["mean_handling_time", "petitions_by_kind"];
const ROUNDED: [&str; 6] = [
    "received_counter",
    "received_post",
    "received_other",
    "ended_withdrawn",
    "ended_refused",
    "ended_stopped",
];
/// Exact and public rows of a table by key.
fn both<const N: usize>(scratch: &Scratch, table: &str, key: [&str; N]) -> Vec<(Row, Row)> {
    let mut shown = by(public(scratch, table), key);
    let exact = by(scratch.table(table), key);
    let pairs: Vec<(Row, Row)> = exact
        .into_iter()
        .map(|(key, exact)| (exact, shown.remove(&key).unwrap_or_else(|| panic!("no {key:?}"))))
        .collect();
    assert!(shown.is_empty(), "{table} has rows of its own: {:?}", shown.keys());
    pairs
}

/// The columns of the ranks that chance leaves open.
const SETS: [&str; 2] = ["rank_low", "rank_high"];

#[test]
fn what_the_table_says_is_public_is_exact_and_what_it_protects_is_withheld() {
    let scratch = spoken_of(1, "");
    scratch.chiso_succeeds("run --from 2026-01 --to 2026-06");
    let manifest = std::fs::read_to_string(scratch.edition().join("public/manifest.json")).unwrap();
    assert!(manifest.contains("\"policy\": \"portal\""), "{manifest}");
    let (mut small, mut beside, mut all) = (0, 0, 0);
    for (exact, shown) in both(&scratch, "indicators", ["period", "unit_id", "indicator_id"]) {
        all += 1;
        if exact == shown {
            let cases = exact["denominator"].parse().unwrap_or(0);
            let is_info = INFO.contains(&exact["indicator_id"].as_str());
            let protected = is_info && exact["unit_id"] != "M" && (1..5).contains(&cases);
            assert!(!protected, "{exact:?} is shown");
            continue;
        }
        assert!(INFO.contains(&shown["indicator_id"].as_str()), "{shown:?} is not exact");
        assert_ne!(shown["unit_id"], "M", "{shown:?}: the authority is exact");
        assert_eq!(shown["status"], "suppressed");
        for column in ["numerator", "denominator", "ratio", "points", "ratio_low", "reliability"] {
            assert_eq!(shown[column], "", "{column} of {shown:?}");
        }
        let is_small = whole(&exact, "denominator") < 5;
        *(if is_small { &mut small } else { &mut beside }) += 1;
    }
    assert!(small > 60 && beside < small, "{small} small, {beside} beside them, of {all}");
    let of = |rows: Vec<Row>| -> BTreeSet<Vec<(String, String)>> {
        // What dossiers have in common is not public: sets of ranks follow from the counts shown.
        let told = |row: Row| row.into_iter().filter(|(name, _)| !SETS.contains(&name.as_str()));
        rows.into_iter().map(|row| told(row).collect()).collect()
    };
    for table in ["groups", "scorecard"] {
        assert_eq!(of(scratch.table(table)), of(public(&scratch, table)), "{table}");
    }
    for (exact, shown) in both(&scratch, "scorecard", ["period", "unit_id"]) {
        if !exact["rank"].is_empty() {
            let [low, high] = SETS.map(|column| (whole(&exact, column), whole(&shown, column)));
            assert!(low.1 <= low.0 && high.0 <= high.1, "a narrower set is shown: {shown:?}");
        }
    }
    for (exact, shown) in both(&scratch, "flow", ["period", "unit_id"]) {
        let is_unit = exact["unit_id"] != "M";
        for (column, exact) in &exact {
            let expected = match ROUNDED.contains(&column.as_str()) && is_unit {
                true => ((exact.parse::<i64>().unwrap() + 2) / 5 * 5).to_string(),
                false if column == "rounded_to" && is_unit => "5".to_owned(),
                false => exact.clone(),
            };
            assert_eq!(shown[column], expected, "{column} of {}", shown["unit_id"]);
        }
    }
}

#[test]
fn procedures_are_shown_of_the_authority_in_long_periods_and_rounded() {
    let scratch = spoken_of(2, "");
    scratch.chiso_succeeds("run --from 2026-01 --to 2026-06");
    let exact = by(scratch.table("flow_by_procedure"), ["period", "unit_id", "procedure_id"]);
    let shown = public(&scratch, "flow_by_procedure");
    let is_public = |row: &&Row| {
        row["unit_id"] == "M" && ["quarter", "year"].contains(&row["period_kind"].as_str())
    };
    assert_eq!(shown.len(), exact.values().filter(is_public).count());
    let mut withheld = 0;
    for row in shown {
        assert!(is_public(&&row), "{row:?}");
        let exact =
            &exact[&["period", "unit_id", "procedure_id"].map(|column| row[column].clone())];
        let in_hand = whole(exact, "opening") + whole(exact, "received");
        assert_eq!((row["handling_seconds"].as_str(), row["rounded_to"].as_str()), ("", "5"));
        assert_eq!(row["status"] == "suppressed", in_hand < 10);
        withheld += usize::from(in_hand < 10);
        for column in ["opening", "received", "received_post", "ended_late", "closing"] {
            let rounded = ((whole(exact, column) + 2) / 5 * 5).to_string();
            let expected = if in_hand < 10 { String::new() } else { rounded };
            assert_eq!(row[column], expected, "{column} of {row:?}");
        }
    }
    eprintln!("{withheld} procedures were withheld");
}

#[test]
fn units_show_a_survey_of_long_periods_that_are_over_and_databases_from_ten() {
    let scratch = spoken_of(3, "");
    scratch.chiso_succeeds("run --from 2026-01 --to 2026-06");
    let (mut shown_surveys, mut beside) = (0, 0);
    for (exact, shown) in both(&scratch, "targets", ["period", "unit_id", "target_id"]) {
        if exact["target_id"] != "survey" || exact["unit_id"] == "M" {
            assert_eq!(exact, shown);
            continue;
        }
        let is_long = exact["period_kind"] == "quarter";
        if exact == shown {
            assert!(is_long, "{shown:?} is shown");
            assert!(!(1..10).contains(&whole(&exact, "denominator")), "{shown:?} is shown");
            shown_surveys += 1;
        } else {
            assert_eq!(
                (shown["status"].as_str(), shown["denominator"].as_str()),
                ("suppressed", "")
            );
            beside += usize::from(is_long && whole(&exact, "denominator") >= 10);
        }
    }
    assert!(shown_surveys > 4 && beside <= 4, "{shown_surveys} shown, {beside} beside small ones");
    let mut withheld = 0;
    for (exact, shown) in both(&scratch, "databases", ["period", "unit_id", "database_id"]) {
        let dossiers = whole(&exact, "dossiers");
        if exact["unit_id"] == "M" {
            assert_eq!(exact, shown);
        } else if shown["dossiers"].is_empty() {
            assert_eq!(shown["status"], "suppressed");
            withheld += 1;
        } else {
            assert_eq!(exact, shown);
            assert!(dossiers >= 10, "{shown:?}");
        }
    }
    assert!(withheld > 50);
}

/// The rows of a series, internal or public.
fn series(scratch: &Scratch, part: &str, table: &str) -> Vec<Row> {
    let path = scratch.edition().join(format!("{part}series/{table}.parquet"));
    let rows = read_parquet(&path).into_iter();
    rows.filter(|row| ["year_to_date", "rolling_12"].contains(&row["period_kind"].as_str()))
        .collect()
}

/// Two sums that differ by a month tell the month.
#[test]
fn periods_that_roll_on_show_nothing_of_a_unit_that_is_ever_withheld() {
    let scratch = spoken_of(1, "");
    scratch.chiso_succeeds("run --from 2026-01 --to 2026-06");
    let key = ["period", "unit_id", "indicator_id"];
    let mut shown = by(series(&scratch, "public/", "indicators"), key);
    let exact = by(series(&scratch, "", "indicators"), key);
    assert_eq!((exact.len(), exact.len() % 12), (shown.len(), 0));
    for (key, exact) in exact {
        let shown = shown.remove(&key).unwrap();
        if INFO.contains(&key[2].as_str()) && key[1] != "M" {
            assert_eq!(shown["numerator"], "");
            assert!(!["value", "provisional"].contains(&shown["status"].as_str()), "{shown:?}");
        } else {
            assert_eq!(exact, shown);
        }
    }
    let flow = series(&scratch, "public/", "flow");
    assert!(flow.len() > 20);
    for row in flow {
        let is_unit = row["unit_id"] != "M";
        assert!(ROUNDED.iter().all(|column| row[*column].is_empty() == is_unit), "{row:?}");
        assert_ne!(row["received"], "");
    }
    let surveys = series(&scratch, "public/", "targets");
    let surveys =
        surveys.iter().filter(|row| row["target_id"] == "survey" && row["unit_id"] != "M");
    assert!(surveys.clone().count() > 20);
    assert!(surveys.clone().all(|row| row["denominator"].is_empty()));
    // Where all figures are rounded, there are none.
    let rounded = spoken_of(1, "policy = \"rounded\"\n");
    rounded.chiso_succeeds("run --from 2026-01 --to 2026-06");
    assert!(series(&rounded, "public/", "indicators").is_empty());
    assert!(!series(&rounded, "", "indicators").is_empty());
}

#[test]
fn nothing_withheld_follows_from_all_that_is_shown_in_all_editions() {
    let (mut all, mut found) = (0, Vec::new());
    for seed in 1..5 {
        let scratch = spoken_of(seed, "");
        let mut known = BTreeMap::new();
        for month in SPOKEN {
            scratch.chiso_succeeds(&format!("run --month {month}"));
            learn(&scratch, month, month, &mut known);
        }
        let (withheld, given) = attacked(seed, known);
        all += withheld;
        found.extend(given);
    }
    assert!(all > 1_000, "only {all} withheld cells were attacked");
    assert_eq!(found, Vec::<String>::new(), "of {all}");
}

#[test]
fn nothing_withheld_follows_from_an_edition_and_a_later_one_of_the_same_month() {
    let mut found = Vec::new();
    for seed in 1..5 {
        let scratch = spoken_of(seed, "");
        let mut known = BTreeMap::new();
        scratch.chiso_succeeds("run --from 2026-01 --to 2026-06");
        learn(&scratch, SPOKEN[5], SPOKEN[5], &mut known);
        let mut dossiers = std::fs::read_to_string(scratch.join("dossiers.csv")).unwrap();
        for late in 0..3 {
            let (unit, day) = (LATE.0, 10 + late);
            dossiers += &format!(
                "L{late},{unit},1.000001,online,2026-06-{day} 08:00,2026-06-25 08:00,2026-06-20 08:00,finished,7\n"
            );
        }
        scratch.write("dossiers.csv", dossiers);
        scratch.chiso_succeeds("restate --month 2026-06 --reason late");
        learn(&scratch, SPOKEN[5], LATE.1, &mut known);
        found.extend(attacked(seed, known).1);
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn satisfaction_below_a_number_of_cases_is_withheld_with_group_and_total_everywhere() {
    let scratch = spoken_of(2, "opinions = 10");
    scratch.chiso_succeeds("run --from 2026-01 --to 2026-03");
    let manifest = std::fs::read_to_string(scratch.edition().join("public/manifest.json")).unwrap();
    assert!(manifest.contains("\"opinions\": 10"), "{manifest}");
    let opinions = ["dossier_satisfaction", "petition_satisfaction"];
    let mut hidden: BTreeSet<(String, String)> = BTreeSet::new();
    let mut sums: BTreeMap<(String, String), (i64, i64, usize)> = BTreeMap::new();
    for (exact, shown) in both(&scratch, "indicators", ["period", "unit_id", "indicator_id"]) {
        let id = exact["indicator_id"].as_str();
        if !opinions.contains(&id) {
            assert!(exact == shown || INFO.contains(&id), "{shown:?}");
            continue;
        }
        let (is_unit, cases) = (exact["unit_id"] != "M", whole(&exact, "denominator"));
        if is_unit && (1..10).contains(&cases) {
            assert_eq!(shown["status"], "suppressed", "{shown:?}");
        }
        if shown["status"] == "suppressed" {
            assert!(is_unit);
            assert_eq!((shown["numerator"].as_str(), shown["points"].as_str()), ("", ""));
            hidden.insert((shown["period"].clone(), shown["unit_id"].clone()));
        } else {
            assert_eq!(exact, shown);
        }
        // Directly below the authority: what it has less what is shown is that of more than one.
        let is_direct =
            TREE.iter().any(|(unit, above)| *unit == exact["unit_id"] && above.is_empty());
        let sum = sums.entry((exact["period"].clone(), id.to_owned())).or_default();
        if is_direct && shown["status"] == "suppressed" {
            *sum = (sum.0 + whole(&exact, "numerator"), sum.1 + cases, sum.2 + 1);
        }
    }
    for (of, (numerator, cases, units)) in sums {
        assert_ne!(units, 1, "{of:?} of one unit is what is left of the authority's");
        assert!(units == 0 || (0 < numerator && numerator < cases), "{of:?}: all or none");
    }
    assert!(hidden.len() > 20, "{}", hidden.len());
    let is_hidden = |row: &Row| hidden.contains(&(row["period"].clone(), row["unit_id"].clone()));
    let groups =
        public(&scratch, "groups").into_iter().filter(|row| row["group_id"] == "satisfaction");
    for row in groups.filter(|row| is_hidden(row)) {
        assert_eq!(row["points"], "", "{row:?}");
    }
    for row in public(&scratch, "scorecard").iter().filter(|row| is_hidden(row)) {
        assert_eq!(row["status"], "suppressed", "{row:?}");
        for column in ["points", "score", "band", "rank", "comparable_points"] {
            assert_eq!(row[column], "", "{column} of {row:?}");
        }
    }
    for row in public(&scratch, "targets").iter().filter(|row| row["target_id"] == "satisfaction") {
        let own = row["period"].clone();
        let shown = public(&scratch, "indicators").into_iter().find(|cell| {
            cell["period"] == own
                && cell["unit_id"] == row["unit_id"]
                && cell["indicator_id"] == "dossier_satisfaction"
        });
        assert_eq!(row["numerator"], shown.unwrap()["numerator"], "{row:?}");
    }
}
