//! The first page: the authority's groups, total and score, the change since last month, targets,
//! the ranking of units, every indicator, and what is missing and why.

use minijinja::Value as Html;
use serde::Serialize;

use super::{
    Page, Site,
    address::Depth,
    chart::Drawn,
    figure::Row,
    model_of,
    table::{Cell, Table, figures, words},
};
use crate::{
    domain::cell::Status,
    edition::absence,
    edition::shown,
    rules::{
        rule_set::{Indicator, Measure, ScoreRule},
        targets::Comparison,
    },
};

/// A figure that stands alone.
#[derive(Clone, Debug, Serialize)]
pub struct Key {
    pub label: String,
    pub value: Html,
    pub note: Html,
}

#[derive(Serialize)]
struct Home {
    keys: Vec<Key>,
    groups: Table,
    targets: Option<Table>,
    units: Table,
    indicators: Table,
    missing: Table,
    ranking: Option<Drawn>,
    heat: Option<Drawn>,
    trend: Option<Drawn>,
}

const HERE: Depth = Depth::Top;

impl<'a> Site<'a> {
    pub(super) fn home(&self) -> Page {
        let model = Home {
            keys: self.keys(0),
            groups: self.groups_table(0),
            targets: self.targets_table(HERE, 0),
            units: self.units_table(),
            indicators: self.indicators_table(0, HERE),
            missing: self.missing_table(0, HERE),
            ranking: self.drawn("scorecard", HERE),
            heat: self.drawn("indicators", HERE),
            trend: self.drawn("trend", HERE),
        };
        let (authority, period) = (self.authority(), self.period());
        Page {
            path: "index.html".into(),
            depth: HERE,
            template: "home.html",
            title: self.say("home_title", &[("period", &period)]),
            description: self
                .say("home_description", &[("authority", &authority), ("period", &period)]),
            crumbs: Vec::new(),
            section: "home",
            model: model_of(&model),
        }
    }

    /// Points, score, change and overdue of a unit; its rank where it has one. Figures that are not
    /// complete make no headline.
    pub(super) fn keys(&self, unit: u32) -> Vec<Key> {
        if self.view.is_incomplete() {
            return Vec::new();
        }
        let (score, flow) = (self.score_row(unit), self.flow_row(unit));
        let lacking = self.total_status(unit);
        let span = |column: &str| score.figure_or(column, lacking).span();
        let lacking_flow = self.flow_status();
        let change = self.history_change(unit, "score");
        let plain = |text: &str| Html::from_safe_string(crate::render::markup::escape(text));
        let before = self.before();
        let mut keys = vec![
            Key {
                label: self.words.of("key_points").to_owned(),
                value: self.words.filled(
                    "of_points",
                    &[("points", span("points")), ("available", span("available_points"))],
                ),
                note: self.words.filled("of_max", &[("max", span("max_points"))]),
            },
            Key {
                label: self.words.of("key_score").to_owned(),
                value: Html::from_safe_string(self.score_figure(unit).span()),
                note: match self.why_not_graded(unit) {
                    Some(why) => plain(why),
                    None => plain(&self.say("band_is", &[("band", &self.band(unit))])),
                },
            },
            Key {
                label: self.say("key_change", &[("before", &before)]),
                value: Html::from_safe_string(change.span()),
                note: match (change.known, lacking) {
                    (true, _) => plain(""),
                    (false, Status::Suppressed) => plain(shown::status(lacking).get(self.lang)),
                    (false, Status::NoCases) => plain(""),
                    (false, _) => plain(&self.not_compared()),
                },
            },
            Key {
                label: self.words.of("key_overdue").to_owned(),
                value: Html::from_safe_string(
                    flow.figure_or("closing_overdue", lacking_flow).span(),
                ),
                note: self.words.filled(
                    "of_closing",
                    &[("closing", flow.figure_or("closing", lacking_flow).span())],
                ),
            },
        ];
        if score.units("rank").is_some() {
            let value = self
                .words
                .filled("of_rank", &[("rank", span("rank")), ("ranked", span("ranked_units"))]);
            let label = self.words.of("key_rank").to_owned();
            keys.insert(0, Key { label, value, note: plain("") });
        }
        keys
    }

