//! Every run looks at everything that was published: what is final stays final whatever comes later, what
//! would change it is named, and history that cannot be read stops the run. A restatement changes every
//! period that it concerns, and nothing else.

mod causes;
mod long;
mod ranking;
mod rolling;
mod trend;

use std::{fs, os::unix::fs::symlink};

use serde_json::Value;

use crate::support::{Scratch, read_csv, read_parquet};

const UNREADABLE: i32 = 74;
const CHANGED: i32 = 77;
const NOTHING: i32 = 69;
const DAMAGED: i32 = 65;

const HEADER: &str = "dossier_id,unit_id,procedure_id,received_at,due_at,ended_at";

/// A dossier of each month of 2026, all ended in time but that of every third month.
fn rows() -> Vec<String> {
    let row = |month: u32| {
        let ended = if month.is_multiple_of(3) { 25 } else { 18 };
        format!(
            "H{month},A,1.000001,2026-{month:02}-02 08:00,2026-{month:02}-20 17:00,2026-{month:02}-{ended} 08:00"
        )
    };
    (1..=8).map(row).collect()
}

fn configured(more: &str) -> Scratch {
    let scratch = Scratch::new("closed-months");
    scratch.write(
        "chiso.toml",
        format!(
            "[authority]\nid = \"M\"\nname = \"A ministry\"\nkind = \"ministry\"\ncoverage_from = \"2026-01\"\n\n\
             [units]\ndiscover = true\n\n[publication]\ntables_only = true\n{more}\n\
             [[source]]\nname = \"one-stop\"\nkind = \"dossiers\"\nformat = \"table\"\npath = \"dossiers*.csv\"\n"
        ),
    );
    with_rows(&scratch, "dossiers.csv", &rows());
    scratch
}

fn with_rows(scratch: &Scratch, file: &str, rows: &[String]) {
    scratch.write(file, format!("{HEADER}\n{}\n", rows.join("\n")));
}

/// Publishes the months one after the other.
fn run_months(scratch: &Scratch, months: std::ops::RangeInclusive<u32>) {
    for month in months {
        scratch.chiso_succeeds(&format!("run --month 2026-{month:02}"));
    }
}

/// A dossier of March that is told of later, and that was late.
const LATE_ROW: &str = "N1,A,1.000001,2026-03-03 08:00,2026-03-20 17:00,2026-03-24 08:00";

/// The editions that the index names, those that were taken back left out.
fn index(scratch: &Scratch) -> Value {
    serde_json::from_slice(&fs::read(scratch.join("reports/index.json")).unwrap()).unwrap()
}

fn current(scratch: &Scratch) -> String {
    fs::read_link(scratch.edition()).unwrap().to_string_lossy().into_owned()
}

fn edition_of(scratch: &Scratch, span: &str) -> String {
    let index = index(scratch);
    let names = index["editions"].as_array().unwrap().iter().rev();
    let mut names = names.filter(|known| known["withdrawn"].is_null());
    let found = names.find(|known| known["edition"].as_str().unwrap().starts_with(span));
    found.unwrap_or_else(|| panic!("no edition of {span}"))["edition"].as_str().unwrap().to_owned()
}

/// Numerator, denominator and status of the unit's timely handling in an edition.
fn handled(scratch: &Scratch, edition: &str, period: &str) -> [String; 3] {
    let rows = read_csv(&scratch.join(&format!("reports/{edition}/tables/indicators.csv")));
    let row = rows.iter().find(|row| {
        row["period"] == period && row["unit_id"] == "A" && row["indicator_id"] == "handled_on_time"
    });
    let row = row.unwrap_or_else(|| panic!("{edition} has no {period}"));
    ["numerator", "denominator", "status"].map(|column| row[column].clone())
}

