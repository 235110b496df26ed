//! Whether a month says something: an XmR chart of a series of months. From the mean and the mean moving
//! range follow the natural limits of the process, within which months differ for no reason worth asking
//! after; four rules find what does not. It follows the "making data count" charts of the NHS
//! (NHSRplotthedots), whose published values a test reproduces. Everything is exact: a mean, a limit and
//! every comparison is a fraction of whole numbers, rounded once where it is written.

use super::number::Decimal;

/// Below this many months nothing is judged.
pub const ENOUGH: usize = 13;
/// So many months in a row on one side of the mean, or rising, or falling, are no chance.
const RUN: usize = 7;
/// The limits lie 2.66 mean moving ranges from the mean: 3 of d₂ = 1.128, rounded as usage has it.
const LIMIT: i128 = 266;
/// Moving ranges from 3.267 times their mean on (D₄) are left out when they are screened.
const SCREEN: i128 = 3_267;

/// What a month of a series says. Low and down are of the values themselves, whatever is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// There are fewer than thirteen months to judge by.
    NotEnough,
    /// The month has no value.
    NoValue,
    /// The month has a value that may still change: it is not judged.
    Provisional,
    /// The month has a ratio of too few cases to make anything of it.
    Few,
    /// Within what months differ by anyway.
    Common,
    /// Beyond a limit.
    OutsideLow,
    OutsideHigh,
    /// One of seven or more in a row on one side of the mean.
    ShiftLow,
    ShiftHigh,
    /// One of seven or more in a row, each lower or each higher than the one before.
    TrendDown,
    TrendUp,
    /// One of two out of three in a row that are beyond two thirds of the way to the same limit.
    NearLow,
    NearHigh,
}

impl State {
    pub const ALL: [Self; 13] = [
        Self::NotEnough,
        Self::NoValue,
        Self::Provisional,
        Self::Few,
        Self::Common,
        Self::OutsideLow,
        Self::OutsideHigh,
        Self::ShiftLow,
        Self::ShiftHigh,
        Self::TrendDown,
        Self::TrendUp,
        Self::NearLow,
        Self::NearHigh,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotEnough => "not_enough",
            Self::NoValue => "no_value",
            Self::Provisional => "provisional",
            Self::Few => "few",
            Self::Common => "common",
            Self::OutsideLow => "outside_low",
            Self::OutsideHigh => "outside_high",
            Self::ShiftLow => "shift_low",
            Self::ShiftHigh => "shift_high",
            Self::TrendDown => "trend_down",
            Self::TrendUp => "trend_up",
            Self::NearLow => "near_low",
            Self::NearHigh => "near_high",
        }
    }

    /// Whether it is a signal: a reason to ask what happened.
    pub const fn is_signal(self) -> bool {
        !matches!(
            self,
            Self::NotEnough | Self::NoValue | Self::Provisional | Self::Few | Self::Common
        )
    }
}

/// Mean and natural limits of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The sum of the values in units of their last decimal, how many there are, and their decimals.
    sum: i128,
    values: i128,
    places: u8,
    /// The sum of the moving ranges and how many there are.
    ranges: i128,
    pairs: i128,
}

impl Limits {
    /// Those of the values with nothing left out of the moving ranges. A moving range is the difference
    /// of two months next to each other; there is none across a gap. Absent where no two are.
    pub fn of(months: &[Option<Decimal>]) -> Option<Self> {
        Self::from_ranges(months, |_, _, _| true)
    }

    /// The same without moving ranges at or above 3.267 times their mean, as those charts have it by default.
    /// `judge` does not: where most months are equal, as ratios of 100 % often are, what is left is next to
    /// nothing while the mean is still drawn to the month that differs, and every usual month lies outside.
    pub fn screened(months: &[Option<Decimal>]) -> Option<Self> {
        Self::from_ranges(months, |range, sum, pairs| {
            sum == 0 || 1_000 * range * pairs < SCREEN * sum
        })
    }

