//! What figures are disclosed by, beside the policy: the rules and targets that they are counted by, the
//! units and their cohorts, and what everyone was refused before.

use std::collections::BTreeSet;

use crate::{
    domain::{cohort::Cohorts, period::Period, unit::Units},
    rules::{RuleSet, targets::TargetSet},
};

/// What figures are disclosed by, beside the policy.
pub struct Ground<'a> {
    pub rules: &'a RuleSet,
    pub targets: &'a TargetSet,
    pub cohorts: &'a Cohorts,
    pub units: &'a Units,
    /// What earlier editions withheld: table, period, unit, and what it is of.
    pub withheld: &'a BTreeSet<[String; 4]>,
}

impl Ground<'_> {
    /// Whether an earlier edition withheld a figure.
    pub(super) fn was_withheld(&self, table: &str, period: Period, unit: u32, id: &str) -> bool {
        let unit = &self.units.get(unit).id;
        self.withheld.contains(&[table, &period.to_string(), unit, id].map(str::to_owned))
    }
}
