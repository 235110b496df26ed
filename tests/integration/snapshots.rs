//! The loop with the national portal: snapshots are kept or refused by name, and what differs from our own
//! figures is told with its likely cause. The snapshots are made from our own published tables, so that every
//! difference in them is one that was put there.

use std::{collections::BTreeMap, fs};

use serde_json::Value;

use crate::support::{Outcome, Row, Scratch, read_csv, read_parquet, shared};

const HEADER: &str =
    "case,unit,unit_level,period,level,id,numerator,denominator,published_points,max_points\n";
const CONFIGURATION: &str = "[authority]\nid = \"M\"\nname = \"Bộ Mẫu\"\nkind = \"ministry\"\n\n[units]\n\
    path = \"units.csv\"\n\n[[source]]\nname = \"d\"\nkind = \"dossiers\"\nformat = \"table\"\n\
    path = \"dossiers.csv\"\n\n[[source]]\nname = \"t\"\nkind = \"totals\"\nformat = \"table\"\n\
    path = \"totals.csv\"\n";

/// Two units with forty dossiers in August 2026; a quarter is late, one in eight is not synced.
fn ministry(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    scratch.write("chiso.toml", CONFIGURATION);
    scratch.write("units.csv", "unit_id,name,aliases\nA,Vụ A,\nB,Vụ B,Vụ Bê\n");
    let mut dossiers = String::from(
        "dossier_id,unit_id,procedure_id,channel,received_at,due_at,ended_at,synced,result_file,components_digitized,component_reused,databases,\
         online_payment,fee_due\n",
    );
    for number in 0..40 {
        let (unit, month) = (["A", "B"][number % 2], if number < 10 { 7 } else { 8 });
        let ended = ["10", "20"][usize::from(number % 4 == 3)];
        dossiers.push_str(&format!(
            "H{number},{unit},1.000001,online,2026-{month:02}-03 08:00,2026-08-15 17:00,2026-08-{ended} 08:00,{},1,1,0,7,1,1000\n",
            u8::from(number % 8 != 5)
        ));
    }
    scratch.write("dossiers.csv", dossiers);
    let totals = "M,2026-08,30\nA,2026-08,15\nB,2026-08,15\nM,2026-Q3,40\n";
    scratch.write("totals.csv", format!("unit_id,period,dossiers_received\n{totals}"));
    scratch
}

/// What a portal would show that counted as we do, by unit, period and id.
type Shown = BTreeMap<(String, String, String), [String; 4]>;

/// What the published tables say of these periods, under the names of the portal.
fn shown(scratch: &Scratch, periods: &[&str]) -> Shown {
    let mut shown = Shown::new();
    let wanted =
        |row: &&Row| periods.contains(&row["period"].as_str()) && row["unit_id"] != "unmapped";
    for row in scratch.table("indicators").iter().filter(wanted) {
        if row["numerator"].is_empty() {
            continue;
        }
        let unit = match row["unit_id"].as_str() {
            "M" => "Bộ Mẫu",
            "A" => "Vụ A - Bộ Mẫu",
            _ => "VỤ BÊ",
        };
        let key = (unit.to_owned(), row["period"].clone(), row["indicator_id"].clone());
        let cells = ["numerator", "denominator", "points", "max_points"];
        shown.insert(key, cells.map(|cell| row[cell].clone()));
    }
    assert!(shown.len() > 20, "{} figures", shown.len());
    shown
}

fn csv(shown: &Shown) -> String {
    let line = |((unit, period, id), [above, below, points, max]): (
        &(String, String, String),
        &[String; 4],
    )| {
        let level = if unit == "Bộ Mẫu" { "parent" } else { "agency" };
        format!("all,{unit},{level},{period},indicator,{id},{above},{below},{points},{max}\n")
    };
    HEADER.to_owned() + &shown.iter().map(line).collect::<String>()
}

fn change(shown: &mut Shown, unit: &str, period: &str, id: &str, cells: [&str; 3]) {
    let key = (unit.to_owned(), period.to_owned(), id.to_owned());
    let found = shown.get_mut(&key).unwrap_or_else(|| panic!("{key:?} is not shown"));
    for (cell, new) in found.iter_mut().zip(cells) {
        if !new.is_empty() {
            new.clone_into(cell);
        }
    }
}

fn portal(scratch: &Scratch, more: &str) -> Outcome {
    scratch.chiso(&format!("portal snapshots --format json{more}"))
}

