//! `chiso plan` says what a run would do and does none of it; `chiso diff` says what two editions
//! differ in, and why.

use std::fs;

use serde_json::Value;

use crate::support::{Call, Scratch, differing, snapshot};

const MISSING: i32 = 66;
const USAGE: i32 = 64;
const CHANGED: i32 = 77;

const HEADER: &str = "dossier_id,unit_id,procedure_id,received_at,due_at,ended_at";
const LATE: &str = "H1,A,1.000001,2026-03-02 08:00,2026-03-10 17:00,2026-03-11 08:00";
const IN_TIME: &str = "H1,A,1.000001,2026-03-02 08:00,2026-03-10 17:00,2026-03-09 08:00";
const OTHER: &str = "H2,B,1.000002,2026-03-03 08:00,2026-03-10 17:00,2026-03-09 08:00";

fn configured(rows: &[&str]) -> Scratch {
    let scratch = Scratch::new("planning");
    scratch.write(
        "chiso.toml",
        "[authority]\nid = \"M\"\nname = \"A ministry\"\nkind = \"ministry\"\n\n[units]\ndiscover = true\n\n\
         [[source]]\nname = \"one-stop\"\nkind = \"dossiers\"\nformat = \"table\"\npath = \"in/*.csv\"\n",
    );
    with_rows(&scratch, rows);
    scratch
}

fn with_rows(scratch: &Scratch, rows: &[&str]) {
    scratch.write("in/dossiers.csv", format!("{HEADER}\n{}\n", rows.join("\n")));
}

/// Plans, and fails the test where anything was written or left behind.
fn plan(scratch: &Scratch, call: &str) -> Value {
    let elsewhere = Scratch::new("planning-temporary");
    let before = snapshot(scratch.path());
    let ended = Call::new(&format!("plan {call} --format json"))
        .at(scratch.path())
        .env("TMPDIR", &elsewhere.path().to_string_lossy())
        .run()
        .succeeded();
    assert_eq!(differing(&before, &snapshot(scratch.path())), Vec::<std::path::PathBuf>::new());
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0, "a plan leaves files behind");
    ended.json()
}

fn period<'a>(plan: &'a Value, name: &str) -> &'a Value {
    let periods = plan["periods"].as_array().unwrap();
    periods.iter().find(|p| p["period"] == name).unwrap_or_else(|| panic!("no {name}: {plan}"))
}

fn diff(scratch: &Scratch, call: &str) -> Value {
    scratch.chiso_succeeds(&format!("diff {call} --format json")).json()
}

fn current(scratch: &Scratch) -> String {
    let target = fs::read_link(scratch.edition()).unwrap();
    target.to_string_lossy().into_owned()
}

