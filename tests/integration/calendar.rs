//! The working calendar against due dates and month lengths that were worked out apart from this
//! project, first in the library, then through a whole run in which the catalogue's limits make them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    path::Path,
};

use chiso::domain::{
    calendar::{Calendar, DayKind},
    hours::Week,
    time::Day,
};

use crate::support::{Row, Scratch, read_csv, shared};

fn day(text: &str) -> Day {
    let part = |range: std::ops::Range<usize>| text[range].parse::<u32>().expect("digits");
    let date = Day::from_ymd(part(0..4) as i32, part(5..7), part(8..10));
    date.unwrap_or_else(|| panic!("{text} is not a day"))
}

/// The calendar of the shared data, with or without its swapped working Saturdays.
fn calendar(file: &Path, swapped: bool) -> Calendar {
    let exceptions = read_csv(file).into_iter().filter_map(|row| {
        let kind = match row["kind"].as_str() {
            "holiday" => DayKind::Holiday,
            "working" if swapped => DayKind::Working,
            "working" => return None,
            other => panic!("{other} is not a kind of day"),
        };
        Some((day(&row["date"]), kind))
    });
    Calendar::new(exceptions, Week::default())
}

/// A worked due date.
struct Worked {
    received: String,
    working_days: u32,
    swapped: bool,
    due: String,
}

fn worked(file: &Path) -> Vec<Worked> {
    let worked = |row: Row| Worked {
        received: row["received"].clone(),
        working_days: row["working_days"].parse().expect("a number of days"),
        swapped: row["makeup_saturdays_count"] == "1",
        due: row["due"].clone(),
    };
    read_csv(file).into_iter().map(worked).collect()
}

#[test]
fn every_worked_due_date_falls_on_its_day_with_and_without_swapped_saturdays() {
    let Some(folder) = shared("calendar") else {
        return;
    };
    let calendars = [false, true].map(|swapped| calendar(&folder.join("vietnam.csv"), swapped));
    let worked = worked(&folder.join("due-dates.csv"));
    for case in &worked {
        let due = calendars[usize::from(case.swapped)]
            .plus_working_days(day(&case.received), case.working_days);
        assert_eq!(
            due,
            day(&case.due),
            "{} working days after {}, swapped Saturdays {}",
            case.working_days,
            case.received,
            if case.swapped { "worked" } else { "not worked" },
        );
    }
    let due = |swapped: bool| {
        let cases = worked.iter().filter(|case| case.swapped == swapped);
        cases.map(|case| case.due.clone()).collect::<Vec<_>>()
    };
    assert_eq!(due(true).len(), due(false).len());
    assert_ne!(due(true), due(false), "swapped Saturdays move no due date of the data");
}

#[test]
fn every_month_has_its_working_days_with_and_without_swapped_saturdays() {
    let Some(folder) = shared("calendar") else {
        return;
    };
    let months = read_csv(&folder.join("working-days-by-month.csv"));
    assert!(!months.is_empty());
    for (swapped, column) in [(false, "workdays"), (true, "workdays_with_makeup")] {
        let calendar = calendar(&folder.join("vietnam.csv"), swapped);
        for row in &months {
            let first = day(&format!("{}-01", row["month"]));
            let length: i32 = row["days"].parse().expect("a number of days");
            let days = (0..length).filter(|after| calendar.is_working(first.plus(*after))).count();
            assert_eq!(days.to_string(), row[column], "{column} of {}", row["month"]);
        }
    }
}

/// A run in which no dossier has a due date: the limit of its procedure makes one, received at nine
/// o'clock. Of two dossiers of each case one ends at nine on the due day, the other a second later.
fn assert_limits(folder: &Path, swapped: bool, calendar: &str) {
    let cases = worked(&folder.join("due-dates.csv"));
    let cases: Vec<Worked> = cases.into_iter().filter(|case| case.swapped == swapped).collect();
    let limits: BTreeSet<u32> = cases.iter().map(|case| case.working_days).collect();

    let mut procedures = String::from("procedure_id,name,max_time,max_time_unit\n");
    for limit in limits {
        writeln!(procedures, "P{limit},Limit of {limit} working days,{limit},working_day").unwrap();
    }
    let mut dossiers = String::from("dossier_id,unit_id,procedure_id,received_at,ended_at\n");
    let mut expected: BTreeMap<String, BTreeMap<String, &str>> = BTreeMap::new();
    for (number, Worked { received, working_days, due, .. }) in cases.iter().enumerate() {
        for (name, second, verdict) in [("kept", "00", "on_time"), ("missed", "01", "late")] {
            writeln!(
                dossiers,
                "{name}-{number},U1,P{working_days},{received} 09:00:00,{due} 09:00:{second}"
            )
            .unwrap();
            let month = expected.entry(due[..7].to_owned()).or_default();
            month.insert(format!("{name}-{number}"), verdict);
        }
    }

    let scratch = Scratch::new("limits");
    scratch.write("inputs/procedures.csv", procedures);
    scratch.write("inputs/dossiers.csv", dossiers);
    let config = format!(
        r#"[authority]
id = "M"
name = "A ministry"
kind = "ministry"

[rules]
set = "portal-2026"

[units]
discover = true

{calendar}

[[source]]
name = "catalogue"
kind = "procedures"
format = "table"
path = "inputs/procedures.csv"

[[source]]
name = "dossiers"
kind = "dossiers"
format = "table"
path = "inputs/dossiers.csv"
datetime = ["%Y-%m-%d %H:%M:%S"]
"#
    );
    scratch.write("chiso.toml", config);
    let last = expected.keys().next_back().expect("a month with a due date").clone();
    scratch.chiso_succeeds(&format!("run --month {last}"));
    for (month, verdicts) in &expected {
        let facts = scratch.facts(month);
        for (dossier, verdict) in verdicts {
            let number: usize = dossier.split_once('-').unwrap().1.parse().unwrap();
            let Worked { received, working_days, due, .. } = &cases[number];
            assert_eq!(
                facts[dossier]["verdict"], *verdict,
                "{dossier}: {working_days} working days after {received} is {due}"
            );
        }
    }
}

#[test]
fn a_limit_in_working_days_falls_due_on_the_worked_day_under_the_built_in_calendar() {
    let Some(folder) = shared("calendar") else {
        return;
    };
    assert_limits(&folder, true, "");
}

#[test]
fn a_limit_in_working_days_falls_due_on_the_worked_day_under_a_calendar_of_holidays_only() {
    let Some(folder) = shared("calendar") else {
        return;
    };
    let mut holidays = String::from("date,kind,name\n");
    for row in read_csv(&folder.join("vietnam.csv")) {
        if row["kind"] == "holiday" {
            writeln!(holidays, "{},holiday,day off", row["date"]).unwrap();
        }
    }
    let elsewhere = Scratch::new("holidays");
    let path = elsewhere.write("calendar.csv", holidays);
    assert_limits(&folder, false, &format!("[calendar]\npath = '{}'", path.display()));
}