    fn from_ranges(
        months: &[Option<Decimal>],
        is_kept: impl Fn(i128, i128, i128) -> bool,
    ) -> Option<Self> {
        let places = months.iter().flatten().map(|value| value.places).max()?;
        let units = |value: &Decimal| i128::from(value.units_at(places));
        let values: Vec<i128> = months.iter().flatten().map(units).collect();
        let range = |pair: &[Option<Decimal>]| {
            let (before, now) = (pair[0].as_ref()?, pair[1].as_ref()?);
            Some((units(now) - units(before)).abs())
        };
        let all: Vec<i128> = months.windows(2).filter_map(range).collect();
        let (sum, pairs) = (all.iter().sum(), all.len() as i128);
        // The smallest is no more than the mean: some are always left.
        let kept: Vec<i128> = all.into_iter().filter(|one| is_kept(*one, sum, pairs)).collect();
        let limits = Self {
            sum: values.iter().sum(),
            values: values.len() as i128,
            places,
            ranges: kept.iter().sum(),
            pairs: kept.len() as i128,
        };
        (!kept.is_empty()).then_some(limits)
    }

    /// The mean, rounded half up.
    pub fn mean(&self, places: u8) -> Option<Decimal> {
        Decimal::ratio(self.sum, self.values * self.one(), places)
    }

    /// The lower limit; it may lie where no value can.
    pub fn lower(&self, places: u8) -> Option<Decimal> {
        self.away(-1, places)
    }

    /// The upper limit; it may lie where no value can.
    pub fn upper(&self, places: u8) -> Option<Decimal> {
        self.away(1, places)
    }

    fn away(&self, side: i128, places: u8) -> Option<Decimal> {
        let above = self.sum * 100 * self.pairs + side * LIMIT * self.ranges * self.values;
        Decimal::ratio(above, self.values * 100 * self.pairs * self.one(), places)
    }

    const fn one(&self) -> i128 {
        10_i128.pow(self.places as u32)
    }

    /// On which side of the mean a value lies, -1, 0 or 1, and how many thirds of the way to the limit it
    /// is beyond: 0, 2 or 3. On a limit, or on the mark of two thirds, is within.
    fn place(&self, value: Decimal) -> (i128, u8) {
        let above = i128::from(value.units_at(self.places)) * self.values - self.sum;
        let (off, limit) = (above.abs() * 100 * self.pairs, LIMIT * self.ranges * self.values);
        let thirds = match () {
            () if off > limit => 3,
            () if 3 * off > 2 * limit => 2,
            () => 0,
        };
        (above.signum(), thirds)
    }
}

/// A series of months, judged from a month on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The month from which on the series is one process; nothing before it is judged.
    pub from: usize,
    /// How many values there are from that month on.
    pub months: usize,
    /// Absent where months are too few.
    pub limits: Option<Limits>,
    /// What each month says; absent where it has no value, lies before the process, or is not judged.
    pub states: Vec<Option<State>>,
}

/// Judges the months from `from` on, where what is measured became what it is now. A month without a value
/// is a gap: runs and moving ranges do not reach across it. Of several rules that find a month the first
/// of these is told: outside, shift, trend, near. A month beyond a limit is beyond two thirds of the way,
/// too. Where all moving ranges are zero the limits lie on the mean: equal values are no signal, and one
/// that differs lies outside.
pub fn judge(months: &[Option<Decimal>], from: usize) -> Judged {
    let from = from.min(months.len());
    let own = &months[from..];
    let known = own.iter().flatten().count();
    let limits = Limits::of(own).filter(|_| known >= ENOUGH);
    let mut states = vec![None; months.len()];
    if let Some(limits) = &limits {
        let places: Vec<Option<(i128, u8)>> =
            own.iter().map(|value| value.map(|value| limits.place(value))).collect();
        let sides: Vec<i128> =
            places.iter().map(|place| place.map_or(0, |(side, _)| side)).collect();
        let (shifts, trends) = (runs(&sides), trends(own));
        for (at, place) in places.iter().enumerate() {
            let Some((side, thirds)) = *place else { continue };
            let by_side = |side: i128, low, high| if side < 0 { low } else { high };
            states[from + at] = Some(match () {
                () if thirds == 3 => by_side(side, State::OutsideLow, State::OutsideHigh),
                () if shifts[at] => by_side(side, State::ShiftLow, State::ShiftHigh),
                () if trends[at] != 0 => by_side(trends[at], State::TrendDown, State::TrendUp),
                () if is_near(&places, at) => by_side(side, State::NearLow, State::NearHigh),
                () => State::Common,
            });
        }
    }
    Judged { from, months: known, limits, states }
}

