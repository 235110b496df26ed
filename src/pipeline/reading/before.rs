//! The lake of before, as far as it helps to make the one that is made: what its dossiers were resolved
//! from, what they came to, and which of them must be looked at again.

use std::{collections::HashSet, path::Path};

use crate::{
    domain::{calendar::Calendar, digest::sha256, time::LocalTime, unit::Unit},
    lake::{
        LakeFault, listed,
        meaning::{Known, Meaning, NameLists},
        part::{Part, READER},
        registers::Settled,
        resolved::Resolved,
        segments::Segment,
        touched,
    },
    pipeline::{job::Job, program, registers::Registers, tallies::Tallies},
};

/// The state of the lake in use.
pub(super) struct Before {
    pub resolved: Resolved,
    pub segments: Vec<Segment>,
    pub tallies: Option<Tallies>,
}

impl Before {
    /// What the lake in use says; `None` where there is none, or one that this program does not read.
    pub fn find(job: &Job) -> Option<Self> {
        let registers = Registers::open(job).ok()?;
        let resolved = registers.resolved().ok()?;
        let tallies = registers.tallies().ok();
        Some(Self { resolved, tallies, segments: registers.segments })
    }

    /// Names that keep their numbers.
    pub fn names(&self) -> NameLists {
        self.resolved.names.clone()
    }

    /// A part that was read before.
    pub fn open(&self, lake: &Path, file: Option<u32>) -> Result<Part, LakeFault> {
        let file = &self.resolved.files[file.unwrap_or_default() as usize];
        Part::open(&listed::folder(lake).join(&file.part))
    }

    /// The dossiers that are resolved again: those of which files that are new or gone speak, and those that
    /// the two cut-offs see differently; `None` where they are most of all.
    pub fn touched<'p>(
        &self,
        lake: &Path,
        now: LocalTime,
        known: &Known,
        new: impl Iterator<Item = (&'p Part, &'p Meaning)>,
    ) -> Result<Option<HashSet<u64>>, LakeFault> {
        let mut touched = HashSet::new();
        for (part, meaning) in new {
            touched.extend(touched::spoken_of(part, meaning, known)?);
        }
        let then = self.resolved.cut_off;
        if then != now {
            let tasks = touched::late_tasks(lake, &self.segments, then.min(now))?;
            touched.extend(touched::known_since(&tasks, then.min(now))?);
        }
        let live: u64 = self.segments.iter().map(Segment::live).sum();
        Ok((touched.len() as u64 * 2 <= live).then_some(touched))
    }
}

/// Everything but files and cut-off that decides what becomes of a dossier, as a hash: how messages are
/// read, the units, the catalogue, the calendar, the program.
pub(super) fn basis(job: &Job, units: &[Unit], settled: &Settled, calendar: &Calendar) -> String {
    let said = format!(
        "{READER} {} {:?} {:?} {units:?} {:?} {calendar:?} {:?}",
        job.zone.name(),
        job.authority,
        job.units,
        settled.procedures,
        program::state()
    );
    sha256(said.as_bytes())
}
