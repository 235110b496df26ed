//! What holds for any dossiers whatever: the flow balances in every period and unit, figures of
//! longer periods hang together with those of shorter ones, no numerator exceeds its denominator,
//! and a parent's figures are a count of its own rows.

use std::{collections::BTreeMap, fmt::Write as _};

use chrono::{Duration, NaiveDate};
use proptest::{
    prelude::*,
    test_runner::{RngSeed, TestRunner},
};

use crate::support::{Row, Scratch, whole};

const FIRST: &str = "2025-01";
const LAST: &str = "2025-12";
const AUTHORITY: &str = "M";

/// The units of the tree, their parents and what they become when all rows of a parent are its own;
/// the last is in no list of units.
const UNITS: [(&str, &str, &str); 7] = [
    ("A", "", "A"),
    ("A1", "A", "A"),
    ("A2", "A", "A"),
    ("B", "", "B"),
    ("B1", "B", "B"),
    ("C", "", "C"),
    ("nobody", "", "nobody"),
];

const PROCEDURES: &str = "procedure_id,name,unit_ids,online_level,has_fee,paper_result,citizen_subject,max_time,max_time_unit,complete\n\
    1.000001,Procedure one,,full,1,1,1,10,working_day,1\n\
    1.000002,Procedure two,A1;B,partial,1,0,0,1,month,0\n\
    1.000003,Procedure three,B1,none,0,1,1,30,day,1\n\
    1.000004,Procedure four,A2;C,full,0,0,1,,,1\n";

const PROCEDURE_IDS: [&str; 5] = ["1.000001", "1.000002", "1.000003", "1.000004", "9.999999"];
const CHANNELS: [&str; 5] = ["online", "counter", "post", "other", ""];
const END_KINDS: [&str; 6] = ["", "finished", "returned", "refused", "withdrawn", "stopped"];

/// One round of supplement: asked this many hours after receipt, completed so many later.
#[derive(Clone, Debug)]
struct Round {
    asked: i64,
    completed: Option<i64>,
    due_moved: bool,
}

/// An invented dossier; times are in minutes.
#[derive(Clone, Debug)]
struct Dossier {
    unit: usize,
    procedure: usize,
    channel: usize,
    registered_only: bool,
    /// After 1 November 2024.
    received: i64,
    /// After receipt.
    due: Option<i64>,
    ended: Option<i64>,
    end_kind: usize,
    rounds: Vec<Round>,
    /// The rounds stand in a table of supplements, else in the trail.
    rounds_in_table: bool,
    flags: u16,
}

/// The readings under which the same must hold.
#[derive(Clone, Debug)]
struct Switches {
    precision: &'static str,
    pause: &'static str,
    repeated_supplement: &'static str,
    withdrawn: &'static str,
    undated: &'static str,
}

fn a_round() -> impl Strategy<Value = Round> {
    (0_i64..60 * 24, prop::option::weighted(0.7, -24_i64..40 * 24), any::<bool>())
        .prop_map(|(asked, completed, due_moved)| Round { asked, completed, due_moved })
}

fn a_dossier() -> impl Strategy<Value = Dossier> {
    let day = 24_i64 * 60;
    let places = (0..UNITS.len(), 0..PROCEDURE_IDS.len(), 0..CHANNELS.len());
    let times = (
        0..440 * day,
        prop::option::weighted(0.8, -2 * day..60 * day),
        prop::option::weighted(0.75, -day..150 * day),
    );
    let rounds = prop_oneof![
        6 => Just(Vec::new()),
        4 => prop::collection::vec(a_round(), 1..4),
    ];
    let rest =
        (0..END_KINDS.len(), prop::bool::weighted(0.03), rounds, any::<bool>(), any::<u16>());
    (places, times, rest).prop_map(|(places, times, rest)| Dossier {
        unit: places.0,
        procedure: places.1,
        channel: places.2,
        received: times.0,
        due: times.1,
        ended: times.2,
        end_kind: rest.0,
        registered_only: rest.1,
        rounds: rest.2,
        rounds_in_table: rest.3,
        flags: rest.4,
    })
}

fn switches() -> impl Strategy<Value = Switches> {
    (
        prop::sample::select(vec!["instant", "calendar_day"]),
        prop::sample::select(vec!["unless_due_moved", "subtract", "none"]),
        prop::sample::select(vec!["overdue", "ignored"]),
        prop::sample::select(vec!["judged", "on_time"]),
        prop::sample::select(vec!["excluded", "on_time"]),
    )
        .prop_map(|(precision, pause, repeated_supplement, withdrawn, undated)| Switches {
            precision,
            pause,
            repeated_supplement,
            withdrawn,
            undated,
        })
}