    pub(super) fn groups_table(&self, unit: u32) -> Table {
        let rules = self.view.source.rules;
        let (place, period) = (self.unit_name(unit), self.period());
        let before = self.before();
        let mut table = Table::new(
            "groups",
            self.say("groups_caption", &[("place", &place), ("period", &period)]),
            vec![
                words(self.words.of("group")),
                figures(self.words.of("points")),
                figures(self.words.of("available")),
                figures(self.words.of("max")),
                figures(&self.say("change", &[("before", &before)])),
            ],
        );
        let lacking = self.total_status(unit);
        for group in &rules.groups {
            let row = self.group_row(unit, &group.id, "");
            let mut points = row.figure_of("points", "available_points");
            if !points.known {
                points = row.figure_or("points", lacking);
            }
            table.row(vec![
                Cell::text(format!("{}. {}", group.number, group.title.get(self.lang))),
                points.into(),
                row.figure("available_points").into(),
                row.figure("max_points").into(),
                self.group_change(unit, &group.id).into(),
            ]);
        }
        let row = self.score_row(unit);
        table.strong(vec![
            Cell::text(self.words.of("total")),
            row.figure_or("points", lacking).into(),
            row.figure("available_points").into(),
            row.figure("max_points").into(),
            self.history_change(unit, "points").into(),
        ]);
        table
    }

    /// The targets of the plan; absent where there is none.
    pub(super) fn targets_table(&self, here: Depth, unit: u32) -> Option<Table> {
        let targets = self.view.source.targets;
        if targets.targets.is_empty() {
            return None;
        }
        let place = self.unit_name(unit);
        let caption = self.say(
            "targets_caption",
            &[
                ("plan", targets.title.get(self.lang)),
                ("place", &place),
                ("period", &self.period()),
            ],
        );
        let mut table = Table::new(
            "targets",
            caption,
            vec![
                words(self.words.of("target")),
                figures(self.words.of("ratio")),
                figures(self.words.of("goal")),
                words(self.words.of("result")),
                figures(self.words.of("numerator")),
                figures(self.words.of("denominator")),
            ],
        );
        for (place, target) in targets.targets.iter().enumerate() {
            let key = [self.period_id(), self.unit_id(unit).to_owned(), target.id.clone()];
            let row = self.row("tables/targets", &[&key[0], &key[1], &key[2]]);
            let measured = self.view.shown.counts.measured(target, place, unit);
            let title = target.title.get(self.lang).to_owned();
            let sign = match target.comparison {
                Comparison::AtLeast => self.words.of("at_least"),
                Comparison::MoreThan => self.words.of("more_than"),
            };
            let goal = row.figure("goal");
            table.row(vec![
                match self.view.source.rules.indicator(&target.indicator) {
                    Some(indicator) => {
                        let depth = here;
                        Cell::link(title, self.href(depth, &self.indicator_path(indicator)))
                    }
                    None => Cell::text(title),
                },
                row.figure("ratio").into(),
                Cell::prefixed(sign, goal),
                self.verdict(measured.met, measured.status),
                row.figure("numerator").brief().into(),
                row.figure("denominator").brief().into(),
            ]);
        }
        Some(table)
    }

    fn units_table(&self) -> Table {
        let before = self.before();
        let mut table = Table::new(
            "units-table",
            self.say("units_caption", &[("period", &self.period())]),
            vec![
                words(self.words.of("unit")),
                figures(self.words.of("rank")),
                figures(self.words.of("comparable")),
                figures(self.words.of("points")),
                figures(self.words.of("available")),
                figures(self.words.of("score")),
                figures(&self.say("change", &[("before", &before)])),
                words(self.words.of("band")),
            ],
        )
        .noted(self.words.of("units_note"))
        .sortable();
        for unit in self.units_ranked() {
            let row = self.score_row(unit);
            let lacking = self.total_status(unit);
            table.row(vec![
                self.unit_link(HERE, unit),
                row.figure("rank").brief().into(),
                row.figure("comparable_points").brief().into(),
                row.figure_or("points", lacking).into(),
                row.figure("available_points").into(),
                self.score_figure(unit).into(),
                self.history_change(unit, "score").into(),
                Cell::text(self.band(unit)),
            ]);
        }
        table
    }