#[test]
fn late_rows_of_a_closed_month_are_named_and_change_nothing() {
    let scratch = configured("");
    run_months(&scratch, 1..=7);
    let march = edition_of(&scratch, "2026-03");
    let before = fs::read(scratch.join(&format!("reports/{march}/tables/indicators.csv"))).unwrap();
    with_rows(&scratch, "dossiers-late.csv", &[LATE_ROW.into()]);
    let run = scratch.chiso_succeeds("run --month 2026-08 --format json");
    let warnings = run.json()["warnings"].to_string();
    for period in ["2026-03", "2026-Q1", "2026-H1"] {
        assert!(warnings.contains(&format!("{period}: ")), "{period}: {warnings}");
    }
    assert!(!warnings.contains("2026-Q2: "), "{warnings}");
    assert!(warnings.contains("handled_on_time: 0/1"), "{warnings}");
    assert!(current(&scratch).starts_with("2026-08.r1-"));
    let after = fs::read(scratch.join(&format!("reports/{march}/tables/indicators.csv"))).unwrap();
    assert_eq!(before, after);
    let late = scratch.table("late");
    let cell = late.iter().find(|row| {
        row["period"] == "2026-03"
            && row["unit_id"] == "A"
            && row["indicator_id"] == "handled_on_time"
    });
    let cell = cell.expect("the cell of March");
    let [was, of, now, of_now, cause, files, published] = [
        "published_numerator",
        "published_denominator",
        "numerator",
        "denominator",
        "cause",
        "input_files",
        "published_in",
    ]
    .map(|column| cell[column].as_str());
    assert_eq!([was, of, now, of_now], ["0", "1", "0", "2"]);
    assert_eq!((cause, files, published), ("dossiers", "dossiers-late.csv", march.as_str()));
    // Said again by a run that changes nothing.
    let again = scratch.chiso_succeeds("run --month 2026-08 --format json").json();
    assert_eq!(again["unchanged"], true);
    assert!(again["warnings"].to_string().contains("2026-Q1: "), "{again}");
}

#[test]
fn late_rows_stop_a_run_where_its_own_final_periods_or_the_configuration_say_so() {
    let scratch = configured("");
    run_months(&scratch, 1..=3);
    with_rows(&scratch, "dossiers-late.csv", &[LATE_ROW.into()]);
    let own = scratch.chiso("run --month 2026-03");
    assert_eq!(own.code, Some(CHANGED), "{}", own.stderr);
    // Q1 is final since March, and would be provisional.
    let before = scratch.chiso("run --month 2026-02");
    assert_eq!(before.code, Some(CHANGED), "{}", before.stderr);

    let strict = configured("late = \"refuse\"\n");
    run_months(&strict, 1..=3);
    let published = index(&strict);
    with_rows(&strict, "dossiers-late.csv", &[LATE_ROW.into()]);
    let refused = strict.chiso("run --month 2026-04");
    assert_eq!(refused.code, Some(CHANGED), "{}", refused.stderr);
    assert!(refused.stderr.contains("late = \"refuse\""), "{}", refused.stderr);
    assert_eq!(index(&strict), published);
}

#[test]
fn a_restatement_changes_every_final_period_of_its_month_and_leaves_readers_at_the_newest() {
    let scratch = configured("");
    run_months(&scratch, 1..=8);
    with_rows(&scratch, "dossiers-late.csv", &[LATE_ROW.into()]);
    scratch.chiso_succeeds("restate --month 2026-03 --reason a-file-came-late");
    for (span, periods) in [
        ("2026-03", &[("2026-03", ["0", "2", "value"]), ("2026-Q1", ["2", "4", "value"])][..]),
        ("2026-06", &[("2026-06", ["0", "1", "value"]), ("2026-H1", ["4", "7", "value"])]),
        ("2026-08", &[("2026-08", ["1", "1", "value"]), ("2026", ["6", "9", "provisional"])]),
    ] {
        let edition = edition_of(&scratch, span);
        assert!(edition.starts_with(&format!("{span}.r2-")), "{edition}");
        for (period, expected) in periods {
            assert_eq!(handled(&scratch, &edition, period), *expected, "{edition} {period}");
        }
        let manifest =
            fs::read_to_string(scratch.join(&format!("reports/{edition}/manifest.json")));
        assert!(manifest.unwrap().contains("a-file-came-late"));
    }
    assert!(current(&scratch).starts_with("2026-08.r2-"));
    for span in ["2026-01", "2026-02", "2026-04", "2026-05", "2026-07"] {
        assert!(edition_of(&scratch, span).starts_with(&format!("{span}.r1-")), "{span}");
    }
    // Once is enough.
    let again = scratch.chiso("run --month 2026-08 --format json").json();
    assert_eq!(again["warnings"].to_string().matches("would be others").count(), 0, "{again}");
    assert_eq!(again["unchanged"], true);
    let twice = scratch.chiso("restate --month 2026-04 --reason nothing");
    assert_eq!(twice.code, Some(NOTHING), "{}", twice.stderr);
}

