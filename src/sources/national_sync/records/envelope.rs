//! Around the records: the list of an envelope, and the keys behind it.

use super::{
    super::{
        block::Block,
        scan::{Scan, Step},
        shape::{self, Member},
    },
    Cutter, LONGEST_RECORD, NeedsMore, Open, State,
};

impl Cutter {
    /// `data` holds a list, one record, or nothing.
    pub(super) fn list(&mut self, block: &mut Block) -> NeedsMore {
        let bytes = block.bytes();
        match bytes[self.at] {
            b'[' => {
                self.open.push(Open::List);
                self.any_list = true;
                self.at += 1;
            }
            b'{' => self.state = State::Within { scan: Scan::default(), object: true },
            _ => match shape::value_end(bytes, self.at, self.ended) {
                Step::Ended(end) => {
                    if shape::scalar(&bytes[self.at..end]).is_some() {
                        block.add_malformed();
                    }
                    self.at = end;
                    self.state = State::Members;
                }
                unended => return self.wait_or_lose(unended, State::List, block),
            },
        }
        false
    }

    /// The next key of an envelope, behind its list.
    pub(super) fn members(&mut self, block: &mut Block) -> NeedsMore {
        let bytes = block.bytes();
        self.skip_to_value(bytes);
        let unended = match shape::member(bytes, self.at) {
            Member::Key(key, value) if shape::holds_records(key) => {
                self.at = value;
                self.state = State::List;
                return false;
            }
            Member::Key(key, value) => match shape::value_end(bytes, value, self.ended) {
                Step::Ended(end) => {
                    if let Some(Open::Envelope(envelope)) = self.open.last()
                        && envelope.unit.is_none()
                        && shape::names_the_unit(key)
                        && let Some(unit) = shape::scalar(&bytes[value..end])
                    {
                        self.late_units.insert(envelope.number, unit);
                    }
                    self.at = end;
                    self.state = State::Members;
                    return false;
                }
                unended => unended,
            },
            Member::End(end) => {
                self.open.pop();
                self.at = end;
                return false;
            }
            Member::More => Step::More,
            Member::Broken => Step::Broken,
        };
        self.wait_or_lose(unended, State::Members, block)
    }

    /// Waits in `state` for the bytes that are missing; an envelope that is broken is a broken record.
    fn wait_or_lose(&mut self, step: Step, state: State, block: &mut Block) -> NeedsMore {
        if step == Step::More && block.bytes().len() - self.at <= LONGEST_RECORD {
            self.state = state;
            return self.end_of_bytes(block, false);
        }
        self.open.pop();
        self.lose(block);
        false
    }
}
