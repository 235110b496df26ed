//! Points recomputed from the counts that the national portal published, against the points that it
//! published beside them.

use std::path::Path;

use serde_json::Value;

use crate::support::{Call, Outcome, Scratch, shared};

const PUBLISHED: &str = "portal-2026/phu_tho.csv";

fn reconcile(folder: &Scratch, file: &Path, tolerance: Option<&str>) -> Outcome {
    let mut call = Call::new("reconcile --format json").at(folder.path()).arg(file);
    if let Some(tolerance) = tolerance {
        call = call.arg("--tolerance").arg(tolerance);
    }
    call.run()
}

fn figure(result: &Value, level: &str, name: &str) -> u64 {
    result[level][name].as_u64().unwrap_or_else(|| panic!("no {level}.{name} in {result}"))
}

/// The numbers of an object, written as numbers or as text.
fn numbers(object: &Value) -> Vec<f64> {
    let values = object.as_object().expect("a difference is an object").values();
    values.filter_map(|value| value.as_f64().or_else(|| value.as_str()?.parse().ok())).collect()
}

/// Id and reason of what is not compared.
fn not_compared(result: &Value) -> Vec<(String, String)> {
    let list = result["not_compared"].as_array().expect("a list of what is not compared");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    list.iter().map(|one| (text(&one["id"]), text(&one["reason"]))).collect()
}

#[test]
fn every_published_indicator_and_group_is_recomputed_and_two_blocks_differ_by_a_hundredth() {
    let Some(file) = shared(PUBLISHED) else {
        return;
    };
    let folder = Scratch::new("reconcile");
    let outcome = reconcile(&folder, &file, None);
    assert_eq!(outcome.code, Some(65), "{}", outcome.stderr);
    let result = outcome.json();
    for level in ["indicators", "groups"] {
        assert!(figure(&result, level, "equal") > 0, "no {level} were compared");
        assert_eq!(figure(&result, level, "different"), 0, "{level}: {result}");
    }
    assert_eq!(figure(&result, "blocks", "equal"), 150);
    assert_eq!(figure(&result, "blocks", "different"), 2);
    assert_eq!(figure(&result, "groups", "equal"), 163);
    // Of 122 blocks of provision four have their parts beside them.
    let aside = not_compared(&result);
    assert_eq!(aside.len(), 118);
    let expected = ("online_service/provision".to_owned(), "3 parts are missing".to_owned());
    assert!(aside.iter().all(|found| *found == expected), "{aside:?}");

    let differences = result["differences"].as_array().expect("a list of differences");
    assert_eq!(differences.len(), 2, "{differences:?}");
    for published in [6.05, 7.22] {
        let known = differences.iter().find(|one| numbers(one).contains(&published));
        let known = known.unwrap_or_else(|| panic!("{published} is not among {differences:?}"));
        assert!(known.to_string().contains("payment"), "{known}");
        let recomputed =
            [published - 0.01, published + 0.01].map(|points| (points * 100.0).round() / 100.0);
        assert!(
            numbers(known).iter().any(|number| recomputed.contains(number)),
            "the recomputed points of {published} are not a hundredth away: {known}",
        );
    }
}

#[test]
fn a_tolerance_of_a_hundredth_forgives_the_two_blocks_and_a_smaller_one_does_not() {
    let Some(file) = shared(PUBLISHED) else {
        return;
    };
    let folder = Scratch::new("reconcile");
    let forgiven = reconcile(&folder, &file, Some("0.01"));
    assert_eq!(forgiven.code, Some(0), "{}", forgiven.stderr);
    assert_eq!(reconcile(&folder, &file, Some("0.009")).code, Some(65));
}

#[test]
fn a_published_figure_that_is_changed_by_a_hundredth_is_found() {
    let Some(file) = shared(PUBLISHED) else {
        return;
    };
    let mut reader = csv::Reader::from_path(&file).expect("a CSV");
    let header = reader.headers().expect("a header").clone();
    let column = |name: &str| header.iter().position(|column| column == name).expect("a column");
    let (level, id) = (column("level"), column("id"));
    let (denominator, points) = (column("denominator"), column("published_points"));

    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&header).expect("a row can be written");
    let mut changed = None;
    for record in reader.records() {
        let mut cells: Vec<String> = record.expect("a row").iter().map(str::to_owned).collect();
        let countable = cells[denominator].parse::<u64>().is_ok_and(|cases| cases > 0);
        if changed.is_none()
            && cells[level] == "indicator"
            && countable
            && let Ok(published) = cells[points].parse::<f64>()
        {
            cells[points] = format!("{:.2}", published + 0.01);
            changed = Some(cells[id].clone());
        }
        writer.write_record(&cells).expect("a row can be written");
    }
    let changed = changed.expect("an indicator with counts and points");
    let folder = Scratch::new("reconcile");
    let copy = folder.write("changed.csv", writer.into_inner().expect("a whole CSV"));

    let outcome = reconcile(&folder, &copy, None);
    assert_eq!(outcome.code, Some(65), "{}", outcome.stderr);
    let result = outcome.json();
    assert_eq!(figure(&result, "indicators", "different"), 1, "{result}");
    let differences = result["differences"].as_array().expect("a list of differences");
    assert!(differences.iter().any(|one| one.to_string().contains(&changed)), "{differences:?}");
}