#[test]
fn two_months_are_restated_in_either_order_with_the_same_figures() {
    let february = "N2,A,1.000001,2026-02-03 08:00,2026-02-20 17:00,2026-02-24 08:00";
    let finals = |order: [&str; 2]| {
        let scratch = configured("");
        run_months(&scratch, 1..=4);
        with_rows(&scratch, "dossiers-late.csv", &[LATE_ROW.into(), february.into()]);
        for month in order {
            // The quarter stands in the edition of March, so that February brings March along.
            let restated = scratch.chiso(&format!("restate --month {month} --reason late"));
            assert!([Some(0), Some(NOTHING)].contains(&restated.code), "{}", restated.stderr);
        }
        let of = |span: &str, period: &str| handled(&scratch, &edition_of(&scratch, span), period);
        assert!(current(&scratch).starts_with("2026-04."));
        [of("2026-02", "2026-02"), of("2026-03", "2026-03"), of("2026-03", "2026-Q1")]
    };
    let expected = [["1", "2", "value"], ["0", "2", "value"], ["2", "5", "value"]];
    assert_eq!(finals(["2026-02", "2026-03"]), expected);
    assert_eq!(finals(["2026-03", "2026-02"]), expected);
}

#[test]
fn after_a_rollback_a_run_publishes_over_no_final_figure_unseen() {
    let scratch = configured("");
    run_months(&scratch, 1..=4);
    let march = edition_of(&scratch, "2026-03");
    scratch.chiso_succeeds(&format!("rollback {march}"));
    assert_eq!(current(&scratch), march);
    let told = scratch.chiso_succeeds("editions").stdout;
    let april = told.lines().find(|line| line.contains(" 2026-04.r1-")).unwrap();
    assert!(april.ends_with("  taken back") && told.matches("taken back").count() == 1, "{told}");
    assert!(
        told.contains("* 2026-03.r1-") && told.contains("Months published as final in 2026: 3"),
        "{told}"
    );
    // April was public; its figures may come again, and no others.
    let mut changed = rows();
    changed[3] = changed[3].replace("2026-04-18", "2026-04-24");
    with_rows(&scratch, "dossiers.csv", &changed);
    let refused = scratch.chiso("run --month 2026-04");
    assert_eq!(refused.code, Some(CHANGED), "{}", refused.stderr);
    assert!(refused.stderr.contains("2026-04 A handled_on_time: 1/1"), "{}", refused.stderr);
    with_rows(&scratch, "dossiers.csv", &rows());
    scratch.chiso_succeeds("run --month 2026-04");
    assert!(current(&scratch).starts_with("2026-04.r1-"));
}

