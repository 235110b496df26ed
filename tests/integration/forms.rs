//! Forms that officials fill by hand: their figures are those of the flow in a month and in a quarter, those of
//! a second count by plain loops in any range of days, and what the facts say of dossiers that wait. What
//! nothing gives stays empty, and is said.

use std::{collections::BTreeMap, fs, io::Read, path::Path};

use calamine::{Data, Reader};
use chrono::{Duration, NaiveDate, NaiveDateTime};
use serde_json::Value;

use crate::{
    recount::{
        invent::{Chance, invented},
        world::AUTHORITY,
    },
    support::{
        Dice, Outcome, Scratch,
        recount::{COLUMNS, Dossier, Period, Precision, flows},
        snapshot, whole,
    },
};

const COUNTS: &[&str] = COLUMNS.split_at(COLUMNS.len() - 1).0;

/// A form whose columns are the counts of the flow.
fn form_of_the_flow() -> String {
    let mut text = String::from(
        "id = \"own\"\nby = \"unit\"\ndays = \"{days} ngày\"\n[head]\nleft = [{ text = \"Biểu riêng\" }]\n\
         right = []\ntitle = [{ text = \"{period} của {authority}\" }]\namount = { text = \"\" }\n[foot]\n\
         left = []\nright = []\n[rows]\ntotal = \"Tất cả\"\nitself = \"{authority} tự giải quyết\"\n\
         no_field = \"Không rõ\"\n[[column]]\nid = \"name\"\nnumber = \"1\"\ntitle = \"Tên\"\nshows = \"name\"\n",
    );
    for (count, number) in COUNTS.iter().zip(2..) {
        text.push_str(&format!(
            "[[column]]\nid = \"{count}\"\nnumber = \"{number}\"\ntitle = \"{count}\"\ncount = \"{count}\"\n"
        ));
    }
    text
}

/// The rows of a form and its total, by the codes of the rows; the total has none.
fn rows(outcome: &Outcome) -> (BTreeMap<String, Value>, Value) {
    let json = outcome.json();
    let rows = json["rows"].as_array().expect("rows").iter();
    let rows = rows.map(|row| (row["id"].as_str().expect("a code").to_owned(), row.clone()));
    (rows.collect(), json["total"].clone())
}

fn filled(scratch: &Scratch, call: &str) -> (BTreeMap<String, Value>, Value) {
    rows(&scratch.chiso_succeeds(&format!("form {call} --into forms --format json")))
}

fn figure(row: &Value, column: &str) -> i64 {
    row[column].as_i64().unwrap_or_else(|| panic!("{column} is no figure in {row}"))
}

const PERIODS: [(&str, &str, &str); 3] = [
    ("2025-03", "2025-03-01", "2025-03-31"),
    ("2025-06", "2025-06-01", "2025-06-30"),
    ("2025-Q2", "2025-04-01", "2025-06-30"),
];

#[test]
fn a_form_of_a_period_equals_its_published_flow_cell_by_cell() {
    let scratch = Scratch::new("form-flow");
    invented(&mut Chance::new(6), 900).write(&scratch, "portal-2026");
    scratch.write("own.toml", form_of_the_flow());
    scratch.chiso_succeeds("run --from 2025-03 --to 2025-06");
    let (flow, by_procedure) = (scratch.table("flow"), scratch.table("flow_by_procedure"));
    let mut cells = 0;
    for (period, from, to) in PERIODS {
        let call = format!("own.toml --from {from} --to {to} --as-of 2025-07-01");
        let of = |unit: &str| {
            let found = flow.iter().find(|row| row["period"] == period && row["unit_id"] == unit);
            found.unwrap_or_else(|| panic!("no flow of {unit} in {period}")).clone()
        };
        let authority = of(AUTHORITY);
        assert!(whole(&authority, "received") > 50, "{period} is next to empty");
        for by in ["unit", "field", "procedure"] {
            let (rows, total) = filled(&scratch, &format!("{call} --by {by}"));
            for count in COUNTS {
                let place = format!("{count} by {by} in {period}");
                assert_eq!(figure(&total, count), whole(&authority, count), "total of {place}");
                let sum: i64 = rows.values().map(|row| figure(row, count)).sum();
                assert_eq!(sum, figure(&total, count), "rows of {place}");
                for (id, row) in &rows {
                    let published = match by {
                        "unit" if id != AUTHORITY => whole(&of(id), count),
                        "procedure" => {
                            let found = by_procedure.iter().find(|row| {
                                row["period"] == period
                                    && row["unit_id"] == AUTHORITY
                                    && row["procedure_id"] == *id
                            });
                            whole(found.unwrap_or_else(|| panic!("no flow of {id}")), count)
                        }
                        _ => continue,
                    };
                    assert_eq!(figure(row, count), published, "{id}: {place}");
                    cells += 1;
                }
            }
        }
    }
    assert!(cells > 1_000, "only {cells} cells were compared");
}

