//! Where no record stands: something else in its place, a broken record, and the way from there to
//! the next whole one.

use super::{
    super::{
        block::Block,
        recover::{self, Trial},
        scan::{Step, is_space, last_visible},
        shape,
    },
    Cutter, LONGEST_RECORD, NeedsMore, Open, State,
};

impl Cutter {
    /// A number, a text or a word where a record should be: malformed, if it stands alone.
    pub(super) fn scalar(&mut self, block: &mut Block) -> NeedsMore {
        let bytes = block.bytes();
        let end = match shape::value_end(bytes, self.at, self.ended) {
            Step::Ended(end) => end,
            Step::More if !self.ended && bytes.len() - self.at <= LONGEST_RECORD => return true,
            Step::More | Step::Broken => {
                self.lose(block);
                return false;
            }
        };
        let in_list = matches!(self.open.last(), Some(Open::List));
        let is_blank = |byte: &u8| if in_list { is_space(*byte) } else { b" \t\r".contains(byte) };
        let alone = match bytes[end..].iter().find(|byte| !is_blank(byte)) {
            None if !self.ended && bytes.len() - self.at <= LONGEST_RECORD => return true,
            None => self.ended && !in_list,
            Some(b',') => true,
            Some(b']') => in_list,
            Some(byte) => !in_list && matches!(byte, b'\n' | b'{' | b'['),
        };
        if alone {
            block.add_malformed();
            self.at = end;
        } else {
            self.lose(block);
        }
        false
    }

    /// The record that begins here is broken: it is malformed, and the next whole one is looked for.
    pub(super) fn lose(&mut self, block: &mut Block) {
        let pairs = recover::begins_a_pair(&block.bytes()[self.at..]);
        block.add_malformed();
        self.at += 1;
        self.state = State::Lost { pairs };
    }

    /// Goes on to the next record that is whole.
    pub(super) fn lost(&mut self, pairs: bool, block: &mut Block) -> NeedsMore {
        let bytes = block.bytes();
        while let Some(skipped) = memchr::memchr(b'{', &bytes[self.at..]) {
            self.at += skipped;
            // What stands behind a colon belongs to the broken record.
            let trial = match last_visible(&bytes[..self.at]).or(self.before) {
                Some(b':') => Trial::No,
                _ => recover::try_record(&bytes[self.at..], self.ended, pairs),
            };
            let too_long = bytes.len() - self.at > LONGEST_RECORD;
            match trial {
                Trial::Record => return false,
                Trial::More if !self.ended && !too_long => {
                    self.state = State::Lost { pairs };
                    return true;
                }
                Trial::More | Trial::No => self.at += 1,
            }
        }
        self.at = bytes.len();
        self.state = State::Lost { pairs };
        let last = last_visible(bytes).or(self.before);
        let closed = match self.open.first() {
            None => true,
            Some(Open::List) => last == Some(b']'),
            Some(Open::Envelope(_)) => last == Some(b'}'),
        };
        self.end_of_bytes(block, closed)
    }
}
