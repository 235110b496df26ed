//! The page of the case flow: what was carried over, received, ended and left, of the authority in
//! every count, and of each unit in the counts that tell a month.

use serde::Serialize;

use super::{
    address::Depth,
    chart::Drawn,
    page::{Page, Site, model_of},
    table::Table,
};

const HERE: Depth = Depth::Top;

#[derive(Serialize)]
struct Flow {
    chart: Option<Drawn>,
    whole: Table,
    units: Table,
    /// What every unit has open by the time left; absent where the edition does not tell.
    by_due: Option<Table>,
    /// Where the month will end; absent where it is over, too.
    outlook: Option<Table>,
    note: String,
}

impl Site<'_> {
    pub(super) fn flow(&self) -> Page {
        let some = |table: Table| (!table.rows.is_empty()).then_some(table);
        let model = Flow {
            chart: self.drawn("flow", HERE),
            whole: self.whole_table(&self.sheets.flow(0), HERE),
            note: self.flow_note(),
            units: self.whole_table(&self.sheets.flow_of_units(), HERE),
            by_due: some(self.whole_table(&self.sheets.by_due_of_units(), HERE)),
            outlook: some(self.whole_table(&self.sheets.outlook_of_units(), HERE)),
        };
        Page {
            path: "flow.html".into(),
            depth: HERE,
            template: "flow.html",
            title: self.words.of("link_flow").to_owned(),
            description: self.say(
                "flow_description",
                &[("authority", &self.authority()), ("period", &self.period())],
            ),
            crumbs: vec![(self.words.of("home").to_owned(), "index.html".into())],
            section: "flow",
            model: model_of(&model),
        }
    }

    /// That the flow balances, where every count is exact.
    pub(super) fn flow_note(&self) -> String {
        let key = if self.view.audience.is_exact() { "flow_note" } else { "flow_note_rounded" };
        self.words.of(key).to_owned()
    }
}
