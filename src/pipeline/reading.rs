//! Read and keep: every file of every source into the lake, with the account of each. All files are
//! tried before the run stops, so that one pass shows every fault.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs,
    io::Read,
    path::Path,
    sync::{
        PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    Event, Failure, Job, Reporter,
    job::{Format, UnitsInput},
    lake_folder, warnings,
};
use crate::{
    count::cells::Given,
    domain::{
        account::{Account, Finding, Rejected},
        calendar::DayKind,
        dossier::Dossier,
        message::FindingSet,
        petition::Petition,
        procedure::Procedure,
        survey::Survey,
        time::{Day, LocalTime},
        total::Totals,
        unit::{Finder, UNMAPPED, Unit, Units, Version},
    },
    edition::{manifest, publish, quality::InputFile},
    judge::trail,
    lake::{
        LakeFault,
        arrays::Codes,
        constancy::Constancy,
        files::{self, Aside},
        registers::{self, KnownUnits},
        resolve::{Inspection, Outcome, Resolver, Winner},
        stage::{SLICES, Stage, StageSink},
        table as lake_table,
    },
    schema::canonical::Kind,
    sources::{Context, File, FileFault, OnDuplicate, Sinks, UnitReading, national_sync, table},
};

/// Partitions grow with the input, so that each fits in memory.
const BYTES_PER_PARTITION: u64 = 48 << 20;
const MOST_PARTITIONS: u64 = 256;

/// Everything the later stages need beside the dossiers.
#[derive(Debug, Serialize, Deserialize)]
pub struct Registers {
    pub units: Units,
    pub procedures: Vec<Procedure>,
    pub announcements: Vec<crate::domain::announcement::Announcement>,
    /// `unit` is a position in `units`.
    pub petitions: Vec<Petition>,
    pub totals: Totals,
    /// What citizens said; units are positions in `units`.
    pub survey: Survey,
    pub days: BTreeMap<Day, DayKind>,
    pub given: Given,
    /// Root codes by their number in the lake.
    pub procedure_ids: Vec<String>,
    /// Month of the first receipt, where there is any.
    pub first_received: Option<LocalTime>,
}

/// What reading came to, file by file.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub files: Vec<InputFile>,
    pub rejected: Vec<Rejected>,
}

/// The lake after reading.
#[derive(Debug)]
pub struct Lake {
    pub registers: Registers,
    pub report: Report,
}

/// One file with what is known of it before it is read.
struct Planned<'j> {
    file: File,
    source: &'j str,
    format: Format,
    reading: table::Reading,
    winner: Winner,
    bytes: u64,
}

