//! Judged rows, made in one place: the dossiers of the lake, petitions, announcements and procedures,
//! each with its facts in the periods asked for. Counting, tables of facts and explanations read these
//! rows, so that they cannot differ in what they judge, or by which row of the catalogue.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use super::{failure::Failure, job::Job, registers::Registers};
use crate::{
    domain::{
        announcement::Announcement, calendar::Calendar, days::Span, dossier::Dossier, names::Names,
        period::Period, petition::Petition, procedure::Procedure, time::LocalTime, unit::Tree,
    },
    judge::{
        Window,
        announcements::{self, AnnouncementFact},
        facts::{Bench, Fact},
        petitions::{self, PetitionFact},
        procedures::{self, ProcedureFact},
    },
    lake::scan::{self, Rows, Wanted},
};

/// What judging needs.
pub struct Judging<'a> {
    pub job: &'a Job,
    pub registers: &'a Registers,
    pub calendar: Calendar,
    /// Numbers of procedures in the lake.
    pub numbers: HashMap<&'a str, u32>,
    /// By number of the lake.
    catalogue: Vec<Option<&'a Procedure>>,
}

/// Which dossiers are read, and what of them.
pub struct Reading<'a, P = Period> {
    pub windows: &'a [Window<P>],
    pub dossiers: Dossiers<'a>,
    /// Their numbers too.
    pub ids: bool,
    /// Where lists of databases get their number.
    pub databases: Option<&'a Names>,
    /// With one, rows come in the order of the lake.
    pub threads: usize,
}

/// Which dossiers of the lake.
#[derive(Clone, Copy)]
pub enum Dossiers<'a> {
    /// Every one, whether or not it may be in hand.
    All,
    /// Those that may be in hand.
    InHand,
    /// Of those the ones in some files, and of these the ones that are open or of which something is known
    /// at or after an instant.
    Of { files: &'a [(PathBuf, Rows<'a>)], since: Option<LocalTime> },
}

/// One dossier and the row of the catalogue for it.
pub struct Judged<'a> {
    pub dossier: &'a Dossier,
    pub procedure: Option<&'a Procedure>,
}

impl<'a> Judging<'a> {
    pub fn new(job: &'a Job, registers: &'a Registers) -> Self {
        let ids = &registers.procedure_ids;
        let by_id: HashMap<&str, &Procedure> =
            registers.procedures.iter().map(|one| (one.id.as_str(), one)).collect();
        Self {
            job,
            registers,
            calendar: job.calendar_of(&registers.days),
            numbers: ids.iter().zip(0..).map(|(id, number)| (id.as_str(), number)).collect(),
            catalogue: ids.iter().map(|id| by_id.get(id.as_str()).copied()).collect(),
        }
    }

    /// Judges dossiers in every window. Each thread begins with a state, takes rows into it with their
    /// facts (`None` where not in hand), and brings it to its end.
    pub fn dossiers<S, T: Send, P: Span + Sync>(
        &self,
        reading: &Reading<'_, P>,
        begin: impl Fn() -> S + Sync,
        take: impl Fn(
            &mut S,
            &Judged<'_>,
            &mut dyn Iterator<Item = Option<Fact>>,
        ) -> Result<(), Failure>
        + Sync,
        end: impl Fn(S) -> Result<T, Failure> + Sync,
    ) -> Result<Vec<T>, Failure> {
        let (units, windows) = (&self.registers.units, reading.windows);
        let is_limited = !matches!(reading.dossiers, Dossiers::All);
        let from = windows.iter().map(|window| window.start).min().filter(|_| is_limited);
        let to = windows.iter().map(|window| window.end).max().filter(|_| is_limited);
        let (files, since) = match reading.dossiers {
            Dossiers::All | Dossiers::InHand => (self.registers.dossiers().collect(), None),
            Dossiers::Of { files, since } => (files.to_vec(), since),
        };
        let wanted = Wanted {
            from: from.unwrap_or(LocalTime::from_micros(i64::MIN)),
            to: to.unwrap_or(LocalTime::from_micros(i64::MAX)),
            since,
            unit: &|id| units.find(id).unwrap_or(units.unmapped()),
            procedure: &|id| self.numbers.get(id).copied().unwrap_or(0),
            population: &self.job.rules.switches.population_databases,
            databases: &|list| reading.databases.map(|names| names.number(list)),
            ids: reading.ids,
        };
        let tasks = scan::tasks(files, |group| wanted.may_be_in(group))?;
        let bench = Bench { calendar: &self.calendar, switches: &self.job.rules.switches };
        let (next, ends) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
        let work = || -> Result<(), Failure> {
            let mut state = begin();
            while let Some(task) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
                for dossier in scan::load(task, &wanted)? {
                    let procedure = self.catalogue[dossier.procedure as usize];
                    let mut facts = bench.judge(&dossier, procedure, windows);
                    take(&mut state, &Judged { dossier: &dossier, procedure }, &mut facts)?;
                }
            }
            let ended = end(state)?;
            ends.lock().unwrap_or_else(PoisonError::into_inner).push(ended);
            Ok(())
        };
        thread::scope(|scope| {
            let workers: Vec<_> = (0..reading.threads).map(|_| scope.spawn(work)).collect();
            workers.into_iter().try_for_each(|worker| {
                worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
        })?;
        Ok(ends.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    /// Every petition; without facts where it was not received in the period.
    pub fn petitions(
        &self,
        window: &Window,
    ) -> impl Iterator<Item = (&'a Petition, Option<PetitionFact>)> {
        let switches = &self.job.rules.switches;
        self.registers.petitions.iter().map(move |petition| {
            (petition, petitions::judge(petition, window, &self.calendar, switches))
        })
    }

    /// Every row of announcements, with a number of its procedure among them.
    pub fn announcements(
        &self,
        window: &Window,
    ) -> impl Iterator<Item = (&'a Announcement, u32, AnnouncementFact)> {
        let (kind, switches) = (self.job.authority.kind, &self.job.rules.switches);
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        self.registers.announcements.iter().map(move |row| {
            let next = numbers.len() as u32;
            let number = *numbers.entry(&row.procedure_id).or_insert(next);
            (row, number, announcements::judge(row, window, kind, &self.calendar, switches))
        })
    }

    /// Every procedure for every unit in whose authority it is.
    pub fn procedures(
        &self,
        window: &Window,
        tree: &Tree,
        carried_by: &[u32],
    ) -> Vec<ProcedureFact> {
        let Registers { procedures: catalogue, units, .. } = self.registers;
        procedures::judge(catalogue, units, tree, carried_by, window)
    }
}
