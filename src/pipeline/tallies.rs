//! What dossiers were counted to, window by window, as a generation of the lake keeps it and as shares of a
//! cluster hand it on: integers by unit and procedure, by name. A window that was counted need not be
//! counted again; what changed since is taken away and added.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::needed::Needed;
use crate::{
    count::{
        columns::{key, unit_and_procedure},
        databases::{self, Lists},
        engine::Sums,
        joint::Pattern,
        plan::Plan,
    },
    domain::{names::Names, period::Period, time::LocalTime, unit::Units},
    judge::Window,
};

/// What one pass over the lake yields for a window.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    pub sums: Sums,
    pub databases: Lists,
    pub years: Needed,
}

impl Tally {
    pub fn merge(&mut self, other: Self) {
        self.sums.merge(other.sums);
        databases::merge(&mut self.databases, other.databases);
        self.years.merge(other.years);
    }

    /// Takes away what some of the dossiers came to; `None` where they are not among them.
    pub fn take_away(&mut self, other: &Self) -> Option<()> {
        self.sums.take_away(&other.sums)?;
        databases::take_away(&mut self.databases, &other.databases)?;
        self.years.take_away(&other.years)
    }
}

/// The tallies of a lake, or of a share of it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Tallies {
    /// What decides how a dossier is counted, as a hash.
    pub basis: String,
    pub cut_off: LocalTime,
    units: Vec<String>,
    procedures: Vec<String>,
    databases: Vec<String>,
    windows: Vec<Counted>,
}

/// One window, by numbers of the lists beside it.
#[derive(Debug, Serialize, Deserialize)]
struct Counted {
    period: Period,
    start: LocalTime,
    end: LocalTime,
    /// Which measures are kept by procedure.
    kept: Vec<usize>,
    units: Vec<(u32, Vec<u64>)>,
    procedures: Vec<(u32, u32, Vec<u64>)>,
    databases: Vec<(u32, u32, u64)>,
    /// Dossiers by unit and pattern.
    patterns: Vec<(u32, Pattern, u64)>,
    years: Needed,
}

impl Tallies {
    /// Of windows in this order; `databases` are the lists by their number in the tallies.
    pub fn new(
        basis: String,
        units: &Units,
        numbers: &HashMap<&str, u32>,
        databases: Vec<String>,
        counted: impl Iterator<Item = (Window, Vec<usize>, Tally)>,
    ) -> Self {
        let mut procedures = vec![String::new(); numbers.len()];
        numbers.iter().for_each(|(id, number)| procedures[*number as usize] = (*id).to_owned());
        let mut cut_off = LocalTime::from_micros(0);
        let windows = counted.map(|(window, kept, tally)| {
            cut_off = window.cut_off;
            let mut units: Vec<_> = tally.sums.units.into_iter().collect();
            units.sort_unstable();
            let mut by_procedure: Vec<_> = tally.sums.procedures.into_iter().collect();
            by_procedure.sort_unstable();
            let by_procedure = by_procedure.into_iter().map(|(key, figures)| {
                let (unit, procedure) = unit_and_procedure(key);
                (unit, procedure, figures)
            });
            let lists = tally.databases.into_iter();
            let mut databases: Vec<_> =
                lists.map(|((unit, list), dossiers)| (unit, list, dossiers)).collect();
            databases.sort_unstable();
            let patterns = tally.sums.patterns.into_iter();
            let mut patterns: Vec<_> =
                patterns.map(|((unit, pattern), dossiers)| (unit, pattern, dossiers)).collect();
            patterns.sort_unstable();
            Counted {
                period: window.period,
                start: window.start,
                end: window.end,
                kept,
                units,
                procedures: by_procedure.collect(),
                databases,
                patterns,
                years: tally.years,
            }
        });
        let windows = windows.collect();
        let units = units.iter().map(|unit| unit.id.clone()).collect();
        Self { basis, cut_off, units, procedures, databases, windows }
    }

    /// The windows that a cut-off leaves as they are, and which measures of each are kept by procedure.
    pub fn windows(&self, cut_off: LocalTime) -> (Vec<Window>, Vec<Vec<usize>>) {
        let whole = self.windows.iter().filter(|counted| counted.end <= cut_off);
        let window = |counted: &Counted| {
            let Counted { period, start, end, .. } = *counted;
            (Window { period, start, end, cut_off }, counted.kept.clone())
        };
        whole.map(window).unzip()
    }

    /// Whether the run knows every unit and procedure that was counted; one that it does not know it could not
    /// take away.
    pub fn is_within(&self, names: &Numbers<'_>) -> bool {
        self.units.iter().all(|id| names.units.find(id).is_some())
            && self.procedures.iter().all(|id| names.procedures.contains_key(id.as_str()))
    }

    /// The tally of the longest window that begins where this one does and ends no later, with the measures
    /// that are `kept` by procedure, under the numbers of the run; and where it ends.
    pub fn find(
        &self,
        window: &Window,
        kept: &[usize],
        names: &Numbers<'_>,
    ) -> Option<(LocalTime, Tally)> {
        let is_part = |counted: &&Counted| {
            counted.start == window.start
                && counted.end <= window.end
                && counted.start < counted.end
                && kept.iter().all(|measure| counted.kept.contains(measure))
        };
        let found = self.windows.iter().filter(is_part).max_by_key(|counted| counted.end)?;
        let places: Vec<usize> = kept
            .iter()
            .filter_map(|measure| found.kept.iter().position(|known| known == measure))
            .collect();
        let units = numbers(&self.units, |id| names.units.find(id));
        let procedures = numbers(&self.procedures, |id| names.procedures.get(id).copied());
        let lists: Vec<u32> =
            self.databases.iter().map(|list| names.databases.number(list)).collect();
        let mut tally = Tally { years: found.years.clone(), ..Tally::default() };
        for (unit, figures) in &found.units {
            tally.sums.units.insert(units[*unit as usize]?, figures.clone());
        }
        if !places.is_empty() {
            for (unit, procedure, figures) in &found.procedures {
                let figures: Vec<u64> = places.iter().map(|place| figures[*place]).collect();
                if figures.iter().any(|figure| *figure > 0) {
                    let key = key(units[*unit as usize]?, procedures[*procedure as usize]?);
                    tally.sums.procedures.insert(key, figures);
                }
            }
        }
        for (unit, list, dossiers) in &found.databases {
            tally.databases.insert((units[*unit as usize]?, lists[*list as usize]), *dossiers);
        }
        // Kept with what tables show; a window that keeps less by procedure does not want them.
        if !names.plan.joint_of(kept).is_empty() {
            for (unit, pattern, dossiers) in &found.patterns {
                tally.sums.patterns.insert((units[*unit as usize]?, *pattern), *dossiers);
            }
        }
        Some((found.end, tally))
    }
}

/// The numbers of names in a run, and what it counts.
pub struct Numbers<'n> {
    pub plan: &'n Plan,
    pub units: &'n Units,
    pub procedures: &'n HashMap<&'n str, u32>,
    pub databases: &'n Names,
}

fn numbers(names: &[String], number: impl Fn(&str) -> Option<u32>) -> Vec<Option<u32>> {
    names.iter().map(|name| number(name)).collect()
}
