//! Read and keep: every file of every source into its part, and what all parts say into the lake, with
//! the account of each file.

mod accounts;
pub mod apart;
pub mod assembled;
mod before;
mod cohorts;
mod gates;
mod given;
mod groundwork;
mod inputs;
mod inspecting;
pub mod kept;
mod organisation;
mod parts;
mod resolving;

use std::path::Path;

use super::account::Report;
use super::{
    event::Event, event::Reporter, failure::Failure, grown::Grown, job::Job, keeping,
    registers::Registers, versions,
};
use crate::{
    domain::time::LocalTime,
    edition::manifest,
    lake::{
        compact::Extent,
        files::Aside,
        generation::{self, Generation},
        listed::{self, Listed},
        meaning::NameLists,
        part::READER,
        pieces::Share,
        resolved::Resolved,
        segments,
    },
};
use before::Before;
use groundwork::Groundwork;
use inputs::{Plan, Planned};
use parts::{Made, Parts, Places};
use resolving::{Found, Resolving};

/// Where what was read is kept.
#[derive(Clone, Copy, Debug)]
pub enum Keep<'k> {
    /// Nowhere; it is read to see what is wrong with it.
    Nothing,
    /// In a folder that its owner removes.
    Aside(&'k Path),
    /// In the lake of the job, beside the generation in use until it is installed.
    Lake,
}

/// What was read. Where it is kept, it lies beside the lake in use until it is installed.
#[derive(Debug)]
pub struct Lake {
    pub registers: Registers,
    pub report: Report,
    generation: Option<Generation>,
    made: Made,
    made_segments: segments::Made,
    /// How it differs from the lake in use, where it has grown out of it.
    pub grown: Option<Grown>,
}

impl Lake {
    /// Makes what was read the lake in use, in place of the one before.
    pub fn install(self, job: &Job, report: Reporter<'_>) -> Result<Report, Failure> {
        if let Some(generation) = self.generation {
            self.made.sync()?;
            self.made_segments.sync(&job.lake)?;
            let name = generation.name();
            let installed = generation.install();
            // The pointer may have moved though the disk did not say that it is sure.
            if generation::in_use(&job.lake).ends_with(&name) {
                self.made.keep();
                self.made_segments.keep();
            }
            installed?;
            segments::clean(&job.lake, &self.registers.segments);
            let listed = Registers::listed(&job.lake)?.unwrap_or_default();
            listed::clean(&job.lake, &versions::kept_parts(job, &listed));
            // What is published stands, whether or not this comes to its end.
            if let Err(fault) = keeping::merge(job, Extent::Some) {
                let what = format!("small segments of the lake could not be merged: {fault}");
                report(Event::Warning(what));
            }
        }
        Ok(self.report)
    }
}

