//! The table of a chart as CSV for machines: RFC 4180 with CRLF, UTF-8 without BOM, a heading of
//! English ids, decimal points. Text that a spreadsheet would take for a formula gets a leading
//! apostrophe; numbers are written by this room and stay numbers.

use ::csv::{Terminator, WriterBuilder};

use crate::domain::number::Decimal;
use crate::domain::text::{Text, clean};
use crate::schema::guard::guarded;

/// A table: ids of columns, with commas between them, and rows of as many fields.
pub(super) struct Table {
    pub header: &'static str,
    pub rows: Vec<Row>,
}

/// A row as it grows, field by field in the order of the heading. What is absent is an empty field,
/// never zero.
pub(super) struct Row(Vec<String>);

impl Row {
    /// A row that begins with an id.
    pub fn of(id: &str) -> Self {
        Row(Vec::new()).text(id)
    }

    /// A name or a code.
    pub fn text(mut self, text: &str) -> Self {
        self.0.push(guarded(&clean(text)).into_owned());
        self
    }

    /// A wording that may be absent, in both languages.
    pub fn both<'a>(self, text: impl Into<Option<&'a Text>>) -> Self {
        match text.into() {
            Some(text) => self.text(&text.vi).text(&text.en),
            None => self.text("").text(""),
        }
    }

    /// A number with all of its decimals.
    pub fn number(mut self, value: Option<impl Into<Decimal>>) -> Self {
        self.0.push(value.map(|value| value.into().to_string()).unwrap_or_default());
        self
    }
}

/// The table as CSV.
pub(super) fn write(table: &Table) -> String {
    let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    out.write_record(table.header.split(',')).expect("memory takes what is written to it");
    for Row(fields) in &table.rows {
        out.write_record(fields).expect("a row of a chart's table is as long as its heading");
    }
    let bytes = out.into_inner().expect("memory takes what is written to it");
    String::from_utf8(bytes).expect("fields are text")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text as it stands in a file, behind an id that is never quoted.
    fn one(text: &str) -> String {
        let written = write(&Table { header: "a,b", rows: vec![Row::of("1").text(text)] });
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
    fn a_negative_number_stays_a_number_and_what_is_absent_is_empty() {
        let rows = vec![
            Row::of("x").number(Some(Decimal::hundredths(-5))).number(Some(0_i64)),
            Row::of("").both(None),
        ];
        let table = Table { header: "a,b,c", rows };
        assert_eq!(write(&table), "a,b,c\r\nx,-0.05,0\r\n,,\r\n");
    }
}
