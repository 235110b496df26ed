//! The places of quotes and brackets, in a list that is written without asking for room each time.

use super::masks::WIDTH;

/// Places in the bytes of a block.
#[derive(Debug, Default)]
pub struct Marks {
    /// Longer than what counts.
    places: Vec<u32>,
    length: usize,
}

impl Marks {
    /// Adds the places of the bits, the lowest standing for `base`.
    #[inline]
    pub fn add(&mut self, mut bits: u64, base: usize) {
        if self.places.len() < self.length + WIDTH {
            self.places.resize(2 * self.length + WIDTH, 0);
        }
        let count = bits.count_ones() as usize;
        // Eight at a time, whether there are so many or not, is faster than as many as there are.
        for eight in self.places[self.length..].chunks_exact_mut(8).take(count.div_ceil(8)) {
            for place in eight {
                *place = (base as u32).wrapping_add(bits.trailing_zeros());
                bits &= bits.wrapping_sub(1);
            }
        }
        self.length += count;
    }

    pub fn len(&self) -> usize {
        self.length
    }

    pub fn truncate(&mut self, length: usize) {
        self.length = length.min(self.length);
    }

    pub fn as_slice(&self) -> &[u32] {
        &self.places[..self.length]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bit_becomes_a_place_however_many_there_are() {
        for bits in [0, 1, 1 << 63, 0xFF, 0x1FF, u64::MAX, 0xAAAA_AAAA_AAAA_AAAA] {
            let mut marks = Marks::default();
            marks.add(0b101, 0);
            marks.add(bits, 1000);
            let expected = (0..64).filter(|bit| bits >> bit & 1 == 1).map(|bit| 1000 + bit);
            assert_eq!(marks.as_slice(), [0, 2].into_iter().chain(expected).collect::<Vec<u32>>());
        }
    }

    #[test]
    fn what_is_dropped_is_written_over() {
        let mut marks = Marks::default();
        marks.add(0b111, 0);
        marks.truncate(1);
        marks.add(0b1, 9);
        assert_eq!(marks.as_slice(), [0, 9]);
    }
}