/// Reads all sources. With `keep`, writes a new generation of the lake there.
pub fn read(
    job: &Job,
    cut_off: LocalTime,
    keep: Option<&Path>,
    report: Reporter<'_>,
) -> Result<Lake, Failure> {
    let (planned, mut faults) = plan(job);
    let total: u64 = planned.iter().map(|file| file.bytes).sum();
    report(Event::Files { files: planned.len(), bytes: total });
    report(Event::Stage("read"));
    let partitions = total.div_ceil(BYTES_PER_PARTITION).clamp(2, MOST_PARTITIONS) as usize;
    let aside = match keep {
        Some(lake) => lake.join(format!(".stage.{}", std::process::id())),
        None => std::env::temp_dir().join(format!("chiso-check-{}", std::process::id())),
    };
    if let Some(lake) = keep {
        sweep(lake);
    }
    let stage = Stage::new(&aside, partitions, planned.len())?;
    let (registers_first, rest): (Vec<&Planned<'_>>, Vec<&Planned<'_>>) =
        planned.iter().partition(|file| file.file.kind == Kind::Units);

    let mut context = Context {
        zone: job.zone,
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
        known.insert(0, authority(job));
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
    let discovered = context.unit_names.list();
    let has_code = |code: &str| match &context.units {
        UnitReading::Known(finder) => finder.by_code(code).is_some(),
        UnitReading::Discover => discovered.iter().any(|name| name == code),
    };
    let known = KnownUnits { unmapped, has_code: &has_code };
    let settled = later.registers.settle(&mut later.accounts, Some(known));
    let units = units_of(job, unit_rows, &context)?;
    if job.calendar.is_some() && settled.days.is_empty() {
        return Err(Failure::Data(
            "the calendar has no day; expected holidays and swapped working days".into(),
        ));
    }

    report(Event::Stage("keep"));
    let unit_names = context.unit_names.list();
    let procedure_names = context.procedure_names.list();
    let generation = keep.map(|lake| (lake, format!("{}-{}", cut_off.day(), std::process::id())));
    let folder = generation
        .as_ref()
        .map(|(lake, _)| Aside(lake.join(format!(".new.{}", std::process::id()))));
    if let Some(Aside(folder)) = &folder {
        create(&folder.join(DOSSIERS))?;
    }
    let kept = folder.as_ref().map(|Aside(folder)| &**folder);
    let outcome = resolve(job, cut_off, &stage, &planned, &settled, &context, kept, report)?;
    drop(stage);
    merge_accounts(&mut later.accounts, &outcome.accounts);
    later.rejected.extend(outcome.rejected.iter().copied());
    later.rejected.sort_unstable();

    if !outcome.refused.is_empty() {
        return Err(refused(job, &planned, &outcome));
    }
    let files: Vec<InputFile> = planned
        .iter()
        .zip(&later.accounts)
        .map(|(file, account)| {
            Ok(InputFile {
                path: job.shown(&file.file.path),
                source: file.source.to_owned(),
                kind: file.file.kind.as_str(),
                bytes: file.bytes,
                sha256: hash_of(&file.file)?,
                account: account.clone(),
            })
        })
        .collect::<Result<_, FileFault>>()
        .map_err(|fault| Failure::Files(vec![fault]))?;
    check_accounts(&files, &contents)?;
    check_dossiers(job, &files)?;

    let petitions = settled
        .petitions
        .into_iter()
        .filter_map(|petition| {
            let unit = units.index(&unit_names[petition.unit as usize])?;
            Some(Petition { unit, ..petition })
        })
        .collect();
    let survey = outcome
        .survey
        .renumbered(|number| units.index(&unit_names[number as usize]).unwrap_or(units.unmapped()));
    let given = given(&planned, &contents, &settled.procedures);
    let registers = Registers {
        units,
        procedures: settled.procedures,
        announcements: settled.announcements,
        petitions,
        totals: settled.totals,
        survey,
        days: settled.days,
        given,
        procedure_ids: procedure_names,
        first_received: outcome.first_received,
    };
    if let (Some((lake, name)), Some(Aside(folder))) = (generation, &folder) {
        let accounts: Vec<manifest::Input> = files.iter().map(manifest::Input::from).collect();
        save(&folder.join(REGISTERS), &registers)?;
        save(&folder.join(ACCOUNTS), &accounts)?;
        install(lake, folder, &name)?;
    }
    let read = Report { files, rejected: later.rejected };
    for warning in warnings::of_reading(job, &read) {
        report(Event::Warning(warning));
    }
    Ok(Lake { registers, report: read })
}

/// Every file in reading order, by source, then by name; and what is not there.
fn plan(job: &Job) -> (Vec<Planned<'_>>, Vec<FileFault>) {
    let mut planned = Vec::new();
    let mut missing = job.absent.clone();
    let mut add = |path: &Path, kind, source, format, reading: &table::Reading, winner| {
        let why = match fs::metadata(path) {
            Ok(found) if found.is_file() => {
                let number = planned.len() as u32;
                let file = File { number, path: path.to_owned(), kind, hash: Default::default() };
                let (reading, bytes) = (reading.clone(), found.len());
                planned.push(Planned { file, source, format, reading, winner, bytes });
                return;
            }
            Ok(_) => "it is not a file".to_owned(),
            Err(error) => error.to_string(),
        };
        missing.push(FileFault::missing(
            path,
            format!("{why} (source {source:?}); put it there or correct path"),
        ));
    };
    let plain = table::Reading::default();
    if let UnitsInput::Table(path) = &job.units {
        add(path, Kind::Units, "units", Format::Table, &plain, Winner::Last);
    }
    if let Some(path) = &job.calendar {
        add(path, Kind::Calendar, "calendar", Format::Table, &plain, Winner::Last);
    }
    for source in &job.sources {
        let winner = match source.on_duplicate {
            OnDuplicate::Last => Winner::Last,
            OnDuplicate::First => Winner::First,
            OnDuplicate::Error => Winner::Refused,
        };
        for path in &source.files {
            add(path, source.kind, source.name.as_str(), source.format, &source.reading, winner);
        }
    }
    (planned, missing)
}

struct Staging<'a> {
    stage: &'a Stage,
    report: Reporter<'a>,
}

