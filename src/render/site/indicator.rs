//! The page of an indicator: where the authority stands, the units in order, twelve months, the goal
//! of the plan, and the definition as the rule set has it.

use std::cmp::Ordering;

use minijinja::Value as Html;
use serde::Serialize;

use super::{
    Page, Site,
    address::Depth,
    chart::Drawn,
    definition::Fact,
    home::Key,
    model_of,
    table::{Cell, Table, figures, words},
};
use crate::{
    domain::{cell::Status, unit::UNMAPPED},
    edition::absence,
    rules::{Indicator, rule_set::Measure, targets::Comparison},
};

const HERE: Depth = Depth::Below;

#[derive(Serialize)]
struct Model {
    keys: Vec<Key>,
    /// Why the authority has no figure.
    why: Option<String>,
    charts: Vec<Drawn>,
    units: Table,
    goals: Option<Table>,
    goal_charts: Vec<Drawn>,
    definition: Vec<Fact>,
    json: String,
}

impl<'a> Site<'a> {
    pub(super) fn indicator(&self, place: usize) -> Page {
        let indicator = &self.view.source.rules.indicators[place];
        let status = self.view.shown.scores[0].cells[place].status;
        let why = absence::why(indicator, status, self.view.given);
        let title = format!("{} {}", indicator.part, indicator.title.get(self.lang));
        let goals = self.goals(indicator);
        let targets = self.view.source.targets.targets.iter();
        let model = Model {
            keys: self.indicator_keys(indicator),
            why: Some(why.get(self.lang).to_owned()).filter(|why| !why.is_empty()),
            charts: self.charts_of_indicator(place),
            units: self.units_of(indicator, place),
            goal_charts: targets
                .filter(|target| target.indicator == indicator.id)
                .filter_map(|target| self.drawn(&format!("targets-{}", target.id), HERE))
                .collect(),
            goals,
            definition: self.definition(indicator),
            json: format!("{}data/indicators/{}.json", HERE.site(), indicator.id),
        };
        Page {
            path: self.indicator_path(indicator),
            depth: HERE,
            template: "indicator.html",
            description: self
                .say("indicator_description", &[("indicator", &title), ("period", &self.period())]),
            title,
            crumbs: vec![
                (self.words.of("home").to_owned(), "index.html".into()),
                (self.words.of("nav_indicators").to_owned(), "index.html#indicators".into()),
            ],
            section: "indicators",
            model: model_of(&model),
        }
    }

    fn indicator_keys(&self, indicator: &Indicator) -> Vec<Key> {
        if self.view.is_incomplete() {
            return Vec::new();
        }
        let row = self.indicator_row(0, &indicator.id);
        let key = |label: &str, value: Html, note: Html| Key {
            label: self.words.of(label).to_owned(),
            value,
            note,
        };
        let none = || Html::from_safe_string(String::new());
        let span = |column: &str| row.figure(column).span();
        let mut keys = Vec::new();
        if indicator.measure == Measure::Seconds {
            let row = self.row("charts/history", &[&self.period_id(), self.unit_id(0)]);
            let mean = row.figure("mean_handling_days");
            keys.push(key("key_mean", self.words.filled("days", &[("days", mean.span())]), none()));
            return keys;
        }
        let counts = self.words.filled(
            "of_cases",
            &[("numerator", span("numerator")), ("denominator", span("denominator"))],
        );
        if row.units("ratio").is_some() {
            keys.push(key("key_ratio", Html::from_safe_string(span("ratio")), counts));
        } else {
            keys.push(key("key_counts", counts, none()));
        }
        if indicator.max.0 > 0 {
            let points = self.words.filled(
                "of_points",
                &[("points", span("points")), ("available", span("max_points"))],
            );
            keys.push(key("key_indicator_points", points, none()));
            let change = self.indicator_change(0, &indicator.id, "points");
            let before = self.before();
            keys.push(Key {
                label: self.say("change_points", &[("before", &before)]),
                note: match change.known {
                    true => none(),
                    false => {
                        Html::from_safe_string(crate::render::markup::escape(&self.not_compared()))
                    }
                },
                value: Html::from_safe_string(change.span()),
            });
        }
        keys
    }

