//! Whether a change between two shares is more than chance usually gives: the 95 % interval of the
//! difference of two proportions, with half a case of correction on either side (Yates). Everything
//! is whole numbers; both sides are squared, so no root is taken. The two months are taken as
//! independent, which overstates chance a little where dossiers stand in both.

use crate::domain::reliability::FEW;

/// 1.96 squared, in ten-thousandths.
const Z_SQUARED: u128 = 38_416;
/// Counts above this are scaled down alike, so that no product leaves 128 bits.
const MOST: u64 = 1 << 20;

/// Whether the difference of `a` and `b`, each numerator and denominator, lies beyond chance.
/// `None` where one of them has no cases.
pub fn beyond(a: (u64, u64), b: (u64, u64)) -> Option<bool> {
    if a.1 == 0 || b.1 == 0 {
        return None;
    }
    if a.1 < FEW || b.1 < FEW {
        return Some(false);
    }
    let (a, b) = scaled(a, b);
    let ((x, m), (y, n)) = (wide(a), wide(b));
    // With the pooled share p = (x+y)/(m+n), beyond chance is
    // |x/m - y/n| - (1/m + 1/n)/2 > z · root(p(1-p)(1/m + 1/n)); both sides times 2mn, then squared.
    let Some(apart) = (2 * x * n).abs_diff(2 * y * m).checked_sub(m + n) else {
        return Some(false);
    };
    let (cases, all) = (x + y, m + n);
    let variance = 4 * m * n * cases * (all - cases);
    Some(apart * apart * all * 10_000 > variance * Z_SQUARED)
}

/// Large counts divided alike. Fewer cases widen the interval, so nothing is called beyond chance
/// that is not.
fn scaled(a: (u64, u64), b: (u64, u64)) -> ((u64, u64), (u64, u64)) {
    let by = a.1.max(b.1).div_ceil(MOST).max(1);
    let down = |(x, m): (u64, u64)| (x.min(m) / by, (m / by).max(1));
    (down(a), down(b))
}

fn wide((numerator, denominator): (u64, u64)) -> (u128, u128) {
    (u128::from(numerator.min(denominator)), u128::from(denominator))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_that_of_the_textbook() {
        // 80 of 100 against 68 of 100: z = (0.12 - 0.01) / root(0.74·0.26·0.02) = 1.773.
        assert_eq!(beyond((80, 100), (68, 100)), Some(false));
        // 80 of 100 against 65 of 100: z = (0.15 - 0.01) / root(0.725·0.275·0.02) = 2.217.
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
