//! Sets of ranks against the textbook, and against two thousand months of units whose truth is known.

use std::collections::BTreeMap;

use super::*;
use crate::{
    count::joint::Pattern,
    domain::cell::Count,
    rules::{builtin, load},
    score::points::score,
};

fn estimate(points: i64, error: f64) -> Estimate {
    Estimate { points: Points(points), variance: error * error }
}

fn sets(units: &[Estimate]) -> Vec<(u32, u32)> {
    ranks(units).iter().map(|set| (set.low, set.high)).collect()
}

#[test]
fn holm_stops_at_the_first_that_could_be_chance() {
    assert_eq!(holm([0.00001, 0.017, 0.02, 0.1].into_iter()), 1);
    assert_eq!(holm([0.001, 0.002, 0.003].into_iter()), 3);
    assert_eq!(holm([].into_iter()), 0);
}

#[test]
fn units_that_chance_cannot_tell_apart_share_their_ranks() {
    // The first is far ahead, the others lie within an error of each other.
    let units = [estimate(9_000, 50.0), estimate(7_000, 80.0), estimate(7_100, 80.0)];
    assert_eq!(sets(&units), [(1, 1), (2, 3), (2, 3)]);
}

#[test]
fn one_unit_equal_units_and_units_without_chance_have_sure_ranks_or_none_beyond_them() {
    assert_eq!(sets(&[estimate(5_000, 100.0)]), [(1, 1)]);
    assert_eq!(sets(&[estimate(5_000, 0.0), estimate(5_000, 0.0)]), [(1, 2), (1, 2)]);
    assert_eq!(sets(&[estimate(5_000, 0.0), estimate(4_999, 0.0)]), [(1, 1), (2, 2)]);
    assert_eq!(sets(&[]), []);
}

#[test]
fn all_of_few_is_not_certain_and_a_register_is() {
    let rules = load::load(&builtin::sources("portal-2026").unwrap()).unwrap();
    let error_of = |id: &str, n, d| error(rules.indicator(id).unwrap(), n, d);
    let one = error_of("handled_on_time", 1, 1).unwrap();
    let many = error_of("handled_on_time", 1_000, 1_000).unwrap();
    assert!(one > 300.0 && many < 5.0, "{one} {many}");
    assert_eq!(error_of("procedures_offered_online", 3, 9), None);
    // Full points from 50 %: 90 of 100 are surely above, 52 of 100 are not.
    assert_eq!(error_of("submitted_online", 90, 100), None);
    assert!(error_of("submitted_online", 52, 100).is_some());
}

#[test]
fn ratios_of_the_same_dossiers_are_as_alike_as_their_verdicts() {
    let of_all = |those, ratio| OfDossiers { bits: Bits { of: 0, those }, ratio };
    // Of 100 dossiers half fulfil both conditions and half none.
    let alike: Joint = vec![(0b001, 50), (0b111, 50)];
    assert_eq!(correlation(&alike, of_all(1, 0.5), of_all(2, 0.5)), 1.0);
    let opposed: Joint = vec![(0b011, 50), (0b101, 50)];
    assert_eq!(correlation(&opposed, of_all(1, 0.5), of_all(2, 0.5)), -1.0);
    let apart: Joint = vec![(0b001, 25), (0b011, 25), (0b101, 25), (0b111, 25)];
    assert_eq!(correlation(&apart, of_all(1, 0.5), of_all(2, 0.5)), 0.0);
    let sure: Joint = vec![(0b011, 40), (0b111, 60)];
    assert_eq!(correlation(&sure, of_all(1, 1.0), of_all(2, 0.6)), 0.0);
}

/// Numbers that are the same every time (SplitMix64).
struct Draws(u64);

