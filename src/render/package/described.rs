//! What the descriptions of an edition speak of: its manifest, for whom it is, under which terms, and what
//! they say of it in both languages.

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use crate::{
    disclose::Policy,
    domain::{text::Text, words},
    edition::{manifest::Manifest, view::Audience},
};

/// Under which terms the data may be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Licence {
    /// An SPDX id, such as `CC-BY-4.0`.
    pub id: String,
    pub title: String,
    pub url: String,
}

/// The licences that need no address beside their id: id, title, address.
const KNOWN: [[&str; 3]; 4] = [
    [
        "CC-BY-4.0",
        "Creative Commons Attribution 4.0 International",
        "https://creativecommons.org/licenses/by/4.0/",
    ],
    [
        "CC-BY-SA-4.0",
        "Creative Commons Attribution-ShareAlike 4.0 International",
        "https://creativecommons.org/licenses/by-sa/4.0/",
    ],
    [
        "CC0-1.0",
        "Creative Commons Zero v1.0 Universal",
        "https://creativecommons.org/publicdomain/zero/1.0/",
    ],
    [
        "ODC-By-1.0",
        "Open Data Commons Attribution License v1.0",
        "https://opendatacommons.org/licenses/by/1-0/",
    ],
];

impl Licence {
    /// A licence whose address is known by its id.
    pub fn known(id: &str) -> Option<Self> {
        let [id, title, url] = KNOWN.iter().find(|[known, ..]| *known == id)?.map(str::to_owned);
        Some(Self { id, title, url })
    }

    /// Ids of the licences that need no address.
    pub fn known_ids() -> impl Iterator<Item = &'static str> {
        KNOWN.iter().map(|[id, ..]| *id)
    }
}

/// What the authority says of its publication.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Publication {
    /// Absent where none is stated; then none is claimed.
    pub licence: Option<Licence>,
    /// The page of the authority.
    pub publisher_url: Option<String>,
    /// The day of the following month on which a month is due.
    pub day: Option<u8>,
    /// Only tables and their descriptions are published: no charts, pages and workbook.
    pub tables_only: bool,
}

/// What is described.
pub struct Described<'a> {
    /// With the tables among its outputs; what it says of other files is not used.
    pub manifest: &'a Manifest,
    pub audience: Audience,
    pub publication: &'a Publication,
    /// Editions before, oldest first, each the manifest for the same audience.
    pub earlier: &'a [Manifest],
}

impl Described<'_> {
    pub(super) fn title(&self) -> Text {
        let authority = Text::name(&self.manifest.authority.name);
        words::filled("package.title", &[("authority", &authority)])
    }

    pub(super) fn about(&self) -> Text {
        let Manifest { edition, cut_off, rule_set, .. } = self.manifest;
        let periods: Vec<&str> = self.manifest.periods.iter().map(|p| p.period.as_str()).collect();
        let audience = words::of(match self.audience {
            Audience::Internal => "package.internal",
            Audience::Public(Policy::Portal { .. }) => "package.portal",
            Audience::Public(_) => "package.public",
        });
        let [periods, cut_off, rules, hash, edition] =
            [&periods.join(", "), cut_off, &rule_set.id, &rule_set.hash, edition].map(Text::name);
        let parts = [
            ("periods", &periods),
            ("cut_off", &cut_off),
            ("rules", &rules),
            ("hash", &hash),
            ("edition", &edition),
            ("audience", audience),
        ];
        words::filled("package.about", &parts)
    }
}

/// A text in both languages as JSON-LD.
pub(super) fn in_both(text: &Text) -> Json {
    json!([{"@language": "vi", "@value": text.vi}, {"@language": "en", "@value": text.en}])
}
