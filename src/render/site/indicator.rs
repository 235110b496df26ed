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
use crate::edition::{absence, cohorts::List};

const HERE: Depth = Depth::Below;
const GOALS: [&str; 5] = ["target", "ratio", "goal", "met", "basis"];

#[derive(Serialize)]
struct Model {
    keys: Vec<Key>,
    /// Why the authority has no figure.
    why: Option<String>,
    lists: Vec<InList>,
    /// Those of all units.
    charts: Vec<Drawn>,
    goals: Option<Table>,
    goal_charts: Vec<Drawn>,
    definition: Vec<Fact>,
    json: String,
}

/// The units of one list.
#[derive(Serialize)]
struct InList {
    id: String,
    /// Where there are several lists.
    title: Option<String>,
    ranking: Vec<Drawn>,
    units: Table,
    funnel: Vec<Drawn>,
}

impl Site<'_> {
    fn indicator_list(&self, place: usize, list: &List) -> InList {
        let charts = |id: &str| self.charts_of_indicator(place, &[&list.named(id)]);
        InList {
            id: list.named("h-units"),
            title: list.title().map(|title| self.tell(&title)),
            ranking: charts("ranking"),
            units: self.whole_table(&self.sheets.units_in(place, list), HERE),
            funnel: charts("funnel"),
        }
    }

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
            charts: self.charts_of_indicator(place, &["trend", "small_multiples"]),
            lists: self
                .sheets
                .lists()
                .iter()
                .map(|list| self.indicator_list(place, list))
                .collect(),
            goal_charts: targets
                .filter(|target| target.indicator == indicator.id)
                .flat_map(|target| {
                    let id = format!("targets-{}", target.id);
                    self.sheets.lists().into_iter().map(move |list| list.named(&id))
                })
                .filter_map(|id| self.drawn(&id, HERE))
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
                (self.words.of("nav_indicators").to_owned(), "indicators.html".into()),
            ],
            section: "indicators",
            model: model_of(&model),
        }
    }
}