/// Reads all sources. Where the lake is kept, writes a new generation there and leaves the one in use as
/// it is.
pub fn read(
    job: &Job,
    cut_off: LocalTime,
    keep: Keep<'_>,
    report: Reporter<'_>,
) -> Result<Lake, Failure> {
    job.notes.iter().for_each(|note| report(Event::Note(note.clone())));
    let known = Registers::listed(&job.lake)?;
    if known.is_none() {
        let what = "the lake is of another version of the program; it is made anew from the files that are there";
        report(Event::Note(what.into()));
    }
    let known = known.unwrap_or_default();
    let Plan { planned, missing: mut faults, gone } = inputs::plan(job, &known);
    tell_gone(&gone, report);
    let total: u64 = planned.iter().map(|file| file.bytes).sum();
    report(Event::Files { files: planned.len(), bytes: total });
    report(Event::Stage("read"));
    let lake = match keep {
        Keep::Nothing => std::env::temp_dir().join(format!("chiso-check-{}", std::process::id())),
        Keep::Aside(folder) => folder.to_owned(),
        Keep::Lake => job.lake.clone(),
    };
    let _nothing = matches!(keep, Keep::Nothing).then(|| Aside(lake.clone()));
    let aside = generation::stage(&lake);
    if let Keep::Lake = keep {
        // What a run left that did not come to its end.
        listed::clean(&lake, &versions::kept_parts(job, &known));
        let segments = Registers::open(job).map(|registers| registers.segments);
        segments::clean(&lake, &segments.unwrap_or_default());
    }
    let (known_parts, made_parts) = (listed::folder(&job.lake), listed::folder(&lake));
    let places = Places { known: &known_parts, made: &made_parts, aside: &aside };
    let Parts { parts, listed, made } =
        parts::gather(job, &planned, &known, &places, report, &mut faults)?;
    let before = matches!(keep, Keep::Lake).then(|| Before::find(job)).flatten();
    let names = before.as_ref().map_or_else(NameLists::default, Before::names);
    let ground = Groundwork::new(job, &planned, (&parts, &listed), &names, faults)?;
    tell_old_readers(&listed, report);

    report(Event::Stage("keep"));
    let generation = match keep {
        Keep::Nothing => None,
        _ => Some(Generation::begin(&lake, cut_off)?),
    };
    let folder = generation.as_ref().map(Generation::folder);
    let inspecting = ground.inspecting();
    let resolving = Resolving {
        job,
        cut_off,
        files: &ground.files,
        parts: &parts,
        meanings: &ground.meanings,
        known: &ground.known,
        inspecting: &inspecting,
        aside: &aside,
        share: Share::ALL,
        lake: folder.map(|_| &*lake),
        report,
    };
    let basis = ground.basis(job);
    let found =
        resolving.resolve(before.as_ref().filter(|before| before.resolved.basis == basis))?;
    let (registers, read) = ground.conclude(job, &planned, (&parts, &listed), &found)?;
    let Found { sums, segments, made: made_segments, changed, .. } = found;
    let generation_folder = folder.map(Path::to_owned).unwrap_or_default();
    let registers = Registers { generation: generation_folder, segments, ..registers };
    ground.warn(job, cut_off, &sums, &read, report);
    if generation.is_some() {
        let accounts: Vec<manifest::Input> = read.files.iter().map(Into::into).collect();
        let names = ground.known.names_kept(&ground.meanings);
        let resolved = Resolved { basis, cut_off, files: ground.files, names, sums };
        registers.save(&accounts, &listed, &resolved)?;
    }
    let tallies = before.and_then(|before| before.tallies);
    let grown = tallies.zip(changed).map(|(tallies, changed)| Grown { tallies, changed });
    Ok(Lake { registers, report: read, generation, made, made_segments, grown })
}

/// Whether every file is one that the lake in use was made from, in the state in which it was read.
pub fn is_known(job: &Job) -> Result<bool, Failure> {
    let known = Registers::listed(&job.lake)?.unwrap_or_default();
    let Plan { planned, missing, gone } = inputs::plan(job, &known);
    let is_known = |planned: &Planned<'_>| match planned.archived {
        Some(listed) => listed.archived,
        None => known.iter().any(|listed| {
            listed.source == planned.source
                && listed.file == job.shown(&planned.file.path)
                && listed.is(planned.file.seen.state())
        }),
    };
    let is_all = planned.len() == known.len() && missing.is_empty() && gone.is_empty();
    Ok(is_all && planned.iter().all(is_known))
}

/// Files that are named of each source that lost some.
const NAMED: usize = 5;

/// Names the files whose rows leave the lake, source by source.
fn tell_gone(gone: &[&Listed], report: Reporter<'_>) {
    for of_source in gone.chunk_by(|a, b| a.source == b.source) {
        let names: Vec<String> = of_source
            .iter()
            .take(NAMED)
            .map(|listed| format!("{} (read on {})", listed.file, listed.read_on.to_date()))
            .collect();
        let more = match of_source.len() - names.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        report(Event::Warning(format!(
            "source {:?}: files that were read are not there now, and their rows count no longer: {}{more}. Put them \
             back, or write keep_removed = true where files may go once they were read",
            of_source[0].source,
            names.join(", ")
        )));
    }
}

/// Files that are gone and were read by an earlier version still count as it read them.
fn tell_old_readers(listed: &[Listed], report: Reporter<'_>) {
    let old = listed.iter().filter(|listed| listed.reader != READER).count();
    if old > 0 {
        report(Event::Note(format!(
            "{old} files that are gone count as an earlier version of the program read them"
        )));
    }
}
