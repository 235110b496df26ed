//! What one thread remembers of the numbers of names, so that the names all threads share are asked
//! once for each of them and not for each row.

use hashbrown::HashMap;

use super::{Context, databases};
use crate::domain::procedure;

/// Codes of procedures and lists of databases as one thread met them, and their numbers.
pub struct Codes<'c> {
    context: &'c Context,
    procedures: HashMap<String, u32>,
    databases: HashMap<String, u32>,
}

impl<'c> Codes<'c> {
    pub fn new(context: &'c Context) -> Self {
        Self { context, procedures: HashMap::new(), databases: HashMap::new() }
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
