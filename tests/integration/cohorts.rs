//! Units are ranked within cohorts: those of a province by their kind, those of a ministry together, or by
//! volume, or as a table says for the days of the period; each cohort on the indicators that all of its
//! ranked units have, out of a hundred.

use std::{collections::BTreeMap, fmt::Write as _, fs};

use crate::support::{Row, Scratch, read_csv};

const DATA: i32 = 65;
const INPUT_MISSING: i32 = 66;
const CONFIGURATION: i32 = 78;

/// Six agencies and seven communes; the district office stands below the second agency.
const AGENCIES: [&str; 6] = ["S1", "S2", "S3", "S4", "S5", "S6"];
const COMMUNES: [&str; 7] = ["X1", "X2", "X3", "X4", "X5", "X6", "X7"];

/// How many dossiers a unit received in each month, all due in it, and how many of them ended late.
fn work(unit: &str) -> (u32, u32) {
    let number: u32 = unit[1..].parse().unwrap();
    if unit.starts_with('S') { (40 + 10 * number, 2 * number) } else { (12 + number, number) }
}

/// A province in August and July 2026. `X7` has nothing in hand, and of `X2` there is no national total.
fn province(ranking: &str) -> Scratch {
    let scratch = Scratch::new("cohorts");
    let source = |name: &str, more: &str| {
        format!(
            "[[source]]\nname = \"{name}\"\nkind = \"{name}\"\nformat = \"table\"\npath = \"{name}.csv\"\n{more}\n"
        )
    };
    scratch.write(
        "chiso.toml",
        format!(
            "[authority]\nid = \"P\"\nname = \"A province\"\nkind = \"province\"\ncoverage_from = \"2026-07\"\n\n\
             [units]\npath = \"units.csv\"\n\n[ranking]\n{ranking}\n\n{}{}",
            source("dossiers", "synced = true"),
            source("totals", "")
        ),
    );
    let mut units = "unit_id,name,name_en,parent_id,kind\n".to_owned();
    for unit in AGENCIES {
        writeln!(units, "{unit},Sở {unit},Agency {unit},,agency").unwrap();
    }
    writeln!(units, "D1,Chi cục D1,Branch D1,S2,branch").unwrap();
    for unit in COMMUNES {
        writeln!(units, "{unit},Xã {unit},Commune {unit},,commune").unwrap();
    }
    scratch.write("units.csv", units);
    let mut dossiers = "dossier_id,unit_id,procedure_id,received_at,due_at,ended_at\n".to_owned();
    let mut totals = "unit_id,period,dossiers_received\n".to_owned();
    for month in [7, 8] {
        for unit in AGENCIES.iter().chain(&COMMUNES[..6]) {
            let (all, late) = work(unit);
            for number in 0..all {
                let ended = if number < late { 25 } else { 18 };
                writeln!(
                    dossiers,
                    "{unit}-{month}-{number},{unit},1.000001,2026-{month:02}-02 08:00,2026-{month:02}-20 17:00,\
                     2026-{month:02}-{ended} 08:00"
                )
                .unwrap();
            }
            if *unit != "X2" {
                writeln!(totals, "{unit},2026-{month:02},{all}").unwrap();
            }
        }
    }
    scratch.write("dossiers.csv", dossiers);
    scratch.write("totals.csv", totals);
    scratch
}

/// The rows of one period, by unit.
fn scorecard(scratch: &Scratch, period: &str) -> BTreeMap<String, Row> {
    let rows = scratch.table("scorecard").into_iter().filter(|row| row["period"] == period);
    rows.map(|row| (row["unit_id"].clone(), row)).collect()
}

/// Cohort, rank and number of ranked units.
fn place<'r>(rows: &'r BTreeMap<String, Row>, unit: &str) -> [&'r str; 3] {
    ["cohort", "rank", "ranked_units"].map(|column| rows[unit][column].as_str())
}

