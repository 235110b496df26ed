//! Read and keep: every file of every source into its part, and what all parts say into the lake, with
//! the account of each file.

mod accounts;
mod before;
mod gates;
mod given;
mod inputs;
mod inspecting;
mod organisation;
mod parts;
mod resolving;

use std::{collections::HashSet, path::Path};

use super::account::Report;
use super::{
    event::Event, event::Reporter, failure::Failure, grown::Grown, job::Job, job::UnitsInput,
    keeping, registers::Registers, versions, warnings, years,
};
use crate::{
    domain::{
        account::{Account, Rejected},
        finder::{Finder, UnitReading},
        petition::Petition,
        time::LocalTime,
        unit::{UNMAPPED, folded},
    },
    edition::manifest,
    lake::{
        compact::Extent,
        files::Aside,
        generation::{self, Generation},
        listed::{self, Listed},
        meaning::{Known, Meaning, NameLists},
        part::READER,
        registers::{self as rows, KnownUnits},
        resolved::{self, Resolved},
        segments,
        sums::OfFile,
    },
    schema::canonical::Kind,
    sources::{FileFault, input_file::InputFile},
};
use accounts::merge_accounts;
use before::Before;
use inputs::{Plan, Planned};
use inspecting::Inspecting;
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
            generation.install()?;
            self.made.keep();
            self.made_segments.keep();
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
    let mut accounts: Vec<Account> = parts.iter().map(|part| part.told.account.clone()).collect();
    let was_read = faults.iter().all(|fault| {
        !planned.iter().any(|file| file.file.kind == Kind::Units && file.file.path == fault.file)
    });
    let mut of_units = rows::Registers::default();
    for (part, file) in parts.iter().zip(0..).filter(|(part, _)| part.origin.kind == Kind::Units) {
        of_units.append(&mut part.told.registers.meant(file, |unit| unit, str::to_owned));
    }
    let unit_rows = of_units.settle(&mut accounts, None).units;
    let mut units = UnitReading::Discover;
    if let UnitsInput::Table(path) = &job.units {
        if was_read && unit_rows.is_empty() {
            let what = "no unit stands in this list, so that no dossier would have one; fill it, or write \
                        discover = true in the place of path under [units]";
            faults.push(FileFault::data(path, what));
        }
        let mut known = unit_rows.clone();
        known.insert(0, organisation::authority(job));
        units = UnitReading::Known(Finder::new(&job.authority.id, &known).into());
    }
    if !faults.is_empty() {
        return Err(Failure::Files(faults));
    }
    tell_old_readers(&listed, report);
    let before = matches!(keep, Keep::Lake).then(|| Before::find(job)).flatten();
    let known = Known::new(units, &before.as_ref().map_or_else(NameLists::default, Before::names));
    let meanings: Vec<Meaning> =
        parts.iter().zip(0..).map(|(part, file)| Meaning::new(file, part, &known)).collect();
    let mut registers = rows::Registers::default();
    let beside_units =
        parts.iter().zip(&meanings).filter(|(part, _)| part.origin.kind != Kind::Units);
    for (part, meaning) in beside_units {
        registers.append(&mut known.registers(part, meaning));
    }
    let names = known.unit_names.list();
    let discovered: HashSet<String> = meanings
        .iter()
        .flat_map(Meaning::units)
        .map(|unit| folded(&names[unit as usize]))
        .collect();
    let has_code = |code: &str| match &known.units {
        UnitReading::Known(finder) => finder.by_code(code).is_some(),
        UnitReading::Discover => discovered.contains(&folded(code)),
    };
    let unmapped = known.unit_names.number(UNMAPPED);
    let known_units = KnownUnits { unmapped, has_code: &has_code };
    let settled = registers.settle(&mut accounts, Some(known_units));
    if job.calendar.is_some() && settled.days.is_empty() {
        return Err(Failure::Data(
            "the calendar has no day; expected holidays and swapped working days".into(),
        ));
    }

    gates::check_catalogue(job, &planned, &settled.clashes)?;
    let calendar = job.calendar_of(&settled.days);
    years::find(job, &calendar, &settled, &mut accounts);

    report(Event::Stage("keep"));
    let generation = match keep {
        Keep::Nothing => None,
        _ => Some(Generation::begin(&lake, cut_off)?),
    };
    let folder = generation.as_ref().map(Generation::folder);
    let as_resolved = planned.iter().zip(&listed).map(|(planned, listed)| resolved::File {
        part: listed.name(),
        source: planned.source.to_owned(),
        winner: planned.winner,
    });
    let as_resolved: Vec<resolved::File> = as_resolved.collect();
    let inspecting = Inspecting::new(&settled.procedures, &calendar, &known);
    let resolving = Resolving {
        job,
        cut_off,
        files: &as_resolved,
        parts: &parts,
        meanings: &meanings,
        known: &known,
        inspecting: &inspecting,
        aside: &aside,
        lake: folder.map(|_| &*lake),
        report,
    };
    let basis = before::basis(job, &unit_rows, &settled, &calendar);
    let found =
        resolving.resolve(before.as_ref().filter(|before| before.resolved.basis == basis))?;
    let of_dossiers: Vec<Account> = found.sums.files.iter().map(OfFile::account).collect();
    merge_accounts(&mut accounts, &of_dossiers);
    found.tell_constants(&as_resolved, &mut accounts);
    let mut rejected: Vec<Rejected> = found.sums.rejected.iter().copied().collect();
    rejected.extend(parts.iter().zip(0..).flat_map(|(part, file)| part.told.rejected(file)));
    rejected.sort_unstable();

    if !found.refused.is_empty() {
        return Err(gates::refused(job, &planned, found.refused));
    }
    let unit_names = known.unit_names.list();
    let Found { sums, segments, made: made_segments, changed, .. } = found;
    let mut of_units = sums.units.clone();
    settled.petitions.iter().for_each(|(_, petition)| of_units[petition.unit as usize] += 1);
    let units = organisation::units_of(job, unit_rows, &unit_names, &of_units)?;
    let files: Vec<InputFile> = planned
        .iter()
        .zip(&parts)
        .zip(listed.iter().zip(accounts))
        .map(|((file, part), (listed, account))| InputFile {
            path: job.shown(&file.file.path),
            source: file.source.to_owned(),
            kind: file.file.kind.as_str(),
            bytes: part.origin.bytes,
            sha256: part.origin.sha256.clone(),
            archived: listed.archived.then_some(listed.read_on),
            account,
        })
        .collect();
    gates::check_accounts(&files, &parts)?;
    gates::check_dossiers(job, &files)?;

    let petitions = settled
        .petitions
        .into_iter()
        .filter_map(|(_, petition)| {
            let unit = units.find(&unit_names[petition.unit as usize])?;
            Some(Petition { unit, ..petition })
        })
        .collect();
    let survey = sums
        .survey
        .clone()
        .renumbered(|number| units.find(&unit_names[number as usize]).unwrap_or(units.unmapped()));
    let given = given::given(&planned, &parts, &settled.procedures);
    // Numbers are given out as names are met; the lake says the same in every run. Only names that a
    // dossier of the lake bears are kept: others may stand in rows that were put aside.
    let named = known.procedure_names.list().into_iter().zip(&sums.procedures);
    let mut procedure_ids: Vec<String> =
        named.filter(|(_, dossiers)| **dossiers > 0).map(|(name, _)| name).collect();
    procedure_ids.sort_unstable();
    let registers = Registers {
        procedures: settled.procedures,
        announcements: settled.announcements.into_iter().map(|(_, row)| row).collect(),
        petitions,
        totals: settled.totals.under(|code| Some(units.get(units.find(code)?).id.clone())),
        survey,
        days: settled.days,
        given,
        units,
        procedure_ids,
        first_received: sums.received.keys().next().map(|day| day.start()),
        ends: sums.ends.clone(),
        generation: folder.map(Path::to_owned).unwrap_or_default(),
        segments,
    };
    let last_received = sums.received.keys().next_back().copied();
    if generation.is_some() {
        let accounts: Vec<manifest::Input> = files.iter().map(manifest::Input::from).collect();
        let names = known.names_kept(&meanings);
        let resolved = Resolved { basis, cut_off, files: as_resolved, names, sums };
        registers.save(&accounts, &listed, &resolved)?;
    }
    let complete_from = registers.complete_from(job);
    let read = Report { files, rejected, complete_from };
    let last_day = cut_off.last_day();
    let last_day = last_received.map_or(last_day, |last| last.min(last_day));
    let of_years = years::warning(job, &calendar, last_day, &read.files);
    for warning in warnings::of_reading(job, &read).into_iter().chain(of_years) {
        report(Event::Warning(warning));
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
