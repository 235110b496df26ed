//! Which units are ranked beside each other: all of them, those of one kind, those with as many dossiers, or
//! those that a table puts together. A unit's cohort in a period is that on the period's last day.

use std::cmp::Reverse;

use super::{
    time::Day,
    unit::{Unit, Units},
};

/// What units are that no row of the table covers. No row may say so itself.
pub const UNASSIGNED: &str = "unassigned";
/// The cohort of all units where there are no cohorts.
pub const ALL: &str = "all";

/// How units are put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cohorts {
    /// All in one.
    None,
    /// By their kind.
    Kind,
    /// By how many dossiers were judged in hand: the bounds from which the next cohort begins, rising.
    Volume(Vec<u64>),
    /// As a table says.
    Listed(Vec<CohortRow>),
}

/// One row of that table: where a unit belongs between two days (`from` included, `to` the last day).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CohortRow {
    pub unit_id: String,
    pub cohort: String,
    pub valid_from: Option<Day>,
    pub valid_to: Option<Day>,
}

impl CohortRow {
    fn covers(&self, day: Day) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }

    /// A day on which both rows say where their unit belongs.
    pub fn overlap(&self, other: &Self) -> Option<Day> {
        let begins = self.valid_from.max(other.valid_from);
        let day = begins.unwrap_or(Day(0));
        let ends = [self.valid_to, other.valid_to].into_iter().flatten().min();
        let ends_before = begins.is_some() && ends.is_some_and(|end| end < day);
        (self.unit_id == other.unit_id && !ends_before).then_some(day)
    }

    pub fn ends_before_it_begins(&self) -> bool {
        self.valid_from.zip(self.valid_to).is_some_and(|(from, to)| to < from)
    }
}

/// Units that are ranked beside each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cohort {
    All,
    Kind(String),
    /// From so many dossiers judged in hand to below so many.
    Volume {
        from: u64,
        below: Option<u64>,
    },
    Listed(String),
    Unassigned,
}

impl Cohort {
    /// As tables name it.
    pub fn id(&self) -> String {
        match self {
            Self::All => ALL.to_owned(),
            Self::Kind(name) | Self::Listed(name) => name.clone(),
            Self::Volume { from, below: Some(below) } => format!("{from}-{}", below - 1),
            Self::Volume { from, below: None } => format!("{from}+"),
            Self::Unassigned => UNASSIGNED.to_owned(),
        }
    }

    /// Where it stands among the others: the largest first, and what is in none last. Those that are alike in
    /// this stand in the order of their first units.
    pub fn order(&self) -> (bool, Reverse<u64>) {
        let from = if let Self::Volume { from, .. } = self { *from } else { 0 };
        (*self == Self::Unassigned, Reverse(from))
    }
}

impl Cohorts {
    /// The cohort of a unit on a day, of `judged` dossiers in the period.
    pub fn of(&self, unit: &Unit, day: Day, judged: u64) -> Cohort {
        match self {
            Self::Volume(bounds) => {
                let place = bounds.iter().filter(|bound| **bound <= judged).count();
                let from = place.checked_sub(1).map_or(0, |place| bounds[place]);
                Cohort::Volume { from, below: bounds.get(place).copied() }
            }
            _ => self.standing(unit, day).unwrap_or(Cohort::All),
        }
    }

    /// The cohort of a unit on a day, whatever it has in hand; absent where that decides.
    pub fn standing(&self, unit: &Unit, day: Day) -> Option<Cohort> {
        match self {
            Self::None => Some(Cohort::All),
            Self::Kind => Some(Cohort::Kind(unit.on(day).kind.clone())),
            Self::Volume(_) => None,
            Self::Listed(rows) => {
                let row = rows.iter().find(|row| row.unit_id == unit.id && row.covers(day));
                Some(row.map_or(Cohort::Unassigned, |row| Cohort::Listed(row.cohort.clone())))
            }
        }
    }

    /// The cohorts of the units directly below the authority on a day, in their order, whatever each has in
    /// hand; none where that decides.
    pub fn on<'u>(&self, units: &'u Units, day: Day) -> Vec<(Cohort, Vec<&'u str>)> {
        let tree = units.tree(day);
        let mut all: Vec<(Cohort, Vec<&str>)> = Vec::new();
        for (unit, number) in units.iter().zip(0..) {
            let is_listed =
                tree.parent(number) == Some(0) && number != units.unmapped() && !unit.is_over(day);
            let Some(cohort) = self.standing(unit, day).filter(|_| is_listed) else { continue };
            match all.iter_mut().find(|(known, _)| *known == cohort) {
                Some((_, ids)) => ids.push(&unit.id),
                None => all.push((cohort, vec![&unit.id])),
            }
        }
        all.sort_by_key(|(cohort, _)| cohort.order());
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::unit::Version;

    fn day(text: &str) -> Option<Day> {
        let parts: Vec<u32> = text.split('-').map(|part| part.parse().unwrap()).collect();
        Day::from_ymd(parts[0] as i32, parts[1], parts[2])
    }

    fn unit(id: &str) -> Unit {
        let version = Version {
            name: id.to_owned(),
            name_en: None,
            parent_id: None,
            kind: "agency".to_owned(),
            valid_from: None,
            valid_to: None,
        };
        Unit { id: id.to_owned(), versions: vec![version], successor_id: None, aliases: Vec::new() }
    }

    fn row(cohort: &str, from: Option<&str>, to: Option<&str>) -> CohortRow {
        CohortRow {
            unit_id: "A".into(),
            cohort: cohort.into(),
            valid_from: from.and_then(day),
            valid_to: to.and_then(day),
        }
    }

    #[test]
    fn a_bound_is_the_least_of_its_cohort() {
        let volume = Cohorts::Volume(vec![1_000, 10_000]);
        let of = |judged| volume.of(&unit("A"), Day(0), judged).id();
        assert_eq!([of(0), of(999), of(1_000)], ["0-999", "0-999", "1000-9999"]);
        assert_eq!([of(9_999), of(10_000)], ["1000-9999", "10000+"]);
    }

    #[test]
    fn a_table_speaks_of_the_days_of_its_rows_alone() {
        let rows = vec![
            row("small", Some("2026-01-01"), Some("2026-06-30")),
            row("large", Some("2026-07-01"), None),
        ];
        let listed = Cohorts::Listed(rows);
        let on = |text: &str| listed.of(&unit("A"), day(text).unwrap(), 0).id();
        let days = ["2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01", "2030-01-01"];
        assert_eq!(days.map(on), [UNASSIGNED, "small", "small", "large", "large"]);
        assert_eq!(listed.of(&unit("B"), day("2026-01-01").unwrap(), 0), Cohort::Unassigned);
    }

    #[test]
    fn rows_of_a_unit_that_share_a_day_overlap() {
        let first = row("a", Some("2026-01-01"), Some("2026-06-30"));
        assert_eq!(first.overlap(&row("b", Some("2026-06-30"), None)), day("2026-06-30"));
        assert_eq!(first.overlap(&row("b", Some("2026-07-01"), None)), None);
        assert_eq!(first.overlap(&row("b", None, Some("2025-12-31"))), None);
        assert_eq!(first.overlap(&row("b", None, None)), day("2026-01-01"));
        assert!(row("a", None, None).overlap(&row("b", None, None)).is_some());
        assert!(row("a", None, Some("1960-01-01")).overlap(&row("b", None, None)).is_some());
    }
}
