//! Which unit a dossier belongs to, from what its row says.

use std::collections::HashMap;

use super::unit::{Unit, folded};

/// Finds the unit of a dossier as 4.1.9 orders it: code, name, prefix of the dossier number, envelope.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    codes: HashMap<String, String>,
    names: HashMap<String, String>,
    authority: String,
}

impl Finder {
    /// Over the units given. A name beats an alias, the first row wins.
    pub fn new(authority_id: &str, units: &[Unit]) -> Self {
        let mut finder = Self { authority: authority_id.to_owned(), ..Self::default() };
        finder.codes.insert(authority_id.to_owned(), authority_id.to_owned());
        for unit in units {
            finder.codes.entry(unit.id.clone()).or_insert_with(|| unit.id.clone());
        }
        for version in units.iter().flat_map(|unit| unit.versions.iter().map(move |v| (unit, v))) {
            finder.names.entry(folded(&version.1.name)).or_insert_with(|| version.0.id.clone());
        }
        for unit in units {
            for alias in &unit.aliases {
                finder.codes.entry(alias.clone()).or_insert_with(|| unit.id.clone());
                finder.names.entry(folded(alias)).or_insert_with(|| unit.id.clone());
            }
        }
        finder
    }

    /// The unit that a code or old code stands for.
    pub fn by_code(&self, code: &str) -> Option<&str> {
        self.codes.get(code).map(String::as_str)
    }

    pub fn by_name(&self, name: &str) -> Option<&str> {
        self.names.get(&folded(name)).map(String::as_str)
    }

    /// The unit of the longest prefix of a dossier number, by whole dot groups; never the authority.
    pub fn by_number(&self, dossier_id: &str) -> Option<&str> {
        let (mut prefix, _) = dossier_id.split_once('-')?;
        loop {
            if let Some(unit) = self.by_code(prefix).filter(|_| prefix != self.authority) {
                return Some(unit);
            }
            prefix = prefix.rsplit_once('.')?.0;
        }
    }
}
