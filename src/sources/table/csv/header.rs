//! The beginning of a CSV: what separates its cells, and the line of its column names. Where neither
//! is said, the separator is the one by which the header and most of the first rows have the same
//! number of cells, and the header is the first line that holds something.

use std::{io::Read, path::Path};

use super::{
    super::blocks::{no_partner, nul, wrong_encoding},
    records::{Record, Records},
};
use crate::sources::{
    FileFault, expected,
    lines::{line_ends, lines, past_line_end, without_mark},
    reading::Reading,
    rows::Cell,
    text::trimmed,
};

/// Bytes that are looked at first.
const FIRST: usize = 1 << 16;
/// Bytes within which the column names must end.
const MOST: usize = 1 << 20;
/// Rows that are compared with the header.
const ROWS: usize = 50;
/// What may separate cells, the usual one first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

#[derive(Debug, PartialEq, Eq)]
pub struct Header {
    pub names: Vec<String>,
    pub line: u64,
    pub delimiter: u8,
    /// Records that the file announces above its header.
    pub told: Option<u64>,
    /// What was read beyond it, and the line that this begins with.
    pub rest: Vec<u8>,
    pub rest_line: u64,
}

/// Reads up to the end of the header.
pub fn read(path: &Path, reader: &mut dyn Read, reading: &Reading) -> Result<Header, FileFault> {
    let mut head = Vec::new();
    loop {
        let before = head.len();
        let more = reader
            .take(FIRST as u64)
            .read_to_end(&mut head)
            .map_err(|error| FileFault::io(path, &error))?;
        if let Some(place) = memchr::memchr(0, &head[before..]) {
            return Err(nul(path).at(1 + line_ends(&head[..before + place])));
        }
        if let Some(header) = find(path, &head, more < FIRST, reading)? {
            return Ok(header);
        }
        if head.len() > MOST {
            let what = "no header ends within the first MiB; expected a line with column names (a quote \
                        in it may have no partner)";
            return Err(FileFault::data(path, what));
        }
    }
}

/// The header in the first bytes of a file; `None` where it does not end in them. `is_all` says that
/// the file has no more.
fn find(
    path: &Path,
    head: &[u8],
    is_all: bool,
    reading: &Reading,
) -> Result<Option<Header>, FileFault> {
    let above = Above::new(head, reading.header_row);
    let rest = without_mark(&head[above.end..]);
    let is_there = reading.header_row.is_none_or(|row| row == above.line);
    if !is_there || trimmed_is_empty(first_line(rest)) {
        return match reading.header_row {
            _ if !is_all => Ok(None),
            Some(row) => Err(FileFault::configuration(
                path,
                format!("header_row = {row}, and that line of the file is blank or not there"),
            )),
            None => Err(FileFault::data(
                path,
                "the file is empty; expected a header line with column names",
            )),
        };
    }
    let given = reading.delimiter.or(above.separator);
    let tried = DELIMITERS.iter().filter_map(|delimiter| Trial::new(rest, *delimiter, is_all));
    let trial = match given {
        Some(delimiter) => Trial::new(rest, delimiter, is_all),
        // Of equals the last is taken, and the usual one is to win.
        None => tried.collect::<Vec<_>>().into_iter().rev().max_by_key(|trial| trial.fit),
    };
    let Some(trial) = trial else {
        let quote = || no_partner(path).at(above.line);
        return if is_all { Err(quote()) } else { Ok(None) };
    };
    let names = trial.names.map_err(|_| wrong_encoding(path).at(above.line))?;
    Ok(Some(Header {
        names,
        line: above.line,
        delimiter: trial.delimiter,
        told: above.told,
        rest: rest[trial.end..].to_vec(),
        rest_line: above.line + line_ends(&rest[..trial.end]),
    }))
}

fn first_line(bytes: &[u8]) -> &[u8] {
    lines(bytes).next().map_or(b"", |(line, _)| line)
}

fn trimmed_is_empty(line: &[u8]) -> bool {
    std::str::from_utf8(line).is_ok_and(|line| trimmed(line).is_empty())
}

/// What stands above the header.
struct Above {
    end: usize,
    /// The line of the header.
    line: u64,
    /// Of a line `sep=;`, as Excel writes and honours it.
    separator: Option<u8>,
    told: Option<u64>,
}

