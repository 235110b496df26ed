//! An invented ministry whose figures are given by a rule: unit, indicator and month make a count.

use std::collections::BTreeMap;

use crate::{
    count::{cells::Counts, flow::place, given::Given},
    domain::{
        cell::Count,
        cohort::Cohorts,
        period::Period,
        unit::{Unit, Units, Version},
    },
    edition::{
        tables::Source,
        view::{Audience, View},
    },
    figures::Figures,
    rules::{
        RuleSet, builtin, load,
        rule_set::AuthorityKind,
        targets::{self, TargetSet},
    },
    score::{period_result::PeriodResult, scorecard::scorecard},
};

/// What is counted for a unit and an indicator in a month; months from 0, the last one shown.
pub type Rule = fn(u32, usize, usize) -> Count;

pub struct World {
    rules: RuleSet,
    targets: TargetSet,
    units: Units,
    listed: Vec<bool>,
    /// Twelve months; `None` where nothing was counted.
    months: Vec<(Period, Option<PeriodResult>)>,
}

fn unit(id: String, name: &str) -> Unit {
    let version = Version {
        name: name.to_owned(),
        name_en: None,
        parent_id: None,
        kind: "department".to_owned(),
        valid_from: None,
        valid_to: None,
    };
    Unit { id, versions: vec![version], successor_id: None, aliases: Vec::new() }
}

impl World {
    /// A ministry of units of these names, counted in the months for which `counted` holds.
    pub fn new(names: &[&str], rule: Rule, counted: fn(usize) -> bool) -> Self {
        let rules = load::load(&builtin::sources("portal-2026").unwrap()).unwrap();
        let text = include_str!("../../../data/targets/plan-2024.toml");
        let targets = targets::load("plan-2024", text, &rules).unwrap();
        let given = names.iter().zip(1..).map(|(name, n)| unit(format!("G06.D{n:02}"), name));
        let units = Units::new(unit("G06".into(), "Bộ Ví dụ"), given.collect()).unwrap();
        let last: Period = "2026-08".parse().unwrap();
        let months = (0..12)
            .map(|month| {
                let period = last.shifted(month as i32 - 11);
                let result = || month_of(&rules, &targets, &units, period, month, rule);
                (period, counted(month).then(result))
            })
            .collect();
        let listed = vec![true; units.len()];
        World { rules, targets, units, listed, months }
    }

    /// What is drawn from its last month.
    pub fn see<R>(&self, look: impl FnOnce(&Figures<'_>) -> R) -> R {
        self.view(|view| look(&Figures::of(&view)))
    }

    /// What the files of its last month are made from.
    pub fn view<R>(&self, look: impl FnOnce(View<'_>) -> R) -> R {
        let months = self.months.iter().map(|(period, month)| (*period, month.as_ref()));
        let shown = self.months[11].1.as_ref().expect("the month shown is counted");
        let source = Source {
            rules: &self.rules,
            targets: &self.targets,
            units: &self.units,
            authority: AuthorityKind::Ministry,
            procedures: &[],
            listed: &self.listed,
            periods: std::slice::from_ref(shown),
        };
        look(View {
            audience: Audience::Internal,
            authority_id: "G06",
            authority_name: "Bộ Ví dụ",
            source: &source,
            as_now: None,
            shown,
            two_years: months.clone().collect(),
            months: months.collect(),
            beside: &[],
            given: &Given::default(),
            cut_off: shown.counts.period.shifted(1).first_day().start(),
            invented: false,
            quality: &[],
            insight: &[],
            provenance: &[],
        })
    }

    pub fn indicator(&self, id: &str) -> usize {
        self.rules.indicators.iter().position(|indicator| indicator.id == id).unwrap()
    }

    pub fn indicators(&self) -> usize {
        self.rules.indicators.len()
    }
}

fn month_of(
    rules: &RuleSet,
    targets: &TargetSet,
    units: &Units,
    period: Period,
    month: usize,
    rule: Rule,
) -> PeriodResult {
    let all = 0..units.len() as u32;
    let cells: Vec<Vec<Count>> = all
        .clone()
        .map(|unit| (0..rules.indicators.len()).map(|place| rule(unit, place, month)).collect())
        .collect();
    let flow = |unit: u32| {
        // As many dossiers in hand as the indicator of timeliness rests on.
        let on_time = rules.indicators.iter().position(|i| i.id == "handled_on_time").unwrap();
        let mut flow = [0; crate::schema::flow::COLUMNS.len()];
        if let Count::Known { numerator, denominator } = rule(unit, on_time, month) {
            flow[place("received")] = denominator;
            flow[place("ended")] = numerator;
            flow[place("closing")] = denominator - numerator;
        }
        flow
    };
    let day = period.first_day();
    let counts = Counts {
        period,
        provisional: false,
        coverage: Default::default(),
        has_cases: vec![true; units.len()],
        cells,
        flows: all.clone().map(flow).collect(),
        flows_by_procedure: BTreeMap::new(),
        tree: units.tree(day),
        unmapped_used: false,
        targets: all
            .map(|unit| (0..targets.targets.len()).map(|place| rule(unit, place, month)).collect())
            .collect(),
        databases: BTreeMap::new(),
        flow_suppressed: vec![false; units.len()],
        flow_base: vec![1; units.len()],
        joint: BTreeMap::new(),
        bits: vec![None; rules.indicators.len()],
    };
    let scores = scorecard(rules, &Cohorts::Kind, units, &counts, day);
    PeriodResult { scores, counts, named_on: day }
}
