//! The archive: every period that stands published, with where its pages are. Pages lead from one period to
//! another by it, and its index lists them. It hangs on what was published before, so that no digest hangs on it.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::period::{Period, PeriodKind};

/// The folder of the archive within an edition, and of the pages of each period within that.
pub const FOLDER: &str = "site/archive";
/// The name of the newest month there.
pub const LATEST: &str = "latest";
/// The newest month from `site/`, where what is found at constant addresses leads to.
pub const BELOW: &str = "archive/latest";

/// Where the pages of a period stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pages {
    /// In the edition that is being made.
    Here(Extent),
    /// In another one, which has these of a language.
    There(BTreeSet<String>),
    /// It was published without pages, or before periods had pages of their own.
    None,
}

/// Which pages an edition makes of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Every kind: it is the month that the edition is about.
    Month,
    /// Its figures: of the authority, of every unit and of every indicator.
    Period,
    /// Those of the authority: it is not over, and will be published again before long.
    Outline,
}

impl Extent {
    fn has(self, path: &str) -> bool {
        let is_of_one = path.starts_with("units/") || path.starts_with("indicators/");
        match self {
            Self::Month => true,
            Self::Period => is_of_one || path == "flow.html",
            Self::Outline => path == "flow.html",
        }
    }
}

/// A published period, as it stands.
#[derive(Clone, Debug)]
pub struct Issue {
    pub edition: String,
    pub revision: u32,
    pub provisional: bool,
    pub pages: Pages,
}

/// Every period that stands published, months first.
#[derive(Clone, Debug, Default)]
pub struct Archive(pub BTreeMap<(PeriodKind, Period), Issue>);

impl Archive {
    pub fn get(&self, period: Period) -> Option<&Issue> {
        self.0.get(&(period.kind, period))
    }

    /// Whether a period has a page at `path`.
    pub fn has_page(&self, period: Period, path: &str) -> bool {
        self.get(period).is_some_and(|issue| match &issue.pages {
            Pages::Here(extent) => extent.has(path),
            Pages::There(pages) => pages.contains(path),
            Pages::None => false,
        })
    }

    /// Whether a period has pages.
    pub fn has(&self, period: Period) -> bool {
        self.get(period).is_some_and(|issue| issue.pages != Pages::None)
    }

    /// The page of a period at `path`, or the first one of it where it has none there.
    pub fn page<'p>(&self, period: Period, path: &'p str) -> Option<&'p str> {
        match &self.get(period)?.pages {
            Pages::Here(extent) if extent.has(path) => Some(path),
            Pages::There(pages) if pages.contains(path) => Some(path),
            Pages::None => None,
            _ => Some("index.html"),
        }
    }
}
