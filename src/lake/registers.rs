//! The small tables beside the dossiers: catalogue, announcements, petitions, totals, units,
//! their cohorts and the calendar. Rows that say the same are one, as 4.1.1 has it; the last wins where a key repeats.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};

use super::catalogue::{self, Clash};
use crate::domain::{
    account::{Account, Finding, Place},
    announcement::Announcement,
    calendar::Exception,
    cohort::CohortRow,
    finder::hashed_text,
    message::Message,
    period::Period,
    petition::Petition,
    procedure::{Procedure, ProcedureRow},
    time::Day,
    total::Totals,
    unit::{self, UnitRow},
};

/// Rows of the small tables as they arrive, from any thread. In a part units stand as the rows name them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Registers {
    procedures: Vec<(Place, ProcedureRow)>,
    announcements: Vec<(Place, Announcement)>,
    petitions: Vec<(Place, Petition)>,
    totals: Vec<(Place, (String, Period, u64))>,
    /// Totals of which the period or the count cannot be read.
    totals_unreadable: Vec<(Place, (String, Option<Period>))>,
    units: Vec<(Place, UnitRow)>,
    days: Vec<(Place, (Day, Exception))>,
    #[serde(default)]
    cohorts: Vec<(Place, CohortRow)>,
}

/// The small tables once every row is there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settled {
    /// Sorted by code.
    pub procedures: Vec<Procedure>,
    /// Rows of the catalogue that cannot both be right.
    pub clashes: Vec<Clash>,
    pub announcements: Vec<(Place, Announcement)>,
    /// `unit` is still the number of a unit name.
    pub petitions: Vec<(Place, Petition)>,
    pub totals: Totals,
    pub units: Vec<unit::Unit>,
    pub days: BTreeMap<Day, Exception>,
    pub cohorts: Vec<(Place, CohortRow)>,
}

/// What is known of units when the small tables settle.
#[derive(Clone, Copy)]
pub struct KnownUnits<'a> {
    /// Number of the unit name that stands for "not known".
    pub unmapped: u32,
    pub has_code: &'a dyn Fn(&str) -> bool,
}

impl Registers {
    /// Takes a row of a small table.
    pub fn take(&mut self, place: Place, message: Message<'_>) {
        match message {
            Message::Procedure(row) => self.procedures.push((place, row)),
            Message::Announcement(row) => self.announcements.push((place, row)),
            Message::Petition(row) => self.petitions.push((place, row)),
            Message::Total { unit_id, period, received } => {
                self.totals.push((place, (unit_id, period, received)));
            }
            Message::TotalUnreadable { unit_id, period } => {
                self.totals_unreadable.push((place, (unit_id, period)));
            }
            Message::Unit(row) => self.units.push((place, row)),
            Message::Cohort(row) => self.cohorts.push((place, row)),
            Message::Day { day, row } => self.days.push((place, (day, row))),
            Message::Dossier(_)
            | Message::Entry(_)
            | Message::Supplement(_)
            | Message::Rating(_)
            | Message::Rejected(..)
            | Message::PassedOver(_)
            | Message::Noticed(_) => unreachable!("the stage keeps rows of dossiers apart"),
        }
    }

    /// The same rows as those of a file of this number, with units as `unit` and `code` find them.
    pub fn meant(
        &self,
        file: u32,
        unit: impl Fn(u32) -> u32,
        code: impl Fn(&str) -> String,
    ) -> Self {
        let mut own = self.clone();
        let places = own.procedures.iter_mut().map(|(place, _)| place);
        let places = places.chain(own.announcements.iter_mut().map(|(place, _)| place));
        let places = places.chain(own.petitions.iter_mut().map(|(place, _)| place));
        let places = places.chain(own.totals.iter_mut().map(|(place, _)| place));
        let places = places.chain(own.totals_unreadable.iter_mut().map(|(place, _)| place));
        let places = places.chain(own.units.iter_mut().map(|(place, _)| place));
        let places = places.chain(own.days.iter_mut().map(|(place, _)| place));
        let places = places.chain(own.cohorts.iter_mut().map(|(place, _)| place));
        places.for_each(|place| place.file = file);
        for (_, row) in &mut own.procedures {
            let mut seen = HashSet::new();
            let ids = row.version.unit_ids.iter().map(|id| code(id));
            row.version.unit_ids = ids.filter(|id| seen.insert(id.clone())).collect();
        }
        own.petitions.iter_mut().for_each(|(_, row)| row.unit = unit(row.unit));
        own.totals.iter_mut().for_each(|(_, (id, ..))| *id = code(id));
        own.totals_unreadable.iter_mut().for_each(|(_, (id, _))| *id = code(id));
        own
    }

    /// The numbers of what rows that are not put aside say of their units.
    pub fn units_named(&self) -> impl Iterator<Item = u32> {
        self.petitions.iter().map(|(_, row)| row.unit)
    }

    /// The units of rows that cannot be read stand as words that do not say them.
    pub fn mask_unreadable(&mut self) {
        self.totals_unreadable.iter_mut().for_each(|(_, (unit, _))| *unit = hashed_text(unit));
    }

