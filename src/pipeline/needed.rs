//! Rows whose judgement hangs on a year that the calendar does not hold, by year and kind of row.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{domain::account::take_away, schema::canonical::Kind};

/// Rows whose judgement in one period hangs on a year that the calendar does not hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<(i32, Kind, u64)>", into = "Vec<(i32, Kind, u64)>")]
pub struct Needed(BTreeMap<(i32, Kind), u64>);

impl From<Vec<(i32, Kind, u64)>> for Needed {
    fn from(rows: Vec<(i32, Kind, u64)>) -> Self {
        Self(rows.into_iter().map(|(year, kind, rows)| ((year, kind), rows)).collect())
    }
}

impl From<Needed> for Vec<(i32, Kind, u64)> {
    fn from(needed: Needed) -> Self {
        needed.0.into_iter().map(|((year, kind), rows)| (year, kind, rows)).collect()
    }
}

impl Needed {
    pub fn note(&mut self, kind: Kind, lacks_year: Option<i32>) {
        if let Some(year) = lacks_year {
            *self.0.entry((year, kind)).or_default() += 1;
        }
    }

    pub fn merge(&mut self, other: Self) {
        for (key, rows) in other.0 {
            *self.0.entry(key).or_default() += rows;
        }
    }

    /// Takes away what some of the rows need; `None` where they are not among them.
    pub fn take_away(&mut self, other: &Self) -> Option<()> {
        take_away(&mut self.0, &other.0)
    }

    pub fn years(&self) -> impl Iterator<Item = i32> {
        self.0.keys().map(|(year, _)| *year)
    }

    /// The rows of one year, by kind.
    pub fn of_year(&self, year: i32) -> String {
        let rows = self.0.iter().filter(|((found, _), _)| *found == year);
        let rows = rows.map(|((_, kind), rows)| format!("{} ({rows})", kind.as_str()));
        rows.collect::<Vec<_>>().join(", ")
    }
}
