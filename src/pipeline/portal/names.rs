//! Which of our units the portal means: by code, name or alias, compared as names are, with or without the
//! name of the authority behind a dash.

use std::collections::HashMap;

use super::published::Row;
use crate::domain::unit::{Units, folded};

/// What the portal calls the row of the authority as a whole.
const PARENT: &str = "parent";

/// Units by every name that they have or had.
pub struct Names(HashMap<String, u32>);

impl Names {
    pub fn of(units: &Units) -> Self {
        let mut known = HashMap::new();
        for (unit, place) in units.iter().zip(0..) {
            let names = unit.versions.iter().map(|version| &version.name);
            for name in std::iter::once(&unit.id).chain(names).chain(&unit.aliases) {
                known.entry(folded(name)).or_insert(place);
            }
        }
        Self(known)
    }

    /// The unit of a row.
    pub fn find(&self, row: &Row) -> Option<u32> {
        if row.unit_level == PARENT {
            return Some(0);
        }
        let name = row.key.1.as_str();
        let before = name.rsplit_once(" - ").map(|(before, _)| before);
        [Some(name), before]
            .into_iter()
            .flatten()
            .find_map(|name| self.0.get(&folded(name)).copied())
    }
}
