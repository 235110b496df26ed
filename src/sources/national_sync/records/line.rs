//! A record that is a line of its own: the commonest shape, and the one whose records are found
//! without being followed.

use super::{Cutter, LONGEST_RECORD, Open};

impl Cutter {
    /// The length of a record that is a line of its own, which need not be followed to be found: it
    /// begins as the last one did and so does the next line, and no other record stands in it.
    pub(super) fn whole_line(&mut self, bytes: &[u8]) -> Option<usize> {
        let start = self.usual_start.as_ref()?;
        let in_envelope = matches!(self.open.last(), Some(Open::Envelope(_)));
        if in_envelope || !bytes[self.at..].starts_with(start.needle()) {
            return None;
        }
        let end = self.line_end.filter(|end| *end >= self.at).unwrap_or_else(|| {
            let end = memchr::memchr(b'\n', &bytes[self.at..]);
            end.map_or(bytes.len(), |end| self.at + end)
        });
        self.line_end = Some(end);
        let next = bytes.get(end + 1..)?;
        let line = bytes[self.at..end].trim_ascii_end();
        let record = line.strip_suffix(b",").unwrap_or(line).trim_ascii_end();
        let is_one = record.last() == Some(&b'}')
            && record.len() <= LONGEST_RECORD
            && next.starts_with(start.needle())
            && start.find(&record[1..]).is_none();
        is_one.then_some(record.len())
    }
}
