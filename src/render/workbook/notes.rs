//! The notes: what the marks mean, how the figures are to be read, what is missing and why, what is
//! not in the workbook, and how each indicator was understood. Whoever quotes a number finds here
//! what it says.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{
    book::Book,
    cells::{self, text},
    leaf::Leaf,
    marks::Mark,
    page,
    styles::Styles,
};
use crate::{
    disclose::{Policy, Rounding},
    domain::{
        cell::Status,
        text::{Lang, Text},
        wording, words,
    },
    edition::shown,
};

const WIDTHS: [f64; 4] = [8.0, 44.0, 66.0, 62.0];

/// A sheet of notes that grows downwards: a short column, a label, Vietnamese and English.
struct Page<'s> {
    sheet: &'s mut Worksheet,
    styles: &'s Styles,
    row: u32,
}

impl Page<'_> {
    fn section(&mut self, id: &str) -> Result<(), XlsxError> {
        self.section_of(said(id))
    }

    fn section_of(&mut self, words: &Text) -> Result<(), XlsxError> {
        self.row += 1;
        text(self.sheet, self.row, 0, &cells::both(words), &self.styles.section)?;
        self.row += 1;
        Ok(())
    }

    fn line(&mut self, short: &str, label: &str, words: &Text) -> Result<(), XlsxError> {
        let (label_format, wrapped) = (&self.styles.label, &self.styles.wrapped);
        let formats = [label_format, label_format, wrapped, wrapped];
        page::wrapped(self.sheet, self.row, [short, label, &words.vi, &words.en], WIDTHS, formats)?;
        self.row += 1;
        Ok(())
    }
}

fn said(id: &str) -> &'static Text {
    words::of(&format!("workbook.notes.{id}"))
}

pub fn write(
    sheet: &mut Worksheet,
    book: &Book<'_>,
    own: &Leaf<'_>,
    leaves: &[Leaf<'_>],
    styles: &Styles,
) -> Result<(), XlsxError> {
    for (width, column) in WIDTHS.into_iter().zip(0..) {
        sheet.set_column_width(column, width)?;
    }
    page::head(sheet, own, None, styles)?;
    let mut page = Page { sheet, styles, row: 3 };
    if book.view().invented {
        page.section("alert")?;
        page.line("!", "", &wording::invented())?;
    }
    if let Some(from) = book.complete_from() {
        page.section("incomplete")?;
        page.line("!", "", &wording::incomplete_before(from))?;
        page.line("", "", said("incomplete_periods"))?;
    }
    page.section("marks")?;
    for mark in Mark::ALL {
        page.line(mark.text(), "", mark.meaning())?;
    }
    page.section("statuses")?;
    for status in Status::ALL {
        page.line("", status.as_str(), &shown::status(status))?;
    }
    page.section("readings")?;
    let readings = words::section("workbook.reading").map(|(_, words)| words.clone());
    for (words, number) in readings.chain(book.policy.into_iter().flat_map(disclosed)).zip(1..) {
        page.line(&number.to_string(), "", &words)?;
    }
    let told: Vec<_> = leaves.iter().filter_map(|leaf| Some((leaf, leaf.remark()?))).collect();
    if !told.is_empty() {
        page.section("shortened")?;
    }
    for (leaf, remark) in told {
        page.line("", &leaf.sheet, remark)?;
    }
    missing(&mut page, book)?;
    page.section("indicators")?;
    for indicator in &book.rules().indicators {
        page.line(&indicator.part, &indicator.title.vi, &indicator.reading)?;
    }
    let targets = book.view().source.targets;
    if !targets.targets.is_empty() {
        page.section("targets")?;
        page.line("", &targets.title.vi, &targets.basis)?;
        for target in &targets.targets {
            page.line("", &target.title.vi, &target.basis)?;
        }
    }
    Ok(())
}

/// How figures of a public edition were made fit for everyone.
fn disclosed(policy: Policy) -> Vec<Text> {
    let Some(Rounding { threshold, base }) = policy.rounding() else {
        return shown::portal(policy);
    };
    let [threshold, base] = [threshold, base].map(|n| Text::name(n.to_string()));
    vec![words::filled("workbook.rounded", &[("threshold", &threshold), ("base", &base)])]
}

/// The indicators of the authority that have no value in the shown period.
fn missing(page: &mut Page<'_>, book: &Book<'_>) -> Result<(), XlsxError> {
    let period = book.period_words();
    page.section_of(&words::filled("workbook.notes.missing", &[("period", &period)]))?;
    let columns = ["part", "indicator", "status", "reason"];
    let missing = book.sheets.missing(0).choose(&columns);
    for line in &missing.rows {
        let [part, title, status, why] = [0, 1, 2, 3].map(|place: usize| {
            let cell = &line.cells[place];
            Text::new(cell.text(Lang::Vi), cell.text(Lang::En))
        });
        let vi = format!("{}. {}", wording::capital(&status.vi), why.vi);
        let en = format!("{}: {}. {}", title.en, status.en, why.en);
        page.line(&part.vi, &title.vi, &Text { vi, en })?;
    }
    if missing.rows.is_empty() {
        page.line("", "", said("none_missing"))?;
    }
    Ok(())
}
