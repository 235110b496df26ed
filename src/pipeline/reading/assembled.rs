//! The parts of a folder as those of a run: every file of the job has its part there, of its bytes and its
//! reading, or it is named. Dossiers are then resolved share by share, each anywhere, and what all shares
//! came to is concluded where they come together.

use std::{io::ErrorKind, path::Path};

use super::{
    Lake, gates,
    groundwork::Groundwork,
    inputs::{self, Plan, Planned, planned},
    resolving::{Found, Resolving},
    tell_gone,
};
use crate::{
    domain::{digest::sha256, time::LocalTime},
    lake::{
        LakeFault,
        listed::Listed,
        meaning::NameLists,
        part::{Part, READER},
        part_folder::PartFolder,
        pieces::Share,
        segments,
        sums::Sums,
    },
    pipeline::{event::Reporter, failure::Failure, job::Job, registers::Registers},
};

/// The files of the job in reading order, as the folder lists their parts.
///
/// # Errors
///
/// A file has no part there, or one that was made before the file changed.
pub fn listed(job: &Job, folder: &Path, report: Reporter<'_>) -> Result<Vec<Listed>, Failure> {
    let folder = PartFolder::open(folder);
    let known = match folder.listed() {
        Err(LakeFault::Io { error, .. }) if error.kind() == ErrorKind::NotFound => {
            let folder = folder.path().display();
            return Err(Failure::InputMissing(vec![format!(
                "there is no folder of parts at {folder}; make them with `chiso part FILE… --into {folder}`"
            )]));
        }
        known => known?,
    };
    let Plan { planned, missing, gone } = inputs::plan(job, &known);
    if !missing.is_empty() {
        return Err(Failure::Files(missing));
    }
    tell_gone(&gone, report);
    let (mut all, mut absent) = (Vec::new(), Vec::new());
    for planned in &planned {
        let file = job.shown(&planned.file.path);
        let same = |listed: &&Listed| listed.source == planned.source && listed.file == file;
        let state = planned.file.seen.state();
        let why = match (planned.archived, known.iter().find(same)) {
            (Some(listed), _) => {
                all.push(Listed { archived: true, ..listed.clone() });
                continue;
            }
            (None, None) => "has no part",
            (None, Some(listed)) if listed.reader != READER => {
                "has a part of an earlier version of the program"
            }
            (None, Some(listed))
                if (listed.state.size, listed.state.changed) != (state.size, state.changed) =>
            {
                "changed since its part was made"
            }
            (None, Some(listed)) => {
                all.push(listed.clone());
                continue;
            }
        };
        let (source, path) = (planned.source, folder.path().display());
        absent.push(format!(
            "{file} (source {source:?}) {why}; `chiso part {} --into {path}` makes it",
            planned.file.path.display()
        ));
    }
    if absent.is_empty() { Ok(all) } else { Err(Failure::InputMissing(absent)) }
}

/// The parts of a run, opened, and what they say of everything but dossiers.
pub struct Assembled<'j> {
    job: &'j Job,
    listed: &'j [Listed],
    planned: Vec<Planned<'j>>,
    parts: Vec<Part>,
    ground: Groundwork,
}

/// What the dossiers of a share came to.
pub struct OfShare {
    pub registers: Registers,
    pub sums: Sums,
    /// The dossiers are there as long as this value.
    _made: segments::Made,
}

impl<'j> Assembled<'j> {
    /// The parts that are listed; of the files themselves nothing is asked.
    pub fn new(job: &'j Job, folder: &Path, listed: &'j [Listed]) -> Result<Self, Failure> {
        let folder = PartFolder::open(folder);
        let planned = planned(job, listed)?;
        let (mut parts, mut absent, mut damaged) = (Vec::new(), Vec::new(), Vec::new());
        for listed in listed {
            let again =
                || format!("`chiso part {} --into {}`", listed.file, folder.path().display());
            match Part::open(&folder.part(listed)) {
                Ok(part) if part.origin.sha256 == listed.sha256 => parts.push(part),
                Ok(part) => damaged.push(format!(
                    "the part {} is of another file than {}; {} makes it anew",
                    part.path.display(),
                    listed.file,
                    again()
                )),
                Err(LakeFault::Io { error, .. }) if error.kind() == ErrorKind::NotFound => absent
                    .push(format!("the part of {} is gone; {} makes it", listed.file, again())),
                Err(LakeFault::DamagedPart { path, what }) => damaged.push(format!(
                    "the part {} of {} is damaged ({what}); {} makes it anew",
                    path.display(),
                    listed.file,
                    again()
                )),
                Err(fault) => return Err(fault.into()),
            }
        }
        if !absent.is_empty() {
            return Err(Failure::InputMissing(absent));
        }
        if !damaged.is_empty() {
            return Err(Failure::Data(damaged.join("\n")));
        }
        let names = NameLists::default();
        let ground = Groundwork::new(job, &planned, (&parts, listed), &names, Vec::new())?;
        Ok(Self { job, listed, planned, parts, ground })
    }

    /// The numbers of all names, as a hash: what shares say by numbers is the same for the same numbers.
    pub fn numbers(&self) -> String {
        sha256(format!("{:?}", self.ground.known.names()).as_bytes())
    }

    /// Resolves the dossiers of a share into a lake of its own.
    pub fn resolve(
        &self,
        cut_off: LocalTime,
        share: Share,
        lake: &Path,
        report: Reporter<'_>,
    ) -> Result<OfShare, Failure> {
        let inspecting = self.ground.inspecting();
        let resolving = Resolving {
            job: self.job,
            cut_off,
            files: &self.ground.files,
            parts: &self.parts,
            meanings: &self.ground.meanings,
            known: &self.ground.known,
            inspecting: &inspecting,
            aside: &lake.join(".stage"),
            share,
            lake: Some(lake),
            report,
        };
        let Found { sums, segments, made, refused, .. } = resolving.resolve(None)?;
        if !refused.is_empty() {
            return Err(gates::refused(self.job, &self.planned, refused));
        }
        let registers = self.ground.registers(self.job, &self.planned, &self.parts, &sums)?;
        // A generation that is nowhere written: its folder tells where the lake is.
        let registers = Registers { generation: lake.join("share"), segments, ..registers };
        Ok(OfShare { registers, sums, _made: made })
    }

    /// What was read, from what all dossiers came to. Nothing of it is kept.
    pub fn conclude(
        &self,
        cut_off: LocalTime,
        sums: Sums,
        report: Reporter<'_>,
    ) -> Result<Lake, Failure> {
        let found = Found {
            sums,
            segments: Vec::new(),
            made: Default::default(),
            refused: Vec::new(),
            changed: None,
        };
        let read = (&self.parts[..], self.listed);
        let (registers, read) = self.ground.conclude(self.job, &self.planned, read, &found)?;
        self.ground.warn(self.job, cut_off, &found.sums, &read, report);
        Ok(Lake {
            registers,
            report: read,
            generation: None,
            made: Default::default(),
            made_segments: Default::default(),
            grown: None,
        })
    }
}
