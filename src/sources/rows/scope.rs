//! What a row says of the unit within which its dossier has its number.

use super::{Cell, RowReader};
use crate::domain::finder::EnvelopeUnit;

impl RowReader<'_> {
    /// The number of what the row says of its unit.
    pub fn scope(&mut self, cells: &[Cell<'_>]) -> u32 {
        let cell = |name: &str| self.kind.position(name).map_or("", |place| cells[place].str());
        self.codes.unit(cell("unit_id"), cell("unit_name"), EnvelopeUnit::None)
    }
}
