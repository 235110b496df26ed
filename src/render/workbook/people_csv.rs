//! A table as CSV for people, to be opened by a double click in a spreadsheet set to Vietnamese:
//! UTF-8 with a byte order mark, a semicolon between cells, a decimal comma, dates as day/month/year,
//! headings and codes in words. Such a spreadsheet guesses types, so text that it would take for a
//! formula (CWE-1236), a number or a date gets a leading apostrophe: procedure code 1.000123 must not
//! become a million. Machines read the CSV in `tables/` instead.

use super::{cells::clean_text, marks::Mark, words::Titles};
use crate::{
    domain::wording,
    schema::{Rows, Value, guard},
};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The table with a heading row; codes are replaced by their words where they have some.
pub fn people_csv(table: &dyn Rows, titles: &Titles<'_>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.to_vec());
    // Writing to memory cannot fail.
    let _ = writer.write_record(table.columns().iter().map(super::words::heading));
    let status = table.columns().iter().position(|column| column.name == "status");
    for row in table.rows() {
        let mark = Mark::in_row(table.name(), status.map(|place| &row[place]));
        let _ = writer.write_record(table.columns().iter().enumerate().map(|(place, column)| {
            match titles.of(column, &row[place]) {
                Some(words) => guarded(&words.vi),
                None => text(&row[place], mark),
            }
        }));
    }
    writer.into_inner().unwrap_or_default()
}

fn text(value: &Value, mark: Mark) -> String {
    match value {
        Value::Null => mark.text().to_owned(),
        Value::Text(text) => guarded(text),
        Value::Bool(flag) => if *flag { "có" } else { "không" }.to_owned(),
        Value::Int(number) => number.to_string(),
        Value::Decimal(number) => number.to_string().replace('.', ","),
        Value::Date(day) => wording::day(*day).vi,
        Value::Time(time) => time.to_naive().format("%d/%m/%Y %H:%M:%S").to_string(),
    }
}

/// Text that a spreadsheet leaves as it is.
fn guarded(text: &str) -> String {
    let text = clean_text(text);
    let figures = |letter: char| letter.is_ascii_digit() || " .,/:-%eE()".contains(letter);
    let number = text.starts_with(|first: char| first.is_ascii_digit() || ".,(".contains(first))
        && text.chars().all(figures);
    if number { format!("'{text}") } else { guard::guarded(&text).into_owned() }
}
