//! The dictionary as a value: what renderers and templates read. Every text stands in both
//! languages; ids, names of columns and conditions are those of the files.

use serde::Serialize;

use crate::domain::text::Text;

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Dictionary {
    pub title: Text,
    pub about: Text,
    pub rooms: Vec<RoomPart>,
    pub codes: Vec<CodeList>,
    pub rule_set: RuleSetPart,
    pub groups: Vec<GroupPart>,
    pub targets: TargetSetPart,
}

/// Tables of one room: inputs, facts, published, quality, charts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RoomPart {
    pub id: &'static str,
    pub title: Text,
    pub about: Text,
    pub tables: Vec<TablePart>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TablePart {
    pub name: &'static str,
    pub title: Text,
    pub about: Text,
    /// Columns that together tell rows apart; empty where nothing does.
    pub key: Vec<&'static str>,
    /// Whether it is also part of the public edition.
    pub public: bool,
    pub columns: Vec<ColumnPart>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ColumnPart {
    pub name: &'static str,
    /// text, bool, int, decimal, date, time or code.
    pub kind: &'static str,
    pub kind_words: Text,
    /// Unit of measure as the files say it; empty where there is none.
    pub unit: &'static str,
    pub unit_words: Text,
    pub meaning: Text,
    /// A row without a value is at fault.
    pub required: bool,
    /// Other columns of which one is enough.
    pub or: Vec<&'static str>,
    /// Whether an empty text is a value here.
    pub empty_is_a_value: bool,
    /// Ids of the lists that explain its codes.
    pub codes: Vec<&'static str>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CodeList {
    pub id: &'static str,
    pub title: Text,
    pub codes: Vec<Meaning>,
}

/// A name of the files, and what it means.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Meaning {
    pub name: String,
    pub meaning: Text,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RuleSetPart {
    pub id: String,
    pub hash: String,
    pub title: Text,
    pub basis: Text,
    /// Readings that the judge takes, as the rule set writes them.
    pub switches: Vec<(String, String)>,
    /// Classes of the score with their lower bounds, highest first.
    pub bands: Vec<Meaning>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupPart {
    pub id: String,
    pub number: u32,
    pub code: String,
    pub title: Text,
    /// Maximum points, two decimals.
    pub max: String,
    pub blocks: Vec<Meaning>,
    pub indicators: Vec<IndicatorPart>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndicatorPart {
    pub id: String,
    pub title: Text,
    /// The part of the decision, such as `2.1`.
    pub part: String,
    /// Code of the national portal.
    pub code: String,
    pub block: String,
    /// The facts that are counted.
    pub counts: &'static str,
    pub of: String,
    pub those: String,
    pub having: Option<String>,
    pub requires: Option<String>,
    /// Every fact column that the conditions speak of.
    pub uses: Vec<Meaning>,
    pub measure: Text,
    /// Maximum points, two decimals.
    pub max: String,
    pub formula: Text,
    pub no_cases: Text,
    pub applies_to: Vec<&'static str>,
    /// Units below the authority show its figure.
    pub inherited: bool,
    /// Inputs and columns without which it is `missing_source`.
    pub needs: Vec<Meaning>,
    pub reading: Text,
    /// The count over the tables that `chiso facts` writes; absent where it is not counted from facts.
    pub sql: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TargetSetPart {
    pub id: String,
    pub hash: String,
    pub title: Text,
    pub basis: Text,
    pub targets: Vec<TargetPart>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TargetPart {
    pub id: String,
    pub title: Text,
    pub indicator: String,
    /// The conditions of its own, where it does not take the indicator's.
    pub of: Option<String>,
    pub those: Option<String>,
    /// `≥ 90 %`.
    pub goal: String,
    pub basis: Text,
}
