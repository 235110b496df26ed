//! The numbers of dossiers as rows of a part have them: as they stand, or as hashes alone; and the hashes by
//! which rows of one dossier meet.

use sha2::{Digest, Sha256};

use super::hash::{dossier_hash, number_of};

/// The number of a dossier whose row is put aside is kept as hashes alone, because what stands there may
/// be anything: this byte, the hash by which rows meet, the one that chooses a slice, and a check.
const MASKED: u8 = 1;
const MASKED_LENGTH: usize = 25;

/// A number as hashes.
pub fn masked(id: &[u8]) -> Vec<u8> {
    let mut bytes = vec![MASKED];
    for hash in [dossier_hash(id), dossier_hash(number_of(id)), check(id)] {
        bytes.extend_from_slice(&hash.to_le_bytes());
    }
    bytes
}

fn masked_hash(id: &[u8], place: usize) -> Option<u64> {
    if id.len() != MASKED_LENGTH || id[0] != MASKED {
        return None;
    }
    id[1 + 8 * place..].first_chunk().map(|bytes| u64::from_le_bytes(*bytes))
}

/// The hash by which rows of a dossier meet.
pub fn meeting_hash(id: &[u8]) -> u64 {
    masked_hash(id, 0).unwrap_or_else(|| dossier_hash(id))
}

/// The hash by which a dossier is put in a slice: that of its number alone where it stands behind the
/// unit that gave it, as `UNIT/NUMBER`, because the unit may be found to be another.
pub fn slice_hash(id: &[u8]) -> u64 {
    masked_hash(id, 1).unwrap_or_else(|| dossier_hash(number_of(id)))
}

/// Another hash of a number, asked only where the first is the same.
pub fn check(id: &[u8]) -> u64 {
    masked_hash(id, 2).unwrap_or_else(|| {
        let digest = Sha256::digest(id);
        digest.first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
    })
}
