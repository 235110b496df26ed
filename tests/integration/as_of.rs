//! A cut-off may be any minute: what ended before it counts, what ended after it does not, and whatever
//! names the cut-off names its hour. As of now, an hourly run of which nothing changed leaves the edition
//! as it is, with the time that it is of.

use std::fs;

use serde_json::{Value, json};

use crate::support::{Call, Outcome, Scratch, whole};

const HEADER: &str = "dossier_id,unit_id,procedure_id,received_at,due_at,ended_at";
/// Ended before, at and after 14:00 on 20 March, received before and after it, and one on the day before.
const ROWS: [&str; 6] = [
    "H1,A,1.000001,2026-03-02 08:00,2026-03-25 17:00,2026-03-20 13:30",
    "H2,A,1.000001,2026-03-02 08:00,2026-03-25 17:00,2026-03-20 14:00",
    "H3,A,1.000001,2026-03-02 08:00,2026-03-25 17:00,2026-03-20 14:30",
    "H4,A,1.000001,2026-03-20 13:59,2026-03-25 17:00,",
    "H5,A,1.000001,2026-03-20 14:10,2026-03-25 17:00,",
    "H6,A,1.000001,2026-03-02 08:00,2026-03-20 13:00,",
];
const UNITS: &str = "unit_id,name,kind,valid_from,valid_to\n\
                     A,Old name,department,,2026-03-19\n\
                     A,New name,department,2026-03-20,\n";

fn configured() -> Scratch {
    configured_in(Scratch::new("as-of"))
}

fn configured_in(scratch: Scratch) -> Scratch {
    scratch.write(
        "chiso.toml",
        "[authority]\nid = \"M\"\nname = \"A ministry\"\nkind = \"ministry\"\n\n[units]\npath = \"units.csv\"\n\n\
         [[source]]\nname = \"one-stop\"\nkind = \"dossiers\"\nformat = \"table\"\npath = \"dossiers*.csv\"\n",
    );
    scratch.write("units.csv", UNITS);
    scratch.write("dossiers.csv", format!("{HEADER}\n{}\n", ROWS.join("\n")));
    changed_at(&scratch, &["units.csv", "dossiers.csv"], "2026-03-01T08:00:00+07:00");
    scratch
}

/// Says of files that they were last changed then.
fn changed_at(scratch: &Scratch, files: &[&str], when: &str) {
    let when = chrono::DateTime::parse_from_rfc3339(when).expect("a time");
    for file in files {
        let file = fs::File::options().write(true).open(scratch.join(file)).expect("a file");
        file.set_modified(when.into()).expect("a time");
    }
}

/// A call at a time of the clock.
fn at(scratch: &Scratch, now: &str, call: &str) -> Outcome {
    Call::new(call).at(scratch.path()).env("CHISO_TODAY", now).run().succeeded()
}

fn run_now(scratch: &Scratch, now: &str) -> Value {
    at(scratch, now, "run --month 2026-03 --as-of now --format json").json()
}

fn manifest(scratch: &Scratch) -> Value {
    serde_json::from_slice(&fs::read(scratch.edition().join("manifest.json")).unwrap()).unwrap()
}

/// Of the authority in March: received, ended, closing.
fn flow(scratch: &Scratch) -> [i64; 3] {
    let rows = scratch.table("flow");
    let row = rows.iter().find(|row| row["period"] == "2026-03" && row["unit_id"] == "M");
    let row = row.expect("the flow of the ministry");
    ["received", "ended", "closing"].map(|column| whole(row, column))
}

#[test]
fn what_ended_before_the_minute_counts_and_what_ended_after_it_does_not() {
    let scratch = configured();
    let now = "2026-03-20T15:00";
    for (as_of, found, name, read) in [
        ("2026-03-20", [4, 0, 4], "Old name", 4),
        ("2026-03-20T14:00", [5, 1, 4], "New name", 5),
        ("2026-03-20T14:01", [5, 2, 3], "New name", 5),
        ("2026-03-20T14:31", [6, 3, 3], "New name", 6),
        ("now", [6, 3, 3], "New name", 6),
    ] {
        at(&scratch, now, &format!("run --month 2026-03 --as-of {as_of}"));
        assert_eq!(flow(&scratch), found, "as of {as_of}");
        let rows = scratch.table("scorecard");
        let row = rows.iter().find(|row| row["period"] == "2026-03" && row["unit_id"] == "A");
        assert_eq!(row.expect("the unit")["unit_name"], name, "as of {as_of}");
        let input = &manifest(&scratch)["inputs"][1]["account"];
        assert_eq!(input["counted"], read, "as of {as_of}");
        let late = input["out_of_scope"]["received_after_cut_off"].as_u64().unwrap_or(0);
        assert_eq!(late, 6 - read, "as of {as_of}");
    }
}

