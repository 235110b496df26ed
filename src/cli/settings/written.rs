//! What may stand in `chiso.toml`, key by key, with what holds where a key is absent. Nothing is
//! checked here but that every key is known and of its type.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{
    disclose::{Name, Totals},
    pipeline::job::Beyond,
    press::thinning::Keep,
    rules::{rule_set::AuthorityKind, targets},
    schema::canonical::Kind,
    sources::{IdScope, OnDuplicate, Order},
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    pub authority: WrittenAuthority,
    #[serde(default)]
    pub rules: WrittenRules,
    #[serde(default)]
    pub paths: WrittenPaths,
    #[serde(default)]
    pub lake: WrittenLake,
    #[serde(default)]
    pub units: WrittenUnits,
    #[serde(default)]
    pub ranking: WrittenRanking,
    #[serde(default)]
    pub calendar: WrittenCalendar,
    #[serde(default)]
    pub public: WrittenPublic,
    #[serde(default)]
    pub publication: WrittenPublication,
    #[serde(default)]
    pub insight: WrittenInsight,
    #[serde(default)]
    pub source: Vec<WrittenSource>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenAuthority {
    pub id: String,
    pub name: String,
    pub kind: AuthorityKind,
    #[serde(default = "vietnam")]
    pub timezone: String,
    /// The data is invented; every page says so.
    #[serde(default)]
    pub invented: bool,
    /// The month from which the inputs hold every dossier.
    pub coverage_from: Option<String>,
    /// Whom readers of the pages may ask: an office, its telephone, its address for letters.
    pub contact: Option<String>,
}

fn vietnam() -> String {
    "Asia/Ho_Chi_Minh".into()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WrittenRules {
    pub set: String,
    pub targets: String,
}

impl Default for WrittenRules {
    fn default() -> Self {
        Self { set: "portal-2026".into(), targets: targets::BUILT_IN.0.into() }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WrittenPaths {
    pub lake: String,
    pub reports: String,
}

impl Default for WrittenPaths {
    fn default() -> Self {
        Self { lake: "lake".into(), reports: "reports".into() }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WrittenLake {
    /// Files that were read and are gone still count, unless a source says otherwise.
    pub keep_removed: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WrittenUnits {
    pub path: Option<String>,
    pub discover: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WrittenRanking {
    pub cohorts: Option<WrittenCohorts>,
    /// Bounds of `volume`.
    pub volume: Option<Vec<u64>>,
}

/// Which units are ranked beside each other.
#[derive(Debug, Deserialize)]
#[serde(
    untagged,
    expecting = "expected \"kind\", \"none\", \"volume\", or a table such as { path = \"inputs/cohorts.csv\" }"
)]
pub enum WrittenCohorts {
    Name(CohortsName),
    Table(WrittenTable),
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CohortsName {
    Kind,
    None,
    Volume,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenTable {
    pub path: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WrittenCalendar {
    pub path: Option<String>,
    /// A list of spans, or a table of such lists by weekday.
    pub hours: Option<toml::Value>,
    pub beyond: Beyond,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WrittenPublic {
    pub edition: Option<bool>,
    pub policy: Option<Name>,
    /// Of `portal`.
    pub opinions: Option<u64>,
    /// Of `rounded` and `strict`.
    pub threshold: Option<u64>,
    pub base: Option<u64>,
    /// What `rounded` and `strict` were called before policies had names.
    pub totals: Option<Totals>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WrittenPublication {
    pub licence: Option<String>,
    pub licence_title: Option<String>,
    pub licence_url: Option<String>,
    pub publisher_url: Option<String>,
    /// The day of the following month on which a month is due.
    pub day: Option<u8>,
    #[serde(default)]
    pub tables_only: bool,
    #[serde(default)]
    pub late: Late,
    #[serde(default)]
    pub keep: WrittenKeep,
}

/// What is worked out for internal eyes beside the figures.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WrittenInsight {
    pub enabled: bool,
}

impl Default for WrittenInsight {
    fn default() -> Self {
        Self { enabled: true }
    }
}

/// Which editions `chiso prune` leaves.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(
    untagged,
    expecting = "expected \"all\", or numbers such as { provisional = 24, superseded = 3 }"
)]
pub enum WrittenKeep {
    All(All),
    Some(Keep),
}

impl Default for WrittenKeep {
    fn default() -> Self {
        Self::All(All::All)
    }
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum All {
    All,
}

/// What a run does where final figures of earlier editions would come out otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Late {
    #[default]
    Warn,
    Refuse,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenSource {
    pub name: String,
    pub kind: Kind,
    pub format: String,
    pub path: String,
    pub synced: Option<bool>,
    #[serde(default)]
    pub datetime: Vec<String>,
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
    #[serde(default)]
    pub values: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    #[serde(default)]
    pub on_duplicate: OnDuplicate,
    #[serde(default)]
    pub optional: Vec<String>,
    pub delimiter: Option<char>,
    pub sheet: Option<OneOrMore>,
    pub header_row: Option<u64>,
    pub records: Option<String>,
    #[serde(default)]
    pub fillers: Vec<String>,
    #[serde(default)]
    pub int96: Int96,
    #[serde(default)]
    pub id_scope: IdScope,
    #[serde(default)]
    pub order: Order,
    pub keep_removed: Option<bool>,
}

/// One text, or a list of them.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl From<OneOrMore> for Vec<String> {
    fn from(written: OneOrMore) -> Self {
        match written {
            OneOrMore::One(text) => vec![text],
            OneOrMore::More(texts) => texts,
        }
    }
}

/// What the stamps of Parquet without a zone of their own (INT96) stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Int96 {
    #[default]
    Utc,
    Local,
}
