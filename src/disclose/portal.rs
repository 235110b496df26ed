//! The policy `portal` (section 11): counts of dossiers and procedures describe the authority and are
//! exact; what could speak of people is withheld where it rests on few cases, together with what would
//! give it away, and the rarer parts of the flow of a unit are rounded.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    figures::{Bound, Figures},
    ground::Ground,
    held::{Held, Rule, of_cases},
    policy::nearest,
};
use crate::{
    count::{
        cells::Counts,
        flow::{Flow, OfProcedure, in_hand, place},
    },
    domain::{
        cell::Count,
        period::PeriodKind::{self, Quarter, Year},
    },
    rules::{
        Indicator,
        rule_set::{Measure, ScoreRule},
        targets,
    },
    schema::facts::OPINIONS,
    score::period_result::PeriodResult,
};

/// Cases from which a figure that is shown only (mean handling time, petitions by kind) is public.
const SHOWN_ONLY: u64 = 5;
/// Answers from which a survey is, dossiers from which the use of a database is, and from which the
/// flow of a procedure is.
const ANSWERS: u64 = 10;
const DATABASE: u64 = 10;
const PROCEDURE: u64 = 10;
/// Counts that are not exact are multiples of this.
const BASE: u64 = 5;
/// The counts of a unit's flow that are rounded, each by itself.
const ROUNDED: [&str; 6] = [
    "received_counter",
    "received_post",
    "received_other",
    "ended_withdrawn",
    "ended_refused",
    "ended_stopped",
];
/// The periods in which units show a survey and procedures their flow.
const LONG: [PeriodKind; 2] = [Quarter, Year];

/// Whether a count of a unit's flow is rounded.
pub fn is_rarer(count: &str) -> bool {
    ROUNDED.contains(&count)
}

/// The counts of each result as everyone may see them.
pub fn counts(
    ground: &Ground<'_>,
    opinions: Option<u64>,
    results: &[&PeriodResult],
) -> Vec<Counts> {
    let mut shown: Vec<Counts> = results.iter().map(|result| public(&result.counts)).collect();
    for (place, indicator) in ground.rules.indicators.iter().enumerate() {
        let Some((threshold, kept_back)) = rare(indicator, opinions) else { continue };
        let figures = |counts: &Counts| of_indicator(counts, place, indicator);
        let before = |period, unit| ground.was_withheld("indicators", period, unit, &indicator.id);
        let held = Rule { threshold, kinds: &PeriodKind::ALL, only_over: false, figures, before }
            .held(results);
        for (counts, held) in shown.iter_mut().zip(&held) {
            withhold_indicator(ground, counts, held, place, kept_back);
        }
    }
    survey(ground, results, &mut shown);
    databases(ground, results, &mut shown);
    shown
}

/// The counts without any figure of a unit that is withheld where it rests on few cases, or rounded.
pub fn without_rare(ground: &Ground<'_>, opinions: Option<u64>, exact: &Counts) -> Counts {
    let mut shown = public(exact);
    let mut units = vec![true; shown.cells.len()];
    units[0] = false;
    for (place, indicator) in ground.rules.indicators.iter().enumerate() {
        if let Some((_, kept_back)) = rare(indicator, opinions) {
            withhold_indicator(ground, &mut shown, &units, place, kept_back);
        }
    }
    for (target, place) in ground.targets.targets.iter().zip(0..) {
        if matches!(target.measure, targets::Measure::Ratings(_)) {
            withhold(&mut shown.targets, &units, place, Count::Withheld);
        }
    }
    shown.databases.retain(|(unit, _), _| *unit == 0);
    shown
}

/// Below how many cases an indicator of a unit is withheld, and as what; `None` where it never is.
fn rare(indicator: &Indicator, opinions: Option<u64>) -> Option<(u64, Count)> {
    match opinions.filter(|_| speaks_of_opinions(indicator)) {
        Some(cases) => Some((cases, Count::Suppressed)),
        None => (indicator.score == ScoreRule::Info).then_some((SHOWN_ONLY, Count::Withheld)),
    }
}

fn withhold_indicator(
    ground: &Ground<'_>,
    counts: &mut Counts,
    held: &Held,
    place: usize,
    kept_back: Count,
) {
    withhold(&mut counts.cells, held, place, kept_back);
    let id = &ground.rules.indicators[place].id;
    for (target, at) in ground.targets.targets.iter().zip(0..) {
        if target.measure == targets::Measure::Indicator(id.clone()) {
            withhold(&mut counts.targets, held, at, kept_back);
        }
    }
}

/// Whether people say something by it: a condition reads what they said.
fn speaks_of_opinions(indicator: &Indicator) -> bool {
    let mut columns = indicator.of.columns();
    columns.extend(indicator.those.columns());
    indicator.score != ScoreRule::Info && columns.iter().any(|column| OPINIONS.contains(column))
}

