//! The invented ministry: how many dossiers each unit gets, how well it does, how it writes its
//! files; and the procedures it offers. Names, codes and texts stand in `data/demo/`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{
    days::{Days, LAST_MONTH, Moment, day_of},
    tables::rows,
};

pub const UNITS: &str = include_str!("../../data/demo/units.csv");
pub const PROCEDURES: &str = include_str!("../../data/demo/procedures.csv");

/// What is peculiar in the files of a unit.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Habit {
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
pub type Drift = (f64, f64);

#[derive(Deserialize)]
pub struct Profile {
    #[serde(rename = "unit_id")]
    pub id: String,
    #[serde(rename = "dossiers_per_month")]
    pub per_month: f64,
    pub habit: Habit,
    on_time_first: f64,
    on_time_last: f64,
    online_first: f64,
    online_last: f64,
    /// The last month with new dossiers.
    pub last_month: usize,
    pub digitized: f64,
    pub reused: f64,
    pub from_personal_store: f64,
    pub result_file: f64,
    pub verified_account: f64,
    pub paid_online: f64,
    pub synced: f64,
}

impl Profile {
    pub fn on_time(&self) -> Drift {
        (self.on_time_first, self.on_time_last)
    }

    pub fn online(&self) -> Drift {
        (self.online_first, self.online_last)
    }
}

/// The profiles of `data/demo/profiles.csv`, in their order.
pub static PROFILES: LazyLock<Vec<Profile>> =
    LazyLock::new(|| rows(include_str!("../../data/demo/profiles.csv")));

/// Dossiers of a month beside the usual: fewer at Tết (January 2025, February 2026), more after it
/// and before the year ends. From 2025-01.
pub const SEASON: [f64; LAST_MONTH + 1] = [
    0.80, 1.10, 1.00, 0.95, 0.95, 1.00, 1.02, 0.98, 0.95, 1.05, 1.08, 1.20, 1.05, 0.55, 1.15, 0.93,
    0.97, 1.00, 1.04, 0.96,
];
/// A procedure of the invented catalogue, as far as dossiers depend on it.
pub struct Procedure {
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
    pub fn of_unit(&self, unit: &str) -> bool {
        self.unit_ids.is_empty() || self.unit_ids.iter().any(|id| id == unit)
    }

    pub fn public_on(&self, date: &str) -> bool {
        self.public_from.as_str() <= date
            && (self.public_to.is_empty() || date <= self.public_to.as_str())
    }

    pub fn has_limit(&self) -> bool {
        self.limit.is_some()
    }

    /// The day promised to a dossier received then; 20 working days where the catalogue has no limit.
    pub fn due_day(&self, days: &Days, received: Moment) -> i64 {
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
pub fn procedures() -> Vec<Procedure> {
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
