//! Units of the authority, through time: codes, names, parents, validity and successors. The
//! authority is the first of them, the reserved unit `unmapped` the last.

mod folded;
mod tree;

use std::collections::HashMap;

pub use self::{folded::folded, tree::Tree};
use super::time::Day;

/// The reserved unit of dossiers whose unit is not known (4.1.9).
pub const UNMAPPED: &str = "unmapped";

/// What a unit was called and where it stood between two dates (`from` included, `to` the last day).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Version {
    pub name: String,
    pub name_en: Option<String>,
    pub parent_id: Option<String>,
    pub kind: String,
    pub valid_from: Option<Day>,
    pub valid_to: Option<Day>,
}

impl Version {
    fn covers(&self, day: Day) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Unit {
    pub id: String,
    /// In order of validity; at least one.
    pub versions: Vec<Version>,
    pub successor_id: Option<String>,
    pub aliases: Vec<String>,
}

impl Unit {
    /// The version valid on `day`, else the last before it, else the first.
    pub fn on(&self, day: Day) -> &Version {
        let covering = self.versions.iter().find(|version| version.covers(day));
        let begun = |version: &&Version| version.valid_from.is_none_or(|from| from <= day);
        covering.or_else(|| self.versions.iter().rev().find(begun)).unwrap_or(&self.versions[0])
    }

    /// Whether its last version ended before `day`.
    pub fn is_over(&self, day: Day) -> bool {
        let end = self.versions.last().and_then(|version| version.valid_to);
        end.is_some_and(|end| end < day)
    }
}

/// One row of the units table: a code and one version of it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct UnitRow {
    pub id: String,
    pub version: Version,
    pub successor_id: Option<String>,
    pub aliases: Vec<String>,
}

/// Rows with the same code become one unit with several versions.
pub fn fold(rows: Vec<UnitRow>) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for row in rows {
        let place = *places.entry(row.id.clone()).or_insert(units.len());
        match units.get_mut(place) {
            Some(unit) => {
                unit.versions.push(row.version);
                unit.successor_id = row.successor_id.or(unit.successor_id.take());
                unit.aliases.extend(row.aliases);
            }
            None => units.push(Unit {
                id: row.id,
                versions: vec![row.version],
                successor_id: row.successor_id,
                aliases: row.aliases,
            }),
        }
    }
    units
}

/// All units, the authority first and `unmapped` last.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(from = "Vec<Unit>", into = "Vec<Unit>")]
pub struct Units {
    list: Vec<Unit>,
    by_id: HashMap<String, u32>,
    /// By code as names are compared; of two the first.
    by_folded: HashMap<String, u32>,
}

/// As the lake keeps it: a list that was checked when it was made.
impl From<Vec<Unit>> for Units {
    fn from(list: Vec<Unit>) -> Self {
        let by_id = list.iter().zip(0..).map(|(unit, index)| (unit.id.clone(), index)).collect();
        let mut by_folded = HashMap::new();
        for (unit, index) in list.iter().zip(0..) {
            by_folded.entry(folded(&unit.id)).or_insert(index);
        }
        Self { list, by_id, by_folded }
    }
}

impl From<Units> for Vec<Unit> {
    fn from(units: Units) -> Self {
        units.list
    }
}

/// Why a list of units is refused; each names the unit.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum UnitFault {
    #[error(
        "unit {unit}: its parent {parent} is not in the list; add that unit or correct parent_id"
    )]
    ParentMissing { unit: String, parent: String },
    #[error(
        "unit {unit}: its successor {successor} is not in the list; add that unit or correct successor_id"
    )]
    SuccessorMissing { unit: String, successor: String },
    #[error(
        "unit {unit}: its parents lead back to itself; correct parent_id so that every unit ends at the authority"
    )]
    ParentCycle { unit: String },
    #[error("unit {unit}: its successors lead back to itself; correct successor_id")]
    SuccessorCycle { unit: String },
    #[error(
        "unit {unit}: two rows are valid on {day}; end the earlier row before the later begins"
    )]
    OverlappingValidity { unit: String, day: Day },
    #[error("unit {unit}: valid_to is before valid_from")]
    EndsBeforeItBegins { unit: String },
    #[error(
        "unit {unit}: this code is reserved for dossiers whose unit is not known; choose another"
    )]
    Reserved { unit: String },
}

