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
