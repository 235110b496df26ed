//! Read and keep: every file of every source into the lake, with the account of each. All files are
//! tried before the run stops, so that one pass shows every fault.

mod accounts;
mod gates;
mod given;
mod inputs;
mod organisation;
mod resolving;

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

use super::account::Report;
use super::{
    event::Event,
    event::Reporter,
    failure::Failure,
    job::Job,
    job::{Format, UnitsInput},
    registers::Registers,
    warnings, years,
};
use crate::{
    domain::{
        finder::Finder,
        message::Sink,
        petition::Petition,
        time::LocalTime,
        unit::{UNMAPPED, folded},
    },
    edition::manifest,
    lake::{
        LakeFault,
        generation::{self, Generation},
        registers::KnownUnits,
        stage::Stage,
    },
    schema::canonical::Kind,
    sources::{
        Context, FileFault, Sinks, UnitReading, input_file::InputFile, national_sync, table,
        unchanged,
    },
};
use accounts::merge_accounts;
use inputs::Planned;

/// Partitions grow with the input, so that each fits in memory.
const BYTES_PER_PARTITION: u64 = 48 << 20;
const MOST_PARTITIONS: u64 = 256;

/// What was read. Where it is kept, it lies beside the lake in use until it is installed.
#[derive(Debug)]
pub struct Lake {
    pub registers: Registers,
    pub report: Report,
    generation: Option<Generation>,
}

impl Lake {
    /// Makes what was read the lake in use, in place of the one before.
    pub fn install(self) -> Result<Report, LakeFault> {
        self.generation.map_or(Ok(()), Generation::install)?;
        Ok(self.report)
    }
}