impl Sinks for Staging<'_> {
    fn sink(&self) -> Box<dyn crate::domain::message::Sink + '_> {
        let sink: StageSink<'_> = self.stage.sink();
        Box::new(sink)
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
        let read = match planned.format {
            Format::Table => table::read(&planned.file, &planned.reading, context, &sinks),
            Format::NationalSync => {
                national_sync::read(&planned.file, &planned.reading, context, &sinks)
            }
        };
        match read {
            Ok(found) => {
                contents.insert(planned.file.number, found);
            }
            Err(fault) => faults.push(fault),
        }
    }
}

/// Resolves every partition and writes it, with as many threads as the job has.
struct Resolved {
    accounts: Vec<Account>,
    rejected: Vec<Rejected>,
    refused: Vec<crate::domain::account::Place>,
    first_received: Option<LocalTime>,
    survey: Survey,
}

#[allow(clippy::too_many_arguments)]
fn resolve(
    job: &Job,
    cut_off: LocalTime,
    stage: &Stage,
    planned: &[Planned<'_>],
    settled: &registers::Settled,
    context: &Context,
    folder: Option<&Path>,
    report: Reporter<'_>,
) -> Result<Resolved, Failure> {
    let winners: Vec<Winner> = planned.iter().map(|file| file.winner).collect();
    let procedure_names = context.procedure_names.list();
    let by_id: HashMap<&str, &Procedure> =
        settled.procedures.iter().map(|procedure| (procedure.id.as_str(), procedure)).collect();
    let catalogue: Vec<Option<&Procedure>> =
        procedure_names.iter().map(|name| by_id.get(name.as_str()).copied()).collect();
    let has_catalogue = !settled.procedures.is_empty();
    let unmapped = context.unit_names.number(UNMAPPED);
    let inspect = |dossier: &Dossier| {
        let procedure = catalogue[dossier.procedure as usize];
        let mut findings = FindingSet::default();
        let course = trail::course(dossier, cut_off);
        let found = course.findings;
        for (holds, finding) in [
            (found.false_end, Finding::FalseEnd),
            (found.end_before_received, Finding::EndBeforeReceived),
            (found.due_before_received, Finding::DueBeforeReceived),
            (found.status_unknown, Finding::StatusUnknown),
            (has_catalogue && procedure.is_none(), Finding::UnknownProcedure),
            (dossier.unit == unmapped, Finding::Unmapped),
            (dossier.due.is_none(), Finding::NoDueDate),
            (returned_before_end(dossier), Finding::ReturnedBeforeEnd),
        ] {
            if holds {
                findings.add(finding);
            }
        }
        if dossier.due.is_none() && procedure.and_then(|procedure| procedure.limit).is_none() {
            findings.add(Finding::Undated);
        }
        Inspection { settled: settled_at(dossier), findings }
    };
    let mut names: Vec<&str> = Vec::new();
    let sources: Vec<u32> =
        planned.iter().map(|file| source_number(&mut names, file.source)).collect();
    let resolver = Resolver { winners: &winners, sources: &sources, cut_off, inspect: &inspect };
    let codes =
        Codes::new(&context.unit_names.list(), &procedure_names, &context.database_names.list());
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let work = || -> Result<(Outcome, Option<LocalTime>), LakeFault> {
        let mut outcome = resolver.outcome();
        let mut first_received = None;
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= stage.partitions() {
                return Ok((outcome, first_received));
            }
            outcome.begin();
            for slice in number * SLICES..(number + 1) * SLICES {
                resolver.resolve(&stage.load(slice)?, &mut outcome);
            }
            outcome.sort();
            if let Some(folder) = folder {
                let path = folder.join(DOSSIERS).join(format!("part-{number:04}.parquet"));
                lake_table::write(&path, &outcome, &codes)?;
            }
            let first = outcome.dossiers.received().iter().min();
            let first = first.map(|micros| LocalTime::from_micros(*micros));
            first_received = [first_received, first].into_iter().flatten().min();
            report(Event::Partition {
                done: done.fetch_add(1, Ordering::Relaxed) + 1,
                of: stage.partitions(),
            });
        }
    };
    let mut total = Resolved {
        accounts: vec![Default::default(); planned.len()],
        rejected: Vec::new(),
        refused: Vec::new(),
        first_received: None,
        survey: Survey::default(),
    };
    let mut of_files = vec![Constancy::default(); planned.len()];
    thread::scope(|scope| -> Result<(), LakeFault> {
        let workers: Vec<_> = (0..job.threads).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            let (mut outcome, first) =
                worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            merge_accounts(&mut total.accounts, &outcome.accounts);
            total.rejected.append(&mut outcome.rejected);
            total.refused.append(&mut outcome.refused);
            total.survey.merge(outcome.survey);
            of_files.iter_mut().zip(&outcome.constancy).for_each(|(own, other)| own.add(other));
            total.first_received = [total.first_received, first].into_iter().flatten().min();
        }
        Ok(())
    })?;
    let mut of_sources = vec![Constancy::default(); names.len()];
    for (source, of_file) in sources.iter().zip(&of_files) {
        of_sources[*source as usize].add(of_file);
    }
    for ((source, of_file), account) in sources.iter().zip(&of_files).zip(&mut total.accounts) {
        of_sources[*source as usize].tell(of_file, account);
    }
    Ok(total)
}

