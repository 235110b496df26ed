//! Keys found whatever their letters' case, and what keys of one object have been met (4.1.11).

use std::{hash::Hasher, sync::LazyLock};

use super::habits::Table;

/// Keys by a mixture of their letters, so that hardly ever two are compared.
#[derive(Debug)]
pub struct KeyTable<K> {
    pub table: Table,
    keys: Vec<Entry<K>>,
    /// By slot, the first key there, counted from 1.
    first: [u8; SLOTS],
}

#[derive(Debug)]
struct Entry<K> {
    name: Name,
    key: K,
    /// The next key of the same slot, counted from 1.
    next: u8,
}

const SLOTS: usize = 256;

/// Keys of an object of which only scalars are read: those have a place each, the others are skipped.
pub type Places = LazyLock<KeyTable<Option<usize>>>;

impl KeyTable<Option<usize>> {
    /// The keys that are read, in the order of their places, and the other documented ones.
    pub fn places(table: Table, read: &[&'static str], skipped: &[&'static str]) -> Self {
        let read = read.iter().zip((0..).map(Some));
        let keys = read.chain(skipped.iter().map(|name| (name, None)));
        Self::new(table, keys.map(|(name, place)| (*name, place)))
    }
}

impl<K: Copy> KeyTable<K> {
    /// At most 64 keys of 1 to 32 letters.
    pub fn new(table: Table, keys: impl IntoIterator<Item = (&'static str, K)>) -> Self {
        let mut table = Self { table, keys: Vec::new(), first: [0; SLOTS] };
        for (name, key) in keys {
            let Some(name) = Name::of(name.as_bytes()) else { continue };
            let slot = name.slot();
            table.keys.push(Entry { name, key, next: table.first[slot] });
            table.first[slot] = table.keys.len() as u8;
        }
        table
    }

    /// The key of a number.
    #[inline]
    pub fn key(&self, number: usize) -> K {
        self.keys[number].key
    }

    /// The number of the key of this name.
    #[inline]
    pub fn find(&self, name: &[u8]) -> Option<usize> {
        let name = Name::of(name)?;
        let mut number = self.first[name.slot()];
        while number > 0 {
            let entry = &self.keys[usize::from(number) - 1];
            if entry.name == name {
                return Some(usize::from(number) - 1);
            }
            number = entry.next;
        }
        None
    }
}

/// A name in small letters, as its length and overlapping words of it. A bit makes a small letter of
/// a great one and a letter of nothing else, so names of letters are equal where their words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Name {
    length: usize,
    words: [u64; 4],
}

const SMALL: u64 = 0x2020_2020_2020_2020;

impl Name {
    #[inline]
    fn of(name: &[u8]) -> Option<Self> {
        let length = name.len();
        let word = |at: usize| name[at..].first_chunk().map_or(0, |word| u64::from_le_bytes(*word));
        let half = |at: usize| name[at..].first_chunk().map_or(0, |half| u32::from_le_bytes(*half));
        let words = match length {
            17..=32 => [word(0), word(8), word(length - 16), word(length - 8)],
            8..=16 => [word(0), word(length - 8), 0, 0],
            4..=7 => [u64::from(half(0)) << 32 | u64::from(half(length - 4)), 0, 0, 0],
            1..=3 => {
                let byte = |at: usize| u64::from(name[at]);
                [byte(0) << 16 | byte(length / 2) << 8 | byte(length - 1), 0, 0, 0]
            }
            _ => return None,
        };
        Some(Self { length, words: words.map(|word| word | SMALL) })
    }

    #[inline]
    fn slot(&self) -> usize {
        let [first, second, _, last] = self.words;
        let mixed = first ^ second.rotate_left(21) ^ last.rotate_left(42) ^ self.length as u64;
        (mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as usize % SLOTS
    }
}

/// The keys met in one object.
#[derive(Debug, Default)]
pub struct Met {
    known: u64,
    /// Hashes of keys that no document knows; of an object within a record they are not kept.
    unknown: Option<Vec<u64>>,
    repeated: bool,
}

impl Met {
    /// For a record: other keys are told apart too.
    pub fn of_record() -> Self {
        Self { unknown: Some(Vec::new()), ..Self::default() }
    }

