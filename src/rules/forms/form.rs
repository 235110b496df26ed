//! What a form says: head, foot, notes and columns, each with its number and what it shows. All texts come
//! from its file.

use super::formula::Formula;
use crate::rules::condition::Condition;

/// What a row of a form is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    Field,
    Unit,
    Procedure,
}

impl By {
    pub const ALL: [Self; 3] = [Self::Field, Self::Unit, Self::Procedure];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Unit => "unit",
            Self::Procedure => "procedure",
        }
    }
}

/// A line of text; its places `{name}` are filled where the form is.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub text: String,
    #[serde(default)]
    pub strong: bool,
    #[serde(default)]
    pub italic: bool,
}

/// What stands above the table.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    pub left: Vec<Line>,
    pub right: Vec<Line>,
    /// In the middle.
    pub title: Vec<Line>,
    /// In what the figures are counted, right above the table.
    pub amount: Line,
}

/// What stands below the notes: who signs.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Foot {
    pub left: Vec<Line>,
    pub right: Vec<Line>,
}

/// Names of rows that no register gives.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowNames {
    pub total: String,
    /// By unit: dossiers of the authority that are in no unit below it.
    pub itself: String,
    /// By field: procedures to which the catalogue gives none.
    pub no_field: String,
}

/// The heading of a column, where it may depend on what the rows are.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(untagged)]
pub enum Title {
    Same(String),
    Of { field: String, unit: String, procedure: String },
}

impl Title {
    pub fn by(&self, by: By) -> &str {
        match (self, by) {
            (Self::Same(title), _) | (Self::Of { field: title, .. }, By::Field) => title,
            (Self::Of { unit, .. }, By::Unit) => unit,
            (Self::Of { procedure, .. }, By::Procedure) => procedure,
        }
    }
}

/// What a column shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shows {
    /// The place of the row.
    Ordinal,
    /// What the row is about.
    Name,
    Count(Formula),
    /// What no input gives; the cells stay empty, and below the form it is said.
    Missing(String),
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub id: String,
    /// As the form writes it, such as `(3) = (4) + (5)`.
    pub number: String,
    /// The headings above its own, from the top.
    pub under: Vec<String>,
    pub title: Title,
    pub shows: Shows,
    /// In letters.
    pub width: u32,
}

impl Column {
    /// Its own number, without what it is the sum of.
    pub fn short_number(&self) -> &str {
        self.number.split('=').next().unwrap_or_default().trim()
    }
}

/// What is said below the form: always, or where the total row has such dossiers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub count: Option<Formula>,
    pub text: String,
}

/// One form, read and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    pub id: String,
    /// What its rows are unless something else is asked for.
    pub by: By,
    /// How a range of days is named that is no period.
    pub days: String,
    pub head: Head,
    pub foot: Foot,
    pub rows: RowNames,
    pub columns: Vec<Column>,
    pub notes: Vec<Note>,
    /// Every count that a formula names, with its condition over the facts of dossiers.
    pub counts: Vec<(String, Condition)>,
}
