//! The invented ministry: how many dossiers each unit gets, how well it does, how it writes its
//! files; and the procedures it offers. Names, codes and texts stand in `data/demo/`.

use super::days::{Days, Moment, day_of};

pub(super) const UNITS: &str = include_str!("../../../data/demo/units.csv");
pub(super) const PROCEDURES: &str = include_str!("../../../data/demo/procedures.csv");

/// What is peculiar in the files of a unit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Habit {
    Plain,
    /// Gives its name (an alias) instead of its code.
    NameOnly,
    /// Writes 03/08/2026 08:15.
    SlashedDates,
    /// Writes due dates without an hour.
    DueDayOnly,
    /// Sends local procedure codes, and fees with thousands separators.
    LocalCodes,
    /// Leaves the kind of end to the status.
    NoEndKind,
    /// Reports supplements in a table of its own, not in the trail.
    SupplementTable,
    /// Often gives no due date; the catalogue's limit holds.
    DueOftenMissing,
}

/// Shares in percent: at the first month of the data, and at the last.
pub(super) type Drift = (f64, f64);

pub(super) struct Profile {
    pub id: &'static str,
    pub per_month: f64,
    pub habit: Habit,
    pub on_time: Drift,
    pub online: Drift,
    /// Components digitised, re-used, from the personal store, result file, verified account, paid online, synced.
    pub flags: [f64; 7],
    /// The months with new dossiers, from and to.
    pub active: (usize, usize),
}

#[rustfmt::skip]
pub(super) const PROFILES: &[Profile] = &[
    profile("G06.D01",      40.0, Habit::Plain,           (96.0, 97.5), (52.0, 71.0), [92.0, 40.0, 22.0, 90.0, 70.0, 55.0, 99.0]),
    profile("G06.D02",      95.0, Habit::Plain,           (74.0, 77.0), (38.0, 44.0), [61.0, 12.0,  6.0, 58.0, 31.0, 34.0, 93.0]),
    profile("G06.D03",      28.0, Habit::NameOnly,        (92.0, 90.0), (30.0, 49.0), [70.0, 15.0,  8.0, 66.0, 28.0, 41.0, 96.0]),
    profile("G06.D04",       0.0, Habit::Plain,           (95.0, 95.0), (50.0, 50.0), [0.0; 7]),
    profile("G06.D05",      60.0, Habit::DueOftenMissing, (92.0, 94.0), (41.0, 58.0), [66.0, 21.0,  5.0, 71.0, 33.0,  0.0, 95.0]),
    profile("G06.D06",      14.0, Habit::DueDayOnly,      (98.0, 98.0), (72.0, 88.0), [88.0, 30.0, 18.0, 84.0, 77.0,  0.0, 97.0]),
    profile("G06.D07",       6.0, Habit::Plain,           (95.0, 96.0), (22.0, 35.0), [54.0,  9.0,  4.0, 49.0, 45.0,  0.0, 91.0]),
    profile("G06.D08",     420.0, Habit::SupplementTable, (94.0, 96.0), (74.0, 92.0), [90.0, 44.0, 27.0, 93.0, 81.0, 79.0, 99.0]),
    profile("G06.D09",      22.0, Habit::Plain,           (93.0, 92.0), (18.0, 26.0), [47.0,  6.0,  0.0, 52.0,  0.0,  0.0, 88.0]),
    profile("G06.D10",     130.0, Habit::Plain,           (96.0, 89.0), (63.0, 69.0), [79.0, 26.0, 11.0, 76.0, 48.0, 60.0, 97.0]),
    profile("G06.D11",    1360.0, Habit::Plain,           (94.0, 95.5), (66.0, 83.0), [85.0, 33.0, 19.0, 88.0, 64.0, 82.0, 98.0]),
    profile("G06.D11.01",  120.0, Habit::Plain,           (97.0, 97.0), (35.0, 48.0), [82.0, 30.0, 15.0, 86.0, 58.0, 61.0, 98.0]),
    profile("G06.D12",     150.0, Habit::NoEndKind,       (98.0, 99.0), (91.0, 97.0), [96.0, 55.0, 38.0, 97.0, 90.0, 88.0, 99.0]),
    Profile { active: (0, 11),
    ..profile("G06.D12.01", 34.0, Habit::Plain,           (94.0, 95.0), (60.0, 66.0), [74.0, 22.0,  9.0, 80.0, 52.0,  0.0, 96.0]) },
    profile("G06.D13",      75.0, Habit::SlashedDates,    (91.0, 94.0), (80.0, 90.0), [83.0, 28.0, 24.0,  0.0, 86.0,  0.0, 94.0]),
    profile("G06.D14",     640.0, Habit::LocalCodes,      (96.0, 97.5), (70.0, 90.0), [91.0, 47.0, 21.0, 92.0, 68.0, 86.0, 99.0]),
    profile("G06.D15",     130.0, Habit::Plain,           (76.0, 97.0), (45.0, 81.0), [77.0, 35.0, 20.0, 82.0, 66.0, 58.0, 97.0]),
];

