//! Count and score: from the lake to the figures of some periods, as units were then and as they are
//! organised now, with the months beside them that trends need.

use super::{
    event::{Event, Reporter},
    failure::Failure,
    grown::Grown,
    job::Job,
    registers::Registers,
    tallies::{Tallies, Tally},
    tallying::Counting,
    years,
};
use crate::{
    count::cells::Counts,
    domain::{
        period::{self, Period},
        still_open::StillOpen,
        time::LocalTime,
    },
    edition::{history::compared::compared, view::TrendMonth},
    judge::Window,
    score::{period_result::PeriodResult, scorecard::scorecard},
};

/// Months that most trends show; that of a unit's score shows two years.
pub const YEAR: i32 = 12;

/// Periods counted and scored, as units were then and as they are organised now.
#[derive(Debug)]
pub struct Counted {
    pub periods: Vec<PeriodResult>,
    pub as_now: Vec<PeriodResult>,
    /// Months counted beside them, for the trend and for the parts of longer periods.
    pub beside: Vec<PeriodResult>,
    /// The year until a month and the twelve months until it, which the series alone have.
    pub rolling: Vec<PeriodResult>,
    /// What is still in hand at the end of the month shown.
    pub open: StillOpen,
    /// The first dossier of the lake; months that end before it are gaps.
    pub first_received: Option<LocalTime>,
    /// What the dossiers came to, as the lake keeps it.
    pub tallies: Option<Tallies>,
}

impl Counted {
    /// Takes out what was counted `again`, and leaves beside the periods what lies `beside` them; what is both
    /// is in both.
    pub fn split_off(&mut self, beside: &[Period], again: &[Period]) -> Vec<PeriodResult> {
        let is_of = |of: &[Period], result: &PeriodResult| of.contains(&result.counts.period);
        let (left, taken): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.beside).into_iter().partition(|one| is_of(beside, one));
        let both = left.iter().filter(|result| is_of(again, result)).cloned();
        let mut all: Vec<PeriodResult> = taken.into_iter().chain(both).collect();
        all.sort_by_key(|result| (result.counts.period.kind, result.counts.period));
        self.beside = left;
        all
    }

    /// So many months that end with `to`; those that were not counted are gaps, and so are those before
    /// the first dossier, unless they were asked for.
    pub fn months_to(&self, to: Period, months: i32) -> Vec<TrendMonth<'_>> {
        let begun = |month: Period| self.first_received.is_some_and(|first| first < month.end());
        let known = |results: &'_ [PeriodResult], month: Period| {
            results.iter().position(|result| result.counts.period == month)
        };
        let asked = |month: Period| known(&self.periods, month).map(|place| &self.periods[place]);
        let beside = |month: Period| known(&self.beside, month).map(|place| &self.beside[place]);
        trend_months(to, months)
            .map(|month| (month, asked(month).or_else(|| beside(month).filter(|_| begun(month)))))
            .collect()
    }
}

fn trend_months(to: Period, months: i32) -> impl Iterator<Item = Period> {
    period::months(to.shifted(1 - months), to)
}

/// What was counted of the lake before this one, as it is in this one.
pub fn carry(
    job: &Job,
    registers: &Registers,
    grown: &Grown,
    cut_off: LocalTime,
) -> Result<Tallies, Failure> {
    Counting::new(job, registers).carry(grown, cut_off)
}

/// Counts `periods` in both views, and `beside` them other months as units were then.
pub fn count(
    job: &Job,
    registers: &Registers,
    periods: &[Period],
    beside: &[Period],
    cut_off: LocalTime,
    grown: Option<&Grown>,
    report: Reporter<'_>,
) -> Result<Counted, Failure> {
    let windows = windows(periods, beside, cut_off)?;
    report(Event::Stage("count"));
    let counting = Counting::new(job, registers);
    let kept = counting.kept(&windows, periods);
    let tallies = counting.dossiers(&windows, &kept, grown)?;
    counted(&counting, periods, &windows, &tallies, report)
}

/// What the dossiers of a lake come to in every window of a run.
pub fn tally(
    job: &Job,
    registers: &Registers,
    periods: &[Period],
    beside: &[Period],
    cut_off: LocalTime,
    report: Reporter<'_>,
) -> Result<Tallies, Failure> {
    let windows = windows(periods, beside, cut_off)?;
    report(Event::Stage("count"));
    let counting = Counting::new(job, registers);
    let kept = counting.kept(&windows, periods);
    let tallies = counting.dossiers(&windows, &kept, None)?;
    Ok(counting.tallies(&windows, &kept, &tallies))
}

