//! What is still in hand: how long each dossier has until it is due, in the classes that tables show, and what
//! became of dossiers that were as old at the same point of months that are over. Whole numbers by unit, procedure
//! and age, which shares of a run add up.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{open_dossier::OpenDossier, period::Period};

/// How long an open dossier has until it is due, seen from the first day that is not over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Left {
    /// Counts as overdue, also where that is because a supplement was asked for again.
    Overdue,
    /// No working day is left beside today.
    Today,
    One,
    Two,
    ToFive,
    ToTen,
    More,
    /// For the citizen, whose supplement stops the clock.
    Waiting,
    Undated,
}

impl Left {
    pub const ALL: [Self; 9] = [
        Self::Overdue,
        Self::Today,
        Self::One,
        Self::Two,
        Self::ToFive,
        Self::ToTen,
        Self::More,
        Self::Waiting,
        Self::Undated,
    ];
    /// The most working days that tell two classes apart.
    pub const FAR: u32 = 11;

    /// Of one that is in time and has so many working days after today.
    pub const fn of_days(days: u32) -> Self {
        match days {
            0 => Self::Today,
            1 => Self::One,
            2 => Self::Two,
            3..=5 => Self::ToFive,
            6..=10 => Self::ToTen,
            _ => Self::More,
        }
    }
}

/// Open dossiers by time left, in the order of `Left::ALL`.
pub type ByLeft = [u64; Left::ALL.len()];

/// Where a dossier stood at a point of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Age {
    /// Answered by then.
    Settled,
    /// Open, and due in the month unless it is overdue or waits.
    Open(Left),
    /// Open, and due after the month.
    Beyond,
    /// Received only later in the month.
    Later,
}

impl Age {
    /// In hand at the point, and not answered.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open(_) | Self::Beyond)
    }
}

/// Dossiers that are judged, and of these the ones that are in time at the end of the month, or now where it is
/// not over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    pub cases: u64,
    pub in_time: u64,
}

impl Cell {
    pub fn add(&mut self, other: Self) {
        self.cases += other.cases;
        self.in_time += other.in_time;
    }

    /// Without some of them.
    pub const fn less(self, other: Self) -> Self {
        Self { cases: self.cases - other.cases, in_time: self.in_time - other.in_time }
    }
}

/// Dossiers of one unit itself, procedure and age, month by month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub unit_id: String,
    pub procedure_id: String,
    pub age: Age,
    pub cells: Vec<Cell>,
}

/// The same point of months that are over and of the one that is not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    /// The earliest first; the last is the month that is not over. Empty where every month is.
    pub months: Vec<Period>,
    /// Sorted by unit, procedure and age.
    pub rows: Vec<Row>,
}

/// Open dossiers of one unit itself and procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftRow {
    pub unit_id: String,
    pub procedure_id: String,
    pub by_left: ByLeft,
}

/// Everything that is told of open dossiers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StillOpen {
    /// Those that somebody must look at, by unit and number.
    pub dossiers: Vec<OpenDossier>,
    /// All of them, by unit and procedure.
    pub by_left: Vec<LeftRow>,
    pub past: Past,
}

impl StillOpen {
    /// Adds what another share of the dossiers came to, of the same months.
    pub fn merge(&mut self, other: Self) {
        self.dossiers.extend(other.dossiers);
        // By unit and number, so that the order in which they were read is not seen.
        self.dossiers.sort_by(|a, b| (&a.unit_id, &a.id).cmp(&(&b.unit_id, &b.id)));
        let mut by_left: BTreeMap<(String, String), ByLeft> = BTreeMap::new();
        for row in std::mem::take(&mut self.by_left).into_iter().chain(other.by_left) {
            let own = by_left.entry((row.unit_id, row.procedure_id)).or_default();
            own.iter_mut().zip(row.by_left).for_each(|(own, more)| *own += more);
        }
        let row = |((unit_id, procedure_id), by_left)| LeftRow { unit_id, procedure_id, by_left };
        self.by_left = by_left.into_iter().map(row).collect();
        if self.past.months.is_empty() {
            self.past.months = other.past.months;
        }
        let mut rows: BTreeMap<(String, String, Age), Vec<Cell>> = BTreeMap::new();
        for row in std::mem::take(&mut self.past.rows).into_iter().chain(other.past.rows) {
            let own = rows.entry((row.unit_id, row.procedure_id, row.age)).or_default();
            own.resize(own.len().max(row.cells.len()), Cell::default());
            own.iter_mut().zip(row.cells).for_each(|(own, more)| own.add(more));
        }
        let row = |((unit_id, procedure_id, age), cells)| Row { unit_id, procedure_id, age, cells };
        self.past.rows = rows.into_iter().map(row).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_in_any_order() {
        let row = |unit: &str, age, cases| Row {
            unit_id: unit.into(),
            procedure_id: "1".into(),
            age,
            cells: vec![Cell { cases, in_time: 1 }, Cell::default()],
        };
        let share = |rows| {
            let past = Past { months: vec!["2026-01".parse().unwrap()], rows };
            let by_left = [1, 0, 0, 0, 0, 0, 0, 2, 0];
            let own = LeftRow { unit_id: "A".into(), procedure_id: "1".into(), by_left };
            StillOpen { past, by_left: vec![own], ..StillOpen::default() }
        };
        let one = share(vec![row("A", Age::Beyond, 3), row("B", Age::Settled, 4)]);
        let other = share(vec![row("A", Age::Settled, 1), row("A", Age::Beyond, 5)]);
        let (mut left, mut right) = (one.clone(), other.clone());
        left.merge(other);
        right.merge(one);
        assert_eq!(left, right);
        let cases: Vec<u64> = left.past.rows.iter().map(|row| row.cells[0].cases).collect();
        assert_eq!(cases, [1, 8, 4]);
        assert_eq!(left.by_left[0].by_left, [2, 0, 0, 0, 0, 0, 0, 4, 0]);
    }

    #[test]
    fn every_number_of_working_days_has_its_class() {
        let classes: Vec<Left> = (0..=Left::FAR).map(Left::of_days).collect();
        assert_eq!(classes.first(), Some(&Left::Today));
        assert_eq!(classes[3], Left::ToFive);
        assert_eq!((classes[5], classes[6]), (Left::ToFive, Left::ToTen));
        assert_eq!((classes[10], classes[11]), (Left::ToTen, Left::More));
    }
}
