//! One value into one cell: numbers as numbers, dates as dates, text as text. Text is cleaned like
//! the names on charts and cut where a cell ends; nothing a file holds can become a formula.

use std::borrow::Cow;

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::styles::Styles;
use crate::{
    domain::{
        text::{Text, clean},
        time::SECONDS_PER_DAY,
    },
    schema::Value,
};

/// What a cell holds at most, in units of UTF-16.
const LONGEST: usize = 32_767;
const CUT: &str = " … [bị cắt bớt]";
/// Digits beyond the fifteenth are lost in a spreadsheet; such a number is written as text.
const LARGEST: i64 = 999_999_999_999_999;
/// Day 0 of this program as a spreadsheet counts days, and the first day on which both agree.
const EPOCH: i32 = 25_569;
const FIRST_DAY: i32 = 61 - EPOCH;

/// Writes text.
pub fn text(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let text = clean_text(text);
    sheet.write_string_with_format(row, column, &*text, format)?;
    Ok(())
}

/// Writes a value into a column that has its format; the cell of an absent one stays empty.
pub fn plain(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: &Value,
    styles: &Styles,
) -> Result<(), XlsxError> {
    match (number(value), value) {
        (Some(number), _) => sheet.write_number(row, column, number)?,
        (None, Value::Bool(flag)) => sheet.write_boolean(row, column, *flag)?,
        (None, Value::Text(words)) => sheet.write_string(row, column, &*clean_text(words))?,
        (None, Value::Null) => sheet,
        (None, other) => {
            sheet.write_string_with_format(row, column, beyond(other), &styles.mark)?
        }
    };
    Ok(())
}

/// A number as a spreadsheet holds it: an integer, a decimal or days since 1900.
pub fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Int(number) if number.abs() <= LARGEST => Some(*number as f64),
        Value::Decimal(number) => Some(number.to_f64()),
        Value::Date(day) if day.0 >= FIRST_DAY => Some(f64::from(day.0 + EPOCH)),
        Value::Time(time) if time.day().0 >= FIRST_DAY => {
            let seconds = time.second_of_day() as f64;
            Some(f64::from(time.day().0 + EPOCH) + seconds / SECONDS_PER_DAY as f64)
        }
        _ => None,
    }
}

/// What no spreadsheet can hold as a number.
fn beyond(value: &Value) -> String {
    match value {
        Value::Int(number) => number.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Time(time) => time.to_string(),
        Value::Text(_) | Value::Bool(_) | Value::Decimal(_) | Value::Null => String::new(),
    }
}

/// Both languages, one behind the other.
pub fn both(text: &Text) -> String {
    format!("{} / {}", text.vi, text.en)
}

/// The text alternative of a chart; a spreadsheet takes 255 characters of it.
pub fn alternative(text: &str) -> String {
    const LONGEST: usize = 255;
    let text = clean_text(text);
    match text.char_indices().nth(LONGEST) {
        None => text.into_owned(),
        Some(_) => text.chars().take(LONGEST - 1).chain(['…']).collect(),
    }
}

/// Text as a cell may hold it.
pub fn clean_text(text: &str) -> Cow<'_, str> {
    let ordinary = |pair: &[u8]| pair[0].is_ascii_graphic() || (pair[0] == b' ' && pair[1] != b' ');
    let bytes = text.as_bytes();
    let is_clean = match (bytes.first(), bytes.last()) {
        (Some(first), Some(last)) => {
            *first != b' ' && last.is_ascii_graphic() && bytes.windows(2).all(ordinary)
        }
        _ => true,
    };
    if is_clean && text.len() <= LONGEST {
        return Cow::Borrowed(text);
    }
    let cleaned = clean(text);
    if cleaned.encode_utf16().count() <= LONGEST {
        return Cow::Owned(cleaned);
    }
    let room = LONGEST - CUT.encode_utf16().count();
    let mut used = 0;
    let kept: String = cleaned
        .chars()
        .take_while(|letter| {
            used += letter.len_utf16();
            used <= room
        })
        .collect();
    Cow::Owned(kept + CUT)
}
