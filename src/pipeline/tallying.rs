//! Judged rows come to sums: facts are gathered per thread and period, counted when they are many, and
//! only sums are kept; then the sums of a period come to the counts of its units.

use polars::prelude::DataFrame;

use super::{
    failure::Failure,
    grown::Grown,
    job::Job,
    judging::{Dossiers, Judged, Judging, Reading},
    program,
    registers::Registers,
    tallies::{Numbers, Tallies, Tally},
};
use crate::{
    count::{
        cells::{Assembly, Beside, Counts, Masked},
        columns::{Columns, key},
        databases, engine,
        plan::Plan,
    },
    domain::{
        coverage::Coverage,
        digest::sha256,
        names::Names,
        period::Period,
        survey::Opinions,
        time::{Day, LocalTime},
        unit::Tree,
    },
    judge::{Window, facts::Fact},
    rules::Condition,
    schema::{canonical::Kind, facts::Subject},
};

/// Facts of one period that a thread gathers before they are counted.
const GATHERED: usize = 1 << 18;
/// Windows that are counted in one pass: their sums take room, and there may be years of them.
const AT_ONCE: usize = 20;

/// What counting needs.
pub(super) struct Counting<'a> {
    pub judging: Judging<'a>,
    plan: Plan,
    /// Procedure numbers of catalogue positions; those without a dossier get one of their own.
    catalogue_numbers: Vec<u32>,
    /// Lists of databases by their number in this counting.
    databases: Names,
    complete_from: Option<Period>,
    /// What decides how a dossier is counted, as a hash.
    basis: String,
}

/// What a thread has gathered of a window and not counted yet, and what it has counted.
#[derive(Default)]
struct Gathered {
    columns: Columns<Fact>,
    tally: Tally,
}

impl Gathered {
    fn count(&mut self, plan: &Plan, kept: &[usize]) -> Result<(), Failure> {
        let joint = plan.joint_of(kept);
        let frame = self.columns.take()?;
        Ok(engine::count(frame, &plan.measures, kept, joint, &mut self.tally.sums)?)
    }
}

impl<'a> Counting<'a> {
    /// Which measures each window keeps by procedure: those of `periods` also what tables show.
    pub fn kept(&self, windows: &[Window], periods: &[Period]) -> Vec<Vec<usize>> {
        let kept = |window: &Window| self.plan.by_procedure(periods.contains(&window.period));
        windows.iter().map(kept).collect()
    }

    pub fn new(job: &'a Job, registers: &'a Registers) -> Self {
        let judging = Judging::new(job, registers);
        let mut numbers = judging.numbers.clone();
        let catalogue_numbers = registers.procedures.iter().map(|procedure| {
            let next = numbers.len() as u32;
            *numbers.entry(&procedure.id).or_insert(next)
        });
        let plan = Plan::new(&job.rules).with_targets(&job.targets.targets);
        let said = format!(
            "{:?} {:?} {:?} {:?} {:?} {:?}",
            plan.measures,
            job.rules.switches,
            registers.units.iter().collect::<Vec<_>>(),
            registers.procedures,
            judging.calendar,
            program::state()
        );
        Self {
            plan,
            basis: sha256(said.as_bytes()),
            catalogue_numbers: catalogue_numbers.collect(),
            databases: Names::default(),
            complete_from: registers.complete_from(job),
            judging,
        }
    }

    /// What the dossiers come to, window by window; of each window what is `kept` by procedure. Where the
    /// lake has grown, what was counted before is not counted again.
    pub fn dossiers(
        &self,
        windows: &[Window],
        kept: &[Vec<usize>],
        grown: Option<&Grown>,
    ) -> Result<Vec<Tally>, Failure> {
        let mut tallies = match grown {
            Some(grown) => self.carried(windows, kept, grown)?,
            None => vec![None; windows.len()],
        };
        let is_left = |place: &usize| tallies[*place].is_none();
        let left: Vec<usize> = (0..windows.len()).filter(is_left).collect();
        for left in left.chunks(AT_ONCE) {
            let chosen: Vec<Window> = left.iter().map(|place| windows[*place]).collect();
            let kept: Vec<Vec<usize>> = left.iter().map(|place| kept[*place].clone()).collect();
            for (place, tally) in left.iter().zip(self.pass(Dossiers::InHand, &chosen, &kept)?) {
                tallies[*place] = Some(tally);
            }
        }
        Ok(tallies.into_iter().map(Option::unwrap_or_default).collect())
    }

