//! Where records end in a growing buffer of CSV: at line ends outside quotes. Only quotes and line
//! ends are looked at, so that one thread finds blocks for all others.
//!
//! A quote opens at the start of a cell and is closed by the next one that is not doubled. In a file
//! that is written rightly a delimiter or a line end follows there. Where a cell ran over lines and
//! other text follows, the quotes are of two cells whose own partners are missing: the rows between
//! would be swallowed in silence, so the file is refused. Within one line nothing but that line can be
//! misread, and its width tells.

use crate::sources::{lines::past_line_end, table::blocks::Boundary};

const MARK: &[u8] = b"\xef\xbb\xbf";

/// What follows a quote within quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follows {
    /// Another quote: both stand for one.
    Quote,
    /// The end of the cell.
    End,
    /// Something else.
    Text,
    /// Nothing yet but blanks.
    Unknown,
}

/// What follows the quote at `place`. Blanks before the delimiter are those of writers that align
/// their columns.
pub fn follows(bytes: &[u8], place: usize, delimiter: u8) -> Follows {
    let rest = &bytes[place + 1..];
    if rest.first() == Some(&b'"') {
        return Follows::Quote;
    }
    let is_end = |byte: u8| byte == delimiter || matches!(byte, b'\n' | b'\r');
    match rest.iter().find(|byte| is_end(**byte) || !matches!(byte, b' ' | b'\t')) {
        Some(byte) if is_end(*byte) => Follows::End,
        Some(_) => Follows::Text,
        None => Follows::Unknown,
    }
}

/// The boundary of records outside quotes.
pub struct Quotes {
    delimiter: u8,
    /// Where the quote stands that is open.
    open: Option<usize>,
    /// Bytes of the buffer already looked at.
    scanned: usize,
}

impl Quotes {
    pub fn new(delimiter: u8) -> Self {
        Self { delimiter, open: None, scanned: 0 }
    }

    /// Whether a cell starts at `place`. A mark that stands where files were joined belongs to none.
    fn starts_a_cell(&self, all: &[u8], place: usize) -> bool {
        let before = all[..place].strip_suffix(MARK);
        let starts_a_line = |bytes: &[u8]| matches!(bytes.last(), None | Some(b'\n' | b'\r'));
        starts_a_line(&all[..place])
            || all[place - 1] == self.delimiter
            || before.is_some_and(starts_a_line)
    }
}

impl Boundary for Quotes {
    fn last_end(&mut self, all: &[u8]) -> Result<Option<usize>, usize> {
        let mut end = None;
        let mut at = self.scanned;
        if self.open.is_none() && memchr::memchr(b'"', &all[at..]).is_none() {
            // Without a quote the last line end is that of the last record. A line feed may follow a
            // carriage return that stands last.
            let seen = all.len() - usize::from(all.ends_with(b"\r"));
            let found = memchr::memrchr2(b'\n', b'\r', &all[at.min(seen)..seen]);
            end = found.map(|found| past_line_end(all, at + found));
            self.scanned = seen - end.unwrap_or(0);
            return Ok(end);
        }
        while at < all.len() {
            if let Some(open) = self.open {
                let Some(found) = memchr::memchr(b'"', &all[at..]) else {
                    at = all.len();
                    break;
                };
                at += found;
                match follows(all, at, self.delimiter) {
                    Follows::Unknown => break,
                    Follows::Quote => at += 2,
                    Follows::Text if memchr::memchr2(b'\n', b'\r', &all[open..at]).is_some() => {
                        return Err(open);
                    }
                    Follows::End | Follows::Text => {
                        self.open = None;
                        at += 1;
                    }
                }
                continue;
            }
            let Some(found) = memchr::memchr3(b'"', b'\n', b'\r', &all[at..]) else {
                at = all.len();
                break;
            };
            at += found;
            if all[at] == b'"' {
                self.open = self.starts_a_cell(all, at).then_some(at);
                at += 1;
            } else if all[at] == b'\r' && at + 1 == all.len() {
                // A line feed may follow.
                break;
            } else {
                at = past_line_end(all, at);
                end = Some(at);
            }
        }
        // The buffer will start where its last whole record ended.
        let done = end.unwrap_or(0);
        self.scanned = at - done;
        self.open = self.open.map(|open| open - done);
        Ok(end)
    }

    fn unclosed(&self, left: &[u8]) -> Option<usize> {
        // What was waited for behind the last quote does not come.
        self.open.filter(|_| left.get(self.scanned) != Some(&b'"'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::table::blocks::ends;

    #[test]
    fn a_line_end_inside_quotes_does_not_end_a_record() {
        let text = b"a,\"x\ny\"\nb,\"\"\"\n\"\r\nc,5\" pipe\rd,\"e\" \n\xef\xbb\xbf\"f\rg\"\n";
        let whole = [8, 17, 27, 34, 43];
        for step in 1..text.len() {
            let (found, wrong) = ends(Quotes::new(b','), text, step);
            assert!(found.iter().all(|end| whole.contains(end)), "{found:?} in parts of {step}");
            assert_eq!((found.last(), wrong), (Some(&43), None), "in parts of {step}");
        }
    }

    #[test]
    fn a_quote_without_a_partner_is_found_where_it_opens() {
        for (text, place) in [
            ("a,b\nc,\"d\ne,f\n", Some(6)),
            ("a,\"b\nc,\"d\ne,f\n", Some(2)),
            ("a,\"b\nc\" \t", None),
            ("a,\"b\nc\" d", Some(2)),
            ("a,\"b\" c\nd,e", None),
            ("a,b\"\nc,d\"\n", None),
        ] {
            for step in 1..text.len() {
                assert_eq!(
                    ends(Quotes::new(b','), text.as_bytes(), step).1,
                    place,
                    "{text:?} in parts of {step}"
                );
            }
        }
    }
}
