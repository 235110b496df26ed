//! The policies `rounded` and `strict`: a figure that rests on fewer cases than the threshold is
//! suppressed, every other count is rounded by itself, and points, scores and ranks are computed again
//! from the rounded counts, so that none of them tells more than they do.

use std::collections::BTreeMap;

use super::{
    policy::Rounding,
    suppressed::{Denominators, suppressed},
};
use crate::{
    count::{
        cells::Counts,
        flow::{Flow, place},
    },
    domain::cell::Count,
    score::period_result::PeriodResult,
};

/// The counts of each result as everyone may see them; `strict` suppresses a total with its part.
pub fn counts(rounding: Rounding, strict: bool, results: &[&PeriodResult]) -> Vec<Counts> {
    let of = |denominators: fn(&Counts) -> Denominators| {
        suppressed(results, denominators, rounding, strict)
    };
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
                row.iter().zip(suppressed).map(|(count, s)| shown(rounding, *count, *s)).collect()
            })
            .collect()
    };
    results
        .iter()
        .zip(cells.iter().zip(&targets).zip(&flows))
        .map(|(result, ((cells, targets), flows))| {
            let exact = &result.counts;
            Counts {
                period: exact.period,
                provisional: exact.provisional,
                coverage: exact.coverage,
                has_cases: exact.has_cases.clone(),
                cells: round(&exact.cells, cells),
                targets: round(&exact.targets, targets),
                flows: exact.flows.iter().map(|flow| flow.map(|c| rounding.rounded(c))).collect(),
                flow_suppressed: flows.iter().map(|row| row.contains(&true)).collect(),
                flow_base: vec![rounding.base; exact.flows.len()],
                flows_by_procedure: BTreeMap::new(),
                tree: exact.tree.clone(),
                unmapped_used: exact.unmapped_used,
                databases: BTreeMap::new(),
                joint: BTreeMap::new(),
                bits: exact.bits.clone(),
            }
        })
        .collect()
}

fn shown(rounding: Rounding, count: Count, suppressed: bool) -> Count {
    match count {
        Count::Known { .. } if suppressed => Count::Suppressed,
        Count::Known { numerator, denominator } => Count::Known {
            numerator: rounding.rounded(numerator),
            denominator: rounding.rounded(denominator),
        },
        other => other,
    }
}

/// The cases a figure rests on; 0 where it has none.
fn denominator(count: &Count) -> u64 {
    count.known().map_or(0, |(_, denominator)| denominator)
}
