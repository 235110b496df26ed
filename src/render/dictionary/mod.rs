//! The data dictionary: every input, fact and published table, every code and every indicator with
//! its meaning in both languages. It is generated from the schema and the rule set and never written
//! by hand; renderers give Markdown, an HTML body and rows of a sheet.

mod indicators;
mod model;
mod sheet;
mod tables;
mod written;

#[cfg(test)]
mod tests;

pub use model::{
    CodeList, ColumnPart, Dictionary, GroupPart, IndicatorPart, Meaning, RoomPart, RuleSetPart,
    TablePart, TargetPart, TargetSetPart,
};
pub use sheet::rows;
pub use written::{html, markdown};

use crate::{
    domain::words,
    rules::{RuleSet, targets::TargetSet},
};

impl Dictionary {
    /// The dictionary of the program under a rule set and the targets of a plan.
    pub fn new(rules: &RuleSet, targets: &TargetSet) -> Self {
        Self {
            title: words::of("dictionary.title").clone(),
            about: words::of("dictionary.about").clone(),
            rooms: tables::rooms(),
            codes: tables::code_lists(),
            rule_set: indicators::rule_set(rules),
            groups: indicators::groups(rules),
            targets: indicators::targets(targets),
        }
    }
}
