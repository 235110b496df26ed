//! Two rule sets side by side on the same data: a small ministry in which every difference was worked
//! by hand, what differs is named, the changes of the indicators sum to the change of the unit, and a
//! rule set beside itself shows none.

use serde_json::{Value, json};

use crate::support::{Outcome, Scratch};

const CONFIGURATION: &str = r#"
[authority]
id = "G99"
name = "Bộ mẫu"
kind = "ministry"

[units]
path = "units.csv"

[[source]]
name = "dossiers"
kind = "dossiers"
format = "table"
path = "dossiers.csv"

[[source]]
name = "catalogue"
kind = "procedures"
format = "table"
path = "procedures.csv"
"#;

const UNITS: &str = "unit_id,name,parent_id,kind\n\
    A,Cục Đo lường mẫu,,department\n\
    A1,Phòng Kiểm định mẫu,A,division\n\
    B,Cục Sáng chế mẫu,,department\n";

const PROCEDURES: &str = "procedure_id,name,has_fee,paper_result\n\
    1.000001,Thủ tục mẫu,1,1\n";

/// Unit A1: one ended on its day but later than its hour, one withdrawn late, one without a due date,
/// one carried over. Unit B: one that is the same under every reading.
const DOSSIERS: &str = "dossier_id,unit_id,procedure_id,channel,received_at,due_at,ended_at,end_kind,\
    result_file,fee_due,online_payment\n\
    1,A1,1.000001,online,2026-01-05 08:00:00,2026-01-12 10:00:00,2026-01-12 15:00:00,finished,1,1000,1\n\
    2,A1,1.000001,online,2026-01-06 08:00:00,2026-01-13 10:00:00,2026-01-20 15:00:00,withdrawn,0,1000,0\n\
    3,A1,1.000001,online,2026-01-07 08:00:00,,2026-01-21 15:00:00,finished,1,1000,0\n\
    4,A1,1.000001,counter,2025-12-07 08:00:00,2026-01-30 10:00:00,2026-01-21 15:00:00,finished,1,1000,0\n\
    5,B,1.000001,counter,2026-01-07 08:00:00,2026-01-30 10:00:00,2026-01-21 15:00:00,finished,1,1000,1\n";

/// A ministry of three units and five dossiers, read into its lake.
pub fn ministry(name: &str) -> Scratch {
    let folder = Scratch::new(name);
    folder.write("chiso.toml", CONFIGURATION);
    folder.write("units.csv", UNITS);
    folder.write("procedures.csv", PROCEDURES);
    folder.write("dossiers.csv", DOSSIERS);
    folder.chiso_succeeds("ingest --as-of 2026-02-01");
    folder
}

fn compared(folder: &Scratch, a: &str, b: &str) -> Value {
    let call = format!("rules compare {a} {b} --month 2026-01 --format json");
    folder.chiso_succeeds(&call).json()
}

fn items<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().unwrap_or_else(|| panic!("no list {name} in {value}"))
}

fn unit<'a>(result: &'a Value, id: &str) -> &'a Value {
    let mut units = items(result, "units").iter();
    units.find(|unit| unit["unit_id"] == id).unwrap_or_else(|| panic!("no unit {id}"))
}

fn indicator<'a>(unit: &'a Value, id: &str) -> &'a Value {
    let mut cells = items(unit, "indicators").iter();
    cells.find(|cell| cell["indicator_id"] == id).unwrap_or_else(|| panic!("no indicator {id}"))
}

fn keys(list: &Value) -> Vec<&str> {
    let list = list.as_array().expect("a list of keys");
    list.iter().map(|item| item["key"].as_str().expect("a key")).collect()
}

/// Points in hundredths; none is 0, because what is not available gives no points.
fn hundredths(value: &Value) -> i64 {
    (value.as_f64().unwrap_or(0.0) * 100.0).round() as i64
}

#[test]
fn every_difference_of_the_small_ministry_is_as_worked_by_hand() {
    let folder = ministry("compare-worked");
    let result = compared(&folder, "portal-2026", "vendor-2022");
    let unit = unit(&result, "A1");
    // Dossier 1 is late by the hour and on its day by the day; 2 is late, and on time when withdrawn;
    // 3 counts only where undated is on time; 4 is early either way.
    let on_time = indicator(unit, "handled_on_time");
    assert_eq!(on_time["numerator"], json!({"a": 1, "b": 4, "difference": 3}));
    assert_eq!(on_time["denominator"], json!({"a": 3, "b": 4, "difference": 1}));
    assert_eq!(on_time["points"], json!({"a": 6.67, "b": 20.0, "difference": 13.33}));
    let expected = ["pause", "precision", "repeated_supplement", "undated", "withdrawn"];
    assert_eq!(keys(&on_time["why"]), expected.map(|name| format!("switches.{name}")));
    // 1 and 4 of the three in hand with a due date (1, 2, 4); 1, 3 and 4 of the four ended.
    let result_file = indicator(unit, "electronic_result");
    assert_eq!(result_file["numerator"], json!({"a": 2, "b": 3, "difference": 1}));
    assert_eq!(result_file["denominator"], json!({"a": 3, "b": 4, "difference": 1}));
    let population = json!({"key": "of", "a": "in_hand AND judged", "b": "ended"});
    assert_eq!(result_file["why"][0], population);
    let judged = ["of", "switches.undated", "switches.withdrawn"];
    assert_eq!(keys(&result_file["why"]), judged);
    // A third is paid online: of 1, 2 and 4 under one of them, of 1, 2 and 3, the received, under the
    // other, with full points from 30 %.
    let paid = indicator(unit, "dossiers_paid_online");
    assert_eq!(paid["numerator"], json!({"a": 1, "b": 1, "difference": 0}));
    assert_eq!(paid["points"], json!({"a": 2.0, "b": 6.0, "difference": 4.0}));
    assert_eq!(keys(&paid["why"]), ["of", "score", "switches.undated", "switches.withdrawn"]);
    let unchanged = indicator(unit, "submitted_online");
    assert_eq!((&unchanged["changed"], &unchanged["why"]), (&json!(false), &json!([])));
}

