//! Finds the records in a stream of bytes, whatever stands around them: lists, envelopes, one object
//! per line, objects one after the other. Only quotes, brackets and the keys of envelopes are looked
//! at. A broken record is one malformed record; the file goes on with the next that is whole.

mod astray;
mod envelope;
mod line;

use std::{
    collections::HashMap,
    io::{ErrorKind, Read},
    path::{Path, PathBuf},
};

use memchr::memmem;

use super::{
    block::{self, Block, Envelope},
    scan::{Scan, Step, is_space, last_visible},
    shape::{self, Shape},
};
use crate::sources::FileFault;

/// A record longer than this is malformed.
pub const LONGEST_RECORD: usize = 64 << 20;

/// Lists may stand in lists, as senders keep batches; deeper ones are malformed.
const DEEPEST_LIST: usize = 8;

/// Cuts a file into blocks of whole records.
pub struct Cutter {
    path: PathBuf,
    reader: Box<dyn Read + Send>,
    /// The reader has nothing more to give.
    ended: bool,
    fault: Option<FileFault>,
    state: State,
    /// What is open around the records.
    open: Vec<Open>,
    /// Where the cutter stands in the block's bytes; those before it are done with.
    at: usize,
    /// Where the line ends that was looked at last, or the bytes do.
    line_end: Option<usize>,
    /// The last byte before them that is no white space.
    before: Option<u8>,
    rest: Vec<u8>,
    /// Records so far.
    records: u64,
    envelopes: u32,
    /// `madonvi` of envelopes that have it behind their records, by the envelope's number.
    late_units: HashMap<u32, String>,
    /// How the last record began whose first key told that it was one.
    usual_start: Option<memmem::Finder<'static>>,
    starts_as_json: Option<bool>,
    any_object: bool,
    any_list: bool,
}

enum Open {
    List,
    Envelope(Envelope),
}

enum State {
    /// Before a value, or behind one.
    Between,
    /// Before the value of an envelope's list.
    List,
    /// Within a record, or a list that is too deep to hold any.
    Within {
        scan: Scan,
        object: bool,
    },
    /// Within a record that is too long to be kept.
    TooLong(Scan),
    /// Among the keys of an envelope, behind its list.
    Members,
    /// Behind a broken record, looking for a whole one.
    Lost {
        pairs: bool,
    },
    Over,
}

/// Whether the next step needs bytes that are not there yet.
type NeedsMore = bool;

impl Cutter {
    pub fn new(path: &Path, reader: Box<dyn Read + Send>) -> Self {
        Self {
            path: path.to_owned(),
            reader,
            ended: false,
            fault: None,
            state: State::Between,
            open: Vec::new(),
            at: 0,
            line_end: None,
            before: None,
            rest: Vec::new(),
            records: 0,
            envelopes: 0,
            late_units: HashMap::new(),
            usual_start: None,
            starts_as_json: None,
            any_object: false,
            any_list: false,
        }
    }

    /// Puts the next records into `block`; false where there are none left.
    pub fn next(&mut self, block: &mut Block, consumed: &dyn Fn(u64)) -> bool {
        block.restart(&self.rest, self.records + 1, self.envelope().cloned());
        self.at = 0;
        self.line_end = None;
        while self.advance(block) && block.is_empty() {
            self.fill(block, consumed);
        }
        let (done, rest) = block.bytes().split_at(self.at);
        self.before = last_visible(done).or(self.before);
        self.rest.clear();
        self.rest.extend_from_slice(rest);
        self.records += block.len() as u64;
        !block.is_empty()
    }

    /// What is wrong with the file as a whole, once it is over, else how many records were found, and the
    /// units of envelopes that have them behind their records.
    pub fn finish(self) -> Result<(u64, HashMap<u32, String>), FileFault> {
        match self.fault {
            Some(fault) => Err(fault),
            None if self.starts_as_json == Some(false) && !self.any_object => Err(FileFault::data(
                &self.path,
                "this is not JSON; expected a list of messages, an object with \"data\", or one object per line",
            )),
            // Nothing was said, which is not that there was none.
            None if self.records == 0 && !self.any_list => Err(FileFault::data(
                &self.path,
                "the file is empty, or null stands where its list should be; send it again, with [] where there is no message",
            )),
            None => Ok((self.records, self.late_units)),
        }
    }

    fn fill(&mut self, block: &mut Block, consumed: &dyn Fn(u64)) {
        self.line_end = None;
        let mut new = 0;
        while new < block::SIZE && !self.ended {
            let room = &mut block.room()[..block::SIZE - new];
            match self.reader.read(room) {
                Ok(0) => self.ended = true,
                Ok(length) => {
                    block.fill(length);
                    new += length;
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    self.ended = true;
                    self.fault = Some(FileFault::io(&self.path, &error));
                }
            }
        }
        consumed(new as u64);
    }

