//! What a scorecard says of units that are ranked, tied, idle or incomplete.

use std::collections::BTreeMap;

use super::*;
use crate::{
    count::flow::FLOW,
    domain::{
        cell::Count,
        coverage::Coverage,
        period::Period,
        time::Day,
        unit::{Unit, Version},
    },
    rules::{builtin, load},
};

fn unit(id: &str, valid_to: Option<Day>) -> Unit {
    let version = Version {
        name: id.to_owned(),
        name_en: None,
        parent_id: None,
        kind: "unit".to_owned(),
        valid_from: None,
        valid_to,
    };
    Unit { id: id.to_owned(), versions: vec![version], successor_id: None, aliases: Vec::new() }
}

/// The scores of M, A, B, OLD (which ended with April 2025) and `unmapped`, whose indicators all have
/// half of their cases; each has a dossier in hand, but those without.
fn scored(period: &str, without: &[usize], alter: impl Fn(&mut Counts)) -> Vec<UnitScore> {
    scored_by(&Cohorts::None, period, without, alter)
}

fn scored_by(
    cohorts: &Cohorts,
    period: &str,
    without: &[usize],
    alter: impl Fn(&mut Counts),
) -> Vec<UnitScore> {
    let rules = load::load(&builtin::sources("portal-2026").unwrap()).unwrap();
    let april = Day::from_ymd(2025, 4, 30);
    let given = vec![unit("A", None), unit("B", None), unit("OLD", april)];
    let units = Units::new(unit("M", None), given).unwrap();
    let period: Period = period.parse().unwrap();
    let half = Count::Known { numerator: 1, denominator: 2 };
    let has_cases: Vec<bool> = (0..units.len()).map(|unit| !without.contains(&unit)).collect();
    let flow_of = |has: &bool| {
        let mut flow = [0; FLOW.len()];
        flow[flow::place("received")] = u64::from(*has);
        flow
    };
    let mut counts = Counts {
        period,
        provisional: false,
        coverage: Coverage::Complete,
        flows: has_cases.iter().map(flow_of).collect(),
        has_cases,
        cells: vec![vec![half; rules.indicators.len()]; units.len()],
        flows_by_procedure: BTreeMap::new(),
        tree: units.tree(period.first_day()),
        unmapped_used: true,
        targets: Vec::new(),
        databases: BTreeMap::new(),
        flow_suppressed: vec![false; units.len()],
        flow_base: vec![1; units.len()],
        joint: BTreeMap::new(),
        bits: vec![None; rules.indicators.len()],
    };
    alter(&mut counts);
    scorecard(&rules, cohorts, &units, &counts, period.first_day())
}

/// Score, band and rank: which of them a unit has.
fn has(score: &UnitScore) -> [bool; 3] {
    [score.score.is_some(), score.band.is_some(), score.rank.is_some()]
}

#[test]
fn a_unit_without_a_case_keeps_its_points_and_has_no_score_band_or_rank() {
    let scores = scored("2025-04", &[2], |_| {});
    assert_eq!(has(&scores[1]), [true; 3]);
    assert_eq!((scores[1].status, scores[1].rank.unwrap().ranked_units), (Status::Value, 2));
    assert_eq!((scores[2].status, has(&scores[2])), (Status::NoCases, [false; 3]));
    assert_eq!(scores[2].points, scores[1].points);
}

#[test]
fn a_petition_is_a_case_and_gives_no_rank() {
    let received = flow::place("received");
    let scores = scored("2025-04", &[], |counts| counts.flows[2][received] = 0);
    assert_eq!((scores[2].status, has(&scores[2])), (Status::Value, [true, true, false]));
}

#[test]
fn the_unmapped_are_never_graded() {
    let scores = scored("2025-04", &[], |_| {});
    assert_eq!((scores[4].status, has(&scores[4])), (Status::NoCases, [false; 3]));
    assert!(scores[4].points.is_some());
}

#[test]
fn a_unit_is_graded_in_every_period_that_begins_before_its_end_and_in_none_after() {
    for period in ["2025-04", "2025-Q2", "2025"] {
        assert_eq!(has(&scored(period, &[], |_| {})[3]), [true; 3], "{period}");
    }
    for period in ["2025-05", "2025-Q3", "2026"] {
        let scores = scored(period, &[], |_| {});
        assert_eq!((scores[3].status, has(&scores[3])), (Status::NoCases, [false; 3]));
        assert_eq!(scores[1].rank.unwrap().ranked_units, 2, "{period}");
    }
}

#[test]
fn what_is_not_complete_has_a_score_and_is_neither_banded_nor_ranked() {
    let from = "2025-06".parse().unwrap();
    let scores = scored("2025-04", &[2], |counts| {
        counts.coverage = Coverage::Incomplete { complete_from: from };
    });
    for unit in [0, 1, 3] {
        assert_eq!(has(&scores[unit]), [true, false, false]);
        assert_eq!(scores[unit].status, Status::Value);
    }
    assert_eq!(scores[2].status, Status::NoCases);
}

#[test]
fn a_period_that_is_not_over_has_provisional_scores() {
    let scores = scored("2025-04", &[2], |counts| counts.provisional = true);
    assert_eq!([scores[1].status, scores[2].status], [Status::Provisional, Status::NoCases]);
}

#[test]
fn a_cohort_compares_the_indicators_that_its_own_units_have() {
    let (judged, lacking) = (flow::place("on_time_denominator"), 3);
    let cohorts = Cohorts::Volume(vec![100]);
    // A and OLD judge enough for the second cohort; B, alone in the first, lacks the source of one.
    let scores = scored_by(&cohorts, "2025-04", &[], |counts| {
        (counts.flows[1][judged], counts.flows[3][judged]) = (100, 500);
        counts.flows[2][judged] = 99;
        counts.cells[2][lacking] = Count::MissingSource;
        counts.cells[3][0] = Count::Known { numerator: 0, denominator: 2 };
    });
    let told = |unit: usize| {
        let rank = scores[unit].rank.unwrap();
        (scores[unit].cohort.as_ref().unwrap().id(), rank.rank, rank.ranked_units)
    };
    assert_eq!(told(1), ("100+".to_owned(), 1, 2));
    assert_eq!(told(2), ("0-99".to_owned(), 1, 1));
    assert_eq!(told(3), ("100+".to_owned(), 2, 2));
    let available = |unit: usize| scores[unit].rank.unwrap().comparable_available;
    assert_eq!(available(1), scores[1].available, "what B lacks is not taken from A");
    assert!(available(2) < available(1));
    for unit in [1, 2, 3] {
        assert_eq!(scores[unit].rank.unwrap().comparable_score, scores[unit].score);
    }
    assert_eq!([0, 4].map(|unit| scores[unit].cohort.clone()), [None, None]);
}

#[test]
fn a_hidden_flow_has_no_cohort_by_its_size() {
    let hide = |counts: &mut Counts| counts.flow_suppressed[1] = true;
    assert_eq!(scored_by(&Cohorts::Volume(vec![5]), "2025-04", &[], hide)[1].cohort, None);
    let kind = scored_by(&Cohorts::Kind, "2025-04", &[], hide);
    assert_eq!(kind[1].cohort, Some(Cohort::Kind("unit".into())));
}