    pub fn append(&mut self, other: &mut Self) {
        self.procedures.append(&mut other.procedures);
        self.announcements.append(&mut other.announcements);
        self.petitions.append(&mut other.petitions);
        self.totals.append(&mut other.totals);
        self.totals_unreadable.append(&mut other.totals_unreadable);
        self.units.append(&mut other.units);
        self.days.append(&mut other.days);
        self.cohorts.append(&mut other.cohorts);
    }

    /// Brings rows that are one together and enters each in its file's account; petitions of no known
    /// unit and procedures that name only unknown ones are found as unmapped. Without `units` nothing
    /// is asked of them, because their own table is being read.
    pub fn settle(mut self, accounts: &mut [Account], units: Option<KnownUnits<'_>>) -> Settled {
        // Of the rows without dates of one procedure the last wins; dated ones are one where all is the same.
        let dated = |row: &ProcedureRow| row.version.is_dated().then(|| row.version.clone());
        let procedures = last_by(self.procedures, |row| (row.id.clone(), dated(row)), accounts);
        let petitions = last_by(self.petitions, |row| row.id.clone(), accounts);
        let totals = last_by(self.totals, |row| (row.0.clone(), row.1), accounts);
        let totals = with_unreadable(totals, self.totals_unreadable);
        let announcements = distinct(self.announcements, accounts);
        self.units.sort_by_key(|(place, _)| *place);
        let unit_rows = distinct(self.units, accounts);
        let cohorts = distinct(self.cohorts, accounts);
        let days = last_by(self.days, |row| row.0, accounts);
        if let Some(known) = units {
            let astray = petitions.iter().filter(|(_, row)| row.unit == known.unmapped);
            let nobodys = procedures.iter().filter(|(_, row)| {
                let named = &row.version.unit_ids;
                !named.is_empty() && !named.iter().any(|id| (known.has_code)(id))
            });
            let places = astray.map(|(place, _)| place).chain(nobodys.map(|(place, _)| place));
            for place in places {
                accounts[place.file as usize].find(Finding::Unmapped, place.position);
            }
        }
        let (procedures, clashes) = catalogue::fold(procedures);
        let mut settled = Settled {
            procedures,
            clashes,
            announcements,
            petitions,
            totals,
            units: unit::fold(without_place(unit_rows)),
            days: days.into_iter().map(|(_, day)| day).collect(),
            cohorts,
        };
        settled.petitions.sort_by(|(_, a), (_, b)| a.id.cmp(&b.id));
        settled.announcements.sort_by(|(_, a), (_, b)| {
            (&a.procedure_id, a.announced, &a.decision_id).cmp(&(
                &b.procedure_id,
                b.announced,
                &b.decision_id,
            ))
        });
        settled
    }
}

/// Totals by unit and period. One that cannot be read takes the place of those before it.
fn with_unreadable(
    known: Vec<(Place, (String, Period, u64))>,
    unreadable: Vec<(Place, (String, Option<Period>))>,
) -> Totals {
    let known = known
        .into_iter()
        .map(|(place, (unit, period, total))| (place, unit, Some(period), Some(total)));
    let unreadable =
        unreadable.into_iter().map(|(place, (unit, period))| (place, unit, period, None));
    let mut rows: Vec<_> = known.chain(unreadable).collect();
    rows.sort_unstable();
    let mut totals = Totals::default();
    for (_, unit, period, total) in rows {
        match period {
            Some(period) => totals.add(unit, period, total),
            None => totals.add_astray(unit),
        }
    }
    totals
}

fn without_place<T>(rows: Vec<(Place, T)>) -> Vec<T> {
    rows.into_iter().map(|(_, row)| row).collect()
}

/// One row per key, the last; the others are duplicates.
fn last_by<T, K: std::hash::Hash + Eq>(
    mut rows: Vec<(Place, T)>,
    key: impl Fn(&T) -> K,
    accounts: &mut [Account],
) -> Vec<(Place, T)> {
    rows.sort_by_key(|(place, _)| std::cmp::Reverse(*place));
    let mut seen = HashSet::new();
    rows.retain(|(place, row)| {
        let account = &mut accounts[place.file as usize];
        let new = seen.insert(key(row));
        *if new { &mut account.counted } else { &mut account.duplicate } += 1;
        new
    });
    rows.reverse();
    rows
}

/// One row of those whose columns are all the same, the first; the others are duplicates.
fn distinct<T: Clone + std::fmt::Debug>(
    mut rows: Vec<(Place, T)>,
    accounts: &mut [Account],
) -> Vec<(Place, T)> {
    rows.sort_by_key(|(place, _)| *place);
    let mut seen = HashSet::new();
    rows.retain(|(place, row)| {
        let account = &mut accounts[place.file as usize];
        let new = seen.insert(format!("{row:?}"));
        *if new { &mut account.counted } else { &mut account.duplicate } += 1;
        new
    });
    rows
}
