//! Judge and count: from the lake to the figures of some periods. Facts are gathered per thread and
//! period, counted when they are many, and only sums are kept.

use std::{
    collections::HashMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use polars::prelude::PolarsError;

use super::{
    Failure, Job,
    registers::Registers,
    years::{self, Needed},
};
use crate::{
    count::{
        cells::{Assembly, Beside, Masked},
        columns::{AnnouncementColumns, DossierColumns, PetitionColumns, ProcedureColumns, key},
        databases::{self, Lists},
        engine::{self, Sums},
        plan::Plan,
    },
    domain::{
        coverage::Coverage,
        names::Names,
        period::{self, Period},
        procedure::Procedure,
        survey::Opinions,
        time::{Day, LocalTime},
    },
    edition::view::TrendMonth,
    judge::{Window, announcements, facts::Bench, petitions, procedures},
    lake::scan::{self, Wanted},
    rules::Condition,
    schema::{canonical::Kind, facts::Subject},
    score::{period_result::PeriodResult, scorecard::scorecard},
};

/// Facts of one period that a thread gathers before they are counted.
const GATHERED: usize = 1 << 18;
/// Months that the trend shows.
const TREND_MONTHS: i32 = 12;

/// Periods counted and scored, as units were then and as they are organised now.
#[derive(Debug)]
pub struct Counted {
    pub periods: Vec<PeriodResult>,
    pub as_now: Vec<PeriodResult>,
    /// Months counted beside them, for the trend and for the parts of longer periods.
    pub beside: Vec<PeriodResult>,
    /// The first dossier of the lake; months that end before it are gaps.
    pub first_received: Option<LocalTime>,
}

impl Counted {
    /// The twelve months that end with `to`; those that were not counted are gaps, and so are those before
    /// the first dossier, unless they were asked for.
    pub fn months_to(&self, to: Period) -> Vec<TrendMonth<'_>> {
        let begun = |month: Period| self.first_received.is_some_and(|first| first < month.end());
        let known = |results: &'_ [PeriodResult], month: Period| {
            results.iter().position(|result| result.counts.period == month)
        };
        let asked = |month: Period| known(&self.periods, month).map(|place| &self.periods[place]);
        let beside = |month: Period| known(&self.beside, month).map(|place| &self.beside[place]);
        trend_months(to)
            .map(|month| (month, asked(month).or_else(|| beside(month).filter(|_| begun(month)))))
            .collect()
    }
}

fn trend_months(to: Period) -> impl Iterator<Item = Period> {
    period::months(to.shifted(1 - TREND_MONTHS), to)
}

/// Counts `periods` in both views, and `beside` them other months as units were then.
pub fn count(
    job: &Job,
    registers: &Registers,
    periods: &[Period],
    beside: &[Period],
    cut_off: LocalTime,
) -> Result<Counted, Failure> {
    let mut all: Vec<Period> = periods.iter().chain(beside).copied().collect();
    all.sort_unstable();
    all.dedup();
    all.retain(|period| period.start() < cut_off);
    if let Some(period) = periods.iter().find(|period| !all.contains(period)) {
        return Err(Failure::NothingToDo(format!(
            "{period} begins after the cut-off {}; choose an earlier month or a later --as-of",
            cut_off.day()
        )));
    }
    let windows: Vec<Window> = all.iter().map(|period| Window::new(*period, cut_off)).collect();
    let counting = Counting::new(job, registers);
    let tallies = counting.dossiers(&windows)?;
    let asked = windows.iter().zip(&tallies).filter(|(window, _)| periods.contains(&window.period));
    let needed = asked.map(|(window, tally)| {
        let mut needed = tally.years.clone();
        needed.note_registers(job, registers, &counting.calendar, window);
        (window.period, needed)
    });
    years::check(job, &counting.calendar, &needed.collect::<Vec<_>>())?;
    let then: Vec<u32> = (0..registers.units.len() as u32).collect();
    let now = registers.units.successors();
    let last_day = cut_off.day().plus(-1);
    let mut counted = Counted {
        periods: Vec::new(),
        as_now: Vec::new(),
        beside: Vec::new(),
        first_received: registers.first_received,
    };
    for (window, tally) in windows.iter().zip(&tallies) {
        let result = counting.result(window, tally, &then, window.end.day().plus(-1))?;
        if periods.contains(&window.period) {
            counted.as_now.push(counting.result(window, tally, &now, last_day)?);
            counted.periods.push(result);
        } else {
            counted.beside.push(result);
        }
    }
    let order = |result: &PeriodResult| (result.counts.period.kind, result.counts.period);
    counted.periods.sort_by_key(order);
    counted.as_now.sort_by_key(order);
    Ok(counted)
}

