//! Small pages for frames of other portals: the ranking, the groups, and one per unit. They have no
//! header and no navigation, and lead to the whole page outside the frame.

use minijinja::{Environment, Error, Value as Html, context, value::Serde};

use super::{
    address::Depth,
    chart::Drawn,
    keys::Key,
    page::{Site, model_of},
    table::Table,
};
use crate::domain::wording;

#[derive(serde::Serialize)]
struct Embed {
    keys: Vec<Key>,
    table: Option<Table>,
    chart: Option<Drawn>,
}

impl Site<'_> {
    /// Path below `site/embed/` of this language, and the page, one after the other.
    pub(super) fn embeds(
        &self,
        templates: &Environment,
    ) -> impl Iterator<Item = (String, Result<String, Error>)> {
        let scorecard = self.drawn("scorecard", Depth::Below);
        let ranking = Embed { keys: Vec::new(), table: None, chart: scorecard };
        let groups = Embed {
            keys: Vec::new(),
            table: Some(self.groups_table(0, Depth::Below)),
            chart: None,
        };
        let first = [
            ("ranking.html".to_owned(), "index.html".to_owned(), self.authority(), ranking),
            ("groups.html".to_owned(), "index.html".to_owned(), self.authority(), groups),
        ];
        let units = self.view.source.shown_units().into_iter().map(|unit| {
            let path = self.unit_path(unit);
            let embed = Embed {
                keys: self.keys(unit),
                table: Some(self.groups_table(unit, Depth::Below)),
                chart: None,
            };
            (path.clone(), path, self.unit_name(unit), embed)
        });
        first.into_iter().chain(units).map(|(path, full, title, embed)| {
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
            full => format!("{site}{}/{full}", self.lang.tag()),
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
