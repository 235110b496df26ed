//! What the numbers of names in the rows of a part stand for in a run: units as the list of the run has
//! them, procedures and databases as all parts together name them.

use std::ops::ControlFlow;

use super::{codec::NO_NAME, part::Part, registers::Registers};
use crate::domain::{
    finder::{UnitMarks, UnitReading},
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

impl Known {
    pub fn new(units: UnitReading) -> Self {
        let unit_names = Names::default();
        let unmapped = unit_names.number(UNMAPPED);
        if let UnitReading::Known(finder) = &units {
            finder.units().for_each(|unit| {
                unit_names.number(unit);
            });
        }
        let (procedure_names, database_names) = Default::default();
        Self { units, unmapped, unit_names, procedure_names, database_names }
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

/// The names of one part, by their numbers there.
#[derive(Debug)]
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