#[test]
fn another_rule_set_is_told_in_one_line_for_all_closed_months() {
    let scratch = configured("");
    let config = fs::read_to_string(scratch.join("chiso.toml")).unwrap();
    scratch.write("chiso.toml", format!("[rules]\nset = \"rules/own\"\n\n{config}"));
    scratch.write_rule_set("rules/own", "precision = \"instant\"");
    // Ended on its last day, after its hour.
    let mut all = rows();
    all[1] = all[1].replace("2026-02-18 08:00", "2026-02-20 18:00");
    with_rows(&scratch, "dossiers.csv", &all);
    run_months(&scratch, 1..=3);
    scratch.write_rule_set("rules/own", "precision = \"calendar_day\"");
    let run = scratch.chiso_succeeds("run --month 2026-04 --format json").json();
    let warnings: Vec<String> = run["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|text| text.as_str().unwrap().to_owned())
        .filter(|text| text.contains("the rule set own changed"))
        .collect();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(warnings[0].contains("of 2026-02, 2026-Q1 would be others"), "{warnings:?}");
}

#[test]
fn history_that_cannot_be_read_stops_the_run_until_it_is_repaired() {
    type Fault = fn(&Scratch);
    let faults: [(&str, Fault); 5] = [
        ("no pointer", |scratch| fs::remove_file(scratch.edition()).unwrap()),
        ("no figures", |scratch| {
            let edition = edition_of(scratch, "2026-02");
            fs::write(scratch.join(&format!("reports/{edition}/tables/indicators.csv")), "")
                .unwrap();
        }),
        ("an edition less", |scratch| {
            let edition = edition_of(scratch, "2026-02");
            fs::remove_dir_all(scratch.join(&format!("reports/{edition}"))).unwrap();
        }),
        ("no index that can be read", |scratch| {
            fs::write(scratch.join("reports/index.json"), "{").unwrap();
        }),
        ("a pointer to nowhere", |scratch| {
            fs::remove_file(scratch.edition()).unwrap();
            symlink("2025-01.r1-000000000000", scratch.edition()).unwrap();
        }),
    ];
    for (what, fault) in faults {
        let scratch = configured("");
        run_months(&scratch, 1..=3);
        let newest = current(&scratch);
        fault(&scratch);
        for call in ["run --month 2026-04", "run --month 2026-03", "plan --month 2026-04"] {
            let stopped = scratch.chiso(call);
            assert_eq!(stopped.code, Some(UNREADABLE), "{what}, {call}: {}", stopped.stderr);
            assert!(stopped.stderr.contains("chiso repair"), "{what}: {}", stopped.stderr);
        }
        scratch.chiso_succeeds("repair");
        assert_eq!(current(&scratch), newest, "{what}");
        scratch.chiso_succeeds("run --month 2026-04");
        scratch.chiso_succeeds("verify");
    }
}

#[test]
fn editions_of_before_there_was_an_index_are_taken_into_one() {
    let scratch = configured("");
    run_months(&scratch, 1..=3);
    let known = index(&scratch);
    fs::remove_file(scratch.join("reports/index.json")).unwrap();
    scratch.chiso_succeeds("run --month 2026-03");
    let editions = |index: &Value| -> Vec<Value> { index["editions"].as_array().unwrap().clone() };
    assert_eq!(editions(&index(&scratch)), editions(&known));
    fs::remove_file(scratch.join("reports/index.json")).unwrap();
    let edition = edition_name(&known, 1);
    fs::remove_dir_all(scratch.join(&format!("reports/{edition}"))).unwrap();
    assert_eq!(scratch.chiso("run --month 2026-04").code, Some(UNREADABLE));
}

fn edition_name(index: &Value, place: usize) -> String {
    index["editions"][place]["edition"].as_str().unwrap().to_owned()
}

#[test]
fn a_damaged_edition_is_published_again_as_a_new_revision_of_the_same_bytes() {
    let scratch = configured("");
    run_months(&scratch, 1..=2);
    let old = current(&scratch);
    let flow = || {
        let mut rows = scratch.table("flow");
        rows.iter_mut()
            .for_each(|row| ["edition", "revision"].iter().for_each(|c| drop(row.remove(*c))));
        rows
    };
    let before = flow();
    fs::write(scratch.edition().join("tables/flow.parquet"), b"nothing").unwrap();
    let run = scratch.chiso_succeeds("run --month 2026-02 --format json").json();
    assert!(run["warnings"].to_string().contains("is damaged"), "{run}");
    let new = current(&scratch);
    assert!(new.starts_with("2026-02.r2-"), "{new}");
    assert_eq!(old.split_once('-').unwrap().1[5..], new.split_once('-').unwrap().1[5..]);
    assert_eq!(flow(), before);
    scratch.chiso_succeeds("verify");
}

#[test]
fn a_second_publication_of_a_month_is_another_revision() {
    let scratch = configured("");
    scratch.chiso_succeeds("run --month 2026-03 --as-of 2026-03-15");
    scratch.chiso_succeeds("run --month 2026-03 --as-of 2026-03-25");
    assert!(current(&scratch).starts_with("2026-03.r2-"), "{}", current(&scratch));
    scratch.chiso_succeeds("run --month 2026-03");
    assert!(current(&scratch).starts_with("2026-03.r3-"), "{}", current(&scratch));
}

#[test]
fn a_month_that_was_left_out_is_published_later_and_readers_stay_at_the_newest() {
    let scratch = configured("");
    run_months(&scratch, 1..=1);
    run_months(&scratch, 4..=4);
    let newest = current(&scratch);
    scratch.chiso_succeeds("run --month 2026-02");
    assert_eq!(current(&scratch), newest);
    assert!(edition_of(&scratch, "2026-02").starts_with("2026-02.r1-"));
}

#[test]
fn verify_finds_files_that_were_added_and_a_manifest_that_is_another() {
    let scratch = configured("");
    run_months(&scratch, 1..=1);
    scratch.chiso_succeeds("verify");
    let extra = scratch.edition().join("tables/more.csv");
    fs::write(&extra, "a").unwrap();
    let found = scratch.chiso("verify");
    assert_eq!(found.code, Some(DAMAGED));
    assert!(found.stderr.contains("tables/more.csv: no file of the edition"), "{}", found.stderr);
    fs::remove_file(extra).unwrap();
    let path = scratch.edition().join("manifest.json");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("A ministry", "B ministry")).unwrap();
    let found = scratch.chiso("verify");
    assert_eq!(found.code, Some(DAMAGED), "{}", found.stderr);
    assert!(found.stderr.contains("not the one that was published"), "{}", found.stderr);
}

