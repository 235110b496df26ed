//! The biggest movers: units and indicators with the greatest change in points since last month,
//! with the cases of both months, and a mark where chance alone may well give such a change.

use serde::Serialize;

use super::{
    address::Depth,
    page::{Page, Site, model_of},
    table::Table,
};

const HERE: Depth = Depth::Top;

#[derive(Serialize)]
struct Movers {
    table: Option<Table>,
    none: String,
}

impl Site<'_> {
    pub(super) fn movers(&self) -> Page {
        let before = self.before();
        let table = self.whole_table(&self.sheets.movers(), HERE);
        let known = self.view.before().is_some();
        let model = Movers {
            none: match known {
                true => self.words.of("movers_none").to_owned(),
                false => self.tell(&self.sheets.not_compared()),
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
}
