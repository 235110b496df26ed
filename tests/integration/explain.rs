//! `chiso explain`: an account that an official can check line by line. The small ministry is worked
//! by hand; the demonstration is explained whole, cell by cell, against the published tables.

mod national;
mod population;

use std::{collections::BTreeMap, process::Command};

use chiso::{
    cli::{
        args::{Common, Format},
        settings,
    },
    domain::text::Lang,
    pipeline::{
        explaining::{Explaining, Explanation, Scope, Step},
        registers::Registers,
    },
};
use serde_json::{Value, json};

use crate::support::{Outcome, Scratch};

const USAGE: i32 = 64;
const INPUT_MISSING: i32 = 66;

/// Twelve rows: H01 stands twice, H10 is only registered, H11 has no date of receipt, H08 comes in
/// after the month, H07 ended before it, H06 is of another unit, H05 has no due date.
const DOSSIERS: &str = "\
dossier_id,unit_id,procedure_id,status,received_at,due_at,ended_at
H01,A,1.000001,,2026-01-05 08:00:00,2026-01-12 17:00:00,
H01,A,1.000001,,2026-01-05 08:00:00,2026-01-12 17:00:00,2026-01-12 17:00:00
H02,A1,1.000001,,2026-01-05 08:00:00,2026-01-12 17:00:00,2026-01-12 17:00:01
H03,A,1.000001,,2026-01-05 08:00:00,2026-01-12 17:00:00,
H04,A,1.000001,,2026-01-26 08:00:00,2026-02-12 17:00:00,
H05,A,1.000001,,2026-01-05 08:00:00,,2026-01-06 17:00:00
H06,B,1.000001,,2026-01-05 08:00:00,2026-01-12 17:00:00,2026-01-12 17:00:00
H07,A,1.000001,,2025-12-05 08:00:00,2025-12-12 17:00:00,2025-12-12 17:00:00
H08,A,1.000001,,2026-02-02 08:00:00,2026-02-12 17:00:00,
H09,A,1.000001,,2025-12-29 08:00:00,2026-01-08 17:00:00,2026-01-07 17:00:00
H10,A,1.000001,1,2026-01-05 08:00:00,,
H11,A,1.000001,,,2026-01-12 17:00:00,
";

/// Procedure 1.000001 is announced twice in the month, once in time and once too late.
const ANNOUNCEMENTS: &str = "\
decision_id,procedure_id,announced_on,legal_effective_on
D1,1.000001,2026-01-05,2026-06-01
D2,1.000001,2026-01-06,2026-01-07
D3,1.000002,2026-01-07,2026-06-01
D4,1.000003,2025-12-01,2026-06-01
";

const CONFIGURATION: &str = r#"[authority]
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
name = "decisions"
kind = "announcements"
format = "table"
path = "inputs/announcements.csv"

[[source]]
name = "totals"
kind = "totals"
format = "table"
path = "inputs/totals.csv"
"#;

fn configured() -> Scratch {
    let scratch = Scratch::new("explain");
    scratch.write(
        "inputs/units.csv",
        "unit_id,name,parent_id\nA,First unit,\nA1,Its part,A\nB,Second unit,\n",
    );
    scratch.write("inputs/dossiers.csv", DOSSIERS);
    scratch.write("inputs/announcements.csv", ANNOUNCEMENTS);
    scratch
        .write("inputs/totals.csv", "unit_id,period,dossiers_received\nA,2026-01,9\nB,2026-01,1\n");
    scratch.write("chiso.toml", CONFIGURATION);
    scratch
}

/// The small ministry after its run of January 2026.
fn published() -> Scratch {
    let scratch = configured();
    scratch.chiso_succeeds("run --month 2026-01");
    scratch
}

fn explained(scratch: &Scratch, cell: &str) -> Value {
    scratch.chiso_succeeds(&format!("explain {cell} --month 2026-01 --format json")).json()
}

/// The steps as `(step, reason, count, left)`.
fn steps(explained: &Value) -> Vec<(String, String, u64, u64)> {
    let text = |step: &Value, name: &str| step[name].as_str().expect("a text").to_owned();
    let number = |step: &Value, name: &str| step[name].as_u64().expect("a count");
    let all = explained["steps"].as_array().expect("steps");
    all.iter()
        .map(|step| {
            (text(step, "step"), text(step, "reason"), number(step, "count"), number(step, "left"))
        })
        .collect()
}

