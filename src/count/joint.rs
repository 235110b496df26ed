//! What dossiers have in common: how many of a unit fulfil the same conditions of indicators at once. Two
//! indicators that count the same dossiers rise and fall together, and how certain a score is depends on it.
//! Only whole numbers are kept, so the order of rows and the number of threads cannot show.

use std::collections::BTreeMap;

use hashbrown::HashMap;

use crate::domain::unit::Tree;

/// Conditions that fit into a pattern.
pub const MOST: usize = 64;

/// Which conditions a dossier fulfils, one bit each.
pub type Pattern = u64;

/// Where the conditions of an indicator stand in a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bits {
    pub of: usize,
    pub those: usize,
}

/// Dossiers by unit and pattern.
pub type Patterns = HashMap<(u32, Pattern), u64>;

/// Dossiers of one unit and all below it, by pattern, in the order of the patterns.
pub type Joint = Vec<(Pattern, u64)>;

/// What the dossiers of each unit directly under the authority have in common.
pub fn listed(patterns: &Patterns, tree: &Tree, carried_by: &[u32]) -> BTreeMap<u32, Joint> {
    let mut joint: BTreeMap<u32, BTreeMap<Pattern, u64>> = BTreeMap::new();
    for ((unit, pattern), dossiers) in patterns {
        let above = tree.upwards(carried_by[*unit as usize]);
        for listed in above.filter(|above| tree.parent(*above) == Some(0)) {
            *joint.entry(listed).or_default().entry(*pattern).or_default() += dossiers;
        }
    }
    joint.into_iter().map(|(unit, of)| (unit, of.into_iter().collect())).collect()
}

/// Dossiers of which every one of the conditions holds.
pub fn together(joint: &Joint, bits: &[usize]) -> u64 {
    let all: Pattern = bits.iter().fold(0, |all, bit| all | 1 << bit);
    joint.iter().filter(|(pattern, _)| pattern & all == all).map(|(_, dossiers)| dossiers).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dossiers_are_those_where_all_conditions_hold() {
        let joint = vec![(0b001, 5), (0b011, 3), (0b111, 2)];
        assert_eq!(
            [&[0][..], &[0, 1], &[2, 0], &[]].map(|bits| together(&joint, bits)),
            [10, 5, 2, 10]
        );
    }
}