/// Outcome, cause and what tells it, of the rows that are not equal.
fn told(json: &Value) -> BTreeMap<(String, String, String), [String; 3]> {
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let rows =
        json["rows"].as_array().expect("rows").iter().filter(|row| row["outcome"] != "equal");
    let key = |row: &Value| (text(row, "portal_unit"), text(row, "period"), text(row, "id"));
    rows.map(|row| (key(row), ["outcome", "cause", "told_by"].map(|key| text(row, key)))).collect()
}

fn why<'t>(
    told: &'t BTreeMap<(String, String, String), [String; 3]>,
    unit: &str,
    period: &str,
    id: &str,
) -> [&'t str; 3] {
    let key = (unit.to_owned(), period.to_owned(), id.to_owned());
    let found = told.get(&key).unwrap_or_else(|| panic!("{key:?} is equal: {told:?}"));
    found.each_ref().map(String::as_str)
}

#[test]
fn a_portal_that_counts_as_we_do_is_equal_and_its_snapshot_is_kept() {
    let scratch = ministry("loop-equal");
    scratch.chiso_succeeds("run --month 2026-08");
    let text = csv(&shown(&scratch, &["2026-08"]));
    scratch.write("snapshots/2026-09-26.csv", &text);
    let outcome = portal(&scratch, " --into beside");
    assert_eq!(outcome.code, Some(0), "{}{}", outcome.stderr, outcome.stdout);
    let json = outcome.json();
    assert_eq!(told(&json), BTreeMap::new());
    assert_eq!(json["new"], serde_json::json!(["2026-09-26.csv"]));
    assert_eq!(fs::read_to_string(scratch.join("lake/portal/2026-09-26.csv")).expect("kept"), text);
    let (table, parquet) = (
        read_csv(&scratch.join("beside/portal.csv")),
        read_parquet(&scratch.join("beside/portal.parquet")),
    );
    assert_eq!((table.len(), parquet.len()), (text.lines().count() - 1, table.len()));
    assert!(
        table
            .iter()
            .all(|row| row["numerator"] == row["portal_numerator"] && row["outcome"] == "equal")
    );
    assert_eq!(table.iter().filter(|row| row["unit_id"] == "B").count(), table.len() / 3);
    let page = fs::read_to_string(scratch.join("beside/portal.html")).expect("a page");
    roxmltree::Document::parse(
        page.trim_start_matches("<!DOCTYPE html>")
            .trim_start()
            .replace("<br>", "<br/>")
            .replace("\"utf-8\">", "\"utf-8\"/>")
            .replace("initial-scale=1\">", "initial-scale=1\"/>")
            .as_str(),
    )
    .expect("well-formed");
    assert!(page.contains("Vụ A - Bộ Mẫu") && page.contains("2026-09-26.csv"), "{page}");
    // What is kept is compared again, also where the folder holds nothing any more.
    fs::remove_file(scratch.join("snapshots/2026-09-26.csv")).expect("removed");
    let again = portal(&scratch, "").json();
    assert_eq!(
        (again["rows"].clone(), again["new"].clone()),
        (json["rows"].clone(), serde_json::json!([]))
    );
}

#[test]
fn an_incomplete_snapshot_is_refused_by_name_and_not_kept() {
    let scratch = ministry("loop-refused");
    scratch.chiso_succeeds("run --month 2026-08");
    let whole = shown(&scratch, &["2026-08"]);
    scratch.write("snapshots/2026-09-20.csv", csv(&whole));
    let without = |lost: &dyn Fn(&(String, String, String)) -> bool| -> Shown {
        whole
            .iter()
            .filter(|(key, _)| !lost(key))
            .map(|(key, row)| (key.clone(), row.clone()))
            .collect()
    };
    let unit_lost = without(&|(unit, ..)| unit == "VỤ BÊ");
    let indicator_lost = without(&|(unit, _, id)| unit == "VỤ BÊ" && id == "handled_on_time");
    scratch.write("snapshots/2026-09-21.csv", csv(&unit_lost));
    scratch.write("snapshots/2026-09-22.csv", csv(&indicator_lost));
    scratch.write("snapshots/2026-09-23.csv", HEADER);
    scratch.write(
        "snapshots/2026-09-24.csv",
        csv(&whole) + csv(&whole).lines().nth(1).expect("a line"),
    );
    let outcome = portal(&scratch, "");
    assert_eq!(outcome.code, Some(65));
    for said in [
        "2026-09-21.csv is refused and not kept: it shows 2 units by month, 2026-09-20.csv showed 3: it lacks VỤ BÊ",
        "it lacks those of VỤ BÊ (handled_on_time)",
        "2026-09-23.csv is refused and not kept: it shows no indicator",
        "once more",
    ] {
        assert!(outcome.stderr.contains(said), "{said}: {}", outcome.stderr);
    }
    let kept = |outcome: &Outcome| outcome.json()["kept"].clone();
    assert_eq!(kept(&outcome), serde_json::json!(["2026-09-20.csv"]));
    assert_eq!(told(&outcome.json()), BTreeMap::new(), "the last whole one is compared");
    // One that is whole all the same is accepted by name, and the next is measured by it.
    for name in ["22", "23", "24"] {
        fs::remove_file(scratch.join(&format!("snapshots/2026-09-{name}.csv"))).expect("removed");
    }
    let outcome = portal(&scratch, " --accept 2026-09-21.csv");
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    assert_eq!(kept(&outcome), serde_json::json!(["2026-09-20.csv", "2026-09-21.csv"]));
    scratch.write("snapshots/2026-09-21.csv", csv(&whole));
    let outcome = portal(&scratch, "");
    assert_eq!(outcome.code, Some(65));
    assert!(outcome.stderr.contains("another snapshot of this name is kept"), "{}", outcome.stderr);
}

