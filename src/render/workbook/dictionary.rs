//! The dictionary: every column of every table in the workbook, with its name for machines, its
//! meaning in both languages, its unit and the codes it may hold. It is read from the declaration of
//! the tables, so that it cannot say anything else than they do.

use super::{
    leaf::{Form, Leaf, Part},
    words::worded,
};
use crate::{
    domain::{text::Text, words},
    rules::RuleSet,
    schema::{Column, Rows, Type},
    sheets::{Cell, Heading, Sheet},
};

/// A row for each column, and for the words beside it.
pub fn sheet(rules: &RuleSet, leaves: &[Leaf<'_>]) -> Sheet {
    let heading = |id: &str| Heading {
        id: id.to_owned(),
        title: words::of(&format!("workbook.column.{id}")).clone(),
        number: false,
    };
    let columns = Form::Dictionary.ids().into_iter().map(heading).collect();
    let mut sheet = Sheet { columns, ..Sheet::default() };
    for leaf in leaves {
        let Part::Data(data) = &leaf.part else { continue };
        let mut row = |column: &str, kind: Text, unit: Text, meaning: Text, codes: String| {
            let (vi, en) = (Text::name(meaning.vi), Text::name(meaning.en));
            let names = [&leaf.sheet, data.table.name(), column].map(Text::name);
            let cells = names.into_iter().chain([kind, unit, vi, en, Text::name(codes)]);
            sheet.row(column, cells.map(Cell::from).collect());
        };
        for column in data.table.columns() {
            let (kind, unit) = (column.kind.words(), column.unit_words());
            row(column.name, kind, unit, column.meaning(), codes(rules, column));
            if let Some((name, words)) = worded(column.name) {
                let parts = [("words", words), ("column", &Text::name(column.name))];
                let meaning = words::filled("workbook.column.beside", &parts);
                row(&name, Type::Text.words(), Text::default(), meaning, String::new());
            }
        }
    }
    sheet
}

/// The codes a column may hold, with their words.
fn codes(rules: &RuleSet, column: &Column) -> String {
    let with = |code: &str, words: &Text| format!("{code} ({})", words.vi);
    let list: Vec<String> = match (column.kind, column.name) {
        (Type::Code(codes), _) => {
            codes.iter().map(|code| with(code.name, code.meaning())).collect()
        }
        (_, "group_id") => rules.groups.iter().map(|group| with(&group.id, &group.title)).collect(),
        _ => Vec::new(),
    };
    list.join("; ")
}
