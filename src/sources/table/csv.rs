//! CSV of any size: read in blocks by several threads, split only at line ends outside quotes. Cells
//! that are missing at the end of a row are empty, as Excel leaves them out; blank ones behind the last
//! column are ignored, as it also adds them. A row with more is malformed and goes to the quarantine.
//! Lines without anything are no rows and are not counted; rows of blanks, and the header where it
//! comes once more, are passed over and counted.

mod header;
mod quotes;
mod records;

use std::{io::Read, path::Path};

use unicode_normalization::UnicodeNormalization;

use self::{
    quotes::Quotes,
    records::{Record, Records},
};
use super::{
    super::{
        FileFault, expected, open,
        reading::{Contents, Input},
        rows::Cell,
        text::trimmed,
    },
    blocks::{self, Block, wrong_encoding},
    plan::{Plan, normal},
    worker::Worker,
};
use crate::{
    domain::account::{Finding, OutOfScope},
    schema::canonical::MOST_COLUMNS,
};

/// A record over more lines than these is told, and one whose lines look like rows: a quote of it may
/// have no partner.
const MOST_LINES: u64 = 20;

/// So many names side by side are a header; one may be the code of a unit.
const FEWEST_NAMES: usize = 3;

pub fn read(input: Input<'_>) -> Result<Contents, FileFault> {
    let Input { file, reading, context, sinks } = input;
    let mut reader = open::text(file)?;
    let header = header::read(&file.path, &mut reader, reading)?;
    let plan = Plan::new(file, reading, &header.names).map_err(|fault| fault.at(header.line))?;
    header.told.into_iter().for_each(|told| file.seen.tell(told));
    let reader: Box<dyn Read + Send> = Box::new(std::io::Cursor::new(header.rest).chain(reader));
    let rows = Rows {
        path: &file.path,
        plan: &plan,
        delimiter: header.delimiter,
        header: header.names.iter().map(|name| Name::new(name)).collect(),
    };
    let (quotes, threads) = (Quotes::new(header.delimiter), context.threads);
    let read =
        blocks::read(&file.path, reader, quotes, header.rest_line, threads, sinks, |next| {
            let (mut worker, mut block) = (Worker::new(input, &plan.given), Block::default());
            while next(&mut block) {
                let mut records = Records::new(&block.bytes, block.first_line, header.delimiter);
                let mut record = Record::default();
                while records.next(&mut record) {
                    rows.row(&record, block.is_tail, &mut worker)?;
                }
            }
            Ok(worker.count)
        })?;
    Ok(Contents { rows: read, given: plan.given, ..Contents::default() })
}

/// What is known of the rows of a file before they are read.
struct Rows<'p> {
    path: &'p Path,
    plan: &'p Plan,
    delimiter: u8,
    header: Vec<Name>,
}

