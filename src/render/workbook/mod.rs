//! The workbook of an edition: one XLSX file that an official opens, prints and sends on. It is made
//! of the published tables alone, so that it can show nothing that they do not; cover, contents and
//! notes stand before them, a few sheets for people after, then every table with its numbers as
//! numbers. The bytes depend on the content alone: the only time in the file is the cut-off.

mod book;
mod cells;
mod contents;
mod cover;
mod data;
mod dictionary;
mod leaf;
mod marks;
mod matrix;
mod notes;
mod page;
mod people_csv;
mod plan;
mod ranking;
mod rows;
mod styles;
mod trend;
mod whole;
mod words;

#[cfg(test)]
mod tests;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::{disclose::Policy, domain::text::Text};
use crate::{
    domain::{period::Period, time::SECONDS_PER_DAY},
    schema::{Table, Value},
};
use cells::clean_text;
use leaf::Part;
use styles::Styles;

pub use book::Book;
use book::title;
pub use people_csv::people_csv;
pub use words::Titles;

/// Every file that is made for people who use a spreadsheet, with its path within the edition.
pub fn files(book: &Book<'_>) -> Result<Vec<(String, Vec<u8>)>, XlsxError> {
    let titles = book.titles();
    let workbook = ("xlsx/workbook.xlsx".to_owned(), xlsx(book)?);
    let csv = |table: &Table| {
        let shown = Table {
            name: table.name,
            columns: table.columns,
            rows: of_shown_periods(table, book.shown),
        };
        (format!("xlsx/csv/{}.csv", table.name), people_csv(&shown, &titles))
    };
    Ok(std::iter::once(workbook).chain(book.tables.iter().map(csv)).collect())
}

/// The rows of the period shown and of the longer ones that contain it: what somebody who opens a
/// file by hand looks for. All periods stand in `tables/`, and in the workbook where they have room.
fn of_shown_periods(table: &Table, shown: Period) -> Vec<Vec<Value>> {
    let Some(period) = table.columns.iter().position(|column| column.name == "period") else {
        return table.rows.clone();
    };
    let names = shown.and_longer().map(|period| Value::Text(period.to_string()));
    table.rows.iter().filter(|row| names.contains(&row[period])).cloned().collect()
}

/// The note of a public edition on how its figures were made fit for everyone.
pub fn disclosure_note(policy: &Policy) -> Text {
    let Policy { threshold, base, .. } = policy;
    Text::new(
        format!(
            "Số liệu công khai: mỗi số đếm được làm tròn đến bội số gần nhất của {base}; số liệu dựa \
             trên ít hơn {threshold} trường hợp không công bố và mang ký hiệu [c]. Điểm và thứ hạng \
             tính lại từ số đã làm tròn, nên cộng các đơn vị có thể không bằng số của toàn cơ quan."
        ),
        format!(
            "Public figures: every count is rounded to the nearest multiple of {base}; a figure that \
             rests on fewer than {threshold} cases is withheld and marked [c]. Points and ranks are \
             computed from the rounded counts, so that units need not add up to the authority."
        ),
    )
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
            Part::Contents => contents::write(sheet, &leaves, &styles)?,
            Part::Notes => notes::write(sheet, book, &leaves, &styles)?,
            Part::Ranking(table) => ranking::write(sheet, book, leaf, table, &styles)?,
            Part::Whole(table) => whole::write(sheet, book, leaf, table, &styles)?,
            Part::Matrix(kind, table) => matrix::write(sheet, book, leaf, *kind, table, &styles)?,
            Part::Trend(chart, body) => trend::write(sheet, book, leaf, chart, body, &styles)?,
            Part::Data(data) => data::write(sheet, book, leaf, data, &styles)?,
            Part::Dictionary => dictionary::write(sheet, book, leaf, &leaves, &styles)?,
        }
    }
    workbook.save_to_buffer()
}

fn properties(book: &Book<'_>) -> Result<DocProperties, XlsxError> {
    let shown = book.shown_words();
    let day = book.cut_off.day().to_date();
    let second = book.cut_off.second_of_day().clamp(0, SECONDS_PER_DAY - 1);
    let (year, month, of_month) =
        (chrono::Datelike::year(&day), chrono::Datelike::month(&day), chrono::Datelike::day(&day));
    let made = ExcelDateTime::from_ymd(year.clamp(1900, 9999) as u16, month as u8, of_month as u8)?
        .and_hms((second / 3600) as u16, (second / 60 % 60) as u8, (second % 60) as f64)?;
    let property = |text: &str| clean_text(text).into_owned();
    Ok(DocProperties::new()
        .set_title(format!("{}, {}", title().vi, shown.vi))
        .set_subject(property(&format!("{}; {}; {}", book.authority_name, shown.vi, title().en)))
        .set_author(property(book.authority_name))
        .set_company(property(book.authority_name))
        .set_keywords("Quyết định 766/QĐ-TTg; thủ tục hành chính; dịch vụ công; chỉ số")
        .set_comment(property(&book.rules.basis.vi))
        .set_status(if book.provisional(book.shown) { "Tạm tính" } else { "Chính thức" })
        .set_custom_property("Language", "vi-VN")
        .set_custom_property("Cut-off", book.cut_off.to_string())
        .set_custom_property("Rule set", property(&book.rules.id))
        .set_custom_property("Rule set SHA-256", property(&book.rules.hash))
        .set_creation_datetime(&made))
}
