//! What the sheets of every kind ask for: names, periods, rows of published tables, changes since the
//! month before, and why a figure may be absent.

use super::{
    Cell, Figure, Row, Sheets, Target,
    words::{said, word},
};
use crate::{
    domain::{cell::Status, period::Period, reliability::Reliability, text::Text, wording},
    edition::{shown, view::Audience},
    rules::Indicator,
    score::scorecard::UnitScore,
};

impl<'a> Sheets<'a> {
    /// The period shown, within a sentence.
    pub fn period(&self) -> Text {
        wording::period(self.view.shown.counts.period)
    }

    /// A name of the period shown, and behind it that its figures are provisional or incomplete.
    pub fn marked(&self, period: Text) -> Text {
        let counts = &self.view.shown.counts;
        let marks = [
            (counts.provisional, "sheet.mark_provisional"),
            (!counts.coverage.is_complete(), "sheet.mark_incomplete"),
        ];
        let marks = marks.into_iter().filter(|(holds, _)| *holds).map(|(_, mark)| word(mark));
        let all: Vec<Text> = std::iter::once(period).chain(marks).collect();
        Text::joined(&all, &Text::name(" "))
    }

    /// The id of the period shown, as keys have it.
    pub fn period_id(&self) -> String {
        self.view.shown.counts.period.to_string()
    }

    /// The period before the one shown, whether or not it has figures.
    pub fn before(&self) -> Text {
        wording::period(self.view.shown.counts.period.shifted(-1))
    }

    /// The name of a unit that the edition shows.
    pub fn unit_name(&self, unit: u32) -> Text {
        self.names.get(unit)
    }

