//! From sums by unit and procedure to the figures of a period: numerator and denominator of every
//! unit × indicator, and the flows. A unit's figures are those of all rows at or below it; distinct
//! procedures are counted from the rows, never added up.

use std::collections::{BTreeMap, HashMap};

use super::{
    columns::unit_and_procedure,
    engine::Sums,
    flow::{self, Flow, OfProcedure},
    given::Given,
    joint::{self, Bits, Joint},
    lacking,
    plan::{Plan, SECONDS},
};
use crate::{
    domain::{
        cell::Count,
        coverage::Coverage,
        period::Period,
        survey::Opinions,
        total::{Total, Totals},
        unit::{Tree, Units},
    },
    rules::{
        Indicator, RuleSet,
        rule_set::{AuthorityKind, ChildUnits, Measure},
        targets::{self, Measured, Target},
    },
    schema::facts::Subject,
};

/// What one subject other than dossiers yields, by unit.
#[derive(Clone, Debug, Default)]
pub struct Masked {
    /// Unit and procedure of each row (the procedure is 0 where the subject has none).
    pub rows: Vec<(u32, u32)>,
    /// By indicator of the subject, in the order of the rule set: `of`, and `of AND those`.
    pub masks: HashMap<String, (Vec<bool>, Vec<bool>)>,
}

/// The subjects that are counted beside dossiers.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    pub petitions: Masked,
    pub announcements: Masked,
    pub procedures: Masked,
    /// What citizens said in the period, by unit of the input.
    pub survey: Vec<(u32, Opinions)>,
}

/// Everything counted for one period.
#[derive(Clone, Debug)]
pub struct Counts {
    pub period: Period,
    pub provisional: bool,
    /// Whether the inputs hold every dossier of the period.
    pub coverage: Coverage,
    /// By unit: a dossier was in hand, or a petition received, at or below it.
    pub has_cases: Vec<bool>,
    /// By unit, then by indicator in the order of the rule set.
    pub cells: Vec<Vec<Count>>,
    /// By unit.
    pub flows: Vec<Flow>,
    /// By unit and procedure, where the flow is shown so.
    pub flows_by_procedure: BTreeMap<(u32, u32), OfProcedure>,
    pub tree: Tree,
    /// A dossier in hand or a petition of the period is on `unmapped`.
    pub unmapped_used: bool,
    /// By unit, then by target of the plan.
    pub targets: Vec<Vec<Count>>,
    /// Dossiers received that used a shared database, by unit and code; no entry where none did, and no
    /// number where it is kept from the public.
    pub databases: BTreeMap<(u32, String), Option<u64>>,
    /// By unit: the flow is kept from the public, as a whole.
    pub flow_suppressed: Vec<bool>,
    /// By unit: the counts of the flow that are not exact are multiples of this; 1 where all are exact.
    pub flow_base: Vec<u64>,
    /// By unit directly under the authority: what its dossiers have in common, where that was kept and is
    /// not withheld.
    pub joint: BTreeMap<u32, Joint>,
    /// By indicator: where its conditions stand in a pattern.
    pub bits: Vec<Option<Bits>>,
}

impl Counts {
    /// What a target of the plan comes to for a unit. Figures that are not complete are not held
    /// against a goal.
    pub fn measured(&self, target: &Target, place: usize, unit: u32) -> Measured {
        let measured = target.measured(self.targets[unit as usize][place], self.provisional);
        Measured { met: measured.met.filter(|_| self.coverage.is_complete()), ..measured }
    }
}

/// What turning sums into cells needs.
pub struct Assembly<'a> {
    pub rules: &'a RuleSet,
    pub plan: &'a Plan,
    pub targets: &'a [Target],
    pub units: &'a Units,
    pub authority: AuthorityKind,
    pub given: &'a Given,
    pub totals: &'a Totals,
    /// Catalogue position → procedure number of the facts of dossiers.
    pub catalogue_numbers: &'a [u32],
    /// The unit that carries each unit in this view: itself, or its successor as organised now.
    pub carried_by: &'a [u32],
}

