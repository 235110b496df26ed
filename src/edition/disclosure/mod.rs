//! Disclosure control: from exact figures to those that may be shown to everyone. Whatever rests on
//! fewer cases than the threshold is suppressed, and with it every total it is a part of; all other
//! counts are rounded by themselves, and points, scores and ranks are computed again from the
//! rounded counts. A public edition is made from nothing else than what this room returns.

use std::collections::BTreeMap;

use super::tables::PeriodResult;
use crate::{
    count::cells::Counts,
    domain::{cell::Count, unit::Units},
    rules::RuleSet,
    score::scorecard::scorecard,
};

/// What is suppressed, and how the rest is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Policy {
    /// A figure whose denominator is above 0 and below this is suppressed.
    pub threshold: u64,
    /// Counts are rounded to the nearest multiple of this, halves up.
    pub base: u64,
}

impl Default for Policy {
    fn default() -> Self {
        Self { threshold: 10, base: 5 }
    }
}

impl Policy {
    fn small(&self, count: Count) -> bool {
        matches!(count, Count::Known { denominator, .. } if denominator > 0 && denominator < self.threshold)
    }

    fn rounded(&self, count: u64) -> u64 {
        (count + self.base / 2) / self.base * self.base
    }

    fn shown(&self, count: Count, hidden: bool) -> Count {
        match count {
            _ if hidden => Count::Suppressed,
            Count::Known { numerator, denominator } => Count::Known {
                numerator: self.rounded(numerator),
                denominator: self.rounded(denominator),
            },
            other => other,
        }
    }
}

/// Results as everyone may see them, in the order in which they were given.
pub fn disclose(
    policy: Policy,
    rules: &RuleSet,
    units: &Units,
    results: &[&PeriodResult],
) -> Vec<PeriodResult> {
    let hidden = hidden(results, |counts| &counts.cells, policy);
    let hidden_targets = hidden_of_targets(results, policy);
    results
        .iter()
        .enumerate()
        .map(|(place, result)| {
            let exact = &result.counts;
            let figures = |figures: &[Vec<Count>], hidden: &Hidden| {
                let rows = figures.iter().zip(hidden);
                rows.map(|(row, hidden)| {
                    row.iter()
                        .zip(hidden)
                        .map(|(count, hidden)| policy.shown(*count, *hidden))
                        .collect()
                })
                .collect()
            };
            let counts = Counts {
                period: exact.period,
                provisional: exact.provisional,
                cells: figures(&exact.cells, &hidden[place]),
                targets: figures(&exact.targets, &hidden_targets[place]),
                flows: exact
                    .flows
                    .iter()
                    .map(|flow| flow.map(|count| policy.rounded(count)))
                    .collect(),
                flows_by_procedure: BTreeMap::new(),
                tree: exact.tree.clone(),
                unmapped_used: exact.unmapped_used,
                databases: BTreeMap::new(),
            };
            PeriodResult {
                scores: scorecard(rules, units, &counts),
                counts,
                named_on: result.named_on,
            }
        })
        .collect()
}

/// By unit, then by figure: whether it is suppressed.
type Hidden = Vec<Vec<bool>>;

fn hidden_of_targets(results: &[&PeriodResult], policy: Policy) -> Vec<Hidden> {
    hidden(results, |counts| &counts.targets, policy)
}

/// What is small, and every total with a suppressed part: the units above it, and the longer periods
/// that contain it.
fn hidden(
    results: &[&PeriodResult],
    figures: fn(&Counts) -> &Vec<Vec<Count>>,
    policy: Policy,
) -> Vec<Hidden> {
    let mut hidden: Vec<Hidden> = results
        .iter()
        .map(|result| {
            let counts = figures(&result.counts);
            let mut hidden: Hidden = counts
                .iter()
                .map(|row| row.iter().map(|count| policy.small(*count)).collect())
                .collect();
            for unit in 0..counts.len() {
                let own = hidden[unit].clone();
                for above in result.counts.tree.upwards(unit as u32) {
                    spread(&mut hidden[above as usize], &own);
                }
            }
            hidden
        })
        .collect();
    let months = |result: &PeriodResult| result.counts.period.kind.months();
    let mut from_short: Vec<usize> = (0..results.len()).collect();
    from_short.sort_by_key(|place| months(results[*place]));
    for &longer in &from_short {
        let period = results[longer].counts.period;
        for &part in &from_short {
            let shorter = months(&results[part]) < period.kind.months();
            if shorter && results[part].counts.period.containing(period.kind) == period {
                let parts = hidden[part].clone();
                for (row, part) in hidden[longer].iter_mut().zip(&parts) {
                    spread(row, part);
                }
            }
        }
    }
    hidden
}

fn spread(into: &mut [bool], from: &[bool]) {
    into.iter_mut().zip(from).for_each(|(into, from)| *into |= from);
}
