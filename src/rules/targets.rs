//! The targets of a plan as data (section 10): which indicator is looked at, of which dossiers where
//! the plan means others than the indicator does, and what its ratio is to reach. Loaded and checked
//! like a rule set; no title and no goal stands in the program. A target that cannot be measured is
//! neither met nor missed.

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::{Table, Value};

use super::{
    condition::Condition,
    load::Fault,
    rule_set::{RuleSet, ScoreRule},
};
use crate::domain::{digest::sha256, text::Text};
use crate::{
    domain::{
        cell::{Count, Status},
        number::Decimal,
        points::Points,
        survey::Opinion,
    },
    schema::facts::Subject,
};

/// Id and text of the targets that are part of the program.
pub const BUILT_IN: (&str, &str) = ("plan-2024", include_str!("../../data/targets/plan-2024.toml"));

/// What a target measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The ratio of an indicator as the rule set counts it.
    Indicator(String),
    /// Of the dossiers in `of`, the share of `those`.
    Share { of: Condition, those: Condition },
    /// Of the verdicts that citizens gave in the period, the share of these.
    Ratings(Vec<Opinion>),
}

/// How a ratio is compared with its goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    AtLeast,
    MoreThan,
}

impl Comparison {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AtLeast => "at_least",
            Self::MoreThan => "more_than",
        }
    }

    /// The sign that stands before the goal.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::MoreThan => ">",
        }
    }
}

/// One target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub id: String,
    pub title: Text,
    /// The indicator it is about.
    pub indicator: String,
    pub measure: Measure,
    /// Hundredths of a percent.
    pub goal: Points,
    pub comparison: Comparison,
    pub basis: Text,
}

/// A target against the figures of one unit and period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    pub status: Status,
    pub counts: Option<(u64, u64)>,
    /// `None` where the ratio is not known.
    pub met: Option<bool>,
}

impl Measured {
    /// The ratio, six decimals; absent without cases.
    pub fn ratio(&self) -> Option<Decimal> {
        let (numerator, denominator) = self.counts?;
        Decimal::ratio(numerator, denominator, 6)
    }
}

impl Target {
    /// The goal in the scale of ratios, 0 to 1.
    pub fn goal_ratio(&self) -> Option<Decimal> {
        Decimal::ratio(self.goal.0, 10_000, 6)
    }

    /// Whether the target is met, compared as exact fractions.
    pub fn measured(&self, count: Count, provisional: bool) -> Measured {
        let unknown = |status, counts| Measured { status, counts, met: None };
        match count {
            Count::NotApplicable => unknown(Status::NotApplicable, None),
            Count::MissingSource => unknown(Status::MissingSource, None),
            Count::Suppressed | Count::Withheld => unknown(Status::Suppressed, None),
            Count::Known { numerator, denominator: 0 } => {
                unknown(Status::NoCases, Some((numerator, 0)))
            }
            Count::Known { numerator, denominator } => {
                let reached = u128::from(numerator) * 10_000;
                let needed = u128::from(denominator) * u128::from(self.goal.0.unsigned_abs());
                Measured {
                    status: if provisional { Status::Provisional } else { Status::Value },
                    counts: Some((numerator, denominator)),
                    met: Some(match self.comparison {
                        Comparison::AtLeast => reached >= needed,
                        Comparison::MoreThan => reached > needed,
                    }),
                }
            }
        }
    }
}

