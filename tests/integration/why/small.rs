//! A ministry of two units and two procedures, worked by hand and asked as an official asks.

use serde_json::{Value, json};

use crate::support::{Outcome, Scratch};

const USAGE: i32 = 64;
const CONFIGURATION: i32 = 78;

const SETTINGS: &str = r#"[authority]
id = "M"
name = "A ministry"
kind = "ministry"

[rules]
set = "portal-2026"

[units]
path = "inputs/units.csv"

[[source]]
name = "one-stop"
kind = "dossiers"
format = "table"
path = "inputs/dossiers.csv"
datetime = ["%Y-%m-%d %H:%M:%S"]
synced = true

[[source]]
name = "totals"
kind = "totals"
format = "table"
path = "inputs/totals.csv"
"#;

/// So many dossiers of a month, received and ended in it, the first of them in time.
struct Cases(&'static str, &'static str, &'static str, usize, usize);

/// In January A has 4 of 8 of the first procedure in time and B 2 of 8; in February A 9 of 12 and B 1 of 4. C
/// has cases in January alone, of which the second procedure has 1 of 4 and the first 3 of 4; in March A has of
/// the first procedure 3 of 4 and of the second 1 of 12.
const CASES: [Cases; 8] = [
    Cases("01", "A", "1.000001", 4, 8),
    Cases("01", "B", "1.000001", 2, 8),
    Cases("02", "A", "1.000001", 9, 12),
    Cases("02", "B", "1.000001", 1, 4),
    Cases("01", "C", "1.000001", 3, 4),
    Cases("01", "C", "1.000002", 1, 4),
    Cases("03", "A", "1.000001", 3, 4),
    Cases("03", "A", "1.000002", 1, 12),
];

fn dossiers() -> String {
    let mut rows = vec!["dossier_id,unit_id,procedure_id,received_at,due_at,ended_at".to_owned()];
    for (group, Cases(month, unit, procedure, in_time, all)) in CASES.iter().enumerate() {
        for number in 0..*all {
            let ended = if number < *in_time { 12 } else { 14 };
            let [received, due, ended] =
                [5, 13, ended].map(|day| format!("2026-{month}-{day:02} 08:00:00"));
            rows.push(format!("H{group}-{number},{unit},{procedure},{received},{due},{ended}"));
        }
    }
    rows.join("\n") + "\n"
}

fn ministry() -> Scratch {
    let scratch = Scratch::new("why");
    let units = "unit_id,name,parent_id\nU,Both,\nA,First,U\nB,Second,U\nC,Third,\n";
    scratch.write("inputs/units.csv", units);
    scratch.write("inputs/dossiers.csv", dossiers());
    let totals = "unit_id,period,dossiers_received\nA,2026-01,16\nA,2026-02,12\nC,2026-01,8\n";
    scratch.write("inputs/totals.csv", totals);
    scratch.write("chiso.toml", SETTINGS);
    scratch.chiso_succeeds("ingest --as-of 2026-04-01");
    scratch
}

fn asked(scratch: &Scratch, call: &str) -> Value {
    scratch.chiso_succeeds(&format!("why {call} --format json")).json()
}

/// The terms that are not 0, as fractions of a point.
fn terms(answer: &Value, of: &str) -> Vec<(String, String)> {
    let all = answer["terms"].as_array().expect("terms");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    all.iter()
        .filter(|term| term[of]["numerator"] != "0")
        .map(|term| {
            let value = &term[of];
            let fraction = format!("{}/{}", text(&value["numerator"]), text(&value["denominator"]));
            (text(&term["term"]), fraction)
        })
        .collect()
}

fn of(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(term, value)| ((*term).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn ratio_and_mix_of_units_are_those_worked_by_hand() {
    let scratch = ministry();
    let found = asked(&scratch, "U handled_on_time --from 2026-01 --to 2026-02");
    // From 6 of 16 to 10 of 16. A: share 1/2 to 3/4, ratio 1/2 to 3/4; B: share 1/2 to 1/4, ratio 1/4 both times.
    assert_eq!(terms(&found, "points"), of(&[("rate", "25/8"), ("unit_mix", "15/8")]));
    let change = json!({"numerator": "5", "denominator": "1", "shown": 5.0});
    assert_eq!(found["change"]["points"], change);
    assert_eq!((&found["from"]["points"], &found["to"]["points"]), (&json!(7.5), &json!(12.5)));
    let named = |list: &str, key: &str| -> Vec<String> {
        let all = found[list].as_array().expect("a list").iter();
        all.map(|one| one[key].as_str().expect("a code").to_owned()).collect()
    };
    assert_eq!(named("units", "unit_id"), ["A", "B"]);
    assert_eq!(named("procedures", "procedure_id"), ["1.000001"]);
    let first = &found["units"][0];
    assert_eq!(first["from"], json!({"numerator": 4, "denominator": 8, "ratio": 0.5}));
    assert_eq!(first["to"], json!({"numerator": 9, "denominator": 12, "ratio": 0.75}));
    // Measured from the middle of both ratios, 1/2: A is 1/8 better on average, B 1/4 worse.
    assert_eq!(first["rate"]["shown"], json!(3.125));
    assert_eq!(first["mix"]["shown"], json!(0.625));
    assert_eq!(found["units"][1]["mix"]["shown"], json!(1.25));
}

#[test]
fn a_unit_without_units_below_has_only_ratio_and_mix_of_procedures() {
    let scratch = ministry();
    let found = asked(&scratch, "A handled_on_time --from 2026-02 --to 2026-03");
    // From 12 of 12 cases of the first procedure at 3/4 to 4 of 16 at 3/4 beside 12 of 16 at 1/12: the second
    // has no ratio in February, so that all of its coming is mix: 3/4 × 3/4 − 3/4 × 1/12.
    assert_eq!(terms(&found, "points"), of(&[("procedure_mix", "-10/1")]));
    assert_eq!(found["units"], json!([]));
    let text = scratch.chiso_succeeds("why A handled_on_time --from 2026-02 --to 2026-03").stdout;
    for line in [
        "First (A) · 2026-02 → 2026-03",
        "2026-02 (data before 2026-03-01): 9 / 12 = 75.00%; 15.00 points",
        "2026-03 (data before 2026-04-01): 4 / 16 = 25.00%; 5.00 points",
        "  Mix of procedures  −10.0000",
        "= Change             −10.0000",
    ] {
        assert!(text.lines().any(|found| found == line), "{line:?} is not in\n{text}");
    }
}

#[test]
fn a_period_without_cases_says_so() {
    let scratch = ministry();
    let found = asked(&scratch, "C handled_on_time --from 2026-01 --to 2026-02");
    assert_eq!(terms(&found, "points"), of(&[("no_cases", "-10/1")]));
    assert_eq!((&found["to"]["status"], &found["procedures"]), (&json!("no_cases"), &json!([])));
}

#[test]
fn a_source_that_one_period_lacks_changes_what_can_be_had() {
    let scratch = ministry();
    // The national total of A is 16 in January, of which 8 are known; 12 in February, all known; none is given
    // for March, nor for the year before.
    let more = asked(&scratch, "A dossiers_synced --from 2026-01 --to 2026-02");
    let max = terms(&more, "points");
    assert_eq!(max, of(&[("source", "3/1")]));
    let lacking = asked(&scratch, "A dossiers_synced --from 2026-02 --to 2026-03");
    assert_eq!(terms(&lacking, "points"), of(&[("source", "-6/1")]));
    assert_eq!(terms(&lacking, "available_points"), of(&[("source", "-6/1")]));
    // Out of 100: 15 + 6 of what can be had becomes 5 of 6 points less.
    let score = asked(&scratch, "A score --from 2026-02 --to 2026-03");
    assert_eq!(terms(&score, "available_points"), of(&[("source", "-6/1")]));
    let [then, now] = ["from", "to"].map(|side| score[side]["score"].as_f64().expect("a score"));
    let shown = score["terms"].as_array().unwrap().iter();
    let sum: f64 = shown.map(|term| term["score"]["shown"].as_f64().unwrap()).sum();
    assert!((sum - (now - then)).abs() < 1e-9, "{sum} is not {now} less {then}");
}

#[test]
fn one_period_read_twice_is_late_data() {
    let scratch = ministry();
    let call = "A handled_on_time --from 2026-02 --to 2026-02 --as-of-from 2026-02-13T09:00";
    let found = asked(&scratch, call);
    // On the 13th an hour after they were due three are overdue, as they are at the end of the month.
    assert_eq!(terms(&found, "points"), of(&[]));
    let call = "A handled_on_time --from 2026-02 --to 2026-02 --as-of-from 2026-02-12";
    assert_eq!(terms(&asked(&scratch, call), "points"), of(&[("late_data", "-5/1")]));
}

#[test]
fn another_rule_set_is_a_term_of_its_own() {
    let scratch = ministry();
    scratch.write_rule_set("own", "precision = \"calendar_day\"");
    let call = "A handled_on_time --from 2026-01 --to 2026-02 --rules-from own";
    let found = asked(&scratch, call);
    assert_eq!(found["from"]["rule_set"], "own");
    assert_eq!(found["to"]["rule_set"], "portal-2026");
    // A day late is late by the day too: the rules differ, and move nothing here.
    assert_eq!(terms(&found, "points"), of(&[("rate", "5/1")]));
    let call = "A submitted_online --from 2026-01 --to 2026-02 --rules-from vendor-2022";
    assert_eq!(asked(&scratch, call)["from"]["status"], "missing_source");
    let compared = asked(&scratch, "M score --from 2026-02 --to 2026-02 --rules-from vendor-2022");
    assert_eq!(compared["from"]["rule_set"], "vendor-2022");
}

#[test]
fn the_total_names_the_indicators_that_moved_and_is_written_in_vietnamese_too() {
    let scratch = ministry();
    let found = asked(&scratch, "A score --from 2026-01 --to 2026-02");
    let moved = found["indicators"].as_array().expect("indicators").iter();
    let moved: Vec<&str> = moved.map(|one| one["indicator_id"].as_str().unwrap()).collect();
    assert_eq!(moved, ["handled_on_time", "dossiers_synced"]);
    assert_eq!(terms(&found, "points"), of(&[("rate", "5/1"), ("source", "3/1")]));
    let call = "why A score --from 2026-01 --to 2026-02";
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_chiso"))
        .args(call.split(' '))
        .env("CHISO_TODAY", "2030-01-01")
        .current_dir(scratch.path())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    for words in ["Tổng điểm của tất cả các chỉ số", "Tỷ lệ trong từng đơn vị, thủ tục", "+5,0000"]
    {
        assert!(text.contains(words), "{words:?} is not in\n{text}");
    }
}

#[track_caller]
fn assert_refused(outcome: &Outcome, code: i32, words: &[&str]) {
    assert_eq!(outcome.code, Some(code), "{}{}", outcome.stderr, outcome.stdout);
    for word in words {
        assert!(outcome.stderr.contains(word), "{word:?} is not in\n{}", outcome.stderr);
    }
}

#[test]
fn a_wrong_name_is_answered_with_the_known_ones() {
    let scratch = ministry();
    for (call, code, words) in [
        ("X score --from 2026-01 --to 2026-02", USAGE, vec!["\"X\"", "Third"]),
        ("A fast --from 2026-01 --to 2026-02", USAGE, vec!["\"fast\"", "handled_on_time"]),
        ("A score --from January --to 2026-02", USAGE, vec!["--from \"January\"", "2026-Q3"]),
        ("A score --from 2026-01 --to 2026-2", USAGE, vec!["--to \"2026-2\""]),
        ("A mean_handling_time --from 2026-01 --to 2026-02", USAGE, vec!["without points"]),
        (
            "A score --from 2026-01 --to 2026-02 --rules-from none",
            CONFIGURATION,
            vec!["--rules-from", "\"none\"", "vendor-2022"],
        ),
    ] {
        assert_refused(&scratch.chiso(&format!("why {call}")), code, &words);
    }
}
