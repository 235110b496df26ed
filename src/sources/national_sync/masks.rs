//! Sixty-four bytes at a time: where the quotes and brackets are, as bits. Written so that the
//! compiler uses the widest registers the machine is known to have; this is what makes finding the
//! records cheap beside reading them.

/// Bytes looked at together.
pub const WIDTH: usize = 64;

const ONES: u64 = 0x0101_0101_0101_0101;

/// The bit that a byte has among its eight.
const WEIGHTS: [u8; WIDTH] = {
    let mut weights = [0; WIDTH];
    let mut place = 0;
    while place < WIDTH {
        weights[place] = 1 << (place % 8);
        place += 1;
    }
    weights
};

/// One bit per byte, the first byte lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Masks {
    pub quotes: u64,
    /// Any of `{ } [ ]`.
    pub brackets: u64,
    pub has_backslash: bool,
    /// A byte below the space: a line end, or one that no text may hold.
    pub has_control: bool,
}

impl Masks {
    #[inline]
    pub fn of(chunk: &[u8; WIDTH]) -> Self {
        let mut quotes = [0; WIDTH];
        let mut brackets = [0; WIDTH];
        let (mut backslash, mut control) = (0, 0);
        for place in 0..WIDTH {
            let byte = chunk[place];
            // `[` and `]` become `{` and `}`; no other byte does.
            let folded = byte | 0x20;
            quotes[place] = all_if(byte == b'"') & WEIGHTS[place];
            brackets[place] = all_if((folded == b'{') | (folded == b'}')) & WEIGHTS[place];
            backslash |= all_if(byte == b'\\');
            control |= all_if(byte < b' ');
        }
        Self {
            quotes: gathered(&quotes),
            brackets: gathered(&brackets),
            has_backslash: backslash != 0,
            has_control: control != 0,
        }
    }
}

/// Where the bytes are that fit; asked only where there are any.
pub fn places(chunk: &[u8; WIDTH], fits: impl Fn(u8) -> bool) -> u64 {
    let mut found = [0; WIDTH];
    for place in 0..WIDTH {
        found[place] = all_if(fits(chunk[place])) & WEIGHTS[place];
    }
    gathered(&found)
}

#[inline]
fn all_if(holds: bool) -> u8 {
    u8::from(holds).wrapping_neg()
}

/// Adds up the weights of each eight bytes, which makes eight bits of them.
#[inline]
fn gathered(weighted: &[u8; WIDTH]) -> u64 {
    let (words, _) = weighted.as_chunks::<8>();
    words.iter().zip(0..).fold(0, |mask, (word, place)| {
        mask | u64::from_le_bytes(*word).wrapping_mul(ONES) >> 56 << (8 * place)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_at_every_place_has_the_bit_it_should() {
        for byte in 0..=u8::MAX {
            for place in 0..WIDTH {
                let mut chunk = [b'x'; WIDTH];
                chunk[place] = byte;
                let bit = |holds: bool| u64::from(holds) << place;
                let masks = Masks::of(&chunk);
                assert_eq!(masks.quotes, bit(byte == b'"'));
                assert_eq!(masks.brackets, bit(b"{}[]".contains(&byte)));
                assert_eq!(masks.has_backslash, byte == b'\\');
                assert_eq!(masks.has_control, byte < b' ');
                assert_eq!(places(&chunk, |byte| byte != b'x'), bit(byte != b'x'));
            }
        }
    }

    #[test]
    fn neighbours_do_not_disturb_each_other() {
        assert_eq!(Masks::of(&[b'"'; WIDTH]).quotes, u64::MAX);
        assert_eq!(Masks::of(&[b']'; WIDTH]).brackets, u64::MAX);
        assert_eq!(places(&[7; WIDTH], |byte| byte == 7), u64::MAX);
    }
}
