//! Objects whose keys are known: what the sender usually writes next is tried first, then the key is
//! looked for.

use super::{
    super::{
        habits::{START, UNKNOWN},
        key_table::{KeyTable, Met},
    },
    Cursor, Read,
};

impl<'b> Cursor<'b> {
    /// Goes through an object whose keys stand in a table; `member` gets each key, or `None` for one
    /// that the table has not, and must read or skip its value.
    #[inline]
    pub fn members<K: Copy>(
        &mut self,
        keys: &KeyTable<K>,
        met: &mut Met,
        mut member: impl FnMut(&mut Self, Option<K>) -> Read<()>,
    ) -> Read<()> {
        let mut before = START;
        self.deeper()?;
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            match self.habits.follow(keys.table, before, rest) {
                Some((number, length)) => {
                    self.at += length;
                    met.meet(number);
                    before = number;
                    member(self, Some(keys.key(number)))?;
                }
                None => match self.next_key(keys, met, before)? {
                    Some(number) => {
                        before = number;
                        member(self, (number != UNKNOWN).then(|| keys.key(number)))?;
                    }
                    None => break,
                },
            }
        }
        self.depth -= 1;
        Ok(())
    }

    /// The number of the key behind `before`; `None` where the object ends.
    fn next_key<K: Copy>(
        &mut self,
        keys: &KeyTable<K>,
        met: &mut Met,
        before: usize,
    ) -> Read<Option<usize>> {
        let from = self.at;
        if before == START {
            self.expect(b'{')?;
        }
        if self.closes(b'}') {
            return Ok(None);
        }
        if before != START {
            self.expect(b',')?;
        }
        let name = self.string()?;
        self.expect(b':')?;
        let Some((_, number)) = keys.find(name) else {
            met.meet_unknown(name);
            return Ok(Some(UNKNOWN));
        };
        met.meet(number as usize);
        self.habits.learn(keys.table, before, number, &self.bytes[from..self.at]);
        Ok(Some(number as usize))
    }
}
