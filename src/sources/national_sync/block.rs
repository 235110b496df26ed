//! Some whole records of a file, ready to be read by one thread. The memory of a block is used for
//! the next one.

use std::ops::Range;

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
    pub bytes: Option<&'b [u8]>,
    pub envelope: Option<&'b Envelope>,
}

#[derive(Debug, Default)]
pub struct Block {
    /// Longer than what is filled, so that it need not be cleared.
    buffer: Vec<u8>,
    filled: usize,
    first: u64,
    spans: Vec<Span>,
    envelopes: Vec<Envelope>,
}

#[derive(Debug)]
struct Span {
    start: u32,
    /// The same as `start` where the record is malformed.
    end: u32,
    /// How many envelopes of this block were opened before it; 0 is none.
    envelope: u32,
}

impl Block {
    /// Empties the block and begins it with bytes left over, whose first record has this position.
    pub fn restart(&mut self, rest: &[u8], first: u64, envelope: Option<Envelope>) {
        self.spans.clear();
        self.envelopes.clear();
        self.envelopes.extend(envelope);
        if self.buffer.len() > 4 * SIZE {
            self.buffer = Vec::new();
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

    /// Adds a record, `within` the envelope entered last or none.
    pub fn add(&mut self, bytes: Range<usize>, within: bool) {
        let envelope = if within { self.envelopes.len() as u32 } else { 0 };
        self.spans.push(Span { start: bytes.start as u32, end: bytes.end as u32, envelope });
    }

    pub fn add_malformed(&mut self) {
        self.add(0..0, false);
    }

    pub fn len(&self) -> usize {
        self.spans.len()
    }

    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    pub fn records(&self) -> impl Iterator<Item = Record<'_>> {
        self.spans.iter().zip(self.first..).map(|(span, position)| Record {
            position,
            bytes: (span.start < span.end)
                .then(|| &self.buffer[span.start as usize..span.end as usize]),
            envelope: span.envelope.checked_sub(1).map(|place| &self.envelopes[place as usize]),
        })
    }
}
