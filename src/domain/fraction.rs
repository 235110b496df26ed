//! Exact fractions. Shares of hundreds of procedures have hundreds of denominators, and what they come to
//! together fits no machine number; but a sum that is to close without remainder may round nowhere. So
//! numerator and denominator are as long as they need to be, in lowest terms, and only what is shown is
//! rounded.

use std::{
    cmp::Ordering,
    iter::Sum,
    ops::{Add, Mul, Neg, Sub},
};

use num_bigint::{BigInt, BigUint};

use super::{number::Decimal, points::Points};

/// A fraction in lowest terms; the denominator is above 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fraction {
    numerator: BigInt,
    denominator: BigInt,
}

impl Fraction {
    /// A fraction in any terms; the denominator is not 0.
    pub fn new(numerator: impl Into<BigInt>, denominator: impl Into<BigInt>) -> Self {
        let (numerator, denominator) = (numerator.into(), denominator.into());
        assert!(denominator != BigInt::ZERO, "a fraction has a denominator");
        let shared = common_divisor(&numerator, &denominator);
        let shared = if denominator < BigInt::ZERO { -shared } else { shared };
        Self { numerator: numerator / &shared, denominator: denominator / shared }
    }

    pub fn zero() -> Self {
        Self { numerator: BigInt::ZERO, denominator: BigInt::from(1) }
    }

    pub const fn numerator(&self) -> &BigInt {
        &self.numerator
    }

    pub const fn denominator(&self) -> &BigInt {
        &self.denominator
    }

    pub fn is_zero(&self) -> bool {
        self.numerator == BigInt::ZERO
    }

    #[must_use]
    pub fn abs(&self) -> Self {
        if self.numerator < BigInt::ZERO { -self } else { self.clone() }
    }

    /// The fraction upside down; it is not 0.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self::new(self.denominator.clone(), self.numerator.clone())
    }

    /// With so many decimals, half up.
    pub fn rounded(&self, places: u8) -> Decimal {
        let half = Self::new(1, 2 * 10_i64.pow(places.into()));
        decimal(&(self + &half).units(places).0, places)
    }

    /// Whole units of the last of so many places, downwards, and what is left of a unit.
    fn units(&self, places: u8) -> (BigInt, Self) {
        let all = &self.numerator * 10_i64.pow(places.into());
        let mut whole = &all / &self.denominator;
        if &whole * &self.denominator > all {
            whole -= 1;
        }
        let rest = all - &whole * &self.denominator;
        (whole, Self::new(rest, self.denominator.clone()))
    }
}

/// Parts of a sum with so many decimals, so that what is shown sums to the sum as it is shown: each is
/// rounded down, and what is missing goes, unit by unit, to those that lost most (the first of equals). So
/// each is less than a unit off, and 0 is shown as 0.
pub fn shown_together(parts: &[Fraction], places: u8) -> Vec<Decimal> {
    let total: Fraction = parts.iter().cloned().sum();
    let (mut whole, lost): (Vec<BigInt>, Vec<Fraction>) =
        parts.iter().map(|part| part.units(places)).unzip();
    let shown: BigInt = whole.iter().sum();
    let missing = BigInt::from(total.rounded(places).units) - shown;
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|a, b| lost[*b].cmp(&lost[*a]));
    for place in order.into_iter().take(usize::try_from(&missing).unwrap_or(0)) {
        whole[place] += 1;
    }
    whole.iter().map(|units| decimal(units, places)).collect()
}

/// What does not fit is no number of points; it stands as the largest that does.
fn decimal(units: &BigInt, places: u8) -> Decimal {
    Decimal::new(i64::try_from(units).unwrap_or(i64::MAX), places)
}

