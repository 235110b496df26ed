//! The page of the case flow: what was carried over, received, ended and left, of the authority in
//! every count, and of each unit in the counts that tell a month.

use serde::Serialize;

use super::{
    Page, Site,
    address::Depth,
    chart::Drawn,
    model_of,
    table::{Cell, Table, figures, words},
};
use crate::schema::flow::COLUMNS;

const HERE: Depth = Depth::Top;
/// Counts that are parts of the one above them.
const PARTS: [&str; 4] = ["received_", "ended_", "closing_", "on_time_"];

#[derive(Serialize)]
struct Flow {
    chart: Option<Drawn>,
    whole: Table,
    units: Table,
}

impl Site<'_> {
    pub(super) fn flow(&self) -> Page {
        let units: Vec<u32> =
            self.view.source.shown_units().into_iter().filter(|unit| *unit > 0).collect();
        let mut units = self.flow_table("flow-units", &units, HERE);
        units.sortable = true;
        let model =
            Flow { chart: self.drawn("flow", HERE), whole: self.flow_of_authority(), units };
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

    fn flow_of_authority(&self) -> Table {
        let place = self.authority();
        let mut table = Table::new(
            "flow",
            self.say("flow_whole", &[("place", &place), ("period", &self.period())]),
            vec![words(self.words.of("content")), figures(self.words.of("dossiers"))],
        );
        let row = self.flow_row(0);
        for column in &COLUMNS {
            let title = self.lang.pick(column.vi(), column.en());
            let part = PARTS.iter().any(|part| column.name.starts_with(part));
            let cells =
                vec![Cell::text(title), row.figure_or(column.name, self.flow_status()).into()];
            match part {
                true => table.row(cells),
                false => table.strong(cells),
            }
        }
        table
    }
}