/// What a column of the form is the sum of, as its own number says: `(3) = (4) + (5) + (6)`.
fn sums(outcome: &Outcome) -> Vec<(String, Vec<String>)> {
    let json = outcome.json();
    let columns = json["columns"].as_array().expect("columns").clone();
    let text = |column: &Value, key: &str| column[key].as_str().expect("a text").to_owned();
    let ids: BTreeMap<String, String> = columns
        .iter()
        .map(|one| {
            let number = text(one, "number");
            (number.split(" = ").next().expect("a number").to_owned(), text(one, "id"))
        })
        .collect();
    let equations = columns.iter().filter_map(|column| {
        let number = text(column, "number");
        let (_, parts) = number.split_once(" = ")?;
        Some((text(column, "id"), parts.split(" + ").map(|part| ids[part].clone()).collect()))
    });
    equations.collect()
}

#[test]
fn dossiers_that_wait_stand_where_their_verdict_puts_them_and_columns_add_up() {
    let scratch = Scratch::new("form-waiting");
    invented(&mut Chance::new(7), 900).write(&scratch, "portal-2026");
    scratch.chiso_succeeds("ingest --as-of 2025-07-01");
    let facts = scratch.facts("2025-06");
    let open = |verdicts: &[&str], waiting: Option<&str>| {
        let is_one = |fact: &&crate::support::Row| {
            fact["closing"] == "true"
                && verdicts.contains(&fact["verdict"].as_str())
                && waiting.is_none_or(|waiting| fact["waiting"] == waiting)
        };
        facts.values().filter(is_one).count() as i64
    };
    let in_time = ["open_in_time", "waiting_in_time", "undated"];
    let overdue = ["open_overdue", "waiting_overdue", "repeated_supplement"];
    for (verdicts, name) in [(in_time, "in time"), (overdue, "overdue")] {
        assert!(open(&verdicts, Some("true")) > 0, "none waits {name}");
    }
    for form in ["II.06a", "07a"] {
        let call = format!("form {form} --from 2025-06-01 --to 2025-06-30 --format json --into x");
        let outcome = scratch.chiso_succeeds(&call);
        let (rows, total) = rows(&outcome);
        assert_eq!(figure(&total, "open_in_time"), open(&in_time, None), "{form}");
        assert_eq!(figure(&total, "open_overdue"), open(&overdue, None), "{form}");
        let equations = sums(&outcome);
        assert_eq!(equations.len(), 3, "{form}");
        for row in rows.values().chain([&total]) {
            for (column, parts) in &equations {
                let sum: i64 = parts.iter().map(|part| figure(row, part)).sum();
                assert_eq!(figure(row, column), sum, "{form}, {column} of {row}");
            }
            let in_hand = figure(row, "received_total");
            let handled = figure(row, "ended_total") + figure(row, "open_total");
            assert_eq!(in_hand, handled, "{form}: {row}");
        }
    }
}

const COLUMNS_OF_DOSSIERS: &str =
    "dossier_id,unit_id,procedure_id,channel,received_at,due_at,ended_at";
