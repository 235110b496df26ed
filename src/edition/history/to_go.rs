//! What would bring more points: for every indicator that lost points, how many more cases of the
//! same denominator give half a point more, and how many give all. Exact integer arithmetic; nothing
//! is said where there are no cases.

use super::months::head;
use crate::{
    domain::{cell::Count, points::Points},
    edition::view::View,
    rules::{Indicator, rule_set::ChildUnits},
    schema::{Table, published},
    score::{breakdown::breakdown, points::score},
};

/// Half a point.
const STEP: Points = Points(50);

/// One row for each unit and indicator with cases and points lost.
pub fn to_go(view: &View<'_>) -> Table {
    let shown = view.shown;
    let mut rows = Vec::new();
    // Of figures that are not complete nobody knows how many cases are needed.
    let units = if view.is_incomplete() { Vec::new() } else { view.source.shown_units() };
    for unit in units {
        let cells = &shown.scores[unit as usize].cells;
        for (indicator, cell) in view.source.rules.indicators.iter().zip(cells) {
            // An inherited figure is the authority's; the unit's own cases do not move it.
            if unit != 0 && indicator.child_units == ChildUnits::Inherit {
                continue;
            }
            let Some(known) = breakdown(indicator, cell).filter(|known| known.lost > Points::ZERO)
            else {
                continue;
            };
            let (Some(full), Some(counts)) = (known.to_go, cell.counts) else { continue };
            let half =
                (known.lost > STEP).then(|| cases_for(indicator, counts, known.points, full));
            let mut row = head(view, shown.counts.period, shown, unit);
            row.extend([indicator.id.clone().into(), known.lost.into(), half.into(), full.into()]);
            rows.push(row);
        }
    }
    Table { name: "points_to_go", columns: published::TO_GO, rows }
}

/// The fewest more cases that give half a point more than `points`; points never fall when the
/// numerator grows, so the first that suffices is found by halving.
fn cases_for(indicator: &Indicator, (n, d): (u64, u64), points: Points, most: u64) -> u64 {
    let enough = |more: u64| {
        let count = Count::Known { numerator: n + more, denominator: d };
        score(indicator, count, false).points >= Some(points + STEP)
    };
    let (mut from, mut to) = (0, most);
    while from < to {
        let middle = from + (to - from) / 2;
        if enough(middle) {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    from
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{builtin, load};

    #[test]
    fn half_a_point_is_reached_by_the_first_case_that_rounds_to_it() {
        let rules = load::load(&builtin::sources("portal-2026").unwrap()).unwrap();
        let on_time = rules.indicator("handled_on_time").unwrap();
        // 20 points over 100 dossiers: 0.2 points each; 80 give 16.00, 83 the first with 16.50.
        assert_eq!(cases_for(on_time, (80, 100), Points(1600), 20), 3);
        // Full from 80 %: 2 points over 80 cases; 40 give 1.00, 60 give 1.50.
        let reused = rules.indicator("data_reused").unwrap();
        assert_eq!(cases_for(reused, (40, 100), Points(100), 40), 20);
    }
}
