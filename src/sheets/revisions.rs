//! The editions so far with their reasons, and every final figure that was changed, old beside new. In
//! a public view both are as the public saw them.

use super::{
    Cell, Sheet, Sheets, figures, sheet, words,
    words::{said, word},
};
use crate::{
    domain::{
        cell::Status,
        number::Decimal,
        period::{Period, PeriodKind},
        points::Points,
        text::Text,
        wording,
    },
    edition::{read_back, release::Release, shown},
};

/// Changed figures that are listed; all of them can be found by comparing the tables.
pub const MOST_CHANGES: usize = 500;

impl Sheets<'_> {
    /// This edition and those before it.
    pub fn editions(&self, release: &Release<'_>) -> Sheet {
        let columns = ["edition", "months", "rule_set", "revision_reason"].map(words).into();
        let mut sheet = sheet("editions", word("sheet.editions_caption"), columns);
        let mut add = |edition: &str, months: Text, rules: &str, reason: Option<&str>| {
            let cells = vec![
                Cell::Code(edition.to_owned()),
                months.into(),
                Text::name(rules).into(),
                reason.map_or_else(|| word("sheet.no_revision"), Text::name).into(),
            ];
            sheet.row(edition, cells).strong = edition == release.edition;
        };
        let own = self.view.source.periods.iter().map(|result| result.counts.period);
        add(release.edition, span(own), &self.view.source.rules.id, release.reason);
        for known in release.earlier {
            let periods = known.periods.iter().filter_map(|period| period.period.parse().ok());
            add(&known.edition, span(periods), &known.rule_set.id, known.reason.as_deref());
        }
        sheet
    }

    /// The figures that this edition changes.
    pub fn changes(&self, release: &Release<'_>) -> Sheet {
        let columns = vec![
            words("period"),
            words("unit"),
            words("indicator"),
            words("was"),
            figures("numerator"),
            figures("denominator"),
            figures("points"),
            words("published_in"),
        ];
        let mut sheet = sheet("changes", word("sheet.changes_caption"), columns);
        let (rules, units) = (self.view.source.rules, self.view.source.units);
        for change in release.changes.iter().take(MOST_CHANGES) {
            let period = change.period.parse().map(wording::period);
            let indicator = rules.indicator(&change.indicator_id).map(|known| {
                let titled = |title: &str| format!("{} {title}", known.part);
                Text::new(titled(&known.title.vi), titled(&known.title.en))
            });
            let unit = units.index(&change.unit_id).map(|unit| self.unit_name(unit));
            let key = [change.period.as_str(), &change.unit_id, &change.indicator_id];
            let row = self.book.row("tables/indicators", &key);
            let cells = vec![
                period.unwrap_or_else(|_| Text::name(&change.period)).into(),
                unit.unwrap_or_else(|| Text::name(&change.unit_id)).into(),
                indicator.unwrap_or_else(|| Text::name(&change.indicator_id)).into(),
                former(&change.before).into(),
                row.figure("numerator").into(),
                row.figure("denominator").into(),
                row.figure("points").into(),
                Cell::Code(change.edition.clone()),
            ];
            sheet.row(&change.unit_id, cells);
        }
        sheet
    }
}

/// The first and the last month of an edition's periods.
fn span(periods: impl Iterator<Item = Period>) -> Text {
    let mut months: Vec<Period> =
        periods.filter(|period| period.kind == PeriodKind::Month).collect();
    months.sort_unstable();
    match (months.first(), months.last()) {
        (Some(first), Some(last)) if first == last => wording::period(*first),
        (Some(first), Some(last)) => {
            let (first, last) = (wording::period(*first), wording::period(*last));
            Text::new(format!("{} – {}", first.vi, last.vi), format!("{} – {}", first.en, last.en))
        }
        _ => Text::name(shown::ABSENT),
    }
}

/// A figure as an earlier edition had it.
fn former([numerator, denominator, points, status]: &read_back::Figure) -> Text {
    let both = |number: Decimal| Text::both(|lang| number.text(lang));
    let count = |text: &str| match text.parse::<i64>() {
        Ok(value) => both(value.into()),
        Err(_) => Text::name(text),
    };
    let known = Status::ALL.into_iter().find(|known| known.as_str() == status);
    match (Points::parse(points), known) {
        (Some(points), _) => {
            let points = both(points.into());
            let (numerator, denominator) = (count(numerator), count(denominator));
            let parts =
                [("numerator", &numerator), ("denominator", &denominator), ("points", &points)];
            said("sheet.former", &parts)
        }
        (None, Some(known)) => shown::status(known),
        (None, None) => Text::name(status),
    }
}
