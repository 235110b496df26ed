//! The page of revisions: this edition and those before it with their reasons, and every final figure
//! that was changed, old beside new. In a public view both are as the public saw them.

use serde::Serialize;

use super::{
    Page, Site,
    address::Depth,
    model_of,
    table::{Cell, Table, figures, words},
};
use crate::{
    domain::{number, points::Points, wording},
    edition::{manifest::Manifest, shown},
    rules::Indicator,
};

const HERE: Depth = Depth::Top;
/// Changed figures that are listed; all of them can be found by comparing the tables.
const MOST: usize = 500;

#[derive(Serialize)]
struct Revisions {
    editions: Table,
    changes: Option<Table>,
    more: bool,
}

impl Site<'_> {
    pub(super) fn revisions(&self) -> Page {
        let changes = self.changes();
        let model = Revisions {
            editions: self.editions(),
            changes: (!changes.rows.is_empty()).then_some(changes),
            more: self.release.changes.len() > MOST,
        };
        Page {
            path: "revisions.html".into(),
            depth: HERE,
            template: "revisions.html",
            title: self.words.of("nav_revisions").to_owned(),
            description: self.words.of("revisions_description").to_owned(),
            crumbs: vec![(self.words.of("home").to_owned(), "index.html".into())],
            section: "revisions",
            model: model_of(&model),
        }
    }

    fn editions(&self) -> Table {
        let mut table = Table::new(
            "editions",
            self.words.of("editions_caption"),
            vec![
                words(self.words.of("edition")),
                words(self.words.of("months")),
                words(self.words.of("rule_set")),
                words(self.words.of("revision_reason")),
            ],
        );
        let months = self.view.source.periods.iter().map(|result| result.counts.period.to_string());
        let reason = |reason: Option<&str>| {
            Cell::text(reason.unwrap_or(self.words.of("no_revision")).to_owned())
        };
        table.strong(vec![
            Cell::Code { text: self.release.edition.to_owned() },
            Cell::text(self.span(months)),
            Cell::text(self.view.source.rules.id.clone()),
            reason(self.release.reason),
        ]);
        for Manifest { edition, periods, rule_set, reason: why, .. } in self.release.earlier {
            let months = periods.iter().map(|period| period.period.clone());
            table.row(vec![
                Cell::Code { text: edition.clone() },
                Cell::text(self.span(months)),
                Cell::text(rule_set.id.clone()),
                reason(why.as_deref()),
            ]);
        }
        table
    }

    /// The first and the last month of an edition's periods.
    fn span(&self, periods: impl Iterator<Item = String>) -> String {
        use crate::domain::period::{Period, PeriodKind};
        let mut months: Vec<Period> = periods
            .filter_map(|period| period.parse().ok())
            .filter(|period: &Period| period.kind == PeriodKind::Month)
            .collect();
        months.sort_unstable();
        let name = |period: &Period| wording::period(*period).get(self.lang).to_owned();
        match (months.first(), months.last()) {
            (Some(first), Some(last)) if first == last => name(first),
            (Some(first), Some(last)) => format!("{} – {}", name(first), name(last)),
            _ => shown::ABSENT.to_owned(),
        }
    }

    fn changes(&self) -> Table {
        let mut table = Table::new(
            "changes",
            self.words.of("changes_caption"),
            vec![
                words(self.words.of("period")),
                words(self.words.of("unit")),
                words(self.words.of("indicator")),
                words(self.words.of("was")),
                figures(self.words.of("numerator")),
                figures(self.words.of("denominator")),
                figures(self.words.of("points")),
                words(self.words.of("published_in")),
            ],
        );
        let rules = self.view.source.rules;
        for change in self.release.changes.iter().take(MOST) {
            let period = change.period.parse().map_or_else(
                |_| change.period.clone(),
                |period| wording::period(period).get(self.lang).to_owned(),
            );
            let unit = self.view.source.units.index(&change.unit_id);
            let row = self
                .row("tables/indicators", &[&change.period, &change.unit_id, &change.indicator_id]);
            let title = |indicator: &Indicator| {
                format!(
                    "{} {}",
                    indicator.part,
                    self.lang.pick(&indicator.title.vi, &indicator.title.en)
                )
            };
            table.row(vec![
                Cell::text(period),
                Cell::text(
                    unit.map_or_else(|| change.unit_id.clone(), |unit| self.unit_name(unit)),
                ),
                Cell::text(
                    rules
                        .indicator(&change.indicator_id)
                        .map_or_else(|| change.indicator_id.clone(), title),
                ),
                Cell::text(self.former(&change.before)),
                row.figure("numerator").into(),
                row.figure("denominator").into(),
                row.figure("points").into(),
                Cell::Code { text: change.edition.clone() },
            ]);
        }
        table
    }

    /// A figure as an earlier edition had it, in the numbers of the page.
    fn former(
        &self,
        [numerator, denominator, points, status]: &crate::edition::read_back::Figure,
    ) -> String {
        let count = |text: &str| {
            text.parse().map_or_else(|_| text.to_owned(), |value| number::count(value, self.lang))
        };
        let known = crate::domain::cell::Status::ALL
            .into_iter()
            .find(|known| known.as_str() == status)
            .map(|known| shown::status(known).get(self.lang).to_owned());
        match Points::parse(points) {
            Some(Points(points)) => self.say(
                "former",
                &[
                    ("numerator", &count(numerator)),
                    ("denominator", &count(denominator)),
                    ("points", &number::hundredths(points, self.lang)),
                ],
            ),
            None => known.unwrap_or_else(|| status.clone()),
        }
    }
}
