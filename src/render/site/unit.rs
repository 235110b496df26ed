//! The page of a unit: its points and rank, where points are lost and what would bring them back,
//! every indicator, the change since last month, its dossiers, and the units below it.

use minijinja::Value as Html;
use serde::Serialize;

use super::{
    address::Depth,
    chart::Drawn,
    keys::Key,
    page::{Page, Site, model_of},
    table::Table,
};
use crate::render::markup::escape;

const HERE: Depth = Depth::Below;
const BELOW: [&str; 5] = ["unit", "points", "available_points", "score", "band"];
const LOST: [&str; 5] = ["indicator", "lost", "numerator", "denominator", "case_is"];
/// From rounded counts no exact number of cases follows.
const LOST_EXACT: [&str; 7] =
    ["indicator", "lost", "numerator", "denominator", "cases_to_half", "cases_to_full", "case_is"];

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
    flow_whole: Table,
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
        let exact = self.view.audience.is_exact();
        let lost: &[&str] = if exact { &LOST_EXACT } else { &LOST };
        let below = self.table(self.sheets.below(unit), &BELOW, HERE);
        let model = Unit {
            keys: self.keys(unit),
            above: self.above(unit),
            groups: self.groups_table(unit, HERE),
            lost: self.table(self.sheets.lost(unit), lost, HERE),
            exact,
            targets: self.targets_table(unit, HERE),
            indicators: self.indicators_table(unit, HERE),
            flow: self.whole_table(&self.sheets.flow_of(&[unit]), HERE),
            flow_whole: Table {
                id: "flow-whole".into(),
                ..self.whole_table(&self.sheets.flow(unit), HERE)
            },
            below: (!below.rows.is_empty()).then_some(below),
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
            escape(&self.unit_name(above))
        );
        let sentence = escape(self.words.of("unit_above")).replace("{above}", &link);
        Some(Html::from_safe_string(sentence))
    }
}
