//! The quality report: the account of every file, why rows were not counted, what was noticed, and
//! the quarantine, which says where a row is and never what it holds.

use crate::{
    domain::account::{Account, Rejected},
    schema::{Table, Value, published},
    sources::input_file::InputFile,
};

/// The tables `accounts`, `findings` and `quarantine`.
pub fn tables(files: &[InputFile], rejected: &[Rejected]) -> Vec<Table> {
    vec![accounts(files), findings(files), quarantine(files, rejected)]
}

/// A table of the report as it counts for the name of an edition: without what only the disk knows, so
/// that the same figures keep their name whether or not the files that they were made from are there.
pub fn as_named(table: &Table) -> Table {
    let is_state = |name: &str| table.name == "accounts" && name == "archived_on";
    let kept = table.columns.iter().take_while(|column| !is_state(column.name)).count();
    let rows = table.rows.iter().map(|row| row[..kept].to_vec()).collect();
    Table { name: table.name, columns: &table.columns[..kept], rows }
}

fn accounts(files: &[InputFile]) -> Table {
    let rows = files
        .iter()
        .map(|file| {
            let account = &file.account;
            vec![
                file.path.clone().into(),
                file.source.clone().into(),
                file.kind.into(),
                account.read.into(),
                account.counted.into(),
                account.duplicate.into(),
                account.out_of_scope.values().sum::<u64>().into(),
                account.quarantined.values().sum::<u64>().into(),
                file.archived.into(),
            ]
        })
        .collect();
    Table { name: "accounts", columns: published::ACCOUNTS, rows }
}

/// Class, reason and rows of everything an account names.
pub fn reasons(account: &Account) -> Vec<(&'static str, &'static str, u64)> {
    told(account).map(|(class, reason, rows, _)| (class, reason, rows)).collect()
}

/// The same, and where a finding was met first.
fn told(account: &Account) -> impl Iterator<Item = (&'static str, &'static str, u64, Option<u64>)> {
    let out = account.out_of_scope.iter();
    let out = out.map(|(why, rows)| ("out_of_scope", why.as_str(), *rows, None));
    let held = account.quarantined.iter();
    let held = held.map(|(why, rows)| ("quarantined", why.as_str(), *rows, None));
    let found = account
        .findings
        .iter()
        .map(|(what, rows)| ("finding", what.as_str(), *rows, account.first.get(what).copied()));
    out.chain(held).chain(found)
}

fn findings(files: &[InputFile]) -> Table {
    let rows = files
        .iter()
        .flat_map(|file| {
            told(&file.account).map(|(class, reason, rows, first)| {
                let first = first.map_or(Value::Null, Value::from);
                vec![file.path.clone().into(), class.into(), reason.into(), rows.into(), first]
            })
        })
        .collect();
    Table { name: "findings", columns: published::FINDINGS, rows }
}

fn quarantine(files: &[InputFile], rejected: &[Rejected]) -> Table {
    let mut sorted = rejected.to_vec();
    sorted.sort_unstable();
    let rows = sorted
        .iter()
        .map(|row| {
            vec![
                Value::Text(files[row.place.file as usize].path.clone()),
                row.place.position.into(),
                row.column.into(),
                row.reason.as_str().into(),
            ]
        })
        .collect();
    Table { name: "quarantine", columns: published::QUARANTINE, rows }
}
