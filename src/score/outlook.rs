//! Where a month that is not over will end: the range of the share that is handled on time, learnt from what
//! became of dossiers that stood where those of today stand, at the same point of the months before. A dossier's
//! chance is the share of its procedure and age; of too few, that of its unit, then of the authority. What is
//! still to be received is taken from the same months. How far such a forecast was off in each of the months
//! before, learnt from the others, widens the range. Sums of whole numbers, in a fixed order, and no random draws:
//! the same input gives the same range.

use std::{collections::BTreeMap, ops::Range};

use crate::domain::{
    number::Decimal,
    still_open::{Age, Cell, Left},
};

/// Months that are over and in which the unit had dossiers; with fewer nothing is said.
const FEWEST_MONTHS: usize = 3;
/// Dossiers that a share is learnt from; with fewer it is that of more procedures, then of more units.
const FEWEST: u64 = 20;
/// Decimals of the ratios.
const PLACES: u8 = 6;
/// The quantile of 90 % of Student's distribution with 1 to 12 degrees of freedom, so that one in ten ends lies
/// beyond each end of the range.
const STUDENT_90: [f64; 12] = [
    3.077_684, 1.885_618, 1.637_744, 1.533_206, 1.475_884, 1.439_756, 1.414_924, 1.396_815,
    1.383_029, 1.372_184, 1.363_430, 1.356_217,
];

/// Whether there is something to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Shown,
    /// Too few months, too few dossiers, or none in hand.
    TooFew,
}

impl State {
    pub const ALL: [Self; 2] = [Self::Shown, Self::TooFew];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::TooFew => "too_few",
        }
    }
}

/// The ratio at the end of the month as it is expected, from 0 to 1, and the range that holds it four times in
/// five.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ends {
    pub expected: Decimal,
    pub low: Decimal,
    pub high: Decimal,
    /// Months that are over and were forecast each from the others, and of these the ones that ended in their
    /// range.
    pub tested: u64,
    pub held: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// In time and judged, of those that came in so far.
    pub so_far: Cell,
    /// Judged and not answered.
    pub open: u64,
    /// Months that are over and in which the unit had dossiers.
    pub months: u64,
    /// Dossiers that were open at the same point of these.
    pub basis: u64,
    /// Absent with too little to learn from.
    pub ends: Option<Ends>,
}

impl Forecast {
    pub const fn state(&self) -> State {
        if self.ends.is_some() { State::Shown } else { State::TooFew }
    }
}

/// Dossiers of some units, month by month, and all months that are learnt from together.
#[derive(Clone, Debug, Default)]
struct Counted {
    by_month: Vec<Cell>,
    learnt: Cell,
}

/// What some units had in hand, by procedure and age.
#[derive(Clone, Debug)]
pub struct Body<'a> {
    /// Places of the months that are learnt from.
    learnt: Range<usize>,
    by_procedure: BTreeMap<(&'a str, Age), Counted>,
    by_age: BTreeMap<Age, Counted>,
}

impl<'a> Body<'a> {
    pub fn new(learnt: Range<usize>) -> Self {
        Self { learnt, by_procedure: BTreeMap::new(), by_age: BTreeMap::new() }
    }

    pub fn add(&mut self, procedure: &'a str, age: Age, cells: &[Cell]) {
        let learnt = cells.get(self.learnt.clone()).unwrap_or_default();
        let by_procedure = self.by_procedure.entry((procedure, age)).or_default();
        for counted in [by_procedure, self.by_age.entry(age).or_default()] {
            counted.by_month.resize(cells.len(), Cell::default());
            counted.by_month.iter_mut().zip(cells).for_each(|(own, more)| own.add(*more));
            learnt.iter().for_each(|cell| counted.learnt.add(*cell));
        }
    }

    /// All that was in hand in a month, with what was received later where it is told.
    fn all(&self, month: usize, with_later: bool) -> Cell {
        let mut all = Cell::default();
        for (age, counted) in &self.by_age {
            if with_later || *age != Age::Later {
                all.add(counted.at(month));
            }
        }
        all
    }

    /// The months that are learnt from but one, as far as anything was in hand.
    fn months(&self, but: usize) -> Vec<usize> {
        let used = |month: &usize| *month != but && self.all(*month, true).cases > 0;
        self.learnt.clone().filter(used).collect()
    }

    /// What became of an age in all months that are learnt from but one.
    fn learnt(&self, counted: Option<&Counted>, but: usize) -> Cell {
        let Some(counted) = counted else { return Cell::default() };
        match self.learnt.contains(&but) {
            true => counted.learnt.less(counted.at(but)),
            false => counted.learnt,
        }
    }
}

impl Counted {
    fn at(&self, month: usize) -> Cell {
        self.by_month.get(month).copied().unwrap_or_default()
    }
}

/// A ratio at the end of a month, and its variance.
#[derive(Clone, Copy, Debug)]
struct Expected {
    ratio: f64,
    variance: f64,
}

