//! The pages of a period beside the month that an edition is about: a quarter, a half-year, a year, or a month
//! published along with later ones. They show what was counted for the period, in tables alone: its charts, what it
//! is compared with and what is said of the edition stand with the month.

use serde::Serialize;

use super::{
    address::Depth,
    keys::Key,
    page::{Page, Site, YEAR_TO_DATE, model_of},
    table::{Cell, Table},
};
use crate::{
    edition::{
        archive::{Extent, Pages},
        cohorts::List,
    },
    rules::rule_set::Measure,
    sheets::Sheet,
};

const UNITS: [&str; 4] = ["unit", "rank", "comparable_score", "comparable_band"];
const GROUPS: [&str; 4] = ["group", "points", "available_points", "max_points"];
const INDICATORS: [&str; 6] =
    ["indicator", "ratio_read", "points", "max_points", "numerator_with_unit", "denominator"];
const IN_UNITS: [&str; 5] = ["unit", "ratio", "points", "numerator", "denominator"];
/// The means of times stand with the month alone.
const TIMES: [&str; 2] = ["unit", "denominator"];

/// A heading and what stands below it; the id is that of the month's pages.
#[derive(Serialize)]
struct Section {
    id: &'static str,
    title: String,
    parts: Vec<Part>,
}

/// A table; one of several lists has a name.
#[derive(Serialize)]
struct Part {
    id: String,
    title: Option<String>,
    table: Table,
}

#[derive(Serialize)]
struct Brief {
    keys: Vec<Key>,
    sections: Vec<Section>,
}

