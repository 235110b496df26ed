//! What can still be done as a workbook: one sheet for each unit, its actions in their order. Texts are texts,
//! whatever they begin with. The bytes depend on the table alone.

use std::collections::BTreeSet;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError,
};

use super::workbook::clean_text;
use crate::{
    domain::text::Lang,
    schema::{Column, Table, Value, codes, encode},
};

/// The columns that tell sheets apart and are not shown on them: period, id and name of the unit.
const OF_SHEET: usize = 3;
/// What a sheet's name holds at most, and the signs that may not be in it.
const LONGEST: usize = 31;
const REFUSED: &[char] = &['[', ']', ':', '*', '?', '/', '\\', '\''];
/// What only programs ask for.
const FOR_PROGRAMS: &str = "fact";
/// Rows of a sheet, which holds 1,048,576 with its headings.
const MOST: usize = 1_000_000;
/// Letters of the widest column.
const WIDEST: usize = 70;
/// The height of the headings, which take two lines, in points.
const HEADINGS: f64 = 32.0;
const DAY: f64 = 86_400_000_000.0;
/// Day 0 of this program as a spreadsheet counts days.
const EPOCH: f64 = 25_569.0;

/// The file; a unit with more rows than a sheet holds has several.
pub fn xlsx(table: &Table, title: &str, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(1980, 1, 1)?;
    let properties = DocProperties::new().set_title(clean_text(title)).set_creation_datetime(&made);
    workbook.set_properties(&properties);
    let mut names = BTreeSet::new();
    let mut units: Vec<(&Value, Vec<&Vec<Value>>)> = Vec::new();
    for row in &table.rows {
        match units.last_mut() {
            Some((unit, rows)) if **unit == row[1] => rows.push(row),
            _ => units.push((&row[1], vec![row])),
        }
    }
    for (unit, rows) in &units {
        for rows in rows.chunks(MOST) {
            sheet(&mut workbook, &named(&words(unit), &mut names), table, rows, title, lang)?;
        }
    }
    if units.is_empty() {
        sheet(&mut workbook, "–", table, &[], title, lang)?;
    }
    workbook.save_to_buffer()
}

fn sheet(
    workbook: &mut Workbook,
    name: &str,
    table: &Table,
    rows: &[&Vec<Value>],
    title: &str,
    lang: Lang,
) -> Result<(), XlsxError> {
    let text = Format::new().set_quote_prefix().set_align(FormatAlign::Top);
    let head = text.clone().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Thin);
    let plain = Format::new().set_align(FormatAlign::Top);
    let time = plain.clone().set_num_format("dd/mm/yyyy hh:mm");
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?.set_landscape().set_print_fit_to_pages(1, 0);
    let unit = rows.first().map_or_else(String::new, |row| format!(" – {}", words(&row[2])));
    let strong = Format::new().set_quote_prefix().set_bold();
    sheet.write_string_with_format(0, 0, &*clean_text(&format!("{title}{unit}")), &strong)?;
    let shown = OF_SHEET..table.columns.len();
    let shown = shown.filter(|place| table.columns[*place].name != FOR_PROGRAMS);
    for (column, place) in (0..).zip(shown) {
        let known = &table.columns[place];
        let title = heading(known, lang);
        let cells = rows.iter().map(|row| in_words(known, &row[place], lang).chars().count());
        let width = cells.chain([title.chars().count().min(14)]).max().unwrap_or(8).min(WIDEST);
        sheet.set_column_width(column, width as f64 + 2.0)?;
        sheet.write_string_with_format(2, column, &*clean_text(&title), &head)?;
        for (line, row) in (3..).zip(rows) {
            match &row[place] {
                Value::Null => {}
                Value::Int(number) => {
                    sheet.write_number_with_format(line, column, *number as f64, &plain)?;
                }
                Value::Decimal(number) => {
                    let places = format!("0.{}", "0".repeat(number.places.into()));
                    let format = plain.clone().set_num_format(places);
                    sheet.write_number_with_format(line, column, number.to_f64(), &format)?;
                }
                Value::Time(at) => {
                    let days = at.micros() as f64 / DAY + EPOCH;
                    sheet.write_number_with_format(line, column, days, &time)?;
                }
                other => {
                    let words = in_words(known, other, lang);
                    sheet.write_string_with_format(line, column, &*clean_text(&words), &text)?;
                }
            }
        }
    }
    sheet.set_row_height(2, HEADINGS)?;
    sheet.set_freeze_panes(3, 1)?;
    Ok(())
}

/// What a column is called: its meaning up to the first remark.
fn heading(column: &Column, lang: Lang) -> String {
    let means = column.means(lang);
    means.split([';', '(', ',']).next().unwrap_or(means).trim().to_owned()
}

/// A value as it is read; the guard of CSV has no place here.
fn words(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        other => encode::text(other),
    }
}

/// The same of a coded column, by the meaning of its code.
fn in_words(column: &Column, value: &Value, lang: Lang) -> String {
    let words = words(value);
    let code = codes::of(column).iter().find(|code| code.name == words);
    code.map_or(words, |code| code.meaning().get(lang).to_owned())
}

/// A name that a sheet may bear, and that no other bears.
fn named(id: &str, taken: &mut BTreeSet<String>) -> String {
    let clean: String = clean_text(id).chars().filter(|sign| !REFUSED.contains(sign)).collect();
    let clean = if clean.trim().is_empty() { "–".to_owned() } else { clean };
    let cut = |text: &str, most: usize| -> String {
        let mut units = 0;
        let short = text.chars().take_while(|sign| {
            units += sign.len_utf16();
            units <= most
        });
        short.collect()
    };
    let mut name = cut(&clean, LONGEST);
    let mut number = 2;
    while !taken.insert(name.to_lowercase()) {
        let ending = format!(" ({number})");
        name = cut(&clean, LONGEST - ending.len()) + &ending;
        number += 1;
    }
    name
}