#[test]
fn a_province_ranks_agencies_and_communes_apart() {
    let scratch = province("");
    scratch.chiso_succeeds("run --month 2026-08");
    let rows = scorecard(&scratch, "2026-08");
    for (number, unit) in (1..).zip(AGENCIES) {
        assert_eq!(place(&rows, unit), ["agency", &number.to_string(), "6"]);
    }
    for (number, unit) in (1..).zip(&COMMUNES[..6]) {
        assert_eq!(place(&rows, unit), ["commune", &number.to_string(), "6"]);
    }
    assert_eq!(place(&rows, "X7"), ["commune", "", ""], "it had nothing in hand");
    for unit in ["P", "D1"] {
        assert_eq!(place(&rows, unit), ["", "", ""], "{unit} stands in no list");
    }
    // The national total that one commune lacks is left out for communes and counts for agencies.
    let of = |unit: &str, column: &str| rows[unit][column].clone();
    assert_eq!(of("S1", "comparable_available"), of("S1", "available_points"));
    assert_eq!(of("S1", "comparable_score"), of("S1", "score"));
    assert_eq!(of("S1", "comparable_band"), of("S1", "band"));
    assert_ne!(of("X1", "comparable_available"), of("X1", "available_points"));
    assert_eq!(of("X1", "comparable_available"), of("X2", "available_points"));
    assert_eq!(of("X2", "comparable_score"), of("X2", "score"));
    let public = read_csv(&scratch.edition().join("public/tables/scorecard.csv"));
    let public = public.iter().find(|row| row["period"] == "2026-08" && row["unit_id"] == "X1");
    for column in ["cohort", "rank", "comparable_score", "comparable_band"] {
        assert_eq!(public.unwrap()[column], of("X1", column), "{column} is public");
    }
    let units = read_csv(&scratch.join("reports/series/dim_unit.csv"));
    let cohort = |id: &str| {
        units.iter().find(|row| row["unit_id"] == id).map(|row| row["cohort"].clone()).unwrap()
    };
    assert_eq!(["S1", "X7", "D1", "P"].map(cohort), ["agency", "commune", "", ""]);
}

#[test]
fn without_cohorts_all_units_are_ranked_together_on_what_all_have() {
    let scratch = province("cohorts = \"none\"");
    scratch.chiso_succeeds("run --month 2026-08");
    let rows = scorecard(&scratch, "2026-08");
    let mut ranks: Vec<u32> = rows.values().filter_map(|row| row["rank"].parse().ok()).collect();
    ranks.sort_unstable();
    assert_eq!((ranks.len(), ranks[0], place(&rows, "S1")), (12, 1, ["all", "1", "12"]));
    assert_eq!(rows["S1"]["comparable_available"], rows["X2"]["available_points"]);
    // A ministry does the same by itself.
    let ministry = province("");
    let config = fs::read_to_string(ministry.join("chiso.toml")).unwrap();
    ministry.write("chiso.toml", config.replace("\"province\"", "\"ministry\""));
    ministry.chiso_succeeds("run --month 2026-08");
    let of_ministry = scorecard(&ministry, "2026-08");
    for unit in AGENCIES.iter().chain(&COMMUNES) {
        assert_eq!(place(&of_ministry, unit), place(&rows, unit), "{unit}");
    }
}

#[test]
fn a_cohort_by_volume_begins_at_its_bound() {
    // S2 has 60 dossiers judged in hand, X6 18, X5 17.
    let scratch = province("cohorts = \"volume\"\nvolume = [18, 60]");
    scratch.chiso_succeeds("run --month 2026-08");
    let rows = scorecard(&scratch, "2026-08");
    let cohort = |unit: &str| rows[unit]["cohort"].clone();
    assert_eq!(
        ["X7", "X5", "X6", "S1", "S2"].map(cohort),
        ["0-17", "0-17", "18-59", "18-59", "60+"]
    );
    assert_eq!(place(&rows, "S1"), ["18-59", "1", "2"]);
    assert_eq!(place(&rows, "X1"), ["0-17", "1", "5"]);
    // In the quarter there are two months of them.
    let quarter = scorecard(&scratch, "2026-Q3");
    assert_eq!(["X5", "S1"].map(|unit| quarter[unit]["cohort"].clone()), ["18-59", "60+"]);
    let units = read_csv(&scratch.join("reports/series/dim_unit.csv"));
    assert!(units.iter().all(|row| row["cohort"].is_empty()), "it is of no unit, but of a period");
}

/// All units in one cohort but S6, which comes to the agencies' in August.
fn table() -> String {
    let mut rows = "unit_id,cohort,valid_from,valid_to\n".to_owned();
    for unit in AGENCIES[..5].iter() {
        writeln!(rows, "{unit},agencies,,").unwrap();
    }
    for unit in &COMMUNES[..6] {
        writeln!(rows, "{unit},communes,,").unwrap();
    }
    rows + "S6,communes,2026-01-01,2026-08-14\nS6,agencies,2026-08-15,\n"
}

