//! From staged rows to dossiers: every partition is resolved and written into the generation, by as
//! many threads as the job has, and what was found on the way is entered in the account of its file.

use std::{
    collections::HashMap,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use super::{accounts::merge_accounts, inputs::Planned};
use crate::{
    domain::{
        account::{Account, Finding, Place, Rejected},
        calendar::Calendar,
        coverage::{self, Ends},
        dossier::Dossier,
        finder::UnitReading,
        message::FindingSet,
        procedure::Procedure,
        survey::Survey,
        time::LocalTime,
        unit::{UNMAPPED, folded},
    },
    judge::{clock::Due, trail},
    lake::{
        LakeFault,
        arrays::Codes,
        codec::Rows,
        constancy::Constancy,
        generation,
        meaning::{Known, Meaning},
        pieces::{Pieces, SLICES},
        registers::Settled,
        resolve::{Inspection, Outcome, Resolver, Winner},
        table as lake_table,
    },
    pipeline::{event::Event, event::Reporter, failure::Failure, job::Job},
};

/// A cut-off that hides nothing.
const NEVER: LocalTime = LocalTime::from_micros(i64::MAX);

/// What all partitions came to.
pub(super) struct Resolved {
    pub accounts: Vec<Account>,
    pub rejected: Vec<Rejected>,
    pub refused: Vec<Place>,
    pub first_received: Option<LocalTime>,
    pub last_received: Option<LocalTime>,
    pub survey: Survey,
    /// When dossiers ended, by month.
    pub ends: Ends,
    /// Dossiers that count, by number of the unit name.
    pub units: Vec<u64>,
    /// Whether a dossier of the lake names it, by number of the procedure.
    pub procedures: Vec<bool>,
}

#[allow(clippy::too_many_arguments)]
pub(super) fn resolve(
    job: &Job,
    cut_off: LocalTime,
    pieces: &Pieces<'_>,
    planned: &[Planned<'_>],
    settled: &Settled,
    meanings: &[Meaning],
    known: &Known,
    calendar: &Calendar,
    folder: Option<&Path>,
    report: Reporter<'_>,
) -> Result<Resolved, Failure> {
    let winners: Vec<Winner> = planned.iter().map(|file| file.winner).collect();
    let procedure_names = known.procedure_names.list();
    let by_id: HashMap<&str, &Procedure> =
        settled.procedures.iter().map(|procedure| (procedure.id.as_str(), procedure)).collect();
    let catalogue: Vec<Option<&Procedure>> =
        procedure_names.iter().map(|name| by_id.get(name.as_str()).copied()).collect();
    let has_catalogue = !settled.procedures.is_empty();
    let unmapped = known.unit_names.number(UNMAPPED);
    let inspect = |dossier: &Dossier| {
        let procedure = catalogue[dossier.procedure as usize];
        let mut findings = FindingSet::default();
        let course = trail::course(dossier, cut_off);
        let found = course.findings;
        let received = dossier.received.day();
        let limit = procedure.and_then(|procedure| procedure.on(received).limit);
        let due = Due::of(dossier, limit, calendar);
        for (holds, finding) in [
            (found.false_end, Finding::FalseEnd),
            (found.end_before_received, Finding::EndBeforeReceived),
            (found.due_before_received, Finding::DueBeforeReceived),
            (found.status_unknown, Finding::StatusUnknown),
            (has_catalogue && procedure.is_none(), Finding::UnknownProcedure),
            (dossier.unit == unmapped, Finding::Unmapped),
            (dossier.due.is_none(), Finding::NoDueDate),
            (due.is_none(), Finding::Undated),
            (procedure.is_some_and(|known| !known.covers(received)), Finding::LimitNotDated),
            (due.is_some_and(|due| due.unsure.is_some()), Finding::CalendarYearMissing),
            (returned_before_end(dossier), Finding::ReturnedBeforeEnd),
        ] {
            if holds {
                findings.add(finding);
            }
        }
        let ended = trail::course(dossier, NEVER).ended.map(|(ended, _)| ended);
        Inspection { settled: settled_at(dossier, ended), ended, findings }
    };
    let mut names: Vec<&str> = Vec::new();
    let sources: Vec<u32> =
        planned.iter().map(|file| source_number(&mut names, file.source)).collect();
    let unit_names = known.unit_names.list();
    let resolver = Resolver {
        winners: &winners,
        sources: &sources,
        meanings,
        known,
        same_unit: &same_unit(known, &unit_names),
        procedures: procedure_names.len(),
        cut_off,
        inspect: &inspect,
    };
    let codes = Codes::new(&unit_names, &procedure_names, &known.database_names.list());
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let work = || -> Result<(Outcome, Option<LocalTime>, Option<LocalTime>), LakeFault> {
        let (mut outcome, mut rows) = (resolver.outcome(), Rows::default());
        let (mut first_received, mut last_received) = (None, None);
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= pieces.partitions() {
                return Ok((outcome, first_received, last_received));
            }
            outcome.begin();
            for slice in number * SLICES..(number + 1) * SLICES {
                pieces.load(slice, &mut rows)?;
                resolver.resolve(&rows, &mut outcome);
            }
            outcome.sort();
            if let Some(folder) = folder {
                let path = generation::dossiers(folder).join(format!("part-{number:04}.parquet"));
                lake_table::write(&path, &outcome, &codes)?;
            }
            let received = outcome.dossiers.received().iter().copied().map(LocalTime::from_micros);
            first_received = received.clone().chain(first_received).min();
            last_received = received.chain(last_received).max();
            report(Event::Partition {
                done: done.fetch_add(1, Ordering::Relaxed) + 1,
                of: pieces.partitions(),
            });
        }
    };
    let mut total = Resolved {
        accounts: vec![Default::default(); planned.len()],
        rejected: Vec::new(),
        refused: Vec::new(),
        first_received: None,
        last_received: None,
        survey: Survey::default(),
        ends: Ends::new(),
        units: vec![0; unit_names.len()],
        procedures: vec![false; procedure_names.len()],
    };
    let mut of_files = vec![Constancy::default(); planned.len()];
    thread::scope(|scope| -> Result<(), LakeFault> {
        let workers: Vec<_> = (0..job.threads).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            let (mut outcome, first, last) =
                worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            merge_accounts(&mut total.accounts, &outcome.accounts);
            total.rejected.append(&mut outcome.rejected);
            total.refused.append(&mut outcome.refused);
            total.survey.merge(outcome.survey);
            outcome.ends.iter().for_each(|(month, n)| coverage::add(&mut total.ends, *month, *n));
            total.units.iter_mut().zip(&outcome.units).for_each(|(own, other)| *own += other);
            total
                .procedures
                .iter_mut()
                .zip(&outcome.procedures)
                .for_each(|(own, other)| *own |= other);
            of_files.iter_mut().zip(&outcome.constancy).for_each(|(own, other)| own.add(other));
            total.first_received = total.first_received.into_iter().chain(first).min();
            total.last_received = total.last_received.max(last);
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

/// Where units are discovered, names that are written in several ways are one unit.
fn same_unit(known: &Known, names: &[String]) -> Vec<u32> {
    let mut first: HashMap<String, u32> = HashMap::new();
    let numbered = (0..).zip(names);
    match known.units {
        UnitReading::Known(_) => numbered.map(|(number, _)| number).collect(),
        UnitReading::Discover => {
            numbered.map(|(number, name)| *first.entry(folded(name)).or_insert(number)).collect()
        }
    }
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
fn settled_at(dossier: &Dossier, ended: Option<LocalTime>) -> Option<LocalTime> {
    let ended = ended?;
    let may_be_false =
        dossier.ended.is_none() && dossier.trail.first().is_some_and(|e| e.at == dossier.received);
    (!may_be_false || dossier.trail.is_empty()).then_some(ended)
}
