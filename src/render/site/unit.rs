//! The page of a unit: the same as of the authority, its place among the others, every loss of points as a
//! sentence of what can be done, two years of its score, every indicator, its dossiers, and the units below it.

use minijinja::Value as Html;
use serde::Serialize;

use super::{
    address::Depth,
    board::{Board, Lost},
    chart::Drawn,
    page::{Page, Site, model_of},
    table::Table,
};
use crate::render::markup::escape;

const HERE: Depth = Depth::Below;
const BELOW: [&str; 5] = ["unit", "points", "available_points", "score", "band"];
const AROUND: [&str; 3] = ["unit", "rank", "comparable_score"];
/// Losses that are told.
const LOSSES: usize = 10;

#[derive(Serialize)]
struct Unit {
    board: Board,
    /// The unit above, and what kind of unit this is.
    above: Option<Html>,
    /// The ranked units next to this one; absent where it is not ranked.
    around: Option<Table>,
    /// Why its points moved; absent where the edition does not tell.
    moves: Option<Table>,
    losses: Vec<Lost>,
    exact: bool,
    indicators: Table,
    flow: Table,
    flow_whole: Table,
    /// What is open by the time left; absent where nothing is, or the edition does not tell.
    by_due: Option<Table>,
    /// What is overdue by age, and by its numbers; absent where the edition does not tell.
    ages: Option<Table>,
    overdue: Option<Table>,
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
        let some = |table: Table| (!table.rows.is_empty()).then_some(table);
        let model = Unit {
            board: self.board(unit, HERE),
            above: self.above(unit),
            around: self.sheets.around(unit).map(|sheet| self.table(sheet, &AROUND, HERE)),
            moves: some(self.whole_table(&self.sheets.moves(unit), HERE)),
            losses: self.losses(unit, LOSSES, HERE),
            exact: self.view.audience.is_exact(),
            indicators: self.indicators_table(unit, HERE),
            flow: self.whole_table(&self.sheets.flow_of(&[unit]), HERE),
            flow_whole: Table {
                id: "flow-whole".into(),
                ..self.whole_table(&self.sheets.flow(unit), HERE)
            },
            by_due: some(self.whole_table(&self.sheets.by_due(unit), HERE)),
            ages: some(self.whole_table(&self.sheets.ages(unit), HERE)),
            overdue: some(self.whole_table(&self.sheets.overdue(unit), HERE)),
            below: some(self.table(self.sheets.below(unit), &BELOW, HERE)),
            missing: self.missing_table(unit, HERE),
            charts: self.charts_of_unit(unit),
            json: format!("{}data/units/{file}.json", HERE.site()),
            embed: format!("{}embed/{}/units/{file}.html", HERE.constant(), self.lang.tag()),
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
                (self.words.of("nav_units").to_owned(), "units.html".into()),
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
