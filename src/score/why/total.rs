//! The change of a unit's total: its points are the sum of those of the indicators, and so are the terms.
//! Out of 100 they are divided by what can be had, which changes too where a source comes or goes: a
//! product of two factors, split alike.

use super::{
    change::Change,
    terms::{Term, Terms},
};
use crate::{
    domain::{fraction::Fraction, points::Points},
    rules::Indicator,
    score::scorecard::UnitScore,
};

/// How a total moved.
#[derive(Clone, Debug)]
pub struct TotalChange {
    /// Of the points of all indicators together.
    pub points: Terms,
    /// Of what can be had.
    pub available: Terms,
    /// Of the score out of 100, as a sum of the same terms; absent where one of the two has none.
    pub score: Option<Terms>,
}

/// How a unit moved.
#[derive(Clone, Debug)]
pub struct UnitChange<'a> {
    pub unit: u32,
    pub total: TotalChange,
    /// In the order of the rule set.
    pub indicators: Vec<(&'a Indicator, Change)>,
}

/// Adds up the changes of all indicators of either rule set.
pub fn total<'a>(
    changes: impl Iterator<Item = &'a Change>,
    then: &UnitScore,
    now: &UnitScore,
) -> TotalChange {
    let all = Fraction::new(1, 1);
    let (mut points, mut available) = (Terms::default(), Terms::default());
    for change in changes {
        points.add(&change.points, &all);
        available.add(&change.available, &all);
    }
    let score = then.score.zip(now.score);
    let score = score.map(|shown| out_of_hundred(&points, &available, [then, now], shown.into()));
    TotalChange { points, available, score }
}

/// 100 × points / available: the mean of both divisors for what changes the points, the mean of both
/// points for what changes the divisor. The change of 1 / available is that of available itself over
/// their product, so that each of its terms has its part.
fn out_of_hundred(
    points: &Terms,
    available: &Terms,
    units: [&UnitScore; 2],
    shown: [Points; 2],
) -> Terms {
    let hundred = Fraction::from(Points::whole(100));
    let half = Fraction::new(1, 2);
    let [before, after] = units.map(|unit| Fraction::from(unit.points.unwrap_or_default()));
    let [less, more] = units.map(|unit| Fraction::from(unit.available).inverse());
    let by_points = &(&(&less + &more) * &half) * &hundred;
    let by_available = &(&(&before + &after) * &half) * &(&(&less * &more) * &hundred);
    let mut terms = Terms::default();
    terms.add(points, &by_points);
    terms.add(available, &-&by_available);
    let exact = [&before * &less, &after * &more].map(|share| &share * &hundred);
    let rounding: Vec<Fraction> =
        exact.iter().zip(shown).map(|(exact, shown)| &Fraction::from(shown) - exact).collect();
    let rounding = &rounding[1] - &rounding[0];
    terms.add(&Terms::only(Term::Rounding, rounding), &Fraction::new(1, 1));
    terms
}
