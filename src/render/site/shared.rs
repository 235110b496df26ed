//! What pages of every kind ask for: names, periods, addresses, rows of tables.

use super::{
    Site,
    address::Depth,
    figure::{Figure, Row},
    table::Cell,
};
use crate::{
    domain::{cell::Status, time::Day, wording},
    edition::{shown, view::Audience},
    rules::Indicator,
};

impl<'a> Site<'a> {
    pub(super) fn authority(&self) -> String {
        self.unit_name(0)
    }

    /// The period shown, within a sentence.
    pub(super) fn period(&self) -> String {
        wording::period(self.view.shown.counts.period).get(self.lang).to_owned()
    }

    /// The id of the period shown, as keys have it.
    pub(super) fn period_id(&self) -> String {
        self.view.shown.counts.period.to_string()
    }

    /// The month before the one shown, within a sentence; whether or not it has figures.
    pub(super) fn before(&self) -> String {
        wording::period(self.view.shown.counts.period.shifted(-1)).get(self.lang).to_owned()
    }

    pub(super) fn before_id(&self) -> String {
        self.view.shown.counts.period.shifted(-1).to_string()
    }

    pub(super) fn day(&self, day: Day) -> String {
        wording::day(day).get(self.lang).to_owned()
    }

    /// A pattern without markup: names put into plain text, escaped where it is written.
    pub(super) fn say(&self, key: &str, parts: &[(&str, &str)]) -> String {
        let text = self.words.of(key).to_owned();
        parts.iter().fold(text, |text, (name, part)| text.replace(&format!("{{{name}}}"), part))
    }

    /// The name of a unit that the edition shows.
    pub(super) fn unit_name(&self, unit: u32) -> String {
        self.names.get(unit).get(self.lang).to_owned()
    }

