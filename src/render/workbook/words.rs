//! Words for what tables hold as codes: titles of indicators, groups and targets come from the rule
//! set and the plan, periods and statuses from the wording of the edition. A coded column of a sheet
//! has its words beside it; the CSV for people has the words in its place.

use super::marks;
use crate::{
    domain::{period::Period, text::Text, wording, words},
    rules::{Indicator, RuleSet, targets::TargetSet},
    schema::{
        Column, Value, codes,
        tables::{self, TableMeaning},
    },
};

/// Where titles are looked up.
#[derive(Clone, Copy)]
pub struct Titles<'a> {
    pub rules: &'a RuleSet,
    pub targets: &'a TargetSet,
}

/// The words that go with a coded column: the name for machines of a column of its own, and what it is.
pub fn worded(column: &str) -> Option<(String, &'static Text)> {
    let words = words::known(&format!("workbook.beside.{column}"))?;
    let name = match column.strip_suffix("_id") {
        Some(stem) => format!("{stem}_title"),
        None => format!("{column}_words"),
    };
    Some((name, words))
}

/// The heading of a column: its meaning up to the first remark, which the dictionary has in full.
pub fn heading(column: &Column) -> &'static str {
    column.vi().split([';', ',']).next().unwrap_or(column.vi()).trim()
}

impl Titles<'_> {
    /// The words for a value of a coded column; none where it has none.
    pub fn of(&self, column: &Column, value: &Value) -> Option<Text> {
        let code = match value {
            Value::Bool(true) if column.name == "met" => return Some(said("met")),
            Value::Bool(false) if column.name == "met" => return Some(said("not_met")),
            Value::Text(code) => code,
            _ => return None,
        };
        match column.name {
            "period" => {
                let words = wording::period(code.parse::<Period>().ok()?);
                Some(Text::new(wording::capital(&words.vi), words.en))
            }
            "coverage" => Some(said(if code == "complete" { "complete" } else { "not_complete" })),
            "group_id" => {
                self.rules.groups.iter().find(|group| group.id == *code).map(|g| g.title.clone())
            }
            "block_id" => {
                let mut blocks = self.rules.groups.iter().flat_map(|group| &group.blocks);
                blocks.find(|block| block.id == *code).map(|block| block.title.clone())
            }
            "indicator_id" => self.rules.indicator(code).map(Indicator::titled),
            "target_id" => {
                let mut targets = self.targets.targets.iter();
                targets.find(|target| target.id == *code).map(|target| target.title.clone())
            }
            "status" => marks::status(value).map(crate::edition::shown::status),
            _ => {
                let known = codes::of(column).iter().find(|known| known.name == code);
                known.map(|known| known.meaning().clone())
            }
        }
    }
}

fn said(key: &str) -> Text {
    words::of(&format!("said.{key}")).clone()
}

/// The title of a table's sheet.
pub fn title(table: &str) -> Text {
    let known = tables::of_edition(table);
    known.map_or_else(|| Text::name(table), TableMeaning::title)
}
