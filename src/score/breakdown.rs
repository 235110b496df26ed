//! How the points of one figure come about, for whoever asks: the exact fraction before rounding
//! (section 3.6), what is lost, and how many more cases would give full points.

use super::points::{Scored, score};
use crate::{
    domain::{cell::Count, points::Points},
    rules::{Indicator, rule_set::ScoreRule},
};

/// The points of a figure, step by step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breakdown {
    pub max: Points,
    /// Points before rounding, as a fraction in lowest terms; absent where there are no cases.
    pub exact: Option<(u128, u128)>,
    pub points: Points,
    pub lost: Points,
    /// How many more cases of the same denominator would give full points; absent where there are
    /// no cases.
    pub to_go: Option<u64>,
}

/// Takes a scored figure apart; `None` where it has no points.
pub fn breakdown(indicator: &Indicator, scored: &Scored) -> Option<Breakdown> {
    let points = scored.points?;
    let cases = scored.counts.filter(|(_, denominator)| *denominator > 0);
    Some(Breakdown {
        max: indicator.max,
        exact: cases.and_then(|(numerator, denominator)| exact(indicator, numerator, denominator)),
        points,
        lost: indicator.max - points,
        to_go: cases.map(|(numerator, denominator)| to_go(indicator, numerator, denominator)),
    })
}

fn exact(indicator: &Indicator, numerator: u64, denominator: u64) -> Option<(u128, u128)> {
    let (numerator, denominator) = (u128::from(numerator), u128::from(denominator));
    let (reached, needed) = match indicator.score {
        ScoreRule::Info => return None,
        ScoreRule::Linear => (numerator, denominator),
        ScoreRule::FullAt { percent } => (numerator * 100, denominator * u128::from(percent)),
    };
    // The maximum is in hundredths.
    let above = reached.min(needed) * u128::from(indicator.max.0.unsigned_abs());
    let below = needed * 100;
    let shared = greatest_common_divisor(above, below).max(1);
    Some((above / shared, below / shared))
}

fn greatest_common_divisor(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

/// Points never fall when the numerator grows, so the first case that suffices is found by halving.
fn to_go(indicator: &Indicator, numerator: u64, denominator: u64) -> u64 {
    let full = |more: u64| {
        let count = Count::Known { numerator: numerator + more, denominator };
        score(indicator, count, false).points == Some(indicator.max)
    };
    let (mut from, mut to) = (0, denominator.saturating_sub(numerator));
    while from < to {
        let middle = from + (to - from) / 2;
        if full(middle) {
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

    fn worked(id: &str, numerator: u64, denominator: u64) -> Breakdown {
        let rules = load::load(&builtin::sources("portal-2026").unwrap()).unwrap();
        let indicator = rules.indicator(id).unwrap();
        let scored = score(indicator, Count::Known { numerator, denominator }, false);
        breakdown(indicator, &scored).unwrap()
    }

    #[test]
    fn a_linear_figure_needs_every_case_for_full_points() {
        let found = worked("handled_on_time", 3, 8);
        assert_eq!(found.exact, Some((15, 2)));
        assert_eq!((found.points, found.lost), (Points(750), Points(1250)));
        assert_eq!(found.to_go, Some(5));
    }

    #[test]
    fn a_figure_full_at_a_share_needs_only_the_cases_up_to_it() {
        assert_eq!(worked("data_reused", 7, 10).to_go, Some(1));
        assert_eq!(worked("data_reused", 8, 10).to_go, Some(0));
        assert_eq!(worked("data_reused", 9, 10).exact, Some((2, 1)));
    }

    #[test]
    fn points_that_round_up_to_the_maximum_are_full() {
        assert_eq!(worked("handled_on_time", 99_974, 100_000).to_go, Some(1));
    }

    #[test]
    fn without_cases_nothing_is_to_go_and_the_rule_says_what_is_lost() {
        let found = worked("handled_on_time", 0, 0);
        assert_eq!((found.exact, found.to_go, found.lost), (None, None, Points(2000)));
        assert_eq!(worked("petitions_on_time", 0, 0).lost, Points::ZERO);
    }
}
