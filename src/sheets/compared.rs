//! The score of a unit beside those of the periods that the one shown is compared with: the one before, the last
//! quarter, the same period a year before, and the year so far.

use super::{
    Cell, Sheet, Sheets, figures, sheet, words,
    words::{said, word},
};
use crate::{
    domain::{period::Period, text::Text, wording},
    edition::history::compared::{Comparison, compared},
};

impl Sheets<'_> {
    pub fn compared(&self, unit: u32) -> Sheet {
        let (place, period) = (self.unit_name(unit), self.period());
        let caption = said("sheet.compared_caption", &[("place", &place), ("period", &period)]);
        let columns = vec![words("compared_with"), figures("score_there"), figures("difference")];
        let mut sheet = sheet("compared", caption, columns);
        let shown = self.view.shown.counts.period;
        let now = self.compared_row(shown, unit);
        for (comparison, period) in compared(shown) {
            let row = self.compared_row(period, unit);
            let score = row.figure("score");
            let change = now.change("score", &row);
            let figures: [Cell; 2] = match self.view.result(period) {
                None => [word("sheet.no_figures"), Text::default()].map(Cell::Text),
                Some(then) if !then.counts.coverage.is_complete() || self.view.is_incomplete() => {
                    [score.into(), Cell::Text(word("sheet.incomplete"))]
                }
                Some(_) => [score.into(), change.into()],
            };
            let name = Cell::Text(self.compared_with(comparison, period));
            let [there, change] = figures;
            sheet.row(period.to_string(), vec![name, there, change]);
        }
        sheet
    }

    /// What stands beside the period shown, as the head of its row.
    fn compared_with(&self, comparison: Comparison, period: Period) -> Text {
        let whole = wording::period(period);
        let capital = |text: Text| Text::both(|lang| wording::capital(text.get(lang)));
        let is_open = self.view.result(period).is_some_and(|year| year.counts.provisional);
        match comparison {
            Comparison::YearToDate if is_open => {
                let up_to = wording::up_to(self.view.cut_off, wording::day);
                said("sheet.year_to_date", &[("year", &whole), ("time", &up_to)])
            }
            Comparison::LastYear => said("sheet.same_last_year", &[("period", &whole)]),
            _ => capital(whole),
        }
    }
}