fn time(minutes: i64) -> String {
    let start = NaiveDate::from_ymd_opt(2024, 11, 1).and_then(|day| day.and_hms_opt(0, 0, 0));
    let time = start.expect("a day") + Duration::minutes(minutes);
    time.format("%Y-%m-%d %H:%M:%S").to_string()
}

/// Writes the inputs and runs the program over the year, each dossier on the unit that `unit_of` says.
fn run(dossiers: &[Dossier], switches: &Switches, unit_of: fn(usize) -> &'static str) -> Scratch {
    let scratch = Scratch::new("property");
    let mut units = String::from("unit_id,name,parent_id\n");
    for (unit, parent, _) in &UNITS[..UNITS.len() - 1] {
        writeln!(units, "{unit},Unit {unit},{parent}").unwrap();
    }
    let mut rows = String::from(
        "dossier_id,unit_id,procedure_id,channel,status,received_at,due_at,ended_at,end_kind,\
         components_digitized,component_reused,from_personal_store,result_file,vneid_verified,\
         fee_due,online_payment\n",
    );
    let mut events = String::from("dossier_id,at,status,content\n");
    let mut supplements =
        String::from("dossier_id,asked_at,completed_at,due_before_at,due_after_at\n");
    for (number, dossier) in dossiers.iter().enumerate() {
        let id = format!("H{number:04}");
        let after = |minutes: Option<i64>| {
            minutes.map_or_else(String::new, |minutes| time(dossier.received + minutes))
        };
        let flag = |bit: u32| (dossier.flags >> bit) & 1;
        writeln!(
            rows,
            "{id},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}",
            unit_of(dossier.unit),
            PROCEDURE_IDS[dossier.procedure],
            CHANNELS[dossier.channel],
            if dossier.registered_only { "1" } else { "" },
            time(dossier.received),
            after(dossier.due),
            after(dossier.ended),
            dossier.ended.map_or("", |_| END_KINDS[dossier.end_kind]),
            flag(0),
            flag(1),
            flag(2),
            flag(3),
            flag(4),
            [0, 135_000][usize::from(flag(5))],
            (dossier.flags >> 6) % 3,
        )
        .unwrap();
        for round in &dossier.rounds {
            let asked = time(dossier.received + 60 * round.asked);
            let completed = round.completed.map(|hours| 60 * (round.asked + hours));
            if dossier.rounds_in_table {
                let moved = if round.due_moved { 1440 } else { 0 };
                let (before, after_it) = (time(dossier.received), time(dossier.received + moved));
                writeln!(supplements, "{id},{asked},{},{before},{after_it}", after(completed))
                    .unwrap();
            } else {
                writeln!(events, "{id},{asked},5,Yêu cầu bổ sung").unwrap();
                if completed.is_some() {
                    writeln!(events, "{id},{},5,Đã bổ sung", after(completed)).unwrap();
                }
            }
        }
    }
    scratch.write("units.csv", units);
    scratch.write("procedures.csv", PROCEDURES);
    scratch.write("dossiers.csv", rows);
    scratch.write("events.csv", events);
    scratch.write("supplements.csv", supplements);
    scratch.write_rule_set(
        "rules/own",
        &format!(
            "precision = \"{}\"\npause = \"{}\"\nrepeated_supplement = \"{}\"\nwithdrawn = \"{}\"\nundated = \"{}\"",
            switches.precision,
            switches.pause,
            switches.repeated_supplement,
            switches.withdrawn,
            switches.undated,
        ),
    );
    let mut config = format!(
        r#"[authority]
id = "{AUTHORITY}"
name = "A ministry"
kind = "ministry"

[rules]
set = "rules/own"

[units]
path = "units.csv"
"#
    );
    for kind in ["procedures", "dossiers", "events", "supplements"] {
        writeln!(
            config,
            "\n[[source]]\nname = \"{kind}\"\nkind = \"{kind}\"\nformat = \"table\"\npath = \"{kind}.csv\"\ndatetime = [\"%Y-%m-%d %H:%M:%S\"]"
        )
        .unwrap();
    }
    scratch.write("chiso.toml", config);
    scratch.chiso_succeeds(&format!("run --from {FIRST} --to {LAST}"));
    scratch
}

/// The rows of a table by period and unit.
fn by_place(rows: &[Row]) -> BTreeMap<(&str, &str), &Row> {
    rows.iter().map(|row| ((row["period"].as_str(), row["unit_id"].as_str()), row)).collect()
}

