//! The biggest movers: units and indicators with the greatest change in points since last month,
//! with the cases of both months, and a mark where chance alone may well give such a change.

use std::cmp::Reverse;

use serde::Serialize;

use super::{
    Page, Site,
    address::Depth,
    figure::Row,
    model_of,
    table::{Cell, Table, figures, words},
};
use crate::{rules::rule_set::ChildUnits, schema::Value};

const HERE: Depth = Depth::Top;
/// Changes that are listed.
const MOST: usize = 40;

#[derive(Serialize)]
struct Movers {
    table: Option<Table>,
    none: String,
}

impl Site<'_> {
    pub(super) fn movers(&self) -> Page {
        let before = self.before();
        let table = self.movers_table();
        let known = self.view.before().is_some();
        let model = Movers {
            none: match known {
                true => self.words.of("movers_none").to_owned(),
                false => self.not_compared(),
            },
            table: (!table.rows.is_empty()).then_some(table),
        };
        Page {
            path: "movers.html".into(),
            depth: HERE,
            template: "movers.html",
            title: self.words.of("nav_movers").to_owned(),
            description: self
                .say("movers_description", &[("period", &self.period()), ("before", &before)]),
            crumbs: vec![(self.words.of("home").to_owned(), "index.html".into())],
            section: "movers",
            model: model_of(&model),
        }
    }

    fn movers_table(&self) -> Table {
        let (period, before) = (self.period(), self.before());
        let mut table = Table::new(
            "movers",
            self.say("movers_caption", &[("period", &period), ("before", &before)]),
            vec![
                words(self.words.of("unit")),
                words(self.words.of("indicator")),
                figures(&self.say("change", &[("before", &before)])),
                figures(&self.say("points_of", &[("period", &before)])),
                figures(&self.say("points_of", &[("period", &period)])),
                figures(&self.say("cases_of", &[("period", &before)])),
                figures(&self.say("cases_of", &[("period", &period)])),
                words(self.words.of("chance")),
            ],
        )
        .sortable();
        let indicators = &self.view.source.rules.indicators;
        let mut found = Vec::new();
        for unit in self.view.source.shown_units() {
            for (place, indicator) in indicators.iter().enumerate() {
                // The authority is its units together; an inherited figure is only its own.
                let inherited = indicator.child_units == ChildUnits::Inherit;
                if inherited != (unit == 0) {
                    continue;
                }
                let row = |period: &str| {
                    self.row("charts/movers", &[period, self.unit_id(unit), &indicator.id])
                };
                let (now, then) = (row(&self.period_id()), row(&self.before_id()));
                let (Some((n, _)), Some((t, _))) = (now.units("points"), then.units("points"))
                else {
                    continue;
                };
                if n != t {
                    let by_chance = matches!(chance(&now), Some(false));
                    found.push(((by_chance, Reverse((n - t).abs()), unit, place), now, then));
                }
            }
        }
        found.sort_by_key(|(order, ..)| *order);
        for ((_, _, unit, place), now, then) in found.into_iter().take(MOST) {
            table.row(vec![
                self.unit_link(HERE, unit),
                self.indicator_link(HERE, &indicators[place]),
                now.change("points", &then).into(),
                then.figure("points").into(),
                now.figure("points").into(),
                self.cases(&then),
                self.cases(&now),
                match chance(&now) {
                    Some(true) => Cell::state(self.words.of("beyond_chance"), "beyond"),
                    Some(false) => Cell::state(self.words.of("within_chance"), "within"),
                    None => Cell::text(self.words.of("chance_unknown")),
                },
            ]);
        }
        table
    }

    /// Numerator and denominator in one cell.
    fn cases(&self, row: &Row<'_>) -> Cell {
        Cell::Markup {
            html: self.words.filled(
                "of_cases",
                &[
                    ("numerator", row.figure("numerator").span()),
                    ("denominator", row.figure("denominator").span()),
                ],
            ),
        }
    }
}

/// Whether the change of a row is beyond what chance alone may well give; none where it cannot be told.
fn chance(row: &Row<'_>) -> Option<bool> {
    row.value("beyond_chance").map(|(_, value)| *value == Value::Bool(true))
}
