//! The page of data quality. Internally: the account of every file, why rows were not counted and
//! what was noticed. Publicly: what cannot be judged or placed, and what is not shown and why.

use serde::Serialize;

use super::{
    address::Depth,
    page::{Page, Site, model_of},
    table::Table,
};
use crate::edition::view::Audience;

const HERE: Depth = Depth::Top;

#[derive(Serialize)]
struct Quality {
    internal: bool,
    accounts: Option<Table>,
    findings: Vec<Table>,
    unplaced: Table,
    missing: Table,
    quarantine: String,
}

impl Site<'_> {
    pub(super) fn quality(&self) -> Page {
        let internal = self.view.audience == Audience::Internal;
        let model = Quality {
            internal,
            accounts: internal.then(|| self.whole_table(&self.sheets.accounts(), HERE)),
            findings: match internal {
                true => ["quarantined", "out_of_scope", "finding"]
                    .into_iter()
                    .map(|class| self.whole_table(&self.sheets.findings(class), HERE))
                    .filter(|table| !table.rows.is_empty())
                    .collect(),
                false => Vec::new(),
            },
            unplaced: self.whole_table(&self.sheets.unplaced(), HERE),
            missing: self.missing_table(0, HERE),
            quarantine: format!("{}quality/quarantine.csv", HERE.edition()),
        };
        Page {
            path: "quality.html".into(),
            depth: HERE,
            template: "quality.html",
            title: self.words.of("nav_quality").to_owned(),
            description: self.say("quality_description", &[("period", &self.period())]),
            crumbs: vec![(self.words.of("home").to_owned(), "index.html".into())],
            section: "quality",
            model: model_of(&model),
        }
    }
}