impl Units {
    /// Checks and completes a list: the authority is put first (added when absent), units without a
    /// parent come directly under it, `unmapped` is added last. All faults are given at once.
    pub fn new(authority: Unit, given: Vec<Unit>) -> Result<Self, Vec<UnitFault>> {
        let mut list: Vec<Unit> = vec![authority];
        for unit in given {
            if unit.id == list[0].id {
                list[0].aliases = unit.aliases;
                list[0].versions = unit.versions;
            } else {
                list.push(unit);
            }
        }
        let faults: Vec<UnitFault> = list
            .iter()
            .filter(|unit| unit.id == UNMAPPED)
            .map(|unit| UnitFault::Reserved { unit: unit.id.clone() })
            .collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        list.push(unmapped());
        let authority_id = list[0].id.clone();
        for unit in &mut list[1..] {
            unit.versions.sort_by_key(|version| version.valid_from);
            for version in &mut unit.versions {
                version.parent_id.get_or_insert_with(|| authority_id.clone());
            }
        }
        for version in &mut list[0].versions {
            version.parent_id = None;
        }
        let units = Self::from(list);
        let faults = units.faults();
        if faults.is_empty() { Ok(units) } else { Err(faults) }
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Never: the authority and `unmapped` are always there.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Unit> {
        self.list.iter()
    }

    pub fn get(&self, index: u32) -> &Unit {
        &self.list[index as usize]
    }

    pub fn index(&self, id: &str) -> Option<u32> {
        self.by_id.get(id).copied()
    }

    /// The unit of this code, else the one whose code differs only in the way it is written: where
    /// units are discovered, rows write one name in many ways.
    pub fn find(&self, id: &str) -> Option<u32> {
        self.index(id).or_else(|| self.by_folded.get(&folded(id)).copied())
    }

    pub fn authority(&self) -> &Unit {
        &self.list[0]
    }

    pub fn unmapped(&self) -> u32 {
        self.list.len() as u32 - 1
    }

    /// The tree as it stood on `day`.
    pub fn tree(&self, day: Day) -> Tree {
        let parent: Vec<Option<u32>> = self
            .list
            .iter()
            .map(|unit| unit.on(day).parent_id.as_deref().and_then(|id| self.index(id)))
            .collect();
        Tree { parent }
    }

    /// The tree as organised now: a parent that was carried on is replaced by the unit that carries
    /// it, and units that were carried on themselves stand nowhere.
    pub fn tree_as_now(&self, day: Day, carried_by: &[u32]) -> Tree {
        let then = self.tree(day);
        let mut parent: Vec<Option<u32>> = (0..self.len() as u32)
            .map(|unit| {
                let listed = carried_by[unit as usize] == unit;
                let carried = then.parent(unit).map(|parent| carried_by[parent as usize]);
                carried.filter(|_| listed)
            })
            .collect();
        // A unit that carries one of those above it would stand below itself.
        for unit in 1..parent.len() {
            let above = |unit: &usize| parent[*unit].map(|parent| parent as usize);
            let top = std::iter::successors(Some(unit), above).take(parent.len() + 1);
            if top.count() > parent.len() {
                parent[unit] = Some(0);
            }
        }
        Tree { parent }
    }

    /// For each unit, the one that carries it on today's list: itself, or its last successor.
    pub fn successors(&self) -> Vec<u32> {
        (0..self.len() as u32)
            .map(|unit| {
                let next = |unit: &u32| {
                    self.get(*unit).successor_id.as_deref().and_then(|id| self.index(id))
                };
                std::iter::successors(Some(unit), next).last().unwrap_or(unit)
            })
            .collect()
    }

    fn faults(&self) -> Vec<UnitFault> {
        let mut faults = Vec::new();
        for unit in &self.list {
            let name = || unit.id.clone();
            for version in &unit.versions {
                if let Some(parent) = &version.parent_id
                    && !self.by_id.contains_key(parent)
                {
                    faults.push(UnitFault::ParentMissing { unit: name(), parent: parent.clone() });
                }
                if version.valid_from.zip(version.valid_to).is_some_and(|(from, to)| to < from) {
                    faults.push(UnitFault::EndsBeforeItBegins { unit: name() });
                }
            }
            for pair in unit.versions.windows(2) {
                let begins = pair[1].valid_from;
                if pair[0].valid_to.is_none_or(|to| begins.is_none_or(|from| from <= to)) {
                    let day = begins.unwrap_or(Day(0));
                    faults.push(UnitFault::OverlappingValidity { unit: name(), day });
                }
            }
            if let Some(successor) = &unit.successor_id
                && !self.by_id.contains_key(successor)
            {
                faults.push(UnitFault::SuccessorMissing {
                    unit: name(),
                    successor: successor.clone(),
                });
            }
            if self.leads_back(unit, |unit| unit.successor_id.as_deref()) {
                faults.push(UnitFault::SuccessorCycle { unit: name() });
            }
            for version in &unit.versions {
                let day = version.valid_from.unwrap_or(Day(0));
                if self.leads_back(unit, |unit| unit.on(day).parent_id.as_deref()) {
                    faults.push(UnitFault::ParentCycle { unit: name() });
                    break;
                }
            }
        }
        faults
    }

    fn leads_back<'a>(
        &'a self,
        unit: &'a Unit,
        next: impl Fn(&'a Unit) -> Option<&'a str>,
    ) -> bool {
        let mut current = unit;
        for _ in 0..=self.list.len() {
            match next(current).and_then(|id| self.index(id)) {
                Some(index) => current = self.get(index),
                None => return false,
            }
        }
        true
    }
}

fn unmapped() -> Unit {
    Unit {
        id: UNMAPPED.into(),
        versions: vec![Version {
            name: "Chưa xác định đơn vị".into(),
            name_en: Some("Unit not known".into()),
            parent_id: None,
            kind: UNMAPPED.into(),
            valid_from: None,
            valid_to: None,
        }],
        successor_id: None,
        aliases: Vec::new(),
    }
}