/// Which places belong to seven or more in a row that are not 0 and the same.
fn runs(sides: &[i128]) -> Vec<bool> {
    let mut found = Vec::with_capacity(sides.len());
    for run in sides.chunk_by(|a, b| a == b) {
        found.resize(found.len() + run.len(), run[0] != 0 && run.len() >= RUN);
    }
    found
}

/// Which values belong to seven or more that rise or fall throughout: 1 where they rise, -1 where they fall.
pub fn trends(months: &[Option<Decimal>]) -> Vec<i128> {
    let step = |pair: &[Option<Decimal>]| match (pair[0], pair[1]) {
        (Some(before), Some(now)) => now.cmp(&before) as i128,
        _ => 0,
    };
    let steps: Vec<i128> = months.windows(2).map(step).collect();
    let mut found = vec![0; months.len()];
    let mut at = 0;
    for run in steps.chunk_by(|a, b| a == b) {
        // One step fewer than values.
        if run[0] != 0 && run.len() + 1 >= RUN {
            found[at..=at + run.len()].fill(run[0]);
        }
        at += run.len();
    }
    found
}

/// Whether a month is one of two of three in a row that are beyond two thirds of the way on one side.
fn is_near(places: &[Option<(i128, u8)>], at: usize) -> bool {
    let of = |n: usize| places.get(n).copied().flatten().filter(|(_, thirds)| *thirds >= 2);
    let Some((own, _)) = of(at) else { return false };
    let threes = (at.saturating_sub(2)..=at).filter(|first| {
        // A gap among the three breaks them.
        (*first..first + 3).all(|n| places.get(n).is_some_and(Option::is_some))
    });
    let near =
        |first: usize| (first..first + 3).filter(|n| of(*n).is_some_and(|(side, _)| side == own));
    threes.into_iter().any(|first| near(first).count() >= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(text: &str) -> Vec<Option<Decimal>> {
        text.split(' ').map(|value| Decimal::parse(value, 2)).collect()
    }

    fn states(text: &str) -> Vec<&'static str> {
        let states = judge(&series(text), 0).states;
        states.into_iter().map(|state| state.map_or("", State::as_str)).collect()
    }

    /// One more at each end than seven: enough months, half of them on each side of 5.
    const EVEN: &str = "4 6 4 6 4 6 4 6 4 6 4 6";

    fn last(ends: &str) -> &'static str {
        states(&format!("{EVEN} {ends}")).last().copied().unwrap_or_default()
    }

    #[test]
    fn limits_are_those_of_the_published_series() {
        let months = series("1 2 1 2 10 1 2 1 2 1 2 1 2 1 2 1 2 1");
        let told = |limits: Limits| {
            [limits.mean(6), limits.upper(6), limits.lower(6)].map(|end| end.unwrap().to_string())
        };
        assert_eq!(told(Limits::of(&months).unwrap()), ["1.944444", "6.951503", "-3.062614"]);
        assert_eq!(told(Limits::screened(&months).unwrap()), ["1.944444", "4.604444", "-0.715556"]);
    }

    #[test]
    fn seven_that_rise_are_a_trend_and_two_alike_among_them_break_it() {
        assert_eq!(trends(&series("1 2 3 4 5 6 7")), [1; 7]);
        assert_eq!(trends(&series("1 2 3 3 4 5 6")), [0; 7]);
        assert_eq!(trends(&series("9 7 6 5 4 3 2 1")), [-1; 8]);
        assert_eq!(trends(&series("1 2 3 - 4 5 6 7")), [0; 8], "not across a gap");
        assert_eq!(trends(&series("2 1 2 3 4 5 6 7")), [0, 1, 1, 1, 1, 1, 1, 1]);
    }

    #[test]
    fn twelve_months_are_not_judged_and_thirteen_are() {
        assert!(states(EVEN).iter().all(|state| state.is_empty()));
        assert_eq!(judge(&series(EVEN), 0).limits, None);
        assert_eq!(last("5"), "common");
        assert_eq!(judge(&[], 0).months, 0);
        assert_eq!(judge(&series("5"), 7).months, 0, "begins behind the last month");
    }

    #[test]
    fn a_month_outside_is_a_signal_and_one_on_the_limit_is_not() {
        assert_eq!(last("20"), "outside_high");
        assert_eq!(last("0"), "common");
        // Without the last, the mean is 5 and the limits 5 ± 5.32.
        let limits = Limits::of(&series(EVEN)).unwrap();
        assert_eq!(limits.place(Decimal::hundredths(1_032)), (1, 2));
        assert_eq!(limits.place(Decimal::hundredths(1_033)), (1, 3));
        assert_eq!(limits.place(Decimal::hundredths(-33)), (-1, 3));
    }

    #[test]
    fn seven_on_one_side_of_the_mean_are_a_shift_and_six_are_not() {
        let six = "4 4 5 4 4 5 6 7 6 7 6 7 2 6 4";
        assert!(!states(six).contains(&"shift_high"), "{:?}", states(six));
        let seven = states("4 5 4 5 4 5 4 7 6 7 6 7 6 7");
        assert_eq!(seven[..7], ["shift_low"; 7]);
        assert_eq!(seven[7..], ["shift_high"; 7]);
        let broken = states("4 5 4 5 4 5 4 7 6 7 - 6 7 6 7");
        assert!(!broken.contains(&"shift_high"), "{broken:?}");
        assert_eq!(broken[10], "", "a gap says nothing");
    }

    #[test]
    fn two_of_three_near_a_limit_are_a_signal_on_one_side_alone() {
        let limits = Limits::of(&series(EVEN)).unwrap();
        // Two thirds of the way lies at 5 ± 3.5466….
        let place = |value: i64| Some(limits.place(Decimal::hundredths(value)));
        assert_eq!([place(854), place(855)], [Some((1, 0)), Some((1, 2))]);
        let [high, low, middle] = [place(900), place(100), place(500)];
        let near = |places: &[Option<(i128, u8)>]| {
            (0..places.len()).map(|at| is_near(places, at)).collect::<Vec<_>>()
        };
        assert_eq!(near(&[middle, high, middle, high]), [false, true, false, true]);
        assert_eq!(near(&[high, middle, middle, high]), [false; 4]);
        assert_eq!(near(&[high, low, middle]), [false; 3]);
        assert_eq!(near(&[high, high]), [false; 2], "three are asked for");
        assert_eq!(near(&[middle, high, None, high]), [false; 4]);
    }

    #[test]
    fn equal_months_are_no_signal_and_one_that_differs_is() {
        let equal = "80 ".repeat(13);
        assert!(states(equal.trim()).iter().all(|state| *state == "common"));
        let one = states(&format!("{equal}81"));
        assert_eq!(one.last(), Some(&"outside_high"));
        assert!(one[..13].iter().all(|state| *state == "shift_low"), "{one:?}");
        let dip = states(&format!("{equal}50 100 100").replace("80", "100"));
        assert_eq!((dip[13], dip[14]), ("outside_low", "common"));
    }

    #[test]
    fn months_before_the_process_began_are_left_out() {
        let months = series(&format!("100 100 {EVEN} 5"));
        let judged = judge(&months, 2);
        assert_eq!((judged.from, judged.months), (2, 13));
        assert_eq!(judged.limits, Limits::of(&months[2..]));
        assert_eq!(judged.states[..2], [None; 2]);
        assert!(judge(&months, 3).limits.is_none(), "twelve are left");
    }

    #[test]
    fn months_apart_from_each_other_have_no_limits() {
        assert_eq!(Limits::of(&series("1 - 2 - 3")), None);
        assert_eq!(Limits::of(&series("-")), None);
    }
}