const TABLE: &str = "cohorts = { path = \"cohorts.csv\" }";

#[test]
fn a_units_cohort_is_that_of_the_last_day_and_one_that_no_row_covers_is_told() {
    let scratch = province(TABLE);
    scratch.write("cohorts.csv", table());
    let ran = scratch.chiso_succeeds("run --from 2026-07 --to 2026-08");
    let (july, august) = (scorecard(&scratch, "2026-07"), scorecard(&scratch, "2026-08"));
    assert_eq!(place(&july, "S6"), ["communes", "2", "7"]);
    assert_eq!(place(&august, "S6"), ["agencies", "6", "6"]);
    assert_eq!(place(&scorecard(&scratch, "2026-Q3"), "S6"), ["agencies", "6", "6"]);
    assert_eq!(place(&august, "X7"), ["unassigned", "", ""]);
    assert!(
        ran.stderr.contains("no row says where these units belong: X7 (2026-07"),
        "{}",
        ran.stderr
    );
    let checked = scratch.chiso_succeeds("check");
    assert!(
        checked.stdout.contains("cohorts.csv: agencies 6, communes 6, unassigned 1"),
        "{}",
        checked.stdout
    );
    assert!(checked.stderr.contains("X7"), "{}", checked.stderr);
    // Another month of the same unit is another cohort in the series, too.
    let series = read_csv(&scratch.join("reports/series/scorecard.csv"));
    let of = |period: &str| {
        let row = series.iter().find(|row| row["period"] == period && row["unit_id"] == "S6");
        row.unwrap()["cohort"].clone()
    };
    assert_eq!([of("2026-07"), of("2026-08")], ["communes", "agencies"]);
}

#[test]
fn every_wrong_row_of_the_table_is_named_by_its_place_and_nothing_is_published() {
    let scratch = province(TABLE);
    let wrong = "S1,,,\nS2,agencies,soon,\nS9,agencies,,\nS3,unassigned,,\nS4,agencies,2026-08-01,2026-07-01\n\
                 S5,communes,2026-01-01,\n";
    scratch.write("cohorts.csv", table() + wrong);
    let refused = scratch.chiso("run --month 2026-08");
    assert_eq!(refused.code, Some(DATA), "{}", refused.stderr);
    for told in [
        "cohorts.csv, line 15, column cohort: key_missing",
        "cohorts.csv, line 16, column valid_from:",
        "cohorts.csv, line 17, column unit_id: \"S9\" is not in the table of units",
        "cohorts.csv, line 18, column cohort: \"unassigned\"",
        "cohorts.csv, line 19, column valid_to: the day is before valid_from",
        "cohorts.csv, line 20, column valid_from: this row and line 6 of unit \"S5\" have a day in common",
    ] {
        assert!(refused.stderr.contains(told), "{told} is not in\n{}", refused.stderr);
    }
    assert!(!scratch.edition().exists());
    assert_eq!(scratch.chiso("check").code, Some(DATA));
    scratch.write("cohorts.csv", "unit_id,cohort\n");
    let empty = scratch.chiso("run --month 2026-08");
    assert_eq!(empty.code, Some(DATA));
    assert!(empty.stderr.contains("no row says where a unit belongs"), "{}", empty.stderr);
    fs::remove_file(scratch.join("cohorts.csv")).unwrap();
    assert_eq!(scratch.chiso("run --month 2026-08").code, Some(INPUT_MISSING));
}

#[test]
fn a_lake_of_before_the_table_is_read_again_before_it_ranks() {
    let scratch = province("");
    scratch.chiso_succeeds("run --month 2026-08");
    let config = fs::read_to_string(scratch.join("chiso.toml")).unwrap();
    scratch.write("chiso.toml", config.replace("[ranking]\n", &format!("[ranking]\n{TABLE}\n")));
    scratch.write("cohorts.csv", table());
    let refused = scratch.chiso("count --month 2026-08");
    assert_eq!(refused.code, Some(INPUT_MISSING), "{}", refused.stderr);
    assert!(refused.stderr.contains("read it again"), "{}", refused.stderr);
    scratch.chiso_succeeds("restate --month 2026-08 --reason cohorts");
    assert_eq!(place(&scorecard(&scratch, "2026-08"), "S6"), ["agencies", "6", "6"]);
}

