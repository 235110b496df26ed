//! The units with their points, ranks and bands, and those right below a unit.

use super::{
    Cell, Sheet, Sheets, figures, rows, sheet, words,
    words::{said, word},
};
use crate::domain::text::Text;

impl Sheets<'_> {
    /// The authority, then the units by rank; those without a rank follow in their own order.
    pub fn units(&self) -> Sheet {
        let mut units = self.view.source.shown_units();
        let rank = |unit: u32| self.score(unit).rank.map_or(u32::MAX, |rank| rank.rank);
        units.sort_by_key(|unit| (*unit > 0, rank(*unit), *unit));
        let caption = said("sheet.units_caption", &[("period", &self.period())]);
        let mut sheet = self.scores("units", caption, &units);
        sheet.note = Some(word("sheet.units_note"));
        sheet.sortable = true;
        sheet
    }

    /// The units right below a unit.
    pub fn below(&self, unit: u32) -> Sheet {
        let parts = [("unit", &self.unit_name(unit)), ("period", &self.period())];
        let tree = &self.view.shown.counts.tree;
        let mut units = self.units_below();
        units.retain(|below| tree.parent(*below) == Some(unit) && *below != unit);
        self.scores("below", said("sheet.below_caption", &parts), &units)
    }

    fn scores(&self, id: &str, caption: Text, units: &[u32]) -> Sheet {
        let change = said("sheet.change", &[("before", &self.before())]);
        let columns = vec![
            figures("rank"),
            words("unit_id"),
            words("unit"),
            figures("comparable_points"),
            figures("points"),
            figures("available_points"),
            figures("score"),
            figures("change").titled(change),
            words("band"),
            words("status"),
        ];
        let mut sheet = sheet(id, caption, columns);
        for unit in units {
            let row = self.score_row(*unit);
            // The authority stands in no order.
            let ranked = |column: &str| match unit {
                0 => Cell::None,
                _ => row.figure(column).brief().into(),
            };
            let cells = vec![
                ranked("rank"),
                Cell::Code(self.unit_id(*unit).to_owned()),
                self.unit_link(*unit),
                ranked("comparable_points"),
                row.figure_or("points", self.total_status(*unit)).into(),
                row.figure("available_points").into(),
                self.score_figure(*unit).into(),
                self.history_change(*unit, "score").into(),
                self.band(*unit),
                rows::status(self.score(*unit).status),
            ];
            let line = sheet.row(self.unit_id(*unit), cells);
            (line.strong, line.is_head) = (*unit == 0, *unit == 0);
        }
        sheet
    }
}