/// The targets of one plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetSet {
    pub id: String,
    pub title: Text,
    /// The year whose targets they are, where they are of one.
    pub year: Option<i32>,
    pub basis: Text,
    pub targets: Vec<Target>,
    /// SHA-256 of the content, white space and comments apart.
    pub hash: String,
    /// The text that they were read from.
    pub text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSet {
    id: String,
    title: Text,
    year: Option<i32>,
    basis: Text,
    #[serde(default)]
    target: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTarget {
    id: String,
    title: Text,
    indicator: String,
    of: Option<String>,
    those: Option<String>,
    ratings: Option<Vec<Opinion>>,
    goal: Value,
    comparison: Comparison,
    basis: Text,
}

/// Reads the targets and checks them against the rule set; all faults in one pass.
pub fn load(name: &str, text: &str, rules: &RuleSet) -> Result<TargetSet, Vec<Fault>> {
    let fault = |message: String| vec![Fault { place: name.to_owned(), message }];
    let table: Table = text.parse().map_err(|error: toml::de::Error| fault(error.to_string()))?;
    let canonical = serde_json::to_string(&table).map_err(|error| fault(error.to_string()))?;
    let mut raw: RawSet =
        table.try_into().map_err(|error: toml::de::Error| fault(error.message().to_owned()))?;
    let mut faults = Vec::new();
    both_languages(name, "title", &raw.title, &mut faults);
    both_languages(name, "basis", &raw.basis, &mut faults);
    let mut seen = BTreeSet::new();
    let mut targets = Vec::new();
    for value in std::mem::take(&mut raw.target) {
        let id = value.get("id").and_then(Value::as_str).unwrap_or("without id").to_owned();
        let place = format!("{name}, target {id}");
        if !seen.insert(id) {
            let message = "is there twice; ids are unique".to_owned();
            faults.push(Fault { place: place.clone(), message });
        }
        match value.try_into::<RawTarget>() {
            Ok(raw) => targets.extend(target(&place, raw, rules, &mut faults)),
            Err(error) => faults.push(Fault { place, message: error.message().to_owned() }),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let hash = sha256(canonical.as_bytes());
    let RawSet { id, title, year, basis, .. } = raw;
    Ok(TargetSet { id, title, year, basis, targets, hash, text: text.to_owned() })
}

fn target(place: &str, raw: RawTarget, rules: &RuleSet, faults: &mut Vec<Fault>) -> Option<Target> {
    both_languages(place, "title", &raw.title, faults);
    both_languages(place, "basis", &raw.basis, faults);
    let mut fault = |message: String| faults.push(Fault { place: place.to_owned(), message });
    if !is_id(&raw.id) {
        fault("id: expected lower-case letters, digits and _".into());
    }
    let goal = match &raw.goal {
        Value::Integer(whole) => Points::parse(&whole.to_string()),
        Value::Float(number) => Points::parse(&number.to_string()),
        _ => None,
    }
    .filter(|goal| *goal <= Points::whole(100));
    if goal.is_none() {
        fault(format!("goal = {}: expected a percentage from 0 to 100", raw.goal));
    }
    let indicator = rules.indicator(&raw.indicator);
    if indicator.is_none_or(|indicator| indicator.score == ScoreRule::Info) {
        let id = &raw.indicator;
        fault(format!("indicator {id:?}: expected one with a ratio of the rule set {}", rules.id));
    }
    let mut condition = |key: &str, text: &str| {
        Condition::parse(text, Subject::Dossiers.columns())
            .map_err(|error| fault(format!("{key}: {error}")))
            .ok()
    };
    let measure = match (&raw.of, &raw.those, raw.ratings) {
        (None, None, None) => Some(Measure::Indicator(raw.indicator.clone())),
        (Some(of), Some(those), None) => {
            let (of, those) = (condition("of", of), condition("those", those));
            of.zip(those).map(|(of, those)| Measure::Share { of, those })
        }
        (None, None, Some(mut those)) => {
            those.sort_unstable();
            those.dedup();
            if those.is_empty() {
                fault("ratings is empty; expected verdicts such as \"satisfied\"".into());
            }
            Some(Measure::Ratings(those))
        }
        (_, _, Some(_)) => {
            fault("ratings stands alone: of and those are about dossiers".into());
            None
        }
        _ => {
            fault("of and those go together: of which dossiers, those that count".into());
            None
        }
    };
    Some(Target {
        id: raw.id,
        title: raw.title,
        measure: measure?,
        goal: goal?,
        indicator: raw.indicator,
        comparison: raw.comparison,
        basis: raw.basis,
    })
}

fn is_id(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

fn both_languages(place: &str, key: &str, text: &Text, faults: &mut Vec<Fault>) {
    for (language, words) in [("vi", &text.vi), ("en", &text.en)] {
        if words.trim().is_empty() {
            faults.push(Fault {
                place: place.to_owned(),
                message: format!("{key}.{language} is empty; both languages are needed"),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{builtin, load as rule_sets};

    fn rules(id: &str) -> RuleSet {
        rule_sets::load(&builtin::sources(id).unwrap()).unwrap()
    }

    #[test]
    fn the_built_in_targets_fit_every_built_in_rule_set() {
        for id in builtin::ids() {
            let set = load(BUILT_IN.0, BUILT_IN.1, &rules(id)).unwrap();
            assert_eq!((set.id.as_str(), set.targets.len()), (BUILT_IN.0, 4));
        }
    }

    #[test]
    fn a_goal_that_must_be_exceeded_is_not_met_by_reaching_it() {
        let set = load(BUILT_IN.0, BUILT_IN.1, &rules("portal-2026")).unwrap();
        let met = |id: &str, numerator, denominator| {
            let target = set.targets.iter().find(|target| target.id == id).unwrap();
            target.measured(Count::Known { numerator, denominator }, false).met
        };
        assert_eq!(met("handled_online", 6, 10), Some(false));
        assert_eq!(met("handled_online", 6_001, 10_000), Some(true));
        assert_eq!(met("satisfaction", 9, 10), Some(true));
        assert_eq!(met("satisfaction", 89_999, 100_000), Some(false));
        assert_eq!(met("results_digitized", 99_999, 100_000), Some(false));
        assert_eq!(met("results_digitized", 0, 0), None);
    }

    #[test]
    fn everything_wrong_with_targets_is_said_in_one_pass() {
        let text = BUILT_IN
            .1
            .replacen("goal       = 90 ", "goal = 101 ", 1)
            .replace("\"ended\"", "\"endet\"")
            .replace("\"submitted_online\"", "\"mean_handling_time\"");
        let faults = load("own.toml", &text, &rules("portal-2026")).unwrap_err();
        assert_eq!(faults.len(), 3, "{faults:?}");
    }

    #[test]
    fn a_target_counts_dossiers_or_ratings_and_not_both() {
        let fault = |written: &str| {
            let text = BUILT_IN.1.replace("ratings    = [\"satisfied\"]", written);
            load("own.toml", &text, &rules("portal-2026")).unwrap_err()[0].message.clone()
        };
        assert!(fault("ratings = []").contains("ratings is empty"));
        let both = "ratings = [\"satisfied\"]\nof = \"ended\"\nthose = \"ended\"";
        assert!(fault(both).contains("ratings stands alone"));
        assert!(fault("ratings = [\"delighted\"]").contains("delighted"));
    }
}
