//! Shared databases used (`DSKetNoiCSDL`): dossiers received that used each, by unit and those below
//! it. A dossier names a list of codes; a code that stands in it twice counts once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::domain::unit::Tree;

/// Received dossiers by unit and number of their list of databases.
pub type Lists = HashMap<(u32, u32), u64>;

/// Adds one share of the lists to the whole.
pub fn merge(total: &mut Lists, share: Lists) {
    for (key, dossiers) in share {
        *total.entry(key).or_default() += dossiers;
    }
}

/// Takes a share away from the whole; `None` where it is not in it.
pub fn take_away(total: &mut Lists, share: &Lists) -> Option<()> {
    for (key, dossiers) in share {
        let known = total.get_mut(key)?;
        *known = known.checked_sub(*dossiers)?;
        if *known == 0 {
            total.remove(key);
        }
    }
    Some(())
}

/// Dossiers by unit and code, each unit carried by the one `carried_by` names.
pub fn by_code(
    lists: &Lists,
    names: &[String],
    tree: &Tree,
    carried_by: &[u32],
) -> BTreeMap<(u32, String), u64> {
    let mut counted = BTreeMap::new();
    for ((unit, list), dossiers) in lists {
        for code in codes(&names[*list as usize]) {
            for above in tree.upwards(carried_by[*unit as usize]) {
                *counted.entry((above, code.to_owned())).or_default() += dossiers;
            }
        }
    }
    counted
}

/// The codes of a list, each once.
fn codes(list: &str) -> BTreeSet<&str> {
    list.split(';').map(str::trim).filter(|code| !code.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_stands_twice_in_a_list_counts_once() {
        assert_eq!(codes("7; 1;;7").into_iter().collect::<Vec<_>>(), ["1", "7"]);
    }
}
