//! Invented chance: splitmix64, seeded by what is being invented. Only integer steps and exact
//! multiplications, so that every machine draws the same demonstration.

/// A stream of numbers that its seed alone decides.
pub struct Numbers(u64);

impl Numbers {
    /// A stream of its own for each pair, so that one unit's data never moves another's.
    pub fn new(subject: u64, part: u64) -> Self {
        let mut numbers = Self(subject.wrapping_mul(0x1000_0001) ^ part.wrapping_mul(0x9E37_79B1));
        numbers.next();
        numbers
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// 0 up to, not including, 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + (self.next() % (high - low + 1) as u64) as i64
    }

    /// True in `percent` of a hundred draws.
    pub fn chance(&mut self, percent: f64) -> bool {
        self.share() * 100.0 < percent
    }

    /// One of a list that is not empty.
    pub fn one_of<T: Copy>(&mut self, list: &[T]) -> T {
        list[(self.next() % list.len() as u64) as usize]
    }
}