#[test]
fn each_difference_has_the_cause_that_data_tells() {
    let scratch = ministry("loop-causes");
    scratch.chiso_succeeds("run --month 2026-08");
    let mut seen = shown(&scratch, &["2026-08", "2026-Q3"]);
    let rows = scratch.table("indicators");
    let of = |unit: &str, id: &str| {
        let found = rows.iter().find(|row| {
            row["period"] == "2026-08" && row["unit_id"] == unit && row["indicator_id"] == id
        });
        found.expect("a row").clone()
    };
    // Unit A: 20 in hand, 15 received, all judged.
    assert_eq!(of("A", "handled_on_time")["denominator"], "20");
    assert_eq!(of("A", "submitted_online")["denominator"], "15");
    // The same dossiers with another verdict; other points of the same counts.
    change(&mut seen, "Bộ Mẫu", "2026-08", "handled_on_time", ["29", "", "14.50"]);
    change(&mut seen, "VỤ BÊ", "2026-08", "electronic_result", ["", "", "5.99"]);
    change(&mut seen, "Vụ A - Bộ Mẫu", "2026-08", "electronic_result", ["", "", "5.00"]);
    // Of unit A every figure of the dossiers in hand is of those received.
    let in_hand: Vec<String> = seen
        .iter()
        .filter(|((unit, period, _), cells)| {
            unit == "Vụ A - Bộ Mẫu" && period == "2026-08" && cells[1] == "20"
        })
        .map(|((_, _, id), _)| id.clone())
        .filter(|id| id != "electronic_result")
        .collect();
    assert!(in_hand.len() > 3, "{in_hand:?}");
    for id in &in_hand {
        change(&mut seen, "Vụ A - Bộ Mẫu", "2026-08", id, ["", "15", ""]);
    }
    change(&mut seen, "Vụ A - Bộ Mẫu", "2026-08", "electronic_result", ["15", "15", "6.00"]);
    // The quarter was not over, and the portal was seen later than our data.
    change(&mut seen, "Bộ Mẫu", "2026-Q3", "submitted_online", ["55", "55", ""]);
    // A unit that nobody knows.
    let row =
        seen[&("VỤ BÊ".to_owned(), "2026-08".to_owned(), "handled_on_time".to_owned())].clone();
    seen.insert(("Vụ Lạ".into(), "2026-08".into(), "handled_on_time".into()), row);
    scratch.write("snapshots/2026-09-26.csv", csv(&seen));
    let outcome = portal(&scratch, "");
    assert_eq!(outcome.code, Some(65), "{}", outcome.stderr);
    let json = outcome.json();
    let told_all = told(&json);
    let why = |unit: &str, period: &str, id: &str| why(&told_all, unit, period, id);
    assert_eq!(why("Bộ Mẫu", "2026-08", "handled_on_time")[..2], ["different", "numerator"]);
    assert_eq!(why("VỤ BÊ", "2026-08", "electronic_result")[..2], ["different", "rounding"]);
    for id in &in_hand {
        let expected = ["different", "population", "received"];
        assert_eq!(why("Vụ A - Bộ Mẫu", "2026-08", id), expected, "{id}");
    }
    let cut_off = ["different", "cut_off", "portal 2026-09-26, own 2026-08-31"];
    assert_eq!(why("Bộ Mẫu", "2026-Q3", "submitted_online"), cut_off);
    assert_eq!(why("Vụ Lạ", "2026-08", "handled_on_time")[..2], ["not_compared", "unknown_unit"]);
    let row = json["rows"].as_array().expect("rows").iter().find(|row| {
        row["portal_unit"] == "Bộ Mẫu"
            && row["period"] == "2026-08"
            && row["id"] == "handled_on_time"
    });
    let row = row.expect("a row");
    let differences =
        ["numerator_difference", "denominator_difference"].map(|key| row[key].as_i64());
    assert_eq!(differences, [Some(1), Some(0)]);
    assert_eq!(row["points_difference"].to_string(), "0.5");
}

