use std::collections::{BTreeMap, HashMap};

use super::{
    Bench, Figures, Pattern,
    fewest::{Goal, fewest},
    plan::{self, Stock},
};
use crate::{
    domain::{cell::Count, points::Points},
    rules::{Condition, RuleSet, builtin, load},
    schema::facts::DOSSIERS,
    score::points::{Scored, score},
};

fn rules() -> RuleSet {
    load::load(&builtin::sources("portal-2026").unwrap()).unwrap()
}

/// The pattern of a dossier in hand for which these flags hold.
fn pattern(bench: &Bench<'_>, flags: &[&str]) -> Pattern {
    let holds = |leaf: &Condition| matches!(leaf, Condition::Flag(name) if ["in_hand", "judged"].contains(name) || flags.contains(name));
    let bits = bench.leaves.iter().enumerate();
    bits.filter(|(_, leaf)| holds(leaf)).fold(0, |all, (bit, _)| all | 1 << bit)
}

/// The figures of some dossiers; what they do not decide has no points.
fn figures(rules: &RuleSet, bench: &Bench<'_>, dossiers: &BTreeMap<Pattern, u64>) -> Vec<Scored> {
    let cell = |place: usize| {
        let indicator = &rules.indicators[place];
        let of = |condition: &Condition| -> u64 {
            let holds = dossiers.iter().filter(|(pattern, _)| {
                bench.holds(&indicator.of, **pattern) && bench.holds(condition, **pattern)
            });
            holds.map(|(_, dossiers)| dossiers).sum()
        };
        let count = match bench.indicators.contains(&place) {
            true => {
                Count::Known { numerator: of(&indicator.those), denominator: of(&indicator.of) }
            }
            false => Count::MissingSource,
        };
        score(indicator, count, false)
    };
    (0..rules.indicators.len()).map(cell).collect()
}

#[test]
fn a_result_can_be_attached_afterwards_and_only_where_the_dossier_has_ended() {
    let rules = rules();
    let bench = Bench::new(&rules, true).unwrap();
    let repairs = |flags: &[&str]| -> Vec<Vec<&str>> {
        let moves = bench.moves(pattern(&bench, flags)).into_iter();
        moves.map(|made| made.lacks.iter().map(|lack| bench.lacks[*lack].id()).collect()).collect()
    };
    assert_eq!(
        repairs(&["ended", "on_time", "components_digitized", "has_digitized_component"]),
        [["result_file"]]
    );
    assert!(repairs(&["closing", "components_digitized", "has_digitized_component"]).is_empty());
    // Of two that are needed together the first gives something alone, and then the second.
    assert_eq!(repairs(&["ended", "paper_result"]), [["result_file"]]);
    let after = bench.moves(pattern(&bench, &["ended", "paper_result"])).remove(0).after;
    assert_eq!(bench.moves(after)[0].lacks.len(), 1);
}

#[test]
fn what_is_done_while_a_dossier_is_handled_is_too_late_when_the_period_is_over() {
    let rules = rules();
    let flags = ["closing", "result_file", "components_digitized", "has_digitized_component"];
    let lacks = |is_over: bool| {
        let bench = Bench::new(&rules, is_over).unwrap();
        let moves = bench.moves(pattern(&bench, &flags)).into_iter();
        moves.map(|made| bench.lacks[made.lacks[0]].id()).collect::<Vec<_>>()
    };
    assert!(lacks(true).is_empty());
    assert_eq!(lacks(false), ["component_reused", "population_database"]);
}

#[test]
fn every_column_that_indicators_of_dossiers_look_at_has_its_lack() {
    for id in builtin::ids() {
        let rules = load::load(&builtin::sources(id).unwrap()).unwrap();
        let known: Vec<&str> = rules.lacks.iter().flat_map(|lack| lack.facts.clone()).collect();
        // What is so by nature is no lack.
        let by_nature = ["paper_result", "has_fee", "fees_all_zero"];
        let bench = Bench::new(&rules, false).unwrap();
        for place in &bench.indicators {
            for column in rules.indicators[*place].those.columns() {
                assert!(known.contains(&column) || by_nature.contains(&column), "{id}: {column}");
            }
        }
    }
}

