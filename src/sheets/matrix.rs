//! The units against the indicators that give points: one figure of each pair.

use super::{Cell, Heading, Sheet, Sheets, sheet, words, words::said};
use crate::{
    domain::{number, text::Text},
    edition::cohorts::List,
    rules::{Indicator, rule_set::ScoreRule},
};

impl Sheets<'_> {
    /// Points of each unit; headings say how many there are to gain.
    pub fn points_of_units(&self) -> Sheet {
        self.matrix("points", "sheet.points_matrix", |indicator| {
            let max = Text::both(|lang| number::count(indicator.max, lang));
            said("sheet.title_of_max", &[("title", &indicator.titled()), ("max", &max)])
        })
    }

    /// The ratio of each unit.
    pub fn ratios_of_units(&self) -> Sheet {
        self.matrix("ratio", "sheet.ratio_matrix", Indicator::titled)
    }

    fn matrix(&self, column: &str, caption: &str, title: fn(&Indicator) -> Text) -> Sheet {
        let indicators = self.view.source.rules.indicators.iter();
        let scored: Vec<&Indicator> =
            indicators.filter(|indicator| indicator.score != ScoreRule::Info).collect();
        let heading = |indicator: &&Indicator| Heading {
            id: indicator.id.clone(),
            title: title(indicator),
            number: true,
        };
        let mut columns = vec![words("unit_id"), words("unit")];
        columns.extend(scored.iter().map(heading));
        let lists = self.lists();
        let several = lists.len() > 1;
        columns.extend(several.then(|| words("cohort")));
        let mut sheet = sheet(column, said(caption, &[("period", &self.period())]), columns);
        // List by list, as the units are ranked; within each in their own order.
        let mut units: Vec<(Option<&List>, u32)> = vec![(None, 0)];
        for list in &lists {
            let mut own = list.units.clone();
            own.sort_unstable();
            units.extend(own.into_iter().map(|unit| (Some(list), unit)));
        }
        for (list, unit) in units {
            let figure =
                |indicator: &&Indicator| self.indicator_row(unit, indicator).figure(column).into();
            let mut cells = vec![Cell::Code(self.unit_id(unit).to_owned()), self.unit_link(unit)];
            cells.extend(scored.iter().map(figure));
            let cohort = list.and_then(List::title).map_or(Cell::Empty, Cell::Text);
            cells.extend(several.then_some(cohort));
            sheet.row(self.unit_id(unit), cells).strong = unit == 0;
        }
        sheet
    }
}
