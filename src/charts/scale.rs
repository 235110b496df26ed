//! From values to places. The key points of an axis and the mapping are those of plotters' integer
//! coordinate, which never invents a fraction; it is asked in hundredths of a pixel, so that places
//! have two decimals and are the same on every machine.

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordi64;

use crate::domain::number::Decimal;

/// A linear axis over decimals with the same places.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    low: i64,
    high: i64,
    places: u8,
    limits: (i32, i32),
    /// Where gridlines stand, from low to high.
    pub ticks: Vec<Decimal>,
}

impl Scale {
    /// From zero to `high`, drawn from `from` to `to`, with at most `ticks` gridlines.
    pub fn from_zero(high: Decimal, from: f64, to: f64, ticks: usize) -> Self {
        let units = high.units.max(1);
        Scale::over((0, units), high.places, (from, to), key_points(0, units, ticks))
    }

    /// Around values: from zero where they reach down to half of their maximum, else from a round
    /// number below them; never below zero unless a value is, never above `ceiling`.
    pub fn around(
        values: &[Decimal],
        ceiling: Option<Decimal>,
        from: f64,
        to: f64,
        ticks: usize,
    ) -> Self {
        let (Some(&min), Some(&max)) = (values.iter().min(), values.iter().max()) else {
            return Scale::from_zero(ceiling.unwrap_or(Decimal::hundredths(100)), from, to, ticks);
        };
        let places = values.iter().chain(&ceiling).map(|value| value.places).max().unwrap_or(0);
        let (min, max) = (min.units_at(places), max.units_at(places));
        let low = if min >= 0 && min <= max / 2 { 0 } else { min };
        // Room on both sides keeps markers off the frame.
        let spread = (max - low).max(max.abs() / 20).max(10);
        let ceiling = ceiling.map(|ceiling| ceiling.units_at(places));
        let ceiling = ceiling.filter(|ceiling| *ceiling >= max).unwrap_or(i64::MAX);
        let high = (max + spread / 12).min(ceiling);
        let low = if low == 0 { 0 } else { low - spread / 8 };
        let step = step(high - low, ticks);
        let floor = if min >= 0 { 0 } else { i64::MIN };
        let low = (low.div_euclid(step) * step).max(floor);
        let up = high.div_euclid(step) * step + if high.rem_euclid(step) == 0 { 0 } else { step };
        let high = up.min(ceiling).max(low + 1);
        let mut points = vec![low];
        while let Some(next) = points.last().map(|p| p + step).filter(|&p| p <= high) {
            points.push(next);
        }
        Scale::over((low, high), places, (from, to), points)
    }

    fn over((low, high): (i64, i64), places: u8, (from, to): (f64, f64), points: Vec<i64>) -> Self {
        let ticks = points.into_iter().map(|units| Decimal::new(units, places)).collect();
        Scale { low, high, places, limits: (hundredths(from), hundredths(to)), ticks }
    }

    /// The place of a value, kept inside the axis.
    pub fn at(&self, value: Decimal) -> f64 {
        let axis = RangedCoordi64::from(self.low..self.high);
        let units = value.units_at(self.places).clamp(self.low, self.high);
        f64::from(axis.map(&units, self.limits)) / 100.0
    }

    /// Whether the axis begins at zero.
    pub fn begins_at_zero(&self) -> bool {
        self.low == 0
    }
}

/// The distance between gridlines: that of as many of them as are asked for, else of fewer.
fn step(length: i64, ticks: usize) -> i64 {
    let of = |n| key_points(0, length, n).get(1).copied().filter(|&step| step > 0);
    (3..=ticks.max(3)).rev().find_map(of).unwrap_or(1)
}

fn key_points(low: i64, high: i64, at_most: usize) -> Vec<i64> {
    RangedCoordi64::from(low..high).key_points(at_most)
}

fn hundredths(pixels: f64) -> i32 {
    (pixels * 100.0).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of<const N: usize>(units: [i64; N]) -> [Decimal; N] {
        units.map(Decimal::hundredths)
    }

    fn around<const N: usize>(values: [i64; N], ceiling: Option<i64>) -> Scale {
        Scale::around(&of(values), ceiling.map(Decimal::hundredths), 100.0, 0.0, 6)
    }

    #[test]
    fn a_scale_of_points_has_round_gridlines() {
        let scale = Scale::from_zero(Decimal::ALL, 0.0, 500.0, 6);
        assert_eq!(scale.ticks, of([0, 2000, 4000, 6000, 8000, 10_000]));
        assert_eq!(scale.at(Decimal::from(50_i64)), 250.0);
    }

    #[test]
    fn a_scale_stops_at_its_ceiling() {
        let scale = around([9_600, 9_990], Some(10_000));
        assert_eq!(scale.ticks.last(), Some(&Decimal::ALL));
        assert!(!scale.begins_at_zero());
    }

    #[test]
    fn the_ceiling_is_known_before_the_gridlines_are_chosen() {
        let scale = around([4_745, 9_672], Some(10_000));
        assert_eq!(scale.ticks, of([0, 2000, 4000, 6000, 8000, 10_000]));
    }

    #[test]
    fn values_that_reach_far_down_are_shown_from_zero() {
        assert!(around([100, 9_000], Some(10_000)).begins_at_zero());
    }

    #[test]
    fn one_value_and_no_value_have_a_scale_too() {
        assert!(around([5_000], None).ticks.len() >= 2);
        assert!(around([], None).ticks.len() >= 2);
        assert_eq!(around([0, 0], None).at(Decimal::ZERO), 100.0);
    }

    #[test]
    fn there_are_never_more_than_ten_gridlines() {
        for high in (1..200).chain([999, 12_345, 1_000_000_007]) {
            assert!(Scale::from_zero(Decimal::from(high), 0.0, 500.0, 6).ticks.len() <= 10);
            assert!(around([high * 3 / 4, high], None).ticks.len() <= 10);
        }
    }
}