impl Assembly<'_> {
    /// The figures of one period.
    pub fn counts(
        &self,
        period: Period,
        provisional: bool,
        tree: Tree,
        sums: &Sums,
        kept: &[usize],
        beside: &Beside,
    ) -> Counts {
        let units = self.units.len();
        let mut by_unit = vec![vec![0_u64; self.plan.measures.len()]; units];
        for (unit, figures) in &sums.units {
            for above in tree.upwards(self.carried_by[*unit as usize]) {
                add(&mut by_unit[above as usize], figures);
            }
        }
        let mut by_procedure: BTreeMap<(u32, u32), Vec<u64>> = BTreeMap::new();
        for (key, figures) in &sums.procedures {
            let (unit, procedure) = unit_and_procedure(*key);
            for above in tree.upwards(self.carried_by[unit as usize]) {
                let own = by_procedure.entry((above, procedure));
                add(own.or_insert_with(|| vec![0; kept.len()]), figures);
            }
        }
        let unmapped = self.units.unmapped();
        let flow_of = |figures: &[u64]| -> Flow { std::array::from_fn(|place| figures[place]) };
        let unmapped_used = by_unit[unmapped as usize].iter().any(|count| *count > 0)
            || beside.petitions.rows.iter().any(|(unit, _)| *unit == unmapped);
        let view = View { by_unit: &by_unit, by_procedure: &by_procedure, kept, tree: &tree };
        let flows: Vec<Flow> = by_unit.iter().map(|figures| flow_of(figures)).collect();
        let mut has_cases: Vec<bool> = flows.iter().map(|of| flow::in_hand(of) > 0).collect();
        for (unit, _) in &beside.petitions.rows {
            for above in tree.upwards(self.carried_by[*unit as usize]) {
                has_cases[above as usize] = true;
            }
        }
        let mut cells: Vec<Vec<Count>> = vec![Vec::new(); units];
        for (place, indicator) in self.rules.indicators.iter().enumerate() {
            let counted = self.indicator(place, indicator, period, &view, beside);
            for (unit, mut count) in counted.into_iter().enumerate() {
                if unit > 0 && indicator.child_units == ChildUnits::Inherit {
                    count = cells[0][place];
                }
                cells[unit].push(count);
            }
        }
        let mut opinions = vec![Opinions::default(); units];
        for (unit, given) in &beside.survey {
            for above in tree.upwards(self.carried_by[*unit as usize]) {
                add(&mut opinions[above as usize], given);
            }
        }
        let targets = by_unit
            .iter()
            .zip(&cells)
            .zip(&opinions)
            .map(|((figures, cells), opinions)| self.targets(figures, cells, opinions))
            .collect();
        let joint = joint::listed(&sums.patterns, &tree, self.carried_by);
        Counts {
            period,
            provisional,
            coverage: Coverage::Complete,
            has_cases,
            cells,
            targets,
            databases: BTreeMap::new(),
            flows,
            flows_by_procedure: match kept.contains(&SECONDS) {
                false => BTreeMap::new(),
                true => by_procedure
                    .iter()
                    .map(|(key, figures)| (*key, flow_of(figures), figures[SECONDS]))
                    .filter(|(_, flow, _)| flow.iter().any(|count| *count > 0))
                    .map(|(key, flow, seconds)| {
                        (key, OfProcedure { flow: Some(flow), seconds: Some(seconds), base: 1 })
                    })
                    .collect(),
            },
            tree,
            unmapped_used,
            flow_suppressed: vec![false; units],
            flow_base: vec![1; units],
            joint,
            bits: (0..self.rules.indicators.len()).map(|place| self.plan.bits(place)).collect(),
        }
    }

    fn indicator(
        &self,
        place: usize,
        indicator: &Indicator,
        period: Period,
        view: &View<'_>,
        beside: &Beside,
    ) -> Vec<Count> {
        let units = self.units.len();
        if !indicator.applies_to.contains(&self.authority) {
            return vec![Count::NotApplicable; units];
        }
        if !lacking::inputs(indicator, self.given).is_empty() {
            return vec![Count::MissingSource; units];
        }
        match indicator.counts {
            Subject::Communes => vec![Count::MissingSource; units],
            Subject::Petitions => self.rows_by_unit(&beside.petitions, &indicator.id, view.tree),
            Subject::Announcements => {
                distinct_all_rows(&beside.announcements, &indicator.id, units)
            }
            Subject::Procedures => {
                self.procedures(place, indicator, view, &beside.procedures, units)
            }
            Subject::Dossiers => (0..units as u32)
                .map(|unit| {
                    self.dossiers(place, indicator, period, &view.by_unit[unit as usize], unit)
                })
                .collect(),
        }
    }

    /// What the targets of the plan measure, for one unit.
    fn targets(&self, figures: &[u64], cells: &[Count], opinions: &Opinions) -> Vec<Count> {
        let figure = |at: Option<usize>| at.map_or(0, |at| figures[at]);
        self.targets
            .iter()
            .zip(&self.plan.targets)
            .map(|(target, places)| match (&target.measure, places) {
                (targets::Measure::Share { of, those }, Some(places)) => {
                    if [of, those]
                        .iter()
                        .any(|condition| !lacking::of_condition(condition, self.given).is_empty())
                    {
                        return Count::MissingSource;
                    }
                    Count::Known { numerator: figure(places.those), denominator: figure(places.of) }
                }
                (targets::Measure::Indicator(id), _) => self
                    .rules
                    .indicators
                    .iter()
                    .position(|indicator| indicator.id == *id)
                    .map_or(Count::NotApplicable, |place| cells[place]),
                (targets::Measure::Ratings(_), _) if !self.given.ratings => Count::MissingSource,
                (targets::Measure::Ratings(those), _) => Count::Known {
                    numerator: those.iter().map(|opinion| opinions[*opinion as usize]).sum(),
                    denominator: opinions.iter().sum(),
                },
                (targets::Measure::Share { .. }, None) => Count::MissingSource,
            })
            .collect()
    }

    fn dossiers(
        &self,
        place: usize,
        indicator: &Indicator,
        period: Period,
        figures: &[u64],
        unit: u32,
    ) -> Count {
        let places = self.plan.places[place];
        let figure = |at: Option<usize>| at.map_or(0, |at| figures[at]);
        if figure(places.lacking) > 0 {
            return Count::MissingSource;
        }
        let (numerator, denominator) = (figure(places.those), figure(places.of));
        if indicator.measure != Measure::LargerOf {
            return Count::Known { numerator, denominator };
        }
        match national_total(self.totals, self.units, self.carried_by, unit, period) {
            Some(total) => Count::Known { numerator, denominator: denominator.max(total) },
            None => Count::MissingSource,
        }
    }

    fn procedures(
        &self,
        place: usize,
        indicator: &Indicator,
        view: &View<'_>,
        facts: &Masked,
        units: usize,
    ) -> Vec<Count> {
        let having = self.plan.places[place].having;
        let having = having.and_then(|at| view.kept.iter().position(|known| *known == at));
        let (of, those) = &facts.masks[&indicator.id];
        let mut counted = vec![(0, 0); units];
        for (row, (unit, procedure)) in facts.rows.iter().enumerate() {
            let (numerator, denominator) = &mut counted[*unit as usize];
            *denominator += u64::from(of[row]);
            let number = self.catalogue_numbers[*procedure as usize];
            let has_one = having.is_none_or(|at| {
                view.by_procedure.get(&(*unit, number)).is_some_and(|figures| figures[at] > 0)
            });
            *numerator += u64::from(those[row] && has_one);
        }
        known(counted)
    }

    /// Rows of each unit and those below it.
    fn rows_by_unit(&self, facts: &Masked, id: &str, tree: &Tree) -> Vec<Count> {
        let (of, those) = &facts.masks[id];
        let mut counted = vec![(0, 0); self.units.len()];
        for (row, (unit, _)) in facts.rows.iter().enumerate() {
            for above in tree.upwards(self.carried_by[*unit as usize]) {
                let (numerator, denominator) = &mut counted[above as usize];
                *denominator += u64::from(of[row]);
                *numerator += u64::from(those[row]);
            }
        }
        known(counted)
    }
}