impl Rows<'_> {
    fn row(
        &self,
        record: &Record<'_>,
        is_tail: bool,
        worker: &mut Worker<'_>,
    ) -> Result<(), FileFault> {
        let (line, width) = (record.line, record.width());
        if let Some(told) = expected::told(record.raw()) {
            worker.tell(told);
            return Ok(());
        }
        if record.is_blank_from(0) {
            worker.pass_over(line, OutOfScope::BlankRow);
            return Ok(());
        }
        match self.header(record) {
            None => {}
            Some(true) => {
                worker.pass_over(line, OutOfScope::RepeatedHeader);
                return Ok(());
            }
            Some(false) => {
                let what = "a header with other columns, or in another order, begins here: the rows behind it \
                            are those of another table; give them as a file of their own";
                return Err(FileFault::data(self.path, what).at(line));
            }
        }
        if is_tail && !record.is_ended && width < self.plan.width {
            if record.raw() == b"\x1a" {
                // What DOS ends a file with.
                return Ok(());
            }
            let what = format!(
                "the last row has {width} of {} cells and no line end: the file is cut off; send it again",
                self.plan.width
            );
            return Err(FileFault::data(self.path, what).at(line));
        }
        if record.lines > MOST_LINES || record.swallows_rows(self.delimiter, self.plan.width) {
            worker.notice(line, Finding::LongRecord);
        }
        let is_too_wide = width > self.plan.width && !record.is_blank_from(self.plan.width);
        // Where a quote was not written rightly, cells may be missing in the middle.
        let is_unsure = record.is_loose && width != self.plan.width;
        if is_too_wide || is_unsure {
            worker.malformed(line);
            return Ok(());
        }
        let mut cells: [Cell<'_>; MOST_COLUMNS] = [const { Cell::Missing }; MOST_COLUMNS];
        for (cell, place) in cells.iter_mut().zip(&self.plan.places) {
            let Some(place) = *place else { continue };
            // Made where it stands: a cell that is handed on costs more than the reading of its bytes.
            match record.plain(place) {
                Some("") => {}
                Some(text) => *cell = Cell::Text(text),
                None => {
                    *cell = record.cell(place).map_err(|_| wrong_encoding(self.path).at(line))?
                }
            }
        }
        worker.row(line, &cells);
        Ok(())
    }

    /// Whether the row is the header once more, or another header, all of whose cells are names of columns.
    /// The first column that is read decides in nearly all rows: those hold no number of a dossier there
    /// that is called like the column.
    fn header(&self, record: &Record<'_>) -> Option<bool> {
        let is = |name: &Name, place: usize| match record.plain(place) {
            Some(text) => name.is(text),
            None => record.cell(place).is_ok_and(|cell| name.is(cell.str())),
        };
        let is_own = |place: usize| is(&self.header[place], place);
        let first = self.plan.places.iter().flatten().next();
        if !first.is_some_and(|place| is_own(*place)) {
            return None;
        }
        if (0..self.header.len()).all(is_own) {
            return Some(true);
        }
        let is_any = |place: &usize| self.header.iter().any(|name| is(name, *place));
        let is_other = record.width() >= FEWEST_NAMES && (0..record.width()).all(|at| is_any(&at));
        is_other.then_some(false)
    }
}

/// A column's name as it is compared.
struct Name(String);

impl Name {
    fn new(name: &str) -> Self {
        Self(normal(name))
    }

    fn is(&self, cell: &str) -> bool {
        let cell = trimmed(cell);
        cell == self.0 || (!cell.is_ascii() && !self.0.is_ascii() && cell.nfc().eq(self.0.chars()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::lines::line_ends;

    /// A record as it is compared: its line, its lines, its bytes and its width.
    type Seen = (u64, u64, Vec<u8>, usize);

    /// The records of a text that comes in parts of `step` bytes, with their lines, or the place of a
    /// quote without a partner.
    fn read(text: &[u8], step: usize) -> Result<Vec<Seen>, usize> {
        let mut found = Vec::new();
        let mut rows_of = |bytes: &[u8], line: u64| {
            let (mut records, mut record) = (Records::new(bytes, line, b','), Record::default());
            while records.next(&mut record) {
                found.push((record.line, record.lines, record.raw().to_vec(), record.width()));
            }
        };
        let (ends, wrong) = blocks::ends(Quotes::new(b','), text, step);
        if let Some(place) = wrong {
            return Err(place);
        }
        let (mut start, mut line) = (0, 1);
        for end in ends.into_iter().chain([text.len()]) {
            rows_of(&text[start..end], line);
            line += line_ends(&text[start..end]);
            start = end;
        }
        Ok(found)
    }

    /// Every text of seven of these parts, however it is cut.
    #[test]
    fn where_the_bytes_are_cut_makes_no_difference() {
        const PARTS: [&[u8]; 6] = [b"a", b",", b"\"", b"\n", b"\r", b" \xef\xbb\xbf"];
        for number in 0..PARTS.len().pow(7) {
            let part = |digit| PARTS[number / PARTS.len().pow(digit) % PARTS.len()];
            let text: Vec<u8> = (0..7).flat_map(part).copied().collect();
            let whole = read(&text, text.len());
            for step in [1, 2, 3, 5] {
                let shown = String::from_utf8_lossy(&text);
                assert_eq!(read(&text, step), whole, "{shown:?} in parts of {step}");
            }
        }
    }
}
