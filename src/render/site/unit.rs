//! The page of a unit: its points and rank, where points are lost and what would bring them back,
//! every indicator, the change since last month, its dossiers, and the units below it.

use minijinja::Value as Html;
use serde::Serialize;

use super::{
    Page, Site,
    address::Depth,
    chart::Drawn,
    home::Key,
    model_of,
    table::{Cell, Table, figures, words},
};
use crate::{
    edition::view::Audience,
    rules::rule_set::{ChildUnits, ScoreRule},
};

const HERE: Depth = Depth::Below;
/// Indicators listed under "where points are lost".
const MOST_LOST: usize = 10;
/// Counts of the flow that tell a month in one line.
pub(super) const FLOW: [&str; 8] = [
    "opening",
    "received",
    "received_online",
    "ended",
    "ended_late",
    "closing",
    "closing_overdue",
    "closing_waiting",
];

#[derive(Serialize)]
struct Unit {
    keys: Vec<Key>,
    /// The unit above, and what kind of unit this is.
    above: Option<Html>,
    groups: Table,
    lost: Table,
    exact: bool,
    targets: Option<Table>,
    indicators: Table,
    flow: Table,
    below: Option<Table>,
    missing: Table,
    charts: Vec<Drawn>,
    json: String,
    embed: String,
}

impl Site<'_> {
    pub(super) fn unit(&self, unit: u32) -> Page {
        let name = self.unit_name(unit);
        let file = &self.unit_files[unit as usize];
        let model = Unit {
            keys: self.keys(unit),
            above: self.above(unit),
            groups: self.groups_table(unit),
            lost: self.lost_table(unit),
            exact: self.view.audience == Audience::Internal,
            targets: self.targets_table(HERE, unit),
            indicators: self.indicators_table(unit, HERE),
            flow: self.flow_table("flow", &[unit], HERE),
            below: self.below_table(unit),
            missing: self.missing_table(unit, HERE),
            charts: self.charts_of_unit(unit),
            json: format!("{}data/units/{file}.json", HERE.site()),
            embed: format!("{}embed/{}/units/{file}.html", HERE.site(), self.lang.tag()),
        };
        Page {
            path: self.unit_path(unit),
            depth: HERE,
            template: "unit.html",
            description: self
                .say("unit_description", &[("unit", &name), ("period", &self.period())]),
            title: name,
            crumbs: vec![
                (self.words.of("home").to_owned(), "index.html".into()),
                (self.words.of("nav_units").to_owned(), "index.html#units".into()),
            ],
            section: "units",
            model: model_of(&model),
        }
    }

    fn above(&self, unit: u32) -> Option<Html> {
        let above = self.view.shown.counts.tree.parent(unit).filter(|above| *above != 0)?;
        let link = format!(
            "<a href=\"{}\"><bdi>{}</bdi></a>",
            self.href(HERE, &self.unit_path(above)),
            crate::render::markup::escape(&self.unit_name(above))
        );
        Some(self.words.filled("unit_above", &[("above", link)]))
    }

    /// The indicators that lose most points, and how many more cases would win them back.
    fn lost_table(&self, unit: u32) -> Table {
        let exact = self.view.audience == Audience::Internal;
        let name = self.unit_name(unit);
        let mut columns = vec![
            words(self.words.of("indicator")),
            figures(self.words.of("lost")),
            figures(self.words.of("numerator")),
            figures(self.words.of("denominator")),
        ];
        if exact {
            columns.push(figures(self.words.of("to_half")));
            columns.push(figures(self.words.of("to_full")));
        }
        columns.push(words(self.words.of("case_is")));
        let caption = self.say("lost_caption", &[("unit", &name), ("period", &self.period())]);
        let mut table = Table::new("lost", caption, columns);
        let rules = self.view.source.rules;
        let cells = &self.view.shown.scores[unit as usize].cells;
        let mut lost: Vec<(i64, usize)> = rules
            .indicators
            .iter()
            .zip(cells)
            .enumerate()
            .filter(|(_, (indicator, cell))| indicator.score != ScoreRule::Info && cell.available)
            .filter_map(|(place, (indicator, cell))| {
                Some((indicator.max.0 - cell.points?.0, place))
            })
            .filter(|(lost, _)| *lost > 0)
            .collect();
        lost.sort_by_key(|(lost, place)| (-lost, *place));
        for (_, place) in lost.into_iter().take(MOST_LOST) {
            let indicator = &rules.indicators[place];
            let row = self.indicator_row(unit, &indicator.id);
            let mut cells = vec![
                self.indicator_link(HERE, indicator),
                row.difference("max_points", "points").into(),
                row.figure("numerator").into(),
                row.figure("denominator").into(),
            ];
            let inherited = unit != 0 && indicator.child_units == ChildUnits::Inherit;
            if exact {
                let key = [self.period_id(), self.unit_id(unit).to_owned()];
                let go = self.row("charts/points_to_go", &[&key[0], &key[1], &indicator.id]);
                for column in ["cases_to_half", "cases_to_full"] {
                    // Where the table says nothing there is no cell to name.
                    cells.push(match go.units(column) {
                        Some(_) => go.figure(column).into(),
                        None => Cell::None,
                    });
                }
            }
            cells.push(Cell::text(match inherited {
                true => self.words.of("child_inherit").to_owned(),
                false => self.those_of_having(indicator),
            }));
            table.row(cells);
        }
        table
    }

    /// The flow of some units, one row each.
    pub(super) fn flow_table(&self, id: &str, units: &[u32], depth: Depth) -> Table {
        let columns = crate::schema::flow::COLUMNS;
        let title = |name: &str| {
            let column = columns.iter().find(|column| column.name == name);
            column.map_or(name, |column| self.lang.pick(column.vi(), column.en())).to_owned()
        };
        let mut heads = vec![words(self.words.of("unit"))];
        heads.extend(FLOW.iter().map(|name| figures(&title(name))));
        let caption = self.say("flow_caption", &[("period", &self.period())]);
        let mut table = Table::new(id, caption, heads);
        for unit in units {
            let row = self.flow_row(*unit);
            let mut cells = vec![self.unit_link(depth, *unit)];
            let lacking = self.flow_status();
            cells.extend(FLOW.iter().map(|name| Cell::from(row.figure_or(name, lacking))));
            table.row(cells);
        }
        table
    }

    fn below_table(&self, unit: u32) -> Option<Table> {
        let tree = &self.view.shown.counts.tree;
        let units: Vec<u32> = self
            .view
            .source
            .shown_units()
            .into_iter()
            .filter(|below| tree.parent(*below) == Some(unit) && *below != unit)
            .collect();
        if units.is_empty() {
            return None;
        }
        let name = self.unit_name(unit);
        let mut table = Table::new(
            "below",
            self.say("below_caption", &[("unit", &name), ("period", &self.period())]),
            vec![
                words(self.words.of("unit")),
                figures(self.words.of("points")),
                figures(self.words.of("available")),
                figures(self.words.of("score")),
                words(self.words.of("band")),
            ],
        );
        for below in units {
            let (row, lacking) = (self.score_row(below), self.total_status(below));
            table.row(vec![
                self.unit_link(HERE, below),
                row.figure_or("points", lacking).into(),
                row.figure("available_points").into(),
                self.score_figure(below).into(),
                Cell::text(self.band(below)),
            ]);
        }
        Some(table)
    }
}