    /// As new, for the next record.
    pub fn clear(&mut self) {
        self.known = 0;
        self.repeated = false;
        if let Some(unknown) = &mut self.unknown {
            unknown.clear();
        }
    }

    /// Whether a key came twice, in whatever spelling.
    pub fn repeated(&mut self) -> bool {
        if let Some(unknown) = self.unknown.as_mut().filter(|unknown| unknown.len() > 1) {
            unknown.sort_unstable();
            self.repeated |= unknown.windows(2).any(|pair| pair[0] == pair[1]);
        }
        self.repeated
    }

    /// Notes that the key of this number was met.
    #[inline]
    pub fn meet(&mut self, number: usize) {
        let bit = 1 << number;
        self.repeated |= self.known & bit != 0;
        self.known |= bit;
    }

    /// Notes that a key was met that no document knows.
    pub fn meet_unknown(&mut self, name: &[u8]) {
        if let Some(unknown) = &mut self.unknown {
            let mut hasher = std::hash::DefaultHasher::new();
            name.iter().for_each(|byte| hasher.write_u8(byte.to_ascii_lowercase()));
            unknown.push(hasher.finish());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::draft::KEYS, *};

    #[test]
    fn a_key_is_repeated_in_whatever_spelling_it_comes_again() {
        let repeated = |names: &[&str]| {
            let mut met = Met::of_record();
            for name in names {
                match KEYS.find(name.as_bytes()) {
                    Some(number) => met.meet(number),
                    None => met.meet_unknown(name.as_bytes()),
                }
            }
            met.repeated()
        };
        assert!(!repeated(&["MaHoSo", "MaTTHC", "x", "y", "z"]));
        assert!(repeated(&["MaHoSo", "MaTTHC", "mahoso"]));
        assert!(repeated(&["ChuHoSo", "CHUHOSO"]));
        assert!(repeated(&["x", "y", "X"]));
    }

    #[test]
    fn a_key_is_found_in_any_case_and_not_with_another_letter() {
        for (name, expected) in [
            ("mahoso", KEYS.find(b"MaHoSo")),
            ("MAHOSO", KEYS.find(b"MaHoSo")),
            ("taikhoanduocxacthucvoiVNeID", KEYS.find(b"TaiKhoanDuocXacThucVoiVNeID")),
            ("MaHoSo", Some(0)),
            ("MaHoSoX", None),
            ("MaHoS0", None),
            ("Mã hồ sơ", None),
            ("", None),
        ] {
            assert_eq!(KEYS.find(name.as_bytes()), expected, "{name}");
        }
    }

    #[test]
    fn few_keys_share_a_slot() {
        let slots: std::collections::HashSet<usize> =
            KEYS.keys.iter().map(|entry| entry.name.slot()).collect();
        assert!(KEYS.keys.len() <= 64);
        assert!(slots.len() * 5 >= KEYS.keys.len() * 4, "{} of {}", slots.len(), KEYS.keys.len());
    }

    #[test]
    fn names_of_every_length_are_told_apart_by_every_letter() {
        for length in 1..=32 {
            let name: Vec<u8> = (0..length).map(|place| b'a' + place as u8 % 26).collect();
            let known = Name::of(&name);
            assert_eq!(known, Name::of(&name.to_ascii_uppercase()), "{length}");
            for place in 0..length {
                let mut other = name.clone();
                other[place] = b'_';
                assert_ne!(known, Name::of(&other), "letter {place} of {length}");
            }
        }
        assert_eq!((Name::of(b""), Name::of(&[b'a'; 33])), (None, None));
    }
}
