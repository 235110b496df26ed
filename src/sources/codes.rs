//! What one thread remembers of the numbers of names, so that the names all threads share are asked
//! once for each of them and not for each row.

use hashbrown::HashMap;

use super::{Context, databases};
use crate::domain::{
    finder::{EnvelopeUnit, UnitTexts},
    procedure,
};

/// Texts of units that a thread remembers; files have a few hundred of them.
const REMEMBERED: usize = 1 << 16;

/// What one thread met of units, procedures and lists of databases, and their numbers.
pub struct Codes<'c> {
    context: &'c Context,
    units: HashMap<String, u32>,
    procedures: HashMap<String, u32>,
    databases: HashMap<String, u32>,
    /// Memory of the last row's unit, for the next one's.
    joined: String,
}

impl<'c> Codes<'c> {
    pub fn new(context: &'c Context) -> Self {
        let (units, procedures, databases) = Default::default();
        Self { context, units, procedures, databases, joined: String::new() }
    }

    /// The number of what a row says of its unit; texts that are missing are empty.
    pub fn unit(&mut self, code: &str, name: &str, envelope: EnvelopeUnit<'_>) -> u32 {
        UnitTexts::join(code, name, envelope, &mut self.joined);
        if self.units.len() >= REMEMBERED {
            self.units.clear();
        }
        let names = &self.context.unit_texts;
        numbered(&mut self.units, &self.joined, |joined| names.number(joined))
    }

    /// The number of a procedure's root code.
    pub fn procedure(&mut self, code: &str) -> u32 {
        let names = &self.context.procedure_names;
        numbered(&mut self.procedures, code, |code| names.number(procedure::root(code)))
    }

    /// The number of a list of databases; `None` of one that is empty.
    pub fn databases(&mut self, list: &str) -> Option<u32> {
        let names = &self.context.database_names;
        let number = |list: &str| names.number(&databases::readable(list));
        (!list.is_empty()).then(|| numbered(&mut self.databases, list, number))
    }
}

/// The number of a name; `number` is asked where it was not met before.
fn numbered(known: &mut HashMap<String, u32>, name: &str, number: impl FnOnce(&str) -> u32) -> u32 {
    if let Some(known) = known.get(name) {
        return *known;
    }
    let number = number(name);
    known.insert(name.to_owned(), number);
    number
}
