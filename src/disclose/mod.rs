//! Disclosure control: from exact figures to those that may be shown to everyone. Under the policy
//! `portal` figures are exact but for those that could speak of people; under `rounded` and `strict`
//! all are rounded and small ones suppressed. Points, scores and ranks are computed again from what is
//! shown, and a public edition is made from nothing else than what this room returns.

mod doubt;
mod figures;
mod held;
mod policy;
mod portal;
mod rounded;
mod suppressed;

use std::collections::BTreeSet;

use crate::{
    domain::{period::Period, unit::Units},
    rules::{RuleSet, targets::TargetSet},
    score::{period_result::PeriodResult, scorecard::scorecard},
};
pub use policy::{Name, Policy, Rounding, Totals};
pub use portal::is_rarer;

/// What figures are disclosed by, beside the policy.
pub struct Ground<'a> {
    pub rules: &'a RuleSet,
    pub targets: &'a TargetSet,
    pub units: &'a Units,
    /// What earlier editions withheld: table, period, unit, and what it is of.
    pub withheld: &'a BTreeSet<[String; 4]>,
}

impl Ground<'_> {
    /// Whether an earlier edition withheld a figure.
    fn was_withheld(&self, table: &str, period: Period, unit: u32, id: &str) -> bool {
        let unit = &self.units.get(unit).id;
        self.withheld.contains(&[table, &period.to_string(), unit, id].map(str::to_owned))
    }
}

/// Results as everyone may see them, in the order in which they were given. They should hold every
/// month of each longer period among them: a part that is not there cannot withhold its total.
pub fn disclose(
    policy: Policy,
    ground: &Ground<'_>,
    results: &[&PeriodResult],
) -> Vec<PeriodResult> {
    let counts = match policy {
        Policy::Portal { opinions } => portal::counts(ground, opinions, results),
        Policy::Rounded(rounding) => rounded::counts(rounding, false, results),
        Policy::Strict(rounding) => rounded::counts(rounding, true, results),
    };
    results
        .iter()
        .zip(counts)
        .map(|(result, counts)| {
            let scores = scorecard(ground.rules, ground.units, &counts);
            PeriodResult { scores, counts, named_on: result.named_on }
        })
        .collect()
}
