//! Dossiers received according to the national reporting system, per unit and period.

use std::collections::{HashMap, HashSet};

use super::period::Period;

/// Totals by unit code and period.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(from = "Rows", into = "Rows")]
pub struct Totals {
    /// `None` where a row was given and cannot be read.
    by_period: HashMap<(String, Period), Option<u64>>,
    /// Units with a row whose period cannot be read.
    astray: HashSet<String>,
}

/// What is known of the total of a unit and period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    Known(u64),
    /// One was given, or may have been, and cannot be read.
    Unreadable,
    NotGiven,
}

/// The totals in an order, as they are kept.
#[derive(serde::Serialize, serde::Deserialize)]
struct Rows {
    totals: Vec<(String, Period, Option<u64>)>,
    astray: Vec<String>,
}

impl From<Rows> for Totals {
    fn from(rows: Rows) -> Self {
        let totals = rows.totals.into_iter();
        Self {
            by_period: totals.map(|(unit, period, total)| ((unit, period), total)).collect(),
            astray: rows.astray.into_iter().collect(),
        }
    }
}

impl From<Totals> for Rows {
    fn from(totals: Totals) -> Self {
        let rows = totals.by_period.into_iter();
        let mut totals_by_unit: Vec<_> =
            rows.map(|((unit, period), total)| (unit, period, total)).collect();
        totals_by_unit.sort();
        let mut astray: Vec<String> = totals.astray.into_iter().collect();
        astray.sort();
        Self { totals: totals_by_unit, astray }
    }
}

impl Totals {
    /// The same totals under the codes that `code` finds. Those of no unit are of no use and fall away:
    /// where the row was put aside, its unit may be anything.
    pub fn under(self, code: impl Fn(&str) -> Option<String>) -> Self {
        let Rows { totals, astray } = self.into();
        let totals = totals.into_iter();
        let named = totals
            .filter_map(|(unit, period, total)| code(&unit).map(|unit| (unit, period, total)));
        Self::from(Rows {
            totals: named.collect(),
            astray: astray.iter().filter_map(|unit| code(unit)).collect(),
        })
    }

    pub fn add(&mut self, unit: String, period: Period, total: Option<u64>) {
        self.by_period.insert((unit, period), total);
    }

    /// A row of the unit whose period cannot be read: it may have been of any.
    pub fn add_astray(&mut self, unit: String) {
        self.astray.insert(unit);
    }

    /// The total of the unit and period.
    pub fn of_period(&self, unit: &str, period: Period) -> Total {
        match self.by_period.get(&(unit.to_owned(), period)) {
            Some(Some(total)) => Total::Known(*total),
            Some(None) => Total::Unreadable,
            None if self.astray.contains(unit) => Total::Unreadable,
            None => Total::NotGiven,
        }
    }
}
