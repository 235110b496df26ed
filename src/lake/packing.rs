//! Numbers and times in as few bytes as they need, and how they are read back.

use crate::domain::time::{LocalTime, MICROS_PER_SECOND};

/// A number in as few bytes as it needs, seven bits a byte, the lowest first.
pub fn put(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// A signed number, small where its magnitude is.
fn put_signed(out: &mut Vec<u8>, number: i64) {
    put(out, (number << 1 ^ number >> 63) as u64);
}

/// Times near one another: which are there, then the first, then differences, in seconds where all
/// are whole seconds.
pub fn put_times(out: &mut Vec<u8>, times: &[Option<LocalTime>]) {
    let present = times.iter().rev().fold(0_u8, |mask, time| mask << 1 | u8::from(time.is_some()));
    let whole = times.iter().flatten().all(|time| time.micros() % MICROS_PER_SECOND == 0);
    out.push(present | u8::from(whole) << 7);
    let unit = if whole { MICROS_PER_SECOND } else { 1 };
    let mut before = 0;
    for time in times.iter().flatten() {
        let own = time.micros() / unit;
        put_signed(out, own.wrapping_sub(before));
        before = own;
    }
}

/// Reads back what the writers above wrote.
pub struct Cursor<'b> {
    pub bytes: &'b [u8],
}

impl Cursor<'_> {
    fn array<const N: usize>(&mut self) -> [u8; N] {
        let mut array = [0; N];
        array.copy_from_slice(&self.bytes[..N]);
        self.bytes = &self.bytes[N..];
        array
    }

    pub fn u8(&mut self) -> u8 {
        self.array::<1>()[0]
    }

    pub fn u64(&mut self) -> u64 {
        u64::from_le_bytes(self.array())
    }

    pub fn number(&mut self) -> u64 {
        let mut number = 0;
        let mut shift = 0;
        loop {
            let byte = self.u8();
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return number;
            }
            shift += 7;
        }
    }

    pub fn times<const N: usize>(&mut self) -> [Option<LocalTime>; N] {
        let mask = self.u8();
        let unit = if mask & 0x80 != 0 { MICROS_PER_SECOND } else { 1 };
        let mut before = 0_i64;
        std::array::from_fn(|place| {
            (mask >> place & 1 == 1).then(|| {
                let zigzag = self.number();
                before = before.wrapping_add((zigzag >> 1) as i64 ^ -((zigzag & 1) as i64));
                LocalTime::from_micros(before * unit)
            })
        })
    }

    /// A time that is always there.
    pub fn time(&mut self) -> LocalTime {
        let [time] = self.times();
        time.unwrap_or(LocalTime::from_micros(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_times_read_back_as_they_were_written() {
        let mut out = Vec::new();
        for number in [0, 1, 127, 128, 300, u64::MAX] {
            put(&mut out, number);
        }
        let time = |micros| Some(LocalTime::from_micros(micros));
        let whole = [time(1_772_000_000_000_000), None, time(-5_000_000), time(0)];
        let split = [None, time(1_772_000_000_123_456), time(-1)];
        put_times(&mut out, &whole);
        put_times(&mut out, &split);
        let mut cursor = Cursor { bytes: &out };
        for number in [0, 1, 127, 128, 300, u64::MAX] {
            assert_eq!(cursor.number(), number);
        }
        assert_eq!(cursor.times(), whole);
        assert_eq!(cursor.times(), split);
        assert!(cursor.bytes.is_empty());
    }
}
