//! What stands in a cell that has no number, and the words for every status. The marks follow the
//! shorthand that statistical offices use in spreadsheets ([c], [x], [z]); their legend stands on the
//! notes sheet. Missing is never zero and never an empty cell.

use crate::{
    domain::{cell::Status, text::Text},
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
    pub fn meaning(self) -> Text {
        match self {
            Self::Withheld => Text::new(
                "Không công bố: số nhỏ được giữ lại để bảo vệ thông tin.",
                "Withheld: a small number kept back to protect information.",
            ),
            Self::NotKnown => Text::new(
                "Thiếu nguồn: chưa có dữ liệu để tính, hoặc không chỉ số nào trong nhóm có số. Không \
                 phải là số 0.",
                "Source missing: no data to compute it from, or no indicator of the group has a \
                 figure. It is not zero.",
            ),
            Self::NotApplicable => Text::new(
                "Không áp dụng: ô này không có số, ví dụ chỉ số không dành cho loại cơ quan này hoặc đơn \
                 vị không được xếp hạng.",
                "Not applicable: there is no such figure, as where an indicator is not for this kind of \
                 authority or a unit is not ranked.",
            ),
            Self::NoCases => Text::new(
                "Không phát sinh: mẫu số bằng 0 nên không có tỷ lệ; đơn vị không được chấm điểm nên không có điểm \
                 quy đổi, xếp loại, thứ hạng.",
                "No cases: the denominator is zero, so there is no ratio; the unit is not graded, so there is no \
                 score, band or rank.",
            ),
        }
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

/// The status that a published code names.
pub fn status(code: &Value) -> Option<Status> {
    let Value::Text(code) = code else { return None };
    Status::ALL.into_iter().find(|status| status.as_str() == code)
}