#[test]
fn a_lack_changes_no_hash_and_is_checked() {
    let mut sources = builtin::sources("portal-2026").unwrap();
    let known = load::load(&sources).unwrap();
    let settings = sources.files.get_mut("rule-set.toml").unwrap();
    *settings = settings.replace("\"always\"", "\"never\"");
    let other = load::load(&sources).unwrap();
    assert_ne!(known.lacks, other.lacks);
    assert_eq!(known.hash, other.hash);
    for (good, bad) in [
        ("facts      = [\"synced\"]", "facts      = [\"sinced\"]"),
        ("facts      = [\"synced\"]", "facts      = []"),
        ("facts      = [\"synced\"]", "facts      = [\"channel\"]"),
        ("when       = \"ended\"", "when       = \"end\""),
    ] {
        let mut sources = builtin::sources("portal-2026").unwrap();
        let settings = sources.files.get_mut("rule-set.toml").unwrap();
        assert!(settings.contains(good));
        *settings = settings.replacen(good, bad, 1);
        let faults = load::load(&sources).unwrap_err();
        assert!(faults[0].to_string().contains("lack"), "{faults:?}");
    }
}

/// The fewest actions by trying every set of repairs of every dossier, one dossier after the other, and
/// keeping of those that lead to the same figures the cheapest.
fn by_brute_force(
    rules: &RuleSet,
    bench: &Bench<'_>,
    dossiers: &BTreeMap<Pattern, u64>,
    places: &[usize],
    needed: Points,
) -> Option<u64> {
    let start = Figures::of(&figures(rules, bench, dossiers));
    let mut reached: HashMap<Vec<i64>, u64> = HashMap::from([(vec![0; rules.indicators.len()], 0)]);
    for (pattern, dossiers) in dossiers {
        for _ in 0..*dossiers {
            let mut next = reached.clone();
            for set in bench.sets(*pattern) {
                for (changes, actions) in &reached {
                    let mut changed = changes.clone();
                    set.gains.iter().for_each(|gain| changed[gain.indicator] += gain.numerator);
                    let all = actions + set.lacks.len() as u64;
                    let known = next.entry(changed).or_insert(all);
                    *known = all.min(*known);
                }
            }
            reached = next;
        }
    }
    let is_enough = |changes: &Vec<i64>| {
        let mut changed = start.clone();
        let gains: Vec<super::Gain> = changes
            .iter()
            .enumerate()
            .map(|(indicator, numerator)| super::Gain {
                indicator,
                numerator: *numerator,
                denominator: 0,
            })
            .collect();
        changed.apply(&gains, 1);
        changed.points(rules, places) >= needed
    };
    reached.iter().filter(|(changes, _)| is_enough(changes)).map(|(_, actions)| *actions).min()
}

#[test]
fn no_fewer_actions_do_than_those_that_are_found() {
    for (id, flags) in [
        (
            "portal-2026",
            ["result_file", "components_digitized", "synced", "component_reused", "paper_result"],
        ),
        (
            "document-2026",
            [
                "result_file",
                "components_digitized",
                "has_digitized_component",
                "population_database",
                "paper_result",
            ],
        ),
    ] {
        let rules = load::load(&builtin::sources(id).unwrap()).unwrap();
        for flag in flags {
            assert!(DOSSIERS.iter().any(|column| column.name == flag));
        }
        let (mut seed, mut looked) = (7_u64, 0);
        let mut random = |below: u64| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        for is_over in [true, false] {
            let bench = Bench::new(&rules, is_over).unwrap();
            for _ in 0..12 {
                let mut dossiers: BTreeMap<Pattern, u64> = BTreeMap::new();
                for _ in 0..=random(4) {
                    let mut own: Vec<&str> =
                        flags.iter().copied().filter(|_| random(2) == 0).collect();
                    own.push("received");
                    own.push(if random(3) == 0 { "closing" } else { "ended" });
                    *dossiers.entry(pattern(&bench, &own)).or_default() += 1 + random(7);
                }
                let cells = figures(&rules, &bench, &dossiers);
                let places: Vec<usize> =
                    (0..cells.len()).filter(|place| cells[*place].available).collect();
                let start = Figures::of(&cells);
                let now = start.points(&rules, &places);
                let stock: Stock = dossiers
                    .iter()
                    .map(|(pattern, many)| (*pattern, (0..*many as usize).collect()))
                    .collect();
                let steps = plan::plan(&bench, &rules, &places, stock, start.clone(), &[]);
                for more in [1, 40, 130, 333, 700] {
                    let needed = now + Points(more);
                    let goal = Goal { rules: &rules, places: &places, needed };
                    let found = fewest(&goal, &bench, &dossiers, &start, &steps);
                    let tried = by_brute_force(&rules, &bench, &dossiers, &places, needed);
                    let found = found.map(|found| {
                        assert!(found.is_least);
                        found.actions
                    });
                    assert_eq!(found, tried, "{id} {dossiers:?} {more}");
                    looked += usize::from(tried.is_some());
                }
            }
        }
        assert!(looked > 40, "{looked}");
    }
}