    pub(super) fn unit_id(&self, unit: u32) -> &'a str {
        &self.view.source.units.get(unit).id
    }

    pub(super) fn unit_path(&self, unit: u32) -> String {
        format!("units/{}.html", self.unit_files[unit as usize])
    }

    pub(super) fn unit_link(&self, depth: Depth, unit: u32) -> Cell {
        Cell::link(self.unit_name(unit), self.href(depth, &self.unit_path(unit)))
    }

    pub(super) fn indicator_path(&self, indicator: &Indicator) -> String {
        format!("indicators/{}.html", indicator.id)
    }

    pub(super) fn indicator_link(&self, depth: Depth, indicator: &'a Indicator) -> Cell {
        Cell::Link {
            text: indicator.title.get(self.lang).to_owned(),
            href: self.href(depth, &self.indicator_path(indicator)),
            before: Some(indicator.part.clone()),
        }
    }

    /// The units in the order of the ranking; those without a rank follow in their own order.
    pub(super) fn units_ranked(&self) -> Vec<u32> {
        let scores = &self.view.shown.scores;
        let mut units: Vec<u32> =
            self.view.source.shown_units().into_iter().filter(|unit| *unit > 0).collect();
        units.sort_by_key(|unit| {
            (scores[*unit as usize].rank.map_or(u32::MAX, |rank| rank.rank), *unit)
        });
        units
    }

    pub(super) fn score_row(&self, unit: u32) -> Row<'a> {
        self.row("tables/scorecard", &[&self.period_id(), self.unit_id(unit)])
    }

    pub(super) fn flow_row(&self, unit: u32) -> Row<'a> {
        self.row("tables/flow", &[&self.period_id(), self.unit_id(unit)])
    }

    pub(super) fn indicator_row(&self, unit: u32, indicator: &str) -> Row<'a> {
        self.row("tables/indicators", &[&self.period_id(), self.unit_id(unit), indicator])
    }

    pub(super) fn group_row(&self, unit: u32, group: &str, block: &str) -> Row<'a> {
        self.row("tables/groups", &[&self.period_id(), self.unit_id(unit), group, block])
    }

    pub(super) fn row(&self, path: &str, key: &[&str]) -> Row<'a> {
        self.book.row(path, key, self.lang)
    }

    /// The month that changes are counted from; empty, and of no row, where there is none that can be
    /// compared.
    fn compared_id(&self) -> String {
        self.view.before().map(|(period, _)| period.to_string()).unwrap_or_default()
    }

    /// Why nothing is compared with the month before.
    pub(super) fn not_compared(&self) -> String {
        let before = self.view.shown.counts.period.shifted(-1);
        let is_incomplete = self.view.months.iter().any(|(period, month)| {
            *period == before && month.is_some_and(|month| !month.counts.coverage.is_complete())
        });
        match is_incomplete || self.view.is_incomplete() {
            true => self.words.of("not_compared").to_owned(),
            false => self.say("no_before", &[("before", &self.before())]),
        }
    }

    /// The change of a column of `charts/history` since the month before.
    pub(super) fn history_change(&self, unit: u32, column: &str) -> Figure {
        let row = |period: &str| self.row("charts/history", &[period, self.unit_id(unit)]);
        row(&self.period_id()).change(column, &row(&self.compared_id()))
    }

    /// The change of a group since the month before.
    pub(super) fn group_change(&self, unit: u32, group: &str) -> Figure {
        let row = |period: &str| {
            self.row("charts/history_groups", &[period, self.unit_id(unit), group, ""])
        };
        row(&self.period_id()).change("points", &row(&self.compared_id()))
    }

    /// The change of an indicator's points since the month before.
    pub(super) fn indicator_change(&self, unit: u32, indicator: &str, column: &str) -> Figure {
        let row =
            |period: &str| self.row("charts/movers", &[period, self.unit_id(unit), indicator]);
        row(&self.period_id()).change(column, &row(&self.compared_id()))
    }

    /// A status in words, with a class of its own.
    pub(super) fn status(&self, status: Status) -> Cell {
        Cell::state(shown::status(status).get(self.lang), status.as_str())
    }

    /// Why a total of the unit may lack: withheld where one of its figures is, or the unit had no case.
    pub(super) fn total_status(&self, unit: u32) -> Status {
        let score = &self.view.shown.scores[unit as usize];
        match score.cells.iter().any(|cell| cell.status == Status::Suppressed) {
            true => Status::Suppressed,
            false => score.status,
        }
    }

    /// Why a count of the flow may lack: only disclosure control takes one away.
    pub(super) fn flow_status(&self) -> Status {
        match self.view.audience {
            Audience::Public => Status::Suppressed,
            Audience::Internal => Status::Value,
        }
    }

    /// Why a unit has no score, no band and no rank; nothing where it is graded.
    pub(super) fn why_not_graded(&self, unit: u32) -> Option<&str> {
        let shown = self.view.shown;
        let why = match () {
            () if shown.scores[unit as usize].is_graded() => return None,
            () if !shown.counts.has_cases[unit as usize] => "not_graded_no_cases",
            () if unit == self.view.source.units.unmapped() => "not_graded_unmapped",
            () => "not_graded_over",
        };
        Some(self.words.of(why))
    }

    /// The score of a unit; where it is not graded, a dash: its band says why.
    pub(super) fn score_figure(&self, unit: u32) -> Figure {
        let figure = self.score_row(unit).figure_or("score", self.total_status(unit));
        if self.why_not_graded(unit).is_some() { figure.brief() } else { figure }
    }

    /// The band of a unit's score, or why it has none.
    pub(super) fn band(&self, unit: u32) -> String {
        if let Some(why) = self.why_not_graded(unit) {
            return why.to_owned();
        }
        let band = self.view.shown.scores[unit as usize].band.as_ref();
        let rules = self.view.source.rules;
        band.and_then(|id| rules.bands.iter().find(|band| band.id == *id))
            .map_or_else(|| shown::ABSENT.to_owned(), |band| band.title.get(self.lang).to_owned())
    }
}
