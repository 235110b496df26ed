//! The units, as they were on a day or as they are organised now.

use super::{
    clock::{Read, date_of},
    world::{AUTHORITY, Table},
};

pub const UNMAPPED: &str = "unmapped";

/// One dated row of the table of units.
#[derive(Clone, Debug)]
struct Version {
    id: String,
    name: String,
    parent: String,
    kind: String,
    from: Option<i64>,
    to: Option<i64>,
    successor: String,
    aliases: Vec<String>,
}

pub struct Units {
    versions: Vec<Version>,
}

/// Which view of the units a table takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// As they were on this day.
    Then(i64),
    /// As organised on this day, the last before the cut-off.
    Now(i64),
}

impl Units {
    pub fn new(table: &Table) -> Self {
        let versions = table.rows().map(|row| {
            let date = |column: &str| Read::of(row.get(column)).time().map(date_of);
            let text = |column: &str| row.get(column).to_owned();
            Version {
                id: text("unit_id"),
                name: text("name"),
                parent: text("parent_id"),
                kind: text("kind"),
                from: date("valid_from"),
                to: date("valid_to"),
                successor: text("successor_id"),
                aliases: row.list("aliases"),
            }
        });
        Self { versions: versions.collect() }
    }

    fn of(&self, id: &str) -> impl DoubleEndedIterator<Item = &Version> {
        let id = id.to_owned();
        self.versions.iter().filter(move |version| version.id == id)
    }

    /// The row that holds in a view; of a unit that is not valid on the day, the nearest row before
    /// it, else its first.
    fn version(&self, id: &str, view: View) -> &Version {
        let (View::Then(day) | View::Now(day)) = view;
        let of_day = self.of(id).rfind(|v| v.from.is_none_or(|from| from <= day));
        of_day.or_else(|| self.of(id).next()).expect("a unit of the table")
    }

    pub fn name(&self, id: &str, view: View) -> &str {
        &self.version(id, view).name
    }

    pub fn kind(&self, id: &str, view: View) -> &str {
        &self.version(id, view).kind
    }

    /// Whether the last row of a unit ended before a day.
    pub fn is_over(&self, id: &str, day: i64) -> bool {
        let last = self.of(id).max_by_key(|version| version.from.unwrap_or(i64::MIN));
        last.and_then(|version| version.to).is_some_and(|to| to < day)
    }

    /// The unit that carries another in a view: itself as it was, its last successor now.
    pub fn carrier(&self, id: &str, view: View) -> String {
        let mut id = id.to_owned();
        while matches!(view, View::Now(_)) && self.of(&id).next().is_some() {
            let successor = &self.version(&id, view).successor;
            if successor.is_empty() {
                break;
            }
            id.clone_from(successor);
        }
        id
    }

    /// A unit of a view and everything above it, the authority last.
    pub fn chain(&self, id: &str, view: View) -> Vec<String> {
        let mut chain = vec![id.to_owned()];
        let mut at = id.to_owned();
        while at != UNMAPPED && at != AUTHORITY {
            at = self.carrier(&self.version(&at, view).parent, view);
            if at.is_empty() {
                at = AUTHORITY.to_owned();
            }
            chain.push(at.clone());
        }
        if at == UNMAPPED {
            chain.push(AUTHORITY.to_owned());
        }
        chain
    }

    /// The units that a view lists: without those that have a successor in the view of now.
    pub fn listed(&self, view: View) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        for version in &self.versions {
            if !ids.contains(&version.id) && self.carrier(&version.id, view) == version.id {
                ids.push(version.id.clone());
            }
        }
        ids
    }

    /// A code of the table, or an old code that is an alias.
    pub fn by_code(&self, code: &str) -> Option<&str> {
        let known = self.versions.iter().find(|version| version.id == code);
        let alias = || self.versions.iter().find(|v| v.aliases.iter().any(|alias| alias == code));
        known.or_else(alias).map(|version| version.id.as_str())
    }

    fn by_name(&self, name: &str) -> Option<&str> {
        let named = self.versions.iter().find(|version| version.name == name);
        let alias = || self.versions.iter().find(|v| v.aliases.iter().any(|alias| alias == name));
        named.or_else(alias).map(|version| version.id.as_str())
    }

    /// Section 4.1.9: by code, else by name, else by the number of the dossier, else unmapped.
    pub fn resolve(&self, unit_id: &str, unit_name: &str, dossier_id: &str) -> String {
        let from_code = || self.by_code(unit_id).filter(|_| !unit_id.is_empty());
        let from_name = || self.by_name(unit_name).filter(|_| !unit_name.is_empty());
        let from_number = || {
            let prefix = dossier_id.split('-').next()?;
            let groups: Vec<&str> = prefix.split('.').collect();
            (1..=groups.len())
                .rev()
                .map(|length| groups[..length].join("."))
                .filter(|code| code != AUTHORITY)
                .find_map(|code| self.by_code(&code))
        };
        let unit = from_code().or_else(from_name).or_else(from_number);
        unit.unwrap_or(UNMAPPED).to_owned()
    }
}