#[test]
fn a_wrong_configuration_of_cohorts_says_what_is_expected() {
    for (written, told) in [
        ("cohorts = \"size\"", "\"volume\", or a table"),
        ("cohorts = \"volume\"", "above 0 and rising"),
        ("cohorts = \"volume\"\nvolume = [10, 10]", "above 0 and rising"),
        ("cohorts = \"volume\"\nvolume = [0, 10]", "above 0 and rising"),
        ("cohorts = \"kind\"\nvolume = [10]", "belongs to cohorts = \"volume\""),
        ("volume = [10]", "belongs to cohorts = \"volume\""),
        ("cohorts = { file = \"cohorts.csv\" }", "or a table such as"),
    ] {
        let refused = province(written).chiso("check");
        assert_eq!(refused.code, Some(CONFIGURATION), "{written}: {}", refused.stderr);
        assert!(refused.stderr.contains(told), "{written}: {}", refused.stderr);
    }
}

/// The pages of a language and the drawings of the authority, as one text.
fn shown(scratch: &Scratch, lang: &str) -> String {
    let edition = scratch.edition();
    let suffix = if lang == "vi" { ".svg" } else { ".en.svg" };
    let mut text = String::new();
    for (folder, end) in
        [(format!("site/archive/latest/{lang}"), ".html"), ("charts".to_owned(), suffix)]
    {
        for entry in fs::read_dir(edition.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.to_string_lossy().ends_with(end) {
                text += &fs::read_to_string(path).unwrap();
            }
        }
    }
    text
}

/// Units of a chart's table with their ranks.
fn ranks(scratch: &Scratch, chart: &str) -> Vec<(String, String)> {
    let rows = read_csv(&scratch.edition().join(format!("charts/{chart}.csv")));
    rows.into_iter().map(|row| (row["unit_id"].clone(), row["rank"].clone())).collect()
}

fn numbered(units: &[&str]) -> Vec<(String, String)> {
    let numbers = (1..).map(|number: u32| number.to_string());
    units.iter().map(|unit| (*unit).to_owned()).zip(numbers).collect()
}

#[test]
fn charts_and_pages_show_each_cohort_by_itself() {
    let scratch = province("").seen();
    scratch.chiso_succeeds("run --month 2026-08");
    let mut communes = numbered(&COMMUNES[..6]);
    communes.push(("X7".into(), String::new()));
    assert_eq!(ranks(&scratch, "scorecard-agency"), numbered(&AGENCIES));
    assert_eq!(ranks(&scratch, "scorecard-commune"), communes);
    assert_eq!(ranks(&scratch, "indicators/handled_on_time/ranking-agency"), numbered(&AGENCIES));
    let units = |chart: &str| {
        let rows = read_csv(&scratch.edition().join(format!("charts/{chart}.csv")));
        let mut ids: Vec<String> = rows.into_iter().map(|row| row["unit_id"].clone()).collect();
        ids.dedup();
        ids
    };
    let heat = units("indicators-agency");
    assert_eq!(
        heat,
        ["P", "S1", "S2", "S3", "S4", "S5", "S6", "D1"],
        "a branch is with its agency"
    );
    let funnel = units("indicators/handled_on_time/funnel-agency");
    assert_eq!(
        funnel.len(),
        AGENCIES.len() + 1,
        "the rate of all is that of the cohort: {funnel:?}"
    );
    let counted = read_csv(&scratch.edition().join("charts/ranked.csv"));
    let counted: Vec<[&str; 3]> = counted
        .iter()
        .map(|row| ["cohort", "ranked_units", "all_units"].map(|column| row[column].as_str()))
        .collect();
    assert_eq!(counted, [["agency", "6", "6"], ["commune", "6", "7"]]);
    let (vi, en) = (shown(&scratch, "vi"), shown(&scratch, "en"));
    for heading in [">Sở, ban, ngành</h2>", ">Xã, phường, đặc khu</h2>"] {
        assert!(vi.contains(heading), "{heading}");
    }
    // The numbers are figures, each with its cell.
    let plain = |text: &str| {
        let parts = text.split('<').map(|part| part.split_once('>').map_or(part, |(_, rest)| rest));
        parts.collect::<String>()
    };
    assert!(plain(&vi).contains("Xếp hạng 6 trên 7 đơn vị."));
    assert!(plain(&en).contains("6 of 7 units are ranked."));
    for page in ["units", "indicators/handled_on_time"] {
        let path = scratch.edition().join(format!("site/archive/latest/vi/{page}.html"));
        let text = fs::read_to_string(path).unwrap();
        let captions = text.split("<caption").skip(1).map(|rest| {
            let rest = rest.split_once('>').unwrap().1;
            plain(rest.split("</caption>").next().unwrap())
        });
        let captions: Vec<String> = captions.collect();
        let unlike: std::collections::BTreeSet<&String> = captions.iter().collect();
        assert_eq!(unlike.len(), captions.len(), "{captions:?}");
    }
    let commune =
        fs::read_to_string(scratch.edition().join("site/archive/latest/vi/units/X1.html")).unwrap();
    assert!(plain(&commune).contains("1 trên 6 đơn vị"), "among communes");
    let report = scratch.chiso_succeeds("report --from 2026-08 --to 2026-08 --output report");
    let report = fs::read_to_string(scratch.join("report/report.html")).unwrap_or(report.stdout);
    assert!(
        report.contains("Sở, ban, ngành: Trong 6 trên 6 đơn vị được xếp hạng, cao nhất là Sở S1")
    );
    assert!(
        report.contains("Trong 6 trên 7 đơn vị được xếp hạng trên các chỉ số chung (thang 100)")
    );
}

