use super::*;
use crate::{
    domain::cell::Count,
    rules::{RuleSet, builtin, load},
    score::points::score,
};

fn rules(id: &str) -> RuleSet {
    load::load(&builtin::sources(id).unwrap()).unwrap()
}

/// A figure of these parts: unit, procedure, numerator, denominator; and what is beyond them.
fn of<'a>(rules: &'a RuleSet, id: &str, cases: &[(u32, u32, u64, u64)], beyond: u64) -> Figure<'a> {
    let indicator = rules.indicator(id).unwrap();
    let cases = cases.iter().map(|(unit, procedure, of, all)| ((*unit, *procedure), (*of, *all)));
    let parts = Parts { cases: cases.collect(), beyond };
    let (numerator, denominator) = parts.total();
    let scored = score(indicator, Count::Known { numerator, denominator }, false);
    Figure { indicator, scored, parts }
}

fn missing<'a>(rules: &'a RuleSet, id: &str) -> Figure<'a> {
    let indicator = rules.indicator(id).unwrap();
    let scored = score(indicator, Count::MissingSource, false);
    Figure { indicator, scored, parts: Parts::default() }
}

/// The terms that are not 0, as fractions; that they sum to the change of the points is asserted.
#[track_caller]
fn terms(change: &Change) -> Vec<(&'static str, String)> {
    let points =
        |scored: Option<Scored>| scored.and_then(|scored| scored.points).unwrap_or_default();
    let moved = points(change.now) - points(change.then);
    assert_eq!(change.points.total(), moved.into(), "{change:?}");
    let can_be_had = |figure: Option<Scored>| figure.is_some_and(|scored| scored.available);
    assert!(
        can_be_had(change.then) != can_be_had(change.now) || change.available.total().is_zero()
    );
    let all = Term::ALL.iter().map(|term| (term.as_str(), change.points.of(*term)));
    all.filter(|(_, value)| !value.is_zero())
        .map(|(name, value)| (name, format!("{}/{}", value.numerator(), value.denominator())))
        .collect()
}

