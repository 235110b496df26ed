//! What stands in a cell that has no number, and the words for every status. The marks follow the
//! shorthand that statistical offices use in spreadsheets ([c], [x], [z]); their legend stands on the
//! notes sheet. Missing is never zero and never an empty cell.

use crate::{
    domain::{
        cell::Status,
        text::{Lang, Text},
        words,
    },
    schema::Value,
};

/// Why a cell has no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Withheld,
    NotKnown,
    NotApplicable,
    NoCases,
}

impl Mark {
    pub const ALL: [Self; 4] = [Self::NotKnown, Self::NoCases, Self::NotApplicable, Self::Withheld];

    pub const fn text(self) -> &'static str {
        match self {
            Self::Withheld => "[c]",
            Self::NotKnown => "[x]",
            Self::NotApplicable => "[z]",
            Self::NoCases => "[k]",
        }
    }

    /// What the mark means.
    pub fn meaning(self) -> &'static Text {
        words::of(match self {
            Self::Withheld => "workbook.mark.withheld",
            Self::NotKnown => "workbook.mark.not_known",
            Self::NotApplicable => "workbook.mark.not_applicable",
            Self::NoCases => "workbook.mark.no_cases",
        })
    }

    /// The mark of the cells without a number in a row of a published table.
    pub fn in_row(table: &str, status: Option<&Value>) -> Self {
        match (table, status.and_then(self::status)) {
            (_, Some(status)) => Self::of(Some(status)),
            // A flow is counted from what was read; it is only absent where it is kept back.
            ("flow" | "flow_by_procedure" | "databases", None) => Self::Withheld,
            // An account or a place in a file lacks what it does not have.
            ("accounts" | "findings" | "quarantine", None) => Self::NotApplicable,
            (_, None) => Self::NotKnown,
        }
    }

    /// The mark of a figure that is absent, by what says why; where nothing does, it is not part of its row.
    pub fn of_absent(why: Option<Status>) -> Self {
        why.map_or(Self::NotApplicable, |status| Self::of(Some(status)))
    }

    /// The mark of a cell without a number, by the status of its row if the table has one.
    pub fn of(status: Option<Status>) -> Self {
        match status {
            Some(Status::Suppressed) => Self::Withheld,
            Some(Status::NoCases) => Self::NoCases,
            Some(Status::MissingSource) | None => Self::NotKnown,
            // The row has a value, and this column is not part of it.
            Some(Status::NotApplicable | Status::Value | Status::Provisional) => {
                Self::NotApplicable
            }
        }
    }
}

/// The marks with what they mean in short.
pub fn legend() -> Text {
    let of = |lang: Lang| {
        let short = |mark: Mark| {
            let meaning = mark.meaning().get(lang).split(':').next().unwrap_or_default();
            format!("{} {}", mark.text(), meaning.to_lowercase())
        };
        Mark::ALL.map(short).join("; ")
    };
    words::filled("workbook.marks", &[("marks", &Text::new(of(Lang::Vi), of(Lang::En)))])
}

/// The status that a published code names.
pub fn status(code: &Value) -> Option<Status> {
    let Value::Text(code) = code else { return None };
    Status::ALL.into_iter().find(|status| status.as_str() == code)
}