impl Site<'_> {
    /// Every page of the period, one after the other.
    pub(super) fn briefs(&self) -> impl Iterator<Item = Page> {
        let (mut units, mut indicators) =
            (self.view.source.shown_units(), 0..self.view.source.rules.indicators.len());
        if self.is_outline() {
            (units, indicators) = (Vec::new(), 0..0);
        }
        [self.brief_home(), self.brief_flow()]
            .into_iter()
            .chain(units.into_iter().map(|unit| self.brief_unit(unit)))
            .chain(indicators.map(|place| self.brief_indicator(place)))
    }

    /// Whether units and indicators have no pages of this period.
    pub(super) fn is_outline(&self) -> bool {
        let issue = self.release.archive.get(self.view.shown.counts.period);
        issue.is_some_and(|issue| issue.pages == Pages::Here(Extent::Outline))
    }

    fn section(&self, id: &'static str, title: &str, table: Table) -> Section {
        let parts = vec![part(String::new(), None, table)];
        Section { id, title: self.words.of(title).to_owned(), parts }
    }

    /// The units, list by list.
    fn brief_lists(
        &self,
        here: Depth,
        columns: &[&str],
        sheet: impl Fn(&List) -> Sheet,
    ) -> Section {
        let parts = self.sheets.lists().into_iter().map(|list| {
            let title = list.title().map(|title| self.tell(&title));
            let table = self.table(sheet(&list), columns, here);
            part(list.named("h-units"), title, Table { id: list.named("units"), ..table })
        });
        let title = self.words.of("units_title").to_owned();
        Section { id: "units", title, parts: parts.collect() }
    }

    fn brief_indicators(&self, unit: u32, here: Depth) -> Section {
        let table = self.table(self.sheets.indicators(unit), &INDICATORS, here);
        self.section("indicators", "indicators_title", table)
    }

    fn brief_home(&self) -> Page {
        let here = Depth::Top;
        let groups = self.table(self.sheets.groups(0), &GROUPS, here);
        let sections = vec![
            self.section("groups", "groups_title", groups),
            self.brief_lists(here, &UNITS, |list| self.sheets.units_of(list)),
            self.brief_indicators(0, here),
        ];
        let parts = [("authority", &*self.authority()), ("period", &*self.period())];
        Page {
            path: "index.html".into(),
            depth: here,
            template: "brief.html",
            title: self.say("home_title", &parts[1..]),
            description: self.say("home_description", &parts),
            crumbs: Vec::new(),
            section: "home",
            model: model_of(&Brief { keys: self.brief_keys(0), sections }),
        }
    }

    /// The year until the month: its figures, and beside them those of the year before.
    pub(super) fn year_to_date(&self) -> Page {
        let here = Depth::Top;
        let parts = [("authority", &*self.authority()), ("period", &*self.period())];
        let groups = self.table(self.sheets.groups(0), &GROUPS, here);
        let mut sections = vec![self.section("groups", "groups_title", groups)];
        if let Some(sheet) = self.sheets.since_last_year(0) {
            sections.push(self.section(
                "compared",
                "compared_title",
                self.whole_table(&sheet, here),
            ));
        }
        let flow = self.whole_table(&self.sheets.flow(0), here);
        sections.extend([
            self.brief_lists(here, &UNITS, |list| self.sheets.units_of(list)),
            self.brief_indicators(0, here),
            self.section("flow", "nav_flow", flow),
        ]);
        Page {
            path: YEAR_TO_DATE.into(),
            depth: here,
            template: "brief.html",
            title: self.say("home_title", &parts[1..]),
            description: self.say("home_description", &parts),
            crumbs: vec![(self.words.of("home").to_owned(), "index.html".into())],
            section: "year",
            model: model_of(&Brief { keys: self.brief_keys(0), sections }),
        }
    }

    fn brief_flow(&self) -> Page {
        let here = Depth::Top;
        let whole = self.whole_table(&self.sheets.flow(0), here);
        let units = self.whole_table(&self.sheets.flow_of_units(), here);
        let sections = vec![
            self.section("flow", "nav_flow", whole),
            self.section("units", "units_title", units),
        ];
        let parts = [("authority", &*self.authority()), ("period", &*self.period())];
        Page {
            path: "flow.html".into(),
            depth: here,
            template: "brief.html",
            title: self.words.of("link_flow").to_owned(),
            description: self.say("flow_description", &parts),
            crumbs: vec![(self.words.of("home").to_owned(), "index.html".into())],
            section: "flow",
            model: model_of(&Brief { keys: Vec::new(), sections }),
        }
    }

    fn brief_unit(&self, unit: u32) -> Page {
        let here = Depth::Below;
        let name = self.unit_name(unit);
        let flow = self.whole_table(&self.sheets.flow_of(&[unit]), here);
        let sections =
            vec![self.brief_indicators(unit, here), self.section("flow", "nav_flow", flow)];
        Page {
            path: self.unit_path(unit),
            depth: here,
            template: "brief.html",
            description: self
                .say("unit_description", &[("unit", &name), ("period", &self.period())]),
            title: name,
            crumbs: vec![
                (self.words.of("home").to_owned(), "index.html".into()),
                (self.words.of("nav_units").to_owned(), "index.html#units".into()),
            ],
            section: "units",
            model: model_of(&Brief { keys: self.brief_keys(unit), sections }),
        }
    }

    fn brief_indicator(&self, place: usize) -> Page {
        let here = Depth::Below;
        let indicator = &self.view.source.rules.indicators[place];
        let columns: &[&str] =
            if indicator.measure == Measure::Seconds { &TIMES } else { &IN_UNITS };
        let title = format!("{} {}", indicator.part, indicator.title.get(self.lang));
        let sections =
            vec![self.brief_lists(here, columns, |list| self.sheets.units_in(place, list))];
        Page {
            path: self.indicator_path(indicator),
            depth: here,
            template: "brief.html",
            description: self
                .say("indicator_description", &[("indicator", &title), ("period", &self.period())]),
            title,
            crumbs: vec![
                (self.words.of("home").to_owned(), "index.html".into()),
                (self.words.of("nav_indicators").to_owned(), "index.html#indicators".into()),
            ],
            section: "indicators",
            model: model_of(&Brief { keys: Vec::new(), sections }),
        }
    }

    /// Points and score of a unit with its band, and its rank where it has one.
    fn brief_keys(&self, unit: u32) -> Vec<Key> {
        if self.view.is_incomplete() {
            return Vec::new();
        }
        let row = self.sheets.score_row(unit);
        let total = |column: &str| row.figure_or(column, self.sheets.total_status(unit));
        let points = [("points", &total("points")), ("available", &total("available_points"))];
        let max = self.filled("of_max", &[("max", &total("max_points"))]);
        let band = self.sheets.band(unit).text(self.lang);
        let score = self.span(&self.sheets.score_figure(unit));
        let mut keys = vec![
            self.key("key_score", score, self.plain(&band)),
            self.key("key_points", self.filled("of_points", &points), max),
        ];
        let rank = self.rank(unit);
        keys.extend(rank.map(|rank| self.key("key_rank", rank, self.plain(""))));
        keys
    }
}

/// A table with an id beside those of the sections. These pages are many, so that it has no bars.
fn part(id: String, title: Option<String>, mut table: Table) -> Part {
    for row in &mut table.rows {
        row.cells = std::mem::take(&mut row.cells).into_iter().map(Cell::without_bar).collect();
    }
    table.id.push_str("-table");
    Part { id, title, table }
}