const CONFIGURATION: &str = "[authority]\nid = \"M\"\nname = \"Bộ Mẫu\"\nkind = \"ministry\"\n\n[units]\n\
    path = \"units.csv\"\n\n[[source]]\nname = \"d\"\nkind = \"dossiers\"\nformat = \"table\"\n\
    path = \"dossiers.csv\"\n";

fn ministry(name: &str, dossiers: &str) -> Scratch {
    let scratch = Scratch::new(name);
    scratch.write("chiso.toml", CONFIGURATION);
    scratch.write("units.csv", "unit_id,name\nA,=1+1\nB,Vụ <B> & \"C\"\n");
    scratch.write("dossiers.csv", dossiers);
    scratch.write("own.toml", form_of_the_flow());
    scratch
}

fn midnight(day: NaiveDate) -> NaiveDateTime {
    day.and_hms_opt(0, 0, 0).expect("midnight")
}

/// Dossiers around the turn of some days: received, due and ended also exactly at midnight.
fn invented_dossiers(dice: &Dice, first: NaiveDate, days: usize) -> Vec<Dossier> {
    let time = |from: NaiveDate, within: usize| {
        let hour = [0, 0, 8, 17, 23][dice.roll(5)];
        midnight(from + Duration::days(dice.roll(within) as i64)) + Duration::hours(hour)
    };
    let one = |number: usize| {
        let received = time(first, days);
        let due = (dice.roll(10) > 0).then(|| time(received.date(), 12));
        let ended = (dice.roll(4) > 0).then(|| time(received.date(), 14).max(received));
        Dossier {
            id: format!("H{number}"),
            unit: ["A", "B"][dice.roll(2)].to_owned(),
            procedure: format!("1.00000{}", dice.roll(4)),
            channel: ["online", "counter", "post", "other"][dice.roll(4)],
            received,
            due: due.map(|due| due.max(received)),
            ended,
        }
    };
    (0..500).map(one).collect()
}

#[test]
fn any_range_of_days_equals_a_second_count_by_plain_loops() {
    let dice = Dice::new(13);
    let first = NaiveDate::from_ymd_opt(2026, 6, 20).expect("a day");
    let dossiers = invented_dossiers(&dice, first, 70);
    let time = |time: Option<NaiveDateTime>| time.map_or(String::new(), |time| time.to_string());
    let lines = dossiers.iter().map(|one| {
        let (received, due, ended) = (time(Some(one.received)), time(one.due), time(one.ended));
        let Dossier { id, unit, procedure, channel, .. } = one;
        format!("{id},{unit},{procedure},{channel},{received},{due},{ended}\n")
    });
    let lines: String = lines.collect();
    let scratch = ministry("form-days", &format!("{COLUMNS_OF_DOSSIERS}\n{lines}"));
    scratch.chiso_succeeds("ingest");
    for length in [1, 7, 7, 10, 31, 2, 7, 45] {
        let from = first + Duration::days(dice.roll(45) as i64);
        let to = from + Duration::days(length - 1);
        let period = Period {
            name: format!("{from} to {to}"),
            kind: "days",
            start: midnight(from),
            end: midnight(to + Duration::days(1)),
        };
        let expected = flows(&dossiers, &period, Precision::Instant, |dossier| {
            vec![dossier.unit.clone(), String::new()]
        });
        let (rows, total) = filled(&scratch, &format!("own.toml --from {from} --to {to}"));
        for count in COUNTS {
            let place = format!("{count} of {}", period.name);
            assert_eq!(figure(&total, count), expected[""][count], "total: {place}");
            for unit in ["A", "B"] {
                assert_eq!(figure(&rows[unit], count), expected[unit][count], "{unit}: {place}");
            }
        }
    }
}

