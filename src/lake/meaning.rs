//! What the numbers of names in the rows of a part stand for in a run: units as the list of the run has
//! them, procedures and databases as all parts together name them.

use std::{collections::HashSet, ops::ControlFlow};

use serde::{Deserialize, Serialize};

use super::{
    codec::{self, NO_NAME},
    numbers::meeting_hash,
    part::Part,
    registers::Registers,
};
use crate::domain::{
    finder::{UnitMarks, UnitReading, hashed_text},
    names::Names,
    unit::UNMAPPED,
};

/// Stands for a slash in the name of a unit.
const SLASH: char = '\u{2215}';

/// The names of a run, and the units that rows are found to be of.
#[derive(Debug)]
pub struct Known {
    pub units: UnitReading,
    /// The number of the unit that stands for none.
    pub unmapped: u32,
    pub unit_names: Names,
    pub procedure_names: Names,
    pub database_names: Names,
}

/// The names of a run, in the order of their numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NameLists {
    pub units: Vec<String>,
    pub procedures: Vec<String>,
    pub databases: Vec<String>,
}

impl Known {
    /// Names that were known `before` keep their numbers, as far as the units are the same.
    pub fn new(units: UnitReading, before: &NameLists) -> Self {
        let (unit_names, procedure_names, database_names) = <(Names, Names, Names)>::default();
        let unmapped = unit_names.number(UNMAPPED);
        for (names, before) in [
            (&unit_names, &before.units),
            (&procedure_names, &before.procedures),
            (&database_names, &before.databases),
        ] {
            before.iter().for_each(|name| {
                names.number(name);
            });
        }
        listed(&units).for_each(|unit| {
            unit_names.number(unit);
        });
        Self { units, unmapped, unit_names, procedure_names, database_names }
    }

    pub fn names(&self) -> NameLists {
        NameLists {
            units: self.unit_names.list(),
            procedures: self.procedure_names.list(),
            databases: self.database_names.list(),
        }
    }

    /// The names, and hashes in the place of those that no part bears: what a file that is gone said is
    /// not kept.
    pub fn names_kept(&self, meanings: &[Meaning]) -> NameLists {
        let mut names = self.names();
        let listed = listed(&self.units).map(|unit| self.unit_names.number(unit));
        let units = meanings.iter().flat_map(Meaning::units);
        let mask = |names: &mut [String], borne: HashSet<u32>| {
            let free = (0..).zip(names).filter(|(number, _)| !borne.contains(number));
            free.for_each(|(_, name)| *name = hashed_text(name));
        };
        mask(&mut names.units, units.chain(listed).chain([self.unmapped]).collect());
        let of =
            |numbers: fn(&Meaning) -> &[u32]| meanings.iter().flat_map(numbers).copied().collect();
        mask(&mut names.procedures, of(|meaning| &meaning.procedures));
        mask(&mut names.databases, of(|meaning| &meaning.databases));
        names
    }

    /// The unit of a row that says this, where a number must tell: by its number, if it can.
    fn unit(&self, otherwise: u32, dossier_id: &str) -> u32 {
        let unit = self.units.by_number(dossier_id);
        unit.map_or(otherwise, |unit| self.unit_names.number(unit))
    }

    /// The rows of small tables that a part holds, with the units of the run.
    pub fn registers(&self, part: &Part, meaning: &Meaning) -> Registers {
        let unit = |number: u32| match meaning.units[number as usize] {
            ControlFlow::Break(unit) | ControlFlow::Continue(unit) => unit,
        };
        let names = self.unit_names.list();
        let code = |code: &str| self.units.code_of_today(code, &names);
        part.told.registers.meant(meaning.file, unit, code)
    }
}

/// The units of the list, if there is one.
fn listed(units: &UnitReading) -> impl Iterator<Item = &str> {
    let finder = match units {
        UnitReading::Known(finder) => Some(finder),
        UnitReading::Discover => None,
    };
    finder.into_iter().flat_map(|finder| finder.units())
}

