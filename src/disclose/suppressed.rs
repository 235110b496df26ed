//! Which figures are suppressed: those that rest on few cases and, under the strict policy, every total
//! of which such a figure is a part. A unit is a part of the units above it; a month is a part of its
//! quarter, half-year and year.

use super::policy::Rounding;
use crate::{
    count::cells::Counts,
    domain::period::{Period, PeriodKind},
    score::period_result::PeriodResult,
};

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
    if !strict {
        certain(results, denominators, rounding, &mut found);
    } else {
        for (result, found) in results.iter().zip(&mut found) {
            upwards(&result.counts, found);
        }
        into_longer_periods(results, &mut found);
    }
    found
}

/// A longer period is suppressed where its rounded number leaves a small month in it one possible value:
/// two months below ten that are eighteen together.
fn certain(
    results: &[&PeriodResult],
    denominators: fn(&Counts) -> Denominators,
    rounding: Rounding,
    found: &mut [Suppressed],
) {
    let cases: Vec<Denominators> =
        results.iter().map(|result| denominators(&result.counts)).collect();
    let periods: Vec<Period> = results.iter().map(|result| result.counts.period).collect();
    for (total, period) in periods.iter().enumerate() {
        let is_part = |part: &Period| {
            part.kind == PeriodKind::Month
                && *part != *period
                && part.containing(period.kind) == *period
        };
        let months: Vec<usize> =
            (0..periods.len()).filter(|part| is_part(&periods[*part])).collect();
        for (unit, row) in cases[total].iter().enumerate() {
            for (figure, whole) in row.iter().enumerate() {
                let parts = months.iter().map(|month| cases[*month][unit][figure]);
                let parts: Vec<u64> = parts.filter(|cases| *cases > 0).collect();
                // Where a dossier stands in two months the months do not tell the whole.
                if parts.iter().sum::<u64>() == *whole && is_certain(*whole, &parts, rounding) {
                    found[total][unit][figure] = true;
                }
            }
        }
    }
}

fn is_certain(whole: u64, parts: &[u64], rounding: Rounding) -> bool {
    let range = |cases: u64| match rounding.is_small(cases) {
        true => (1, rounding.threshold - 1),
        false => {
            let shown = rounding.rounded(cases);
            let least = shown.saturating_sub(rounding.base / 2).max(rounding.threshold);
            (least, shown + (rounding.base - 1) / 2)
        }
    };
    let ranges: Vec<(u64, u64)> = parts.iter().map(|cases| range(*cases)).collect();
    let sum = |end: fn(&(u64, u64)) -> u64| ranges.iter().map(end).sum::<u64>();
    let (whole, least, most) = (range(whole), sum(|range| range.0), sum(|range| range.1));
    let of_small = parts.iter().zip(&ranges).filter(|(cases, _)| rounding.is_small(**cases));
    of_small.into_iter().any(|(_, (low, high))| {
        let at_least = (*low).max(whole.0.saturating_sub(most - high));
        let at_most = (*high).min(whole.1.saturating_sub(least - low));
        at_least >= at_most
    })
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
    short_first.sort_by_key(|place| results[*place].counts.period.kind.step());
    for &total in &short_first {
        let period = results[total].counts.period;
        for &part in &short_first {
            let own = results[part].counts.period;
            if own.kind.step() < period.kind.step() && own.containing(period.kind) == period {
                let parts = found[part].clone();
                parts.iter().zip(&mut found[total]).for_each(|(part, total)| spread(part, total));
            }
        }
    }
}

fn spread(part: &[bool], total: &mut [bool]) {
    total.iter_mut().zip(part).for_each(|(total, part)| *total |= part);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_that_leaves_a_small_part_one_value_is_found() {
        let rounding = Rounding { threshold: 10, base: 5 };
        // 18 is shown as 20, which is 18 to 22, and two months below ten are 18 at most.
        assert!(is_certain(18, &[9, 9], rounding));
        assert!(!is_certain(17, &[9, 8], rounding), "17 is shown as 15: 13 to 17");
        // 12 and 11 are both shown as 10: from 10 to 12.
        assert!(!is_certain(12, &[1, 11], rounding), "one or two");
        assert!(!is_certain(40, &[4, 36], rounding));
    }
}
