//! A catalogue whose rows have dates, office hours by weekday, and the years that a calendar holds: what
//! is refused with its place, what is told with its count, and what an explanation shows of it.

use std::{fs, path::Path};

use serde_json::Value;

use crate::support::{Outcome, Scratch, shared};

const LIMITS: &str = "procedure_id,name,max_time,max_time_unit,valid_from,valid_to,legal_basis\n";

/// One source of each kind that is listed, in `inputs/KIND.csv`.
fn configuration(kinds: &[&str], calendar: &str) -> String {
    let mut text = format!(
        "[authority]\nid = \"M\"\nname = \"Bộ Thử nghiệm\"\nkind = \"ministry\"\n\n[units]\ndiscover = true\n\n\
         [public]\nedition = false\n\n[calendar]\n{calendar}\n"
    );
    for kind in kinds {
        text += &format!(
            "\n[[source]]\nname = \"{kind}\"\nkind = \"{kind}\"\nformat = \"table\"\npath = \"inputs/{kind}*.csv\"\n"
        );
    }
    text
}

/// A ministry with these dossiers (number, received, ended), all of one procedure without a due date,
/// under these rows of the catalogue.
fn ministry(dossiers: &[(&str, &str, &str)], catalogue: &str, calendar: &str) -> Scratch {
    let scratch = Scratch::new("dated");
    scratch.write("chiso.toml", configuration(&["dossiers", "procedures"], calendar));
    let mut text = String::from("dossier_id,unit_id,procedure_id,received_at,ended_at\n");
    for (id, received, ended) in dossiers {
        text += &format!("{id},A,1.000001,{received},{ended}\n");
    }
    scratch.write("inputs/dossiers.csv", text);
    scratch.write("inputs/procedures.csv", format!("{LIMITS}{catalogue}"));
    scratch
}

/// The account of a file of the newest edition.
fn account(scratch: &Scratch, file: &str) -> Value {
    let text = fs::read(scratch.edition().join("manifest.json")).expect("a manifest");
    let manifest: Value = serde_json::from_slice(&text).expect("a manifest in JSON");
    let inputs = manifest["inputs"].as_array().expect("inputs");
    let input = inputs.iter().find(|input| input["file"] == file).expect("the file is an input");
    input["account"].clone()
}

fn finding(scratch: &Scratch, file: &str, name: &str) -> u64 {
    account(scratch, file)["findings"][name].as_u64().unwrap_or(0)
}

/// Rows read, counted and repeated of a file of the newest edition.
fn rows(scratch: &Scratch, file: &str) -> (u64, u64, u64) {
    let account = account(scratch, file);
    let figure = |name: &str| account[name].as_u64().expect("a figure");
    (figure("read"), figure("counted"), figure("duplicate"))
}

#[track_caller]
fn refused(outcome: &Outcome, said: &[&str]) {
    assert_eq!(outcome.code, Some(65), "{}{}", outcome.stderr, outcome.stdout);
    for text in said {
        assert!(outcome.stderr.contains(text), "{text:?} is not said in:\n{}", outcome.stderr);
    }
}

const IN_JULY: &[(&str, &str, &str)] = &[("H1", "2026-07-01 09:00", "2026-07-08 09:01")];

#[test]
fn rows_that_overlap_and_differ_are_refused_with_both_places() {
    let catalogue = "1.000001,Cấp phép,10,working_day,2025-01-01,2026-07-01,\n";
    let scratch = ministry(IN_JULY, catalogue, "");
    let later = format!(
        "{LIMITS}1.000002,Khác,1,day,,,\n1.000001.000.00.00.G06,Cấp phép,5,working_day,2026-07-01,,\n"
    );
    scratch.write("inputs/procedures-2.csv", later);
    let places = ["inputs/procedures.csv, line 2", "inputs/procedures-2.csv, line 3", "2026-07-01"];
    refused(&scratch.chiso("run --month 2026-07"), &places);
    refused(&scratch.chiso("check"), &places);
    assert!(!scratch.edition().exists(), "nothing is published");
}

