//! The change of the points of one indicator. Points before rounding are linear in the ratio up to a cap, so
//! that what a ratio moves by, the cap and the rounding are terms that are added. Where one of the two has
//! no ratio there is nothing to split, and the term says what it has in the place of one. Rule sets are a
//! factor beside time: what time changes is averaged over both, what the rules change over both periods
//! (Das Gupta's symmetric form of two factors).

use std::collections::BTreeMap;

use super::{
    ratio::split,
    terms::{Term, Terms},
};
use crate::{
    count::parts::{Parts, Place},
    domain::{cell::Status, fraction::Fraction, points::Points},
    rules::{Indicator, rule_set::ScoreRule},
    score::points::Scored,
};

/// A figure with what it is made of.
#[derive(Clone, Debug)]
pub struct Figure<'a> {
    pub indicator: &'a Indicator,
    pub scored: Scored,
    /// Of figures with cases.
    pub parts: Parts,
}

/// What a rule set makes of an indicator, then and now; `None` where it does not have it.
pub type ThenAndNow<'a> = [Option<Figure<'a>>; 2];

/// The change of the points of one indicator.
#[derive(Clone, Debug)]
pub struct Change {
    pub then: Option<Scored>,
    pub now: Option<Scored>,
    /// Of the points; what is not there has none.
    pub points: Terms,
    /// Of the points that can be had.
    pub available: Terms,
    /// By part, where time changes a ratio.
    pub parts: BTreeMap<Place, PartChange>,
}

/// What a part contributes to the change of the points.
#[derive(Clone, Debug, Default)]
pub struct PartChange {
    /// Numerator and denominator.
    pub then: (u64, u64),
    pub now: (u64, u64),
    /// By its own ratio.
    pub rate: Fraction,
    /// By its share among all cases: a part that is better than all together gains by a larger one. Over all
    /// parts this sums to the terms of both mixes.
    pub mix: Fraction,
}

/// How a change comes about. Given are the figures under each rule set: one where both periods are counted
/// by it, else that of the earlier and that of the later period. Where the period is one, read twice,
/// whatever time changes is late or corrected data.
pub fn change(by_rules: &[ThenAndNow<'_>], one_period: bool) -> Change {
    let (first, last) = (by_rules.first(), by_rules.last());
    let then = first.and_then(|[then, _]| then.as_ref());
    let now = last.and_then(|[_, now]| now.as_ref());
    let each = Fraction::new(1, by_rules.len().max(1) as i64);
    let mut change = Change {
        then: then.map(|figure| figure.scored),
        now: now.map(|figure| figure.scored),
        points: Terms::default(),
        available: Terms::default(),
        parts: BTreeMap::new(),
    };
    for [then, now] in by_rules {
        let found = over_time(then.as_ref(), now.as_ref(), one_period);
        change.points.add(&found.points, &each);
        change.available.add(&found.available, &each);
        for (place, (rate, mix)) in found.parts {
            let part = change.parts.entry(place).or_default();
            part.rate = &part.rate + &(&rate * &each);
            part.mix = &part.mix + &(&mix * &each);
        }
    }
    if let ([first, .., last], half) = (by_rules, Fraction::new(1, 2)) {
        for (first, last) in first.iter().zip(last) {
            let by_rules = |of: fn(Option<&Figure<'_>>) -> Fraction| {
                Terms::only(Term::Rules, &of(last.as_ref()) - &of(first.as_ref()))
            };
            change.points.add(&by_rules(exact), &half);
            change.available.add(&by_rules(available), &half);
        }
    }
    let rounding = &rounding(now) - &rounding(then);
    change.points.add(&Terms::only(Term::Rounding, rounding), &Fraction::new(1, 1));
    for (place, part) in &mut change.parts {
        let cases = |figure: Option<&Figure<'_>>| {
            figure.and_then(|figure| figure.parts.cases.get(place)).copied().unwrap_or_default()
        };
        (part.then, part.now) = (cases(then), cases(now));
    }
    change
}