/// The rows of a series, internal or public.
fn series(scratch: &Scratch, part: &str, table: &str) -> Vec<crate::support::Row> {
    read_csv(&scratch.join(&format!("reports/current/{part}series/{table}.csv")))
}

#[test]
fn a_year_of_months_gives_the_series_of_one_run_over_the_year() {
    let monthly = configured("");
    run_months(&monthly, 1..=8);
    let at_once = configured("");
    at_once.chiso_succeeds("run --from 2026-01 --to 2026-08");
    for table in ["indicators", "groups", "scorecard", "flow", "targets"] {
        let rows = |scratch: &Scratch| -> Vec<Vec<String>> {
            let of_edition = ["edition", "revision", "cut_off", "published_at"];
            let rows = series(scratch, "", table).into_iter();
            rows.map(|mut row| {
                of_edition.iter().for_each(|column| drop(row.remove(*column)));
                row.into_iter().map(|(column, cell)| format!("{column}={cell}")).collect()
            })
            .collect()
        };
        let (monthly, at_once) = (rows(&monthly), rows(&at_once));
        assert!(monthly.len() > 20, "{table}");
        assert_eq!(monthly, at_once, "{table}");
    }
    // The constant link, and the same in Parquet.
    let csv = read_csv(&monthly.join("reports/series/indicators.csv"));
    let parquet = read_parquet(&monthly.join("reports/series/indicators.parquet"));
    assert_eq!(csv.len(), parquet.len());
}

