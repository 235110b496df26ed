//! The workbook of an edition: one XLSX file that an official opens, prints and sends on. Cover,
//! contents and notes stand first, then a few of the sheets for people (`sheets`), then every published
//! table with its numbers as numbers; none of them makes a figure. The bytes depend on the content alone: the only time in the file is the cut-off.

mod book;
mod cells;
mod contents;
mod cover;
mod data;
mod dictionary;
mod excerpt;
mod leaf;
mod marks;
mod notes;
mod page;
mod people;
mod people_csv;
mod plan;
mod ranking;
mod styles;
mod trend;
mod words;

#[cfg(test)]
mod tests;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::{
    domain::{time::SECONDS_PER_DAY, words as said},
    edition::table_csv::LONG_SHEET,
    schema::Rows,
};
use excerpt::Excerpt;
use leaf::Part;
use styles::Styles;

pub use book::Book;
pub use cells::clean_text;
pub use people_csv::people_csv;
pub use words::Titles;

/// Makes every file for people who use a spreadsheet and lets `take` have each by its path within the
/// edition. As CSV a table has the rows of the period shown and of the longer ones that contain it: what
/// somebody who opens a file by hand looks for; a table that is long even so has none. All periods stand in `tables/`, and in the workbook where
/// they have room.
pub fn files<E: From<XlsxError>>(
    book: &Book<'_>,
    mut take: impl FnMut(String, Vec<u8>) -> Result<(), E>,
) -> Result<(), E> {
    take("xlsx/workbook.xlsx".to_owned(), xlsx(book)?)?;
    let (titles, shown) = (book.titles(), book.shown().and_longer());
    for table in book.tables {
        let excerpt = Excerpt::of(*table, &shown);
        if excerpt.rows().count() * table.columns().len() <= LONG_SHEET {
            take(format!("xlsx/csv/{}.csv", table.name()), people_csv(&excerpt, &titles))?;
        }
    }
    Ok(())
}

/// The workbook. A table larger than a person can use is shortened or left out, and the notes say so.
pub fn xlsx(book: &Book<'_>) -> Result<Vec<u8>, XlsxError> {
    let leaves = plan::leaves(book);
    let styles = Styles::new();
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(book)?);
    for leaf in &leaves {
        let sheet = workbook.add_worksheet();
        sheet.set_name(&leaf.sheet)?;
        page::set_up(sheet, book, leaf)?;
        match &leaf.part {
            Part::Cover => cover::write(sheet, book, &styles)?,
            Part::Contents => contents::write(sheet, leaf, &leaves, &styles)?,
            Part::Notes => notes::write(sheet, book, leaf, &leaves, &styles)?,
            Part::People(people) => people::write(sheet, book, leaf, people, &styles)?,
            Part::Trend(chart, body) => trend::write(sheet, leaf, chart, body, &styles)?,
            Part::Data(data) => data::write(sheet, book, leaf, data, &styles)?,
        }
    }
    workbook.save_to_buffer()
}

fn properties(book: &Book<'_>) -> Result<DocProperties, XlsxError> {
    let (view, rules, shown) = (book.view(), book.rules(), book.period_words());
    let title = said::of("workbook.name");
    let day = view.cut_off.day().to_date();
    let second = view.cut_off.second_of_day().clamp(0, SECONDS_PER_DAY - 1);
    let (year, month, of_month) =
        (chrono::Datelike::year(&day), chrono::Datelike::month(&day), chrono::Datelike::day(&day));
    let made = ExcelDateTime::from_ymd(year.clamp(1900, 9999) as u16, month as u8, of_month as u8)?
        .and_hms((second / 3600) as u16, (second / 60 % 60) as u8, (second % 60) as f64)?;
    let property = |text: &str| clean_text(text).into_owned();
    let provisional = view.shown.counts.provisional;
    let status = if provisional { "workbook.provisional" } else { "workbook.final" };
    Ok(DocProperties::new()
        .set_title(format!("{}, {}", title.vi, shown.vi))
        .set_subject(property(&format!("{}; {}; {}", view.authority_name, shown.vi, title.en)))
        .set_author(property(view.authority_name))
        .set_company(property(view.authority_name))
        .set_keywords(&said::of("workbook.keywords").vi)
        .set_comment(property(&rules.basis.vi))
        .set_status(&said::of(status).vi)
        .set_custom_property("Language", "vi-VN")
        .set_custom_property("Cut-off", view.cut_off.to_string())
        .set_custom_property("Rule set", property(&rules.id))
        .set_custom_property("Rule set SHA-256", property(&rules.hash))
        .set_creation_datetime(&made))
}