#[test]
fn a_row_that_ends_before_it_begins_is_refused_with_its_place() {
    let catalogue = "1.000001,Cấp phép,10,working_day,2026-07-01,2025-07-01,\n";
    let scratch = ministry(IN_JULY, catalogue, "");
    let said = ["inputs/procedures.csv, line 2", "valid_to is before valid_from"];
    refused(&scratch.chiso("run --month 2026-07"), &said);
}

#[test]
fn a_row_that_comes_again_is_a_duplicate_and_rows_that_say_the_same_may_overlap() {
    let catalogue = "1.000001,Cấp phép,5,working_day,2026-01-01,2026-12-31,\n\
                     1.000001,Cấp phép,5,working_day,2026-01-01,2026-12-31,\n\
                     1.000001,Cấp phép,5,working_day,2026-06-01,,\n";
    let scratch = ministry(IN_JULY, catalogue, "");
    scratch.chiso_succeeds("run --month 2026-07");
    assert_eq!(rows(&scratch, "inputs/procedures.csv"), (3, 2, 1), "read, counted, duplicate");
    assert_eq!(scratch.facts("2026-07")["H1"]["verdict"], "late");
}

#[test]
fn an_explanation_names_the_row_of_the_day_its_basis_and_the_due_date() {
    let catalogue = "1.000001,Cấp phép,10,working_day,,2026-06-30,Nghị định mẫu\n\
                     1.000001,Cấp phép,5,working_day,2026-07-01,2026-07-31,Nghị quyết mẫu\n\
                     1.000002,Khác,2,working_hour,,,\n";
    let dossiers = [
        ("H1", "2026-06-30 09:00", "2026-07-14 09:01"),
        ("H2", "2026-07-01 09:00", "2026-07-08 09:01"),
        ("H3", "2026-08-03 09:00", ""),
    ];
    let scratch = ministry(&dossiers, catalogue, "");
    let levels = "procedure_id,name,online_level\n1.000003,Trực tuyến,full\n";
    scratch.write("inputs/procedures-2.csv", levels);
    scratch.chiso_succeeds("run --from 2026-07 --to 2026-08");
    assert_eq!(finding(&scratch, "inputs/dossiers.csv", "limit_not_dated"), 1);

    let asked = "explain M handled_on_time --month 2026-07 --dossiers";
    let lost = scratch.chiso_succeeds(&format!("{asked} --format json")).json()["lost"].clone();
    let expected = serde_json::json!([
        {"id": "H1", "reason": "late", "catalogue": {
            "procedure_id": "1.000001", "valid_from": null, "valid_to": "2026-06-30",
            "legal_basis": "Nghị định mẫu", "max_time": "10", "max_time_unit": "working_day",
            "covers_receipt": true, "due_at": "2026-07-14 09:00:00", "due_from": "limit"}},
        {"id": "H2", "reason": "late", "catalogue": {
            "procedure_id": "1.000001", "valid_from": "2026-07-01", "valid_to": "2026-07-31",
            "legal_basis": "Nghị quyết mẫu", "max_time": "5", "max_time_unit": "working_day",
            "covers_receipt": true, "due_at": "2026-07-08 09:00:00", "due_from": "limit"}},
    ]);
    assert_eq!(lost, expected);
    let text = scratch.chiso_succeeds(asked).stdout;
    let line = "1.000001: row valid from 2026-07-01 to 2026-07-31; based on Nghị quyết mẫu; limit 5 working days; \
                due 2026-07-08 09:00:00";
    assert!(text.contains(line), "{text}");
    let asked = "explain M handled_on_time --month 2026-08 --dossiers";
    let text = scratch.chiso_succeeds(asked).stdout;
    assert!(text.contains("none is valid on the day of receipt (limit_not_dated)"), "{text}");
    // Rows are two for one procedure, and the account of the procedures still closes.
    let account = scratch.chiso_succeeds("explain M procedures_offered_online --month 2026-08");
    assert!(account.stdout.contains("further rows of one procedure"), "{}", account.stdout);
}