#[test]
fn a_plan_before_anything_was_published_names_each_period_and_why() {
    let scratch = configured(&[IN_TIME]);
    let found = plan(&scratch, "--from 2026-02 --to 2026-04");
    let names: Vec<&str> = found["periods"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["period"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["2026-02", "2026-03", "2026-04", "2026-Q1", "2026-Q2", "2026-H1", "2026"]);
    assert_eq!(found["current"], Value::Null);
    assert_eq!(found["changed_since_current"], Value::Null);
    assert_eq!(found["cut_off"], "2026-05-01 00:00:00");
    for (name, why, months, provisional) in [
        ("2026-03", "asked", vec!["2026-03"], false),
        ("2026-Q1", "contains", vec!["2026-02", "2026-03"], false),
        ("2026-Q2", "contains", vec!["2026-04"], true),
        ("2026", "contains", vec!["2026-02", "2026-03", "2026-04"], true),
    ] {
        let period = period(&found, name);
        assert_eq!(period["why"], why);
        assert_eq!(period["months"], Value::from(months), "{name}");
        assert_eq!(
            (&period["provisional"], &period["state"]),
            (&provisional.into(), &"new".into())
        );
        // The authority and one unit, by 23 indicators.
        assert_eq!(period["cells"], 46);
    }
    assert!(!scratch.join("lake").exists() && !scratch.join("reports").exists());
}

#[test]
fn a_plan_of_what_is_published_already_changes_nothing() {
    let scratch = configured(&[IN_TIME]);
    scratch.chiso_succeeds("run --month 2026-03");
    let found = plan(&scratch, "--month 2026-03");
    for name in ["2026-03", "2026-Q1", "2026-H1", "2026"] {
        assert_eq!(period(&found, name)["state"], "unchanged", "{name}");
    }
    assert_eq!(found["current"], Value::from(current(&scratch)));
    let inputs = &found["changed_since_current"]["inputs"];
    for list in ["added", "removed", "changed"] {
        assert_eq!(inputs[list].as_array().unwrap().len(), 0, "{list}");
    }
    assert_eq!(found["refused_without_restate"], false);
}

#[test]
fn a_plan_foretells_a_refusal_figure_by_figure() {
    let scratch = configured(&[LATE]);
    scratch.chiso_succeeds("run --month 2026-03");
    with_rows(&scratch, &[IN_TIME]);
    scratch.write("in/more.csv", format!("{HEADER}\n{OTHER}\n"));
    let found = plan(&scratch, "--month 2026-03");
    assert_eq!(found["refused_without_restate"], true);
    let total = found["final_cells_changed"].as_u64().unwrap();
    let refused = scratch.chiso("run --month 2026-03");
    assert_eq!(refused.code, Some(CHANGED));
    assert!(refused.stderr.contains(&format!("{total} figures")), "{}", refused.stderr);
    let first = &found["final_changes"][0];
    assert!(found["final_changes"].as_array().unwrap().len() <= 10);
    for change in found["final_changes"].as_array().unwrap() {
        let named = format!(
            "{} {} {}:",
            change["period"].as_str().unwrap(),
            change["unit_id"].as_str().unwrap(),
            change["indicator_id"].as_str().unwrap()
        );
        assert!(refused.stderr.contains(&named), "{named}\n{}", refused.stderr);
    }
    assert_eq!(first["period"], "2026-03");
    let of_periods: u64 = found["periods"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["before"]["final_cells_changed"].as_u64().unwrap())
        .sum();
    assert_eq!(of_periods, total);
    // The half-year is not over, so its figures are replaced freely.
    assert_eq!(period(&found, "2026-03")["state"], "final_changes");
    assert_eq!(period(&found, "2026-H1")["state"], "provisional_replaced");
    let inputs = &found["changed_since_current"]["inputs"];
    assert_eq!(inputs["changed"][0]["file"], "in/dossiers.csv");
    assert_eq!(inputs["added"][0]["file"], "in/more.csv");
    assert_eq!(inputs["removed"].as_array().unwrap().len(), 0);
}

#[test]
fn a_plan_counts_the_provisional_figures_that_the_run_then_replaces() {
    let scratch = configured(&[LATE, OTHER]);
    scratch.chiso_succeeds("run --month 2026-03 --as-of 2026-03-20");
    let before = current(&scratch);
    with_rows(&scratch, &[IN_TIME, OTHER]);
    let found = plan(&scratch, "--month 2026-03 --as-of 2026-03-20");
    assert_eq!(period(&found, "2026-03")["state"], "provisional_replaced");
    let planned = &period(&found, "2026-03")["before"];
    assert_eq!(
        (&planned["provisional"], &planned["final_cells_changed"]),
        (&true.into(), &0.into())
    );
    scratch.chiso_succeeds("run --month 2026-03 --as-of 2026-03-20");
    let found = diff(&scratch, &format!("{before} current"));
    let cells = found["cells"]["list"].as_array().unwrap();
    let of_month = cells.iter().filter(|cell| cell["period"] == "2026-03").count();
    assert_eq!(planned["cells_changed"], of_month);
    assert!(of_month > 0);
}

#[test]
fn a_month_that_is_over_becomes_final_with_the_same_figures() {
    let scratch = configured(&[IN_TIME]);
    scratch.chiso_succeeds("run --month 2026-03 --as-of 2026-03-20");
    let found = plan(&scratch, "--month 2026-03");
    let month = period(&found, "2026-03");
    assert_eq!(month["state"], "becomes_final");
    assert_eq!(month["before"]["cells_changed"], 0);
    let cut_off = &found["changed_since_current"]["cut_off"];
    assert_eq!(cut_off["before"], "2026-03-20 00:00:00");
    assert_eq!(cut_off["after"], "2026-04-01 00:00:00");
}

#[test]
fn a_plan_in_words_is_in_both_languages() {
    let scratch = configured(&[LATE]);
    scratch.chiso_succeeds("run --month 2026-03");
    with_rows(&scratch, &[IN_TIME]);
    let english = scratch.chiso_succeeds("plan --month 2026-03").stdout;
    for words in [
        "2026-Q1  final        contains 2026-03",
        "asked for",
        "only `chiso restate`",
        "~ in/dossiers.csv",
    ] {
        assert!(english.contains(words), "{words}\n{english}");
    }
    let mut call = std::process::Command::new(env!("CARGO_BIN_EXE_chiso"));
    let ended = call.args(["plan", "--month", "2026-03"]).current_dir(scratch.path()).output();
    let vietnamese = String::from_utf8(ended.unwrap().stdout).unwrap();
    for words in ["chính thức", "tạm tính", "được yêu cầu", "chứa tháng 2026-03", "Chưa ghi gì"]
    {
        assert!(vietnamese.contains(words), "{words}\n{vietnamese}");
    }
}

#[test]
fn a_plan_of_inputs_that_cannot_be_read_fails_as_the_run_would() {
    let scratch = configured(&[IN_TIME]);
    fs::remove_file(scratch.join("in/dossiers.csv")).unwrap();
    assert_eq!(scratch.chiso("plan --month 2026-03").code, Some(MISSING));
}

#[test]
fn a_restated_edition_differs_in_the_cell_the_rank_and_the_input_that_changed() {
    let scratch = configured(&[LATE, OTHER]);
    scratch.chiso_succeeds("run --month 2026-03");
    let before = current(&scratch);
    with_rows(&scratch, &[IN_TIME, OTHER]);
    scratch.chiso_succeeds("restate --month 2026-03 --reason correction");
    let found = diff(&scratch, &format!("{before} current"));
    assert_eq!(found["b"]["reason"], "correction");
    assert_eq!(found["a"]["edition"], Value::from(before));
    let cells = found["cells"]["list"].as_array().unwrap();
    assert_eq!(found["cells"]["different"], cells.len());
    let cell = cells
        .iter()
        .find(|c| {
            c["period"] == "2026-03"
                && c["unit_id"] == "A"
                && c["indicator_id"] == "handled_on_time"
        })
        .unwrap();
    let side = |numerator: u64, points: f64| serde_json::json!({"numerator": numerator, "denominator": 1, "points": points, "status": "value"});
    assert_eq!((&cell["a"], &cell["b"]), (&side(0, 0.0), &side(1, 20.0)));
    // Unit B handled its only dossier in time before and after.
    assert!(cells.iter().all(|cell| cell["unit_id"] != "B"), "{cells:?}");
    let ranks = found["ranks"]["list"].as_array().unwrap();
    let rank = |unit: &str| {
        ranks.iter().find(|r| r["period"] == "2026-03" && r["unit_id"] == unit).cloned()
    };
    assert_eq!(rank("A").unwrap()["a"]["rank"], 2);
    assert_eq!(rank("A").unwrap()["b"]["rank"], 1);
    assert_eq!(rank("B"), None);
    let input = &found["causes"]["inputs"]["changed"][0];
    assert_eq!(input["file"], "in/dossiers.csv");
    assert_ne!(input["before"]["sha256"], input["after"]["sha256"]);
    for equal in ["rule_set", "cut_off", "program"] {
        assert_eq!(found["causes"][equal], Value::Null, "{equal}");
    }
    let text = scratch.chiso_succeeds("diff 2026-03.r1 2026-03.r2").stdout;
    let line = "2026-03 A handled_on_time: 0/1, 0.00, value → 1/1, 20.00, value";
    for words in [line, "~ in/dossiers.csv", "2026-03.r2", "correction"] {
        assert!(text.contains(words), "{words}\n{text}");
    }
}

#[test]
fn editions_of_other_months_share_only_the_periods_that_contain_both() {
    let scratch = configured(&[IN_TIME]);
    scratch.chiso_succeeds("run --month 2026-02");
    scratch.chiso_succeeds("run --month 2026-03");
    let found = diff(&scratch, "2026-02 2026-03");
    assert_eq!(found["periods"]["only_a"], serde_json::json!(["2026-02"]));
    assert_eq!(found["periods"]["only_b"], serde_json::json!(["2026-03"]));
    assert_eq!(found["periods"]["both"], serde_json::json!(["2026-Q1", "2026-H1", "2026"]));
    assert_eq!(found["periods"]["provisional_in_one"], serde_json::json!(["2026-Q1"]));
    assert_eq!(found["causes"]["cut_off"]["after"], "2026-04-01 00:00:00");
}

#[test]
fn another_rule_set_is_named_as_the_cause() {
    let scratch = configured(&[LATE]);
    scratch.chiso_succeeds("run --month 2026-03");
    let before = current(&scratch);
    let config = fs::read_to_string(scratch.join("chiso.toml")).unwrap();
    scratch.write("chiso.toml", format!("[rules]\nset = \"vendor-2022\"\n\n{config}"));
    scratch.chiso_succeeds("restate --month 2026-03 --reason rules");
    let found = diff(&scratch, &format!("{before} current"));
    let rules = &found["causes"]["rule_set"];
    assert_eq!(
        (&rules["before"]["id"], &rules["after"]["id"]),
        (&"portal-2026".into(), &"vendor-2022".into())
    );
}

#[test]
fn an_edition_beside_itself_does_not_differ() {
    let scratch = configured(&[IN_TIME]);
    scratch.chiso_succeeds("run --month 2026-03");
    let found = diff(&scratch, "current 2026-03");
    assert_eq!(
        (&found["cells"]["different"], &found["ranks"]["different"]),
        (&0.into(), &0.into())
    );
    assert!(found["cells"]["compared"].as_u64().unwrap() > 0);
    let text = scratch.chiso_succeeds("diff current current").stdout;
    assert!(text.contains("No figure differs."), "{text}");
}

#[test]
fn an_edition_that_is_not_there_is_answered_with_those_that_are() {
    let scratch = configured(&[LATE]);
    let nothing = scratch.chiso("diff a b");
    assert_eq!(nothing.code, Some(MISSING));
    assert!(nothing.stderr.contains("nothing was published yet"), "{}", nothing.stderr);
    scratch.chiso_succeeds("run --month 2026-03");
    let unknown = scratch.chiso("diff current 2025-01");
    assert_eq!(unknown.code, Some(MISSING));
    assert!(unknown.stderr.contains(&current(&scratch)), "{}", unknown.stderr);
    with_rows(&scratch, &[IN_TIME]);
    scratch.chiso_succeeds("restate --month 2026-03 --reason correction");
    let two = scratch.chiso("diff 2026-03 current");
    assert_eq!(two.code, Some(USAGE));
    assert!(
        two.stderr.contains("2026-03.r1-") && two.stderr.contains("2026-03.r2-"),
        "{}",
        two.stderr
    );
}

#[test]
fn an_earlier_month_asked_for_again_is_told_which_cut_off_keeps_its_quarter_final() {
    let scratch = configured(&[IN_TIME]);
    scratch.chiso_succeeds("run --month 2026-03");
    let found = plan(&scratch, "--month 2026-02");
    assert_eq!(found["refused_without_restate"], true);
    assert_eq!(found["final_with_as_of"], "2026-04-01");
    let refused = scratch.chiso("run --month 2026-02");
    assert_eq!(refused.code, Some(CHANGED));
    assert!(refused.stderr.contains("--as-of 2026-04-01"), "{}", refused.stderr);
    scratch.chiso_succeeds("run --month 2026-02 --as-of 2026-04-01");
}

#[test]
fn another_threshold_of_the_public_figures_of_a_closed_month_is_a_change() {
    let scratch = configured(&[IN_TIME, OTHER]);
    scratch.chiso_succeeds("run --month 2026-03");
    let before = current(&scratch);
    let config = fs::read_to_string(scratch.join("chiso.toml")).unwrap();
    scratch.write(
        "chiso.toml",
        format!("[public]\nthreshold = 2\nbase = 1\ntotals = \"rounded\"\n\n{config}"),
    );
    let planned = plan(&scratch, "--month 2026-03");
    let after = &planned["changed_since_current"]["disclosure"]["after"];
    assert_eq!((after["policy"].as_str(), after["threshold"].as_u64()), (Some("rounded"), Some(2)));
    assert_eq!(planned["refused_without_restate"], true);
    assert_eq!(planned["final_and_shown_otherwise"], serde_json::json!(["2026-03", "2026-Q1"]));
    let refused = scratch.chiso("run --month 2026-03");
    assert_eq!(refused.code, Some(77));
    let told = "2026-03 in 2026-03.r1-";
    assert!(
        refused.stderr.contains(told) && refused.stderr.contains("threshold = 2"),
        "{}",
        refused.stderr
    );
    assert_eq!(current(&scratch), before);
    scratch.chiso_succeeds("restate --month 2026-03 --reason another-threshold");
    assert_ne!(current(&scratch), before);
    let found = diff(&scratch, &format!("{before} current"));
    assert_eq!(found["cells"]["different"], 0);
    assert_eq!(found["causes"]["disclosure"]["before"]["policy"], "portal");
    let changed = found["tables"]["changed"].as_array().unwrap();
    assert!(changed.contains(&"public/tables/indicators".into()), "{changed:?}");
    assert!(changed.iter().all(|table| table.as_str().unwrap().starts_with("public/")));
    scratch.chiso_succeeds("verify");
}
