//! What stands around every page: title, way back, navigation, the other language, and what the
//! figures are (authority, period, cut-off, rule set, edition).

use minijinja::{Environment, Error, context, value::Serde};
use serde::Serialize;

use super::{
    address::Depth,
    page::{Page, Site},
};
use crate::{
    disclose::Policy,
    domain::{text::Lang, wording},
    edition::view::Audience,
};

/// An address with its name.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    pub text: String,
    pub href: String,
    pub current: bool,
}

/// The entries of the navigation: section, wording, address from the folder of the language.
const NAVIGATION: [(&str, &str, &str); 9] = [
    ("home", "home", "index.html"),
    ("units", "nav_units", "index.html#units"),
    ("indicators", "nav_indicators", "index.html#indicators"),
    ("flow", "nav_flow", "flow.html"),
    ("movers", "nav_movers", "movers.html"),
    ("quality", "nav_quality", "quality.html"),
    ("method", "nav_method", "method.html"),
    ("revisions", "nav_revisions", "revisions.html"),
    ("download", "nav_download", "download.html"),
];

impl Site<'_> {
    /// The page as text.
    pub(super) fn write(&self, templates: &Environment, page: &Page) -> Result<String, Error> {
        let view = self.view;
        let home = page.depth.home();
        let rules = view.source.rules;
        let navigation: Vec<Link> = NAVIGATION
            .iter()
            .map(|(section, key, href)| Link {
                text: self.words.of(key).to_owned(),
                href: format!("{home}{href}"),
                current: *section == page.section,
            })
            .collect();
        let crumbs: Vec<Link> = page
            .crumbs
            .iter()
            .map(|(text, href)| Link {
                text: text.clone(),
                href: format!("{home}{href}"),
                current: false,
            })
            .collect();
        let other = match self.lang {
            Lang::Vi => Lang::En,
            Lang::En => Lang::Vi,
        };
        let context = context! {
            w => Serde(self.words.all()),
            lang => self.lang.tag(),
            other_lang => other.tag(),
            other_href => format!("../{home}{}/{}", other.tag(), page.path),
            site => page.depth.site(),
            edition_root => page.depth.edition(),
            home => home,
            title => page.title.as_str(),
            description => page.description.as_str(),
            section => page.section,
            navigation => Serde(navigation),
            crumbs => Serde(crumbs),
            authority => self.authority(),
            period => wording::capital(&self.period()),
            cut_off => self.tell(&wording::known_up_to(view.cut_off)),
            provisional => view.shown.counts.provisional,
            audience => self.audience(),
            incomplete => view.complete_from().map(|from| {
                wording::incomplete_before(from).get(self.lang).to_owned()
            }),
            invented => view.invented,
            rule_set => rules.id.as_str(),
            rule_hash => &rules.hash[..12],
            edition => self.release.edition,
            page => page.model.clone(),
        };
        templates.get_template(page.template)?.render(context)
    }

    /// For whom the edition is, and what it shows.
    pub(super) fn audience(&self) -> &str {
        self.words.of(match self.view.audience {
            Audience::Internal => "audience_internal",
            Audience::Public(Policy::Portal { .. }) => "audience_portal",
            Audience::Public(_) => "audience_public",
        })
    }

    /// The way from a page to another in the same language.
    pub(super) fn href(&self, depth: Depth, path: &str) -> String {
        format!("{}{path}", depth.home())
    }
}
