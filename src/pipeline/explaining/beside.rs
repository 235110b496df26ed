//! What was read beside the dossiers and decides a figure: steps of trails and rounds of supplement
//! where the clock does, ratings where citizens do. Their rows are no cases and so stand in no step of
//! the account, but each of them has its fate, and an official can see it.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    edition::manifest::{AccountRef, Input},
    rules::{Condition, Indicator},
    schema::{canonical::Kind, facts::Subject},
};

/// The rows of all files of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    pub kind: Kind,
    pub account: AccountRef,
}

/// Facts that hang on when a dossier ended and how long it waited.
const OF_THE_CLOCK: [&str; 11] = [
    "in_hand",
    "opening",
    "ended",
    "closing",
    "on_time",
    "judged",
    "waiting",
    "verdict",
    "end_kind",
    "handling_seconds",
    "result_file",
];
const OF_CITIZENS: [&str; 2] = ["dissatisfied", "complained"];

/// The kinds that decide an indicator, as far as files of them were read.
pub fn beside(indicator: &Indicator, inputs: &[Input]) -> Vec<Beside> {
    let over_dossiers: Vec<&Condition> = match indicator.counts {
        Subject::Dossiers => vec![&indicator.of, &indicator.those],
        _ => indicator.having.iter().collect(),
    };
    let columns: BTreeSet<&str> = over_dossiers.into_iter().flat_map(Condition::columns).collect();
    let reads = |named: &[&str]| named.iter().any(|name| columns.contains(name));
    let (clock, citizens) = (reads(&OF_THE_CLOCK), reads(&OF_CITIZENS));
    let kinds = [(Kind::Events, clock), (Kind::Supplements, clock), (Kind::Ratings, citizens)];
    let decisive = kinds.into_iter().filter(|(_, decides)| *decides);
    decisive.filter_map(|(kind, _)| of_kind(kind, inputs)).collect()
}

fn of_kind(kind: Kind, inputs: &[Input]) -> Option<Beside> {
    let mut accounts = inputs.iter().filter(|input| input.kind == kind.as_str());
    let first = accounts.next()?.account.clone();
    let add = |sum: &mut BTreeMap<String, u64>, other: &BTreeMap<String, u64>| {
        for (reason, rows) in other {
            *sum.entry(reason.clone()).or_default() += rows;
        }
    };
    let account = accounts.fold(first, |mut sum, input| {
        let other = &input.account;
        sum.read += other.read;
        sum.counted += other.counted;
        sum.duplicate += other.duplicate;
        add(&mut sum.out_of_scope, &other.out_of_scope);
        add(&mut sum.quarantined, &other.quarantined);
        add(&mut sum.findings, &other.findings);
        sum
    });
    Some(Beside { kind, account })
}
