//! How certain a rank is. Had other citizens come in the month, the ratios of a unit would be a little different,
//! and so would its points. How far is told by their variance: of each ratio from its own counts, and between
//! ratios of the same dossiers from what these have in common. Units whose difference could be chance
//! are not told apart, with 95 % for all of them at once (Holm). No random draws: the same counts
//! give the same sets. Registers are no sample, so what is counted in them has no chance.

use super::points::Scored;
use crate::{
    count::{
        cells::Counts,
        joint::{Bits, Joint, together},
    },
    domain::{points::Points, reliability::wilson},
    rules::{
        Indicator, RuleSet,
        rule_set::{ChildUnits, ScoreRule},
    },
    schema::facts::Subject,
};

/// How often any two units of a list are told apart by chance alone.
const ERROR: f64 = 0.05;
/// The square of the normal quantile of 97.5 %: cases that are added to a ratio, half of them good, so that
/// none and all of few are not taken for certain (Agresti and Coull 1998).
const ADDED: f64 = 3.841_458_820_694_124;

/// The ranks that a unit may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranks {
    pub low: u32,
    pub high: u32,
}

/// The points of a unit, and their variance in hundredths of a point squared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub points: Points,
    pub variance: f64,
}

/// The ranks that each of some units may have. A unit stands below all that are better beyond chance, and
/// above all that are worse beyond chance.
pub fn ranks(units: &[Estimate]) -> Vec<Ranks> {
    let mut ranks = vec![Ranks { low: 1, high: units.len() as u32 }; units.len()];
    for (better, worse) in told_apart(units) {
        ranks[better].high -= 1;
        ranks[worse].low += 1;
    }
    ranks
}

/// Pairs of units whose difference is beyond chance, the better one first.
fn told_apart(units: &[Estimate]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(f64, (usize, usize))> = Vec::new();
    for (one, a) in units.iter().enumerate() {
        for (other, b) in units.iter().enumerate().skip(one + 1) {
            let pair = if a.points > b.points { (one, other) } else { (other, one) };
            pairs.push((p_value(a, b), pair));
        }
    }
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let count = holm(pairs.iter().map(|(p, _)| *p));
    pairs.into_iter().take(count).map(|(_, pair)| pair).collect()
}

/// How often chance alone would set two equal units so far apart.
fn p_value(a: &Estimate, b: &Estimate) -> f64 {
    let apart = (a.points - b.points).0.unsigned_abs() as f64;
    let variance = a.variance + b.variance;
    match (apart > 0.0, variance > 0.0) {
        (false, _) => 1.0,
        (true, false) => 0.0,
        (true, true) => libm::erfc(apart / (2.0 * variance).sqrt()),
    }
}

/// How many of these, from the smallest up, are beyond chance together (Holm 1979).
fn holm(p_values: impl ExactSizeIterator<Item = f64>) -> usize {
    let all = p_values.len();
    p_values.enumerate().take_while(|(place, p)| *p <= ERROR / (all - place) as f64).count()
}

/// One ratio as a part of the points.
struct Term {
    /// Standard error of its points, in hundredths.
    error: f64,
    /// What it counts, where dossiers are known one by one.
    of: Option<OfDossiers>,
}

#[derive(Clone, Copy)]
struct OfDossiers {
    bits: Bits,
    ratio: f64,
}

/// The variance of the points of the `comparable` indicators of a unit. Where it is not known what dossiers
/// have in common, as in a public view, their ratios are taken to rise and fall together: a bound
/// that needs no more than the counts shown.
pub fn variance(
    rules: &RuleSet,
    counts: &Counts,
    unit: usize,
    cells: &[Scored],
    comparable: &[usize],
) -> f64 {
    let joint = counts.joint.get(&(unit as u32));
    let terms: Vec<Term> = comparable
        .iter()
        .filter_map(|place| {
            let indicator = &rules.indicators[*place];
            let (numerator, denominator) = cells[*place].fraction()?;
            let ratio = numerator.min(denominator) as f64 / denominator as f64;
            let bits = counts.bits[*place].filter(|_| indicator.counts == Subject::Dossiers);
            let error = error(indicator, numerator, denominator)?;
            Some(Term { error, of: bits.map(|bits| OfDossiers { bits, ratio }) })
        })
        .collect();
    combined(&terms, joint)
}

fn combined(terms: &[Term], joint: Option<&Joint>) -> f64 {
    let mut sum = 0.0;
    for (place, a) in terms.iter().enumerate() {
        sum += a.error * a.error;
        for b in &terms[place + 1..] {
            if let (Some(one), Some(other)) = (a.of, b.of) {
                let alike = joint.map_or(1.0, |joint| correlation(joint, one, other));
                sum += 2.0 * alike * a.error * b.error;
            }
        }
    }
    sum.max(0.0)
}

/// The standard error of the points of a ratio, in hundredths; `None` where chance has no part in it.
fn error(indicator: &Indicator, numerator: u64, denominator: u64) -> Option<f64> {
    // A register is counted as a whole, and what units inherit is the same for all.
    let is_register = indicator.counts == Subject::Announcements
        || indicator.counts == Subject::Procedures && indicator.having.is_none();
    if is_register || indicator.child_units == ChildUnits::Inherit {
        return None;
    }
    let full_at = match indicator.score {
        ScoreRule::Info => return None,
        ScoreRule::Linear => 1.0,
        ScoreRule::FullAt { percent } => percent as f64 / 100.0,
    };
    let numerator = numerator.min(denominator);
    let (low, _) = wilson(numerator, denominator)?;
    if full_at < 1.0 && low >= full_at {
        return None;
    }
    let cases = denominator as f64 + ADDED;
    let share = (numerator as f64 + ADDED / 2.0) / cases;
    Some(indicator.max.0 as f64 / full_at * (share * (1.0 - share) / cases).sqrt())
}

/// How alike two ratios of the same dossiers rise and fall, from -1 to 1; 0 where one of them cannot move.
fn correlation(joint: &Joint, a: OfDossiers, b: OfDossiers) -> f64 {
    let moment = |a: OfDossiers, b: OfDossiers| {
        let both = |one: usize, other: usize| together(joint, &[one, other]) as f64;
        both(a.bits.those, b.bits.those)
            - b.ratio * both(a.bits.those, b.bits.of)
            - a.ratio * both(a.bits.of, b.bits.those)
            + a.ratio * b.ratio * both(a.bits.of, b.bits.of)
    };
    let own = moment(a, a) * moment(b, b);
    if own > 0.0 { (moment(a, b) / own.sqrt()).clamp(-1.0, 1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests;
