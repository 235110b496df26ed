//! From when the inputs hold every dossier, and what is not graded: no score, band or rank without cases,
//! and none of a period that the inputs do not cover.

use std::fs;

use crate::support::{PAGES, Row, Scratch, read_parquet};

const COLUMNS: &str = "dossier_id,unit_id,procedure_id,received_at,due_at,ended_at,channel";
/// OLD ended with April 2025, without a successor.
const UNITS: &str = "unit_id,name,valid_to\nA,Vụ A,\nB,Vụ B,\nC,Vụ C,\nOLD,Vụ Cũ,2025-04-30\n";
const PETITIONS: &str = "petition_id,unit_id,kind,received_at,answered_at\n";

/// A ministry of these dossiers and petitions; `more` stands under `[authority]`.
fn ministry(scratch: Scratch, more: &str, dossiers: &str, petitions: &str) -> Scratch {
    let source = |kind: &str| {
        format!(
            "\n[[source]]\nname = \"{kind}\"\nkind = \"{kind}\"\nformat = \"table\"\npath = \"{kind}.csv\"\n"
        )
    };
    let config = format!(
        "[authority]\nid = \"M\"\nname = \"Bộ Mẫu\"\nkind = \"ministry\"\n{more}\n[units]\npath = \"units.csv\"\n{}{}",
        source("dossiers"),
        source("petitions")
    );
    scratch.write("units.csv", UNITS);
    scratch.write("dossiers.csv", format!("{COLUMNS}\n{dossiers}"));
    scratch.write("petitions.csv", format!("{PETITIONS}{petitions}"));
    scratch.write("chiso.toml", config);
    scratch
}

/// The row of a unit in a period.
fn row(rows: &[Row], period: &str, unit: &str) -> Row {
    let found = rows.iter().find(|row| row["period"] == period && row["unit_id"] == unit);
    found.unwrap_or_else(|| panic!("no row of {unit} in {period}")).clone()
}

/// Points, score, band, rank and status of a row.
fn graded(row: &Row) -> [&str; 5] {
    ["points", "score", "band", "rank", "status"].map(|column| row[column].as_str())
}

