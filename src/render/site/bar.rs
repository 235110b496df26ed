//! The period bar of every page: the same unit, indicator or page in the period before and after, in the longer
//! periods that hold this one and in those that it holds, and the archive of all. A page that was written before a
//! period was published cannot know it: what follows the newest is found in the archive of the edition through
//! which a reader came.

use serde::Serialize;

use super::{
    layout::Link,
    page::{Site, YEAR_TO_DATE},
};
use crate::domain::{
    period::{Period, PeriodKind},
    wording,
};

/// The periods around the one that a page shows.
#[derive(Clone, Debug, Serialize)]
pub struct Bar {
    pub before: Option<Link>,
    pub shown: String,
    pub after: Link,
    /// Longer periods that hold it, then those that it holds, each kind in its order.
    pub around: Vec<Link>,
    pub archive: Link,
}

impl Site<'_> {
    /// The bar of the page at `path` whose way to the folder of the language is `home`.
    pub(super) fn bar(&self, path: &str, home: &str) -> Bar {
        let shown = self.view.shown.counts.period;
        let base = if shown.is_rolling() { self.month } else { shown };
        let longer = PeriodKind::ALL.into_iter().filter(|kind| *kind > base.kind);
        let longer = longer.map(|kind| base.containing(kind));
        let shorter = PeriodKind::ALL.into_iter().rev().filter(|kind| *kind < base.kind);
        let shorter = shorter.flat_map(|kind| within(base, kind));
        let archive = Link {
            text: self.words.of("archive_all").to_owned(),
            href: format!("{home}../../{}/index.html", self.lang.tag()),
            current: false,
        };
        let later = Link { text: self.words.of("archive_later").to_owned(), ..archive.clone() };
        let link = |period: Period| match period.kind {
            PeriodKind::YearToDate => self.year_to(period, home),
            // No other period has a page like that of the year.
            _ if path == YEAR_TO_DATE => self.in_period(period, "index.html", home),
            _ => self.in_period(period, path, home),
        };
        let (before, after) = (link(shown.shifted(-1)), link(shown.next()));
        let year = shown.containing(PeriodKind::YearToDate);
        let beside = match shown.kind {
            PeriodKind::Month if self.release.year_to_date.is_some() => vec![year],
            PeriodKind::YearToDate => vec![self.month],
            _ => Vec::new(),
        };
        Bar {
            before,
            shown: self.named(shown),
            after: after.unwrap_or(later),
            around: beside.into_iter().chain(longer).chain(shorter).filter_map(link).collect(),
            archive,
        }
    }

    /// The page of the year until a month, which stands with those of the month.
    fn year_to(&self, year: Period, home: &str) -> Option<Link> {
        let month = year.months().last().unwrap_or(year);
        let is_there = self.release.archive.has_page(month, YEAR_TO_DATE);
        let link = self.in_period(month, YEAR_TO_DATE, home).filter(|_| is_there)?;
        Some(Link { text: self.named(year), ..link })
    }

    /// The page at `path` as it is in another period, or the first one there; absent where it has no pages.
    pub(super) fn in_period(&self, period: Period, path: &str, home: &str) -> Option<Link> {
        let page = self.release.archive.page(period, path)?;
        let href = format!("{home}../../{period}/{}/{page}", self.lang.tag());
        Some(Link { text: self.named(period), href, current: false })
    }

    pub(super) fn named(&self, period: Period) -> String {
        wording::capital(&self.tell(&wording::period(period)))
    }
}

/// The periods of a kind that a longer one consists of.
fn within(period: Period, kind: PeriodKind) -> impl Iterator<Item = Period> {
    let mut all: Vec<Period> = period.months().map(|month| month.containing(kind)).collect();
    all.dedup();
    all.into_iter()
}
