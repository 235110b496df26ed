//! The waterfall as a value: rows read, less what each exclusion takes away, down to denominator and
//! numerator. A ledger cannot be made to close: what is taken away was counted row by row, and one
//! that takes more than is left is refused.

use crate::{
    edition::manifest::Input, judge::clock::Verdict, rules::Condition, schema::canonical::Kind,
};

/// What a step does to the number of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Rows of all files of the kind: where the account begins.
    Read,
    Duplicate,
    OutOfScope,
    Quarantined,
    /// Rows of the same files that are something else.
    OtherRows,
    /// What the lake holds: a subtotal.
    Lake,
    Unit,
    Period,
    /// A part of the denominator's condition does not hold.
    Of,
    /// Rows that count as one.
    Distinct,
    /// What the national total has beyond the rows; the only step that adds.
    NationalTotal,
    Denominator,
    /// A part of the numerator's condition does not hold.
    Those,
    Numerator,
}

impl Stage {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Duplicate => "duplicate",
            Self::OutOfScope => "out_of_scope",
            Self::Quarantined => "quarantined",
            Self::OtherRows => "other_rows",
            Self::Lake => "in_lake",
            Self::Unit => "unit",
            Self::Period => "period",
            Self::Of => "of",
            Self::Distinct => "distinct",
            Self::NationalTotal => "national_total",
            Self::Denominator => "denominator",
            Self::Those => "those",
            Self::Numerator => "numerator",
        }
    }

    /// The step states what is left and takes nothing away.
    pub const fn is_total(self) -> bool {
        matches!(self, Self::Read | Self::Lake | Self::Denominator | Self::Numerator)
    }
}

/// Why a step takes rows away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The stage says it.
    Stage,
    /// A name of the account of a file, or of this ledger.
    Named(String),
    /// This part of a condition does not hold.
    Fails(Condition),
    /// The verdict against the due date.
    Verdict(Verdict),
    /// No dossier of the procedure fulfils the condition.
    NoDossier(Condition),
}

impl Reason {
    pub fn named(name: &str) -> Self {
        Self::Named(name.to_owned())
    }

    /// The reason as one word or one condition of SQL; empty where the stage says it.
    pub fn code(&self) -> String {
        match self {
            Self::Stage => String::new(),
            Self::Named(name) => name.clone(),
            Self::Fails(Condition::Not(inner)) => inner.to_string(),
            Self::Fails(part) => Condition::Not(Box::new(part.clone())).to_string(),
            Self::Verdict(verdict) => verdict.as_str().to_owned(),
            Self::NoDossier(having) => format!("no dossier WHERE {having}"),
        }
    }
}

/// One line of the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub stage: Stage,
    pub reason: Reason,
    pub count: u64,
    /// Rows left after the step.
    pub left: u64,
}

/// The account as it grows.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    pub steps: Vec<Step>,
    pub left: u64,
    /// A step wanted more than was left.
    pub broken: bool,
}

impl Ledger {
    /// Begins with the rows of all files of some kinds, and takes away what reading did not keep.
    /// Rows out of scope only because they came in after the cut-off are kept by the lake.
    pub fn of_files(inputs: &[Input], kinds: &[Kind]) -> Self {
        let accounts: Vec<_> = inputs
            .iter()
            .filter(|input| kinds.iter().any(|kind| input.kind == kind.as_str()))
            .map(|input| &input.account)
            .collect();
        let mut ledger =
            Self { left: accounts.iter().map(|account| account.read).sum(), ..Self::default() };
        ledger.total(Stage::Read);
        let duplicate = accounts.iter().map(|account| account.duplicate).sum();
        ledger.less(Stage::Duplicate, Reason::Stage, duplicate);
        let mut reasons: Vec<(Stage, &str, u64)> = Vec::new();
        let out = accounts.iter().flat_map(|account| &account.out_of_scope);
        let out = out.filter(|(reason, _)| *reason != KEPT).map(|found| (Stage::OutOfScope, found));
        let held = accounts.iter().flat_map(|account| &account.quarantined);
        for (stage, (reason, rows)) in out.chain(held.map(|found| (Stage::Quarantined, found))) {
            match reasons.iter_mut().find(|known| (known.0, known.1) == (stage, reason)) {
                Some(known) => known.2 += rows,
                None => reasons.push((stage, reason, *rows)),
            }
        }
        for (stage, reason, rows) in reasons {
            ledger.less(stage, Reason::named(reason), rows);
        }
        ledger
    }

    /// States what is left.
    pub fn total(&mut self, stage: Stage) {
        self.steps.push(Step { stage, reason: Reason::Stage, count: self.left, left: self.left });
    }

    /// Takes rows away.
    pub fn less(&mut self, stage: Stage, reason: Reason, count: u64) {
        self.broken |= count > self.left;
        self.left = self.left.saturating_sub(count);
        self.steps.push(Step { stage, reason, count, left: self.left });
    }

    /// Adds what the national total has beyond the rows.
    pub fn more(&mut self, count: u64) {
        self.left += count;
        self.steps.push(Step {
            stage: Stage::NationalTotal,
            reason: Reason::Stage,
            count,
            left: self.left,
        });
    }

    /// States that the lake holds `rows`. What is left beyond them are rows of another kind in the
    /// same files; fewer than that cannot be.
    pub fn lake(&mut self, rows: u64) {
        self.broken |= rows > self.left;
        if self.left > rows {
            self.less(Stage::OtherRows, Reason::Stage, self.left - rows);
        }
        self.total(Stage::Lake);
    }
}

/// The one reason out of scope that does not keep a row out of the lake.
const KEPT: &str = crate::domain::account::OutOfScope::ReceivedAfterCutOff.as_str();
