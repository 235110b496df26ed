//! What a sender usually writes next. A serialiser writes the keys of its objects in the same order
//! and spelling over and over, so the bytes from one value to the next are compared with those seen
//! last, and only where they differ is the key looked for.

/// Kinds of objects that have habits of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    Record,
    Paper,
    Component,
    Attached,
    Result,
    Fee,
    Database,
    Round,
}

const TABLES: usize = 8;
/// A key of a table has a number from 0; before the first key, and behind one that no table has.
pub const START: usize = 64;
pub const UNKNOWN: usize = 65;
const LONGEST: usize = 46;

/// The habits of one sender.
#[derive(Debug)]
pub struct Habits {
    next: [[Usual; UNKNOWN + 1]; TABLES],
}

/// The bytes from the end of a value, or the beginning of the object, to the next value.
#[derive(Clone, Copy, Debug)]
struct Usual {
    bytes: [u8; LONGEST],
    /// 0 where nothing is known yet.
    length: u8,
    key: u8,
}

impl Default for Habits {
    fn default() -> Self {
        let nothing = Usual { bytes: [0; LONGEST], length: 0, key: 0 };
        Self { next: [[nothing; UNKNOWN + 1]; TABLES] }
    }
}

impl Habits {
    /// The number of the key that follows `before`, and how many bytes lead to its value, if `bytes`
    /// go on as usual.
    #[inline]
    pub fn follow(&self, table: Table, before: usize, bytes: &[u8]) -> Option<(usize, usize)> {
        let usual = &self.next[table as usize][before];
        let length = usize::from(usual.length);
        let goes_on = length > 0 && are_equal(bytes.get(..length)?, &usual.bytes[..length]);
        goes_on.then_some((usize::from(usual.key), length))
    }

    /// Remembers that `bytes` led from `before` to the value of the key of this number.
    pub fn learn(&mut self, table: Table, before: usize, key: usize, bytes: &[u8]) {
        if bytes.len() <= LONGEST {
            let usual = &mut self.next[table as usize][before];
            usual.bytes[..bytes.len()].copy_from_slice(bytes);
            usual.length = bytes.len() as u8;
            usual.key = key as u8;
        }
    }
}

/// Whether two slices of one length are equal: so few bytes are compared sooner in words that
/// overlap than by a call that serves every length.
#[inline]
fn are_equal(a: &[u8], b: &[u8]) -> bool {
    type Word = [u8; 16];
    let (Some(last), Some(other)) = (a.last_chunk::<16>(), b.last_chunk::<16>()) else {
        return match (a.first_chunk(), b.first_chunk(), a.last_chunk(), b.last_chunk()) {
            (Some(a), Some(b), Some(c), Some(d)) => half(a) == half(b) && half(c) == half(d),
            _ => a == b,
        };
    };
    let whole = |word: &Word| u128::from_le_bytes(*word);
    let (words, others) = (a.as_chunks::<16>().0, b.as_chunks::<16>().0);
    whole(last) == whole(other) && words.iter().zip(others).all(|(a, b)| whole(a) == whole(b))
}

fn half(word: &[u8; 8]) -> u64 {
    u64::from_le_bytes(*word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_equal_where_every_one_of_them_is() {
        for length in 0..=LONGEST {
            let bytes: Vec<u8> = (0..length as u8).collect();
            assert!(are_equal(&bytes, &bytes.clone()), "{length}");
            for place in 0..length {
                let mut other = bytes.clone();
                other[place] ^= 1;
                assert!(!are_equal(&bytes, &other), "byte {place} of {length}");
            }
        }
    }

    #[test]
    fn what_was_seen_last_is_expected_until_something_else_comes() {
        let mut habits = Habits::default();
        assert_eq!(habits.follow(Table::Paper, 3, b""), None);
        habits.learn(Table::Paper, 3, 5, b",\"a\":");
        habits.learn(Table::Paper, START, 3, &[b' '; 100]);
        assert_eq!(habits.follow(Table::Paper, 3, b",\"a\":1"), Some((5, 5)));
        for (table, before, bytes) in [
            (Table::Paper, 3, &b",\"A\":1"[..]),
            (Table::Paper, 3, b",\"a\""),
            (Table::Paper, 4, b",\"a\":1"),
            (Table::Fee, 3, b",\"a\":1"),
            (Table::Paper, START, &[b' '; 100]),
        ] {
            assert_eq!(habits.follow(table, before, bytes), None, "{bytes:?}");
        }
    }
}
