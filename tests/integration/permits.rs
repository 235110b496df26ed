//! Receipts of environmental permits in a Dutch municipality: an event per row, the attributes of its
//! case repeated in each, times with fractions of a second and two offsets, across the change of
//! summer time.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, Weekday};

use crate::support::{
    Row, Scratch, read_csv,
    recount::{self, Dossier, Period, Precision},
    shared, whole,
};

const AUTHORITY: &str = "municipality";
/// The first month in which a case started and the last in which one ended.
pub const FIRST: &str = "2010-10";
pub const LAST: &str = "2012-01";

/// A time with its offset, as coordinated universal time.
fn universal(text: &str) -> NaiveDateTime {
    let (local, offset) = text.split_at(text.len() - "+01:00".len());
    let local = NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M:%S%.f").expect("a local time");
    let minutes = |part: &str| part.parse::<i64>().expect("two digits");
    let ahead = Duration::minutes(minutes(&offset[1..3]) * 60 + minutes(&offset[4..6]));
    if offset.starts_with('-') { local + ahead } else { local - ahead }
}

/// Wall-clock time in the Netherlands: two hours ahead from the last Sunday of March to the last of
/// October, changing at one o'clock universal time, else one.
fn wall_clock(universal: NaiveDateTime) -> NaiveDateTime {
    let change = |month: u32| {
        let last =
            NaiveDate::from_ymd_opt(universal.year(), month, 31).expect("a month of 31 days");
        let mut days = std::iter::successors(Some(last), |day| day.pred_opt());
        let sunday = days.find(|day| day.weekday() == Weekday::Sun);
        sunday.and_then(|day| day.and_hms_opt(1, 0, 0)).expect("a Sunday")
    };
    let summer = change(3) <= universal && universal < change(10);
    universal + Duration::hours(if summer { 2 } else { 1 })
}

/// The last row of each case by position.
fn read(file: &Path) -> Vec<Dossier> {
    let mut last = BTreeMap::new();
    for row in read_csv(file) {
        let time = |column: &str| {
            let text = &row[column];
            (!text.is_empty()).then(|| wall_clock(universal(text)))
        };
        let channel = match row["case:channel"].as_str() {
            "Internet" => "online",
            "Desk" => "counter",
            "Post" => "post",
            _ => "other",
        };
        let dossier = Dossier {
            id: row["case:concept:name"].clone(),
            unit: row["case:department"].clone(),
            procedure: row["concept:name"].clone(),
            channel,
            received: time("case:startdate").expect("every case has a start"),
            due: time("case:deadline"),
            ended: time("case:enddate"),
        };
        last.insert(dossier.id.clone(), dossier);
    }
    last.into_values().collect()
}

/// The configuration, the last activity of a case standing for its procedure.
pub fn configured(file: &Path, precision: Precision) -> Scratch {
    let scratch = Scratch::new("permits");
    let rules = match precision {
        Precision::Instant => "portal-2026",
        Precision::CalendarDay => {
            scratch.write_rule_set("rules/own", "precision = \"calendar_day\"");
            "rules/own"
        }
    };
    let config = format!(
        r#"[authority]
id = "{AUTHORITY}"
name = "A municipality"
kind = "province"
timezone = "Europe/Amsterdam"

[rules]
set = "{rules}"

[units]
discover = true

[[source]]
name = "permits"
kind = "dossiers"
format = "table"
path = '{}'
datetime = ["%Y-%m-%d %H:%M:%S%.f%:z", "%Y-%m-%d %H:%M:%S%:z"]
columns = {{ dossier_id = "case:concept:name", unit_id = "case:department", procedure_id = "concept:name", received_at = "case:startdate", due_at = "case:deadline", ended_at = "case:enddate", channel = "case:channel" }}
values.channel = {{ online = ["Internet"], counter = ["Desk"], post = ["Post"], other = ["*"] }}
on_duplicate = "last"
"#,
        file.display()
    );
    scratch.write("chiso.toml", config);
    scratch
}

/// One run over all months.
fn run(file: &Path, precision: Precision) -> Scratch {
    let scratch = configured(file, precision);
    scratch.chiso_succeeds(&format!("run --from {FIRST} --to {LAST}"));
    scratch
}

/// The flow per unit, the flow per procedure and the verdict on every row against the recount.
fn assert_agrees(scratch: &Scratch, dossiers: &[Dossier], precision: Precision) {
    let periods = recount::periods(FIRST, LAST);
    let flow = scratch.table("flow");
    recount::assert_flow(&flow, dossiers, &periods, precision, AUTHORITY);
    assert_by_procedure(&scratch.table("flow_by_procedure"), dossiers, &periods, precision);

    let mut judged = BTreeSet::new();
    for period in periods.iter().filter(|period| period.kind == "month") {
        let facts = scratch.facts(&period.name);
        recount::assert_verdicts(&facts, dossiers, period, precision);
        judged.extend(facts.into_keys());
    }
    assert_eq!(judged.len(), dossiers.len(), "some cases were in hand in no month");
}