#[test]
fn where_all_units_have_the_same_sources_there_is_one_score() {
    let words = ["điểm so sánh", "Điểm so sánh", "chỉ số chung", "omparable", "ommon indicators"];
    let differ = province("").seen();
    differ.chiso_succeeds("run --month 2026-08");
    let text = shown(&differ, "vi") + &shown(&differ, "en");
    assert!(text.contains("Điểm trên các chỉ số chung (thang 100)"));
    assert!(!text.contains(words[0]) && !text.contains(words[1]));
    let alike = province("").seen();
    let totals = fs::read_to_string(alike.join("totals.csv")).unwrap();
    alike.write("totals.csv", totals + "X2,2026-07,14\nX2,2026-08,14\n");
    alike.chiso_succeeds("run --month 2026-08");
    let text = shown(&alike, "vi") + &shown(&alike, "en");
    // The names of columns are no words of pages.
    let text = text.replace("data-column=\"comparable", "").replace("comparable_", "");
    for word in words {
        let found = text.split_once(word);
        assert!(
            found.is_none(),
            "{word}: …{}",
            found.map_or("", |(before, _)| {
                before.get(before.len().saturating_sub(200)..).unwrap_or("")
            })
        );
    }
    for row in scorecard(&alike, "2026-08").values().filter(|row| !row["rank"].is_empty()) {
        assert_eq!(row["comparable_score"], row["score"], "{row:?}");
    }
}

#[test]
fn explain_and_compare_say_among_whom_a_unit_is_ranked() {
    let scratch = province("");
    scratch.chiso_succeeds("run --month 2026-08");
    let ranked = |unit: &str, indicator: &str| {
        let call = format!("explain {unit} {indicator} --month 2026-08 --format json");
        scratch.chiso_succeeds(&call).json()["ranked"].clone()
    };
    let synced = ranked("S2", "dossiers_synced");
    assert_eq!((synced["cohort"].as_str(), synced["rank"].as_u64()), (Some("agency"), Some(2)));
    assert_eq!(synced["compared"], true);
    assert_eq!(ranked("X3", "dossiers_synced")["compared"], false, "one commune lacks it");
    assert_eq!(ranked("X3", "handled_on_time")["compared"], true);
    assert!(ranked("X7", "handled_on_time").is_null());
    let text = scratch.chiso_succeeds("explain X3 dossiers_synced --month 2026-08").stdout;
    let of_rank =
        ["Rank: 3 (may be ", " of 6 ranked units (cohort commune); this indicator does not"];
    assert!(of_rank.iter().all(|part| text.contains(part)), "{text}");
    let call = "rules compare portal-2026 vendor-2022 --month 2026-08";
    let compared = scratch.chiso_succeeds(&format!("{call} --format json")).json();
    let units = compared["units"].as_array().unwrap();
    let unit = units.iter().find(|unit| unit["unit_id"] == "S3").unwrap();
    assert_eq!(
        (unit["cohort"]["a"].as_str(), unit["cohort"]["b"].as_str()),
        (Some("agency"), Some("agency"))
    );
    assert_eq!(unit["ranked_units"]["a"], 6);
    assert!(scratch.chiso_succeeds(call).stdout.contains("commune 1 → commune 1"));
}
