//! Dossiers received according to the national reporting system, per unit and period.

use std::collections::HashMap;

use super::period::Period;

/// Totals by unit code and period.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Totals(pub HashMap<(String, Period), u64>);

impl Totals {
    /// The total of the unit and period, else last year's share of it rounded half up.
    pub fn of(&self, unit: &str, period: Period) -> Option<u64> {
        let key = (unit.to_owned(), period);
        self.0.get(&key).copied().or_else(|| {
            let year = *self.0.get(&(key.0, period.last_year()))?;
            let parts = u64::from(period.kind.per_year());
            Some((2 * year + parts) / (2 * parts))
        })
    }
}