#[test]
fn the_figures_of_another_province_agree_whole() {
    let Some(file) = shared("cases/47-reconcile-gia-lai/published.csv") else {
        return;
    };
    let folder = Scratch::new("reconcile");
    let outcome = reconcile(&folder, &file, None);
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    let result = outcome.json();
    assert_eq!(figure(&result, "indicators", "equal"), 30);
    assert_eq!(figure(&result, "groups", "equal"), 6);
    for level in ["indicators", "blocks", "groups"] {
        assert_eq!(figure(&result, level, "different"), 0, "{level}");
    }
    assert_eq!(not_compared(&result), []);
}

const HEADER: &str = "case,unit,period,level,id,numerator,denominator,published_points,max_points";

fn of_rows(rows: &[&str]) -> Outcome {
    let folder = Scratch::new("reconcile");
    let file = folder.write("published.csv", format!("{HEADER}\n{}\n", rows.join("\n")));
    reconcile(&folder, &file, None)
}

#[test]
fn a_group_is_compared_only_where_the_file_has_all_that_its_maximum_is_made_of() {
    // Payment is 6 + 2 + 2: two parts are not there, and 8.00 is not their fault.
    let outcome = of_rows(&[
        "all,A,2026,indicator,dossiers_paid_online,1,2,,",
        "all,A,2026,block,online_service/payment,,,8,10",
    ]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    let expected = ("online_service/payment".to_owned(), "2 parts are missing".to_owned());
    assert_eq!(not_compared(&outcome.json()), [expected]);
    // Without them the portal's maximum is 6, which the file may say: 3 of 6.
    for (points, code) in [("3", 0), ("3.01", 65)] {
        let total = format!("all,A,2026,block,online_service/payment,,,{points},6");
        let outcome = of_rows(&["all,A,2026,indicator,dossiers_paid_online,1,2,,", &total]);
        assert_eq!(outcome.code, Some(code), "{points}: {}", outcome.stdout);
        assert_eq!(not_compared(&outcome.json()), []);
    }
}

#[test]
fn a_part_that_has_neither_counts_nor_points_is_missing_and_nothing_to_count_is_not() {
    let parts = |last: &str| {
        [
            "all,A,2026,indicator,petitions_on_time,0,0,,6".to_owned(),
            "all,A,2026,indicator,petition_satisfaction,0,0,6,6".to_owned(),
            format!("all,A,2026,indicator,dossier_satisfaction,{last}"),
            "all,A,2026,group,satisfaction,,,12,18".to_owned(),
        ]
    };
    let run = |last: &str| {
        let rows = parts(last);
        of_rows(&rows.each_ref().map(String::as_str))
    };
    // No petitions give their points; no dossier in hand gives none: 6 + 6 + 0.
    let whole = run("0,0,,6");
    assert_eq!(whole.code, Some(0), "{}", whole.stdout);
    assert_eq!(figure(&whole.json(), "groups", "equal"), 1);
    // Points that are not published are not compared: one of three is.
    assert_eq!(figure(&whole.json(), "indicators", "equal"), 1);
    let missing = run(",,,6");
    assert_eq!(missing.code, Some(0), "{}", missing.stdout);
    assert_eq!(figure(&missing.json(), "groups", "equal"), 0);
    let expected = ("satisfaction".to_owned(), "1 part is missing".to_owned());
    assert_eq!(not_compared(&missing.json()), [expected]);
}

#[test]
fn what_the_rule_set_does_not_know_is_said() {
    let outcome = of_rows(&["all,A,2026,indicator,unheard_of,1,2,3,6"]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    let expected = "it is not an indicator of portal-2026".to_owned();
    assert_eq!(not_compared(&outcome.json()), [("unheard_of".to_owned(), expected)]);
}
