//! Dossiers received according to the national reporting system, per unit and period.

use std::collections::HashMap;

use super::period::Period;

/// Totals by unit code and period.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(from = "Vec<(String, Period, u64)>", into = "Vec<(String, Period, u64)>")]
pub struct Totals(pub HashMap<(String, Period), u64>);

impl From<Vec<(String, Period, u64)>> for Totals {
    fn from(rows: Vec<(String, Period, u64)>) -> Self {
        Self(rows.into_iter().map(|(unit, period, total)| ((unit, period), total)).collect())
    }
}

impl From<Totals> for Vec<(String, Period, u64)> {
    fn from(totals: Totals) -> Self {
        let mut rows: Self =
            totals.0.into_iter().map(|((unit, period), total)| (unit, period, total)).collect();
        rows.sort();
        rows
    }
}

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
