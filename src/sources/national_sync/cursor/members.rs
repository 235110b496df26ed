//! Objects whose keys are known: what the sender usually writes next is tried first, then the key is
//! looked for.

use super::{
    super::{
        habits::{START, UNKNOWN},
        key_table::{KeyTable, Met, Places},
    },
    Cursor, Raw, Read,
};

impl<'b> Cursor<'b> {
    /// Goes through a list of objects; `row` gets the scalars of each that have a place, the last of a
    /// repeated key. True where there is a list; an object with a key that comes twice is `repeated`.
    pub fn rows<const N: usize>(
        &mut self,
        keys: &Places,
        repeated: &mut bool,
        mut row: impl FnMut([Raw<'b>; N]),
    ) -> Read<bool> {
        self.objects(|cursor| {
            let (mut met, mut values) = (Met::default(), [Raw::Missing; N]);
            cursor.members(keys, &mut met, |cursor, key| match key.flatten() {
                Some(place) => cursor.scalar().map(|value| values[place] = value),
                None => cursor.skip(),
            })?;
            *repeated |= met.repeated();
            row(values);
            Ok(())
        })
    }

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
        let Some(number) = keys.find(name) else {
            met.meet_unknown(name);
            return Ok(Some(UNKNOWN));
        };
        met.meet(number);
        self.habits.learn(keys.table, before, number, &self.bytes[from..self.at]);
        Ok(Some(number))
    }
}
