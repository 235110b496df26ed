//! Small pages for frames of other portals: the ranking of each list, the groups, and one per unit. They have no
//! header and no navigation, and lead to the whole page outside the frame.

use minijinja::{Environment, Error, Value as Html, context, value::Serde};

use super::{
    address::Depth,
    chart::Drawn,
    keys::Key,
    page::{Site, model_of},
    table::Table,
};
use crate::{domain::wording, edition::archive};

/// What a table of the ranking shows.
const RANKS: [&str; 4] = ["unit", "rank", "comparable_score", "comparable_band"];

#[derive(Default, serde::Serialize)]
struct Embed {
    keys: Vec<Key>,
    table: Option<Table>,
    chart: Option<Drawn>,
    /// What the chart shows, as a table.
    folded: Option<Table>,
}

impl Site<'_> {
    /// Path below `site/embed/` of this language, and the page, one after the other.
    pub(super) fn embeds(
        &self,
        templates: &Environment,
    ) -> impl Iterator<Item = (String, Result<String, Error>)> {
        let rankings = self.sheets.lists().into_iter().map(|list| {
            let chart = self.drawn(&list.named("scorecard"), Depth::Frame);
            let title = list.title().map_or_else(|| self.authority(), |title| self.tell(&title));
            let folded = chart
                .is_some()
                .then(|| self.table(self.sheets.units_of(&list), &RANKS, Depth::Below).unlinked());
            let embed = Embed { folded, chart, ..Embed::default() };
            (format!("{}.html", list.named("ranking")), "units.html".to_owned(), title, embed)
        });
        let groups = Embed { table: Some(self.groups_table(0, Depth::Below)), ..Embed::default() };
        let groups = ("groups.html".to_owned(), "index.html".to_owned(), self.authority(), groups);
        let units = self.view.source.shown_units().into_iter().map(|unit| {
            let path = self.unit_path(unit);
            let embed = Embed {
                keys: self.keys(unit),
                table: Some(self.groups_table(unit, Depth::Below)),
                ..Embed::default()
            };
            (path.clone(), path, self.unit_name(unit), embed)
        });
        rankings.chain([groups]).chain(units).map(|(path, full, title, embed)| {
            let depth = path.matches('/').count();
            let site = format!("../../{}", "../".repeat(depth));
            let text = self.embedded(templates, &site, &full, &title, model_of(&embed));
            (path, text)
        })
    }

    fn embedded(
        &self,
        templates: &Environment,
        site: &str,
        full: &str,
        title: &str,
        model: Html,
    ) -> Result<String, Error> {
        templates.get_template("embed.html")?.render(context! {
            w => Serde(self.words.all()),
            lang => self.lang.tag(),
            site => site,
            full => format!("{site}{}/{}/{full}", archive::BELOW, self.lang.tag()),
            title => title,
            authority => self.authority(),
            period => wording::capital(&self.period()),
            provisional => self.view.shown.counts.provisional,
            incomplete => self.view.complete_from().map(|from| {
                wording::incomplete_before(from).get(self.lang).to_owned()
            }),
            invented => self.view.invented,
            page => model,
        })
    }
}
