//! What every sheet has in common: A4 on its side, one page wide, its heading rows repeated, who
//! publishes it and the page number at the foot; title, English title and the way back to the
//! contents at the top.

use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::{
    book::Book,
    cells::{clean_text, text},
    leaf::{Leaf, Part},
    styles::Styles,
};
use crate::domain::text::Text;

/// Rows above the first row of headings: title, English title, remark.
pub const TITLE_ROWS: u32 = 3;
const A4: u8 = 9;
/// A line of text, and the tallest row, in points.
const LINE: f64 = 15.0;
const TALLEST: f64 = 400.0;
/// The row of a title, in points.
pub const TITLE_HEIGHT: f64 = 21.0;
/// Letters of running text on one unit of width, which is a figure wide; with room to spare.
const LETTERS: f64 = 1.15;
/// A footer holds 255 characters, of which the authority may take this many.
const FOOTER_NAME: usize = 90;

/// Paper, margins and footer of a sheet.
pub fn set_up(sheet: &mut Worksheet, book: &Book<'_>, leaf: &Leaf<'_>) -> Result<(), XlsxError> {
    let plain = |text: &str| clean_text(text).replace('&', "&&");
    let name: String = clean_text(book.authority_name).chars().take(FOOTER_NAME).collect();
    let footer = format!(
        "&L&8 {}, {}&C&8 {}&R&8 Trang &P/&N",
        plain(&name),
        plain(&book.shown_words().vi),
        plain(&leaf.sheet)
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
    sheet.set_row_height(0, TITLE_HEIGHT)?;
    text(sheet, 0, 0, &with(&leaf.title.vi, period.map(|p| p.vi.as_str())), &styles.title)?;
    text(sheet, 1, 0, &with(&leaf.title.en, period.map(|p| p.en.as_str())), &styles.subtitle)?;
    to_contents(sheet, 2, styles)
}

/// The way to the contents.
pub fn to_contents(sheet: &mut Worksheet, row: u32, styles: &Styles) -> Result<(), XlsxError> {
    let url = Url::new("internal:'Mục lục'!A1").set_text("→ Mục lục");
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

/// Headings of a table, and above them the names for machines.
pub fn headings(
    sheet: &mut Worksheet,
    row: u32,
    headings: &[(&str, &str)],
    widths: &[f64],
    styles: &Styles,
) -> Result<(), XlsxError> {
    for ((place, (machine, words)), width) in (0..).zip(headings).zip(widths) {
        text(sheet, row, place, machine, &styles.machine)?;
        text(sheet, row + 1, place, words, &styles.heading)?;
        sheet.set_column_width(place, *width)?;
    }
    // Bold and with the button of the filter, a heading needs more room than its letters.
    let narrowed = headings.iter().zip(widths).map(|((_, words), width)| (*words, width * 0.75));
    fit(sheet, row + 1, narrowed)?;
    sheet.set_repeat_rows(row + 1, row + 1)?;
    Ok(())
}
