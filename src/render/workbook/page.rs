//! What every sheet has in common: A4 on its side, one page wide, its heading rows repeated, who
//! publishes it and the page number at the foot; title, English title and the way back to the
//! contents at the top.

use rust_xlsxwriter::{Format, Url, Worksheet, XlsxError};

use super::{
    book::Book,
    cells::{clean_text, text},
    leaf::{Leaf, Part, name_of},
    styles::Styles,
};
use crate::domain::{text::Text, words};

/// Rows above the first row of headings: title, English title, remark.
pub const TITLE_ROWS: u32 = 3;
const A4: u8 = 9;
/// A line of text, and the tallest row, in points.
const LINE: f64 = 15.0;
const TALLEST: f64 = 400.0;
/// The row of a title, in points.
const TITLE_HEIGHT: f64 = 21.0;
/// Letters of running text on one unit of width, which is a figure wide; with room to spare.
const LETTERS: f64 = 1.15;
/// A footer holds 255 characters, of which the authority may take this many.
const FOOTER_NAME: usize = 90;

/// Paper, margins and footer of a sheet.
pub fn set_up(sheet: &mut Worksheet, book: &Book<'_>, leaf: &Leaf<'_>) -> Result<(), XlsxError> {
    let plain = |text: &str| clean_text(text).replace('&', "&&");
    let name: String = clean_text(book.view().authority_name).chars().take(FOOTER_NAME).collect();
    let footer = format!(
        "&L&8 {}, {}&C&8 {}&R&8 {} &P/&N",
        plain(&name),
        plain(&book.period_words().vi),
        plain(&leaf.sheet),
        words::of("workbook.page").vi
    );
    sheet
        .set_paper_size(A4)
        .set_landscape()
        .set_margins(0.5, 0.5, 0.6, 0.7, 0.3, 0.3)
        .set_print_fit_to_pages(1, 0)
        .set_footer(footer);
    let text_alone = matches!(leaf.part, Part::Cover | Part::Contents | Part::Notes);
    sheet.set_screen_gridlines(!text_alone);
    Ok(())
}

/// The title rows of a sheet of figures.
pub fn head(
    sheet: &mut Worksheet,
    leaf: &Leaf<'_>,
    period: Option<&Text>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let with = |title: &str, period: Option<&str>| match period {
        Some(period) => format!("{title}, {period}"),
        None => title.to_owned(),
    };
    let vi = with(&leaf.title.vi, period.map(|period| period.vi.as_str()));
    let en = with(&leaf.title.en, period.map(|period| period.en.as_str()));
    titles(sheet, 0, &Text { vi, en }, styles)?;
    to_contents(sheet, 2, styles)
}

/// A title in both languages.
pub fn titles(
    sheet: &mut Worksheet,
    row: u32,
    title: &Text,
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_row_height(row, TITLE_HEIGHT)?;
    text(sheet, row, 0, &title.vi, &styles.title)?;
    text(sheet, row + 1, 0, &title.en, &styles.subtitle)
}

/// A row of wrapped texts, from the first column on, in columns of these widths.
pub fn wrapped<const N: usize>(
    sheet: &mut Worksheet,
    row: u32,
    cells: [&str; N],
    widths: [f64; N],
    formats: [&Format; N],
) -> Result<(), XlsxError> {
    fit(sheet, row, cells.into_iter().zip(widths))?;
    for ((words, format), column) in cells.into_iter().zip(formats).zip(0..) {
        text(sheet, row, column, words, format)?;
    }
    Ok(())
}

/// The way to the contents.
pub fn to_contents(sheet: &mut Worksheet, row: u32, styles: &Styles) -> Result<(), XlsxError> {
    let url = Url::new(format!("internal:'{}'!A1", name_of("contents")));
    let url = url.set_text(&words::of("workbook.to_contents").vi);
    sheet.write_url_with_format(row, 0, url, &styles.link)?;
    Ok(())
}

/// The height of a row whose texts are wrapped in columns of these widths. It is set rather than left
/// to the program that opens the file: not every one measures wrapped text.
pub fn fit<'t>(
    sheet: &mut Worksheet,
    row: u32,
    cells: impl Iterator<Item = (&'t str, f64)>,
) -> Result<(), XlsxError> {
    let lines = |(words, width): (&str, f64)| {
        (words.chars().count() as f64 / ((width - 1.0) * LETTERS)).ceil()
    };
    let lines = cells.map(lines).fold(1.0, f64::max);
    sheet.set_row_height(row, (LINE * lines + 2.0).min(TALLEST))?;
    Ok(())
}

/// Headings of a table in one row, and in another its names for machines.
pub fn headings(
    sheet: &mut Worksheet,
    [machine_row, row]: [u32; 2],
    headings: &[(&str, &str)],
    widths: &[f64],
    styles: &Styles,
) -> Result<(), XlsxError> {
    for ((place, (machine, words)), width) in (0..).zip(headings).zip(widths) {
        text(sheet, machine_row, place, machine, &styles.machine)?;
        text(sheet, row, place, words, &styles.heading)?;
        sheet.set_column_width(place, *width)?;
    }
    // Bold and with the button of the filter, a heading needs more room than its letters.
    let narrowed = headings.iter().zip(widths).map(|((_, words), width)| (*words, width * 0.75));
    fit(sheet, row, narrowed)?;
    sheet.set_repeat_rows(row, row)?;
    Ok(())
}
