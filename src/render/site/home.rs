//! The first page: the authority's groups, total and score, the change since last month, targets,
//! the ranking of units, every indicator, and what is missing and why.

use serde::Serialize;

use super::{
    address::Depth,
    chart::Drawn,
    keys::Key,
    page::{Page, Site, model_of},
    table::Table,
};

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
    /// What the public edition shows and withholds, in short.
    shown: Option<String>,
    method: String,
}

const HERE: Depth = Depth::Top;
const UNITS: [&str; 8] =
    ["unit", "rank", "comparable_points", "points", "available_points", "score", "change", "band"];

impl Site<'_> {
    pub(super) fn home(&self) -> Page {
        let units =
            Table { id: "units-table".into(), ..self.table(self.sheets.units(), &UNITS, HERE) };
        let model = Home {
            keys: self.keys(0),
            groups: self.groups_table(0, HERE),
            targets: self.targets_table(0, HERE),
            units,
            indicators: self.indicators_table(0, HERE),
            missing: self.missing_table(0, HERE),
            ranking: self.drawn("scorecard", HERE),
            heat: self.drawn("indicators", HERE),
            trend: self.drawn("trend", HERE),
            shown: self.view.audience.is_public().then(|| self.audience().to_owned()),
            method: "method.html#h-disclosure".into(),
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

    pub(super) fn groups_table(&self, unit: u32, here: Depth) -> Table {
        let columns = ["group", "points", "available_points", "max_points", "change"];
        self.table(self.sheets.groups(unit), &columns, here)
    }

    /// The targets of the plan; absent where there is none.
    pub(super) fn targets_table(&self, unit: u32, here: Depth) -> Option<Table> {
        let columns = ["target", "ratio", "goal", "met", "numerator", "denominator"];
        let table = self.table(self.sheets.targets(unit), &columns, here);
        (!table.rows.is_empty()).then_some(table)
    }

    /// Every indicator of a unit, in the order of the decision.
    pub(super) fn indicators_table(&self, unit: u32, here: Depth) -> Table {
        let columns = [
            "indicator",
            "ratio_read",
            "points",
            "max_points",
            "lost",
            "change",
            "numerator_with_unit",
            "denominator",
            "status",
        ];
        let table = self.table(self.sheets.indicators(unit), &columns, here);
        Table { id: "indicators-table".into(), ..table }
    }

    /// The indicators of a unit that have no value.
    pub(super) fn missing_table(&self, unit: u32, here: Depth) -> Table {
        let columns = ["indicator", "max_points", "status", "reason"];
        self.table(self.sheets.missing(unit), &columns, here)
    }
}
