//! The indicators in which a unit loses most points, and how many more cases would win them back.

use super::{
    Cell, Sheet, Sheets,
    condition::those_of_having,
    figures, sheet, words,
    words::{said, word},
};
use crate::{
    domain::text::Text,
    rules::rule_set::{ChildUnits, ScoreRule},
};

/// Indicators that are listed.
const MOST: usize = 10;

impl Sheets<'_> {
    pub fn lost(&self, unit: u32) -> Sheet {
        let parts = [("unit", &self.unit_name(unit)), ("period", &self.period())];
        let columns = vec![
            words("indicator"),
            figures("lost"),
            figures("numerator"),
            figures("denominator"),
            figures("cases_to_half"),
            figures("cases_to_full"),
            words("case_is"),
        ];
        let mut sheet = sheet("lost", said("sheet.lost_caption", &parts), columns);
        let rules = self.view.source.rules;
        let mut lost: Vec<(i64, usize)> = rules
            .indicators
            .iter()
            .zip(&self.score(unit).cells)
            .enumerate()
            .filter(|(_, (indicator, cell))| indicator.score != ScoreRule::Info && cell.available)
            .filter_map(|(place, (indicator, cell))| {
                Some((indicator.max.0 - cell.points?.0, place))
            })
            .filter(|(lost, _)| *lost > 0)
            .collect();
        lost.sort_by_key(|(lost, place)| (-lost, *place));
        for (_, place) in lost.into_iter().take(MOST) {
            let indicator = &rules.indicators[place];
            let row = self.indicator_row(unit, indicator);
            let key = [&self.period_id(), self.unit_id(unit), &indicator.id];
            let go = self.book.row("charts/points_to_go", &key);
            // Where the table says nothing there is no cell to name.
            let more = |column: &str| match go.number(column) {
                Some(_) => go.figure(column).into(),
                None => Cell::None,
            };
            let inherited = unit != 0 && indicator.child_units == ChildUnits::Inherit;
            let cells = vec![
                self.indicator_link(place),
                row.difference("max_points", "points").into(),
                row.figure("numerator").into(),
                row.figure("denominator").into(),
                more("cases_to_half"),
                more("cases_to_full"),
                match inherited {
                    true => word("sheet.child_inherit"),
                    false => Text::both(|lang| those_of_having(indicator, lang)),
                }
                .into(),
            ];
            sheet.row(&indicator.id, cells);
        }
        sheet
    }
}