/// Every equation of the contract's section 4 within one row of the flow.
fn assert_balance(row: &Row, switches: &Switches) {
    let figure = |column: &str| whole(row, column);
    let sum = |columns: &[&str]| columns.iter().map(|column| figure(column)).sum::<i64>();
    assert_eq!(sum(&["opening", "received"]), sum(&["ended", "closing"]), "{row:?}");
    assert_eq!(
        figure("received"),
        sum(&["received_online", "received_counter", "received_post", "received_other"]),
        "{row:?}"
    );
    assert_eq!(
        figure("ended"),
        sum(&["ended_early", "ended_on_time", "ended_late", "ended_undated"]),
        "{row:?}"
    );
    assert_eq!(
        figure("closing"),
        sum(&["closing_in_time", "closing_overdue", "closing_waiting", "closing_undated"]),
        "{row:?}"
    );
    let apart = sum(&["ended_withdrawn", "ended_refused", "ended_stopped"]);
    assert!(apart <= figure("ended"), "more withdrawn, refused and stopped than ended: {row:?}");
    assert!(
        crate::support::recount::COLUMNS
            .iter()
            .all(|c| row.get(*c).is_none_or(|n| !n.starts_with('-'))),
        "a figure is below 0: {row:?}"
    );

    let in_hand = sum(&["opening", "received"]);
    let (numerator, denominator) = (figure("on_time_numerator"), figure("on_time_denominator"));
    let undated = sum(&["ended_undated", "closing_undated"]);
    if switches.undated == "on_time" {
        assert_eq!(denominator, in_hand, "undated dossiers are left out: {row:?}");
    } else {
        // An undated dossier that waits stands among the waiting.
        let left_out = in_hand - denominator;
        assert!(undated <= left_out, "undated dossiers are judged: {row:?}");
        assert!(left_out <= undated + figure("closing_waiting"), "dated ones are not: {row:?}");
    }
    let certain = sum(&["ended_early", "ended_on_time", "closing_in_time"]);
    assert!(certain <= numerator && numerator <= denominator, "{row:?}");
    if switches.undated == "excluded" && switches.repeated_supplement == "overdue" {
        assert!(numerator <= certain + figure("closing_waiting"), "{row:?}");
    }
}

/// Stocks and flows of consecutive and of containing periods of one unit.
fn assert_chain(flow: &BTreeMap<(&str, &str), &Row>, unit: &str) {
    let month = |number: i64| flow[&(format!("2025-{number:02}").as_str(), unit)];
    for number in 1..12 {
        assert_eq!(
            whole(month(number), "closing"),
            whole(month(number + 1), "opening"),
            "closing of month {number} and opening of the next, unit {unit}"
        );
    }
    let longer =
        [("Q1", 1, 3), ("Q2", 4, 6), ("Q3", 7, 9), ("Q4", 10, 12), ("H1", 1, 6), ("H2", 7, 12)];
    let longer = longer.map(|(name, from, to)| (format!("2025-{name}"), from, to));
    for (name, from, to) in longer.into_iter().chain([("2025".to_owned(), 1, 12)]) {
        let row = flow[&(name.as_str(), unit)];
        assert_eq!(whole(row, "opening"), whole(month(from), "opening"), "opening of {row:?}");
        for column in crate::support::recount::COLUMNS {
            if column.starts_with("received") || column.starts_with("ended") {
                let parts: i64 = (from..=to).map(|number| whole(month(number), column)).sum();
                assert_eq!(whole(row, column), parts, "{column} of {row:?}");
            }
            if column.starts_with("closing") {
                assert_eq!(whole(row, column), whole(month(to), column), "{column} of {row:?}");
            }
        }
    }
}

/// Every period of the year has a row for every unit, each in balance.
fn assert_flow_balances(scratch: &Scratch, switches: &Switches) {
    let rows = scratch.table("flow");
    let flow = by_place(&rows);
    assert_eq!(flow.len(), rows.len(), "a unit has two rows in a period");
    let periods: std::collections::BTreeSet<&str> = flow.keys().map(|place| place.0).collect();
    let units: std::collections::BTreeSet<&str> = flow.keys().map(|place| place.1).collect();
    assert_eq!(periods.len(), 12 + 4 + 2 + 1, "{periods:?}");
    assert_eq!(flow.len(), periods.len() * units.len(), "a unit lacks a period");
    rows.iter().for_each(|row| assert_balance(row, switches));
    units.iter().for_each(|unit| assert_chain(&flow, unit));

    // The authority is all its units together: those directly under it and the unmapped.
    for period in periods {
        for column in crate::support::recount::COLUMNS.iter().filter(|c| **c != "handling_seconds")
        {
            let of = |unit: &str| flow.get(&(period, unit)).map_or(0, |row| whole(row, column));
            let parts: i64 = ["A", "B", "C", "unmapped"].map(of).iter().sum();
            assert_eq!(of(AUTHORITY), parts, "{column} of the authority in {period}");
        }
    }

    for row in scratch.table("flow_by_procedure") {
        assert_balance(&row, switches);
    }
}

