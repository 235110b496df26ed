//! Words for what tables hold as codes: titles of indicators, groups and targets come from the rule
//! set and the plan, periods and statuses from the wording of the edition. A coded column of a sheet
//! has its words beside it; the CSV for people has the words in its place.

use super::marks;
use crate::{
    domain::{period::Period, text::Text, wording, words},
    rules::{RuleSet, targets::TargetSet},
    schema::{Code, Column, Value, codes, tables},
};

/// Where titles are looked up.
#[derive(Clone, Copy)]
pub struct Titles<'a> {
    pub rules: &'a RuleSet,
    pub targets: &'a TargetSet,
}

/// A column of words beside a coded one: its machine name and its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Worded {
    pub name: &'static str,
    pub vi: &'static str,
    pub en: &'static str,
}

/// The words that go with a coded column.
pub fn worded(column: &str) -> Option<Worded> {
    let (name, vi, en) = match column {
        "period" => ("period_words", "Kỳ (bằng chữ)", "Period in words"),
        "group_id" => ("group_title", "Tên nhóm chỉ số", "Title of the group"),
        "block_id" => ("block_title", "Tên khối", "Title of the block"),
        "indicator_id" => ("indicator_title", "Tên chỉ số", "Title of the indicator"),
        "target_id" => ("target_title", "Tên chỉ tiêu", "Title of the target"),
        "met" => ("met_words", "Kết quả", "Result"),
        "comparison" => ("comparison_words", "So sánh (bằng chữ)", "Comparison in words"),
        "status" => ("status_words", "Trạng thái (bằng chữ)", "Status in words"),
        "class" => ("class_words", "Nhóm (bằng chữ)", "Class in words"),
        _ => return None,
    };
    Some(Worded { name, vi, en })
}

/// The heading of a column: its meaning up to the first remark, which the dictionary has in full.
pub fn heading(column: &Column) -> &'static str {
    column.vi().split([';', ',']).next().unwrap_or(column.vi()).trim()
}

impl Titles<'_> {
    /// The words for a value of a coded column; none where it has none.
    pub fn of(&self, column: &str, value: &Value) -> Option<Text> {
        if column == "met" {
            return match value {
                Value::Bool(true) => Some(words::of("said.met").clone()),
                Value::Bool(false) => Some(words::of("said.not_met").clone()),
                _ => None,
            };
        }
        let Value::Text(code) = value else { return None };
        match column {
            "period" => {
                let words = wording::period(code.parse::<Period>().ok()?);
                Some(Text::new(wording::capital(&words.vi), words.en))
            }
            "coverage" => match code.as_str() {
                "complete" => Some(words::of("said.complete").clone()),
                _ => Some(words::of("said.not_complete").clone()),
            },
            "period_kind" => meaning(codes::PERIOD_KINDS, code),
            "comparison" => meaning(codes::COMPARISONS, code),
            "class" => meaning(codes::CLASSES, code),
            "group_id" => {
                self.rules.groups.iter().find(|group| group.id == *code).map(|g| g.title.clone())
            }
            "block_id" => {
                let mut blocks = self.rules.groups.iter().flat_map(|group| &group.blocks);
                blocks.find(|block| block.id == *code).map(|block| block.title.clone())
            }
            "indicator_id" => self.rules.indicator(code).map(|known| {
                let part = &known.part;
                Text::new(
                    format!("{part} {}", known.title.vi),
                    format!("{part} {}", known.title.en),
                )
            }),
            "target_id" => {
                let mut targets = self.targets.targets.iter();
                targets.find(|target| target.id == *code).map(|target| target.title.clone())
            }
            "status" => marks::status(value).map(crate::edition::shown::status),
            _ => None,
        }
    }
}

/// What a code of a list means.
fn meaning(list: &[Code], code: &str) -> Option<Text> {
    list.iter().find(|known| known.name == code).map(|known| known.meaning().clone())
}

/// The name of a table's sheet, which has room for few letters, and its title.
pub fn table(name: &str) -> (&str, Text) {
    let sheet = match name {
        "indicators" => "Chỉ số",
        "groups" => "Nhóm chỉ số",
        "scorecard" => "Bảng điểm",
        "flow" => "Luồng hồ sơ",
        "flow_by_procedure" => "Luồng theo thủ tục",
        "targets" => "Chỉ tiêu",
        "databases" => "Cơ sở dữ liệu",
        "accounts" => "Tệp đầu vào",
        "findings" => "Lý do và phát hiện",
        "quarantine" => "Dòng cách ly",
        other => other,
    };
    let title = tables::of_edition(name).map(|table| table.title());
    (sheet, title.unwrap_or_else(|| Text::name(name)))
}
