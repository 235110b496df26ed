//! What the operator should know and what stops nothing: a file of which much was put aside, a
//! source that gave nothing, a month without a receipt. Each is told once, on the way and with the
//! result, and nothing published depends on it.

use std::collections::BTreeMap;

use super::{
    account::Report,
    counting::Counted,
    failure::Failure,
    job::Job,
    job::{CohortsInput, Format, Source},
    registers::Registers,
};
use crate::{
    count::flow,
    domain::{
        account::{Account, Finding},
        cohort::{Cohort, UNASSIGNED},
        period::{self, Period},
        time::Day,
    },
    edition::quality,
    schema::canonical::Kind,
    sources::input_file::InputFile,
};

/// One row in so many may be put aside before it is told.
const ONE_IN: u64 = 20;
/// One row in so many may take back an end before it is told.
const REOPENED_ONE_IN: u64 = 100;
/// Units that are named one by one.
const NAMED: usize = 10;

/// What reading gives rise to, in the order of the files.
pub fn of_reading(job: &Job, report: &Report) -> Vec<String> {
    let mut found = Vec::new();
    let mut sources: BTreeMap<&str, Account> = BTreeMap::new();
    for (number, file) in (0..).zip(&report.files) {
        sources.entry(&file.source).or_default().add(&file.account);
        let held: u64 = file.account.quarantined.values().sum();
        if held * ONE_IN > file.account.read {
            let first = report.rejected.iter().filter(|row| row.place.file == number);
            let line = first.map(|row| row.place.position).min().unwrap_or_default();
            found.push(format!(
                "{}, line {line}: {held} of {} rows are in quarantine ({}), more than 5 %; quality/quarantine.csv names the rows",
                file.path,
                file.account.read,
                why(&file.account, "quarantined")
            ));
        }
        if let Some((rows, line)) = met(&file.account, Finding::Reopened)
            && rows * REOPENED_ONE_IN > file.account.counted
        {
            found.push(format!(
                "{}, line {line}: {rows} rows take back an end that an earlier file gave, more than 1 %; are the files read in \
                 the order in which they were made? `chiso check` shows the order; order = \"natural\" reads T9 before T10",
                file.path
            ));
        }
        if let Some((numbers, line)) = met(&file.account, Finding::IdReused) {
            found.push(format!(
                "{}, line {line}: {numbers} dossier numbers come back with another unit and another day of receipt, so that \
                 one dossier takes the place of another; where units number by themselves, write id_scope = \"unit\" in the \
                 source {:?}",
                file.path, file.source
            ));
        }
        if let Some((records, line)) = met(&file.account, Finding::LongRecord) {
            found.push(format!(
                "{}, line {line}: a record runs over more than 20 lines, or over lines that look like rows (there are {records} \
                 such records); if that is no text, a quote that opens there has no partner, and it swallowed rows",
                file.path
            ));
        }
    }
    found.extend(report.files.iter().filter_map(|file| unlisted(job, file)));
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

/// Values that no list of the source names, where there are many of them.
fn unlisted(job: &Job, file: &InputFile) -> Option<String> {
    let rows = *file.account.findings.get(&Finding::ValueUnlisted)?;
    if rows * ONE_IN <= file.account.counted {
        return None;
    }
    let source = job.sources.iter().find(|source| source.name == file.source)?;
    Some(format!(
        "{}: {rows} of {} rows hold a value that no list of `values`, nor the column itself, names (value_unlisted, \
         first in {}), more than 5 %; {}",
        file.path,
        file.account.counted,
        file.account.first.get(&Finding::ValueUnlisted).copied().unwrap_or_default(),
        what_names(source)
    ))
}

/// What becomes of a value that is not known, and what can name it.
fn what_names(source: &Source) -> String {
    let lists: Vec<&str> = source.reading.values.keys().map(String::as_str).collect();
    if source.format == Format::NationalSync {
        "KenhThucHien is neither 1, 2 nor 3 there, and the channel counts as \"other\"; ask the sender what it means".into()
    } else if lists.is_empty() {
        "their channel counts as \"other\"; values.channel in the source can name it".into()
    } else if lists.contains(&"channel") || source.kind != Kind::Dossiers {
        format!("they are taken as they are. Look at the lists of {}", lists.join(", "))
    } else {
        format!(
            "they are taken as they are, and such a channel as \"other\". Look at the lists of {}, and name channels in \
             values.channel",
            lists.join(", ")
        )
    }
}

/// The last month asked for begins before the inputs hold every dossier.
pub fn incomplete(counted: &Counted, last: Period) -> Option<String> {
    let result = counted.periods.iter().find(|result| result.counts.period == last)?;
    let from = result.counts.coverage.complete_from()?;
    result.counts.has_cases[0].then(|| format!(
        "{last} is incomplete: the data is complete from {from}. It is shown, and not banded, ranked or compared; if the \
         inputs hold every dossier from an earlier month on, name it as coverage_from in [authority]"
    ))
}

/// Units of which the table of cohorts says nothing on a day, each with the names of those days.
pub fn uncovered(
    job: &Job,
    registers: &Registers,
    days: impl Iterator<Item = (String, Day)>,
) -> Result<Option<String>, Failure> {
    let CohortsInput::Table(path) = &job.cohorts else { return Ok(None) };
    let cohorts = registers.cohorts(job)?;
    let mut lacking: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, day) in days {
        let all = cohorts.on(&registers.units, day);
        let open = all.into_iter().filter(|(cohort, _)| *cohort == Cohort::Unassigned);
        for unit in open.flat_map(|(_, units)| units) {
            lacking.entry(unit).or_default().push(name.clone());
        }
    }
    let more = lacking.len().saturating_sub(NAMED);
    let named = lacking.iter().take(NAMED);
    let named: Vec<String> =
        named.map(|(unit, days)| format!("{unit} ({})", days.join(", "))).collect();
    let more = if more > 0 { format!(" and {more} more units") } else { String::new() };
    Ok((!named.is_empty()).then(|| {
        format!(
            "{}: no row says where these units belong: {}{more}. They are ranked among themselves, as {UNASSIGNED:?}; \
             add a row for each",
            job.shown(path),
            named.join(", ")
        )
    }))
}

