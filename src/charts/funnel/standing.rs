//! Where a unit stands against the control limits of a funnel plot (Spiegelhalter 2005), with exact quantiles of
//! the normal distribution. Units differ by more than chance for reasons that no figure knows, such as what
//! their procedures are; how much more is told (overdispersion) and the limits are widened by it, so that only
//! what strays from all of them is named.

use crate::domain::number::Decimal;

/// Standard errors of the inner and the outer limit: 95 % and 99.8 %.
pub(super) const LIMITS: [f64; 2] = [1.959_963_984_540_054, 3.090_232_306_167_813];
/// At either end one unit in so many, and at least one, is moved in to the next before the variance is taken,
/// so that the units which the limits are to find do not widen them.
const ENDS: usize = 10;

/// Where a unit stands against the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    Inside,
    Beyond95,
    Beyond998,
}

/// All units together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Common {
    /// Cases that meet the condition, and all cases.
    pub met: i64,
    pub all: i64,
    /// How many times the variance of the units is that of chance, with two decimals.
    pub overdispersion: Decimal,
}

impl Common {
    /// Of numerators and denominators of units, each with cases.
    pub(super) fn of(units: &[(i64, i64)]) -> Self {
        let [met, all] = [0, 1].map(|part| units.iter().map(|unit| [unit.0, unit.1][part]).sum());
        let chance = Self { met, all, overdispersion: Decimal::hundredths(100) };
        let mut apart: Vec<f64> = units.iter().map(|(n, d)| chance.apart(*n, *d)).collect();
        moved_in(&mut apart);
        let times = (mean_square(&apart) * 100.0).round().min(1e12);
        Self { overdispersion: Decimal::hundredths(times as i64), ..chance }
    }

    /// The factor of the limits: they are widened and never narrowed.
    pub(super) fn widened(&self) -> f64 {
        self.overdispersion.to_f64().max(1.0).sqrt()
    }

    /// How many standard errors of chance a unit lies from all together.
    fn apart(&self, n: i64, d: i64) -> f64 {
        let [wide_n, wide_d, met, all] = [n, d, self.met, self.all].map(i128::from);
        let distance = (wide_n * all - met * wide_d) as f64;
        let spread = (met * (all - met)) as f64 * d as f64;
        if spread > 0.0 { distance / spread.sqrt() } else { 0.0 }
    }

    pub(super) fn standing(&self, n: i64, d: i64) -> Standing {
        let apart = self.apart(n, d).abs() / self.widened();
        match LIMITS.map(|limit| apart > limit) {
            [_, true] => Standing::Beyond998,
            [true, false] => Standing::Beyond95,
            [false, false] => Standing::Inside,
        }
    }

    /// The limit at a size in percent with two decimals, kept between none and all; `z` in standard errors of
    /// chance.
    pub(super) fn limit(&self, size: f64, z: f64) -> Decimal {
        let rate = self.met as f64 / self.all as f64;
        let value = rate + z * self.widened() * (rate * (1.0 - rate) / size).sqrt();
        Decimal::hundredths((value.clamp(0.0, 1.0) * 10_000.0).round() as i64)
    }
}

/// Moves the lowest and the highest in to the next ones.
fn moved_in(apart: &mut [f64]) {
    apart.sort_by(f64::total_cmp);
    let ends = apart.len().div_ceil(ENDS);
    if 2 * ends < apart.len() {
        let (low, high) = (apart[ends], apart[apart.len() - 1 - ends]);
        apart.iter_mut().for_each(|one| *one = one.clamp(low, high));
    }
}

fn mean_square(apart: &[f64]) -> f64 {
    apart.iter().map(|one| one * one).sum::<f64>() / apart.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chance(met: i64, all: i64) -> Common {
        Common { met, all, overdispersion: Decimal::hundredths(100) }
    }

    #[test]
    fn the_same_rate_is_inside_for_a_small_unit_and_outside_for_a_large_one() {
        assert_eq!(chance(9_000, 10_000).standing(8, 10), Standing::Inside);
        assert_eq!(chance(9_000, 10_000).standing(800, 1_000), Standing::Beyond998);
    }

    #[test]
    fn where_all_meet_the_condition_no_unit_is_outside() {
        let common = Common::of(&[(10, 10), (990, 990)]);
        assert_eq!(common.standing(10, 10), Standing::Inside);
        assert_eq!(common.overdispersion.to_string(), "0.00");
    }

    #[test]
    fn limits_stay_between_none_and_all() {
        assert_eq!(chance(95, 100).limit(3.0, 3.09), Decimal::ALL);
        assert_eq!(chance(5, 100).limit(3.0, -3.09), Decimal::ZERO);
    }

    /// FunnelPlotR publishes it of standardised ratios, whose logarithms it takes.
    #[test]
    fn the_overdispersion_is_that_of_others() {
        let (num, den) = ([100, 150, 180, 80, 120, 225], [108, 112, 165, 95, 100, 220]);
        let apart = num.iter().zip(den).map(|(n, d)| {
            let (n, d) = (f64::from(*n), f64::from(d));
            d.sqrt() * (n / d).ln()
        });
        assert!((mean_square(&apart.collect::<Vec<_>>()) - 2.948_033).abs() < 5e-7);
    }

    #[test]
    fn units_that_differ_by_more_than_chance_widen_the_limits_and_one_that_strays_does_not() {
        let spread: Vec<(i64, i64)> = (0..20).map(|unit| (60 + unit, 100)).collect();
        let common = Common::of(&spread);
        assert!(common.widened() > 1.0, "{common:?}");
        let mut alike = vec![(70, 100); 19];
        alike.push((20, 100));
        let common = Common::of(&alike);
        assert!(common.overdispersion < Decimal::hundredths(100), "{common:?}");
        assert_eq!(common.standing(20, 100), Standing::Beyond998);
    }
}