#[test]
fn parts_of_other_days_and_dossiers_that_are_not_synced_are_told() {
    let scratch = ministry("loop-days");
    scratch.chiso_succeeds("run --month 2026-08");
    let mut seen = shown(&scratch, &["2026-08"]);
    // One part of the page was loaded when there were more dossiers than in the others.
    change(&mut seen, "Bộ Mẫu", "2026-08", "handled_on_time", ["31", "41", ""]);
    scratch.write("snapshots/2026-09-26.csv", csv(&seen));
    let json = portal(&scratch, "").json();
    let found = told(&json);
    assert_eq!(why(&found, "Bộ Mẫu", "2026-08", "handled_on_time")[1], "different_days");
    // All parts hold three dossiers less, and five of those received are not known to be synced.
    let mut seen = shown(&scratch, &["2026-08"]);
    let keys: Vec<_> =
        seen.iter().filter(|(_, cells)| cells[1] == "40").map(|(key, _)| key.clone()).collect();
    assert!(keys.len() > 2);
    for (unit, period, id) in keys {
        change(&mut seen, &unit, &period, &id, ["", "37", ""]);
    }
    scratch.write("snapshots/2026-09-27.csv", csv(&seen));
    let found = told(&portal(&scratch, "").json());
    let expected = ["different", "sync_state", "4"];
    assert_eq!(why(&found, "Bộ Mẫu", "2026-08", "handled_on_time"), expected);
}

#[test]
fn a_tolerance_forgives_points_and_a_period_without_an_edition_is_counted() {
    let scratch = ministry("loop-tolerance");
    scratch.chiso_succeeds("run --month 2026-08");
    let mut seen = shown(&scratch, &["2026-08"]);
    change(&mut seen, "VỤ BÊ", "2026-08", "electronic_result", ["", "", "5.99"]);
    fs::remove_dir_all(scratch.join("reports")).expect("removed");
    scratch.write("snapshots/2026-09-26.csv", csv(&seen));
    let strict = portal(&scratch, "");
    assert_eq!(strict.code, Some(65), "{}", strict.stderr);
    let rows = strict.json()["rows"].clone();
    assert!(rows.as_array().expect("rows").iter().all(|row| row["edition"] == "lake"));
    assert_eq!(told(&strict.json()).len(), 1, "{:?}", told(&strict.json()));
    let forgiving = portal(&scratch, " --tolerance 0.01");
    assert_eq!(forgiving.code, Some(0), "{}", forgiving.stderr);
    let found = told(&forgiving.json());
    assert_eq!(why(&found, "VỤ BÊ", "2026-08", "electronic_result")[..2], ["within", "rounding"]);
    assert_eq!(portal(&scratch, " --tolerance much").code, Some(64));
    assert_eq!(scratch.chiso("portal nowhere").code, Some(66));
}

#[test]
fn the_published_figures_of_a_province_are_read_and_every_unit_is_named() {
    let Some(file) = shared("portal-2026/phu_tho.csv") else {
        return;
    };
    let scratch = ministry("loop-province");
    scratch.chiso_succeeds("run --month 2026-08");
    scratch.write("snapshots/phu-tho-2026-09-26.csv", fs::read(&file).expect("readable"));
    let outcome = portal(&scratch, "");
    assert_eq!(outcome.code, Some(65), "{}", outcome.stderr);
    let json = outcome.json();
    let rows = read_csv(&file);
    let of_all = rows.iter().filter(|row| row["case"] == "all").count();
    assert_eq!(json["rows"].as_array().expect("rows").len(), of_all);
    assert_eq!(json["passed_over"], rows.len() - of_all);
    for row in json["rows"].as_array().expect("rows") {
        let is_parent = row["portal_unit"] == "UBND tỉnh Phú Thọ";
        assert_eq!(row["cause"] == "unknown_unit", !is_parent, "{row}");
    }
}
