//! The page of revisions: this edition and those before it with their reasons, and every final figure
//! that was changed, old beside new. In a public view both are as the public saw them.

use serde::Serialize;

use super::{
    address::Depth,
    page::{Page, Site, model_of},
    table::Table,
};
use crate::sheets::revisions::MOST_CHANGES;

const HERE: Depth = Depth::Top;

#[derive(Serialize)]
struct Revisions {
    editions: Table,
    changes: Option<Table>,
    more: bool,
}

impl Site<'_> {
    pub(super) fn revisions(&self) -> Page {
        let changes = self.whole_table(&self.sheets.changes(self.release), HERE);
        let model = Revisions {
            editions: self.whole_table(&self.sheets.editions(self.release), HERE),
            changes: (!changes.rows.is_empty()).then_some(changes),
            more: self.release.changes.len() > MOST_CHANGES,
        };
        Page {
            path: "revisions.html".into(),
            depth: HERE,
            template: "revisions.html",
            title: self.words.of("nav_revisions").to_owned(),
            description: self.words.of("revisions_description").to_owned(),
            crumbs: vec![(self.words.of("home").to_owned(), "index.html".into())],
            section: "revisions",
            model: model_of(&model),
        }
    }
}