    /// The tallies of windows that were counted before, with what changed since; `None` where one was not.
    fn carried(
        &self,
        windows: &[Window],
        kept: &[Vec<usize>],
        grown: &Grown,
    ) -> Result<Vec<Option<Tally>>, Failure> {
        let mut tallies = vec![None; windows.len()];
        let Some(cut_off) = windows.first().map(|window| window.cut_off) else {
            return Ok(tallies);
        };
        let numbers = self.numbers();
        if grown.tallies.basis != self.basis || !grown.tallies.is_within(&numbers) {
            return Ok(tallies);
        }
        let find = |(place, window): (usize, &Window)| {
            let (end, tally) = grown.tallies.find(window, &kept[place], &numbers)?;
            Some((place, Window { end, cut_off: grown.tallies.cut_off, ..*window }, tally))
        };
        let found: Vec<(usize, Window, Tally)> =
            windows.iter().enumerate().filter_map(find).collect();
        let now = |of: &[&(usize, Window, Tally)]| -> Vec<Window> {
            of.iter().map(|(place, ..)| windows[*place]).collect()
        };
        let then = |of: &[&(usize, Window, Tally)], cut_off: LocalTime| -> Vec<Window> {
            of.iter().map(|(_, window, _)| Window { cut_off, ..*window }).collect()
        };
        let kept_by = |of: &[&(usize, Window, Tally)]| -> Vec<Vec<usize>> {
            of.iter().map(|(place, ..)| kept[*place].clone()).collect()
        };
        let all: Vec<_> = found.iter().collect();
        let longer: Vec<_> =
            found.iter().filter(|(place, then, _)| then.end < windows[*place].end).collect();
        let part = |files, since| Dossiers::Of { files, since };
        let (gone, new) = (grown.gone(), grown.added(self.judging.registers));
        let less =
            self.pass(part(&gone, None), &then(&all, grown.tallies.cut_off), &kept_by(&all))?;
        let more = self.pass(part(&new, None), &now(&all), &kept_by(&all))?;
        // Of a longer window also what happened after the end of the shorter one. What did not is the same
        // in both.
        let since = longer.iter().map(|(_, then, _)| then.end).min();
        let stayed = grown.stayed(self.judging.registers);
        let shorter =
            self.pass(part(&stayed, since), &then(&longer, cut_off), &kept_by(&longer))?;
        let extended = self.pass(part(&stayed, since), &now(&longer), &kept_by(&longer))?;
        let longer: Vec<usize> = longer.iter().map(|(place, ..)| *place).collect();
        let changes = less.into_iter().zip(more);
        for ((place, _, mut tally), (less, more)) in found.into_iter().zip(changes) {
            let of_end = longer.iter().position(|longer| *longer == place);
            tally.merge(more);
            of_end.into_iter().for_each(|at| tally.merge(extended[at].clone()));
            let taken = of_end.map_or(Some(()), |at| tally.take_away(&shorter[at]));
            if taken.and_then(|()| tally.take_away(&less)).is_some() {
                tallies[place] = Some(tally);
            }
        }
        Ok(tallies)
    }

    /// What was counted of the lake before, as it is now.
    pub fn carry(&self, grown: &Grown, cut_off: LocalTime) -> Result<Tallies, Failure> {
        let (windows, kept) = grown.tallies.windows(cut_off);
        let tallies = self.carried(&windows, &kept, grown)?;
        let carried = windows.into_iter().zip(kept).zip(tallies);
        let carried: Vec<((Window, Vec<usize>), Tally)> =
            carried.filter_map(|(window, tally)| Some((window, tally?))).collect();
        let (windows, tallies): (Vec<_>, Vec<Tally>) = carried.into_iter().unzip();
        let (windows, kept): (Vec<Window>, Vec<Vec<usize>>) = windows.into_iter().unzip();
        Ok(self.tallies(&windows, &kept, &tallies))
    }

    fn numbers(&self) -> Numbers<'_> {
        Numbers {
            plan: &self.plan,
            units: &self.judging.registers.units,
            procedures: &self.judging.numbers,
            databases: &self.databases,
        }
    }

    /// What all shares of the dossiers come to together, each counted elsewhere in these windows.
    pub fn together(
        &self,
        windows: &[Window],
        kept: &[Vec<usize>],
        shares: &[Tallies],
    ) -> Result<Vec<Tally>, Failure> {
        let numbers = self.numbers();
        let total = windows.iter().zip(kept).map(|(window, kept)| {
            let mut total = Tally::default();
            for share in shares {
                let found = share.find(window, kept, &numbers);
                let (_, tally) = found.filter(|(end, _)| *end == window.end).ok_or_else(|| {
                    Failure::Count(format!("a share was not counted in {}", window.period))
                })?;
                total.merge(tally);
            }
            Ok(total)
        });
        total.collect()
    }

    /// The tallies as they are kept, of windows in their order.
    pub fn tallies(&self, windows: &[Window], kept: &[Vec<usize>], tallies: &[Tally]) -> Tallies {
        let counted = windows.iter().zip(kept).zip(tallies);
        let counted = counted.map(|((window, kept), tally)| (*window, kept.clone(), tally.clone()));
        let Judging { registers, numbers, .. } = &self.judging;
        Tallies::new(self.basis.clone(), &registers.units, numbers, self.databases.list(), counted)
    }

    /// What some dossiers come to, window by window, in one pass.
    fn pass(
        &self,
        dossiers: Dossiers<'_>,
        windows: &[Window],
        kept: &[Vec<usize>],
    ) -> Result<Vec<Tally>, Failure> {
        if windows.is_empty() {
            return Ok(Vec::new());
        }
        let reading = Reading {
            windows,
            dossiers,
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
            total.iter_mut().zip(tallies).for_each(|(total, tally)| total.merge(tally));
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
        counts.databases = used.into_iter().map(|(key, used)| (key, Some(used))).collect();
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
