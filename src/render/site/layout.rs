//! What stands around every page: title, way back, navigation, the other language, and what the
//! figures are (authority, period, cut-off, rule set, edition).

use minijinja::{Environment, Error, context, value::Serde};
use serde::Serialize;

use super::{
    address::Depth,
    definition::Fact,
    page::{ARCHIVE, Page, Site},
};
use crate::{
    disclose::Policy,
    domain::{period::Period, text::Lang, wording},
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
    ("units", "nav_units", "units.html"),
    ("indicators", "nav_indicators", "indicators.html"),
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
            .filter_map(|(section, key, href)| {
                Some(Link {
                    text: self.words.of(key).to_owned(),
                    href: self.in_tree(section, href, home)?,
                    current: *section == page.section,
                })
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
            other_href => match page.section {
                ARCHIVE => format!("../../{}/index.html", other.tag()),
                _ => format!("../{home}{}/{}", other.tag(), page.path),
            },
            periods => Serde(self.bar(&page.path, home)),
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
            disclosure => self.in_tree("method", "method.html#h-disclosure", home),
            public => view.audience.is_public(),
            incomplete => view.complete_from().map(|from| {
                wording::incomplete_before(from).get(self.lang).to_owned()
            }),
            invented => view.invented,
            rule_set => rules.id.as_str(),
            rule_hash => &rules.hash[..12],
            edition => self.release.edition,
            imprint => Serde(self.imprint()),
            page => page.model.clone(),
        };
        templates.get_template(page.template)?.render(context)
    }

    /// What data the page holds, which publication it is, what follows, and whom to ask.
    fn imprint(&self) -> Vec<Fact> {
        let (view, release) = (self.view, self.release);
        let newest = self.month;
        let due = |month: Period| {
            let day = release.imprint.due(month)?;
            Some(self.say("foot_due", &[("day", &self.tell(&wording::day(day)))]))
        };
        let joined = |first: String, due: Option<String>| match due {
            Some(due) => format!("{first}, {due}"),
            None => first,
        };
        let revision = self.say("foot_revision", &[("revision", &release.revision.to_string())]);
        // What is published before its period is over is not what is due.
        let on = due(newest).filter(|_| newest.end() <= view.cut_off);
        let next = self.tell(&wording::period(newest.next()));
        let facts = [
            ("foot_data", Some(self.tell(&wording::up_to(view.cut_off, wording::day)))),
            ("foot_published", Some(joined(revision, on))),
            ("foot_next", Some(joined(next, due(newest.next())))),
            ("foot_contact", release.imprint.contact.map(str::to_owned)),
            ("licence", release.imprint.licence.map(str::to_owned)),
        ];
        let fact = |(key, text): (&str, Option<String>)| {
            Some(Fact { name: self.words.of(key).to_owned(), text: text?, code: None })
        };
        facts.into_iter().filter_map(fact).collect()
    }

    /// An address of the navigation. What is said of the edition as a whole stands with its month, and of the
    /// change since a month before nothing is said elsewhere.
    fn in_tree(&self, section: &str, href: &str, home: &str) -> Option<String> {
        let is_month = self.is_of_month();
        match section {
            "movers" if !is_month => None,
            "quality" | "method" | "revisions" | "download" if !is_month => {
                Some(format!("{home}../../{}/{}/{href}", self.month, self.lang.tag()))
            }
            // In one page with all figures of the period.
            "units" | "indicators" if !is_month => Some(format!("{home}index.html#{section}")),
            _ => Some(format!("{home}{href}")),
        }
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
