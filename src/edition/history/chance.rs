//! Whether a change between two shares is more than chance usually gives: 0 lies outside the 95 % interval of
//! their difference. The two months are taken as independent, which overstates chance a little where
//! dossiers stand in both.

use crate::domain::reliability::{FEW, difference};

/// Whether the difference of `a` and `b`, each numerator and denominator, lies beyond chance.
/// `None` where one of them has no cases; of few cases it never does.
pub fn beyond(a: (u64, u64), b: (u64, u64)) -> Option<bool> {
    let (low, high) = difference(a, b)?;
    Some(a.1.min(b.1) >= FEW && (low > 0.0 || high < 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_beyond_chance_where_the_interval_leaves_out_zero() {
        // 80 of 100 against 70 of 100: -0.020 to 0.216; against 65 of 100: 0.026 to 0.269.
        assert_eq!(beyond((80, 100), (70, 100)), Some(false));
        assert_eq!(beyond((80, 100), (65, 100)), Some(true));
    }

    #[test]
    fn few_cases_are_never_beyond_chance_and_none_cannot_be_judged() {
        assert_eq!(beyond((9, 9), (0, 9)), Some(false));
        assert_eq!(beyond((0, 0), (5, 10)), None);
    }

    #[test]
    fn the_order_of_the_months_does_not_matter() {
        for (a, b) in [((80, 100), (65, 100)), ((3, 40), (9, 50)), ((500, 1000), (560, 1000))] {
            assert_eq!(beyond(a, b), beyond(b, a));
        }
    }

    #[test]
    fn a_province_of_a_billion_dossiers_is_judged_too() {
        assert_eq!(beyond((900_000_000, 1_000_000_000), (800_000_000, 1_000_000_000)), Some(true));
        assert_eq!(beyond((900_000_000, 1_000_000_000), (900_000_001, 1_000_000_000)), Some(false));
    }
}
