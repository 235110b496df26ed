//! The table of a chart as CSV for machines: RFC 4180 with CRLF, UTF-8 without BOM, a heading of
//! English ids, decimal points. Text that a spreadsheet would take for a formula gets a leading
//! apostrophe; numbers are written by this room and stay numbers.

use std::borrow::Cow;

use ::csv::{Terminator, WriterBuilder};

use crate::domain::number::Decimal;
use crate::domain::text::clean;
use crate::schema::guard::guarded;

/// A table: ids of columns, with commas between them, and rows of as many fields.
pub(super) struct Table {
    pub header: &'static str,
    pub rows: Vec<Vec<Field>>,
}

/// A field of a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Field {
    /// A name or a code.
    Text(String),
    /// A count, points or a percentage.
    Number(Decimal),
    /// Nothing: absent is an empty field, never zero.
    Absent,
}

impl Field {
    /// Text.
    pub fn text(text: &str) -> Self {
        Field::Text(text.to_string())
    }

    /// A number with all of its decimals.
    pub fn number(value: Option<impl Into<Decimal>>) -> Self {
        value.map_or(Field::Absent, |value| Field::Number(value.into()))
    }

    /// A wording that may be absent, in both languages.
    pub fn both(text: Option<&crate::domain::text::Text>) -> [Self; 2] {
        match text {
            Some(text) => [Field::text(&text.vi), Field::text(&text.en)],
            None => [Field::Absent, Field::Absent],
        }
    }

    fn written(&self) -> Cow<'_, str> {
        match self {
            Field::Text(text) => guarded(&clean(text)).into_owned().into(),
            Field::Number(number) => number.to_string().into(),
            Field::Absent => "".into(),
        }
    }
}

/// The table as CSV.
pub(super) fn write(table: &Table) -> String {
    let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    let header = table.header.split(',').map(Cow::from).collect();
    let rows = table.rows.iter().map(|row| row.iter().map(Field::written).collect());
    for row in std::iter::once(header).chain(rows) {
        let row: Vec<Cow<'_, str>> = row;
        out.write_record(row.iter().map(|field| field.as_bytes()))
            .expect("a row of a chart's table has as many fields as its heading");
    }
    let bytes = out.into_inner().expect("memory takes what is written to it");
    String::from_utf8(bytes).expect("fields are text")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text as it stands in a file, behind a number that is never quoted.
    fn one(text: &str) -> String {
        let row = vec![Field::number(Some(1_i64)), Field::text(text)];
        let written = write(&Table { header: "a,b", rows: vec![row] });
        written["a,b\r\n1,".len()..].trim_end_matches("\r\n").to_owned()
    }

    #[test]
    fn a_formula_stays_text() {
        assert_eq!(one("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
        assert_eq!(one("+1"), "'+1");
        assert_eq!(one("'=1"), "''=1", "told from the guarded `=1`");
        assert_eq!(one("\t=1"), "'=1");
        assert_eq!(one("\u{200f}@x"), "'@x");
    }

    #[test]
    fn quotes_and_commas_are_quoted() {
        assert_eq!(one("a, \"b\""), "\"a, \"\"b\"\"\"");
    }

    #[test]
    fn a_negative_number_stays_a_number() {
        assert_eq!(Field::number(Some(Decimal::hundredths(-5))).written(), "-0.05");
    }

    #[test]
    fn what_is_absent_is_empty() {
        let table =
            Table { header: "a,b", rows: vec![vec![Field::Absent, Field::number(Some(0_i64))]] };
        assert_eq!(write(&table), "a,b\r\n,0\r\n");
    }
}
