//! The figures of one month, worked out from what happened: plain sums that share nothing with the
//! program but the words of section 4.

use std::collections::BTreeMap;

use super::{
    clock::{Time, midnight},
    dossier::{Truth, Unit},
    invent::{cut_off, unit_id},
};

pub const MONTH: &str = "2025-10";
pub const AUTHORITY: &str = "G99";

/// By unit, the columns of the flow.
pub type Flow = BTreeMap<String, BTreeMap<&'static str, i64>>;
/// By unit and indicator, numerator and denominator.
pub type Cells = BTreeMap<(String, &'static str), (i64, i64)>;

fn units_of(truth: &Truth) -> Vec<String> {
    let own = match truth.unit {
        Unit::Of(unit) => Some(unit_id(unit)),
        Unit::Authority => None,
        Unit::Unknown => Some("unmapped".into()),
    };
    own.into_iter().chain([AUTHORITY.to_owned()]).collect()
}

fn month() -> (Time, Time) {
    (midnight(10, 1), cut_off())
}

pub fn flow(truths: &[Truth]) -> Flow {
    let (start, end) = month();
    let mut flow = Flow::new();
    for truth in truths.iter().filter(|truth| truth.in_hand(start, end)) {
        let columns = columns(truth, start, end);
        for unit in units_of(truth) {
            let row = flow.entry(unit).or_default();
            for column in &columns {
                *row.entry(column).or_default() += 1;
            }
        }
    }
    flow
}

fn columns(truth: &Truth, start: Time, end: Time) -> Vec<&'static str> {
    let mut columns = Vec::new();
    if truth.received < start {
        columns.push("opening");
    } else {
        columns.push("received");
        columns.extend(truth.online.then_some("received_online"));
    }
    let (state, on_time) = match truth.ended {
        Some(ended) => {
            columns.push("ended");
            match truth.verdict_of_end(ended) {
                Some("late") => ("ended_late", Some(false)),
                Some("early") => ("ended_early", Some(true)),
                Some(_) => ("ended_on_time", Some(true)),
                None => ("ended_undated", None),
            }
        }
        None => {
            columns.push("closing");
            let in_time = truth.open_in_time(end);
            let state = match in_time {
                _ if truth.waiting() => "closing_waiting",
                Some(true) => "closing_in_time",
                Some(false) => "closing_overdue",
                None => "closing_undated",
            };
            (state, in_time)
        }
    };
    columns.push(state);
    columns.extend(on_time.map(|_| "on_time_denominator"));
    columns.extend(on_time.filter(|on_time| *on_time).map(|_| "on_time_numerator"));
    columns
}

pub fn cells(truths: &[Truth]) -> Cells {
    let (start, end) = month();
    let mut cells = Cells::new();
    for truth in truths.iter().filter(|truth| truth.in_hand(start, end)) {
        // In hand and with a due date, as `handled_on_time` counts them.
        let judged = truth.due.is_some();
        let result = truth.result_file && truth.ended.is_some();
        for (indicator, of, those) in [
            ("electronic_result", judged, result),
            ("dossier_digitized", judged, truth.digitized && (result || !truth.paper_result)),
            ("data_reused", judged, truth.reused),
            ("shared_with_personal_store", judged, truth.from_store),
            ("dossiers_using_population_data", judged, truth.population_data),
            ("submitted_online", truth.received >= start, truth.online),
            ("dossiers_paid_online", judged && truth.fee_to_pay, truth.paid_online),
        ] {
            for unit in units_of(truth) {
                let cell = cells.entry((unit, indicator)).or_default();
                cell.0 += i64::from(of && those);
                cell.1 += i64::from(of);
            }
        }
    }
    cells
}
