//! Which figures are suppressed: those that rest on few cases and, under the strict policy, every total
//! of which such a figure is a part. A unit is a part of the units above it; a month is a part of its
//! quarter, half-year and year.

use super::policy::Rounding;
use crate::{count::cells::Counts, score::period_result::PeriodResult};

/// By unit, then by figure: the cases it rests on.
pub type Denominators = Vec<Vec<u64>>;
/// By unit, then by figure.
pub type Suppressed = Vec<Vec<bool>>;

/// What is suppressed, result by result.
pub fn suppressed(
    results: &[&PeriodResult],
    denominators: fn(&Counts) -> Denominators,
    rounding: Rounding,
    strict: bool,
) -> Vec<Suppressed> {
    let mut found: Vec<Suppressed> = results
        .iter()
        .map(|result| {
            let denominators = denominators(&result.counts);
            denominators
                .iter()
                .map(|row| row.iter().map(|cases| rounding.is_small(*cases)).collect())
                .collect()
        })
        .collect();
    if strict {
        for (result, found) in results.iter().zip(&mut found) {
            upwards(&result.counts, found);
        }
        into_longer_periods(results, &mut found);
    }
    found
}

fn upwards(counts: &Counts, found: &mut Suppressed) {
    for unit in 0..found.len() {
        let part = found[unit].clone();
        for above in counts.tree.upwards(unit as u32) {
            spread(&part, &mut found[above as usize]);
        }
    }
}

/// Short periods first, so that what a month spreads to its quarter goes on to the year.
fn into_longer_periods(results: &[&PeriodResult], found: &mut [Suppressed]) {
    let mut short_first: Vec<usize> = (0..results.len()).collect();
    short_first.sort_by_key(|place| results[*place].counts.period.kind.months());
    for &total in &short_first {
        let period = results[total].counts.period;
        for &part in &short_first {
            let own = results[part].counts.period;
            if own.kind.months() < period.kind.months() && own.containing(period.kind) == period {
                let parts = found[part].clone();
                parts.iter().zip(&mut found[total]).for_each(|(part, total)| spread(part, total));
            }
        }
    }
}

fn spread(part: &[bool], total: &mut [bool]) {
    total.iter_mut().zip(part).for_each(|(total, part)| *total |= part);
}