#[track_caller]
fn assert_steps(explained: &Value, expected: &[(&str, &str, u64, u64)]) {
    let found = steps(explained);
    let found: Vec<(&str, &str, u64, u64)> = found
        .iter()
        .map(|(step, reason, count, left)| (&**step, &**reason, *count, *left))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn every_row_is_followed_from_the_files_to_the_numerator() {
    let found = explained(&published(), "A handled_on_time");
    assert_steps(
        &found,
        &[
            ("read", "", 12, 12),
            ("duplicate", "", 1, 11),
            ("out_of_scope", "registered", 1, 10),
            ("quarantined", "received_missing", 1, 9),
            ("in_lake", "", 9, 9),
            ("unit", "", 1, 8),
            ("period", "received_later", 1, 7),
            ("period", "ended_before", 1, 6),
            ("of", "NOT in_hand", 0, 6),
            ("of", "undated", 1, 5),
            ("denominator", "", 5, 5),
            ("those", "late", 1, 4),
            ("those", "open_overdue", 1, 3),
            ("numerator", "", 3, 3),
        ],
    );
    assert_eq!((&found["numerator"], &found["denominator"]), (&json!(3), &json!(5)));
    assert_eq!((&found["status"], &found["ratio"]), (&json!("value"), &json!(0.6)));
    assert_eq!(
        found["points"],
        json!({
            "rule": {"rule": "linear"}, "max": 20.0, "exact": "12/1", "points": 12.0, "lost": 8.0, "to_go": 2,
        })
    );
}

#[test]
fn the_text_reads_like_an_account_with_aligned_columns() {
    let text = published().chiso_succeeds("explain A handled_on_time --month 2026-01").stdout;
    for line in [
        "First unit (A) · 2026-01",
        "Ratio: 3 / 5 = 60.00%",
        "Points: linear, at most 20.00; exactly 12; rounded half up to 12.00; lost 8.00",
        "To full points: 2 more cases.",
    ] {
        assert!(text.lines().any(|found| found == line), "{line:?} is not in\n{text}");
    }
    let account = text.lines().skip_while(|line| !line.contains("Rows read"));
    let widths: Vec<usize> =
        account.take_while(|line| !line.is_empty()).map(|line| line.chars().count()).collect();
    assert!(widths.len() > 10 && widths.iter().all(|width| *width == widths[0]), "{text}");
}

#[test]
fn the_account_is_written_in_vietnamese_too() {
    let scratch = published();
    let output = Command::new(env!("CARGO_BIN_EXE_chiso"))
        .args(["explain", "A", "handled_on_time", "--month", "2026-01"])
        .current_dir(scratch.path())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    for words in ["− kết thúc quá hạn", "= tử số", "Tỷ lệ: 3 / 5 = 60,00%"] {
        assert!(text.contains(words), "{words:?} is not in\n{text}");
    }
}

#[test]
fn the_dossiers_that_lost_the_point_are_named_only_when_asked_for() {
    let scratch = published();
    let listed = explained(&scratch, "A handled_on_time --dossiers");
    assert_eq!(
        listed["lost"],
        json!([{"id": "H02", "reason": "late"}, {"id": "H03", "reason": "open_overdue"}])
    );
    let call = "explain A handled_on_time --month 2026-01";
    let text = scratch.chiso_succeeds(&format!("{call} --dossiers")).stdout;
    assert!(text.contains("H02") && text.contains("late on ending"), "{text}");
    for plain in [call.to_owned(), format!("{call} --format json")] {
        let text = scratch.chiso_succeeds(&plain).stdout;
        assert!(!text.contains("H02") && !text.contains("H03"), "{text}");
    }
}

#[test]
fn a_unit_says_that_it_carries_the_figure_of_its_authority() {
    let scratch = published();
    let own = explained(&scratch, "M announced_on_time");
    let child = explained(&scratch, "A1 announced_on_time --dossiers");
    assert_eq!((&own["inherited_from"], &child["inherited_from"]), (&Value::Null, &json!("M")));
    assert_eq!(own["steps"], child["steps"]);
    let text = scratch.chiso_succeeds("explain A1 announced_on_time --month 2026-01").stdout;
    assert!(text.contains("carries the figure of its authority"), "{text}");
}

#[test]
fn one_late_decision_makes_the_procedure_late_and_the_other_rows_are_accounted_for() {
    let found = explained(&published(), "M announced_on_time --dossiers");
    assert_steps(
        &found,
        &[
            ("read", "", 4, 4),
            ("duplicate", "", 0, 4),
            ("in_lake", "", 4, 4),
            ("of", "NOT announced", 1, 3),
            ("distinct", "same_procedure", 1, 2),
            ("denominator", "", 2, 2),
            ("those", "NOT announced_on_time", 1, 1),
            ("numerator", "", 1, 1),
        ],
    );
    assert_eq!(found["lost"], json!([{"id": "1.000001", "reason": "NOT announced_on_time"}]));
}

#[test]
fn dossiers_that_only_the_national_total_knows_are_in_the_denominator_and_lost() {
    let scratch = published();
    let found = explained(&scratch, "A dossiers_synced");
    assert_eq!(found["larger_of"], json!({"rows": 5, "national_total": 9}));
    let found = steps(&found);
    let shown: Vec<_> = found[found.len() - 5..]
        .iter()
        .map(|(step, reason, count, left)| (&**step, &**reason, *count, *left))
        .collect();
    assert_eq!(
        shown,
        [
            ("national_total", "", 4, 9),
            ("denominator", "", 9, 9),
            ("those", "not_in_sources", 4, 5),
            ("those", "NOT synced", 0, 5),
            ("numerator", "", 5, 5),
        ]
    );
    let equal = explained(&scratch, "B dossiers_synced");
    assert!(!steps(&equal).iter().any(|(step, ..)| step == "national_total"));
}

#[test]
fn a_missing_source_is_named_together_with_what_to_do() {
    let scratch = published();
    for (cell, words) in [
        ("A petitions_on_time", vec!["kind = \"petitions\""]),
        ("A electronic_result", vec!["result_file", "add it"]),
        ("A procedures_offered_online", vec!["kind = \"procedures\""]),
        ("A dossier_satisfaction", vec!["kind = \"ratings\""]),
        (
            "A dossiers_using_population_data",
            vec!["at least one of these", "vneid_verified", "from_personal_store", "databases"],
        ),
        ("M dossiers_synced", vec!["no row of M for 2026-01, nor for 2025"]),
    ] {
        let found = explained(&scratch, cell);
        assert_eq!(found["status"], "missing_source", "{cell}");
        assert_eq!((&found["steps"], &found["points"]), (&json!([]), &Value::Null), "{cell}");
        let said = found["lacking"].to_string().replace("\\\"", "\"");
        for word in words {
            assert!(said.contains(word), "{cell}: {word:?} is not in {said}");
        }
    }
}

#[test]
fn an_indicator_that_does_not_exist_for_a_ministry_says_so() {
    let scratch = published();
    let found = explained(&scratch, "A certified_e_copies");
    assert_eq!((&found["status"], &found["lacking"]), (&json!("not_applicable"), &json!([])));
    let text = scratch.chiso_succeeds("explain A certified_e_copies --month 2026-01").stdout;
    assert!(text.contains("does not exist for this kind of authority (ministry)"), "{text}");
}

#[test]
fn an_earlier_cut_off_explains_what_was_known_then() {
    let found = explained(&published(), "A handled_on_time --as-of 2026-01-10");
    assert_eq!((&found["status"], &found["provisional"]), (&json!("provisional"), &json!(true)));
    assert_eq!((&found["numerator"], &found["denominator"]), (&json!(4), &json!(4)));
    let later = steps(&found).into_iter().find(|(_, reason, ..)| reason == "received_later");
    assert_eq!(later.map(|(.., count, _)| count), Some(2), "H04 and H08 came in later");
}

#[track_caller]
fn assert_refused(outcome: &Outcome, code: i32, words: &[&str]) {
    assert_eq!(outcome.code, Some(code), "{}{}", outcome.stderr, outcome.stdout);
    for word in words {
        assert!(outcome.stderr.contains(word), "{word:?} is not in\n{}", outcome.stderr);
    }
}

#[test]
fn an_unknown_unit_or_indicator_is_answered_with_the_known_ones() {
    let scratch = published();
    let unit = scratch.chiso("explain X handled_on_time --month 2026-01");
    assert_refused(&unit, USAGE, &["\"X\"", "A1", "Its part", "unmapped"]);
    let indicator = scratch.chiso("explain A on_time --month 2026-01");
    assert_refused(&indicator, USAGE, &["\"on_time\"", "handled_on_time", "dossier_satisfaction"]);
}

#[test]
fn without_a_lake_there_is_nothing_to_explain() {
    let outcome = configured().chiso("explain A handled_on_time --month 2026-01");
    assert_refused(&outcome, INPUT_MISSING, &["chiso run"]);
}

/// Each step leaves what the one before left, less what it takes; totals take nothing, and only the
/// national total adds.
#[track_caller]
fn assert_closes(cell: &str, explanation: &Explanation, (numerator, denominator): (u64, u64)) {
    let mut left = explanation.steps.first().map_or(0, |step| step.count);
    for Step { stage, reason, count, left: after } in &explanation.steps {
        let sum_of_seconds = reason.code() == "handling_seconds";
        let expected = match stage.as_str() {
            "numerator" if sum_of_seconds => numerator,
            "read" | "in_lake" | "denominator" | "numerator" => {
                assert_eq!(*count, left, "{cell}: {stage:?} is not what was left");
                left
            }
            "national_total" => left + count,
            _ => left.checked_sub(*count).unwrap_or_else(|| panic!("{cell}: {stage:?} takes more")),
        };
        assert_eq!(*after, expected, "{cell}: {stage:?} {}", reason.code());
        left = *after;
    }
    let of = |name: &str| {
        let found = explanation.steps.iter().find(|step| step.stage.as_str() == name);
        found.map(|step| step.count)
    };
    assert_eq!(
        (of("numerator"), of("denominator")),
        (Some(numerator), Some(denominator)),
        "{cell}"
    );
}

#[test]
fn every_account_of_the_demonstration_closes_on_the_published_figures_of_its_last_month() {
    const MONTH: &str = "2026-08";
    let scratch = Scratch::new("explain-demo");
    scratch.chiso_succeeds("demo d");
    let common =
        Common { config: scratch.join("d/chiso.toml"), format: Format::Text, lang: Lang::En };
    let job = settings::load(&common).unwrap();
    let period = settings::period(MONTH).unwrap();
    let registers = Registers::open(&job).unwrap();
    let explaining =
        Explaining::open(&job, &registers, period, period.end(), Scope::AllUnits, true).unwrap();
    let tables = scratch.join("d/reports/current/tables/indicators.csv");
    let published: BTreeMap<(String, String), _> = crate::support::read_csv(&tables)
        .into_iter()
        .filter(|row| row["period"] == MONTH)
        .map(|row| ((row["unit_id"].clone(), row["indicator_id"].clone()), row))
        .collect();
    let mut values = 0;
    for (unit, number) in registers.units.iter().zip(0..) {
        for indicator in &job.rules.indicators {
            let cell = format!("{} {}", unit.id, indicator.id);
            let found = explaining.explain(number, indicator).unwrap();
            let Some(row) = published.get(&(unit.id.clone(), indicator.id.clone())) else {
                assert_eq!(unit.id, "unmapped", "{cell} was not published");
                continue;
            };
            assert_eq!(found.scored.status.as_str(), row["status"], "{cell}");
            let Ok(numerator) = row["numerator"].parse::<u64>() else {
                assert!(found.steps.is_empty(), "{cell} has no value and an account");
                continue;
            };
            values += 1;
            assert_closes(&cell, &found, (numerator, row["denominator"].parse().unwrap()));
            let points = found.breakdown.map_or_else(String::new, |found| found.points.to_string());
            assert_eq!(points, row["points"], "{cell}");
            if let Some(points) = found.breakdown {
                assert_eq!(points.points + points.lost, points.max, "{cell}");
                let named = found.lost.len() as u64
                    + found
                        .larger_of
                        .map_or(0, |larger| larger.national_total.saturating_sub(larger.rows));
                let (numerator, denominator) = found.scored.counts.unwrap();
                assert_eq!(named, denominator - numerator, "{cell}: cases lost and named");
            }
        }
    }
    assert!(values > 300, "only {values} cells have a value");
    assert_closes_under_other_rules(&scratch, &common);
}

/// The same cells under the other rule sets, in longer periods.
fn assert_closes_under_other_rules(scratch: &Scratch, common: &Common) {
    let configuration = std::fs::read_to_string(&common.config).unwrap();
    for (set, period) in [("document-2026", "2026-Q3"), ("vendor-2022", "2025")] {
        scratch.write("d/chiso.toml", configuration.replace("portal-2026", set));
        let job = settings::load(common).unwrap();
        assert_eq!(job.rules.id, set);
        let period = settings::period(period).unwrap();
        let registers = Registers::open(&job).unwrap();
        let explaining =
            Explaining::open(&job, &registers, period, period.end(), Scope::AllUnits, false)
                .unwrap();
        for (unit, number) in registers.units.iter().zip(0..) {
            for indicator in &job.rules.indicators {
                let cell = format!("{} {} under {set}", unit.id, indicator.id);
                let found = explaining.explain(number, indicator).unwrap();
                match found.scored.counts {
                    Some(counts) => assert_closes(&cell, &found, counts),
                    None => assert!(found.steps.is_empty(), "{cell}"),
                }
            }
        }
    }
}
