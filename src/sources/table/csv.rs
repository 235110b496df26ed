//! CSV of any size: read in blocks by several threads, split only at line ends outside quotes. A
//! row with more or fewer fields than the header is malformed and goes to the quarantine.

use std::{io::Read, path::Path};

use csv::{ByteRecord, ReaderBuilder};

use super::{
    super::{Context, File, FileFault, Sinks, open, rows::Cell},
    Contents, Plan, Reading, Worker,
    blocks::{self, Block, Boundary},
};

const LONGEST_HEADER: usize = 1 << 20;

pub fn read(
    file: &File,
    reading: &Reading,
    context: &Context,
    sinks: &dyn Sinks,
) -> Result<Contents, FileFault> {
    let mut reader = open::text(file)?;
    let (header, delimiter, rest, lines) = header(&file.path, &mut reader)?;
    let plan = Plan::new(file, reading, &header)?;
    let reader: Box<dyn Read + Send> = Box::new(std::io::Cursor::new(rest).chain(reader));
    let boundary = Quotes { delimiter, quoted: false, scanned: 0, end: None, field_start: true };
    let threads = context.threads;
    let rows = blocks::read(&file.path, reader, boundary, lines + 1, threads, sinks, |next| {
        let mut worker = Worker::new(file, reading, &plan.given, context, sinks);
        while let Some(block) = next() {
            rows_of(&file.path, &block, &plan, delimiter, &mut worker)?;
        }
        Ok(worker.count)
    })?;
    Ok(Contents { rows, given: plan.given })
}

fn rows_of(
    path: &Path,
    block: &Block,
    plan: &Plan,
    delimiter: u8,
    worker: &mut Worker<'_>,
) -> Result<(), FileFault> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(1 << 16)
        .from_reader(block.bytes.as_slice());
    let mut record = ByteRecord::new();
    loop {
        let more = reader
            .read_byte_record(&mut record)
            .map_err(|error| FileFault::data(path, error.to_string()))?;
        if !more {
            return Ok(());
        }
        let line = block.first_line + record.position().map_or(0, |place| place.line() - 1);
        if record.len() != plan.width {
            worker.malformed(line);
            continue;
        }
        let mut cells: [Cell<'_>; 24] = [const { Cell::Missing }; 24];
        for (cell, place) in cells.iter_mut().zip(&plan.places) {
            let Some(bytes) = place.and_then(|place| record.get(place)) else { continue };
            if !bytes.is_empty() {
                *cell = Cell::Text(
                    std::str::from_utf8(bytes).map_err(|_| wrong_encoding(path).at(line))?,
                );
            }
        }
        worker.row(line, &cells);
    }
}

fn wrong_encoding(path: &Path) -> FileFault {
    let what = "the text is not UTF-8; expected UTF-8 (with or without a byte order mark) or UTF-16 \
                with one: save the file again in one of these encodings";
    FileFault::data(path, what)
}

/// Header, delimiter, what was read beyond the header, and the lines of the header.
fn header(
    path: &Path,
    reader: &mut dyn Read,
) -> Result<(Vec<String>, u8, Vec<u8>, u64), FileFault> {
    let mut head = Vec::new();
    let end = loop {
        let before = head.len();
        let new = reader
            .take(1 << 16)
            .read_to_end(&mut head)
            .map_err(|error| FileFault::io(path, &error))?;
        if let Some(end) = end_of_header(&head) {
            break end;
        }
        if new == 0 {
            break before;
        }
        if head.len() > LONGEST_HEADER {
            return Err(FileFault::data(
                path,
                "the first line is longer than 1 MiB; expected a header",
            ));
        }
    };
    let line = &head[..end];
    if line.trim_ascii().is_empty() {
        return Err(FileFault::data(
            path,
            "the file is empty; expected a header line with column names",
        ));
    }
    let count = |byte: u8| memchr::memchr_iter(byte, line).count();
    let delimiter =
        [b',', b';', b'\t'].into_iter().rev().max_by_key(|byte| count(*byte)).unwrap_or(b',');
    let mut parsed = ByteRecord::new();
    ReaderBuilder::new()
        .has_headers(false)
        .delimiter(delimiter)
        .from_reader(line)
        .read_byte_record(&mut parsed)
        .map_err(|error| FileFault::data(path, error.to_string()))?;
    let names = parsed
        .iter()
        .map(|name| std::str::from_utf8(name).map(str::to_owned))
        .collect::<Result<Vec<String>, _>>()
        .map_err(|_| wrong_encoding(path).at(1))?;
    let lines = memchr::memchr_iter(b'\n', line).count() as u64;
    let rest = head.split_off(end);
    Ok((names, delimiter, rest, lines.max(1)))
}

fn end_of_header(head: &[u8]) -> Option<usize> {
    let mut quoted = false;
    memchr::memchr2_iter(b'"', b'\n', head).find_map(|place| {
        if head[place] == b'"' {
            quoted = !quoted;
            return None;
        }
        (!quoted && !head[..place].trim_ascii().is_empty()).then_some(place + 1)
    })
}

/// Line ends outside quotes, as the CSV reader sees them: a quote opens only at the start of a field.
struct Quotes {
    delimiter: u8,
    quoted: bool,
    /// Bytes of the buffer already looked at.
    scanned: usize,
    end: Option<usize>,
    field_start: bool,
}

impl Boundary for Quotes {
    fn last_end(&mut self, all: &[u8], _new: usize) -> Option<usize> {
        let mut at = self.scanned;
        while at < all.len() {
            if self.quoted {
                match memchr::memchr(b'"', &all[at..]) {
                    None => at = all.len(),
                    // A doubled quote stays inside; at the very end of the buffer, wait for more.
                    Some(found) if at + found + 1 == all.len() => {
                        at += found;
                        break;
                    }
                    Some(found) if all[at + found + 1] == b'"' => at += found + 2,
                    Some(found) => {
                        self.quoted = false;
                        at += found + 1;
                    }
                }
            } else {
                match memchr::memchr2(b'"', b'\n', &all[at..]) {
                    None => at = all.len(),
                    Some(found) => {
                        let place = at + found;
                        if all[place] == b'\n' {
                            self.end = Some(place + 1);
                        } else {
                            self.quoted = match place.checked_sub(1).map(|before| all[before]) {
                                None => self.field_start,
                                Some(before) => {
                                    before == b'\n' || before == self.delimiter || before == b'\r'
                                }
                            };
                        }
                        at = place + 1;
                    }
                }
            }
        }
        let end = self.end.take();
        // The buffer will start where this one's last whole record ended.
        self.scanned = at - end.unwrap_or(0);
        self.field_start = true;
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(text: &[u8], step: usize) -> Vec<usize> {
        let mut boundary =
            Quotes { delimiter: b',', quoted: false, scanned: 0, end: None, field_start: true };
        let (mut buffer, mut base, mut found) = (Vec::new(), 0, Vec::new());
        for part in text.chunks(step) {
            buffer.extend_from_slice(part);
            if let Some(end) = boundary.last_end(&buffer, part.len()) {
                base += end;
                found.push(base);
                buffer.drain(..end);
            }
        }
        found
    }

    #[test]
    fn a_line_end_inside_quotes_does_not_end_a_record() {
        let text = b"a,\"x\ny\"\nb,\"\"\"\n\"\nc,5\" pipe\nd,e\n";
        for step in 1..text.len() {
            let mut expected = vec![8, 16, 26, 30];
            let found = ends(text, step);
            expected.retain(|end| found.contains(end));
            assert_eq!(found, expected, "in parts of {step}");
            assert_eq!(found.last(), Some(&30), "in parts of {step}");
        }
    }
}