/// The same as `count`, from what all dossiers came to in these windows elsewhere.
pub fn count_tallied(
    job: &Job,
    registers: &Registers,
    periods: &[Period],
    beside: &[Period],
    cut_off: LocalTime,
    shares: &[Tallies],
    report: Reporter<'_>,
) -> Result<Counted, Failure> {
    let windows = windows(periods, beside, cut_off)?;
    report(Event::Stage("count"));
    let counting = Counting::new(job, registers);
    let tallies = counting.together(&windows, &counting.kept(&windows, periods), shares)?;
    counted(&counting, periods, &windows, &tallies, report)
}

/// The windows in which a run counts: those of `periods`, and `beside` them those that have begun.
fn windows(
    periods: &[Period],
    beside: &[Period],
    cut_off: LocalTime,
) -> Result<Vec<Window>, Failure> {
    let mut all: Vec<Period> = periods.iter().chain(beside).copied().collect();
    all.sort_unstable();
    all.dedup();
    all.retain(|period| period.start() < cut_off);
    if let Some(period) = periods.iter().find(|period| !all.contains(period)) {
        return Err(Failure::NothingToDo(format!(
            "{period} begins after the cut-off {}; choose an earlier month or a later --as-of",
            cut_off.to_minute()
        )));
    }
    Ok(all.iter().map(|period| Window::new(*period, cut_off)).collect())
}

fn counted(
    counting: &Counting<'_>,
    periods: &[Period],
    windows: &[Window],
    tallies: &[Tally],
    report: Reporter<'_>,
) -> Result<Counted, Failure> {
    let (job, registers) = (counting.judging.job, counting.judging.registers);
    let kept = counting.kept(windows, periods);
    let cut_off =
        windows.iter().map(|window| window.cut_off).max().unwrap_or(LocalTime::from_micros(0));
    let asked = windows.iter().zip(tallies).filter(|(window, _)| periods.contains(&window.period));
    let needed = asked.map(|(window, tally)| {
        let mut needed = tally.years.clone();
        years::note_registers(&mut needed, &counting.judging, window);
        (window.period, needed)
    });
    years::check(job, &counting.judging.calendar, &needed.collect::<Vec<_>>())?;
    let then: Vec<u32> = (0..registers.units.len() as u32).collect();
    let now = registers.units.successors();
    let last_day = cut_off.last_day();
    let mut views = Vec::new();
    for ((window, tally), kept) in windows.iter().zip(tallies).zip(&kept) {
        if window.period.is_rolling() && !years::are_known(&counting.judging, window, tally) {
            continue;
        }
        let named_on = window.end.last_day();
        let as_then = counting.counts(window, tally, kept, &then, named_on)?;
        let as_now = match periods.contains(&window.period) {
            true => Some(counting.counts(window, tally, kept, &now, last_day)?),
            false => None,
        };
        views.push((named_on, as_then, as_now));
    }
    report(Event::Stage("score"));
    let cohorts = registers.cohorts(job)?;
    let scored = |counts: Counts, named_on| {
        let scores = scorecard(&job.rules, &cohorts, &registers.units, &counts, named_on);
        PeriodResult { counts, scores, named_on }
    };
    let mut counted = Counted {
        periods: Vec::new(),
        as_now: Vec::new(),
        beside: Vec::new(),
        rolling: Vec::new(),
        open: StillOpen::default(),
        first_received: registers.first_received,
        tallies: Some(counting.tallies(windows, &kept, tallies)),
    };
    for (named_on, as_then, as_now) in views {
        let result = scored(as_then, named_on);
        match as_now {
            Some(counts) => {
                counted.as_now.push(scored(counts, last_day));
                counted.periods.push(result);
            }
            None if result.counts.period.is_rolling() => counted.rolling.push(result),
            None => counted.beside.push(result),
        }
    }
    let order = |result: &PeriodResult| (result.counts.period.kind, result.counts.period);
    counted.periods.sort_by_key(order);
    counted.as_now.sort_by_key(order);
    counted.rolling.sort_by_key(order);
    Ok(counted)
}

/// What an edition needs beside `periods`: the months of two years up to `to`, those of every longer period,
/// and what the periods that `to` ends are compared with.
pub fn beside(periods: &[Period], to: Period) -> Vec<Period> {
    let compared = to.and_longer().into_iter().flat_map(compared).map(|(_, period)| period);
    let mut beside = months_beside(periods, to, 2 * YEAR);
    beside.extend(compared.filter(|period| !periods.contains(period)));
    beside.sort_unstable();
    beside.dedup();
    beside
}

/// The months beside `periods`: so many up to `to`, and the months of every longer period, whose parts
/// disclosure control looks at.
pub fn months_beside(periods: &[Period], to: Period, months: i32) -> Vec<Period> {
    let parts = periods.iter().flat_map(|period| period.months());
    let mut months: Vec<Period> =
        trend_months(to, months).chain(parts.filter(|month| *month <= to)).collect();
    months.sort_unstable();
    months.dedup();
    months.retain(|month| !periods.contains(month));
    months
}
