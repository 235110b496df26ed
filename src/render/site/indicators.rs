//! The page of the indicators: all of the authority, twelve months of its groups, and what is missing and why.

use serde::Serialize;

use super::{
    address::Depth,
    chart::Drawn,
    page::{Page, Site, model_of},
    table::Table,
};

const HERE: Depth = Depth::Top;

#[derive(Serialize)]
struct Indicators {
    indicators: Table,
    missing: Table,
    trend: Option<Drawn>,
}

impl Site<'_> {
    pub(super) fn indicators(&self) -> Page {
        let model = Indicators {
            indicators: self.indicators_table(0, HERE),
            missing: self.missing_table(0, HERE),
            trend: self.drawn("trend", HERE),
        };
        Page {
            path: "indicators.html".into(),
            depth: HERE,
            template: "indicators.html",
            title: self.words.of("nav_indicators").to_owned(),
            description: self.say("indicators_description", &[("period", &self.period())]),
            crumbs: vec![(self.words.of("home").to_owned(), "index.html".into())],
            section: "indicators",
            model: model_of(&model),
        }
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
            "signal",
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
