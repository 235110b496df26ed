//! What is open by the time left until it is due, of a unit and of all units, and where the share on time of a
//! month that is not over will end. Internal: nothing where the edition does not tell.

use super::{
    Cell, Heading, Row, Sheet, Sheets, figures, sheet, words,
    words::{said, word},
};

/// Words of the counts, in the order of the table; each ends with its column.
pub const COUNTS: [&str; 10] = [
    "left_open",
    "left_overdue",
    "left_due_today",
    "left_due_in_1",
    "left_due_in_2",
    "left_due_in_3_to_5",
    "left_due_in_6_to_10",
    "left_due_later",
    "left_waiting",
    "left_undated",
];

/// The column of a count.
pub fn column(count: &str) -> &str {
    count.trim_start_matches("left_")
}

impl Sheets<'_> {
    /// Where the month will end, and how often such a range was right; absent of a month that is over.
    pub fn outlook(&self, unit: u32) -> Option<Cell> {
        let row = self.book.row("insight/forecast", &[&self.period_id(), self.unit_id(unit)]);
        let told = |pattern: &str, columns: &[&'static str]| {
            let figures = columns.iter().map(|name| (*name, row.figure(name))).collect();
            Cell::Pattern { pattern: word(pattern), figures }
        };
        let cell = match row.text("forecast_state")? {
            "shown" => told(
                "sheet.outlook_told",
                &["expected", "ratio_low", "ratio_high", "months_held", "months_tested"],
            ),
            _ => told("sheet.outlook_too_few", &[]),
        };
        Some(cell)
    }

    /// What a unit has open; no rows where nothing is.
    pub fn by_due(&self, unit: u32) -> Sheet {
        let parts = [("unit", &self.unit_name(unit)), ("period", &self.period())];
        let columns = vec![words("left"), figures("dossiers")];
        let mut sheet = sheet("by-due", said("sheet.by_due_caption", &parts), columns);
        let row = self.by_due_row(unit);
        let any = row.number("open").is_some_and(|open| open.units > 0);
        for count in COUNTS.into_iter().filter(|_| any) {
            let name = word(&format!("sheet.{count}"));
            sheet.row(column(count), vec![name.into(), row.figure(column(count)).into()]);
        }
        sheet
    }

    /// The same of every unit but the authority, one row each.
    pub fn by_due_of_units(&self) -> Sheet {
        let caption = said("sheet.by_due_of_units", &[("period", &self.period())]);
        let counts = COUNTS.map(|count| Heading { number: true, ..words(count) });
        let columns = std::iter::once(words("unit")).chain(counts).collect();
        let mut sheet = sheet("by-due", caption, columns);
        for unit in self.units_below() {
            let row = self.by_due_row(unit);
            if row.is_known() {
                let mut cells = vec![self.unit_link(unit)];
                cells.extend(COUNTS.map(|count| Cell::from(row.figure(column(count)))));
                sheet.row(self.unit_id(unit), cells);
            }
        }
        Sheet { sortable: true, ..sheet }
    }

    /// Where the month will end, of every unit that can be told; no rows of a month that is over.
    pub fn outlook_of_units(&self) -> Sheet {
        self.forecasts("outlook", "sheet.outlook_caption", &["expected", "ratio_low", "ratio_high"])
    }

    /// How often such a range was right in the months before; no rows of a month that is over.
    pub fn outlook_tested(&self) -> Sheet {
        self.forecasts("outlook-tested", "sheet.outlook_tested", &["months_tested", "months_held"])
    }

    fn forecasts(&self, id: &str, caption: &str, shown: &[&str]) -> Sheet {
        let caption = said(caption, &[("period", &self.period())]);
        let columns = std::iter::once(words("unit")).chain(shown.iter().map(|id| figures(id)));
        let mut sheet = sheet(id, caption, columns.collect());
        for unit in std::iter::once(0).chain(self.units_below()) {
            let row = self.book.row("insight/forecast", &[&self.period_id(), self.unit_id(unit)]);
            if row.text("forecast_state") == Some("shown") {
                let mut cells = vec![self.unit_link(unit)];
                cells.extend(shown.iter().map(|name| Cell::from(row.figure(name))));
                sheet.row(self.unit_id(unit), cells);
            }
        }
        Sheet { sortable: true, ..sheet }
    }

    fn by_due_row(&self, unit: u32) -> Row<'_> {
        self.book.row("insight/open_by_due", &[&self.period_id(), self.unit_id(unit)])
    }
}
