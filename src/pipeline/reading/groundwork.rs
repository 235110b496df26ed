//! What the parts of a run say of everything but dossiers: units, names, catalogue, calendar. On it dossiers
//! are resolved, all at once or in shares; and from what all of them came to follow the small tables, the
//! account of each file and what is to be warned of, however they were resolved.

use std::collections::HashSet;

use super::{
    accounts::merge_accounts, before, cohorts, gates, given, inputs::Planned,
    inspecting::Inspecting, organisation, resolving::Found,
};
use crate::{
    domain::{
        account::{Account, Rejected},
        calendar::Calendar,
        finder::{Finder, UnitReading},
        petition::Petition,
        time::LocalTime,
        unit::{UNMAPPED, Unit, Units, folded},
    },
    lake::{
        listed::Listed,
        meaning::{Known, Meaning, NameLists},
        part::Part,
        registers::{self as rows, KnownUnits, Settled},
        resolved,
        sums::{OfFile, Sums},
    },
    pipeline::{
        account::Report,
        event::Event,
        event::Reporter,
        failure::Failure,
        job::{Job, UnitsInput},
        registers::Registers,
        warnings, years,
    },
    schema::canonical::Kind,
    sources::{FileFault, input_file::InputFile},
};

/// The parts of a run and how they are listed, by file number.
pub(super) type PartsListed<'p> = (&'p [Part], &'p [Listed]);

/// What is known before dossiers are resolved.
pub(super) struct Groundwork {
    /// Of the rows that speak of no dossier.
    accounts: Vec<Account>,
    unit_rows: Vec<Unit>,
    settled: Settled,
    calendar: Calendar,
    pub known: Known,
    /// By file number.
    pub meanings: Vec<Meaning>,
    pub files: Vec<resolved::File>,
}

impl Groundwork {
    /// Names of before keep their numbers. Where files could not be read, `faults` says so, and what is
    /// wrong with the units beside them is told with it.
    pub fn new(
        job: &Job,
        planned: &[Planned<'_>],
        (parts, listed): PartsListed<'_>,
        names: &NameLists,
        mut faults: Vec<FileFault>,
    ) -> Result<Self, Failure> {
        let mut accounts: Vec<Account> =
            parts.iter().map(|part| part.told.account.clone()).collect();
        let was_read = faults.iter().all(|fault| {
            !planned
                .iter()
                .any(|file| file.file.kind == Kind::Units && file.file.path == fault.file)
        });
        let mut of_units = rows::Registers::default();
        for (part, file) in
            parts.iter().zip(0..).filter(|(part, _)| part.origin.kind == Kind::Units)
        {
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
        let known = Known::new(units, names);
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

        gates::check_catalogue(job, planned, &settled.clashes)?;
        cohorts::check(job, planned, parts, &unit_rows, &settled.cohorts)?;
        let calendar = job.calendar_of(&settled.days);
        years::find(job, &calendar, &settled, &mut accounts);
        let files = planned.iter().zip(listed).map(|(planned, listed)| resolved::File {
            part: listed.name(),
            source: planned.source.to_owned(),
            winner: planned.winner,
        });
        let files = files.collect();
        Ok(Self { accounts, unit_rows, settled, calendar, known, meanings, files })
    }

    pub fn inspecting(&self) -> Inspecting<'_> {
        Inspecting::new(&self.settled.procedures, &self.calendar, &self.known)
    }

    /// Everything but files and cut-off that decides what becomes of a dossier, as a hash.
    pub fn basis(&self, job: &Job) -> String {
        before::basis(job, &self.unit_rows, &self.settled, &self.calendar)
    }

    /// The small tables and the report, from what all dossiers came to.
    pub fn conclude(
        &self,
        job: &Job,
        planned: &[Planned<'_>],
        (parts, listed): PartsListed<'_>,
        found: &Found,
    ) -> Result<(Registers, Report), Failure> {
        if !found.refused.is_empty() {
            return Err(gates::refused(job, planned, found.refused.clone()));
        }
        let registers = self.registers(job, planned, parts, &found.sums)?;
        let mut accounts = self.accounts.clone();
        let of_dossiers: Vec<Account> = found.sums.files.iter().map(OfFile::account).collect();
        merge_accounts(&mut accounts, &of_dossiers);
        found.tell_constants(&self.files, &mut accounts);
        let mut rejected: Vec<Rejected> = found.sums.rejected.iter().copied().collect();
        rejected.extend(parts.iter().zip(0..).flat_map(|(part, file)| part.told.rejected(file)));
        rejected.sort_unstable();
        let files: Vec<InputFile> = planned
            .iter()
            .zip(parts)
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
        gates::check_accounts(&files, parts)?;
        gates::check_dossiers(job, &files)?;
        let complete_from = registers.complete_from(job);
        Ok((registers, Report { files, rejected, complete_from, cohorts: Vec::new() }))
    }

    /// The small tables, from what dossiers came to.
    pub fn registers(
        &self,
        job: &Job,
        planned: &[Planned<'_>],
        parts: &[Part],
        sums: &Sums,
    ) -> Result<Registers, Failure> {
        let (settled, names) = (self.settled.clone(), self.known.names());
        let units = self.units(job, sums, &names.units)?;
        let unit = |number: u32| units.find(&names.units[number as usize]);
        let petitions = settled
            .petitions
            .into_iter()
            .filter_map(|(_, petition)| Some(Petition { unit: unit(petition.unit)?, ..petition }));
        let petitions = petitions.collect();
        let survey =
            sums.survey.clone().renumbered(|number| unit(number).unwrap_or(units.unmapped()));
        let given = given::given(planned, parts, &settled.procedures);
        // Numbers are given out as names are met; the lake says the same in every run. Only names that a
        // dossier of the lake bears are kept: others may stand in rows that were put aside.
        let named = names.procedures.into_iter().zip(&sums.procedures);
        let named = named.filter(|(_, dossiers)| **dossiers > 0);
        let mut procedure_ids: Vec<String> = named.map(|(name, _)| name).collect();
        procedure_ids.sort_unstable();
        Ok(Registers {
            procedures: settled.procedures,
            announcements: settled.announcements.into_iter().map(|(_, row)| row).collect(),
            petitions,
            totals: settled.totals.under(|code| Some(units.get(units.find(code)?).id.clone())),
            survey,
            days: settled.days,
            cohort_rows: cohorts::under(settled.cohorts, &units),
            given,
            units,
            procedure_ids,
            first_received: sums.received.keys().next().map(|day| day.start()),
            ends: sums.ends.clone(),
            generation: Default::default(),
            segments: Vec::new(),
        })
    }

    fn units(&self, job: &Job, sums: &Sums, names: &[String]) -> Result<Units, Failure> {
        let mut rows = sums.units.clone();
        rows.resize(names.len().max(rows.len()), 0);
        let petitions = self.settled.petitions.iter();
        petitions.for_each(|(_, petition)| rows[petition.unit as usize] += 1);
        organisation::units_of(job, self.unit_rows.clone(), names, &rows)
    }

    /// What the operator should know.
    pub fn warn(
        &self,
        job: &Job,
        cut_off: LocalTime,
        sums: &Sums,
        read: &Report,
        report: Reporter<'_>,
    ) {
        let last_day = cut_off.last_day();
        let last_received = sums.received.keys().next_back();
        let last_day = last_received.map_or(last_day, |last| last_day.min(*last));
        let of_years = years::warning(job, &self.calendar, last_day, &read.files);
        for warning in warnings::of_reading(job, read).into_iter().chain(of_years) {
            report(Event::Warning(warning));
        }
    }
}