/// One dossier for each column of a week, Monday 3 August to Sunday 9 August 2026.
const WEEK: &str = "\
EARLY,A,1.000001,online,2026-08-03 00:00,2026-08-07 17:00,2026-08-06 16:00
DUE,A,1.000001,post,2026-07-20 08:00,2026-08-07 17:00,2026-08-07 17:00
LATE,A,1.000001,counter,2026-07-20 08:00,2026-08-05 17:00,2026-08-09 23:59
OPEN,B,1.000002,online,2026-08-09 23:59,2026-08-20 17:00,
OVERDUE,B,1.000002,counter,2026-07-31 08:00,2026-08-05 17:00,
ENDED_AFTER,B,1.000002,,2026-08-04 08:00,2026-08-20 17:00,2026-08-10 00:00
UNDATED,B,1.000002,online,2026-08-04 08:00,,2026-08-05 08:00
BEFORE,A,1.000001,online,2026-07-01 08:00,2026-07-10 17:00,2026-08-02 23:59
AFTER,A,1.000001,online,2026-08-10 00:00,2026-08-20 17:00,
";

#[test]
fn a_week_counted_by_hand() {
    let scratch = ministry("form-week", &format!("{COLUMNS_OF_DOSSIERS}\n{WEEK}"));
    scratch.chiso_succeeds("ingest");
    let (rows, total) = filled(&scratch, "ii.06A --by unit --from 2026-08-03 --to 2026-08-09");
    let told = |row: &Value| {
        [
            "received_total",
            "received_online",
            "received_direct",
            "opening",
            "ended_total",
            "ended_early",
            "ended_on_time",
            "ended_late",
            "open_total",
            "open_in_time",
            "open_overdue",
        ]
        .map(|column| figure(row, column))
    };
    assert_eq!(told(&rows["A"]), [3, 1, 0, 2, 3, 1, 1, 1, 0, 0, 0]);
    // The undated one stands with those on time, the one that ended at the first instant after it is open.
    assert_eq!(told(&rows["B"]), [4, 2, 1, 1, 1, 0, 1, 0, 3, 2, 1]);
    assert_eq!(told(&total), [7, 3, 1, 3, 4, 1, 2, 1, 3, 2, 1]);
}

fn texts(folder: &Path, name: &str) -> Vec<Data> {
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook(folder.join(name)).expect("a workbook");
    let sheet = book.worksheet_range_at(0).expect("a sheet").expect("a readable sheet");
    assert_eq!(book.worksheet_formula("Bieu").expect("formulas").used_cells().count(), 0);
    sheet.used_cells().map(|(_, _, cell)| cell.clone()).collect()
}

fn words_of_document(path: &Path) -> String {
    let file = fs::File::open(path).expect("a document");
    let mut archive = zip::ZipArchive::new(file).expect("a zip file");
    let mut text = String::new();
    let mut part = archive.by_name("word/document.xml").expect("its content");
    part.read_to_string(&mut text).expect("UTF-8");
    let tree = roxmltree::Document::parse(&text).expect("well-formed XML");
    let words = tree.descendants().filter(|node| node.tag_name().name() == "t");
    words.filter_map(|node| node.text()).collect::<Vec<_>>().join("|")
}

