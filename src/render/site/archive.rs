//! The index of the archive: every period that stands published, by year, the newest first, with what it is and
//! the way to its pages. It stands beside the periods and is made anew with every edition.

use serde::Serialize;

use super::{
    address::Depth,
    layout::Link,
    page::{ARCHIVE, Page, Site, model_of},
};
use crate::domain::period::PeriodKind;

/// What periods of each kind are called together.
const KINDS: [(PeriodKind, &str); 4] = [
    (PeriodKind::Month, "archive_month"),
    (PeriodKind::Quarter, "archive_quarter"),
    (PeriodKind::HalfYear, "archive_half_year"),
    (PeriodKind::Year, "archive_year"),
];

#[derive(Serialize)]
struct Year {
    year: i32,
    kinds: Vec<Kind>,
}

/// The periods of one kind in a year.
#[derive(Serialize)]
struct Kind {
    title: String,
    periods: Vec<Listed>,
}

#[derive(Serialize)]
struct Listed {
    name: String,
    /// The way to its pages, where it has any.
    link: Option<Link>,
    provisional: bool,
    revision: String,
}

impl Site<'_> {
    pub(super) fn archive(&self) -> Page {
        let issues = &self.release.archive.0;
        let mut years: Vec<i32> = issues.keys().map(|(_, period)| period.year).collect();
        years.sort_unstable_by(|a, b| b.cmp(a));
        years.dedup();
        let years: Vec<Year> = years
            .into_iter()
            .map(|year| {
                let kinds = KINDS.into_iter().map(|(kind, title)| self.kind(year, kind, title));
                Year { year, kinds: kinds.filter(|kind| !kind.periods.is_empty()).collect() }
            })
            .collect();
        let without = years.iter().flat_map(|year| &year.kinds).flat_map(|kind| &kind.periods);
        let without = without.filter(|period| period.link.is_none()).count() > 0;
        let model = minijinja::context! { years => minijinja::value::Serde(years), without };
        Page {
            path: "index.html".into(),
            depth: Depth::Top,
            template: "archive.html",
            title: self.words.of("archive_title").to_owned(),
            description: self.say("archive_description", &[("authority", &self.authority())]),
            crumbs: Vec::new(),
            section: ARCHIVE,
            model: model_of(&model),
        }
    }

    fn kind(&self, year: i32, kind: PeriodKind, title: &str) -> Kind {
        let issues = self.release.archive.0.iter().rev();
        let of_year = issues.filter(|((known, period), _)| *known == kind && period.year == year);
        let periods = of_year.map(|((_, period), issue)| Listed {
            name: self.named(*period),
            link: self.in_period(*period, "index.html", ""),
            provisional: issue.provisional,
            revision: issue.revision.to_string(),
        });
        Kind { title: self.words.of(title).to_owned(), periods: periods.collect() }
    }
}
