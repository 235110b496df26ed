//! The indicators of a unit that have no value, and why.

use super::{
    Sheet, Sheets, figures, rows, sheet, words,
    words::{said, word},
};
use crate::{
    domain::{cell::Status, text::Text},
    edition::absence,
};

impl Sheets<'_> {
    pub fn missing(&self, unit: u32) -> Sheet {
        let parts = [("place", &self.unit_name(unit)), ("period", &self.period())];
        let columns = vec![
            words("part"),
            words("indicator"),
            figures("max_points"),
            words("status"),
            words("reason"),
        ];
        let mut sheet = sheet("missing", said("sheet.missing_caption", &parts), columns);
        sheet.note = Some(word("sheet.missing_note"));
        let indicators = self.view.source.rules.indicators.iter().enumerate();
        for ((place, indicator), cell) in indicators.zip(&self.score(unit).cells) {
            if matches!(cell.status, Status::Value | Status::Provisional) {
                continue;
            }
            let cells = vec![
                Text::name(&indicator.part).into(),
                self.indicator_link(place),
                self.indicator_row(unit, indicator).figure("max_points").into(),
                rows::status(cell.status),
                absence::why(indicator, cell.status, self.view.given).into(),
            ];
            sheet.row(&indicator.id, cells);
        }
        sheet
    }
}