    /// Goes on until the block is full, the file is over, or more bytes are needed.
    fn advance(&mut self, block: &mut Block) -> NeedsMore {
        while block.len() < block::MOST_RECORDS {
            let needs_more = match std::mem::replace(&mut self.state, State::Between) {
                State::Between => self.between(block),
                State::List => self.list(block),
                State::Within { scan, object } => self.within(scan, object, block),
                State::TooLong(scan) => self.too_long(scan, block),
                State::Members => self.members(block),
                State::Lost { pairs } => self.lost(pairs, block),
                State::Over => {
                    self.state = State::Over;
                    return false;
                }
            };
            if needs_more {
                return true;
            }
        }
        false
    }

    fn between(&mut self, block: &mut Block) -> NeedsMore {
        let bytes = block.bytes();
        self.skip_to_value(bytes);
        let Some(byte) = bytes.get(self.at).copied() else {
            return self.end_of_bytes(block, self.open.is_empty());
        };
        self.starts_as_json.get_or_insert(matches!(byte, b'{' | b'['));
        match (byte, self.open.last()) {
            (b'{', _) => return self.object(block),
            (b'[', _) if self.open.len() < DEEPEST_LIST => {
                self.open.push(Open::List);
                self.any_list = true;
                self.at += 1;
            }
            (b'[', _) => self.state = State::Within { scan: Scan::default(), object: false },
            (b']', Some(Open::List)) => {
                self.open.pop();
                self.at += 1;
                self.behind_a_value();
            }
            (b'}' | b']', _) => self.lose(block),
            _ => return self.scalar(block),
        }
        false
    }

    /// Past white space and commas.
    fn skip_to_value(&mut self, bytes: &[u8]) {
        let skipped = bytes[self.at..].iter().position(|byte| !is_space(*byte) && *byte != b',');
        self.at = skipped.map_or(bytes.len(), |skipped| self.at + skipped);
    }

    /// An object where a record may stand.
    fn object(&mut self, block: &mut Block) -> NeedsMore {
        self.any_object = true;
        if let Some(length) = self.whole_line(block.bytes()) {
            block.add(self.at..self.at + length, self.envelope().is_some());
            self.at += length;
            return false;
        }
        let bytes = &block.bytes()[self.at..];
        let as_before =
            self.usual_start.as_ref().is_some_and(|start| bytes.starts_with(start.needle()));
        if !as_before && self.envelope().is_none() {
            match shape::shape(bytes, self.ended) {
                Shape::More if !self.ended && bytes.len() <= LONGEST_RECORD => return true,
                Shape::Envelope { list, unit } => {
                    let envelope = Envelope { number: self.envelopes, unit };
                    self.envelopes += 1;
                    block.enter(envelope.clone());
                    self.open.push(Open::Envelope(envelope));
                    self.at += list;
                    self.state = State::List;
                    return false;
                }
                Shape::Record => {
                    let start = shape::first_key(bytes);
                    self.usual_start =
                        (!start.is_empty()).then(|| memmem::Finder::new(start).into_owned());
                }
                Shape::More => {}
            }
        }
        self.state = State::Within { scan: Scan::default(), object: true };
        false
    }

    fn within(&mut self, mut scan: Scan, object: bool, block: &mut Block) -> NeedsMore {
        let bytes = &block.bytes()[self.at..];
        match scan.step(bytes, self.ended) {
            Step::Ended(length) => {
                if object && !scan.too_deep && length <= LONGEST_RECORD {
                    block.add(self.at..self.at + length, self.envelope().is_some());
                } else {
                    block.add_malformed();
                }
                self.at += length;
                self.behind_a_value();
            }
            Step::Broken => self.lose(block),
            Step::More if bytes.len() > LONGEST_RECORD => {
                block.add_malformed();
                self.state = State::TooLong(scan);
            }
            Step::More => {
                self.state = State::Within { scan, object };
                return self.end_of_bytes(block, false);
            }
        }
        false
    }

    fn too_long(&mut self, mut scan: Scan, block: &mut Block) -> NeedsMore {
        match scan.step(&block.bytes()[self.at..], self.ended) {
            Step::Ended(length) => {
                self.at += length;
                self.behind_a_value();
            }
            Step::Broken => self.state = State::Lost { pairs: false },
            Step::More => {
                self.at += scan.forget();
                self.state = State::TooLong(scan);
                return self.end_of_bytes(block, false);
            }
        }
        false
    }

    fn behind_a_value(&mut self) {
        self.state = match self.open.last() {
            Some(Open::Envelope(_)) => State::Members,
            _ => State::Between,
        };
    }

    fn envelope(&self) -> Option<&Envelope> {
        self.open.iter().rev().find_map(|open| match open {
            Open::Envelope(envelope) => Some(envelope),
            Open::List => None,
        })
    }

    /// All bytes were seen: more are asked for, or the file is over. Unless it is `whole`, it was
    /// cut off.
    fn end_of_bytes(&mut self, block: &Block, whole: bool) -> NeedsMore {
        if !self.ended {
            return true;
        }
        self.state = State::Over;
        if !whole && self.fault.is_none() {
            let record = self.records + block.len() as u64;
            let what = format!("the file is cut off after record {record}; send it again");
            self.fault = Some(FileFault::data(&self.path, what));
        }
        false
    }
}
