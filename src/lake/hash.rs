//! The hash that brings the rows of a dossier together. It decides which partition a dossier belongs
//! to and so the order of lake files: the same number has the same hash on every machine.

const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

/// The hash of a dossier's number.
#[inline]
pub fn dossier_hash(id: &[u8]) -> u64 {
    let mut hash = mixed(id.len() as u64 ^ MULTIPLIER);
    let (words, rest) = id.as_chunks::<8>();
    for word in words {
        hash = mixed(hash ^ u64::from_le_bytes(*word));
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    mixed(hash ^ u64::from_le_bytes(last))
}

/// The number alone of `UNIT/NUMBER`.
#[inline]
pub fn number_of(id: &[u8]) -> &[u8] {
    memchr::memchr(b'/', id).map_or(id, |slash| &id[slash + 1..])
}

/// Which of `parts` equal parts of all hashes this one is in.
#[inline]
pub fn part_of(hash: u64, parts: usize) -> usize {
    ((u128::from(hash) * parts as u128) >> 64) as usize
}

/// Both halves of a product, so that every bit of the number moves every bit of the hash.
#[inline]
fn mixed(number: u64) -> u64 {
    let product = u128::from(number ^ MULTIPLIER.rotate_left(32)) * u128::from(MULTIPLIER);
    (product >> 64) as u64 ^ product as u64
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn numbers() -> impl Iterator<Item = String> {
        (0..20_000).map(|number| format!("G01.{:02}-260302-{number:04}", number % 7))
    }

    #[test]
    fn numbers_that_differ_in_a_digit_or_in_length_have_hashes_of_their_own() {
        let hashes: HashSet<u64> = numbers().map(|id| dossier_hash(id.as_bytes())).collect();
        assert_eq!(hashes.len(), 20_000);
        let short: HashSet<u64> = (0..40).map(|length| dossier_hash(&vec![0; length])).collect();
        assert_eq!(short.len(), 40);
    }

    #[test]
    fn every_part_gets_its_share() {
        for parts in [2, 7, 256] {
            let mut shares = vec![0; parts];
            for id in numbers() {
                shares[part_of(dossier_hash(id.as_bytes()), parts)] += 1;
            }
            let fair = 20_000 / parts;
            assert!(shares.iter().all(|share| (fair / 2..fair * 2).contains(share)), "{shares:?}");
        }
    }
}
