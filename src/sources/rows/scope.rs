//! The unit within which a row's dossier has its number, as a part of a key that is the same for every
//! spelling and in every run. A text that names no known unit is told apart by a hash, and not by what it
//! says.

use super::{Cell, RowReader};
use crate::{
    domain::{
        finder::Finder,
        unit::{UNMAPPED, folded},
    },
    sources::{UnitReading, text, units::is_nothing},
};

impl RowReader<'_> {
    /// The unit of the row for its key: its code, or where units are discovered its name as names are
    /// compared.
    pub fn scope(&self, cells: &[Cell<'_>]) -> String {
        let cell = |name: &str| self.kind.position(name).map_or("", |place| cells[place].str());
        let texts = [cell("unit_id"), cell("unit_name")];
        let Some(first) = texts.into_iter().find(|text| !text.is_empty()) else {
            return UNMAPPED.to_owned();
        };
        let known = |finder: &Finder| {
            let by_code = texts.iter().find_map(|text| finder.by_code(text));
            let by_name = || texts.iter().find_map(|text| finder.by_name(text));
            let number = || finder.by_number(cell("dossier_id"));
            by_code.or_else(by_name).or_else(number).map(str::to_owned)
        };
        match &self.context.units {
            UnitReading::Discover => {
                let named = texts.into_iter().find(|text| !is_nothing(text));
                named.map_or_else(|| UNMAPPED.to_owned(), folded)
            }
            UnitReading::Known(finder) => known(finder)
                .unwrap_or_else(|| format!("{UNMAPPED}-{:016x}", text::hash(folded(first)))),
        }
    }
}