/// The months beside `periods` that an edition needs: twelve up to `to`, and the months of every
/// longer period, whose parts disclosure control looks at.
pub fn months_beside(periods: &[Period], to: Period) -> Vec<Period> {
    let parts = periods.iter().flat_map(|period| period.months());
    let mut months: Vec<Period> =
        trend_months(to).chain(parts.filter(|month| *month <= to)).collect();
    months.sort_unstable();
    months.dedup();
    months.retain(|month| !periods.contains(month));
    months
}

struct Counting<'a> {
    job: &'a Job,
    registers: &'a Registers,
    plan: Plan,
    calendar: crate::domain::calendar::Calendar,
    /// By procedure number of the lake.
    catalogue: Vec<Option<&'a Procedure>>,
    /// Procedure numbers of catalogue positions; those without a dossier get one of their own.
    catalogue_numbers: Vec<u32>,
    numbers: HashMap<&'a str, u32>,
    /// Lists of databases by their number in this counting.
    databases: Names,
    complete_from: Option<Period>,
}

/// What one pass over the lake yields for a window.
#[derive(Clone, Debug, Default)]
struct Tally {
    sums: Sums,
    databases: Lists,
    years: Needed,
}

impl<'a> Counting<'a> {
    fn new(job: &'a Job, registers: &'a Registers) -> Self {
        let mut numbers: HashMap<&str, u32> = registers
            .procedure_ids
            .iter()
            .zip(0..)
            .map(|(id, number)| (id.as_str(), number))
            .collect();
        let catalogue_numbers = registers
            .procedures
            .iter()
            .map(|procedure| {
                let next = numbers.len() as u32;
                *numbers.entry(&procedure.id).or_insert(next)
            })
            .collect();
        let by_id: HashMap<&str, &Procedure> = registers
            .procedures
            .iter()
            .map(|procedure| (procedure.id.as_str(), procedure))
            .collect();
        let catalogue =
            registers.procedure_ids.iter().map(|id| by_id.get(id.as_str()).copied()).collect();
        Self {
            job,
            registers,
            plan: Plan::new(&job.rules).with_targets(&job.targets.targets),
            calendar: job.calendar_of(&registers.days),
            catalogue,
            catalogue_numbers,
            numbers,
            databases: Names::default(),
            complete_from: registers.complete_from(job),
        }
    }