#[test]
fn a_day_that_no_row_covers_is_told_with_its_first_place_and_a_row_without_dates_covers_all() {
    let gap = "1.000001,Cấp phép,5,working_day,2026-01-01,2026-05-31,\n";
    let dossiers = [
        ("H1", "2026-05-29 09:00", "2026-06-02 09:00"),
        ("H2", "2026-06-01 09:00", "2026-06-02 09:00"),
        ("H3", "2025-12-31 09:00", "2026-06-02 09:00"),
    ];
    let scratch = ministry(&dossiers, gap, "");
    scratch.chiso_succeeds("run --month 2026-06");
    assert_eq!(finding(&scratch, "inputs/dossiers.csv", "limit_not_dated"), 2);
    let base = "1.000001,Cấp phép,3,working_day,,,\n";
    let scratch = ministry(&dossiers, &format!("{gap}{base}"), "");
    scratch.chiso_succeeds("run --month 2026-06");
    assert_eq!(finding(&scratch, "inputs/dossiers.csv", "limit_not_dated"), 0);
}

fn copied(case: &str) -> Option<Scratch> {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).expect("a folder can be made");
        for entry in fs::read_dir(from).expect("a folder").flatten() {
            let (path, into) = (entry.path(), to.join(entry.file_name()));
            if path.is_dir() {
                copy(&path, &into)
            } else {
                fs::copy(&path, &into).map(drop).expect("a copy")
            }
        }
    }
    let folder = shared(&format!("cases/{case}"))?;
    let scratch = Scratch::new("case");
    copy(&folder, scratch.path());
    Some(scratch)
}

#[test]
fn a_calendar_of_last_year_is_refused_where_a_figure_hangs_on_this_one() {
    let Some(scratch) = copied("21-calendar-of-last-year") else { return };
    let check = scratch.chiso_succeeds("check");
    assert!(check.stderr.contains("inputs/cal.csv (2025)"), "{}", check.stderr);
    let said =
        ["working days of 2026", "2026-09: dossiers (10)", "inputs/cal.csv (2025)", "beyond"];
    refused(&scratch.chiso("run --month 2026-09"), &said);
    assert!(!scratch.edition().exists());
    // The built-in calendar knows the days off: due on Monday 7 September, ended on the 4th.
    let own = fs::read_to_string(scratch.join("chiso.toml")).unwrap();
    scratch.write("chiso.toml", own.replace("[calendar]\npath = \"inputs/cal.csv\"\n", ""));
    scratch.chiso_succeeds("run --month 2026-09");
    let counted = |indicator: &str| {
        let rows = scratch.table("indicators");
        let row = rows.iter().find(|row| {
            row["indicator_id"] == indicator && row["period"] == "2026-09" && row["unit_id"] == "M"
        });
        row.map(|row| (row["numerator"].clone(), row["denominator"].clone())).expect("a row")
    };
    assert_eq!(counted("handled_on_time"), ("10".into(), "10".into()));
    // Where the week alone is said to do, they were due on the 2nd.
    scratch.write("chiso.toml", own.replace("[calendar]\n", "[calendar]\nbeyond = \"weekdays\"\n"));
    let run = scratch.chiso_succeeds("restate --month 2026-09 --reason calendar");
    assert!(!run.stderr.contains("says nothing of"), "{}", run.stderr);
    assert_eq!(counted("handled_on_time"), ("0".into(), "10".into()));
    assert_eq!(finding(&scratch, "inputs/d.csv", "calendar_year_missing"), 10);
}

const FIVE_DAYS: &str = "1.000001,Cấp phép,5,working_day,,,\n";

