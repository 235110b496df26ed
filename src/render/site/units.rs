//! The page of the units: their order in each list, and how each of them does under every indicator.

use minijinja::Value as Html;
use serde::Serialize;

use super::{
    address::Depth,
    chart::Drawn,
    page::{Page, Site, model_of},
    table::Table,
};
use crate::edition::cohorts::List;

const HERE: Depth = Depth::Top;
const UNITS: [&str; 5] =
    ["unit", "rank", "comparable_score", "comparable_change", "comparable_band"];

#[derive(Serialize)]
struct Units {
    lists: Vec<InList>,
    heat: Vec<Drawn>,
}

/// The units of one list, in the order of their ranks.
#[derive(Serialize)]
struct InList {
    id: String,
    /// Where there are several lists.
    title: Option<String>,
    /// How many of its units are ranked.
    ranked: Html,
    ranking: Option<Drawn>,
    units: Table,
}

impl Site<'_> {
    pub(super) fn units(&self) -> Page {
        let lists = self.sheets.lists();
        let heat = lists.iter().filter_map(|list| self.drawn(&list.named("indicators"), HERE));
        let model = Units {
            lists: lists.iter().map(|list| self.in_list(list)).collect(),
            heat: heat.collect(),
        };
        Page {
            path: "units.html".into(),
            depth: HERE,
            template: "units.html",
            title: self.words.of("nav_units").to_owned(),
            description: self.say("units_description", &[("period", &self.period())]),
            crumbs: vec![(self.words.of("home").to_owned(), "index.html".into())],
            section: "units",
            model: model_of(&model),
        }
    }

    /// The units of one list, with how many of them are ranked.
    fn in_list(&self, list: &List) -> InList {
        InList {
            id: list.named("h-units"),
            title: list.title().map(|title| self.tell(&title)),
            ranked: self.ranked_of(list),
            ranking: self.drawn(&list.named("scorecard"), HERE),
            units: Table {
                id: list.named("units-table"),
                ..self.table(self.sheets.units_of(list), &UNITS, HERE)
            },
        }
    }

    /// How many units of a list are ranked.
    pub(super) fn ranked_of(&self, list: &List) -> Html {
        let [(ranked, of_ranked), (all, of_all)] = self.sheets.ranked_of(list);
        self.filled("ranked_of", &[(ranked, &of_ranked), (all, &of_all)])
    }
}