/// The number of a source among those met so far.
fn source_number<'n>(names: &mut Vec<&'n str>, name: &'n str) -> u32 {
    let known = names.iter().position(|known| *known == name);
    known.unwrap_or_else(|| {
        names.push(name);
        names.len() - 1
    }) as u32
}

/// `NgayTra` before `NgayTiepNhan` or before the end that the dossier itself names.
fn returned_before_end(dossier: &Dossier) -> bool {
    dossier.returned.is_some_and(|returned| {
        returned < dossier.received || dossier.ended.is_some_and(|ended| returned < ended)
    })
}

/// An instant before which no cut-off sees the dossier ended. An end at receipt may turn out false
/// when an earlier cut-off hides the rest of the trail, so such a dossier is never skipped.
fn settled_at(dossier: &Dossier) -> Option<LocalTime> {
    let never = LocalTime::from_micros(i64::MAX);
    let ended = trail::course(dossier, never).ended?.0;
    let may_be_false =
        dossier.ended.is_none() && dossier.trail.first().is_some_and(|e| e.at == dossier.received);
    (!may_be_false || dossier.trail.is_empty()).then_some(ended)
}

fn merge_accounts(into: &mut Vec<Account>, other: &[Account]) {
    if into.len() < other.len() {
        into.resize(other.len(), Default::default());
    }
    for (own, other) in into.iter_mut().zip(other) {
        own.add(other);
    }
}

fn authority(job: &Job) -> Unit {
    Unit {
        id: job.authority.id.clone(),
        versions: vec![Version {
            name: job.authority.name.clone(),
            name_en: None,
            parent_id: None,
            kind: job.authority.kind.as_str().into(),
            valid_from: None,
            valid_to: None,
        }],
        successor_id: None,
        aliases: Vec::new(),
    }
}

fn units_of(job: &Job, rows: Vec<Unit>, context: &Context) -> Result<Units, Failure> {
    let given = match &job.units {
        UnitsInput::Table(_) => rows,
        UnitsInput::Discover => {
            let mut names = context.unit_names.list();
            names.retain(|name| name != UNMAPPED && *name != job.authority.id);
            names.sort();
            names
                .into_iter()
                .map(|name| Unit {
                    id: name.clone(),
                    versions: vec![Version {
                        name,
                        name_en: None,
                        parent_id: None,
                        kind: "unit".into(),
                        valid_from: None,
                        valid_to: None,
                    }],
                    successor_id: None,
                    aliases: Vec::new(),
                })
                .collect()
        }
    };
    Units::new(authority(job), given).map_err(|faults| {
        Failure::Configuration(faults.iter().map(|fault| format!("units: {fault}")).collect())
    })
}