/// Everything exact but the flow of units, and of procedures but the authority's longer periods.
fn public(exact: &Counts) -> Counts {
    let rounded = ROUNDED.map(place);
    let (mut flows, mut flow_base) = (exact.flows.clone(), exact.flow_base.clone());
    for (flow, base) in flows.iter_mut().zip(&mut flow_base).skip(1) {
        rounded.iter().for_each(|place| flow[*place] = nearest(flow[*place], BASE));
        *base = BASE;
    }
    let of_authority = exact.flows_by_procedure.range((0, 0)..(1, 0));
    let is_long = LONG.contains(&exact.period.kind);
    Counts {
        period: exact.period,
        provisional: exact.provisional,
        coverage: exact.coverage,
        has_cases: exact.has_cases.clone(),
        cells: exact.cells.clone(),
        targets: exact.targets.clone(),
        flows,
        flow_suppressed: exact.flow_suppressed.clone(),
        flow_base,
        flows_by_procedure: of_authority.filter(|_| is_long).map(of_procedure).collect(),
        tree: exact.tree.clone(),
        unmapped_used: exact.unmapped_used,
        databases: exact.databases.clone(),
        joint: BTreeMap::new(),
        bits: exact.bits.clone(),
    }
}

/// Seconds of few dossiers would follow from those of all others, so none are shown.
fn of_procedure((key, exact): (&(u32, u32), &OfProcedure)) -> ((u32, u32), OfProcedure) {
    let flow = exact.flow.filter(|flow| in_hand(flow) >= PROCEDURE);
    let rounded = |flow: Flow| flow.map(|count| nearest(count, BASE));
    (*key, OfProcedure { flow: flow.map(rounded), seconds: None, base: BASE })
}

fn withhold(cells: &mut [Vec<Count>], held: &Held, place: usize, kept_back: Count) {
    for (cells, _) in cells.iter_mut().zip(held).filter(|(_, held)| **held) {
        if cells[place].known().is_some() {
            cells[place] = kept_back;
        }
    }
}

/// The denominator of an indicator is public; its numerator adds up where units have cases of their own.
fn of_indicator(counts: &Counts, place: usize, indicator: &Indicator) -> Option<Figures> {
    let bound = if indicator.measure == Measure::Seconds { Bound::Any } else { Bound::OfCases };
    let known: Vec<(u64, u64)> = known(&counts.cells, place);
    counts.cells[0][place].known()?;
    let (numbers, cases) = known.into_iter().unzip();
    Some(Figures { cases, numbers: vec![(bound, numbers)] })
}

/// Numerator and denominator of each unit, 0 where they are not known.
fn known(cells: &[Vec<Count>], place: usize) -> Vec<(u64, u64)> {
    cells.iter().map(|cells| cells[place].known().unwrap_or_default()).collect()
}

/// A survey is shown by unit for quarters and years that are over, since two editions of one that is not
/// would tell a month. Targets of one survey are withheld together: they have the same answers.
fn survey(ground: &Ground<'_>, results: &[&PeriodResult], shown: &mut [Counts]) {
    let is_survey = |measure: &targets::Measure| matches!(measure, targets::Measure::Ratings(_));
    let places = ground.targets.targets.iter().enumerate();
    let places: Vec<usize> =
        places.filter(|(_, target)| is_survey(&target.measure)).map(|(place, _)| place).collect();
    let Some(first) = places.first().copied() else { return };
    let figures = |counts: &Counts| {
        counts.targets[0][first].known()?;
        let answers = known(&counts.targets, first).into_iter().map(|(_, all)| all);
        let mut figures = of_cases(answers.collect(), ANSWERS);
        let of = |place: &usize| {
            let numbers = known(&counts.targets, *place).into_iter().map(|(number, _)| number);
            (Bound::OfCases, numbers.collect())
        };
        figures.numbers.extend(places.iter().map(of));
        Some(figures)
    };
    let before = |period, unit| {
        let of = |place: &usize| &ground.targets.targets[*place].id;
        places.iter().any(|place| ground.was_withheld("targets", period, unit, of(place)))
    };
    let held =
        Rule { threshold: ANSWERS, kinds: &LONG, only_over: true, figures, before }.held(results);
    for (counts, held) in shown.iter_mut().zip(&held) {
        for place in &places {
            withhold(&mut counts.targets, held, *place, Count::Withheld);
        }
    }
}

fn databases(ground: &Ground<'_>, results: &[&PeriodResult], shown: &mut [Counts]) {
    let used = results.iter().flat_map(|result| result.counts.databases.keys());
    let codes: BTreeSet<&String> = used.map(|(_, code)| code).collect();
    for code in codes {
        let figures = |counts: &Counts| {
            let of = |unit| counts.databases.get(&(unit, code.clone())).copied().flatten();
            let units = 0..counts.cells.len() as u32;
            Some(of_cases(units.map(|unit| of(unit).unwrap_or(0)).collect(), DATABASE))
        };
        let before = |period, unit| ground.was_withheld("databases", period, unit, code);
        let kinds = &PeriodKind::ALL;
        let held =
            Rule { threshold: DATABASE, kinds, only_over: false, figures, before }.held(results);
        for (counts, held) in shown.iter_mut().zip(held) {
            for ((unit, of), dossiers) in &mut counts.databases {
                if of == code && held[*unit as usize] {
                    *dossiers = None;
                }
            }
        }
    }
}
