//! What a rule set asks to be counted over the facts of dossiers: a list of measures without
//! repetition, and where each indicator finds its own among them.

use super::{
    flow::{self, FLOW},
    joint,
};
use crate::{
    rules::{
        Condition, RuleSet,
        rule_set::{Measure as Kind, ScoreRule},
        targets::{self, Target},
    },
    schema::facts::Subject,
};

/// One figure per unit and procedure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Rows where the condition holds.
    Rows(Condition),
    /// The sum of `handling_seconds` where it holds.
    Seconds(Condition),
}

/// Where an indicator's figures stand in the list of measures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places {
    pub of: Option<usize>,
    pub those: Option<usize>,
    pub having: Option<usize>,
    /// Rows of `of` that lack what the indicator requires.
    pub lacking: Option<usize>,
}

/// The measures of a rule set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The counts of the flow first, then `handling_seconds`, then what indicators need beside them.
    pub measures: Vec<Measure>,
    /// By indicator, in the order of the rule set.
    pub places: Vec<Places>,
    /// By target of the plan: `None` where it looks at an indicator as it is.
    pub targets: Vec<Option<Places>>,
    /// The measures whose joint pattern is kept, dossier by dossier: what indicators with points count.
    pub joint: Vec<usize>,
}

/// Where the sum of handling seconds stands.
pub const SECONDS: usize = FLOW.len();

impl Plan {
    pub fn new(rules: &RuleSet) -> Self {
        let mut plan = Self {
            measures: flow::conditions().into_iter().map(Measure::Rows).collect(),
            places: Vec::new(),
            targets: Vec::new(),
            joint: Vec::new(),
        };
        plan.measures.push(Measure::Seconds(Condition::Flag("ended")));
        for indicator in &rules.indicators {
            let mut places = Places::default();
            if indicator.counts == Subject::Dossiers {
                let of = indicator.of.clone();
                places.of = Some(plan.place(Measure::Rows(of.clone())));
                places.those = Some(plan.place(match indicator.measure {
                    Kind::Seconds => Measure::Seconds(of.clone()),
                    _ => Measure::Rows(of.clone().and(indicator.those.clone())),
                }));
                places.lacking = indicator.requires.as_ref().map(|required| {
                    let lacking = Condition::Not(Box::new(required.clone()));
                    plan.place(Measure::Rows(of.clone().and(lacking)))
                });
            }
            places.having =
                indicator.having.clone().map(|having| plan.place(Measure::Rows(having)));
            if indicator.score != ScoreRule::Info && indicator.measure != Kind::Seconds {
                plan.joint.extend(places.of.into_iter().chain(places.those));
            }
            plan.places.push(places);
        }
        plan.joint.sort_unstable();
        plan.joint.dedup();
        // More do not fit into a pattern; then each figure is known by itself alone.
        if plan.joint.len() > joint::MOST {
            plan.joint.clear();
        }
        plan
    }

    /// The places of `of` and `those` of an indicator within a pattern, where patterns hold it.
    pub fn bits(&self, indicator: usize) -> Option<joint::Bits> {
        let bit = |place: Option<usize>| self.joint.iter().position(|known| Some(*known) == place);
        let Places { of, those, .. } = self.places[indicator];
        Some(joint::Bits { of: bit(of)?, those: bit(those)? })
    }

    /// Also what the targets count for themselves, in the same pass.
    pub fn with_targets(mut self, targets: &[Target]) -> Self {
        for target in targets {
            let places = match &target.measure {
                targets::Measure::Indicator(_) | targets::Measure::Ratings(_) => None,
                targets::Measure::Share { of, those } => Some(Places {
                    of: Some(self.place(Measure::Rows(of.clone()))),
                    those: Some(self.place(Measure::Rows(of.clone().and(those.clone())))),
                    ..Places::default()
                }),
            };
            self.targets.push(places);
        }
        self
    }

    /// Which measures are kept by procedure, too: those that ask whether a procedure has a row, and where
    /// the flow is shown by procedure, those of the flow.
    pub fn by_procedure(&self, flow_is_shown: bool) -> Vec<usize> {
        let flow = 0..if flow_is_shown { SECONDS + 1 } else { 0 };
        let having = self.places.iter().filter_map(|places| places.having);
        let mut kept: Vec<usize> = flow.chain(having).collect();
        kept.sort_unstable();
        kept.dedup();
        kept
    }

    /// Which measures tell what the points are made of: those of ratios of dossiers with points, and those
    /// that ask whether a procedure has a row.
    pub fn of_parts(&self, rules: &RuleSet) -> Vec<usize> {
        let of_rows = rules.indicators.iter().zip(&self.places).filter(|(indicator, _)| {
            indicator.score != ScoreRule::Info && indicator.measure != Kind::Seconds
        });
        let of_rows = of_rows.flat_map(|(_, places)| places.of.into_iter().chain(places.those));
        let mut kept: Vec<usize> = of_rows.chain(self.by_procedure(false)).collect();
        kept.sort_unstable();
        kept.dedup();
        kept
    }

    /// The measures whose joint pattern is kept of a window that keeps these by procedure: of those whose
    /// figures tables show, as with the flow.
    pub fn joint_of(&self, kept: &[usize]) -> &[usize] {
        if kept.contains(&SECONDS) { &self.joint } else { &[] }
    }

    fn place(&mut self, measure: Measure) -> usize {
        self.measures.iter().position(|known| *known == measure).unwrap_or_else(|| {
            self.measures.push(measure);
            self.measures.len() - 1
        })
    }
}
