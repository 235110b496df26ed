//! Why points moved between two periods, counted from the lake: each as of its own cut-off, and where they
//! are counted by two rule sets, both by both. The figures are those of `counting`, and what they are made of
//! comes from the same sums, so that the parts of a figure cannot differ from it.

pub mod weights;

use super::{
    counting, failure::Failure, job::Job, registers::Registers, tallies::Tally, tallying::Counting,
    years,
};
use crate::{
    count::cells::Beside,
    domain::{period::Period, time::LocalTime},
    judge::Window,
    rules::{Indicator, difference},
    score::{
        period_result::PeriodResult,
        scorecard::{UnitScore, scorecard},
        why::{Change, Figure, UnitChange, change, total},
    },
};

/// A period as of a cut-off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    pub period: Period,
    pub cut_off: LocalTime,
}

/// Two periods made ready.
pub struct Why<'a> {
    registers: &'a Registers,
    /// By the rule set of the earlier period and that of the later one; one where they are the same.
    by_rules: Vec<ByRules<'a>>,
    is_one_period: bool,
}

/// Both periods under one rule set.
struct ByRules<'a> {
    counting: Counting<'a>,
    kept: Vec<usize>,
    then: Counted,
    now: Counted,
}

/// One period.
#[derive(Clone)]
struct Counted {
    result: PeriodResult,
    tally: Tally,
    beside: Beside,
}

impl<'a> Why<'a> {
    /// Reads the lake and counts both periods. The job of the later period says by which rules it is counted;
    /// another one those of the earlier.
    pub fn open(
        earlier: Option<&'a Job>,
        later: &'a Job,
        registers: &'a Registers,
        then: Reading,
        now: Reading,
    ) -> Result<Self, Failure> {
        let earlier = earlier.filter(|earlier| earlier.rules.hash != later.rules.hash);
        earlier.unwrap_or(later).check_period(then.period, then.period)?;
        later.check_period(now.period, now.period)?;
        let jobs = earlier.into_iter().chain([later]);
        let by_rules = jobs.map(|job| ByRules::count(job, registers, then, now));
        Ok(Self {
            registers,
            by_rules: by_rules.collect::<Result<_, _>>()?,
            is_one_period: then.period == now.period,
        })
    }

    /// The period shown of a run and the one before, as they were counted for it; `None` where there is nothing
    /// to be compared.
    pub fn since_before(
        job: &'a Job,
        registers: &'a Registers,
        of_run: &counting::Counted,
        shown: Period,
        cut_off: LocalTime,
    ) -> Result<Option<Self>, Failure> {
        let counting = Counting::new(job, registers);
        let kept = counting.kept_of_parts();
        let begun = |period: Period| of_run.first_received.is_some_and(|f| f < period.end());
        let known = |period: Period| {
            let mut all = of_run.periods.iter().chain(&of_run.beside);
            let found = all.find(|result| result.counts.period == period && begun(period));
            found.filter(|result| result.counts.coverage.is_complete()).cloned()
        };
        let (Some(then), Some(now)) = (known(shown.shifted(-1)), known(shown)) else {
            return Ok(None);
        };
        let counted = |result: PeriodResult| -> Result<Option<Counted>, Failure> {
            let window = Window::new(result.counts.period, cut_off);
            let tallies = of_run.tallies.as_ref();
            let tally = tallies.and_then(|known| counting.tally_of(known, &window, &kept));
            let units: Vec<u32> = (0..registers.units.len() as u32).collect();
            let beside = counting.beside(&window, &result.counts.tree, &units)?;
            Ok(tally.map(|tally| Counted { result, tally, beside }))
        };
        let (Some(then), Some(now)) = (counted(then)?, counted(now)?) else { return Ok(None) };
        let by_rules = vec![ByRules { kept, then, now, counting }];
        Ok(Some(Self { registers, by_rules, is_one_period: false }))
    }

