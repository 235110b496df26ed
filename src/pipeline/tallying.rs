//! Judged rows come to sums: facts are gathered per thread and period, counted when they are many, and
//! only sums are kept; then the sums of a period come to the counts of its units.

use polars::prelude::DataFrame;

use super::{
    failure::Failure,
    job::Job,
    judging::{Judged, Judging, Reading},
    registers::Registers,
    years::Needed,
};
use crate::{
    count::{
        cells::{Assembly, Beside, Counts, Masked},
        columns::{Columns, key},
        databases::{self, Lists},
        engine::{self, Sums},
        plan::Plan,
    },
    domain::{
        coverage::Coverage, names::Names, period::Period, survey::Opinions, time::Day, unit::Tree,
    },
    judge::{Window, facts::Fact},
    rules::Condition,
    schema::{canonical::Kind, facts::Subject},
};

/// Facts of one period that a thread gathers before they are counted.
const GATHERED: usize = 1 << 18;

/// What counting needs.
pub(super) struct Counting<'a> {
    pub judging: Judging<'a>,
    plan: Plan,
    /// Procedure numbers of catalogue positions; those without a dossier get one of their own.
    catalogue_numbers: Vec<u32>,
    /// Lists of databases by their number in this counting.
    databases: Names,
    complete_from: Option<Period>,
}

/// What one pass over the lake yields for a window.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    sums: Sums,
    databases: Lists,
    pub years: Needed,
}

/// What a thread has gathered of a window and not counted yet, and what it has counted.
#[derive(Default)]
struct Gathered {
    columns: Columns<Fact>,
    tally: Tally,
}

impl Gathered {
    fn count(&mut self, plan: &Plan, kept: &[usize]) -> Result<(), Failure> {
        Ok(engine::count(self.columns.take()?, &plan.measures, kept, &mut self.tally.sums)?)
    }
}

impl<'a> Counting<'a> {
    /// Which measures a window keeps by procedure.
    pub fn by_procedure(&self, flow_is_shown: bool) -> Vec<usize> {
        self.plan.by_procedure(flow_is_shown)
    }

    pub fn new(job: &'a Job, registers: &'a Registers) -> Self {
        let judging = Judging::new(job, registers);
        let mut numbers = judging.numbers.clone();
        let catalogue_numbers = registers.procedures.iter().map(|procedure| {
            let next = numbers.len() as u32;
            *numbers.entry(&procedure.id).or_insert(next)
        });
        Self {
            plan: Plan::new(&job.rules).with_targets(&job.targets.targets),
            catalogue_numbers: catalogue_numbers.collect(),
            databases: Names::default(),
            complete_from: registers.complete_from(job),
            judging,
        }
    }

    /// What the dossiers come to, window by window, in one pass over the lake; of each window what is
    /// `kept` by procedure.
    pub fn dossiers(&self, windows: &[Window], kept: &[Vec<usize>]) -> Result<Vec<Tally>, Failure> {
        if windows.is_empty() {
            return Ok(Vec::new());
        }
        let reading = Reading {
            windows,
            all: false,
            ids: false,
            databases: Some(&self.databases),
            threads: self.judging.job.threads,
        };
        let begin = || windows.iter().map(|_| Gathered::default()).collect::<Vec<_>>();
        let take = |gathered: &mut Vec<Gathered>,
                    judged: &Judged<'_>,
                    facts: &mut dyn Iterator<Item = Option<Fact>>| {
            for ((fact, gathered), kept) in facts.zip(gathered).zip(kept) {
                let Some(fact) = fact else { continue };
                let tally = &mut gathered.tally;
                if let (true, Some(list)) = (fact.received, judged.dossier.databases) {
                    *tally.databases.entry((fact.unit, list)).or_default() += 1;
                }
                tally.years.note(Kind::Dossiers, fact.lacks_year);
                gathered.columns.push(key(fact.unit, fact.procedure), &fact);
                if gathered.columns.len() >= GATHERED {
                    gathered.count(&self.plan, kept)?;
                }
            }
            Ok(())
        };
        let end = |gathered: Vec<Gathered>| {
            let counted = gathered.into_iter().zip(kept).map(|(mut gathered, kept)| {
                if !gathered.columns.is_empty() {
                    gathered.count(&self.plan, kept)?;
                }
                Ok(gathered.tally)
            });
            counted.collect::<Result<Vec<Tally>, Failure>>()
        };
        let mut total = vec![Tally::default(); windows.len()];
        for tallies in self.judging.dossiers(&reading, begin, take, end)? {
            for (total, tally) in total.iter_mut().zip(tallies) {
                total.sums.merge(tally.sums);
                databases::merge(&mut total.databases, tally.databases);
                total.years.merge(tally.years);
            }
        }
        Ok(total)
    }

