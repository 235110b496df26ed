//! What the operator should know and what stops nothing: a file of which much was put aside, a
//! source that gave nothing, a month without a receipt. Each is told once, on the way and with the
//! result, and nothing published depends on it.

use std::collections::BTreeMap;

use super::{Job, counting::Counted, reading::Report, registers::Registers};
use crate::{
    count::flow,
    domain::{account::Account, period::Period},
    edition::{quality, tables::PeriodResult},
};

/// One row in so many may be put aside before it is told.
const ONE_IN: u64 = 20;

/// What reading gives rise to, in the order of the files.
pub fn of_reading(job: &Job, report: &Report) -> Vec<String> {
    let mut found = Vec::new();
    let mut sources: BTreeMap<&str, Account> = BTreeMap::new();
    for file in &report.files {
        sources.entry(&file.source).or_default().add(&file.account);
        let held: u64 = file.account.quarantined.values().sum();
        if held * ONE_IN > file.account.read {
            found.push(format!(
                "{}: {held} of {} rows are in quarantine ({}), more than 5 %; quality/quarantine.csv names the rows",
                file.path,
                file.account.read,
                why(&file.account, "quarantined")
            ));
        }
    }
    let mut told: Vec<&str> = Vec::new();
    for source in report.files.iter().map(|file| file.source.as_str()) {
        let account = &sources[source];
        if told.contains(&source) || account.counted > 0 {
            continue;
        }
        told.push(source);
        let mapped = job.sources.iter().any(|s| s.name == source && !s.reading.columns.is_empty());
        if account.read > 0 {
            let reasons = [why(account, "out_of_scope"), why(account, "quarantined")];
            let reasons: Vec<String> = reasons.into_iter().filter(|r| !r.is_empty()).collect();
            found.push(format!(
                "source {source:?}: {} rows were read and none is counted ({})",
                account.read,
                reasons.join(", ")
            ));
        } else if mapped {
            found.push(format!(
                "source {source:?}: its files have no row, which counts as \"there were none\"; \
                 if there were some, look at path and columns"
            ));
        }
    }
    found
}

/// What counting gives rise to, of the last month asked for.
pub fn of_counting(registers: &Registers, counted: &Counted, last: Period) -> Vec<String> {
    let Some(result) = counted.periods.iter().find(|result| result.counts.period == last) else {
        return Vec::new();
    };
    let found = [without_receipt(registers, result, last), incomplete(result)];
    found.into_iter().flatten().collect()
}

/// It begins before the inputs hold every dossier.
fn incomplete(result: &PeriodResult) -> Option<String> {
    let from = result.counts.coverage.complete_from()?;
    result.counts.has_cases[0].then(|| format!(
        "{} is incomplete: the data is complete from {from}. It is shown, and not banded, ranked or compared; if the \
         inputs hold every dossier from an earlier month on, name it as coverage_from in [authority]",
        result.counts.period
    ))
}

/// It has no receipt, though there were some before.
fn without_receipt(registers: &Registers, result: &PeriodResult, last: Period) -> Option<String> {
    let first = registers.first_received.filter(|first| *first < last.start())?;
    let received = result.counts.flows.first()?[flow::place("received")];
    (received == 0).then(|| {
        format!(
            "no dossier was received in {last}, though the data begins on {}; is a file missing?",
            first.day()
        )
    })
}

/// The reasons of a class with their rows.
fn why(account: &Account, class: &str) -> String {
    let of_class = quality::reasons(account).into_iter().filter(|(found, ..)| *found == class);
    of_class.map(|(_, reason, rows)| format!("{reason} {rows}")).collect::<Vec<_>>().join(", ")
}