/// The forecast for some units in the month at the place `now`; `whole` are those of the authority.
pub fn forecast(own: &Body<'_>, whole: &Body<'_>, now: usize) -> Forecast {
    let open = own.by_age.iter().filter(|(age, _)| age.is_open());
    let (mut in_hand, mut basis) = (0, 0);
    for (_, counted) in open {
        in_hand += counted.at(now).cases;
        basis += counted.learnt.cases;
    }
    let months = own.months(now).len();
    let has_any = own.all(now, false).cases > 0;
    let is_enough = has_any && months >= FEWEST_MONTHS && basis >= FEWEST;
    let ends = if is_enough { ends(own, whole, now) } else { None };
    Forecast { so_far: own.all(now, false), open: in_hand, months: months as u64, basis, ends }
}

fn ends(own: &Body<'_>, whole: &Body<'_>, now: usize) -> Option<Ends> {
    let expected = expected(own, whole, now)?;
    // How far off each month before would have been.
    let before = own.months(now).into_iter().filter_map(|month| {
        let then = self::expected(own, whole, month)?;
        let all = own.all(month, true);
        Some((all.in_time as f64 / all.cases as f64 - then.ratio, then.variance))
    });
    let before: Vec<(f64, f64)> = before.collect();
    let reach = reach(expected.variance, before.iter().copied());
    let held = (0..before.len()).filter(|place| {
        let others = before.iter().enumerate().filter(|(other, _)| other != place);
        let (off, variance) = before[*place];
        off.abs() <= self::reach(variance, others.map(|(_, one)| *one))
    });
    let decimal = |ratio: f64| {
        let scale = 10_f64.powi(PLACES.into());
        Decimal::new((ratio.clamp(0.0, 1.0) * scale).round() as i64, PLACES)
    };
    let ratio = expected.ratio;
    Some(Ends {
        expected: decimal(ratio),
        low: decimal(ratio - reach),
        high: decimal(ratio + reach),
        tested: before.len() as u64,
        held: held.count() as u64,
    })
}

/// Half of the range: the variance of the month itself, and how far off other months were beyond theirs.
fn reach(variance: f64, others: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (mut beyond, mut number) = (0.0, 0_usize);
    for (off, variance) in others {
        beyond += off * off - variance;
        number += 1;
    }
    let between = if number > 0 { (beyond / number as f64).max(0.0) } else { 0.0 };
    STUDENT_90[number.clamp(1, STUDENT_90.len()) - 1] * (variance + between).sqrt()
}

/// Where a month ends as seen from its point, learnt from the others; absent without dossiers, or with fewer than
/// two months to learn from.
fn expected(own: &Body<'_>, whole: &Body<'_>, month: usize) -> Option<Expected> {
    let (mut cases, mut in_time, mut variance) = (0.0, 0.0, 0.0);
    for ((procedure, age), counted) in &own.by_procedure {
        let at = counted.at(month);
        if at.cases == 0 || *age == Age::Later {
            continue;
        }
        let number = at.cases as f64;
        cases += number;
        if *age == Age::Settled {
            in_time += at.in_time as f64;
            continue;
        }
        let known = own.learnt(own.by_procedure.get(&(*procedure, *age)), month);
        let known = Some(known).filter(|known| known.cases >= FEWEST);
        let of_unit = || own.learnt(own.by_age.get(age), month);
        let known = known.or_else(|| Some(of_unit()).filter(|known| known.cases >= FEWEST));
        let known = known.unwrap_or_else(|| whole.learnt(whole.by_age.get(age), month));
        in_time += number * share(known, *age);
        variance += spread(number, known);
    }
    let months = own.months(month);
    if months.len() < 2 {
        return None;
    }
    // What is still to be received: as many as in the months before, and as often in time.
    let later = own.by_age.get(&Age::Later);
    let received = |month: usize| later.map_or(0, |later| later.at(month).cases) as f64;
    let number = months.len() as f64;
    let mean = months.iter().map(|month| received(*month)).sum::<f64>() / number;
    let squares = months.iter().map(|month| (received(*month) - mean).powi(2)).sum::<f64>();
    let known = own.learnt(later, month);
    let of_later = share(known, Age::Later);
    cases += mean;
    in_time += mean * of_later;
    if cases <= 0.0 {
        return None;
    }
    let ratio = in_time / cases;
    variance += spread(mean, known);
    variance += squares / (number - 1.0) * (1.0 + 1.0 / number) * (of_later - ratio).powi(2);
    Some(Expected { ratio, variance: variance / (cases * cases) })
}

/// The share in time; without any to learn from, as the dossier stands.
fn share(known: Cell, age: Age) -> f64 {
    match known.cases {
        0 => f64::from(u8::from(age != Age::Open(Left::Overdue))),
        cases => known.in_time as f64 / cases as f64,
    }
}

/// The variance of how many of a number are in time: of each by itself, and of the share that was learnt. One more
/// case that was in time by half keeps a share that was always 0 or 1 from looking certain.
fn spread(number: f64, known: Cell) -> f64 {
    let cases = known.cases as f64 + 1.0;
    let share = (known.in_time as f64 + 0.5) / cases;
    let one = share * (1.0 - share);
    number * one + number * number * one / (cases + 1.0)
}

#[cfg(test)]
mod tests;
