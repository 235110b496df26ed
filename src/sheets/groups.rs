//! The groups of indicators of a unit, and their total.

use super::{
    Cell, Sheet, Sheets, figures, sheet, words,
    words::{said, word},
};
use crate::domain::text::Text;

impl Sheets<'_> {
    pub fn groups(&self, unit: u32) -> Sheet {
        let place = self.unit_name(unit);
        let caption =
            said("sheet.groups_caption", &[("place", &place), ("period", &self.period())]);
        let change = said("sheet.change_short", &[("before", &self.before())]);
        let columns = vec![
            words("group"),
            figures("points"),
            figures("available_points"),
            figures("max_points"),
            figures("share"),
            figures("change").titled(change),
        ];
        let mut sheet = sheet("groups", caption, columns);
        let lacking = self.total_status(unit);
        for group in &self.view.source.rules.groups {
            let row = self.group_row(unit, &group.id);
            let mut points = row.figure_of("points", "available_points");
            if !points.is_known() {
                points = row.figure_or("points", lacking);
            }
            let title = |title: &str| format!("{}. {title}", group.number);
            let cells = vec![
                Text::new(title(&group.title.vi), title(&group.title.en)).into(),
                points.into(),
                row.figure("available_points").into(),
                row.figure("max_points").into(),
                row.of_hundred("points", "available_points").into(),
                self.group_change(unit, &group.id).into(),
            ];
            sheet.row(&group.id, cells);
        }
        let row = self.score_row(unit);
        let cells: Vec<Cell> = vec![
            word("sheet.total").into(),
            row.figure_or("points", lacking).into(),
            row.figure("available_points").into(),
            row.figure("max_points").into(),
            self.score_figure(unit).into(),
            self.total_change(unit, "points").into(),
        ];
        sheet.row("total", cells).strong = true;
        sheet
    }
}
