//! The intervals of ratios against values that others published, and those of a public table against
//! what the public sees.

use std::fs;

use chiso::domain::reliability::difference;

use crate::support::{Scratch, read_csv, shared};

/// An interval as the program publishes it, of a share of dossiers received online.
fn published(numerator: usize, denominator: usize) -> (f64, f64) {
    let scratch = Scratch::new("reliability");
    scratch.write(
        "chiso.toml",
        "[authority]\nid = \"M\"\nname = \"An invented ministry\"\nkind = \"ministry\"\n\n[units]\n\
         discover = true\n\n[[source]]\nname = \"d\"\nkind = \"dossiers\"\nformat = \"table\"\npath = \"d.csv\"\n",
    );
    let mut rows = String::from("dossier_id,unit_id,procedure_id,channel,received_at,due_at\n");
    for number in 0..denominator {
        let channel = if number < numerator { "online" } else { "counter" };
        rows += &format!("H{number},A,1.000001,{channel},2026-03-02 08:00,2026-03-20 08:00\n");
    }
    scratch.write("d.csv", rows);
    scratch.chiso_succeeds("run --month 2026-03");
    let row = scratch.table("indicators").into_iter().find(|row| {
        row["period"] == "2026-03"
            && row["unit_id"] == "A"
            && row["indicator_id"] == "submitted_online"
    });
    let row = row.expect("a row of the unit");
    let end = |column: &str| row[column].parse::<f64>().expect("a number");
    (end("ratio_low"), end("ratio_high"))
}

#[test]
fn the_intervals_are_those_that_others_published() {
    let Some(path) = shared("statistics/published-values.csv") else { return };
    let mut compared = 0;
    for row in read_csv(&path).iter().filter(|row| row["method"] == "wilson_95") {
        let (numerator, denominator) = row["input"].split_once('/').expect("a fraction");
        let [n, d] = [numerator, denominator].map(|number| number.parse().expect("a number"));
        let expected: Vec<f64> =
            row["expected"].split(' ').map(|end| end.parse().expect("a number")).collect();
        let (low, high) = published(n, d);
        // Six decimals are published.
        assert!((low - expected[0]).abs() <= 5.1e-7, "{n}/{d}: {low} for {}", expected[0]);
        assert!((high - expected[1]).abs() <= 5.1e-7, "{n}/{d}: {high} for {}", expected[1]);
        compared += 1;
    }
    assert!(compared >= 8, "{compared} values were compared");
}

#[test]
fn the_intervals_of_differences_are_those_that_others_published() {
    let Some(path) = shared("statistics/published-values.csv") else { return };
    let rows = read_csv(&path);
    let published = rows.iter().filter(|row| row["method"] == "newcombe_difference_95");
    let compared = published.map(|row| {
        let ratio = |text: &str| {
            let (numerator, denominator) = text.split_once('/').expect("a fraction");
            let number = |text: &str| text.trim().parse::<u64>().expect("a number");
            (number(numerator), number(denominator))
        };
        let (one, other) = row["input"].split_once(" - ").expect("a difference");
        let (low, high) = difference(ratio(one), ratio(other)).expect("an interval");
        for (end, expected) in [low, high].into_iter().zip(row["expected"].split(' ')) {
            let expected: f64 = expected.parse().expect("a number");
            // Four decimals are published.
            assert!((end - expected).abs() <= 5.1e-5, "{}: {end} for {expected}", row["input"]);
        }
    });
    assert!(compared.count() >= 6);
}

#[test]
fn the_interval_of_a_rounded_ratio_is_that_of_the_rounded_counts() {
    let scratch = Scratch::new("reliability-rounded");
    scratch.write(
        "chiso.toml",
        "[authority]\nid = \"M\"\nname = \"An invented ministry\"\nkind = \"ministry\"\n\n[units]\n\
         discover = true\n\n[public]\npolicy = \"rounded\"\n\n[[source]]\nname = \"d\"\n\
         kind = \"dossiers\"\nformat = \"table\"\npath = \"d.csv\"\n",
    );
    let mut rows = String::from("dossier_id,unit_id,procedure_id,channel,received_at,due_at\n");
    // 18 of 22 are shown as 20 of 20; 4 of 4 are suppressed.
    for number in 0..26 {
        let (unit, online) = if number < 22 { ("A", number < 18) } else { ("B", true) };
        let channel = if online { "online" } else { "counter" };
        rows += &format!("H{number},{unit},1.000001,{channel},2026-03-02 08:00,2026-03-20 08:00\n");
    }
    scratch.write("d.csv", rows);
    scratch.chiso_succeeds("run --month 2026-03");
    let table = scratch.edition().join("public/tables/indicators.csv");
    assert!(fs::metadata(&table).is_ok());
    let rows = read_csv(&table);
    let of = |unit: &str| {
        let row = rows.iter().find(|row| {
            row["period"] == "2026-03"
                && row["unit_id"] == unit
                && row["indicator_id"] == "submitted_online"
        });
        let row = row.expect("a row");
        ["ratio", "ratio_low", "ratio_high", "reliability"].map(|column| row[column].clone())
    };
    assert_eq!(of("A"), ["1.000000", "0.838875", "1.000000", "caution"]);
    assert_eq!(of("B"), [""; 4]);
}
