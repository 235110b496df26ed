//! Records of CSV, one after the other. A quote opens at the start of a cell; lines that hold nothing
//! are no records. Cells are places in the bytes, which are looked at where a column is wanted.

use std::str::Utf8Error;

use super::quotes::{Follows, follows};
use crate::sources::{
    lines::{line_ends, past_line_end, without_mark},
    rows::Cell,
    text::trimmed,
};

/// How a cell stands in the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// As it is: without quotes, or between them.
    Plain,
    /// Between quotes, and quotes within are doubled.
    Doubled,
    /// Text follows the closing quote.
    Loose,
}

#[derive(Clone, Copy, Debug)]
struct Span {
    start: usize,
    end: usize,
    form: Form,
}

/// So few delimiters a line of a text may have by chance.
const FEW: usize = 3;

/// One record; its memory is used for the next one.
#[derive(Debug, Default)]
pub struct Record<'b> {
    bytes: &'b [u8],
    /// All of them as text, where they are.
    text: Option<&'b str>,
    cells: Vec<Span>,
    start: usize,
    end: usize,
    /// The line it starts in.
    pub line: u64,
    /// Lines it runs over.
    pub lines: u64,
    /// A line end follows it.
    pub is_ended: bool,
    /// Text follows a closing quote.
    pub is_loose: bool,
    /// A quote is not closed.
    pub is_open: bool,
}

impl<'b> Record<'b> {
    pub fn width(&self) -> usize {
        self.cells.len()
    }

    /// As it stands, without its line end.
    pub fn raw(&self) -> &'b [u8] {
        &self.bytes[self.start..self.end]
    }

    /// Whether no cell from the one at `place` on holds anything.
    pub fn is_blank_from(&self, place: usize) -> bool {
        self.cells.iter().skip(place).all(|cell| {
            let bytes = &self.bytes[cell.start..cell.end];
            match bytes.first() {
                None => true,
                Some(first) if first.is_ascii_graphic() => false,
                Some(_) => std::str::from_utf8(bytes).is_ok_and(|text| trimmed(text).is_empty()),
            }
        })
    }

    /// Whether a cell over several lines looks as if a stray quote had swallowed rows: a line of it has as
    /// many delimiters as a row, or the last one as many as stand before the cell. Of few delimiters
    /// nothing can be told.
    pub fn swallows_rows(&self, delimiter: u8, width: usize) -> bool {
        let delimiters = |line: &[u8]| memchr::memchr_iter(delimiter, line).count();
        self.lines > 1
            && self.cells.iter().enumerate().any(|(place, cell)| {
                let text = &self.bytes[cell.start..cell.end];
                let mut lines = text.split(|byte| matches!(byte, b'\n' | b'\r'));
                lines.next();
                let last = lines.next_back();
                let is_row = |line: &[u8]| width > FEW && delimiters(line) + 1 == width;
                lines.any(is_row)
                    || last.is_some_and(|line| place >= FEW && delimiters(line) == place)
            })
    }

    /// The text at a place where it stands there as it is; nearly every cell is such a one.
    #[inline]
    pub fn plain(&self, place: usize) -> Option<&'b str> {
        let span = self.cells.get(place)?;
        match span.form {
            Form::Plain => self.text?.get(span.start..span.end),
            Form::Doubled | Form::Loose => None,
        }
    }

    /// The cell at a place; missing where it is empty, or the row ends before it.
    ///
    /// # Errors
    ///
    /// It is not UTF-8.
    pub fn cell(&self, place: usize) -> Result<Cell<'b>, Utf8Error> {
        let Some(span) = self.cells.get(place) else { return Ok(Cell::Missing) };
        let text = std::str::from_utf8(&self.bytes[span.start..span.end])?;
        Ok(match span.form {
            _ if text.is_empty() => Cell::Missing,
            Form::Plain => Cell::Text(text),
            Form::Doubled => Cell::Owned(text.replace("\"\"", "\"")),
            Form::Loose => Cell::Owned(text.replace('"', "")),
        })
    }
}

/// Where the cell that starts at `at` ends: at the delimiter, a line end, or the end of the text. Cells are
/// short, so eight bytes are looked at in one step: the lowest byte that is found is exact, those
/// above it may be wrong (<https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord>).
#[inline]
fn cell_end(bytes: &[u8], mut at: usize, delimiter: u8) -> usize {
    const LOW: u64 = u64::MAX / 255;
    const HIGH: u64 = LOW << 7;
    const ABOVE_LINE_ENDS: u64 = LOW * (b'\r' as u64 + 1);
    let delimiters = LOW * u64::from(delimiter);
    while let Some((eight, _)) = bytes[at..].split_first_chunk() {
        let eight = u64::from_le_bytes(*eight);
        let others = eight ^ delimiters;
        let is_delimiter = others.wrapping_sub(LOW) & !others;
        let is_low = eight.wrapping_sub(ABOVE_LINE_ENDS) & !eight;
        let found = (is_delimiter | is_low) & HIGH;
        if found == 0 {
            at += 8;
            continue;
        }
        at += found.trailing_zeros() as usize / 8;
        if is_end(bytes[at], delimiter) {
            return at;
        }
        at += 1;
    }
    let rest = &bytes[at..];
    at + rest.iter().position(|byte| is_end(*byte, delimiter)).unwrap_or(rest.len())
}

fn is_end(byte: u8, delimiter: u8) -> bool {
    byte == delimiter || matches!(byte, b'\n' | b'\r')
}

/// Goes from record to record.
pub struct Records<'b> {
    bytes: &'b [u8],
    text: Option<&'b str>,
    at: usize,
    line: u64,
    delimiter: u8,
}