/// Dossiers received by the units that `unit` carries, according to the national reporting system;
/// `None` where it has no total, neither of the period nor of the year before, or where one of them
/// cannot be read.
pub fn national_total(
    totals: &Totals,
    units: &Units,
    carried_by: &[u32],
    unit: u32,
    period: Period,
) -> Option<u64> {
    let carried = || (0..units.len() as u32).filter(|part| carried_by[*part as usize] == unit);
    let sum = |period: Period| {
        carried().map(|part| totals.of_period(&units.get(part).id, period)).fold(
            Total::NotGiven,
            |sum, total| match (sum, total) {
                (Total::Unreadable, _) | (_, Total::Unreadable) => Total::Unreadable,
                (Total::Known(sum), Total::Known(total)) => Total::Known(sum + total),
                (sum, Total::NotGiven) => sum,
                (Total::NotGiven, total) => total,
            },
        )
    };
    match sum(period.as_calendar()) {
        Total::Known(total) => Some(total),
        Total::Unreadable => None,
        Total::NotGiven => match sum(period.last_year()) {
            Total::Known(year) => Some(period.share_of_year(year)),
            Total::Unreadable | Total::NotGiven => None,
        },
    }
}

/// Sums rolled up the tree.
struct View<'a> {
    by_unit: &'a [Vec<u64>],
    by_procedure: &'a BTreeMap<(u32, u32), Vec<u64>>,
    /// The measures that are kept by procedure.
    kept: &'a [usize],
    tree: &'a Tree,
}

fn add(total: &mut [u64], figures: &[u64]) {
    for (total, figure) in total.iter_mut().zip(figures) {
        *total += figure;
    }
}

fn known(counted: Vec<(u64, u64)>) -> Vec<Count> {
    counted
        .into_iter()
        .map(|(numerator, denominator)| Count::Known { numerator, denominator })
        .collect()
}

/// Distinct procedures with a row in `of`; in the numerator those all of whose rows are in `those`.
/// Announcements belong to the authority; units below inherit its figure.
fn distinct_all_rows(facts: &Masked, id: &str, units: usize) -> Vec<Count> {
    let (of, those) = &facts.masks[id];
    let mut all: HashMap<u32, bool> = HashMap::new();
    for (row, (_, procedure)) in facts.rows.iter().enumerate().filter(|(row, _)| of[*row]) {
        *all.entry(*procedure).or_insert(true) &= those[row];
    }
    let numerator = all.values().filter(|all| **all).count() as u64;
    vec![Count::Known { numerator, denominator: all.len() as u64 }; units]
}
