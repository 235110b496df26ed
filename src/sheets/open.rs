//! The dossiers of a unit that are overdue at the end of the period, by age and by their numbers. Internal.

use super::{
    Cell, Sheet, Sheets, figures, sheet, words,
    words::{said, word},
};
use crate::{domain::text::Text, schema::Value};

/// Counts by age, in the order of the table.
const AGES: [&str; 5] =
    ["overdue_to_5", "overdue_to_10", "overdue_to_30", "overdue_more", "overdue_repeated"];
/// Dossiers that are listed; the table of the edition has all.
const MOST: usize = 50;

impl Sheets<'_> {
    /// How many are due soon and how many overdue; nothing where the edition does not tell.
    pub fn due_soon(&self, unit: u32) -> Option<Cell> {
        let row = self.ages_row(unit);
        let figures = vec![("due_soon", row.figure("due_soon"))];
        row.is_known().then(|| Cell::Pattern { pattern: word("sheet.due_soon_told"), figures })
    }

    /// What is overdue, by age; no rows where the edition does not tell.
    pub fn ages(&self, unit: u32) -> Sheet {
        let parts = [("unit", &self.unit_name(unit)), ("period", &self.period())];
        let columns = vec![words("overdue_by"), figures("dossiers")];
        let mut sheet = sheet("ages", said("sheet.ages_caption", &parts), columns);
        let row = self.ages_row(unit);
        for column in AGES.into_iter().filter(|_| row.is_known()) {
            let name = word(&format!("sheet.{column}"));
            sheet.row(column, vec![name.into(), row.figure(column).into()]);
        }
        sheet
    }

    /// The numbers of what is overdue in a unit itself, the oldest first.
    pub fn overdue(&self, unit: u32) -> Sheet {
        let parts = [("unit", &self.unit_name(unit)), ("period", &self.period())];
        let columns = vec![
            words("dossier_id"),
            words("procedure_id"),
            words("due_at"),
            figures("working_days"),
        ];
        let mut sheet = sheet("overdue", said("sheet.overdue_caption", &parts), columns);
        let Some(table) = self.book.table("insight/open_dossiers") else { return sheet };
        let place = |name: &str| table.columns.iter().position(|column| column.name == name);
        let [Some(of), Some(id), Some(procedure), Some(due), Some(state), Some(days)] =
            ["unit_id", "dossier_id", "procedure_id", "due_at", "open_state", "working_days"]
                .map(place)
        else {
            return sheet;
        };
        let own = Value::from(self.unit_id(unit));
        let mut rows: Vec<&Vec<Value>> = (table.rows.iter())
            .filter(|row| row[of] == own && row[state] != Value::from("due_soon"))
            .collect();
        let age = |row: &Vec<Value>| match &row[days] {
            Value::Int(days) => *days,
            _ => 0,
        };
        rows.sort_by_key(|row| std::cmp::Reverse(age(row)));
        for row in rows.into_iter().take(MOST) {
            let text = |place: usize| match &row[place] {
                Value::Text(text) => text.clone(),
                Value::Time(time) => time.to_minute(),
                _ => String::new(),
            };
            let known = self.book.row("insight/open_dossiers", &[self.unit_id(unit), &text(id)]);
            let cells = vec![
                Cell::Code(text(id)),
                Cell::Code(text(procedure)),
                Cell::Text(Text::name(text(due))),
                known.figure("working_days").into(),
            ];
            sheet.row(text(id), cells);
        }
        sheet
    }

    fn ages_row(&self, unit: u32) -> super::Row<'_> {
        self.book.row("insight/open_ages", &[&self.period_id(), self.unit_id(unit)])
    }
}