    /// The figures of one period, with each unit carried by the one `carried_by` names.
    pub fn counts(
        &self,
        window: &Window,
        tally: &Tally,
        kept: &[usize],
        carried_by: &[u32],
        named_on: Day,
    ) -> Result<Counts, Failure> {
        let registers = self.judging.registers;
        let tree = registers.units.tree_as_now(named_on, carried_by);
        let beside = Beside {
            petitions: self.petitions(window)?,
            announcements: self.announcements(window)?,
            procedures: self.procedures(window, &tree, carried_by)?,
            survey: self.survey(window),
        };
        let assembly = Assembly {
            rules: &self.judging.job.rules,
            plan: &self.plan,
            targets: &self.judging.job.targets.targets,
            units: &registers.units,
            authority: self.judging.job.authority.kind,
            given: &registers.given,
            totals: &registers.totals,
            catalogue_numbers: &self.catalogue_numbers,
            carried_by,
        };
        let provisional = window.provisional();
        let used = databases::by_code(&tally.databases, &self.databases.list(), &tree, carried_by);
        let (period, sums) = (window.period, &tally.sums);
        let mut counts = assembly.counts(period, provisional, tree, sums, kept, &beside);
        counts.databases = used;
        counts.coverage = Coverage::of(window.period, self.complete_from);
        Ok(counts)
    }

    /// What citizens said in the window, day by day of each unit.
    fn survey(&self, window: &Window) -> Vec<(u32, Opinions)> {
        let given = self.judging.registers.survey.within(window.start, window.end);
        given.map(|(unit, opinions)| (unit, *opinions)).collect()
    }

    fn petitions(&self, window: &Window) -> Result<Masked, Failure> {
        let (mut columns, mut rows) = (Columns::default(), Vec::new());
        for (_, fact) in self.judging.petitions(window) {
            let Some(fact) = fact else { continue };
            columns.push(key(fact.unit, 0), &fact);
            rows.push((fact.unit, 0));
        }
        self.masked(Subject::Petitions, columns.take()?, rows)
    }

    fn announcements(&self, window: &Window) -> Result<Masked, Failure> {
        let (mut columns, mut rows) = (Columns::default(), Vec::new());
        for (_, number, fact) in self.judging.announcements(window) {
            columns.push(key(0, number), &fact);
            rows.push((0, number));
        }
        self.masked(Subject::Announcements, columns.take()?, rows)
    }

    fn procedures(
        &self,
        window: &Window,
        tree: &Tree,
        carried_by: &[u32],
    ) -> Result<Masked, Failure> {
        let (mut columns, mut rows) = (Columns::default(), Vec::new());
        for fact in self.judging.procedures(window, tree, carried_by) {
            columns.push(key(fact.unit, fact.procedure), &fact);
            rows.push((fact.unit, fact.procedure));
        }
        self.masked(Subject::Procedures, columns.take()?, rows)
    }

    /// Where `of`, and `of AND those`, hold for each indicator of a subject.
    fn masked(
        &self,
        subject: Subject,
        frame: DataFrame,
        rows: Vec<(u32, u32)>,
    ) -> Result<Masked, Failure> {
        let indicators: Vec<_> = self
            .judging
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
        let mut masks = engine::masks(frame, &conditions)?;
        let those = masks.split_off(indicators.len());
        let masks = indicators
            .iter()
            .zip(masks.into_iter().zip(those))
            .map(|(indicator, masks)| (indicator.id.clone(), masks))
            .collect();
        Ok(Masked { rows, masks })
    }
}
