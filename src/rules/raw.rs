//! A rule set as it is written, before it is checked: the keys of its settings, groups, blocks, bands
//! and indicators, and what holds where one is not there.

use serde::Deserialize;
use toml::Value;

use super::{
    lack::Repairable,
    rule_set::{AuthorityKind, ChildUnits, Measure, NoCases, ScoreRule, Switches},
};
use crate::{domain::text::Text, schema::facts::Subject};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSettings {
    pub id: String,
    pub title: Text,
    pub basis: Text,
    pub first_month: Option<String>,
    pub last_month: Option<String>,
    pub switches: Switches,
    pub band: Vec<RawBand>,
    #[serde(default)]
    pub lack: Vec<RawLack>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawLack {
    pub facts: Vec<String>,
    pub when: Option<String>,
    pub repairable: Repairable,
    pub by: Text,
    pub action: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawBand {
    pub id: String,
    pub title: Text,
    pub from: Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawGroup {
    pub group: String,
    pub number: u32,
    pub title: Text,
    pub max: Value,
    pub code: String,
    #[serde(default)]
    pub block: Vec<RawBlock>,
    pub indicator: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawBlock {
    pub id: String,
    pub title: Text,
    pub max: Value,
    pub code: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawIndicator {
    pub id: String,
    pub title: Text,
    pub part: String,
    pub code: String,
    #[serde(default)]
    pub block: String,
    pub counts: Subject,
    pub of: String,
    pub those: String,
    pub having: Option<String>,
    pub requires: Option<String>,
    #[serde(default = "rows")]
    pub measure: Measure,
    pub max: Value,
    pub score: ScoreRule,
    pub no_cases: NoCases,
    #[serde(default = "every_authority")]
    pub applies_to: Vec<AuthorityKind>,
    #[serde(default = "own")]
    pub child_units: ChildUnits,
    #[serde(default)]
    pub needs_catalogue: bool,
    pub reading: Text,
}

fn rows() -> Measure {
    Measure::Rows
}

fn own() -> ChildUnits {
    ChildUnits::Own
}

fn every_authority() -> Vec<AuthorityKind> {
    vec![AuthorityKind::Ministry, AuthorityKind::Province]
}
