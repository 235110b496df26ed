//! Some whole records of a file, ready to be read by one thread. The memory of a block is used for
//! the next one.

use super::marks::Marks;

/// Bytes read at a time: few enough to stay near the processor between finding and reading records.
pub const SIZE: usize = 1 << 19;
/// Records of a block, however short they are.
pub const MOST_RECORDS: usize = 1 << 16;

/// An envelope around records: its number in the file, and its `madonvi` where that stands before
/// the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    pub number: u32,
    pub unit: Option<String>,
}

/// One record: its position in the file, counted from 1, and its bytes, `None` where it is malformed.
#[derive(Debug)]
pub struct Record<'b> {
    pub position: u64,
    pub marked: Option<Marked<'b>>,
    pub envelope: Option<&'b Envelope>,
}

/// The bytes of an object, and where its quotes and brackets are.
#[derive(Clone, Copy, Debug)]
pub struct Marked<'b> {
    /// The object begins at the first mark; others may stand before and behind it.
    pub bytes: &'b [u8],
    pub marks: &'b [u32],
    pub has_backslash: bool,
}

impl<'b> Marked<'b> {
    /// The object alone.
    pub fn object(self) -> &'b [u8] {
        match (self.marks.first(), self.marks.last()) {
            (Some(first), Some(last)) => &self.bytes[*first as usize..=*last as usize],
            _ => &[],
        }
    }
}

#[derive(Debug, Default)]
pub struct Block {
    /// Longer than what is filled, so that it need not be cleared.
    buffer: Vec<u8>,
    filled: usize,
    /// Places of quotes and brackets, record by record.
    marks: Marks,
    first: u64,
    spans: Vec<Span>,
    envelopes: Vec<Envelope>,
}

#[derive(Debug)]
struct Span {
    /// Behind its last mark; those of the record before it end where its own begin. None of its own
    /// where it is malformed.
    marks_end: u32,
    has_backslash: bool,
    /// How many envelopes of this block were opened before it; 0 is none.
    envelope: u32,
}

impl Block {
    /// Empties the block and begins it with bytes left over, whose first record has this position.
    pub fn restart(&mut self, rest: &[u8], first: u64, envelope: Option<Envelope>) {
        self.spans.clear();
        self.marks.truncate(0);
        self.envelopes.clear();
        self.envelopes.extend(envelope);
        if self.buffer.len() > 4 * SIZE {
            self.buffer = Vec::new();
            self.marks = Marks::default();
        }
        if self.buffer.len() < rest.len() {
            self.buffer.resize(rest.len() + SIZE, 0);
        }
        self.buffer[..rest.len()].copy_from_slice(rest);
        self.filled = rest.len();
        self.first = first;
    }

    pub fn bytes(&self) -> &[u8] {
        &self.buffer[..self.filled]
    }

    /// Room for more bytes behind those there are.
    pub fn room(&mut self) -> &mut [u8] {
        if self.buffer.len() < self.filled + SIZE {
            self.buffer.resize(self.filled + SIZE, 0);
        }
        &mut self.buffer[self.filled..self.filled + SIZE]
    }

    pub fn fill(&mut self, bytes: usize) {
        self.filled += bytes;
    }

    pub fn enter(&mut self, envelope: Envelope) {
        self.envelopes.push(envelope);
    }

    /// The bytes, and where the marks of the record at hand are to be added.
    pub fn bytes_and_marks(&mut self) -> (&[u8], &mut Marks) {
        (&self.buffer[..self.filled], &mut self.marks)
    }

    /// Adds the record that was marked last, `within` the envelope entered last or none.
    pub fn add(&mut self, has_backslash: bool, within: bool) {
        let envelope = if within { self.envelopes.len() as u32 } else { 0 };
        self.spans.push(Span { marks_end: self.marks.len() as u32, has_backslash, envelope });
    }

    /// Adds a malformed record.
    pub fn add_malformed(&mut self) {
        self.forget_marks();
        self.add(false, false);
    }

    /// Drops the marks of a record that was not added.
    pub fn forget_marks(&mut self) {
        let kept = self.spans.last().map_or(0, |span| span.marks_end);
        self.marks.truncate(kept as usize);
    }

    pub fn len(&self) -> usize {
        self.spans.len()
    }

    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    pub fn records(&self) -> impl Iterator<Item = Record<'_>> {
        let mut marks_start = 0;
        self.spans.iter().zip(self.first..).map(move |(span, position)| {
            let marks = &self.marks.as_slice()[marks_start..span.marks_end as usize];
            marks_start = span.marks_end as usize;
            let marked = Marked { bytes: self.bytes(), marks, has_backslash: span.has_backslash };
            let envelope = span.envelope.checked_sub(1);
            Record {
                position,
                marked: (!marks.is_empty()).then_some(marked),
                envelope: envelope.map(|place| &self.envelopes[place as usize]),
            }
        })
    }
}