#[test]
fn a_dossier_is_overdue_from_the_minute_after_its_due_date() {
    let scratch = configured();
    for (as_of, verdict) in
        [("2026-03-20T13:00", "open_in_time"), ("2026-03-20T13:01", "open_overdue")]
    {
        let now = "2026-03-20T15:00";
        at(&scratch, now, &format!("ingest --as-of {as_of}"));
        let call = format!("facts --month 2026-03 --as-of {as_of} --output facts.parquet");
        let told = at(&scratch, now, &call);
        assert!(!told.stderr.contains("warning"), "{}", told.stderr);
        let rows = crate::support::read_parquet(&scratch.join("facts.parquet"));
        let row = rows.iter().find(|row| row["dossier_id"] == "H6").expect("the dossier");
        assert_eq!(row["verdict"], verdict, "as of {as_of}");
    }
}

#[test]
fn whatever_names_the_cut_off_names_its_hour_unless_it_is_midnight() {
    let scratch = configured_in(Scratch::with_pages("as-of"));
    for (as_of, written, said, lake) in [
        (
            "2026-03-20",
            "2026-03-20 00:00:00",
            ["đến hết ngày 19/03/2026", "up to the end of 19 March 2026"],
            "2026-03-20-",
        ),
        (
            "2026-03-20T14:05",
            "2026-03-20 14:05:00",
            ["đến 14 giờ 05 phút ngày 20/03/2026", "up to 14:05 on 20 March 2026"],
            "2026-03-20T1405-",
        ),
    ] {
        let now = "2026-03-21T08:30";
        let call = format!("run --month 2026-03 --as-of {as_of} --format json");
        let told = at(&scratch, now, &call);
        let over = told.json()["notes"][0].as_str().expect("a note").to_owned();
        assert!(over.contains(&format!("{as_of}: its figures are provisional")), "{over}");
        assert_eq!(manifest(&scratch)["cut_off"], written);
        let generation = fs::read_link(scratch.join("lake/current")).expect("the lake");
        assert!(generation.to_string_lossy().starts_with(lake), "{}", generation.display());
        at(&scratch, now, "report --from 2026-03 --to 2026-03 --output documents");
        let public = "reports/current/public/site/archive/latest/vi/index.html";
        for (page, said) in [
            ("reports/current/site/vi/index.html", said[0]),
            ("reports/current/site/archive/latest/vi/quality.html", said[0]),
            ("reports/current/site/en/index.html", said[1]),
            (public, said[0]),
            ("documents/report.html", said[0]),
        ] {
            let text = fs::read_to_string(scratch.join(page)).expect(page);
            assert!(text.contains(said), "{page} does not say {said:?}");
        }
        for file in ["datapackage.json", "changelog.json", "site/data/index.json"] {
            let text = fs::read_to_string(scratch.edition().join(file)).expect(file);
            assert!(text.contains(written), "{file} does not say {written}");
        }
        // A report as of now is of the time that the lake is of, and says so.
        let call =
            "report --from 2026-03 --to 2026-03 --as-of now --output documents --format json";
        let late = at(&scratch, now, call);
        assert_eq!(late.json()["cut_off"], written);
        assert!(late.stderr.contains("before the cut-off 2026-03-21T08:30"), "{}", late.stderr);
        // What is read later than the lake was read is told with both times.
        let late = at(&scratch, now, "count --month 2026-03 --as-of now");
        let told = format!("as of {as_of}, before the cut-off 2026-03-21T08:30");
        assert!(late.stderr.contains(&told), "{}", late.stderr);
    }
}