/// Dossiers of a month beside the usual: fewer at Tết (January 2025, February 2026), more after it
/// and before the year ends. From 2025-01.
pub(super) const SEASON: [f64; LAST + 1] = [
    0.80, 1.10, 1.00, 0.95, 0.95, 1.00, 1.02, 0.98, 0.95, 1.05, 1.08, 1.20, 1.05, 0.55, 1.15, 0.93,
    0.97, 1.00, 1.04, 0.96,
];
const LAST: usize = super::days::LAST_MONTH;

const fn profile(
    id: &'static str,
    per_month: f64,
    habit: Habit,
    on_time: Drift,
    online: Drift,
    flags: [f64; 7],
) -> Profile {
    Profile { id, per_month, habit, on_time, online, flags, active: (0, LAST) }
}

/// A procedure of the invented catalogue, as far as dossiers depend on it.
pub(super) struct Procedure {
    pub id: String,
    pub field_id: String,
    pub unit_ids: Vec<String>,
    pub online: bool,
    pub has_fee: bool,
    limit: Option<(i64, String)>,
    public_from: String,
    public_to: String,
}

impl Procedure {
    pub(super) fn of_unit(&self, unit: &str) -> bool {
        self.unit_ids.is_empty() || self.unit_ids.iter().any(|id| id == unit)
    }

    pub(super) fn public_on(&self, date: &str) -> bool {
        self.public_from.as_str() <= date
            && (self.public_to.is_empty() || date <= self.public_to.as_str())
    }

    pub(super) fn has_limit(&self) -> bool {
        self.limit.is_some()
    }

    /// The day promised to a dossier received then; 20 working days where the catalogue has no limit.
    pub(super) fn due_day(&self, days: &Days, received: Moment) -> i64 {
        let day = day_of(received);
        match &self.limit {
            Some((hours, unit)) if unit == "working_hour" => {
                days.plus_working(day, (hours + 7) / 8)
            }
            Some((count, unit)) if unit == "day" => days.plus_working(day + count, 0),
            Some((count, unit)) if unit == "month" => {
                days.plus_working(days.plus_months(day, *count as u32), 0)
            }
            Some((count, _)) => days.plus_working(day, *count),
            None => days.plus_working(day, 20),
        }
    }
}

/// The catalogue, in the order of the file; within a unit the first is asked for most.
pub(super) fn procedures() -> Vec<Procedure> {
    let mut reader = csv::Reader::from_reader(PROCEDURES.as_bytes());
    let rows = reader.records().map(|row| row.expect("the built-in catalogue is a table"));
    rows.map(|row| Procedure {
        id: row[0].into(),
        field_id: row[2].into(),
        unit_ids: row[4].split(';').filter(|id| !id.is_empty()).map(Into::into).collect(),
        online: &row[5] != "none",
        has_fee: &row[6] == "1",
        limit: row[9].parse().ok().map(|count| (count, row[10].into())),
        public_from: row[12].into(),
        public_to: row[13].into(),
    })
    .collect()
}
