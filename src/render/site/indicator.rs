//! The page of an indicator: where the authority stands, the units in order, twelve months, the goal
//! of the plan, and the definition as the rule set has it.

use serde::Serialize;

use super::{
    address::Depth,
    chart::Drawn,
    definition::Fact,
    keys::Key,
    page::{Page, Site, model_of},
    table::Table,
};
use crate::edition::absence;

const HERE: Depth = Depth::Below;
const GOALS: [&str; 5] = ["target", "ratio", "goal", "met", "basis"];

#[derive(Serialize)]
struct Model {
    keys: Vec<Key>,
    /// Why the authority has no figure.
    why: Option<String>,
    charts: Vec<Drawn>,
    units: Table,
    goals: Option<Table>,
    goal_charts: Vec<Drawn>,
    definition: Vec<Fact>,
    json: String,
}

impl Site<'_> {
    pub(super) fn indicator(&self, place: usize) -> Page {
        let indicator = &self.view.source.rules.indicators[place];
        let status = self.view.shown.scores[0].cells[place].status;
        let why = absence::why(indicator, status, self.view.given);
        let title = format!("{} {}", indicator.part, indicator.title.get(self.lang));
        let goals = self.table(self.sheets.goals(&indicator.id), &GOALS, HERE);
        let targets = self.view.source.targets.targets.iter();
        let model = Model {
            keys: self.indicator_keys(place),
            why: Some(why.get(self.lang).to_owned()).filter(|why| !why.is_empty()),
            charts: self.charts_of_indicator(place),
            units: self.whole_table(&self.sheets.units_in(place), HERE),
            goal_charts: targets
                .filter(|target| target.indicator == indicator.id)
                .filter_map(|target| self.drawn(&format!("targets-{}", target.id), HERE))
                .collect(),
            goals: (!goals.rows.is_empty()).then_some(goals),
            definition: self.definition(indicator),
            json: format!("{}data/indicators/{}.json", HERE.site(), indicator.id),
        };
        Page {
            path: self.indicator_path(indicator),
            depth: HERE,
            template: "indicator.html",
            description: self
                .say("indicator_description", &[("indicator", &title), ("period", &self.period())]),
            title,
            crumbs: vec![
                (self.words.of("home").to_owned(), "index.html".into()),
                (self.words.of("nav_indicators").to_owned(), "index.html#indicators".into()),
            ],
            section: "indicators",
            model: model_of(&model),
        }
    }
}