    fn first(&self) -> &ByRules<'a> {
        &self.by_rules[0]
    }

    fn last(&self) -> &ByRules<'a> {
        &self.by_rules[self.by_rules.len() - 1]
    }

    /// The earlier period by its rules.
    pub fn then(&self) -> &PeriodResult {
        &self.first().then.result
    }

    /// The later period by its rules.
    pub fn now(&self) -> &PeriodResult {
        &self.last().now.result
    }

    pub fn scores(&self, unit: u32) -> [&UnitScore; 2] {
        [self.then(), self.now()].map(|result| &result.scores[unit as usize])
    }

    /// An indicator of either rule set, as the later one has it where both do.
    pub fn indicator(&self, id: &str) -> Option<&'a Indicator> {
        self.by_rules.iter().rev().find_map(|by| by.job().rules.indicator(id))
    }

    /// The change of one indicator of a unit; without change where neither rule set has it.
    pub fn change(&self, unit: u32, id: &str) -> Result<Change, Failure> {
        let by_rules = self.by_rules.iter().map(|by| {
            let figure = |counted| by.figure(self.registers, counted, unit, id);
            Ok([figure(&by.then)?, figure(&by.now)?])
        });
        Ok(change(&by_rules.collect::<Result<Vec<_>, Failure>>()?, self.is_one_period))
    }

    /// The change of the total of a unit.
    pub fn total(&self, unit: u32) -> Result<UnitChange<'a>, Failure> {
        let ids = difference::indicator_ids(&self.last().job().rules, &self.first().job().rules);
        let indicators = ids.into_iter().filter_map(|id| self.indicator(id));
        let changes = indicators.map(|known| Ok((known, self.change(unit, &known.id)?)));
        let indicators: Vec<(&Indicator, Change)> = changes.collect::<Result<_, Failure>>()?;
        let [then, now] = self.scores(unit);
        let total = total(indicators.iter().map(|(_, change)| change), then, now);
        Ok(UnitChange { unit, total, indicators })
    }
}

impl<'a> ByRules<'a> {
    fn count(
        job: &'a Job,
        registers: &'a Registers,
        then: Reading,
        now: Reading,
    ) -> Result<Self, Failure> {
        let counting = Counting::new(job, registers);
        let kept = counting.kept_of_parts();
        let count = |reading| Counted::count(&counting, registers, &kept, reading);
        let earlier = count(then)?;
        let later = if now == then { earlier.clone() } else { count(now)? };
        Ok(Self { kept, then: earlier, now: later, counting })
    }

    fn job(&self) -> &'a Job {
        self.counting.judging.job
    }

    /// A figure of a unit with what it is made of; `None` where the rule set does not have it.
    fn figure(
        &self,
        registers: &Registers,
        counted: &Counted,
        unit: u32,
        id: &str,
    ) -> Result<Option<Figure<'a>>, Failure> {
        let indicators = &self.job().rules.indicators;
        let Some(place) = indicators.iter().position(|known| known.id == id) else {
            return Ok(None);
        };
        let (indicator, result) = (&indicators[place], &counted.result);
        let scored = result.scores[unit as usize].cells[place];
        let mut figure = Figure { indicator, scored, parts: Default::default() };
        if let Some(counts) = scored.fraction() {
            let Counted { tally, beside, .. } = counted;
            let parts = self.counting.partition(tally, &self.kept, beside, &result.counts.tree);
            figure.parts = parts.parts(place, indicator.carrier(unit), counts);
            let found = figure.parts.total();
            if found != counts {
                return Err(Failure::Accounts(format!(
                    "the parts of {id} for {} in {} come to {} of {}, counted are {} of {}; report it as a fault of \
                     the program",
                    registers.units.get(unit).id,
                    result.counts.period,
                    found.0,
                    found.1,
                    counts.0,
                    counts.1
                )));
            }
        }
        Ok(Some(figure))
    }
}

impl Counted {
    fn count(
        counting: &Counting<'_>,
        registers: &Registers,
        kept: &[usize],
        reading: Reading,
    ) -> Result<Self, Failure> {
        let (judging, period) = (&counting.judging, reading.period);
        let window = Window::new(period, reading.cut_off);
        // Not all of one pass: the judge reads every window of a pass as of one cut-off.
        let tallies = counting.dossiers(&[window], &[kept.to_vec()], None)?;
        let none = || Failure::Count(format!("{period} was not counted"));
        let tally = tallies.into_iter().next().ok_or_else(none)?;
        let mut needed = tally.years.clone();
        years::note_registers(&mut needed, judging, &window);
        years::check(judging.job, &judging.calendar, &[(period, needed)])?;
        let then: Vec<u32> = (0..registers.units.len() as u32).collect();
        let named_on = window.end.last_day();
        let tree = registers.units.tree(named_on);
        let beside = counting.beside(&window, &tree, &then)?;
        let counts = counting.assembled(&window, &tally, kept, &then, tree, &beside);
        let (rules, cohorts) = (&judging.job.rules, registers.cohorts(judging.job)?);
        let scores = scorecard(rules, &cohorts, &registers.units, &counts, named_on);
        Ok(Self { result: PeriodResult { counts, scores, named_on }, tally, beside })
    }
}
