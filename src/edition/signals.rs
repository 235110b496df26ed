//! What two years of months say of a unit's score and ratios: the months since the unit is what it is now, judged
//! as an XmR chart (`domain/xmr.rs`). They are the values that the audience of the view is shown, with two
//! decimals, so that everyone can work it out again from the charts. A month that is not complete, one that may
//! still change, one that is withheld, and a ratio of few cases are gaps.

use super::{reorganisations::Reorganisations, view::TrendMonth};
use crate::{
    count::flow,
    domain::{
        number::Decimal,
        points::Points,
        reliability::FEW,
        xmr::{self, Judged, Limits, State},
    },
    rules::{
        Indicator,
        rule_set::{ChildUnits, ScoreRule},
    },
    score::period_result::PeriodResult,
};

/// Decimals of values as charts show them.
const PLACES: u8 = 2;
/// Those of means and limits: of what lies just beyond a limit one sees that it does.
const FINE: u8 = 4;

/// Two years of months, and where units became others within them.
pub struct Signals<'a> {
    months: &'a [TrendMonth<'a>],
    reorganisations: &'a Reorganisations,
}

/// What a series says.
pub struct Signal {
    /// The value of the newest month as it is shown.
    pub value: Option<Decimal>,
    pub newest: State,
    pub judged: Judged,
}

/// The mean of a series and its natural limits, no further than a value can lie: from 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    pub mean: Decimal,
    pub lower: Decimal,
    pub upper: Decimal,
}

impl Band {
    fn of(limits: &Limits) -> Option<Self> {
        let within = |end: Decimal| end.max(Decimal::hundredths(0)).min(Decimal::ALL);
        Some(Self {
            mean: limits.mean(FINE)?,
            lower: within(limits.lower(FINE)?),
            upper: within(limits.upper(FINE)?),
        })
    }
}

impl Signal {
    pub fn band(&self) -> Option<Band> {
        self.judged.limits.as_ref().and_then(Band::of)
    }

    /// Whether any month has a value to judge, or the newest one to show.
    pub fn is_known(&self) -> bool {
        self.judged.months > 0 || self.value.is_some()
    }
}

impl<'a> Signals<'a> {
    pub fn of(months: &'a [TrendMonth<'a>], reorganisations: &'a Reorganisations) -> Self {
        Self { months, reorganisations }
    }

    /// The score of a unit.
    pub fn of_score(&self, unit: u32) -> Signal {
        self.judge(unit, |month| score(month, unit), |_| false)
    }

    /// The ratio of a unit under the indicator at this place.
    pub fn of_ratio(&self, unit: u32, place: usize) -> Signal {
        let few = |month: &PeriodResult| {
            let cases = month.scores[unit as usize].cells[place].fraction();
            cases.is_some_and(|(_, cases)| cases < FEW)
        };
        self.judge(unit, |month| ratio(month, unit, place), few)
    }

    fn judge(
        &self,
        unit: u32,
        value: impl Fn(&PeriodResult) -> Option<Decimal>,
        is_few: impl Fn(&PeriodResult) -> bool,
    ) -> Signal {
        let settled =
            |month: &PeriodResult| !month.counts.provisional && month.counts.coverage.is_complete();
        let values: Vec<Option<Decimal>> = self
            .months
            .iter()
            .map(|(_, month)| {
                month.filter(|month| settled(month) && !is_few(month)).and_then(&value)
            })
            .collect();
        let begun = self.reorganisations.of_unit(unit, self.months).last();
        let judged = xmr::judge(&values, begun.map_or(0, |(at, _)| at));
        let newest = self.months.last().and_then(|(_, month)| *month);
        let shown = newest.and_then(&value);
        let state = match (shown, newest) {
            (Some(_), Some(newest)) if !settled(newest) => State::Provisional,
            (Some(_), Some(newest)) if is_few(newest) => State::Few,
            (Some(_), _) => judged.states.last().copied().flatten().unwrap_or(State::NotEnough),
            (None, _) => State::NoValue,
        };
        Signal { value: shown, newest: state, judged }
    }
}

/// The score of a unit in a month; absent where it had no dossier in hand.
pub fn score(month: &PeriodResult, unit: u32) -> Option<Decimal> {
    let unit = unit as usize;
    let in_hand = flow::in_hand(&month.counts.flows[unit]);
    let shown = in_hand > 0 || month.counts.flow_suppressed[unit];
    month.scores[unit].score.filter(|_| shown).map(Decimal::from)
}

/// The ratio of a unit in a month, in percent; absent where it has none.
pub fn ratio(month: &PeriodResult, unit: u32, place: usize) -> Option<Decimal> {
    let (numerator, denominator) = month.scores[unit as usize].cells[place].fraction()?;
    Decimal::percent(numerator, denominator, PLACES)
}

/// Whether the ratio of a unit is one of its own that brings points.
pub fn is_judged(indicator: &Indicator, unit: u32) -> bool {
    let is_own = unit == 0 || indicator.child_units == ChildUnits::Own;
    indicator.score != ScoreRule::Info && indicator.max > Points::ZERO && is_own
}
