//! Where a unit stands against the control limits of a funnel plot. It is decided on whole numbers,
//! so that no rounding moves a unit across a limit; only the curves are drawn from fractions.

use crate::domain::number::Decimal;

/// Standard errors of the inner and the outer limit, in hundredths.
pub(super) const LIMITS: [i64; 2] = [196, 309];

/// Where a unit stands against the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    Inside,
    Beyond95,
    Beyond998,
}

/// Where n of d stands against the rate of met of all, decided without fractions.
pub(super) fn standing(n: i64, d: i64, met: i64, all: i64) -> Standing {
    let [n, d, met, all] = [n, d, met, all].map(i128::from);
    let distance = (n * all - met * d).saturating_pow(2).saturating_mul(10_000);
    let spread = (met * (all - met)).saturating_mul(d);
    let beyond = |z: i64| distance > i128::from(z).pow(2).saturating_mul(spread);
    match (beyond(LIMITS[0]), beyond(LIMITS[1])) {
        (_, true) => Standing::Beyond998,
        (true, false) => Standing::Beyond95,
        (false, false) => Standing::Inside,
    }
}

/// The limit at a size in percent with two decimals, kept between none and all.
pub(super) fn limit(met: i64, all: i64, size: f64, z: f64) -> Decimal {
    let rate = met as f64 / all as f64;
    let value = rate + z * (rate * (1.0 - rate) / size).sqrt();
    Decimal::hundredths((value.clamp(0.0, 1.0) * 10_000.0).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_rate_is_inside_for_a_small_unit_and_outside_for_a_large_one() {
        assert_eq!(standing(8, 10, 9_000, 10_000), Standing::Inside);
        assert_eq!(standing(800, 1_000, 9_000, 10_000), Standing::Beyond998);
    }

    #[test]
    fn where_all_meet_the_condition_no_unit_is_outside() {
        assert_eq!(standing(10, 10, 1_000, 1_000), Standing::Inside);
    }

    #[test]
    fn limits_stay_between_none_and_all() {
        assert_eq!(limit(95, 100, 3.0, 3.09), Decimal::ALL);
        assert_eq!(limit(5, 100, 3.0, -3.09), Decimal::ZERO);
    }
}
