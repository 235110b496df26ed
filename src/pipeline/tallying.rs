//! Judged rows come to sums: facts are gathered per thread and period, counted when they are many, and
//! only sums are kept; then the sums of a period come to the counts of its units.

mod beside;

use std::cmp::Reverse;

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
        cells::{Assembly, Beside, Counts},
        columns::{Columns, key},
        databases, engine,
        parts::Partition,
        plan::Plan,
    },
    domain::{
        coverage::Coverage,
        digest::sha256,
        names::Names,
        period::Period,
        time::{Day, LocalTime},
        unit::Tree,
    },
    judge::{Window, facts::Fact},
    schema::canonical::Kind,
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
    /// Which measures each window keeps by procedure: those of `periods` also what tables show, the last of the
    /// shortest of them and the one before it what their points are made of.
    pub fn kept(&self, windows: &[Window], periods: &[Period]) -> Vec<Vec<usize>> {
        let shown = periods.iter().max_by_key(|period| (Reverse(period.kind), **period));
        let compared = shown.map(|shown| [*shown, shown.shifted(-1)]);
        let kept = |window: &Window| {
            let mut kept = self.plan.by_procedure(periods.contains(&window.period));
            if compared.is_some_and(|compared| compared.contains(&window.period)) {
                kept.extend(self.kept_of_parts());
                kept.sort_unstable();
                kept.dedup();
            }
            kept
        };
        windows.iter().map(kept).collect()
    }

    /// What a window was counted to, with these measures by procedure.
    pub fn tally_of(&self, tallies: &Tallies, window: &Window, kept: &[usize]) -> Option<Tally> {
        let (end, tally) = tallies.find(window, kept, &self.numbers())?;
        (end == window.end).then_some(tally)
    }

    /// The measures that tell what points are made of.
    pub fn kept_of_parts(&self) -> Vec<usize> {
        self.plan.of_parts(&self.judging.job.rules)
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

    /// What figures of a period are made of; of its dossiers what was `kept` by procedure.
    pub fn partition<'b>(
        &'b self,
        tally: &'b Tally,
        kept: &'b [usize],
        beside: &'b Beside,
        tree: &'b Tree,
    ) -> Partition<'b> {
        Partition {
            rules: &self.judging.job.rules,
            plan: &self.plan,
            sums: &tally.sums,
            kept,
            beside,
            tree,
            catalogue_numbers: &self.catalogue_numbers,
        }
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
        let tree = self.judging.registers.units.tree_as_now(named_on, carried_by);
        let beside = self.beside(window, &tree, carried_by)?;
        Ok(self.assembled(window, tally, kept, carried_by, tree, &beside))
    }

    /// The same with the tree of units and what is counted beside dossiers.
    pub fn assembled(
        &self,
        window: &Window,
        tally: &Tally,
        kept: &[usize],
        carried_by: &[u32],
        tree: Tree,
        beside: &Beside,
    ) -> Counts {
        let registers = self.judging.registers;
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
        let mut counts = assembly.counts(period, provisional, tree, sums, kept, beside);
        counts.databases = used.into_iter().map(|(key, used)| (key, Some(used))).collect();
        counts.coverage = Coverage::of(window.period, self.complete_from);
        counts
    }
}