fn named(found: &[(&'static str, String)]) -> Vec<&'static str> {
    found.iter().map(|(name, _)| *name).collect()
}

const ON_TIME: &str = "handled_on_time";

#[test]
fn with_the_same_mix_all_of_it_is_the_rate() {
    let rules = rules("portal-2026");
    let then = of(&rules, ON_TIME, &[(1, 1, 9, 10), (2, 1, 5, 10)], 0);
    let now = of(&rules, ON_TIME, &[(1, 1, 9, 10), (2, 1, 8, 10)], 0);
    // 3 of 20 more, at 20 points.
    assert_eq!(terms(&change(&[[Some(then), Some(now)]], false)), [("rate", "3/1".to_owned())]);
}

#[test]
fn with_the_same_ratios_all_of_it_is_the_mix() {
    let rules = rules("portal-2026");
    let then = of(&rules, ON_TIME, &[(1, 1, 10, 10), (1, 2, 0, 10)], 0);
    let now = of(&rules, ON_TIME, &[(1, 1, 15, 15), (1, 2, 0, 5)], 0);
    let procedures = change(&[[Some(then), Some(now)]], false);
    assert_eq!(terms(&procedures), [("procedure_mix", "5/1".to_owned())]);
    // Both have their part in it: one is better than all and gained weight, the other worse and lost it.
    let mixes: Vec<Fraction> = procedures.parts.values().map(|part| part.mix.clone()).collect();
    assert!(mixes.iter().all(|mix| mix > &Fraction::zero()), "{mixes:?}");
    assert_eq!(mixes.into_iter().sum::<Fraction>(), Fraction::new(5, 1));
    let then = of(&rules, ON_TIME, &[(1, 1, 10, 10), (2, 1, 0, 10)], 0);
    let now = of(&rules, ON_TIME, &[(1, 1, 15, 15), (2, 1, 0, 5)], 0);
    let units = change(&[[Some(then), Some(now)]], false);
    assert_eq!(terms(&units), [("unit_mix", "5/1".to_owned())]);
}

/// Worked by hand. Shares of the first unit 1/2 and 3/4, of the second 1/2 and 1/4; their ratios 1/2 and 3/4, and
/// 1/4 and 1/4. Rate: (3/4 − 1/2) × (1/2 + 3/4)/2 = 5/32. Mix: (3/4 − 1/2) × (1/2 + 3/4)/2 + (1/4 − 1/2) ×
/// 1/4 = 3/32. Together 1/4, from 3/8 to 5/8.
#[test]
fn rate_and_mix_are_those_worked_by_hand() {
    let rules = rules("portal-2026");
    let then = of(&rules, ON_TIME, &[(1, 1, 4, 8), (2, 1, 2, 8)], 0);
    let now = of(&rules, ON_TIME, &[(1, 1, 9, 12), (2, 1, 1, 4)], 0);
    let found = change(&[[Some(then), Some(now)]], false);
    let expected = [("rate", "25/8".to_owned()), ("unit_mix", "15/8".to_owned())];
    assert_eq!(terms(&found), expected);
}

#[test]
fn a_procedure_or_unit_that_comes_or_goes_is_mix_alone() {
    let rules = rules("portal-2026");
    let then = || of(&rules, ON_TIME, &[(1, 1, 5, 10)], 0);
    let procedure = of(&rules, ON_TIME, &[(1, 1, 5, 10), (1, 2, 10, 10)], 0);
    let unit = of(&rules, ON_TIME, &[(1, 1, 5, 10), (2, 2, 10, 10)], 0);
    let came = terms(&change(&[[Some(then()), Some(procedure.clone())]], false));
    assert_eq!(came, [("procedure_mix", "5/1".to_owned())]);
    let went = terms(&change(&[[Some(procedure), Some(then())]], false));
    assert_eq!(went, [("procedure_mix", "-5/1".to_owned())]);
    let came = terms(&change(&[[Some(then()), Some(unit)]], false));
    assert_eq!(came, [("unit_mix", "5/1".to_owned())]);
}

#[test]
fn what_a_ratio_has_beyond_full_points_is_the_cap() {
    let rules = rules("portal-2026");
    let of = |cases| of(&rules, "data_reused", &[(1, 1, cases, 100)], 0);
    // Full points, 2, from 80 %.
    let found = terms(&change(&[[Some(of(70)), Some(of(90))]], false));
    assert_eq!(found, [("rate", "1/2".to_owned()), ("cap", "-1/4".to_owned())]);
    let found = terms(&change(&[[Some(of(85)), Some(of(95))]], false));
    assert_eq!(found, [("rate", "1/4".to_owned()), ("cap", "-1/4".to_owned())]);
}

#[test]
fn rounding_is_a_term_of_its_own() {
    let rules = rules("portal-2026");
    let of = |cases| of(&rules, ON_TIME, &[(1, 1, cases, 3)], 0);
    // 6.67 to 13.33.
    let found = terms(&change(&[[Some(of(1)), Some(of(2))]], false));
    assert_eq!(found, [("rate", "20/3".to_owned()), ("rounding", "-1/150".to_owned())]);
}

#[test]
fn where_one_has_no_ratio_the_term_says_why() {
    let rules = rules("portal-2026");
    let ratio = || Some(of(&rules, ON_TIME, &[(1, 1, 1, 2)], 0));
    let none = || Some(of(&rules, ON_TIME, &[], 0));
    let absent = || Some(missing(&rules, ON_TIME));
    for (then, now, term, points, available) in [
        (absent(), ratio(), "source", "10/1", 20),
        (ratio(), absent(), "source", "-10/1", -20),
        (ratio(), none(), "no_cases", "-10/1", 0),
        (none(), ratio(), "no_cases", "10/1", 0),
    ] {
        let found = change(&[[then, now]], false);
        assert_eq!(terms(&found), [(term, points.to_owned())]);
        assert_eq!(found.available.total(), Fraction::new(available, 1), "{term}");
        assert!(found.parts.is_empty());
    }
    let found = change(&[[absent(), none()]], false);
    assert_eq!((terms(&found), found.available.of(Term::Source)), (vec![], &Fraction::new(20, 1)));
    assert_eq!(terms(&change(&[[absent(), absent()]], false)), []);
}

#[test]
fn one_period_read_twice_is_late_data_alone() {
    let rules = rules("portal-2026");
    let figure = |cases: &[_]| Some(of(&rules, "data_reused", cases, 0));
    let (early, late) = (figure(&[(1, 1, 3, 9)]), figure(&[(1, 1, 3, 10), (2, 1, 10, 10)]));
    let found = change(&[[early, late]], true);
    assert_eq!(named(&terms(&found)), ["late_data", "rounding"]);
    let found = change(&[[figure(&[]), figure(&[(1, 1, 1, 1)])]], true);
    assert_eq!(terms(&found), [("late_data", "2/1".to_owned())]);
}

#[test]
fn a_national_total_beyond_the_rows_is_a_source() {
    let rules = rules("portal-2026");
    let then = of(&rules, "dossiers_synced", &[(1, 1, 10, 10)], 10);
    let now = of(&rules, "dossiers_synced", &[(1, 1, 10, 10)], 0);
    let found = change(&[[Some(then.clone()), Some(now.clone())]], false);
    let half = &Fraction::from(now.indicator.max) * &Fraction::new(1, 2);
    assert_eq!((named(&terms(&found)), found.points.of(Term::Source)), (vec!["source"], &half));
    let nothing = of(&rules, "dossiers_synced", &[], 10);
    let found = change(&[[Some(nothing), Some(now)]], false);
    assert_eq!(named(&terms(&found)), ["source"]);
}

#[test]
fn rules_and_time_are_two_factors() {
    let (first, last) = (rules("portal-2026"), rules("vendor-2022"));
    // Full points from 100 % under the first, from 30 % under the last: 6 × 1/10 and 6 × 1/3, then 6 × 2/10 and
    // 6 × 2/3.
    const ID: &str = "dossiers_paid_online";
    let by = |rules, cases| Some(of(rules, ID, &[(1, 1, cases, 10)], 0));
    let found = change(&[[by(&first, 1), by(&first, 2)], [by(&last, 1), by(&last, 2)]], false);
    // Time: 6 × 1/10 and 6 × 1/3, on average 13/10; rules: 6 × 7/30 and 6 × 14/30, on average 21/10.
    assert_eq!(terms(&found), [("rate", "13/10".to_owned()), ("rules", "21/10".to_owned())]);
    let found = change(&[[None, None], [by(&last, 1), by(&last, 2)]], false);
    assert_eq!(terms(&found), [("rate", "1/1".to_owned()), ("rules", "3/1".to_owned())]);
    assert_eq!(found.available.of(Term::Rules), &Fraction::new(6, 1));
}

/// Cases without a pattern in any number of units and procedures, some of which come and go.
#[test]
fn whatever_moves_the_terms_sum_to_the_change_and_the_parts_to_the_terms() {
    let rules = rules("portal-2026");
    for seed in 1..150_u64 {
        let mut state = seed;
        let mut next = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) % below
        };
        let id = ["handled_on_time", "data_reused", "dossiers_synced"][next(3) as usize];
        let mut figure = || {
            let mut cases = Vec::new();
            for unit in 0..next(4) as u32 {
                for procedure in 0..next(6) as u32 {
                    let all = next(40);
                    cases.push((unit, procedure, next(all + 1), all));
                }
            }
            let cases: Vec<_> = cases.into_iter().filter(|(.., all)| *all > 0).collect();
            let beyond = if id == "dossiers_synced" { next(30) } else { 0 };
            of(&rules, id, &cases, beyond)
        };
        let found = change(&[[Some(figure()), Some(figure())]], false);
        let said = terms(&found);
        assert!(!named(&said).contains(&"rules") && !named(&said).contains(&"late_data"));
        let sum = |pick: fn(&PartChange) -> &Fraction| -> Fraction {
            found.parts.values().map(|part| pick(part).clone()).sum()
        };
        assert_eq!(&sum(|part| &part.rate), found.points.of(Term::Rate), "{seed}");
        let mix = found.points.of(Term::UnitMix) + found.points.of(Term::ProcedureMix);
        assert_eq!(sum(|part| &part.mix), mix, "{seed}");
    }
}
