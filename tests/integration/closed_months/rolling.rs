//! The year until a month and the twelve months until it, which stand in the series alone, stay those of what is
//! published: they are counted from the dossiers, again where one of their months was published again, and
//! again where the series that held them is not what was published.

use std::fs;

use super::{LATE_ROW, configured, run_months, series, with_rows};
use crate::support::{Row, Scratch};

const OF_UNIT: [&str; 2] = ["A", "handled_on_time"];

/// Edition, numerator and denominator of the unit's timely handling in a period of the series.
fn handled(rows: &[Row], period: &str) -> [String; 3] {
    let is_it =
        |row: &&Row| row["period"] == period && [&row["unit_id"], &row["indicator_id"]] == OF_UNIT;
    let row = rows.iter().find(is_it).unwrap_or_else(|| panic!("no {period}"));
    ["edition", "numerator", "denominator"].map(|column| row[column].clone())
}

#[test]
fn each_month_has_its_year_until_then_and_twelve_months_counted_from_the_dossiers() {
    let scratch = configured("");
    let before = "P1,A,1.000001,2025-11-03 08:00,2025-11-20 17:00,2026-02-24 08:00";
    with_rows(&scratch, "dossiers-before.csv", &[before.into()]);
    run_months(&scratch, 1..=4);
    let rows = series(&scratch, "", "indicators");
    for (period, numerator, denominator) in [
        ("2026-01-ytd", "1", "2"),
        // In hand in January and in February, and one dossier of the two months.
        ("2026-02-ytd", "2", "3"),
        ("2026-04-ytd", "3", "5"),
        ("2026-04-r12", "3", "5"),
    ] {
        let [edition, found @ ..] = handled(&rows, period);
        assert_eq!(found, [numerator, denominator], "{period}");
        assert_eq!(edition, format!("{}.r1", &period[..7]));
    }
    let periods = series(&scratch, "", "dim_period");
    let of = |kind: &str| -> Vec<&str> {
        let rows = periods.iter().filter(|row| row["period_kind"] == kind);
        rows.map(|row| row["period"].as_str()).collect()
    };
    assert_eq!(of("year_to_date").len(), 4);
    assert_eq!(of("rolling_12")[3], "2026-04-r12");
    let row = periods.iter().find(|row| row["period"] == "2026-04-r12").unwrap();
    assert_eq!(
        (row["period_start"].as_str(), row["period_end"].as_str()),
        ("2025-05-01", "2026-04-30")
    );
    let tables = scratch.table("indicators");
    assert!(tables.iter().all(|row| row["period"].len() <= "2026-08".len()), "in the series alone");
}

#[test]
fn what_rolls_over_a_month_that_was_restated_is_counted_again() {
    let scratch = configured("");
    run_months(&scratch, 1..=8);
    with_rows(&scratch, "dossiers-late.csv", &[LATE_ROW.into()]);
    scratch.chiso_succeeds("run --month 2026-08");
    let rows = series(&scratch, "", "indicators");
    assert_eq!(handled(&rows, "2026-04-ytd"), ["2026-04.r1", "3", "4"], "nothing was restated yet");
    scratch.chiso_succeeds("restate --month 2026-03 --reason late");
    let rows = series(&scratch, "", "indicators");
    for (period, expected) in [
        ("2026-02-ytd", ["2026-02.r1", "2", "2"]),
        ("2026-04-ytd", ["2026-08.r3", "3", "5"]),
        ("2026-04-r12", ["2026-08.r3", "3", "5"]),
        ("2026-08-ytd", ["2026-08.r3", "6", "9"]),
    ] {
        assert_eq!(handled(&rows, period), expected, "{period}");
    }
}

#[test]
fn a_series_that_is_not_what_was_published_is_counted_again() {
    let whole = |spoil: bool| -> Vec<Row> {
        let scratch = configured("");
        run_months(&scratch, 1..=3);
        if spoil {
            let path = scratch.join("reports/current/series/indicators.csv");
            let text = fs::read_to_string(&path).unwrap();
            let spoilt = text.replace(
                "2026-02-ytd,year_to_date,2026-01-01,A,A,",
                "2026-02-ytd,year_to_date,2026-01-01,B,B,",
            );
            assert_ne!(text, spoilt);
            fs::write(&path, spoilt).unwrap();
        }
        run_months(&scratch, 4..=4);
        without_stamp(&scratch)
    };
    assert_eq!(whole(true), whole(false));
}

/// The series of indicators without what says when its rows were published.
fn without_stamp(scratch: &Scratch) -> Vec<Row> {
    let mut rows = series(scratch, "", "indicators");
    for row in &mut rows {
        ["edition", "revision", "cut_off", "published_at"]
            .iter()
            .for_each(|of| drop(row.remove(*of)));
    }
    rows
}