/// Euclid's; above 0 unless both are 0. What fits a machine number is divided as one.
fn common_divisor(a: &BigInt, b: &BigInt) -> BigInt {
    let (mut a, mut b) = (a.magnitude().clone(), b.magnitude().clone());
    loop {
        if let (Ok(mut a), Ok(mut b)) = (u128::try_from(&a), u128::try_from(&b)) {
            while b != 0 {
                (a, b) = (b, a % b);
            }
            return a.into();
        }
        if b == BigUint::ZERO {
            return a.into();
        }
        (a, b) = (b.clone(), a % b);
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.numerator * &other.denominator).cmp(&(&other.numerator * &self.denominator))
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Default for Fraction {
    fn default() -> Self {
        Self::zero()
    }
}

impl From<Points> for Fraction {
    fn from(points: Points) -> Self {
        Self::new(points.0, 100)
    }
}

/// Over one common denominator, reduced once: thousands of fractions are added in the time of a few.
impl Sum for Fraction {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        let parts: Vec<Self> = parts.filter(|part| !part.is_zero()).collect();
        let mut common = BigInt::from(1);
        for part in &parts {
            let rest = &common % &part.denominator;
            let shared = common_divisor(&part.denominator, &rest);
            if shared != part.denominator {
                common *= &part.denominator / shared;
            }
        }
        let over = |part: &Self| &part.numerator * (&common / &part.denominator);
        let numerator: BigInt = parts.iter().map(over).sum();
        Self::new(numerator, common)
    }
}

impl Add for &Fraction {
    type Output = Fraction;
    fn add(self, other: Self) -> Fraction {
        let numerator = &self.numerator * &other.denominator + &other.numerator * &self.denominator;
        Fraction::new(numerator, &self.denominator * &other.denominator)
    }
}

impl Sub for &Fraction {
    type Output = Fraction;
    fn sub(self, other: Self) -> Fraction {
        self + &-other
    }
}

impl Mul for &Fraction {
    type Output = Fraction;
    fn mul(self, other: Self) -> Fraction {
        let denominator = &self.denominator * &other.denominator;
        Fraction::new(&self.numerator * &other.numerator, denominator)
    }
}

impl Neg for &Fraction {
    type Output = Fraction;
    fn neg(self) -> Fraction {
        Fraction { numerator: -&self.numerator, denominator: self.denominator.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(numerator: i64, denominator: i64) -> Fraction {
        Fraction::new(numerator, denominator)
    }

    #[test]
    fn a_fraction_stands_in_lowest_terms_over_a_denominator_above_0() {
        let found = of(6, -4);
        assert_eq!((found.numerator(), found.denominator()), (&(-3).into(), &2.into()));
        assert_eq!((of(0, -7), of(0, -7).is_zero()), (Fraction::zero(), true));
        assert_eq!(of(-1, 2).abs(), of(1, 2));
    }

    #[test]
    fn fractions_are_added_taken_off_and_multiplied_exactly() {
        assert_eq!(&of(1, 6) + &of(1, 10), of(4, 15));
        assert_eq!(&of(1, 6) - &of(1, 10), of(1, 15));
        assert_eq!(&of(-2, 3) * &of(9, 4), of(-3, 2));
    }

    #[test]
    fn a_long_sum_is_the_same_as_one_step_after_another() {
        let parts: Vec<Fraction> =
            (1..200).map(|n| of(if n % 3 == 0 { -n } else { 1 }, n)).collect();
        let steps = parts.iter().fold(Fraction::zero(), |sum, part| &sum + part);
        assert_eq!(parts.into_iter().sum::<Fraction>(), steps);
        assert!(steps.denominator() > &BigInt::from(u128::MAX), "no machine number holds it");
    }

    #[test]
    fn half_is_rounded_up_and_so_is_less_than_nothing() {
        let text = |numerator, denominator| of(numerator, denominator).rounded(2).to_string();
        assert_eq!([text(1, 8), text(-1, 8), text(-1, 3)], ["0.13", "-0.12", "-0.33"]);
    }

    #[test]
    fn parts_that_are_shown_sum_to_the_sum_that_is_shown() {
        let parts = [of(1, 3), of(1, 3), of(1, 3), of(0, 1), of(-1, 8), of(1, 8)];
        let shown: Vec<i64> = shown_together(&parts, 2).iter().map(|part| part.units).collect();
        assert_eq!(shown, [33, 33, 33, 0, -12, 13]);
    }
}