impl Above {
    /// Passes over the lines before `header_row`, or those that are blank or say something of the file.
    fn new(head: &[u8], header_row: Option<u64>) -> Self {
        let mut above = Self { end: 0, line: 1, separator: None, told: None };
        for (line, is_ended) in lines(head) {
            let text = std::str::from_utf8(without_mark(line)).map_or("", trimmed);
            let separator = separator(text);
            let told = expected::told(line);
            let is_blank = trimmed_is_empty(line)
                || !text.is_empty() && text.bytes().all(|byte| DELIMITERS.contains(&byte));
            let says = is_blank || separator.is_some() || told.is_some();
            let is_above = header_row.map_or(says, |row| above.line < row);
            if !is_above || !is_ended {
                break;
            }
            above.separator = above.separator.or(separator);
            above.told = above.told.or(told);
            above.end = past_line_end(head, above.end + line.len());
            above.line += 1;
        }
        above
    }
}

fn separator(line: &str) -> Option<u8> {
    let line = line.trim_matches('"');
    let name = line.get(..4).filter(|name| name.eq_ignore_ascii_case("sep="));
    match (name, &line.as_bytes()[4.min(line.len())..]) {
        (Some(_), [separator]) => Some(*separator),
        // The tab is a blank and was taken off at the edge.
        (Some(_), []) => Some(b'\t'),
        _ => None,
    }
}

/// A header as it is with one separator.
struct Trial {
    delimiter: u8,
    names: Result<Vec<String>, std::str::Utf8Error>,
    end: usize,
    /// Rows with as many cells as it, and its own; nothing where it has one cell.
    fit: (usize, usize),
}

impl Trial {
    /// `None` where the header does not end in these bytes.
    fn new(bytes: &[u8], delimiter: u8, is_all: bool) -> Option<Self> {
        let mut records = Records::new(bytes, 1, delimiter);
        let mut record = Record::default();
        records.next(&mut record);
        let (width, end) = (record.width(), records.place());
        // A line feed may follow a carriage return that the bytes end with.
        let is_whole = record.is_ended && end < bytes.len() || is_all;
        if record.is_open || !is_whole {
            return None;
        }
        let text = |place| match record.cell(place)? {
            Cell::Text(text) => Ok(text.to_owned()),
            Cell::Owned(text) => Ok(text),
            _ => Ok(String::new()),
        };
        let names = (0..width).map(text).collect();
        let mut rows = 0;
        let mut row = Record::default();
        for _ in 0..ROWS {
            if !records.next(&mut row) {
                break;
            }
            rows += usize::from(row.width() == width);
        }
        let fit = if width > 1 { (rows, width) } else { (0, 0) };
        Some(Self { delimiter, names, end, fit })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str, reading: &Reading) -> Result<Header, FileFault> {
        read(Path::new("d.csv"), &mut text.as_bytes(), reading)
    }

    #[test]
    fn the_separator_is_the_one_that_fits_header_and_rows() {
        for (text, delimiter, names) in [
            ("a,b\n1;5,2\n", b',', &["a", "b"][..]),
            ("\"a, b, c\";\"d, e\"\n1;2\n", b';', &["a, b, c", "d, e"]),
            ("a, b, c;d\n1;2\n3;4\n", b';', &["a, b, c", "d"]),
            ("a\tb, c, d\n1\t2\n", b'\t', &["a", "b, c, d"]),
            ("a|b\n1|2\n", b'|', &["a", "b"]),
            ("a;b;c\n1\n2\n", b';', &["a", "b", "c"]),
            ("a\n1,5\n2,5\n", b',', &["a"]),
            ("\n;;\n\u{feff}a;b\n", b';', &["a", "b"]),
            ("sep=|\r\na,b|c\r\n1,2|3\r\n", b'|', &["a,b", "c"]),
            ("SEP=\t\na,b\tc\n", b'\t', &["a,b", "c"]),
        ] {
            let found = header(text, &Reading::default()).unwrap();
            assert_eq!(found.names, names, "{text:?}");
            assert_eq!(found.delimiter, delimiter, "{text:?}");
        }
    }

    #[test]
    fn what_is_said_of_the_dialect_holds() {
        let said = |delimiter, header_row| Reading { delimiter, header_row, ..Reading::default() };
        let text = "Báo cáo; tháng 8\r\n\r\na,b;c\r\n1;3\r\n";
        let found = header(text, &said(None, Some(3))).unwrap();
        assert_eq!((found.line, found.rest_line, found.delimiter), (3, 4, b';'));
        assert_eq!(found.rest, b"1;3\r\n");
        let found = header(text, &said(Some(b','), Some(3))).unwrap();
        assert_eq!(found.names, ["a", "b;c"]);
        for row in [2, 5, 9] {
            let fault = header(text, &said(None, Some(row))).unwrap_err();
            assert!(fault.what.contains(&format!("header_row = {row}")), "{fault}");
        }
        let told = header("#rows 3\ra;b\r1;2", &Reading::default()).unwrap();
        assert_eq!((told.told, told.line, told.rest_line), (Some(3), 2, 3));
        assert_eq!(told.rest, b"1;2");
    }
}