    pub fn unit_id(&self, unit: u32) -> &'a str {
        &self.view.source.units.get(unit).id
    }

    pub(super) fn unit_link(&self, unit: u32) -> Cell {
        Cell::Link { text: self.unit_name(unit), to: Target::Unit(unit), before: None }
    }

    /// The name of an indicator with its part of the decision.
    pub(super) fn indicator_link(&self, place: usize) -> Cell {
        let indicator = &self.view.source.rules.indicators[place];
        Cell::Link {
            text: indicator.title.clone(),
            to: Target::Indicator(place),
            before: Some(indicator.part.clone()),
        }
    }

    /// The units shown but for the authority.
    pub(super) fn units_below(&self) -> Vec<u32> {
        self.view.source.shown_units().into_iter().filter(|unit| *unit > 0).collect()
    }

    pub(super) fn score(&self, unit: u32) -> &'a UnitScore {
        &self.view.shown.scores[unit as usize]
    }

    pub fn score_row(&self, unit: u32) -> Row<'a> {
        self.book.row("tables/scorecard", &[&self.period_id(), self.unit_id(unit)])
    }

    pub fn flow_row(&self, unit: u32) -> Row<'a> {
        self.book.row("tables/flow", &[&self.period_id(), self.unit_id(unit)])
    }

    pub fn indicator_row(&self, unit: u32, indicator: &Indicator) -> Row<'a> {
        let key = [&self.period_id(), self.unit_id(unit), &indicator.id];
        self.book.row("tables/indicators", &key)
    }

    pub(super) fn group_row(&self, unit: u32, group: &str) -> Row<'a> {
        self.book.row("tables/groups", &[&self.period_id(), self.unit_id(unit), group, ""])
    }

    /// What the plan's target is of a unit.
    pub(super) fn target_row(&self, unit: u32, target: &str) -> Row<'a> {
        self.book.row("tables/targets", &[&self.period_id(), self.unit_id(unit), target])
    }

    /// Points, rank and mean handling time of the period shown, as the table of months has them.
    pub fn history_row(&self, unit: u32) -> Row<'a> {
        self.book.row("charts/history", &[&self.period_id(), self.unit_id(unit)])
    }

    /// The period that changes are counted from; empty, and of no row, where there is none that can be
    /// compared.
    fn compared_id(&self) -> String {
        self.view.before().map(|(period, _)| period.to_string()).unwrap_or_default()
    }

    /// The change of a column since the period before, in a table whose key begins with the period.
    pub(super) fn change(&self, path: &'static str, key: &[&str], column: &str) -> Figure {
        let row = |period: &str| {
            let whole: Vec<&str> = std::iter::once(period).chain(key.iter().copied()).collect();
            self.book.row(path, &whole)
        };
        row(&self.period_id()).change(column, &row(&self.compared_id()))
    }

    /// Totals of a unit in the period shown or in one that it is compared with.
    pub(super) fn compared_row(&self, period: Period, unit: u32) -> Row<'a> {
        self.book.row("charts/compared", &[&period.to_string(), self.unit_id(unit)])
    }

    /// The change of a total of the unit.
    pub fn total_change(&self, unit: u32, column: &str) -> Figure {
        self.change("charts/compared", &[self.unit_id(unit)], column)
    }

    pub(super) fn group_change(&self, unit: u32, group: &str) -> Figure {
        self.change("charts/history_groups", &[self.unit_id(unit), group, ""], "points")
    }

    /// The change of an indicator's points.
    pub fn indicator_change(&self, unit: u32, indicator: &Indicator) -> Figure {
        self.change("charts/movers", &[self.unit_id(unit), &indicator.id], "points")
    }

    /// Why nothing is compared with the period before.
    pub fn not_compared(&self) -> Text {
        let before = self.view.shown.counts.period.shifted(-1);
        let before = self.view.result(before);
        let is_incomplete = before.is_some_and(|before| !before.counts.coverage.is_complete());
        match is_incomplete || self.view.is_incomplete() {
            true => word("sheet.not_compared"),
            false => said("sheet.no_before", &[("before", &self.before())]),
        }
    }

    /// Why a total of the unit may lack: withheld where one of its figures is, or the unit had no case.
    pub fn total_status(&self, unit: u32) -> Status {
        self.score(unit).status
    }

    /// Why a count of the flow may lack: only disclosure control takes one away.
    pub fn flow_status(&self) -> Status {
        match self.view.audience {
            Audience::Public(_) => Status::Suppressed,
            Audience::Internal => Status::Value,
        }
    }

    /// Why a unit has no score, no band and no rank; nothing where it is graded.
    pub fn why_not_graded(&self, unit: u32) -> Option<Text> {
        let key = match () {
            () if self.score(unit).is_graded() => return None,
            () if !self.view.shown.counts.has_cases[unit as usize] => "sheet.not_graded_no_cases",
            () if unit == self.view.source.units.unmapped() => "sheet.not_graded_unmapped",
            () => "sheet.not_graded_over",
        };
        Some(word(key))
    }

    /// The score of a unit; where it is not graded, a dash: its band says why.
    pub fn score_figure(&self, unit: u32) -> Figure {
        let figure = self.score_row(unit).figure_or("score", self.total_status(unit));
        if self.why_not_graded(unit).is_some() { figure.brief() } else { figure }
    }

    /// The band of a unit's score, or why it has none.
    pub fn band(&self, unit: u32) -> Cell {
        let score = self.score(unit);
        if let Some(why) = self.why_not_graded(unit) {
            return Cell::Absent(why, Some(score.status));
        }
        let bands = &self.view.source.rules.bands;
        let band = score.band.as_ref().and_then(|id| bands.iter().find(|band| band.id == *id));
        match band {
            Some(band) => Cell::Text(band.title.clone()),
            None => Cell::Absent(Text::name(shown::ABSENT), Some(score.status)),
        }
    }
}

/// A ratio as people read it: of few cases the fraction alone, of not many with its interval.
pub(super) fn ratio(row: &Row<'_>) -> Cell {
    let figure = |column: &'static str| (column, row.figure(column));
    let pattern = |key: &str, columns: &[&'static str]| Cell::Pattern {
        pattern: word(key),
        figures: columns.iter().map(|column| figure(column)).collect(),
    };
    let cases = row.number("denominator").filter(|_| row.number("ratio").is_some());
    match cases.and_then(|cases| Reliability::of(cases.units.unsigned_abs())) {
        Some(Reliability::Few) => pattern("sheet.few", &["numerator", "denominator"]),
        Some(Reliability::Caution) if row.number("ratio_low").is_some() => {
            pattern("sheet.caution", &["ratio", "ratio_low", "ratio_high"])
        }
        Some(Reliability::Caution) => pattern("sheet.caution_alone", &["ratio"]),
        None => row.figure("ratio").into(),
    }
}

/// A ratio as a number, whatever it rests on.
pub(super) fn exact(row: &Row<'_>) -> Cell {
    row.figure("ratio").into()
}

/// A status in words.
pub(super) fn status(status: Status) -> Cell {
    Cell::State(shown::status(status), status.as_str())
}