#[test]
fn both_files_say_the_figures_and_no_name_breaks_them() {
    let scratch = ministry("form-files", &format!("{COLUMNS_OF_DOSSIERS}\n{WEEK}"));
    scratch.chiso_succeeds("ingest");
    let call = "form II.06a --by unit --from 2026-08-03 --to 2026-08-09 --into forms";
    scratch.chiso_succeeds(call);
    let before = snapshot(&scratch.join("forms"));
    let name = "II.06a_M_2026-08-03_2026-08-09_unit";
    let cells = texts(&scratch.join("forms"), &format!("{name}.xlsx"));
    let text = |text: &str| cells.contains(&Data::String(text.to_owned()));
    assert!(
        text("=1+1") && text("Vụ <B> & \"C\"") && text("(Từ ngày 03/08/2026 đến ngày 09/08/2026)")
    );
    assert!(text("Kỳ báo cáo: 7 ngày") && text("Đơn vị báo cáo: Bộ Mẫu"));
    let figures: Vec<f64> = cells
        .iter()
        .filter_map(|cell| if let Data::Float(number) = cell { Some(*number) } else { None })
        .collect();
    let total = [7.0, 3.0, 1.0, 3.0, 4.0, 1.0, 2.0, 1.0, 3.0, 2.0, 1.0];
    assert_eq!(figures[figures.len() - total.len()..], total);
    let document = words_of_document(&scratch.join(&format!("forms/{name}.docx")));
    for part in
        ["=1+1", "Vụ <B> & \"C\"", "Biểu số II.06a/VPCP/KSTT", "NGƯỜI LẬP BIỂU", "Tổng số|7|3"]
    {
        assert!(document.contains(part), "{part}: {document}");
    }
    scratch.chiso_succeeds(call);
    assert_eq!(snapshot(&scratch.join("forms")), before, "the same inputs give the same bytes");
}

#[test]
fn what_nothing_gives_stays_empty_and_is_said_below_the_form() {
    let dossiers = "dossier_id,unit_id,procedure_id,received_at,due_at,ended_at\n\
        H1,A,1.000001,2026-08-03 08:00,2026-08-07 17:00,2026-08-06 16:00\n";
    let scratch = ministry("form-empty", dossiers);
    scratch.chiso_succeeds("ingest");
    let call = "--from 2026-08-03 --to 2026-08-09 --into forms --format json";
    let notes = |json: &Value| json["notes"].to_string();
    let outcome = scratch.chiso_succeeds(&format!("form II.06a {call}")).json();
    let total = &outcome["total"];
    assert_eq!(total["received_total"], 1);
    assert!(total["received_online"].is_null() && total["received_direct"].is_null(), "{total}");
    assert!(notes(&outcome).contains("Cột (4), (5) để trống"), "{outcome}");
    let outcome = scratch.chiso_succeeds(&format!("form 07a {call}")).json();
    let total = &outcome["total"];
    for column in ["late_with_apology", "received_elsewhere", "received_full", "paid_total"] {
        assert!(total[column].is_null(), "{column} in {total}");
    }
    assert_eq!(total["ended_early"], 1);
    assert!(notes(&outcome).contains("(18), (19), (23) để trống"), "{outcome}");
}

#[test]
fn days_that_are_not_over_or_not_covered_are_said() {
    let scratch = ministry("form-bounds", &format!("{COLUMNS_OF_DOSSIERS}\n{WEEK}"));
    let config = CONFIGURATION.replace("[units]", "coverage_from = \"2026-08\"\n[units]");
    scratch.write("chiso.toml", config);
    scratch.chiso_succeeds("ingest --as-of 2026-08-06");
    let told = |from: &str, to: &str| {
        let call = format!("form II.06a --from {from} --to {to} --into x --format json");
        let json = scratch.chiso_succeeds(&call).json();
        let coverage = json["coverage"].as_str().expect("coverage").to_owned();
        (json["provisional"] == true, coverage, json["notes"].to_string())
    };
    let (provisional, coverage, notes) = told("2026-08-01", "2026-08-09");
    assert_eq!((provisional, coverage.as_str()), (true, "complete"));
    assert!(notes.contains("Số liệu tạm tính") && notes.contains("hết ngày 05/08/2026"), "{notes}");
    let (provisional, coverage, notes) = told("2026-07-27", "2026-08-02");
    assert_eq!((provisional, coverage.as_str()), (false, "incomplete"));
    assert!(notes.contains("chưa đầy đủ trước tháng 8/2026"), "{notes}");
    let (provisional, coverage, notes) = told("2026-08-03", "2026-08-05");
    assert_eq!((provisional, coverage.as_str()), (false, "complete"));
    assert!(!notes.contains("tạm tính") && !notes.contains("chưa đầy đủ"), "{notes}");
    let after = scratch.chiso("form II.06a --from 2026-08-06 --to 2026-08-09 --into x");
    assert_eq!(after.code, Some(69), "{}", after.stderr);
    let beyond = "form II.06a --from 2026-08-03 --to 2026-08-09 --as-of 2026-08-10 --into x";
    assert_eq!(scratch.chiso(beyond).code, Some(69));
}