#[test]
fn years_that_no_asked_for_figure_hangs_on_are_a_finding_and_no_refusal() {
    // One received in a mistyped year, one whose five days lead into 2026, one within 2025.
    let dossiers = [
        ("H1", "1926-05-03 09:00", "2025-11-11 09:00"),
        ("H2", "2025-12-30 09:00", ""),
        ("H3", "2025-11-03 09:00", "2025-11-10 09:00"),
        ("H4", "2026-01-05 09:00", "2026-01-05 10:00"),
    ];
    let scratch = ministry(&dossiers, FIVE_DAYS, "path = \"inputs/cal.csv\"");
    scratch.write("inputs/cal.csv", "date,kind\n2025-01-01,holiday\n");
    let run = scratch.chiso_succeeds("run --from 2025-11 --to 2025-12");
    assert!(!run.stderr.contains("says nothing of"), "{}", run.stderr);
    assert_eq!(finding(&scratch, "inputs/dossiers.csv", "calendar_year_missing"), 2);
    let facts = scratch.facts("2025-11");
    assert_eq!((&*facts["H1"]["verdict"], &*facts["H3"]["verdict"]), ("late", "on_time"));
    // In January H2 is overdue or not by the holidays of 2026.
    let said = ["working days of 2026", "2026-01: dossiers (2)", "inputs/cal.csv (2025)"];
    refused(&scratch.chiso("run --month 2026-01"), &said);
}

#[test]
fn a_year_before_the_first_is_as_unknown_as_one_after_the_last() {
    let dossiers = [
        ("H1", "2017-12-27 09:00", "2018-01-04 09:00"),
        ("H2", "2019-03-04 09:00", "2019-03-05 09:00"),
    ];
    let scratch = ministry(&dossiers, FIVE_DAYS, "");
    let said = ["working days of 2017", "the built-in calendar (2018 to 2028)", "[calendar] path"];
    refused(&scratch.chiso("run --month 2018-01"), &said);
    refused(&scratch.chiso("plan --month 2018-01"), &said);
    scratch.chiso_succeeds("run --month 2019-03");
}

#[test]
fn a_limit_of_thirty_months_is_judged_in_time_without_the_calendar_of_its_end() {
    let dossiers = [("H1", "2026-07-01 09:00", ""), ("H2", "2026-07-01 09:00", "2026-07-08 09:00")];
    let scratch = ministry(&dossiers, "1.000001,Sáng chế,30,month,,,\n", "");
    let run = scratch.chiso_succeeds("run --month 2026-07");
    assert!(!run.stderr.contains("calendar"), "{}", run.stderr);
    assert_eq!(finding(&scratch, "inputs/dossiers.csv", "calendar_year_missing"), 2);
    let facts = scratch.facts("2026-07");
    assert_eq!((&*facts["H1"]["verdict"], &*facts["H2"]["verdict"]), ("open_in_time", "early"));
}

#[test]
fn petitions_and_announcements_need_their_years_too() {
    let calendar = "path = \"inputs/cal.csv\"";
    let with = |kind: &str, rows: &str| {
        let dossiers = [
            ("H1", "2024-12-02 09:00", "2024-12-03 09:00"),
            ("H2", "2025-01-06 09:00", "2025-01-07 09:00"),
            ("H3", "2026-10-05 09:00", "2026-10-06 09:00"),
        ];
        let scratch = ministry(&dossiers, "1.000001,Cấp phép,,,,,\n", calendar);
        scratch.write("chiso.toml", configuration(&["dossiers", "procedures", kind], calendar));
        scratch.write("inputs/cal.csv", "date,kind\n2025-01-01,holiday\n2026-01-01,holiday\n");
        scratch.write(&format!("inputs/{kind}.csv"), rows);
        scratch
    };
    let petitions =
        "petition_id,unit_id,received_at,answered_at\nP1,A,2024-12-16 09:00,2025-01-06 10:00\n";
    let scratch = with("petitions", petitions);
    refused(&scratch.chiso("run --month 2024-12 --as-of 2025-02-01"), &["2024-12: petitions (1)"]);
    scratch.chiso_succeeds("run --month 2026-10");
    assert_eq!(finding(&scratch, "inputs/petitions.csv", "calendar_year_missing"), 1);

    let announcements =
        "decision_id,procedure_id,announced_on,published_on\nQ1,1.000001,2024-12-20,2025-01-03\n";
    let scratch = with("announcements", announcements);
    refused(&scratch.chiso("run --month 2025-01"), &["of 2024", "2025-01: announcements (1)"]);
    scratch.chiso_succeeds("run --month 2026-10");
    assert_eq!(finding(&scratch, "inputs/announcements.csv", "calendar_year_missing"), 1);
}