/// The names of one part, by their numbers there.
#[derive(Clone, Debug)]
pub struct Meaning {
    pub file: u32,
    /// A unit, or what it is unless the number of the dossier tells.
    units: Vec<ControlFlow<u32, u32>>,
    procedures: Vec<u32>,
    databases: Vec<u32>,
    /// What rows say of their units, where numbers of dossiers stand behind it.
    scopes: Option<Vec<UnitMarks>>,
}

impl Meaning {
    pub fn new(file: u32, part: &Part, known: &Known) -> Self {
        let numbers = |names: &Names, listed: &[String]| {
            listed.iter().map(|name| names.number(name)).collect::<Vec<u32>>()
        };
        let marks = &part.told.units;
        let unit = |said: &UnitMarks| match known.units.find(said) {
            ControlFlow::Break(unit) => ControlFlow::Break(known.unit_names.number(&unit)),
            ControlFlow::Continue(unit) => ControlFlow::Continue(known.unit_names.number(&unit)),
        };
        Self {
            file,
            units: marks.iter().map(unit).collect(),
            procedures: numbers(&known.procedure_names, &part.told.procedures),
            databases: numbers(&known.database_names, &part.told.databases),
            scopes: part.origin.scoped.then(|| marks.clone()),
        }
    }

    /// The numbers of the units that rows name.
    pub fn units(&self) -> impl Iterator<Item = u32> {
        self.units.iter().map(|unit| match unit {
            ControlFlow::Break(unit) | ControlFlow::Continue(unit) => *unit,
        })
    }

    /// The unit of a dossier; of a row that is put aside, that of no unit.
    pub fn unit(&self, number: u32, dossier_id: &[u8], known: &Known) -> u32 {
        if number == NO_NAME {
            return known.unmapped;
        }
        match self.units[number as usize] {
            ControlFlow::Break(unit) => unit,
            ControlFlow::Continue(otherwise) => {
                let id = String::from_utf8_lossy(dossier_id);
                let behind_unit = self.scopes.as_ref().and_then(|_| id.split_once('/'));
                known.unit(otherwise, behind_unit.map_or(&*id, |(_, number)| number))
            }
        }
    }

    pub fn procedure(&self, number: u32) -> u32 {
        self.procedures.get(number as usize).copied().unwrap_or_default()
    }

    pub fn databases(&self, number: u32) -> u32 {
        self.databases[number as usize]
    }

    /// Whether numbers of dossiers stand behind the number of what a row says of its unit.
    pub fn is_scoped(&self) -> bool {
        self.scopes.is_some()
    }

    /// Rows with their dossiers under the keys of the run; `room` is for those that are written anew.
    pub fn keyed<'r>(&self, rows: &'r [u8], room: &'r mut Vec<u8>, known: &Known) -> &'r [u8] {
        if !self.is_scoped() {
            return rows;
        }
        room.clear();
        codec::renumber(rows, room, |id| self.key(id, known));
        room
    }

    /// The hash by which rows of a dossier meet, of a row of the part.
    pub fn hash(&self, id: &[u8], known: &Known) -> u64 {
        match self.is_scoped() {
            false => meeting_hash(id),
            true => meeting_hash(self.key(&String::from_utf8_lossy(id), known).as_bytes()),
        }
    }

    /// The key of a dossier: its number behind the unit that gave it. The one slash of the unit stands
    /// between them.
    pub fn key(&self, id: &str, known: &Known) -> String {
        let Some((texts, number)) =
            self.scopes.as_ref().zip(id.split_once('/')).and_then(|(scopes, (said, number))| {
                Some((scopes.get(said.parse::<usize>().ok()?)?, number))
            })
        else {
            return id.to_owned();
        };
        let unit = known.units.scope(texts, number);
        let mut key: String =
            unit.chars().map(|letter| if letter == '/' { SLASH } else { letter }).collect();
        key.extend(["/", number]);
        key
    }
}
