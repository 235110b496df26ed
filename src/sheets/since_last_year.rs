//! The points of a unit beside those of the same period a year before, by group and in total, where the tables
//! over all history have both.

use super::{
    Cell, Row, Sheet, Sheets, figures, sheet, words,
    words::{said, word},
};
use crate::domain::text::Text;

const THEN: &str = "points_same_period_last_year";

impl Sheets<'_> {
    /// Absent where nothing is known of the year before.
    pub fn since_last_year(&self, unit: u32) -> Option<Sheet> {
        let total = self.score_row(unit);
        total.number(THEN)?;
        let (place, period) = (self.unit_name(unit), self.period());
        let parts = [("place", &place), ("period", &period)];
        let columns =
            vec![words("group"), figures("points"), figures("score_there"), figures("difference")];
        let mut sheet =
            sheet("since-last-year", said("sheet.since_last_year_caption", &parts), columns);
        let cells = |name: Cell, row: &Row<'_>| {
            vec![
                name,
                row.figure("points").into(),
                row.figure(THEN).into(),
                row.difference("points", THEN).into(),
            ]
        };
        for group in &self.view.source.rules.groups {
            let title = |title: &str| format!("{}. {title}", group.number);
            let name = Text::new(title(&group.title.vi), title(&group.title.en));
            let row = self.group_row(unit, &group.id);
            sheet.row(&group.id, cells(name.into(), &row));
        }
        sheet.row("total", cells(word("sheet.total").into(), &total)).strong = true;
        Some(sheet)
    }
}