#[test]
fn a_series_says_of_every_period_what_was_published_last_and_beside_it_what_was_before() {
    let scratch = configured("");
    run_months(&scratch, 1..=8);
    with_rows(&scratch, "dossiers-late.csv", &[LATE_ROW.into()]);
    scratch.chiso_succeeds("restate --month 2026-03 --reason late");
    let rows = series(&scratch, "", "indicators");
    let cell = |period: &str| {
        let found = rows.iter().find(|row| {
            row["period"] == period
                && row["unit_id"] == "A"
                && row["indicator_id"] == "handled_on_time"
        });
        found.unwrap_or_else(|| panic!("no {period}"))
    };
    for (period, edition, revision, numerator, denominator) in [
        ("2026-02", "2026-02.r1", "1", "1", "1"),
        ("2026-03", "2026-03.r2", "2", "0", "2"),
        ("2026-04", "2026-04.r1", "1", "1", "1"),
        ("2026-Q1", "2026-03.r2", "2", "2", "4"),
        ("2026-H1", "2026-06.r2", "2", "4", "7"),
        ("2026", "2026-08.r2", "2", "6", "9"),
    ] {
        let row = cell(period);
        let found = ["edition", "revision", "numerator", "denominator"].map(|c| row[c].as_str());
        assert_eq!(found, [edition, revision, numerator, denominator], "{period}");
    }
    assert_eq!(cell("2026-04")["points_previous"], cell("2026-03")["points"]);
    assert_eq!(cell("2026-04")["points_previous"], "0.00");
    assert_eq!(cell("2026-02")["cut_off"], "2026-03-01 00:00:00");
    assert_eq!(cell("2026-02")["period_end"], "2026-02-28");
    assert_eq!(cell("2026-01")["points_previous"], "");
    let revisions = series(&scratch, "", "revisions");
    let of_march: Vec<[&str; 3]> = revisions
        .iter()
        .filter(|row| {
            row["period"] == "2026-03"
                && row["unit_id"] == "A"
                && row["indicator_id"] == "handled_on_time"
        })
        .map(|row| ["edition", "numerator", "denominator"].map(|column| row[column].as_str()))
        .collect();
    assert_eq!(of_march, [["2026-03.r1", "0", "1"], ["2026-03.r2", "0", "2"]]);
    let units: Vec<String> =
        series(&scratch, "", "dim_unit").iter().map(|row| row["unit_id"].clone()).collect();
    assert!(units.contains(&"A".to_owned()), "{units:?}");
}

#[test]
fn what_nothing_final_rests_on_may_be_removed() {
    let scratch = configured("keep = { provisional = 1, superseded = 0 }\n");
    run_months(&scratch, 1..=2);
    for day in [10, 15, 25] {
        scratch.chiso_succeeds(&format!("run --month 2026-03 --as-of 2026-03-{day}"));
    }
    run_months(&scratch, 3..=4);
    with_rows(&scratch, "dossiers-late.csv", &[LATE_ROW.into()]);
    scratch.chiso_succeeds("restate --month 2026-03 --reason late");
    let names = |json: &Value| -> Vec<String> {
        let all = json.as_array().unwrap().iter();
        all.map(|name| name.as_str().unwrap().split_once('-').unwrap().1[..5].to_owned()).collect()
    };
    let planned = scratch.chiso_succeeds("prune --dry-run --format json").json();
    // Of March the first two, and what was final before it was restated; of April what was before its series
    // were made anew.
    assert_eq!(names(&planned["removed"]), ["03.r1", "03.r2", "03.r4", "04.r1"], "{planned}");
    let before = index(&scratch);
    let of_march = |scratch: &Scratch| -> Vec<crate::support::Row> {
        let rows = series(scratch, "", "revisions").into_iter();
        rows.filter(|row| row["period"] == "2026-03").collect()
    };
    let revised = of_march(&scratch);
    assert!(revised.iter().any(|row| row["edition"] == "2026-03.r1"), "{revised:?}");
    assert_eq!(scratch.chiso_succeeds("prune --format json").json()["removed"], planned["removed"]);
    assert_ne!(index(&scratch), before);
    for name in planned["removed"].as_array().unwrap() {
        assert!(!scratch.join(&format!("reports/{}", name.as_str().unwrap())).exists());
    }
    scratch.chiso_succeeds("verify");
    scratch.chiso_succeeds("run --month 2026-05");
    assert_eq!(of_march(&scratch), revised, "what it ever said stays known");
    assert_eq!(
        scratch.chiso_succeeds("prune --format json").json()["removed"],
        Value::Array(vec![])
    );
}

#[test]
fn a_report_says_where_it_is_not_what_was_published() {
    let scratch = configured("");
    run_months(&scratch, 1..=3);
    let report = |scratch: &Scratch| {
        scratch.chiso_succeeds("report --from 2026-03 --to 2026-03 --format json")
    };
    let same = report(&scratch);
    assert_eq!(same.json()["differs_from_published"], 0, "{}", same.stderr);
    with_rows(&scratch, "dossiers-late.csv", &[LATE_ROW.into()]);
    scratch.chiso_succeeds("ingest");
    let other = report(&scratch);
    assert!(other.json()["differs_from_published"].as_u64().unwrap() > 0);
    assert!(other.stderr.contains("no longer gives what was published"), "{}", other.stderr);
}