/// What an indicator's row says of itself, and that it agrees with the flow.
fn assert_indicators_hold(scratch: &Scratch) {
    let flow_rows = scratch.table("flow");
    let flow = by_place(&flow_rows);
    let mut with_ratio = 0;
    for row in scratch.table("indicators") {
        let place = (row["period"].as_str(), row["unit_id"].as_str());
        let flow = flow[&place];
        if !row["ratio"].is_empty() {
            let (numerator, denominator) = (whole(&row, "numerator"), whole(&row, "denominator"));
            assert!(0 <= numerator && numerator <= denominator && denominator > 0, "{row:?}");
            let ratio: f64 = row["ratio"].parse().expect("a ratio");
            let exact = numerator as f64 / denominator as f64;
            assert!((ratio - exact).abs() < 0.000_000_6, "{row:?}");
            let points: f64 = row["points"].parse().expect("points beside a ratio");
            let max: f64 = row["max_points"].parse().expect("a maximum");
            assert!((0.0..=max).contains(&points), "{row:?}");
            with_ratio += 1;
        }
        if matches!(row["status"].as_str(), "missing_source" | "not_applicable") {
            let figures = ["numerator", "denominator", "ratio", "points"].map(|c| row[c].as_str());
            assert_eq!(figures, [""; 4], "a figure that is missing is not empty: {row:?}");
        }
        if row["indicator_id"] == "electronic_result" {
            // No result is there before the end.
            assert!(whole(&row, "numerator") <= whole(flow, "ended"), "{row:?}");
        }
        let both = |numerator: &str, denominator: &str| {
            assert_eq!(row["numerator"], flow[numerator], "{numerator} of {row:?}");
            assert_eq!(row["denominator"], flow[denominator], "{denominator} of {row:?}");
        };
        match row["indicator_id"].as_str() {
            "handled_on_time" => both("on_time_numerator", "on_time_denominator"),
            "submitted_online" => both("received_online", "received"),
            "mean_handling_time" => assert_eq!(row["denominator"], flow["ended"], "{row:?}"),
            "electronic_result"
            | "dossier_digitized"
            | "data_reused"
            | "shared_with_personal_store"
            | "dossiers_using_population_data" => {
                assert_eq!(row["denominator"], flow["on_time_denominator"], "{row:?}");
            }
            _ => {}
        }
    }
    assert!(with_ratio > 0, "no indicator has a ratio");
}

/// With every row of its descendants labelled as its own, a parent's figures stay what they were.
fn assert_parents_count_their_rows(scratch: &Scratch, relabelled: &Scratch) {
    for table in ["flow", "indicators", "groups", "scorecard"] {
        let of_parents = |scratch: &Scratch| -> Vec<Row> {
            let parents = [AUTHORITY, "A", "B", "C", "unmapped"];
            let rows = scratch.table(table).into_iter();
            rows.filter(|row| parents.contains(&row["unit_id"].as_str())).collect()
        };
        let (own, all) = (of_parents(scratch), of_parents(relabelled));
        assert!(!own.is_empty(), "{table} has no rows of parents");
        assert_eq!(own.len(), all.len(), "rows of {table}");
        for (own, all) in own.iter().zip(&all) {
            assert_eq!(own, all, "{table}: the parent's figures are not a count of its rows");
        }
    }
}

/// A few dozen cases from a fixed seed; PROPTEST_CASES and PROPTEST_RNG_SEED ask for others.
#[test]
fn for_any_dossiers_the_flow_balances_ratios_are_shares_and_parents_count_their_own_rows() {
    let asked = |name: &str| std::env::var_os(name).is_some();
    let mut config =
        ProptestConfig { failure_persistence: None, max_shrink_iters: 60, ..Default::default() };
    if !asked("PROPTEST_CASES") {
        config.cases = 24;
    }
    if !asked("PROPTEST_RNG_SEED") {
        config.rng_seed = RngSeed::Fixed(766);
    }
    let case = (prop::collection::vec(a_dossier(), 150..250), switches());
    let outcome = TestRunner::new(config).run(&case, |(dossiers, switches)| {
        let scratch = run(&dossiers, &switches, |unit| UNITS[unit].0);
        assert_flow_balances(&scratch, &switches);
        assert_indicators_hold(&scratch);
        let relabelled = run(&dossiers, &switches, |unit| UNITS[unit].2);
        assert_parents_count_their_rows(&scratch, &relabelled);
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}
