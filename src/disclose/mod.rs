//! Disclosure control: from exact figures to those that may be shown to everyone. A figure that rests
//! on fewer cases than the threshold is suppressed; every other count is rounded by itself, and
//! points, scores and ranks are computed again from the rounded counts, so that none of them tells
//! more than they do. A public edition is made from nothing else than what this room returns.

mod policy;
mod suppressed;

use std::collections::BTreeMap;

use crate::score::period_result::PeriodResult;
use crate::{
    count::{
        cells::Counts,
        flow::{Flow, place},
    },
    domain::{cell::Count, unit::Units},
    rules::RuleSet,
    score::scorecard::scorecard,
};
pub use policy::{Policy, Totals};
use suppressed::{Denominators, suppressed};

/// Results as everyone may see them, in the order in which they were given. They should hold every
/// month of each longer period among them: a part that is not there cannot suppress its total.
pub fn disclose(
    policy: Policy,
    rules: &RuleSet,
    units: &Units,
    results: &[&PeriodResult],
) -> Vec<PeriodResult> {
    let of = |denominators: fn(&Counts) -> Denominators| suppressed(results, denominators, policy);
    let cells =
        of(|counts| counts.cells.iter().map(|row| row.iter().map(denominator).collect()).collect());
    let targets = of(|counts| {
        counts.targets.iter().map(|row| row.iter().map(denominator).collect()).collect()
    });
    // Each of these is the denominator of an indicator; a flow would tell what the indicator hides.
    let flows = of(|counts| {
        let (opening, received) = (place("opening"), place("received"));
        let (ended, judged) = (place("ended"), place("on_time_denominator"));
        let rests_on = |flow: &Flow| {
            vec![flow[received], flow[opening] + flow[received], flow[ended], flow[judged]]
        };
        counts.flows.iter().map(rests_on).collect()
    });
    let round = |figures: &[Vec<Count>], suppressed: &[Vec<bool>]| {
        let units = figures.iter().zip(suppressed);
        units
            .map(|(row, suppressed)| {
                row.iter().zip(suppressed).map(|(count, s)| policy.shown(*count, *s)).collect()
            })
            .collect()
    };
    results
        .iter()
        .zip(cells.iter().zip(&targets).zip(&flows))
        .map(|(result, ((cells, targets), flows))| {
            let exact = &result.counts;
            let counts = Counts {
                period: exact.period,
                provisional: exact.provisional,
                coverage: exact.coverage,
                has_cases: exact.has_cases.clone(),
                cells: round(&exact.cells, cells),
                targets: round(&exact.targets, targets),
                flows: exact.flows.iter().map(|flow| flow.map(|c| policy.rounded(c))).collect(),
                flow_suppressed: flows.iter().map(|row| row.contains(&true)).collect(),
                flows_by_procedure: BTreeMap::new(),
                tree: exact.tree.clone(),
                unmapped_used: exact.unmapped_used,
                databases: BTreeMap::new(),
            };
            let scores = scorecard(rules, units, &counts);
            PeriodResult { scores, counts, named_on: result.named_on }
        })
        .collect()
}

/// The cases a figure rests on; 0 where it has none.
fn denominator(count: &Count) -> u64 {
    match count {
        Count::Known { denominator, .. } => *denominator,
        _ => 0,
    }
}
