//! A table that is long stands packed in its edition, and all that was said of plain ones holds: it is guarded, read
//! back, checked and described.

use std::{fmt::Write, fs};

use super::{HEADER, configured, handled, run_months};
use crate::support::read_csv;

#[test]
fn a_long_table_is_packed_and_guarded_like_any_other() {
    let scratch = configured("");
    let mut rows = format!("{HEADER}\n");
    for unit in 1..=90 {
        for month in 1..=3 {
            writeln!(
                rows,
                "U{unit}-{month},U{unit},1.000001,2026-{month:02}-02 08:00,2026-{month:02}-20 17:00,2026-{month:02}-18 08:00"
            )
            .unwrap();
        }
    }
    scratch.write("dossiers-many.csv", rows);
    run_months(&scratch, 1..=2);
    let edition = scratch.edition();
    assert!(edition.join("tables/indicators.csv.gz").exists());
    assert!(!edition.join("tables/indicators.csv").exists());
    assert!(edition.join("tables/scorecard.csv").exists());
    let name = fs::read_link(&edition).unwrap().to_string_lossy().into_owned();
    assert_eq!(handled(&scratch, &name, "2026-02"), ["1", "1", "value"]);
    assert_eq!(read_csv(&edition.join("tables/indicators.csv")).len(), 92 * 23 * 4);
    let package = fs::read_to_string(edition.join("datapackage.json")).unwrap();
    assert!(package.contains("\"path\":\"tables/indicators.csv.gz\""));
    assert!(package.contains("\"compression\":\"gz\""));
    assert!(!edition.join("tables/indicators.csv.gz-metadata.json").exists());
    scratch.chiso_succeeds("verify");
    // What is final is final.
    scratch.write(
        "dossiers-late.csv",
        format!("{HEADER}\n{}\n", super::LATE_ROW.replace("-03-", "-02-")),
    );
    let refused = scratch.chiso("run --month 2026-02");
    assert_eq!(refused.code, Some(super::CHANGED), "{}", refused.stderr);
    fs::write(edition.join("tables/indicators.csv.gz"), b"no gzip").unwrap();
    let unreadable = scratch.chiso("run --month 2026-03");
    assert_eq!(unreadable.code, Some(super::UNREADABLE), "{}", unreadable.stderr);
    assert!(unreadable.stderr.contains("tables/indicators.csv.gz"), "{}", unreadable.stderr);
}