fn page(scratch: &Scratch, file: &str) -> String {
    let path = scratch.edition().join(PAGES).join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// One dossier of A, handled in time and sent online; nothing for B; a petition for C, answered in time.
const MAY: &str = "H1,A,1.000001,2025-05-05 08:00,2025-05-12 17:00,2025-05-09 08:00,online\n";
const PETITION: &str = "P1,C,conduct,2025-05-05 09:00,2025-05-07 09:00\n";

#[test]
fn a_unit_without_a_dossier_and_without_a_petition_has_points_and_nothing_more() {
    let scratch = ministry(Scratch::with_pages("no-cases"), "", MAY, PETITION);
    scratch.chiso_succeeds("run --month 2025-05");
    let scorecard = scratch.table("scorecard");
    let of = |unit| row(&scorecard, "2025-05", unit);
    // 20 for timeliness, 6 for the channel, 6 and 6 for petitions; nothing else has an input.
    assert_eq!(graded(&of("A")), ["38.00", "100.00", "Xuất sắc", "1", "value"]);
    // Petitions without a case give full points, dossiers none.
    assert_eq!(graded(&of("B")), ["12.00", "", "", "", "no_cases"]);
    // A petition is a case: 12 of 38 are 31.58; only dossiers give a rank.
    assert_eq!(graded(&of("C")), ["12.00", "31.58", "Yếu", "", "value"]);
    assert_eq!(of("A")["ranked_units"], "1");
    assert_eq!(graded(&of("M")), ["38.00", "100.00", "Xuất sắc", "", "value"]);
    assert!(page(&scratch, "vi/units/B.html").contains("không có hồ sơ"));
    assert!(page(&scratch, "en/units/B.html").contains("no cases"));
    assert!(page(&scratch, "en/index.html").contains("no cases"));
}

#[test]
fn an_authority_that_had_nothing_to_do_is_not_graded_either() {
    let scratch = ministry(Scratch::with_pages("nothing"), "", MAY, "");
    scratch.chiso_succeeds("run --month 2025-06");
    let scorecard = scratch.table("scorecard");
    assert_eq!(graded(&row(&scorecard, "2025-06", "M")), ["12.00", "", "", "", "no_cases"]);
    assert_eq!(row(&scorecard, "2025-Q2", "M")["status"], "value");
}

#[test]
fn dossiers_of_no_known_unit_and_what_an_ended_unit_left_are_never_graded() {
    let dossiers = "\
        H1,A,1.000001,2025-04-07 08:00,2025-04-14 17:00,2025-04-10 08:00,online\n\
        H2,OLD,1.000001,2025-04-07 08:00,2025-04-14 17:00,2025-04-10 08:00,online\n\
        H3,OLD,1.000001,2025-04-07 08:00,2025-06-30 17:00,,counter\n\
        H4,nobody,1.000001,2025-04-07 08:00,2025-04-14 17:00,2025-05-06 08:00,counter\n\
        H5,A,1.000001,2025-05-05 08:00,2025-05-12 17:00,2025-05-09 08:00,online\n";
    let scratch = ministry(Scratch::with_pages("ended"), "", dossiers, "");
    scratch.chiso_succeeds("run --from 2025-04 --to 2025-05");
    let scorecard = scratch.table("scorecard");
    let of = |period, unit| row(&scorecard, period, unit);
    // Its last month: 20 for two of two in time, 6 for one of two online (full at 50 %), 12.
    assert_eq!(graded(&of("2025-04", "OLD")), ["38.00", "100.00", "Xuất sắc", "1", "value"]);
    assert_eq!(of("2025-04", "A")["ranked_units"], "2");
    // After it the dossier stays with the unit and counts for the authority.
    assert_eq!(graded(&of("2025-05", "OLD")), ["32.00", "", "", "", "no_cases"]);
    assert_eq!(of("2025-05", "A")["ranked_units"], "1");
    let flow = scratch.table("flow");
    assert_eq!(row(&flow, "2025-05", "OLD")["closing"], "1");
    assert_eq!(row(&flow, "2025-05", "M")["opening"], "2");
    // A quarter that begins before its end still grades it, on what it had in the whole quarter.
    assert_eq!(of("2025-Q2", "OLD")["status"], "provisional");
    for period in ["2025-04", "2025-05"] {
        let unmapped = of(period, "unmapped");
        assert_eq!(unmapped["status"], "no_cases", "{period}");
        assert_eq!([&unmapped["score"], &unmapped["band"], &unmapped["rank"]], ["", "", ""]);
    }
    assert!(page(&scratch, "en/units/OLD.html").contains("ended before the period"));
    assert!(page(&scratch, "en/units/unmapped.html").contains("not graded"));
}

/// Twenty dossiers a month that ended from March 2025 on, received up to three months earlier; and two
/// whose years are mistyped.
fn from_march() -> String {
    let mut rows = String::new();
    for month in 3..=6 {
        for number in 0..20 {
            let (unit, day) = (["A", "B", "C"][number % 3], 1 + number);
            let received = match (month - 1 - number % 3, day) {
                (0, day) => format!("2024-12-{day:02}"),
                (month, day) => format!("2025-{month:02}-{day:02}"),
            };
            rows += &format!(
                "H{month}-{number},{unit},1.000001,{received} 08:00,2025-{month:02}-25 17:00,\
                 2025-{month:02}-{day:02} 10:00,online\n"
            );
        }
    }
    rows + "W1,A,1.000001,1991-03-03 08:00,1991-03-10 17:00,1991-03-05 08:00,online\n\
            W2,A,1.000001,2025-04-02 08:00,2025-04-20 17:00,2062-04-05 08:00,online\n"
}

#[test]
fn an_export_that_begins_in_march_is_incomplete_before_and_not_ranked_banded_or_compared() {
    let scratch = ministry(Scratch::with_pages("march"), "", &from_march(), "");
    let checked = scratch.chiso_succeeds("check");
    assert!(checked.stdout.contains("Data taken as complete from 2025-03,"), "{}", checked.stdout);
    let ran = scratch.chiso_succeeds("run --from 2025-02 --to 2025-04 --format json").json();
    assert_eq!(ran["coverage"]["from"], "2025-03");
    assert_eq!(ran["coverage"]["configured"], false);
    let tables = ["indicators", "groups", "scorecard", "flow", "flow_by_procedure", "targets"];
    let coverage = |period: &str| match period {
        "2025-03" | "2025-04" | "2025-Q2" => "complete",
        _ => "incomplete",
    };
    for table in tables {
        for row in scratch.table(table) {
            assert_eq!(row["coverage"], coverage(&row["period"]), "{table} {row:?}");
        }
        let now = scratch.edition().join(format!("tables/as_now/{table}.parquet"));
        for row in read_parquet(&now) {
            assert_eq!(row["coverage"], coverage(&row["period"]), "as now: {table} {row:?}");
        }
    }
    for row in scratch.table("scorecard") {
        let is_complete = row["coverage"] == "complete";
        assert_eq!(row["band"].is_empty(), !is_complete || row["score"].is_empty(), "{row:?}");
        if !is_complete {
            assert!(row["rank"].is_empty() && row["comparable_points"].is_empty(), "{row:?}");
        }
    }
    let scorecard = scratch.table("scorecard");
    assert_ne!(row(&scorecard, "2025-02", "A")["score"], "", "figures are shown");
    assert_ne!(row(&scorecard, "2025-03", "A")["rank"], "");
    for row in scratch.table("targets").iter().filter(|row| row["coverage"] == "incomplete") {
        assert_eq!(row["met"], "", "{row:?}");
    }
    // The month shown is complete; the months beside it are not, and it is said.
    let home = page(&scratch, "en/index.html");
    assert!(home.contains("Data incomplete before March 2025."));
    assert!(home.contains("class=\"score\""));
    let home = page(&scratch, "vi/index.html");
    assert!(home.contains("Số liệu chưa đầy đủ trước tháng 3/2025."));
    let chart = fs::read_to_string(scratch.edition().join("charts/trend.svg")).unwrap();
    assert!(chart.contains("chưa đầy đủ trước"), "the caption of the trend");
    let counted = scratch.chiso_succeeds("count --month 2025-02 --format json").json();
    assert_eq!(counted["periods"][0]["coverage"], "incomplete");
}

#[test]
fn a_month_is_not_compared_with_one_that_is_incomplete() {
    let scratch = ministry(Scratch::with_pages("compared"), "", &from_march(), "");
    scratch.chiso_succeeds("run --month 2025-03");
    assert!(page(&scratch, "en/movers.html").contains("Data incomplete, not compared."));
    let movers = fs::read_to_string(scratch.edition().join("charts/movers.csv")).unwrap();
    assert!(!movers.contains("\n2025-02,"), "only the month itself: {movers}");
    let trend = fs::read_to_string(scratch.edition().join("charts/trend.en.svg")).unwrap();
    assert!(trend.contains("There is no month before to compare with"));
    let scorecard = fs::read_to_string(scratch.edition().join("charts/scorecard.csv")).unwrap();
    assert!(scorecard.contains("Tốt") || scorecard.contains("Xuất sắc"), "{scorecard}");
    // February is shown, and nothing is made of it.
    let early = ministry(Scratch::with_pages("early"), "", &from_march(), "");
    let told = early.chiso_succeeds("run --month 2025-02 --as-of 2025-07-01");
    assert!(told.stderr.contains("2025-02 is incomplete"), "{}", told.stderr);
    let home = page(&early, "en/index.html");
    assert!(!home.contains("class=\"score\""), "no headline");
    assert!(home.contains("Data incomplete, not compared."));
    assert!(!early.edition().join("charts/scorecard.csv").exists(), "no order of units");
    let ratios = early.edition().join("charts/indicators/handled_on_time/ranking.csv");
    let ratios = fs::read_to_string(ratios).unwrap();
    assert!(ratios.contains("số liệu chưa đầy đủ"), "{ratios}");
    let go = fs::read_to_string(early.edition().join("charts/points_to_go.csv")).unwrap();
    assert_eq!(go.lines().count(), 1, "{go}");
    early.chiso_succeeds("report --from 2025-02 --to 2025-02 --output documents");
    let report = fs::read_to_string(early.join("documents/report.html")).unwrap();
    assert!(report.contains("Số liệu chưa đầy đủ trước tháng 3/2025."));
    assert!(!report.contains("điểm trên thang 100"), "the summary has no score");
    early.chiso_succeeds("report --from 2025-02 --to 2025-03 --output both");
    let report = fs::read_to_string(early.join("both/report.html")).unwrap();
    assert!(report.contains("02/2025 (chưa đầy đủ)") && report.contains("03/2025<"), "{report}");
}

#[test]
fn whoever_knows_better_says_from_when_the_inputs_hold_every_dossier() {
    let said = |month: &str| format!("coverage_from = \"{month}\"\n");
    for (month, rank_of_march, rank_of_may) in [("2024-12", true, true), ("2025-05", false, true)] {
        let scratch = ministry(Scratch::new("said"), &said(month), &from_march(), "");
        let ran = scratch.chiso_succeeds("run --from 2025-03 --to 2025-05 --format json").json();
        assert_eq!(ran["coverage"]["from"], month);
        assert_eq!(ran["coverage"]["configured"], true);
        let scorecard = scratch.table("scorecard");
        let is_ranked = |period| !row(&scorecard, period, "A")["rank"].is_empty();
        assert_eq!((is_ranked("2025-03"), is_ranked("2025-05")), (rank_of_march, rank_of_may));
        assert_eq!(is_ranked("2025-Q1"), rank_of_march, "{month}");
    }
    for wrong in ["2025", "03/2025", "2025-13"] {
        let refused = ministry(Scratch::new("wrong"), &said(wrong), &from_march(), "");
        let ended = refused.chiso("check");
        assert_eq!(ended.code, Some(78), "{wrong}");
        assert!(ended.stderr.contains("[authority] coverage_from"), "{}", ended.stderr);
    }
}

#[test]
fn a_young_authority_is_complete_from_its_first_month_and_its_year_is_not() {
    let scratch = ministry(Scratch::new("young"), "", MAY, "");
    scratch.chiso_succeeds("run --month 2025-05");
    let scorecard = scratch.table("scorecard");
    assert_eq!(row(&scorecard, "2025-05", "A")["coverage"], "complete");
    assert_eq!(row(&scorecard, "2025-05", "A")["rank"], "1");
    for period in ["2025-Q2", "2025-H1", "2025"] {
        assert_eq!(row(&scorecard, period, "A")["coverage"], "incomplete", "{period}");
    }
    // Where nothing has ended nothing is known against it.
    let open = MAY.replace("2025-05-09 08:00", "");
    let scratch = ministry(Scratch::new("open"), "", &open, "");
    scratch.chiso_succeeds("run --month 2025-05");
    assert_eq!(row(&scratch.table("scorecard"), "2025", "A")["coverage"], "complete");
}
