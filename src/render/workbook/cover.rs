//! The cover: who publishes what, of which period, as known when, by which rules, and what the
//! workbook is not. Vietnamese first, English beside it.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{book::Book, cells::text, page, styles::Styles};
use crate::domain::{text::Text, time::Day, wording, words};

const WIDTHS: [f64; 3] = [26.0, 66.0, 64.0];

pub fn write(sheet: &mut Worksheet, book: &Book<'_>, styles: &Styles) -> Result<(), XlsxError> {
    for (width, column) in WIDTHS.into_iter().zip(0..) {
        sheet.set_column_width(column, width)?;
    }
    text(sheet, 0, 0, book.view().authority_name, &styles.section)?;
    page::titles(sheet, 1, words::of("workbook.name"), styles)?;
    text(sheet, 3, 0, &wording::capital(&book.period_words().vi), &styles.section)?;
    let mut row = 5;
    let label = |id: &str| words::of(&format!("workbook.label.{id}")).vi.as_str();
    if book.view().invented {
        let remark = wording::invented();
        let cells = [label("alert"), &remark.vi, &remark.en];
        page::wrapped(sheet, row, cells, [56.0; 3], [&styles.alert; 3])?;
        row += 2;
    }
    let formats = [&styles.label, &styles.wrapped, &styles.wrapped];
    for (id, words) in facts(book) {
        page::wrapped(sheet, row, [label(id), &words.vi, &words.en], WIDTHS, formats)?;
        row += 1;
    }
    page::to_contents(sheet, row + 1, styles)
}

/// What is said, by the ids of its labels.
fn facts(book: &Book<'_>) -> Vec<(&'static str, Text)> {
    let (view, rules, shown) = (book.view(), book.rules(), book.period_words());
    let said = |key: &str| words::of(&format!("workbook.cover.{key}")).clone();
    let day = |day: Day| Text::new(wording::day(day).vi, day.to_string());
    let time = wording::up_to(view.cut_off, day);
    let cut_off = words::filled("workbook.cover.cut_off", &[("time", &time)]);
    let id = Text::name(&rules.id);
    let mut facts = vec![
        ("authority", Text::name(format!("{} ({})", view.authority_name, view.authority_id))),
        ("period", Text::new(wording::capital(&shown.vi), shown.en)),
        ("periods", periods(book)),
        ("cut_off", Text::new(wording::capital(&cut_off.vi), cut_off.en)),
        ("standing", standing(book)),
        (
            "coverage",
            book.complete_from().map_or_else(|| said("all_complete"), wording::incomplete_before),
        ),
        (
            "rule_set",
            words::filled("workbook.cover.rule_set", &[("title", &rules.title), ("id", &id)]),
        ),
        ("hash", Text::name(&rules.hash)),
        ("basis", rules.basis.clone()),
        ("targets", view.source.targets.title.clone()),
        ("is", said("is")),
        ("is_not", said("is_not")),
    ];
    facts.retain(|(id, _)| *id != "targets" || !view.source.targets.targets.is_empty());
    facts
}

fn periods(book: &Book<'_>) -> Text {
    let mut known: Vec<_> = book.view().source.periods.iter().map(|of| of.counts.period).collect();
    known.sort_unstable();
    let list: Vec<Text> = known.into_iter().map(wording::period).collect();
    let list = Text::joined(&list, &Text::name("; "));
    Text::new(wording::capital(&list.vi), list.en)
}

fn standing(book: &Book<'_>) -> Text {
    let periods = book.view().source.periods.iter().map(|of| &of.counts);
    let open: Vec<Text> = periods
        .filter(|counts| counts.provisional)
        .map(|counts| wording::period(counts.period))
        .collect();
    if open.is_empty() {
        return words::of("workbook.cover.all_final").clone();
    }
    let open = Text::joined(&open, &Text::name("; "));
    words::filled("workbook.cover.some_provisional", &[("periods", &open)])
}