    /// Every indicator of a unit, group by group.
    pub(super) fn indicators_table(&self, unit: u32, depth: Depth) -> Table {
        let place = self.unit_name(unit);
        let before = self.before();
        let mut table = Table::new(
            "indicators-table",
            self.say("indicators_caption", &[("place", &place), ("period", &self.period())]),
            vec![
                words(self.words.of("indicator")),
                figures(self.words.of("ratio")),
                figures(self.words.of("points")),
                figures(self.words.of("max")),
                figures(self.words.of("lost")),
                figures(&self.say("change", &[("before", &before)])),
                figures(self.words.of("numerator")),
                figures(self.words.of("denominator")),
                words(self.words.of("status")),
            ],
        )
        .sortable()
        .whole_of(
            "tables/indicators",
            &[("period", &self.period_id()), ("unit", self.unit_id(unit))],
        );
        let rules = self.view.source.rules;
        for (place, indicator) in rules.indicators.iter().enumerate() {
            let row = self.indicator_row(unit, &indicator.id);
            let status = self.view.shown.scores[unit as usize].cells[place].status;
            let mut points = row.figure_of("points", "max_points");
            if indicator.score == ScoreRule::Info {
                points.bar = None;
            }
            table.row(vec![
                self.indicator_link(depth, indicator),
                self.rate(unit, indicator, &row),
                points.brief().into(),
                row.figure("max_points").into(),
                row.difference("max_points", "points").brief().into(),
                self.indicator_change(unit, &indicator.id, "points").brief().into(),
                self.numerator(indicator, &row),
                row.figure("denominator").brief().into(),
                self.status(status),
            ]);
        }
        table
    }

    /// The ratio of an indicator, or the mean of one that measures time.
    fn rate(&self, unit: u32, indicator: &Indicator, row: &Row<'_>) -> Cell {
        let history = self.row("charts/history", &[&self.period_id(), self.unit_id(unit)]);
        let mean = history.figure("mean_handling_days");
        match indicator.measure {
            Measure::Seconds if mean.known && row.units("numerator").is_some() => {
                Cell::Markup { html: self.words.filled("days", &[("days", mean.span())]) }
            }
            _ => row.figure("ratio").into(),
        }
    }

    /// The numerator of an indicator, with its unit where it does not count cases.
    fn numerator(&self, indicator: &Indicator, row: &Row<'_>) -> Cell {
        let figure = row.figure("numerator");
        match indicator.measure {
            Measure::Seconds if figure.known => {
                Cell::Markup { html: self.words.filled("seconds", &[("seconds", figure.span())]) }
            }
            _ => figure.brief().into(),
        }
    }

    /// The indicators of a unit that have no value.
    pub(super) fn missing_table(&self, unit: u32, depth: Depth) -> Table {
        let place = self.unit_name(unit);
        let mut table = Table::new(
            "missing",
            self.say("missing_caption", &[("place", &place), ("period", &self.period())]),
            vec![
                words(self.words.of("indicator")),
                figures(self.words.of("max")),
                words(self.words.of("status")),
                words(self.words.of("reason")),
            ],
        )
        .noted(self.words.of("missing_note"));
        let cells = &self.view.shown.scores[unit as usize].cells;
        for (indicator, cell) in self.view.source.rules.indicators.iter().zip(cells) {
            if matches!(cell.status, Status::Value | Status::Provisional) {
                continue;
            }
            let row = self.indicator_row(unit, &indicator.id);
            let why = absence::why(indicator, cell.status, self.view.given);
            table.row(vec![
                self.indicator_link(depth, indicator),
                row.figure("max_points").into(),
                self.status(cell.status),
                Cell::text(why.get(self.lang)),
            ]);
        }
        table
    }
}
