//! The first page: what a leader with one minute asks of the authority, in one screen. The long lists stand on
//! pages of their own.

use serde::Serialize;

use super::{
    address::Depth,
    board::Board,
    page::{Page, Site, model_of},
    table::Table,
};

const HERE: Depth = Depth::Top;

#[derive(Serialize)]
struct Home {
    board: Board,
    bands: Table,
    /// How many of the units are ranked, list by list.
    ranked: Vec<minijinja::Value>,
}

impl Site<'_> {
    pub(super) fn home(&self) -> Page {
        let model = Home {
            board: self.board(0, HERE),
            bands: self.whole_table(&self.sheets.bands(), HERE),
            ranked: self.sheets.lists().iter().map(|list| self.ranked_of(list)).collect(),
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
        let columns = ["group", "points", "available_points", "change"];
        let mut table = self.table(self.sheets.groups(unit), &columns, here);
        // Its whole name is wider than the column.
        table.columns[2].title = self.words.of("available_short").to_owned();
        table
    }

    /// The targets of the plan; absent where there is none.
    pub(super) fn targets_table(&self, unit: u32, here: Depth) -> Option<Table> {
        let columns = ["target", "ratio", "goal", "met"];
        let table = self.table(self.sheets.targets(unit), &columns, here);
        (!table.rows.is_empty()).then_some(table)
    }
}
