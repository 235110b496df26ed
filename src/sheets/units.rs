//! The units with their ranks, scores and bands, list by list, and those right below a unit. Everything in a
//! ranked list is on one scale: that of the indicators which its ranked units have in common.

use super::{
    Cell, Figure, Heading, Sheet, Sheets, figures, rows, sheet, words,
    words::{said, word},
};
use crate::{
    domain::text::Text,
    edition::{
        cohorts::{self, List},
        shown,
    },
};

/// A caption of what there is of every list: no two tables of a page bear the same.
pub(super) fn of_list(caption: Text, list: &List) -> Text {
    match list.title() {
        None => caption,
        Some(title) => said("sheet.of_list", &[("caption", &caption), ("list", &title)]),
    }
}
/// Units above and below one that are shown with it.
const NEXT: usize = 2;

impl Sheets<'_> {
    /// The lists in which the units of the period shown are ranked.
    pub fn lists(&self) -> Vec<List> {
        cohorts::lists(self.view.source, self.view.shown)
    }

    /// The authority, then the units by cohort and rank; those without a rank follow in their own order.
    pub fn units(&self) -> Sheet {
        self.ranked(&self.lists(), &[0])
    }

    /// The units of one list.
    pub fn units_of(&self, list: &List) -> Sheet {
        let mut sheet = self.ranked(std::slice::from_ref(list), &[]);
        sheet.id = list.named("units");
        sheet.caption = of_list(sheet.caption, list);
        sheet
    }

    /// A ranked unit among those that stand next to it; nothing of one that is not ranked.
    pub fn around(&self, unit: u32) -> Option<Sheet> {
        let list = self.list_of(unit)?;
        let mut sheet = self.units_of(&list);
        let own = self.unit_id(unit);
        let place = sheet.rows.iter().position(|line| line.id == own)?;
        sheet.rows.truncate(list.ranked.min(place + NEXT + 1));
        sheet.rows.drain(..place.saturating_sub(NEXT));
        sheet.rows.iter_mut().for_each(|line| line.strong = line.id == own);
        let caption = said("sheet.around_caption", &[("period", &self.period())]);
        Some(Sheet { id: "around".into(), caption, note: None, sortable: false, ..sheet })
    }

    fn ranked(&self, lists: &[List], first: &[u32]) -> Sheet {
        let caption = said("sheet.units_caption", &[("period", &self.period())]);
        let change = said("sheet.change", &[("before", &self.before())]);
        let is_alike = lists.iter().all(|list| list.is_alike);
        let score = if is_alike { figures("score").title } else { word("sheet.comparable_score") };
        let columns = vec![
            figures("rank"),
            words("unit_id"),
            words("unit"),
            figures("comparable_score").titled(score),
            Heading { id: "comparable_change".into(), ..figures("change") }.titled(change),
            Heading { id: "comparable_band".into(), ..words("band") },
            words("status"),
            words("cohort"),
        ];
        let mut sheet = sheet("units", caption, columns);
        for unit in first {
            let cells = vec![
                Cell::None,
                Cell::Code(self.unit_id(*unit).to_owned()),
                self.unit_link(*unit),
                Cell::None,
                Cell::None,
                Cell::None,
                rows::status(self.score(*unit).status),
                Cell::Empty,
            ];
            let line = sheet.row(self.unit_id(*unit), cells);
            (line.strong, line.is_head) = (true, true);
        }
        for list in lists {
            for unit in &list.units {
                let row = self.score_row(*unit);
                let is_of_it = self.score(*unit).cohort.as_ref() == Some(&list.cohort);
                let cohort = list.title().filter(|_| is_of_it);
                let cells = vec![
                    row.figure("rank").brief().into(),
                    Cell::Code(self.unit_id(*unit).to_owned()),
                    self.unit_link(*unit),
                    row.figure("comparable_score").brief().into(),
                    self.comparable_change(*unit),
                    self.comparable_band(*unit),
                    rows::status(self.score(*unit).status),
                    cohort.map_or(Cell::Empty, Cell::Text),
                ];
                sheet.row(self.unit_id(*unit), cells);
            }
        }
        let several = lists.iter().any(|list| list.title().is_some());
        if !several {
            sheet = sheet.without("cohort");
        }
        let note = [Some("sheet.units_common").filter(|_| !is_alike), Some("sheet.units_note")];
        let note: Vec<Text> = note.into_iter().flatten().map(word).collect();
        sheet.note = Some(Text::joined(&note, &Text::name(" ")));
        sheet.sortable = true;
        sheet
    }

    /// How many units of a list are ranked, as they stand in the table of lists.
    pub fn ranked_of(&self, list: &List) -> [(&'static str, Figure); 2] {
        let row = self.book.row("charts/ranked", &[&self.period_id(), &list.cohort.id()]);
        [("ranked", row.figure("ranked_units")), ("all", row.figure("all_units"))]
    }

    /// The list that a unit is ranked in; nothing where it has no rank.
    pub fn list_of(&self, unit: u32) -> Option<List> {
        let score = self.score(unit);
        let mut lists = self.lists().into_iter().filter(|_| score.rank.is_some());
        lists.find(|list| Some(&list.cohort) == score.cohort.as_ref())
    }

    /// The change of a score on common indicators; absent where the months do not compare the same.
    fn comparable_change(&self, unit: u32) -> Cell {
        let change =
            self.change("charts/history", &[self.unit_id(unit)], "comparable_score").brief();
        let of = |score: &crate::score::scorecard::UnitScore| {
            Some((score.cohort.clone()?, score.rank?.comparable_available))
        };
        let before = self.view.before().and_then(|(_, month)| of(&month.scores[unit as usize]));
        match before == of(self.score(unit)) {
            true => change.into(),
            // A difference that is not made is no figure of a table.
            false => Cell::Absent(Text::name(shown::ABSENT), None),
        }
    }

    /// The band of a score on common indicators, or why the unit has none.
    fn comparable_band(&self, unit: u32) -> Cell {
        let score = self.score(unit);
        if let Some(why) = self.why_not_graded(unit) {
            return Cell::Absent(why, Some(score.status));
        }
        let comparable = score.rank.and_then(|rank| rank.comparable_score);
        match comparable.and_then(|score| self.view.source.rules.band(score)) {
            Some(band) => Cell::Text(band.title.clone()),
            None => Cell::Absent(Text::name(shown::ABSENT), Some(score.status)),
        }
    }

    /// The units right below a unit, each by its own score.
    pub fn below(&self, unit: u32) -> Sheet {
        let parts = [("unit", &self.unit_name(unit)), ("period", &self.period())];
        let columns = vec![
            words("unit"),
            figures("points"),
            figures("available_points"),
            figures("score"),
            words("band"),
        ];
        let mut sheet = sheet("below", said("sheet.below_caption", &parts), columns);
        let tree = &self.view.shown.counts.tree;
        for below in self.units_below() {
            if tree.parent(below) == Some(unit) && below != unit {
                let row = self.score_row(below);
                let cells = vec![
                    self.unit_link(below),
                    row.figure_or("points", self.total_status(below)).into(),
                    row.figure("available_points").into(),
                    self.score_figure(below).into(),
                    self.band(below),
                ];
                sheet.row(self.unit_id(below), cells);
            }
        }
        sheet
    }
}