impl Draws {
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Indicators that share their dossiers; the last has full points from one half.
const INDICATORS: [&str; 4] =
    ["handled_on_time", "electronic_result", "dossier_digitized", "submitted_online"];
/// Dossiers of a month, and how often each indicator holds.
const UNITS: [(u64, [f64; 4]); 9] = [
    (12, [0.90, 0.50, 0.40, 0.30]),
    (25, [0.98, 0.60, 0.30, 0.55]),
    (40, [0.85, 0.72, 0.55, 0.45]),
    (60, [0.95, 0.70, 0.60, 0.50]),
    (60, [0.95, 0.70, 0.60, 0.50]),
    (120, [0.80, 0.80, 0.20, 0.70]),
    (200, [0.97, 0.40, 0.80, 0.20]),
    (400, [0.75, 0.65, 0.50, 0.40]),
    (600, [0.99, 0.95, 0.90, 0.90]),
];
const MONTHS: u32 = 2_000;
/// How often the verdicts of a dossier follow one cause that they share.
const SHARED: f64 = 0.5;

/// Dossiers of a month by pattern: bit 0 is that of all, the others those of the indicators.
fn month(draws: &mut Draws, (dossiers, truth): (u64, [f64; 4])) -> Joint {
    let mut joint: BTreeMap<Pattern, u64> = BTreeMap::new();
    for _ in 0..dossiers {
        let cause = draws.share();
        let pattern = truth.iter().enumerate().fold(1, |pattern, (place, share)| {
            let own = if draws.share() < SHARED { cause } else { draws.share() };
            pattern | Pattern::from(own < *share) << (place + 1)
        });
        *joint.entry(pattern).or_default() += 1;
    }
    joint.into_iter().collect()
}

#[test]
fn of_two_thousand_months_ranks_and_ratios_hold_the_truth_as_often_as_they_say() {
    let rules = load::load(&builtin::sources("portal-2026").unwrap()).unwrap();
    let indicators = INDICATORS.map(|id| rules.indicator(id).unwrap());
    let truth = UNITS.map(|(_, shares)| {
        let part = |(share, indicator): (&f64, &&Indicator)| match indicator.score {
            ScoreRule::FullAt { percent } => {
                indicator.max.0 as f64 * (share * 100.0 / percent as f64).min(1.0)
            }
            _ => indicator.max.0 as f64 * share,
        };
        shares.iter().zip(&indicators).map(part).sum::<f64>()
    });
    // Equal units share all ranks of their tie.
    let true_ranks = truth.map(|own| {
        let better = truth.iter().filter(|other| **other > own + 1e-9).count() as u32;
        let worse = truth.iter().filter(|other| **other < own - 1e-9).count() as u32;
        (better + 1, UNITS.len() as u32 - worse)
    });
    let mut draws = Draws(766);
    let [mut joint_hits, mut bound_hits, mut ratio_hits, mut ratios] = [0_u32; 4];
    let [mut leads, mut width] = [0_u32; 2];
    for _ in 0..MONTHS {
        let [mut known, mut bound] = [Vec::new(), Vec::new()];
        for unit in UNITS {
            let joint = month(&mut draws, unit);
            let mut points = Points::ZERO;
            let terms = indicators.iter().enumerate().map(|(place, indicator)| {
                let bits = Bits { of: 0, those: place + 1 };
                let [denominator, numerator] =
                    [bits.of, bits.those].map(|bit| together(&joint, &[bit]));
                let count = Count::Known { numerator, denominator };
                points = points + score(indicator, count, false).points.unwrap();
                let (low, high) = wilson(numerator, denominator).unwrap();
                ratios += 1;
                ratio_hits += u32::from((low..=high).contains(&unit.1[place]));
                let ratio = numerator as f64 / denominator as f64;
                let error = error(indicator, numerator, denominator);
                error.map(|error| Term { error, of: Some(OfDossiers { bits, ratio }) })
            });
            let terms: Vec<Term> = terms.collect::<Vec<_>>().into_iter().flatten().collect();
            known.push(Estimate { points, variance: combined(&terms, Some(&joint)) });
            bound.push(Estimate { points, variance: combined(&terms, None) });
        }
        let holds = |units: &[Estimate]| {
            let sets = ranks(units);
            let holds =
                |(set, truth): (&Ranks, &(u32, u32))| set.low <= truth.0 && truth.1 <= set.high;
            u32::from(sets.iter().zip(&true_ranks).all(holds))
        };
        joint_hits += holds(&known);
        bound_hits += holds(&bound);
        leads += u32::from(ranks(&known).last().is_some_and(|set| set.low == 1 && set.high <= 5));
        width += ranks(&known).iter().map(|set| set.high - set.low + 1).sum::<u32>();
    }
    let percent = |hits: u32, all: u32| f64::from(hits) * 100.0 / f64::from(all);
    let (joint, bound) = (percent(joint_hits, MONTHS), percent(bound_hits, MONTHS));
    let (ratio, leads) = (percent(ratio_hits, ratios), percent(leads, MONTHS));
    let width = f64::from(width) / f64::from(MONTHS) / UNITS.len() as f64;
    println!(
        "sets of ranks hold all true ranks in {joint:.1} % of the months, those from shown counts alone in \
         {bound:.1} %; intervals of ratios in {ratio:.1} %; a set has {width:.2} of {} ranks, and who leads is \
         told apart from the large units in {leads:.1} %",
        UNITS.len()
    );
    assert!(joint >= 94.0 && bound >= 94.0, "joint coverage {joint} and {bound}");
    assert!((93.0..=97.0).contains(&ratio), "coverage of ratios {ratio}");
    assert!(leads > 95.0 && width < 8.0, "sets that tell nothing: {leads} {width}");
}