#[test]
fn dated_rows_stand_beside_the_answers_of_the_national_catalogue_and_calendars_are_read_in_any_format()
 {
    // Ten working days by the national answer; two hours from July, by a table as JSON lines. Saturday
    // 4 July is worked until 9:00 and so is one of the ten days.
    let dossiers = [
        ("H1", "2026-06-30 09:00", "2026-07-13 09:00"),
        ("H2", "2026-07-03 16:00", "2026-07-04 08:30"),
        ("H3", "2026-07-03 16:00", "2026-07-04 08:31"),
        ("H4", "2026-07-04 08:30", "2026-07-06 09:00"),
    ];
    let scratch = ministry(&dossiers, "", "");
    let answer = r#"{"error_code":"0","result":[{"MATTHC":"1.000001","TENTTHC":"Cấp phép","CACHTHUCTHUCHIEN":[{"KENH":"1",
        "THOIGIAN":[{"THOIGIANGIAIQUYET":"10","DONVITINH":"Ngày làm việc"}]}],"CANCUPHAPLY":[{"SOVANBAN":"01/2026/NĐ-CP"}]}]}"#;
    scratch.write("inputs/national.json", answer);
    let row = r#"{"procedure_id":"1.000001","name":"Cấp phép","max_time":2,"max_time_unit":"working_hour","valid_from":"2026-07-01"}"#;
    scratch.write("inputs/resolved.jsonl", format!("{row}\n"));
    let days = r#"{"date":"2026-07-04","kind":"working","hours":"07:30-09:00"}"#;
    scratch.write("inputs/calendar.jsonl", format!("{days}\n"));
    let source = |name: &str, format: &str, file: &str| {
        format!(
            "\n[[source]]\nname = \"{name}\"\nkind = \"procedures\"\nformat = \"{format}\"\npath = \"inputs/{file}\"\n"
        )
    };
    let text = configuration(&["dossiers"], "path = \"inputs/calendar.jsonl\"")
        + &source("national", "national-sync", "national.json")
        + &source("resolved", "table", "resolved.jsonl");
    scratch.write("chiso.toml", text);
    scratch.chiso_succeeds("run --month 2026-07");
    let facts = scratch.facts("2026-07");
    let verdicts = ["H1", "H2", "H3", "H4"].map(|id| facts[id]["verdict"].as_str());
    assert_eq!(verdicts, ["on_time", "on_time", "late", "on_time"]);
    let asked = "explain M handled_on_time --month 2026-07 --dossiers";
    let text = scratch.chiso_succeeds(asked).stdout;
    assert!(text.contains("1.000001: row valid from 2026-07-01; limit 2 working hours"), "{text}");
}

#[test]
fn hours_that_cannot_be_read_are_named_by_their_key_or_put_aside_with_their_row() {
    let scratch =
        ministry(IN_JULY, FIVE_DAYS, "hours.saturday = [\"07:30-11:30\"]\nhours.fri = []");
    let outcome = scratch.chiso("check");
    assert_eq!(outcome.code, Some(78), "{}", outcome.stderr);
    for said in ["hours.saturday: not a weekday; expected mon, tue", "hours.fri is empty"] {
        assert!(outcome.stderr.contains(said), "{}", outcome.stderr);
    }
    let scratch = ministry(IN_JULY, FIVE_DAYS, "beyond = \"never\"");
    let outcome = scratch.chiso("check");
    assert_eq!(outcome.code, Some(78), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("weekdays"), "{}", outcome.stderr);

    let scratch = ministry(IN_JULY, FIVE_DAYS, "path = \"inputs/cal.csv\"");
    let days = "2026-01-01,holiday,\n2026-07-03,holiday,07:30-11:30\n2026-07-06,working,morning\n2026-07-07,working,07:30-11:30;13:30-15:00\n";
    scratch.write("inputs/cal.csv", format!("date,kind,hours\n{days}"));
    scratch.chiso_succeeds("run --month 2026-07");
    assert_eq!(rows(&scratch, "inputs/cal.csv"), (4, 2, 0), "two are in quarantine");
}