#[test]
fn an_hour_later_nothing_new_is_nothing_to_do_and_the_edition_keeps_its_time() {
    let scratch = configured();
    let first = run_now(&scratch, "2026-03-20T14:05");
    assert_eq!(first["unchanged"], false);
    for now in ["2026-03-20T14:05", "2026-03-20T15:05", "2026-03-31T23:59"] {
        let again = run_now(&scratch, now);
        assert_eq!(again["unchanged"], true, "{now}");
        assert_eq!(again["edition"], first["edition"], "{now}");
        assert_eq!(again["cut_off"], "2026-03-20 14:05:00", "{now}");
        assert_eq!(again["stages"], json!([]), "{now}");
    }
    let said = at(&scratch, "2026-03-20T15:05", "run --month 2026-03 --as-of now").stdout;
    let kept = "figures as of 2026-03-20 14:05:00, not of 2026-03-20 15:05:00";
    assert!(said.contains("unchanged") && said.contains(kept), "{said}");
    let said = at(&scratch, "2026-03-20T14:05", "run --month 2026-03 --as-of now").stdout;
    assert!(said.contains("cut-off 2026-03-20 14:05:00"), "{said}");
    // A clock that was put back does not make figures of a time to come.
    let back = run_now(&scratch, "2026-03-20T14:00");
    assert_eq!(back["unchanged"], false);
    assert_eq!(manifest(&scratch)["cut_off"], "2026-03-20 14:00:00");
}

#[test]
fn an_hour_later_a_new_file_is_read_and_published() {
    let scratch = configured();
    let first = run_now(&scratch, "2026-03-20T14:05");
    let row = "H7,A,1.000001,2026-03-20 14:20,2026-03-25 17:00,2026-03-20 14:40";
    scratch.write("dossiers-late.csv", format!("{HEADER}\n{row}\n"));
    changed_at(&scratch, &["dossiers-late.csv"], "2026-03-20T15:04:59+07:00");
    let second = run_now(&scratch, "2026-03-20T15:05");
    assert_eq!(second["unchanged"], false);
    assert_ne!(second["edition"], first["edition"]);
    assert_eq!(manifest(&scratch)["cut_off"], "2026-03-20 15:05:00");
    assert_eq!(flow(&scratch), [7, 4, 3]);
    assert_eq!(run_now(&scratch, "2026-03-20T16:05")["unchanged"], true);
}

/// A file that is written within the minute of the run may hold what the whole minute leaves out.
#[test]
fn what_came_in_the_minute_of_the_run_is_not_left_out_an_hour_later() {
    let scratch = configured();
    let row = "H7,A,1.000001,2026-03-20 14:05,2026-03-25 17:00,";
    scratch.write("dossiers-late.csv", format!("{HEADER}\n{row}\n"));
    changed_at(&scratch, &["dossiers-late.csv"], "2026-03-20T14:05:20+07:00");
    run_now(&scratch, "2026-03-20T14:05");
    assert_eq!(flow(&scratch)[0], 5, "received at the cut-off is not before it");
    assert_eq!(run_now(&scratch, "2026-03-20T14:06")["unchanged"], false);
    assert_eq!(flow(&scratch)[0], 6);
    assert_eq!(run_now(&scratch, "2026-03-20T15:06")["unchanged"], true);
}

#[test]
fn a_month_that_came_to_its_end_is_published_as_final_though_nothing_is_new() {
    let scratch = configured();
    let first = run_now(&scratch, "2026-03-31T23:59");
    let provisional = |told: &Value| {
        let periods = told["periods"].as_array().expect("periods").clone();
        periods.iter().find(|period| period["period"] == "2026-03").expect("March")["provisional"]
            .clone()
    };
    assert_eq!(provisional(&first), true);
    let second = run_now(&scratch, "2026-04-01T00:00");
    assert_eq!((&second["unchanged"], provisional(&second)), (&json!(false), json!(false)));
    assert_eq!(run_now(&scratch, "2026-04-30T12:00")["unchanged"], true);
    assert_eq!(run_now(&scratch, "2026-05-01T00:01")["unchanged"], false);
}

#[test]
fn only_a_time_of_the_clock_stands_for_a_later_one() {
    let scratch = configured();
    let ran = |now: &str, as_of: &str| {
        let call = format!("run --month 2026-03 {as_of} --format json");
        at(&scratch, now, call.trim()).json()["unchanged"] == false
    };
    assert!(ran("2026-03-19T09:00", ""));
    assert!(!ran("2026-03-19T10:00", ""), "today is the same day");
    assert!(ran("2026-03-20T10:00", ""), "another day");
    assert!(ran("2026-03-20T10:00", "--as-of 2026-03-20T10:00"));
    assert!(ran("2026-03-20T11:00", "--as-of 2026-03-20T11:00"), "asked for by itself");
    // Of what a given minute left out, nobody knows whether it came since.
    assert!(ran("2026-03-20T12:00", "--as-of now"));
    assert!(!ran("2026-03-20T13:00", "--as-of now"));
    assert!(ran("2026-03-21T00:00", ""), "a plain day");
}