#[test]
fn what_is_no_range_and_no_form_is_refused() {
    let scratch = ministry("form-refused", &format!("{COLUMNS_OF_DOSSIERS}\n{WEEK}"));
    scratch.chiso_succeeds("ingest");
    scratch.write("faulty.toml", form_of_the_flow().replace("\"opening\"", "\"openings\""));
    let week = "--from 2026-08-03 --to 2026-08-09";
    for (call, code, said) in [
        ("II.06a --from 2026-08-09 --to 2026-08-03".to_owned(), 64, "ends before it begins"),
        ("II.06a --from 2026-08-32 --to 2026-08-03".to_owned(), 64, "is not a day"),
        (format!("II.06b {week}"), 64, "expected one of II.06a, 07a"),
        (format!("II.06a {week} --by month"), 64, "possible values: field, unit, procedure"),
        (format!("faulty.toml {week}"), 78, "openings"),
    ] {
        let outcome = scratch.chiso(&format!("form {call} --into forms"));
        assert_eq!(outcome.code, Some(code), "{call}: {}", outcome.stderr);
        assert!(outcome.stderr.contains(said), "{call}: {}", outcome.stderr);
    }
    assert!(!scratch.join("forms").exists(), "nothing is written");
}

/// All late or overdue in the week; A was written to before its end, B on the last day, C after the week, D never.
const APOLOGIES: &str = "\
dossier_id,unit_id,procedure_id,channel,received_at,due_at,ended_at,apology_sent_at,received_elsewhere
A,A,1.000001,online,2026-08-03 08:00,2026-08-04 17:00,2026-08-07 08:00,2026-08-05 08:00,1
B,A,1.000001,counter,2026-08-03 08:00,2026-08-04 17:00,,2026-08-09 23:59,0
C,B,1.000001,counter,2026-08-03 08:00,2026-08-04 17:00,,2026-08-10 00:00,
D,B,1.000001,counter,2026-07-03 08:00,2026-07-04 17:00,2026-08-05 08:00,,1
E,B,1.000001,counter,2026-08-03 08:00,2026-08-30 17:00,,2026-08-05 08:00,0
";

#[test]
fn letters_of_apology_and_receipt_elsewhere_are_counted_where_columns_give_them() {
    let scratch = ministry("form-apologies", APOLOGIES);
    scratch.chiso_succeeds("ingest");
    let columns = [
        "received_elsewhere",
        "ended_late",
        "late_with_apology",
        "late_without_apology",
        "open_overdue",
        "open_with_apology",
    ];
    let week = "07a --from 2026-08-03 --to 2026-08-09";
    let told = |row: &Value| columns.map(|column| figure(row, column));
    let (rows, total) = filled(&scratch, week);
    assert_eq!(told(&rows["A"]), [1, 1, 1, 0, 1, 1]);
    // A letter of the next week was not sent yet, one about a dossier in time is none about an overdue one.
    assert_eq!(told(&rows["B"]), [0, 1, 0, 1, 1, 0]);
    assert_eq!(told(&total), [1, 2, 1, 1, 2, 1]);
    let (_, later) = filled(&scratch, "07a --from 2026-08-03 --to 2026-08-10");
    assert_eq!(figure(&later, "open_with_apology"), 2);
    // A further file, and many segments as one, say the same.
    scratch.chiso_succeeds("lake compact");
    assert_eq!(told(&filled(&scratch, week).1), told(&total));
    let notes = scratch.chiso_succeeds(&format!("form {week} --into forms")).stdout;
    assert!(notes.contains("Columns") || notes.contains("(12), (13) để trống"), "{notes}");
    assert!(!notes.contains("(18)"), "{notes}");
}