/// Rows of `flow_by_procedure` may or may not be there for procedures without a case in hand.
fn assert_by_procedure(
    rows: &[Row],
    dossiers: &[Dossier],
    periods: &[Period],
    precision: Precision,
) {
    let columns = |row: &Row| recount::COLUMNS.map(|column| whole(row, column));
    let mut found = BTreeMap::new();
    for row in rows.iter().filter(|row| columns(row).iter().any(|figure| *figure != 0)) {
        let key = [&row["period"], &row["unit_id"], &row["procedure_id"]].map(String::clone);
        assert!(found.insert(key, columns(row)).is_none(), "two rows of one procedure: {row:?}");
    }
    let mut expected = BTreeMap::new();
    for period in periods {
        let keys = |dossier: &Dossier| {
            [dossier.unit.as_str(), AUTHORITY]
                .map(|unit| [period.name.clone(), unit.to_owned(), dossier.procedure.clone()])
                .to_vec()
        };
        for (key, flow) in recount::flows(dossiers, period, precision, keys) {
            expected.insert(key, recount::COLUMNS.map(|column| flow[column]));
        }
    }
    for (key, figures) in &expected {
        assert_eq!(found.get(key), Some(figures), "{:?} of {key:?}", recount::COLUMNS);
    }
    assert_eq!(found.len(), expected.len(), "rows of procedures that no case in hand has");
}

/// Cases that start in summer time and end in winter time, or the other way.
fn crosses_the_change(dossier: &Dossier) -> bool {
    let change = |year, month, day| {
        NaiveDate::from_ymd_opt(year, month, day).and_then(|day| day.and_hms_opt(3, 0, 0)).unwrap()
    };
    let changes = [change(2010, 10, 31), change(2011, 3, 27), change(2011, 10, 30)];
    changes.iter().any(|at| dossier.received < *at && dossier.due.is_some_and(|due| *at < due))
}

#[test]
fn the_flow_and_every_verdict_of_the_permits_equal_a_recount_by_instant() {
    let Some(file) = shared("permit-receipts/events.csv") else {
        return;
    };
    let dossiers = read(&file);
    assert!(dossiers.iter().any(crosses_the_change), "no case crosses the change of summer time");
    assert!(
        dossiers.iter().any(|d| d.ended.is_some_and(|ended| ended < d.received)),
        "no case ends before it starts",
    );
    assert_agrees(&run(&file, Precision::Instant), &dossiers, Precision::Instant);
}

#[test]
fn the_flow_and_every_verdict_of_the_permits_equal_a_recount_by_calendar_day() {
    let Some(file) = shared("permit-receipts/events.csv") else {
        return;
    };
    let dossiers = read(&file);
    let differ = |dossier: &&Dossier| {
        let ended_late = |precision| {
            recount::periods(FIRST, LAST).iter().any(|period| {
                recount::in_hand(dossier, period)
                    && recount::verdict(dossier, period, precision) == "late"
            })
        };
        ended_late(Precision::Instant) && !ended_late(Precision::CalendarDay)
    };
    assert!(
        dossiers.iter().filter(differ).count() > 0,
        "no case is late by the clock and on time by the day",
    );
    assert_agrees(&run(&file, Precision::CalendarDay), &dossiers, Precision::CalendarDay);
}

#[test]
fn the_same_instants_written_in_universal_time_are_the_same_local_times() {
    let Some(file) = shared("permit-receipts/events.csv") else {
        return;
    };
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut reader = csv::Reader::from_path(&file).expect("a CSV");
    let header = reader.headers().expect("a header").clone();
    writer.write_record(&header).expect("a row can be written");
    let times = ["case:startdate", "case:deadline", "case:enddate"];
    for record in reader.records() {
        let record = record.expect("a row");
        let cells = header.iter().zip(record.iter()).map(|(column, cell)| {
            if cell.is_empty() || !times.contains(&column) {
                return cell.to_owned();
            }
            universal(cell).format("%Y-%m-%d %H:%M:%S%.6f+00:00").to_string()
        });
        writer.write_record(cells).expect("a row can be written");
    }
    let elsewhere = Scratch::new("permits-universal");
    let written = elsewhere.write("events.csv", writer.into_inner().expect("a whole CSV"));
    let dossiers = read(&file);
    assert_agrees(&run(&written, Precision::Instant), &dossiers, Precision::Instant);
}