fn given(
    planned: &[Planned<'_>],
    contents: &HashMap<u32, table::Contents>,
    procedures: &[Procedure],
) -> Given {
    let has = |kind: Kind| planned.iter().any(|file| file.file.kind == kind);
    let mut dossier_columns: BTreeSet<String> = BTreeSet::new();
    for file in planned.iter().filter(|file| file.file.kind == Kind::Dossiers) {
        if let Some(found) = contents.get(&file.file.number) {
            dossier_columns.extend(found.given.iter().map(|name| (*name).to_owned()));
        }
        if file.reading.synced.is_some() {
            dossier_columns.insert("synced".into());
        }
    }
    let mut catalogue_columns: BTreeSet<String> = BTreeSet::new();
    for procedure in procedures {
        for (filled, name) in [
            (procedure.online_level.is_some(), "online_level"),
            (procedure.has_fee.is_some(), "has_fee"),
            (procedure.paper_result.is_some(), "paper_result"),
            (procedure.citizen_subject.is_some(), "citizen_subject"),
            (procedure.complete.is_some(), "complete"),
        ] {
            if filled {
                catalogue_columns.insert(name.to_owned());
            }
        }
    }
    Given {
        catalogue: has(Kind::Procedures),
        announcements: has(Kind::Announcements),
        ratings: has(Kind::Ratings),
        petitions: has(Kind::Petitions),
        totals: has(Kind::Totals),
        dossier_columns,
        catalogue_columns,
    }
}

fn refused(job: &Job, planned: &[Planned<'_>], outcome: &Resolved) -> Failure {
    let mut places = outcome.refused.clone();
    places.sort_unstable();
    let shown: Vec<String> = places
        .iter()
        .take(5)
        .map(|place| {
            let file = &planned[place.file as usize];
            format!(
                "{}, line {} (source {})",
                job.shown(&file.file.path),
                place.position,
                file.source
            )
        })
        .collect();
    Failure::Data(format!(
        "{} rows repeat a dossier number although on_duplicate = \"error\": {}{}; remove the repetitions or choose \
         \"last\" or \"first\"",
        places.len(),
        shown.join("; "),
        if places.len() > shown.len() { " and others" } else { "" }
    ))
}

/// Every row of every file has one fate, or the run fails.
fn check_accounts(
    files: &[InputFile],
    contents: &HashMap<u32, table::Contents>,
) -> Result<(), Failure> {
    let open: Vec<String> = files
        .iter()
        .zip(0_u32..)
        .filter(|(file, number)| {
            !file.account.closes()
                || contents.get(number).is_some_and(|found| found.rows != file.account.read)
        })
        .map(|(file, _)| {
            format!(
                "{}: {} rows read, {} accounted for",
                file.path,
                file.account.read,
                file.account.accounted()
            )
        })
        .collect();
    if open.is_empty() {
        return Ok(());
    }
    Err(Failure::Accounts(format!(
        "the row accounts do not balance; nothing is published. This is a fault of the program, please report it:\n{}",
        open.join("\n")
    )))
}

/// Without a dossier nothing can be scored.
fn check_dossiers(job: &Job, files: &[InputFile]) -> Result<(), Failure> {
    let of_dossiers: Vec<&InputFile> =
        files.iter().filter(|file| file.kind == Kind::Dossiers.as_str()).collect();
    let mut total = Account::default();
    of_dossiers.iter().for_each(|file| total.add(&file.account));
    let held: u64 = total.quarantined.values().sum();
    if total.read > held {
        return Ok(());
    }
    let names: Vec<&str> = of_dossiers.iter().map(|file| file.path.as_str()).collect();
    if names.is_empty() {
        return Err(Failure::InputMissing(vec![format!(
            "no source of kind \"dossiers\" is configured for {}; add a [[source]]",
            job.authority.id
        )]));
    }
    if held > 0 {
        let reasons =
            total.quarantined.iter().map(|(why, rows)| format!("{rows} {}", why.as_str()));
        return Err(Failure::Data(format!(
            "{}: none of the {held} rows can be used ({}); without dossiers nothing can be counted. Ask for the \
             files again, or look at what they hold",
            names.join(", "),
            reasons.collect::<Vec<_>>().join(", ")
        )));
    }
    Err(Failure::Data(format!(
        "{}: the file has a header and no row; without dossiers nothing can be counted",
        names.join(", ")
    )))
}

/// The hash that reading came to, or of the file read once more where it was not read in order.
fn hash_of(file: &File) -> Result<String, FileFault> {
    if let Some(known) = file.hash.lock().unwrap_or_else(PoisonError::into_inner).take() {
        return Ok(known);
    }
    let hash = || {
        let (mut hasher, mut block) = (Sha256::new(), vec![0; 1 << 18]);
        let mut bytes = fs::File::open(&file.path)?;
        loop {
            match bytes.read(&mut block)? {
                0 => return Ok(manifest::hex(&hasher.finalize())),
                length => hasher.update(&block[..length]),
            }
        }
    };
    hash().map_err(|error| FileFault::io(&file.path, &error))
}

fn create(folder: &Path) -> Result<(), LakeFault> {
    fs::create_dir_all(folder).map_err(LakeFault::io("create", folder))
}

/// Removes what a run left in the lake when it was killed: what was being made, and generations that
/// the pointer does not name. The caller holds the lock.
fn sweep(lake: &Path) {
    let current = files::pointed(lake, publish::CURRENT);
    for entry in fs::read_dir(lake).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let was_made = [".stage.", ".new.", ".current."].iter().any(|kind| name.starts_with(kind));
        if was_made || is_generation(&name) && current.as_ref() != Some(&name) {
            drop(Aside(entry.path()));
        }
    }
}

/// Whether a folder has the name of a generation: the cut-off and the process that made it.
fn is_generation(name: &str) -> bool {
    let parts =
        name.split_at_checked(10).and_then(|(day, rest)| Some((day, rest.strip_prefix('-')?)));
    parts.is_some_and(|(day, process)| {
        day.parse::<chrono::NaiveDate>().is_ok() && process.parse::<u32>().is_ok()
    })
}

/// Makes a written generation the current one, and removes the one before.
fn install(lake: &Path, folder: &Path, name: &str) -> Result<(), LakeFault> {
    let before = files::pointed(lake, publish::CURRENT);
    let target = lake.join(name);
    if target.exists() {
        fs::remove_dir_all(&target).map_err(LakeFault::io("replace", &target))?;
    }
    for folder in [&folder.join(DOSSIERS), folder] {
        files::sync_folder(folder).map_err(LakeFault::io("write", folder))?;
    }
    fs::rename(folder, &target).map_err(LakeFault::io("name", &target))?;
    let pointer = lake.join(publish::CURRENT);
    files::point(lake, publish::CURRENT, name).map_err(LakeFault::io("move", &pointer))?;
    if let Some(before) = before.filter(|before| before != name) {
        let _ = fs::remove_dir_all(lake.join(before));
    }
    Ok(())
}

/// The folder of a generation that holds its dossiers.
pub(super) const DOSSIERS: &str = "dossiers";
/// The small tables of the lake, as one file.
const REGISTERS: &str = "registers.json";
/// What became of every row of every file, as the manifest of an edition says it.
const ACCOUNTS: &str = "accounts.json";

fn save(path: &Path, value: &impl Serialize) -> Result<(), LakeFault> {
    let text = serde_json::to_vec(value).map_err(|error| LakeFault::damaged(path, error))?;
    files::write_synced(path, &text).map_err(LakeFault::io("write", path))
}

/// The small tables of the lake as it is.
pub fn open_lake(job: &Job) -> Result<Registers, Failure> {
    let path = lake_folder(&job.lake).join(REGISTERS);
    let text = fs::read(&path).map_err(|_| LakeFault::Absent { path: job.lake.clone() })?;
    Ok(serde_json::from_slice(&text).map_err(|error| LakeFault::damaged(&path, error))?)
}

/// The accounts of the files that the lake was made from.
pub fn open_accounts(job: &Job) -> Result<Vec<manifest::Input>, Failure> {
    let path = lake_folder(&job.lake).join(ACCOUNTS);
    let text = fs::read(&path).map_err(|error| LakeFault::damaged(&path, error))?;
    Ok(serde_json::from_slice(&text).map_err(|error| LakeFault::damaged(&path, error))?)
}