/// Months asked for without a receipt, which nobody publishes unless they mean to.
pub fn empty(registers: &Registers, counted: &Counted, from: Period, to: Period) -> Option<String> {
    let received = |month: &Period| {
        let result = counted.periods.iter().find(|result| result.counts.period == *month);
        result
            .and_then(|result| result.counts.flows.first())
            .map(|flow| flow[flow::place("received")])
    };
    let empty: Vec<Period> =
        period::months(from, to).filter(|month| received(month) == Some(0)).collect();
    let shown = match empty.as_slice() {
        [] => return None,
        [one] => one.to_string(),
        [first, .., last] => format!("{} months from {first} to {last}", empty.len()),
    };
    let end = empty.last().map(|month| month.end())?;
    Some(match registers.first_received {
        None => {
            format!(
                "no dossier was received in {shown}, nor at any other time: a file may be missing"
            )
        }
        Some(first) if end <= first => {
            format!("no dossier was received in {shown}: the data begins on {}", first.day())
        }
        Some(first) => format!(
            "no dossier was received in {shown}, though the data begins on {}: a file may be missing",
            first.day()
        ),
    })
}

/// How often something was noticed in a file, and where first.
fn met(account: &Account, what: Finding) -> Option<(u64, u64)> {
    Some((*account.findings.get(&what)?, *account.first.get(&what)?))
}

/// The reasons of a class with their rows.
fn why(account: &Account, class: &str) -> String {
    let of_class = quality::reasons(account).into_iter().filter(|(found, ..)| *found == class);
    of_class.map(|(_, reason, rows)| format!("{reason} {rows}")).collect::<Vec<_>>().join(", ")
}