impl<'b> Records<'b> {
    pub fn new(bytes: &'b [u8], first_line: u64, delimiter: u8) -> Self {
        // One look at all of it costs less than one at every cell.
        let text = std::str::from_utf8(bytes).ok();
        Self { bytes, text, at: 0, line: first_line, delimiter }
    }

    /// Where the next record is looked for.
    pub fn place(&self) -> usize {
        self.at
    }

    /// Reads the next record; false where there is none.
    pub fn next(&mut self, record: &mut Record<'b>) -> bool {
        loop {
            let rest = &self.bytes[self.at..];
            self.at += rest.len() - without_mark(rest).len();
            match self.bytes.get(self.at) {
                None => return false,
                Some(b'\n' | b'\r') => self.end_line(),
                Some(_) => break,
            }
        }
        (record.bytes, record.text) = (self.bytes, self.text);
        record.cells.clear();
        (record.is_loose, record.is_open) = (false, false);
        (record.start, record.line) = (self.at, self.line);
        while self.cell(record) {}
        record.end = self.at;
        record.is_ended = self.at < self.bytes.len();
        record.lines = self.line - record.line + 1;
        if record.is_ended {
            self.end_line();
        }
        true
    }

    fn end_line(&mut self) {
        self.at = past_line_end(self.bytes, self.at);
        self.line += 1;
    }

    /// Reads one cell and its delimiter; false behind the last one.
    #[inline]
    fn cell(&mut self, record: &mut Record<'b>) -> bool {
        let span = match self.bytes.get(self.at) {
            Some(b'"') => self.quoted(record),
            _ => {
                let start = self.at;
                self.skip_cell();
                Span { start, end: self.at, form: Form::Plain }
            }
        };
        record.cells.push(span);
        let goes_on = self.bytes.get(self.at) == Some(&self.delimiter);
        self.at += usize::from(goes_on);
        goes_on
    }

    #[inline]
    fn skip_cell(&mut self) {
        self.at = cell_end(self.bytes, self.at, self.delimiter);
    }

    fn quoted(&mut self, record: &mut Record<'b>) -> Span {
        let open = self.at;
        let mut form = Form::Plain;
        let mut at = open + 1;
        let close = loop {
            let Some(found) = memchr::memchr(b'"', &self.bytes[at..]) else {
                record.is_open = true;
                break self.bytes.len();
            };
            at += found;
            match follows(self.bytes, at, self.delimiter) {
                Follows::Quote => {
                    form = Form::Doubled;
                    at += 2;
                }
                Follows::End | Follows::Unknown => break at,
                Follows::Text => {
                    record.is_loose = true;
                    form = Form::Loose;
                    break at;
                }
            }
        };
        self.line += line_ends(&self.bytes[open..close]);
        self.at = self.bytes.len().min(close + 1);
        self.skip_cell();
        match form {
            Form::Loose => Span { start: open, end: self.at, form },
            _ => Span { start: open + 1, end: close, form },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u64, u64, Vec<String>)> {
        let mut records = Records::new(text.as_bytes(), 1, b',');
        let (mut record, mut found) = (Record::default(), Vec::new());
        while records.next(&mut record) {
            let cells = (0..record.width()).map(|place| match record.cell(place).unwrap() {
                Cell::Text(text) => text.to_owned(),
                Cell::Owned(text) => text,
                _ => String::new(),
            });
            found.push((record.line, record.lines, cells.collect()));
        }
        found
    }

    #[test]
    fn cells_are_read_as_they_were_written() {
        for (text, expected) in [
            ("a,b\n", &[(1, 1, &["a", "b"][..])][..]),
            ("a,b\r\n\r\n,\r\n", &[(1, 1, &["a", "b"]), (3, 1, &["", ""])]),
            ("a\rb\rc", &[(1, 1, &["a"]), (2, 1, &["b"]), (3, 1, &["c"])]),
            ("\"a,\"\"b\"\"\nc\",d\ne,", &[(1, 2, &["a,\"b\"\nc", "d"]), (3, 1, &["e", ""])]),
            ("\"a\rb\r\nc\" ,d\re", &[(1, 3, &["a\rb\r\nc", "d"]), (4, 1, &["e"])]),
            ("\"\",\"\"\"\"\n", &[(1, 1, &["", "\""])]),
            ("\"a\" b \"c\",d\n", &[(1, 1, &["a b c", "d"])]),
            ("a \"b\",5\"\n", &[(1, 1, &["a \"b\"", "5\""])]),
            ("\u{feff}\"a\"\n\u{feff}b\n", &[(1, 1, &["a"]), (2, 1, &["b"])]),
            ("\n\n", &[]),
        ] {
            let expected: Vec<(u64, u64, Vec<String>)> = expected
                .iter()
                .map(|(line, lines, cells)| {
                    (*line, *lines, cells.iter().map(|cell| (*cell).to_owned()).collect())
                })
                .collect();
            assert_eq!(read(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_right_is_read_as_the_csv_crate_reads_it() {
        let texts =
            ["a,b,c\nd,\"e\"\"f\",g\n\"h\r\ni\",j,\n", ",\n\"\",\"x\"\n1,2,3,4\n", "x\r\ny\rz"];
        for text in texts {
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(text.as_bytes());
            let expected: Vec<Vec<String>> = reader
                .records()
                .map(|record| record.unwrap().iter().map(str::to_owned).collect())
                .collect();
            let found: Vec<Vec<String>> = read(text).into_iter().map(|record| record.2).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