/// Reads all sources. With `keep`, writes a new generation of the lake there and leaves the one in
/// use as it is.
pub fn read(
    job: &Job,
    cut_off: LocalTime,
    keep: Option<&Path>,
    report: Reporter<'_>,
) -> Result<Lake, Failure> {
    job.notes.iter().for_each(|note| report(Event::Note(note.clone())));
    let (planned, mut faults) = inputs::plan(job);
    let total: u64 = planned.iter().map(|file| file.bytes).sum();
    report(Event::Files { files: planned.len(), bytes: total });
    report(Event::Stage("read"));
    let partitions = total.div_ceil(BYTES_PER_PARTITION).clamp(2, MOST_PARTITIONS) as usize;
    let aside = match keep {
        Some(lake) => generation::stage(lake),
        None => std::env::temp_dir().join(format!("chiso-check-{}", std::process::id())),
    };
    let stage = Stage::new(&aside, partitions, planned.len())?;
    let (registers_first, rest): (Vec<&Planned<'_>>, Vec<&Planned<'_>>) =
        planned.iter().partition(|file| file.file.kind == Kind::Units);

    let mut context = Context {
        zone: job.zone,
        last_likely: cut_off.day().plus_months(50 * 12),
        units: UnitReading::Discover,
        unit_names: Default::default(),
        procedure_names: Default::default(),
        database_names: Default::default(),
        threads: job.threads,
    };
    let mut contents = HashMap::new();
    read_files(&registers_first, &context, &stage, report, &mut contents, &mut faults);
    let mut staged = stage.take_shared();
    let unit_rows = staged.registers.settle(&mut staged.accounts, None).units;
    if let UnitsInput::Table(path) = &job.units {
        let was_read = registers_first.iter().all(|file| contents.contains_key(&file.file.number));
        if was_read && unit_rows.is_empty() {
            let what = "no unit stands in this list, so that no dossier would have one; fill it, or write \
                        discover = true in the place of path under [units]";
            faults.push(FileFault::data(path, what));
        }
        let mut known = unit_rows.clone();
        known.insert(0, organisation::authority(job));
        context.units = UnitReading::Known(Finder::new(&job.authority.id, &known));
    }
    read_files(&rest, &context, &stage, report, &mut contents, &mut faults);
    if !faults.is_empty() {
        return Err(Failure::Files(faults));
    }
    let mut later = stage.take_shared();
    merge_accounts(&mut later.accounts, &staged.accounts);
    later.rejected.append(&mut staged.rejected);
    let unmapped = context.unit_names.number(UNMAPPED);
    let discovered: HashSet<String> =
        context.unit_names.list().iter().map(|name| folded(name)).collect();
    let has_code = |code: &str| match &context.units {
        UnitReading::Known(finder) => finder.by_code(code).is_some(),
        UnitReading::Discover => discovered.contains(&folded(code)),
    };
    let known = KnownUnits { unmapped, has_code: &has_code };
    let settled = later.registers.settle(&mut later.accounts, Some(known));
    if job.calendar.is_some() && settled.days.is_empty() {
        return Err(Failure::Data(
            "the calendar has no day; expected holidays and swapped working days".into(),
        ));
    }

    gates::check_catalogue(job, &planned, &settled.clashes)?;
    let calendar = job.calendar_of(&settled.days);
    years::find(job, &calendar, &settled, &mut later.accounts);

    report(Event::Stage("keep"));
    let unit_names = context.unit_names.list();
    let generation = keep.map(|lake| Generation::begin(lake, cut_off.day())).transpose()?;
    let folder = generation.as_ref().map(Generation::folder);
    let outcome = resolving::resolve(
        job, cut_off, &stage, &planned, &settled, &context, &calendar, folder, report,
    )?;
    drop(stage);
    merge_accounts(&mut later.accounts, &outcome.accounts);
    later.rejected.extend(outcome.rejected.iter().copied());
    later.rejected.sort_unstable();

    if !outcome.refused.is_empty() {
        return Err(gates::refused(job, &planned, &outcome));
    }
    let mut of_units = outcome.units;
    settled.petitions.iter().for_each(|(_, petition)| of_units[petition.unit as usize] += 1);
    let units = organisation::units_of(job, unit_rows, &unit_names, &of_units)?;
    let files: Vec<InputFile> = planned
        .iter()
        .zip(&later.accounts)
        .map(|(file, account)| InputFile {
            path: job.shown(&file.file.path),
            source: file.source.to_owned(),
            kind: file.file.kind.as_str(),
            bytes: file.bytes,
            sha256: file.file.seen.hash().unwrap_or_default(),
            account: account.clone(),
        })
        .collect();
    gates::check_accounts(&files, &contents)?;
    gates::check_dossiers(job, &files)?;

    let petitions = settled
        .petitions
        .into_iter()
        .filter_map(|(_, petition)| {
            let unit = units.find(&unit_names[petition.unit as usize])?;
            Some(Petition { unit, ..petition })
        })
        .collect();
    let survey = outcome
        .survey
        .renumbered(|number| units.find(&unit_names[number as usize]).unwrap_or(units.unmapped()));
    let given = given::given(&planned, &contents, &settled.procedures);
    // Numbers are given out as threads meet the names; the lake says the same in every run. Only names
    // that a dossier of the lake bears are kept: others may stand in rows that were put aside.
    let named = context.procedure_names.list().into_iter().zip(outcome.procedures);
    let mut procedure_ids: Vec<String> =
        named.filter(|(_, is_used)| *is_used).map(|(name, _)| name).collect();
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
        first_received: outcome.first_received,
        ends: outcome.ends,
        generation: folder.map(Path::to_owned).unwrap_or_default(),
    };
    if generation.is_some() {
        let accounts: Vec<manifest::Input> = files.iter().map(manifest::Input::from).collect();
        registers.save(&accounts)?;
    }
    let complete_from = registers.complete_from(job);
    let read = Report { files, rejected: later.rejected, complete_from };
    let last_day = cut_off.day().plus(-1);
    let last_day = outcome.last_received.map_or(last_day, |last| last.day().min(last_day));
    let of_years = years::warning(job, &calendar, last_day, &read.files);
    for warning in warnings::of_reading(job, &read).into_iter().chain(of_years) {
        report(Event::Warning(warning));
    }
    Ok(Lake { registers, report: read, generation })
}

struct Staging<'a> {
    stage: &'a Stage,
    report: Reporter<'a>,
}

impl Sinks for Staging<'_> {
    fn sink(&self) -> Box<dyn Sink + '_> {
        Box::new(self.stage.sink())
    }

    fn consumed(&self, bytes: u64) {
        (self.report)(Event::Bytes(bytes));
    }
}

fn read_files(
    files: &[&Planned<'_>],
    context: &Context,
    stage: &Stage,
    report: Reporter<'_>,
    contents: &mut HashMap<u32, table::Contents>,
    faults: &mut Vec<FileFault>,
) {
    let sinks = Staging { stage, report };
    for planned in files {
        let (file, reading) = (&planned.file, &planned.reading);
        let input = table::Input { file, reading, context, sinks: &sinks };
        let read = match planned.format {
            Format::Table => table::read(input),
            Format::NationalSync => national_sync::read(input),
        };
        // A file that changed meanwhile is not at fault for what was read of it.
        let settled = unchanged::settle(&planned.file);
        match settled.and(read) {
            Ok(found) => {
                contents.insert(planned.file.number, found);
            }
            Err(fault) => faults.push(fault),
        }
    }
}