    /// What the dossiers come to, window by window, in one pass over the lake.
    fn dossiers(&self, windows: &[Window]) -> Result<Vec<Tally>, Failure> {
        let units = &self.registers.units;
        let (Some(from), Some(to)) =
            (windows.iter().map(|w| w.start).min(), windows.iter().map(|w| w.end).max())
        else {
            return Ok(Vec::new());
        };
        let wanted = Wanted {
            from,
            to,
            unit: &|id| units.find(id).unwrap_or(units.unmapped()),
            procedure: &|id| self.numbers.get(id).copied().unwrap_or(0),
            population: &self.job.rules.switches.population_databases,
            databases: &|list| Some(self.databases.number(list)),
            ids: false,
        };
        let tasks = scan::tasks(&self.registers.dossiers(), &wanted)?;
        let bench = Bench { calendar: &self.calendar, switches: &self.job.rules.switches };
        let total = Mutex::new(vec![Tally::default(); windows.len()]);
        let next = AtomicUsize::new(0);
        let work = || -> Result<(), Failure> {
            let mut gathered: Vec<DossierColumns> =
                windows.iter().map(|_| Default::default()).collect();
            let mut tallies = vec![Tally::default(); windows.len()];
            while let Some(task) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
                for dossier in scan::load(task, &wanted)? {
                    let procedure = self.catalogue[dossier.procedure as usize];
                    let facts = bench.judge(&dossier, procedure, windows);
                    for ((fact, columns), tally) in facts.zip(&mut gathered).zip(&mut tallies) {
                        let Some(fact) = fact else { continue };
                        if let (true, Some(list)) = (fact.received, dossier.databases) {
                            *tally.databases.entry((fact.unit, list)).or_default() += 1;
                        }
                        tally.years.note(Kind::Dossiers, fact.lacks_year);
                        columns.push(key(fact.unit, fact.procedure), &fact);
                        if columns.len() >= GATHERED {
                            let frame = columns.take().map_err(fault)?;
                            engine::count(frame, &self.plan.measures, &mut tally.sums)
                                .map_err(fault)?;
                        }
                    }
                }
            }
            for (columns, tally) in gathered.iter_mut().zip(&mut tallies) {
                if !columns.is_empty() {
                    let frame = columns.take().map_err(fault)?;
                    engine::count(frame, &self.plan.measures, &mut tally.sums).map_err(fault)?;
                }
            }
            let mut total = total.lock().unwrap_or_else(PoisonError::into_inner);
            for (total, tally) in total.iter_mut().zip(tallies) {
                merge(&mut total.sums, tally.sums);
                databases::merge(&mut total.databases, tally.databases);
                total.years.merge(tally.years);
            }
            Ok(())
        };
        thread::scope(|scope| {
            let workers: Vec<_> = (0..self.job.threads).map(|_| scope.spawn(work)).collect();
            workers.into_iter().try_for_each(|worker| {
                worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
        })?;
        Ok(total.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    /// The figures of one period, with each unit carried by the one `carried_by` names.
    fn result(
        &self,
        window: &Window,
        tally: &Tally,
        carried_by: &[u32],
        named_on: Day,
    ) -> Result<PeriodResult, Failure> {
        let registers = self.registers;
        let tree = registers.units.tree_as_now(named_on, carried_by);
        let beside = Beside {
            petitions: self.petitions(window)?,
            announcements: self.announcements(window)?,
            procedures: self.procedures(window, &tree, carried_by)?,
            survey: self.survey(window),
        };
        let assembly = Assembly {
            rules: &self.job.rules,
            plan: &self.plan,
            targets: &self.job.targets.targets,
            units: &registers.units,
            authority: self.job.authority.kind,
            given: &registers.given,
            totals: &registers.totals,
            catalogue_numbers: &self.catalogue_numbers,
            carried_by,
        };
        let provisional = window.provisional();
        let used = databases::by_code(&tally.databases, &self.databases.list(), &tree, carried_by);
        let mut counts = assembly.counts(window.period, provisional, tree, &tally.sums, &beside);
        counts.databases = used;
        counts.coverage = Coverage::of(window.period, self.complete_from);
        let scores = scorecard(&self.job.rules, &registers.units, &counts);
        Ok(PeriodResult { counts, scores, named_on })
    }

    /// What citizens said in the window, day by day of each unit.
    fn survey(&self, window: &Window) -> Vec<(u32, Opinions)> {
        let given = self.registers.survey.within(window.start, window.end);
        given.map(|(unit, opinions)| (unit, *opinions)).collect()
    }

    fn petitions(&self, window: &Window) -> Result<Masked, Failure> {
        let mut columns = PetitionColumns::default();
        let mut rows = Vec::new();
        let switches = &self.job.rules.switches;
        for petition in &self.registers.petitions {
            if let Some(fact) = petitions::judge(petition, window, &self.calendar, switches) {
                columns.push(key(fact.unit, 0), &fact);
                rows.push((fact.unit, 0));
            }
        }
        self.masked(Subject::Petitions, columns.take().map_err(fault)?, rows)
    }

    fn announcements(&self, window: &Window) -> Result<Masked, Failure> {
        let mut columns = AnnouncementColumns::default();
        let mut rows = Vec::new();
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let switches = &self.job.rules.switches;
        for row in &self.registers.announcements {
            let kind = self.job.authority.kind;
            let fact = announcements::judge(row, window, kind, &self.calendar, switches);
            let next = numbers.len() as u32;
            let number = *numbers.entry(fact.procedure_id).or_insert(next);
            columns.push(key(0, number), &fact);
            rows.push((0, number));
        }
        self.masked(Subject::Announcements, columns.take().map_err(fault)?, rows)
    }

    fn procedures(
        &self,
        window: &Window,
        tree: &crate::domain::unit::Tree,
        carried_by: &[u32],
    ) -> Result<Masked, Failure> {
        let mut columns = ProcedureColumns::default();
        let mut rows = Vec::new();
        let registers = self.registers;
        for fact in
            procedures::judge(&registers.procedures, &registers.units, tree, carried_by, window)
        {
            columns.push(key(fact.unit, fact.procedure), &fact);
            rows.push((fact.unit, fact.procedure));
        }
        self.masked(Subject::Procedures, columns.take().map_err(fault)?, rows)
    }

    /// Where `of`, and `of AND those`, hold for each indicator of a subject.
    fn masked(
        &self,
        subject: Subject,
        frame: polars::prelude::DataFrame,
        rows: Vec<(u32, u32)>,
    ) -> Result<Masked, Failure> {
        let indicators: Vec<_> = self
            .job
            .rules
            .indicators
            .iter()
            .filter(|indicator| indicator.counts == subject)
            .collect();
        let both: Vec<Condition> = indicators
            .iter()
            .map(|indicator| indicator.of.clone().and(indicator.those.clone()))
            .collect();
        let conditions: Vec<&Condition> =
            indicators.iter().map(|indicator| &indicator.of).chain(&both).collect();
        let mut masks = engine::masks(frame, &conditions).map_err(fault)?;
        let those = masks.split_off(indicators.len());
        let masks = indicators
            .iter()
            .zip(masks.into_iter().zip(those))
            .map(|(indicator, masks)| (indicator.id.clone(), masks))
            .collect();
        Ok(Masked { rows, masks })
    }
}

fn merge(total: &mut Sums, sums: Sums) {
    for (key, figures) in sums {
        match total.get_mut(&key) {
            Some(known) => {
                known.iter_mut().zip(figures).for_each(|(known, figure)| *known += figure)
            }
            None => {
                total.insert(key, figures);
            }
        }
    }
}

pub(super) fn fault(error: PolarsError) -> Failure {
    Failure::Count(error.to_string())
}
