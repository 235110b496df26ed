//! The data dictionary: every input, fact and published table, every code and every indicator with
//! its meaning in both languages. It is generated from the schema and the rule set and never written
//! by hand; renderers give Markdown, an HTML body and rows of a sheet.

mod html;
mod indicators;
mod markdown;
mod model;
mod sheet;
mod tables;

#[cfg(test)]
mod tests;

pub use html::html;
pub use markdown::markdown;
pub use model::{
    CodeList, ColumnPart, Dictionary, GroupPart, IndicatorPart, Meaning, RoomPart, RuleSetPart,
    TablePart, TargetPart, TargetSetPart,
};
pub use sheet::rows;

use crate::{
    domain::text::Text,
    rules::{RuleSet, targets::TargetSet},
};

impl Dictionary {
    /// The dictionary of the program under a rule set and the targets of a plan.
    pub fn new(rules: &RuleSet, targets: &TargetSet) -> Self {
        Self {
            title: text("Từ điển dữ liệu", "Data dictionary"),
            about: text(
                "Mọi dữ liệu đầu vào, dữ kiện và bảng công bố của chương trình, với kiểu, đơn vị tính và ý \
                 nghĩa của từng cột, các mã, cùng cách tính từng chỉ số của bộ quy tắc. Ô trống nghĩa là \
                 thiếu, không phải bằng 0.",
                "Every input, fact and published table of the program with the type, unit and meaning of \
                 each column, the codes, and how each indicator of the rule set is computed. An empty cell \
                 means missing, not 0.",
            ),
            rooms: tables::rooms(),
            codes: tables::code_lists(),
            rule_set: indicators::rule_set(rules),
            groups: indicators::groups(rules),
            targets: indicators::targets(targets),
        }
    }
}

fn text(vi: impl Into<String>, en: impl Into<String>) -> Text {
    Text { vi: vi.into(), en: en.into() }
}