/// What a figure has its points from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    /// It has none, and none can be had.
    Nothing,
    NoCases,
    Ratio,
}

impl Figure<'_> {
    fn from(&self) -> From {
        match self.scored.status {
            Status::NoCases => From::NoCases,
            _ if self.ratio().is_some() => From::Ratio,
            _ => From::Nothing,
        }
    }

    fn ratio(&self) -> Option<Fraction> {
        let (numerator, denominator) = self.scored.fraction()?;
        Some(Fraction::new(numerator, denominator))
    }

    /// Points for each unit of the ratio, below the cap.
    fn slope(&self) -> Fraction {
        let percent = match self.indicator.score {
            ScoreRule::Info => return Fraction::zero(),
            ScoreRule::Linear => 100,
            ScoreRule::FullAt { percent } => percent,
        };
        &Fraction::from(self.indicator.max) * &Fraction::new(100, percent)
    }

    /// Points before rounding, as if there were no cap.
    fn uncapped(&self) -> Fraction {
        self.ratio().map_or_else(Fraction::zero, |ratio| &ratio * &self.slope())
    }
}

/// Points before rounding; none are 0.
fn exact(figure: Option<&Figure<'_>>) -> Fraction {
    let Some(figure) = figure else { return Fraction::zero() };
    let max = Fraction::from(figure.indicator.max);
    match figure.from() {
        From::Nothing => Fraction::zero(),
        From::NoCases => figure.scored.points.unwrap_or_default().into(),
        From::Ratio => figure.uncapped().min(max),
    }
}

fn available(figure: Option<&Figure<'_>>) -> Fraction {
    let counts = figure.filter(|figure| figure.scored.available);
    counts.map_or(Points::ZERO, |figure| figure.indicator.max).into()
}

fn rounding(figure: Option<&Figure<'_>>) -> Fraction {
    let published = figure.and_then(|figure| figure.scored.points).unwrap_or_default();
    &Fraction::from(published) - &exact(figure)
}

/// Why time changes what is not a change of a ratio; `None` where both have one.
fn instead_of_ratio(
    then: Option<&Figure<'_>>,
    now: Option<&Figure<'_>>,
    one_period: bool,
) -> Option<Term> {
    let from = |figure: Option<&Figure<'_>>| figure.map_or(From::Nothing, Figure::from);
    match (from(then), from(now)) {
        _ if one_period => Some(Term::LateData),
        (From::Ratio, From::Ratio) => None,
        (From::Nothing, _) | (_, From::Nothing) => Some(Term::Source),
        _ => Some(Term::NoCases),
    }
}

/// What time changes under one rule set.
#[derive(Default)]
struct OverTime {
    points: Terms,
    available: Terms,
    /// Rate and mix of each part, in points.
    parts: BTreeMap<Place, (Fraction, Fraction)>,
}

fn over_time(then: Option<&Figure<'_>>, now: Option<&Figure<'_>>, one_period: bool) -> OverTime {
    let mut found = OverTime::default();
    let change = &exact(now) - &exact(then);
    let term = instead_of_ratio(then, now, one_period);
    if let Some(term) = term {
        found.points = Terms::only(term, change.clone());
        found.available = Terms::only(term, &available(now) - &available(then));
    }
    let (Some(then), Some(now)) = (then, now) else { return found };
    if then.from() != From::Ratio || now.from() != From::Ratio {
        return found;
    }
    let slope = now.slope();
    let of_ratio = split(&then.parts, &now.parts);
    if term.is_none() {
        for (term, effect) in of_ratio.terms() {
            found.points.add(&Terms::only(term, effect.clone()), &slope);
        }
        let beyond = &change - &(&now.uncapped() - &then.uncapped());
        found.points.add(&Terms::only(Term::Cap, beyond), &Fraction::new(1, 1));
    }
    let parts = of_ratio.parts.into_iter();
    found.parts =
        parts.map(|(place, (rate, mix))| (place, (&rate * &slope, &mix * &slope))).collect();
    found
}

#[cfg(test)]
mod tests;