#[test]
fn the_changes_of_the_indicators_sum_to_the_change_of_the_unit() {
    let folder = ministry("compare-sums");
    for (a, b) in [
        ("portal-2026", "vendor-2022"),
        ("portal-2026", "document-2026"),
        ("vendor-2022", "document-2026"),
    ] {
        let result = compared(&folder, a, b);
        let mut before = i64::MAX;
        for unit in items(&result, "units") {
            let cells = items(unit, "indicators");
            assert_eq!(cells.len(), 23, "{unit}");
            let mut sum = 0;
            for cell in cells {
                let points = &cell["points"];
                sum += hundredths(&points["b"]) - hundredths(&points["a"]);
                let changed = cell["changed"] == true;
                let reasons = keys(&cell["why"]);
                assert_eq!(
                    changed,
                    !reasons.is_empty(),
                    "{a} {b}: changed without a reason: {cell}"
                );
                for count in ["numerator", "denominator"] {
                    let moved = cell[count]["a"] != cell[count]["b"];
                    assert!(changed || !moved, "{a} {b}: moved, not marked as changed: {cell}");
                }
            }
            let total = hundredths(&unit["points"]["b"]) - hundredths(&unit["points"]["a"]);
            assert_eq!(sum, total, "{a} {b} {}", unit["unit_id"]);
            assert!(total.abs() <= before, "{a} {b}: the largest change is not first");
            before = total.abs();
        }
        assert!(before < i64::MAX);
    }
}

#[test]
fn the_figures_are_those_of_counting_under_each_rule_set() {
    let folder = ministry("compare-count");
    let result = compared(&folder, "portal-2026", "vendor-2022");
    for (side, set) in [("a", "portal-2026"), ("b", "vendor-2022")] {
        folder.write("one.toml", format!("{CONFIGURATION}\n[rules]\nset = \"{set}\"\n"));
        let counted =
            folder.chiso_succeeds("count --config one.toml --month 2026-01 --format json");
        let counted = counted.json();
        let mut cells = 0;
        for expected in items(&counted["periods"][0], "indicators") {
            let unit = unit(&result, expected["unit_id"].as_str().expect("a unit"));
            let cell = indicator(unit, expected["indicator_id"].as_str().expect("an id"));
            for name in ["numerator", "denominator", "points", "status"] {
                assert_eq!(cell[name][side], expected[name], "{set} {name} of {expected}");
                cells += 1;
            }
        }
        for expected in items(&counted["periods"][0], "scorecard") {
            let unit = unit(&result, expected["unit_id"].as_str().expect("a unit"));
            for name in ["points", "available_points", "score", "rank"] {
                assert_eq!(unit[name][side], expected[name], "{set} {name} of {expected}");
                cells += 1;
            }
        }
        assert_eq!(cells, 4 * (23 + 4) * 4 - 4 * 3 * 4, "cells compared");
    }
}

#[test]
fn a_rule_set_beside_itself_shows_no_difference() {
    let folder = ministry("compare-itself");
    folder.write_rule_set("own", "");
    for other in ["portal-2026", "own"] {
        let result = compared(&folder, "portal-2026", other);
        assert_eq!(
            result["differences"],
            json!({"settings": [], "switches": [], "indicators": []}),
            "{other}"
        );
        for unit in items(&result, "units") {
            assert_eq!(unit["points"]["difference"], 0.0, "{unit}");
            assert!(
                items(unit, "indicators").iter().all(|cell| cell["changed"] == false),
                "{unit}"
            );
        }
    }
}

#[test]
fn one_switch_of_ones_own_is_the_only_reason() {
    let folder = ministry("compare-own");
    folder.write_rule_set("own", "precision = \"calendar_day\"");
    let result = compared(&folder, "portal-2026", "own");
    assert_eq!(keys(&result["differences"]["switches"]), ["switches.precision"]);
    let on_time = indicator(unit(&result, "G99"), "handled_on_time");
    assert_eq!(on_time["numerator"]["difference"], 1);
    assert_eq!(keys(&on_time["why"]), ["switches.precision"]);
    let text = folder.chiso_succeeds("rules compare portal-2026 own --month 2026-01").stdout;
    assert!(text.contains("switches.precision: instant → calendar_day"), "{text}");
    assert!(text.contains("1/3 → 2/3"), "{text}");
}

#[test]
fn what_cannot_be_compared_is_refused_with_its_code() {
    let folder = ministry("compare-refused");
    folder.write(
        "own/rule-set.toml",
        "id = \"own\"\nextends = \"portal-2026\"\nfirst_month = \"2026-02\"\n",
    );
    let code = |call: &str| -> Outcome { folder.chiso(call) };
    for (call, expected) in [
        ("rules compare portal-2026 unheard-of --month 2026-01", 78),
        ("rules compare portal-2026 own --month 2026-01", 78),
        ("rules compare portal-2026 vendor-2022 --month January", 64),
        ("rules compare portal-2026 vendor-2022 --month 2026-03 --as-of 2026-02-01", 69),
    ] {
        let outcome = code(call);
        assert_eq!(outcome.code, Some(expected), "{call}:\n{}", outcome.stderr);
    }
}