    fn units_of(&self, indicator: &'a Indicator, place: usize) -> Table {
        let before = self.before();
        let seconds = indicator.measure == Measure::Seconds;
        let mut columns = vec![words(self.words.of("unit"))];
        match seconds {
            true => {
                columns.push(figures(self.words.of("mean_days")));
                columns.push(figures(self.words.of("ended")));
            }
            false => {
                columns.push(figures(self.words.of("ratio")));
                columns.push(figures(self.words.of("points")));
                columns.push(figures(self.words.of("lost")));
                columns.push(figures(&self.say("change_points", &[("before", &before)])));
                columns.push(figures(self.words.of("numerator")));
                columns.push(figures(self.words.of("denominator")));
            }
        }
        columns.push(words(self.words.of("status")));
        let title = indicator.title.get(self.lang);
        let mut table = Table::new(
            "units",
            self.say("indicator_units", &[("indicator", title), ("period", &self.period())]),
            columns,
        )
        .sortable();
        for unit in self.units_by(place) {
            let row = self.indicator_row(unit, &indicator.id);
            let status = self.view.shown.scores[unit as usize].cells[place].status;
            let mut cells = vec![self.unit_link(HERE, unit)];
            if seconds {
                let history = self.row("charts/history", &[&self.period_id(), self.unit_id(unit)]);
                cells.push(history.figure_or("mean_handling_days", status).into());
                cells.push(row.figure("denominator").into());
            } else {
                cells.push(row.figure("ratio").into());
                cells.push(row.figure("points").brief().into());
                cells.push(row.difference("max_points", "points").brief().into());
                cells.push(self.indicator_change(unit, &indicator.id, "points").brief().into());
                cells.push(row.figure("numerator").brief().into());
                cells.push(row.figure("denominator").brief().into());
            }
            cells.push(self.status(status));
            match unit {
                0 => table.strong(cells),
                _ => table.row(cells),
            }
        }
        table
    }

    /// Units by their ratio, best first; those without one follow, then what is of no unit. The authority
    /// ends the list.
    fn units_by(&self, place: usize) -> Vec<u32> {
        let mut units = self.view.source.shown_units();
        let ratio = |unit: u32| {
            let cell = self.view.shown.scores[unit as usize].cells[place];
            cell.counts.filter(|_| cell.has_ratio)
        };
        units.sort_by(|a, b| {
            let order = match (ratio(*a), ratio(*b)) {
                (Some((x, m)), Some((y, n))) => {
                    (u128::from(y) * u128::from(m)).cmp(&(u128::from(x) * u128::from(n)))
                }
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => Ordering::Equal,
            };
            let last = |unit: u32| (unit == 0, self.unit_id(unit) == UNMAPPED);
            last(*a).cmp(&last(*b)).then(order).then(a.cmp(b))
        });
        units
    }

    /// What the plan asks of the indicator, and where the authority stands.
    fn goals(&self, indicator: &Indicator) -> Option<Table> {
        let targets = self.view.source.targets;
        let mut table = Table::new(
            "goals",
            self.say(
                "targets_caption",
                &[
                    ("plan", targets.title.get(self.lang)),
                    ("place", &self.authority()),
                    ("period", &self.period()),
                ],
            ),
            vec![
                words(self.words.of("target")),
                figures(self.words.of("ratio")),
                figures(self.words.of("goal")),
                words(self.words.of("result")),
                words(self.words.of("basis")),
            ],
        );
        for (place, target) in targets.targets.iter().enumerate() {
            if target.indicator != indicator.id {
                continue;
            }
            let row = self.row("tables/targets", &[&self.period_id(), self.unit_id(0), &target.id]);
            let measured = self.view.shown.counts.measured(target, place, 0);
            let sign = match target.comparison {
                Comparison::AtLeast => self.words.of("at_least"),
                Comparison::MoreThan => self.words.of("more_than"),
            };
            table.row(vec![
                Cell::text(target.title.get(self.lang)),
                row.figure("ratio").into(),
                Cell::prefixed(sign, row.figure("goal")),
                self.verdict(measured.met, measured.status),
                Cell::text(target.basis.get(self.lang)),
            ]);
        }
        (!table.rows.is_empty()).then_some(table)
    }

    /// Whether a goal is met, in words with a mark.
    pub(super) fn verdict(&self, met: Option<bool>, status: Status) -> Cell {
        match met {
            Some(true) => Cell::state(self.words.of("met"), "met"),
            Some(false) => Cell::state(self.words.of("missed"), "missed"),
            None if matches!(status, Status::Value | Status::Provisional) => {
                Cell::text(self.words.of("not_compared"))
            }
            None => self.status(status),
        }
    }
}
