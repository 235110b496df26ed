//! The account of every input file, and why rows were not counted or what was noticed in them.

use super::{Cell, Heading, Sheet, Sheets, figures, sheet, words, words::word};
use crate::{
    domain::{text::Text, wording},
    schema::{Value, codes::ACCOUNT_REASONS},
};

/// The day of reading of a file that is gone; the last column, shown where there is such a file.
const ARCHIVED: &str = "archived_on";
const COUNTS: [&str; 5] = ["read", "counted", "duplicate", "out_of_scope", "quarantined"];

impl Sheets<'_> {
    /// The rows of each file; headings are those of the table.
    pub fn accounts(&self) -> Sheet {
        let Some(source) = self.book.table("quality/accounts") else { return Sheet::default() };
        let declared = |id: &str, number: bool| {
            let column = source.columns.iter().find(|column| column.name == id);
            let title = column.map_or_else(|| Text::name(id), |c| c.meaning());
            Heading { id: id.to_owned(), title, number }
        };
        let is_archived = |row: &[Value]| matches!(row.last(), Some(Value::Date(_)));
        let any_archived = source.rows.iter().any(|row| is_archived(row));
        let mut columns = vec![declared("file", false), declared("source", false)];
        columns.extend(COUNTS.map(|name| declared(name, true)));
        if any_archived {
            columns.push(declared(ARCHIVED, false));
        }
        let mut sheet = sheet("accounts", word("sheet.accounts_caption"), columns);
        sheet.sortable = true;
        for row in &source.rows {
            let (file, origin) = (text(&row[0]), text(&row[1]));
            let found = self.book.row("quality/accounts", &[origin, file]);
            let mut cells: Vec<Cell> = vec![Text::name(file).into(), Text::name(origin).into()];
            cells.extend(COUNTS.map(|name| Cell::from(found.figure(name))));
            if any_archived {
                cells.push(match row.last() {
                    Some(Value::Date(day)) => wording::day(*day).into(),
                    _ => Cell::Empty,
                });
            }
            sheet.row(file, cells);
        }
        sheet
    }

    /// The reasons of a class with their rows, file by file.
    pub fn findings(&self, class: &str) -> Sheet {
        let caption = word(&format!("sheet.findings_{class}"));
        let columns = vec![words("file"), words("reason"), figures("rows")];
        let mut sheet = sheet(class, caption, columns);
        sheet.sortable = true;
        let source = self.book.table("quality/findings");
        for row in source.into_iter().flat_map(|source| &source.rows) {
            let (file, found, reason) = (text(&row[0]), text(&row[1]), text(&row[2]));
            if found == class {
                let rows = self.book.row("quality/findings", &[file, found, reason]).figure("rows");
                sheet.row(file, vec![Text::name(file).into(), self::reason(reason), rows.into()]);
            }
        }
        sheet
    }
}

/// A reason in words, as the dictionary has it; a code that it does not know stays a code.
fn reason(reason: &str) -> Cell {
    match ACCOUNT_REASONS.iter().find(|code| code.name == reason) {
        Some(code) => code.meaning().clone().into(),
        None => Cell::Code(reason.to_owned()),
    }
}

fn text(value: &Value) -> &str {
    match value {
        Value::Text(text) => text,
        _ => "",
    }
}
