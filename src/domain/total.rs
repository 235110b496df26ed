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
    /// The same totals under the codes that `code` finds; others keep theirs.
    pub fn under(self, code: impl Fn(&str) -> Option<String>) -> Self {
        let rows = Vec::from(self).into_iter();
        Self(
            rows.map(|(unit, period, total)| ((code(&unit).unwrap_or(unit), period), total))
                .collect(),
        )
    }

    /// The total of the unit and period, where it was reported.
    pub fn of_period(&self, unit: &str, period: Period) -> Option<u64> {
        self.0.get(&(unit.to_owned(), period)).copied()
    }
}
