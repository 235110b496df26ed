//! A rule set after loading: groups, blocks and indicators in the order of the decision, switches,
//! bands, validity. All text and every weight comes from `data/rules/` or from the user's folder.

use serde::Serialize;

use super::{condition::Condition, lack::Lack};
use crate::{
    domain::{period::Period, points::Points, text::Text},
    schema::facts::Subject,
};

/// How `X − P(X)` is compared with the due date (switch 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    Instant,
    CalendarDay,
}

/// What an open dossier with more than one request is (switch 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RepeatedSupplement {
    Overdue,
    Ignored,
}

/// Which supplement rounds are taken off the clock (switch 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pause {
    UnlessDueMoved,
    Subtract,
    None,
}

/// How withdrawn and stopped dossiers are judged (switch 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Withdrawn {
    Judged,
    OnTime,
}

/// What a dossier without due date and limit counts as (switch 10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Undated {
    Excluded,
    OnTime,
}

/// The readings that the judge takes; the other switches of section 7 are indicators' own keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Switches {
    pub precision: Precision,
    pub repeated_supplement: RepeatedSupplement,
    pub pause: Pause,
    pub withdrawn: Withdrawn,
    pub undated: Undated,
    /// Codes (`MaCSDL`) of the population database.
    pub population_databases: Vec<String>,
    /// Working days between the announcing decision and the legal effect.
    pub announce_days: ByAuthority,
    /// Working days between the announcing decision and publication.
    pub publish_days: ByAuthority,
    /// Working days to refuse a petition, to ask for more, to answer it.
    pub petition_refuse_days: u32,
    pub petition_ask_days: u32,
    pub petition_answer_days: u32,
}

/// A number that differs between ministries and provinces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByAuthority {
    pub ministry: u32,
    pub province: u32,
}

impl ByAuthority {
    pub const fn of(self, kind: AuthorityKind) -> u32 {
        match kind {
            AuthorityKind::Ministry => self.ministry,
            AuthorityKind::Province => self.province,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorityKind {
    Ministry,
    Province,
}

impl AuthorityKind {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ministry => "ministry",
            Self::Province => "province",
        }
    }
}

/// How a ratio becomes points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case", deny_unknown_fields)]
pub enum ScoreRule {
    /// max × ratio.
    Linear,
    /// max × min(1, ratio / percent).
    FullAt { percent: u64 },
    /// Shown without ratio and points.
    Info,
}

/// What a zero denominator gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoCases {
    Zero,
    Full,
    /// No points, and the maximum is not available.
    None,
}

impl NoCases {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::Full => "full",
            Self::None => "none",
        }
    }
}

/// What a condition alone cannot say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Rows of `of`; of these, rows of `those`.
    Rows,
    /// The numerator is the sum of `handling_seconds` over `of`.
    Seconds,
    /// The denominator is the larger of `of` and the national total.
    LargerOf,
    /// Distinct procedures; in the numerator those all of whose rows are in `those`.
    AllRows,
}

/// Whose figure a unit below the authority shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChildUnits {
    Own,
    /// The authority's (switch 12).
    Inherit,
}

/// One indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    pub id: String,
    pub title: Text,
    /// The part of the decision, such as `2.1`.
    pub part: String,
    /// Code of the national portal.
    pub code: String,
    pub group: String,
    /// Block within the group; empty where the group has none.
    pub block: String,
    pub counts: Subject,
    pub of: Condition,
    pub those: Condition,
    /// Of procedures: those with at least one dossier for which this holds.
    pub having: Option<Condition>,
    /// Must hold for every row of `of`, else the source is missing.
    pub requires: Option<Condition>,
    pub measure: Measure,
    pub max: Points,
    pub score: ScoreRule,
    pub no_cases: NoCases,
    pub applies_to: Vec<AuthorityKind>,
    pub child_units: ChildUnits,
    pub needs_catalogue: bool,
    pub reading: Text,
}

impl Indicator {
    /// The unit whose figure a unit shows.
    pub fn carrier(&self, unit: u32) -> u32 {
        if self.child_units == ChildUnits::Inherit { 0 } else { unit }
    }

    /// Its title behind its part of the decision.
    pub fn titled(&self) -> Text {
        let titled = |title: &str| format!("{} {title}", self.part);
        Text::new(titled(&self.title.vi), titled(&self.title.en))
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub id: String,
    pub title: Text,
    pub max: Points,
    pub code: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub id: String,
    pub number: u32,
    pub title: Text,
    pub max: Points,
    pub code: String,
    pub blocks: Vec<Block>,
}

/// A class of the score, with its lower bound (inclusive).
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    pub id: String,
    pub title: Text,
    pub from: Points,
}

#[derive(Clone, Debug, PartialEq)]
pub struct RuleSet {
    pub id: String,
    pub title: Text,
    /// Where it comes from and how far it may be trusted.
    pub basis: Text,
    pub first_month: Option<Period>,
    pub last_month: Option<Period>,
    pub switches: Switches,
    /// Highest first.
    pub bands: Vec<Band>,
    pub groups: Vec<Group>,
    /// In the order of the decision.
    pub indicators: Vec<Indicator>,
    /// What dossiers may lack; part of the text, but not of the hash.
    pub lacks: Vec<Lack>,
    /// SHA-256 of the canonical form, hexadecimal.
    pub hash: String,
    /// All of it as one text of TOML, by which it can be read again.
    pub text: String,
}

impl RuleSet {
    pub fn max(&self) -> Points {
        self.groups.iter().map(|group| group.max).sum()
    }

    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.id == id)
    }

    /// The band of a score: the first whose lower bound it reaches.
    pub fn band(&self, score: Points) -> Option<&Band> {
        self.bands.iter().find(|band| score >= band.from)
    }

    /// Whether the period lies within the months for which the rule set may be used.
    pub fn covers(&self, period: Period) -> bool {
        self.first_month.is_none_or(|first| first.start() <= period.start())
            && self.last_month.is_none_or(|last| period.end() <= last.end())
    }
}
