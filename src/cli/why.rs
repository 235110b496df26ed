//! `chiso why`: what moved the points of an indicator, or of all of them, between two periods. Each term is an
//! exact fraction; what is shown has four decimals, and the terms as they are shown sum to the change as it is
//! published.

mod json;
mod text;
mod words;

use super::{
    args::{Common, Format, WhyWish},
    clock,
    exit_code::{Code, Stop},
    named,
    output::{out, outln},
    settings,
};
use crate::{
    domain::{fraction::Fraction, points::Points},
    pipeline::{
        Job,
        registers::Registers,
        why::{Reading, Why, weights::Weight},
    },
    rules::{Indicator, RuleSet, rule_set::ScoreRule},
    score::why::{Change, Terms, UnitChange},
};
use words::Words;

/// The name that stands for all indicators together.
const SCORE: &str = "score";
/// How many procedures and units are named.
const NAMED: usize = 3;
/// Decimals of a term.
const PLACES: u8 = 4;

pub fn why(common: &Common, wish: &WhyWish) -> Result<Code, Stop> {
    let from = settings::period_of("--from", &wish.from)?;
    let to = settings::period_of("--to", &wish.to)?;
    let job = settings::load(common)?;
    let now = clock::now(job.zone)?;
    let reading = |period, as_of| -> Result<Reading, Stop> {
        Ok(Reading { period, cut_off: settings::cut_off(as_of, period, now)? })
    };
    let (then, now) =
        (reading(from, wish.as_of_from.as_deref())?, reading(to, wish.as_of_to.as_deref())?);
    clock::warn_of_old_lake(&job, then.cut_off.max(now.cut_off));
    let earlier = wish.rules_from.as_deref().map(|name| {
        let rules = settings::rule_set(name, &job.base).map_err(|faults| {
            Stop::new(Code::Configuration, format!("--rules-from {}", faults.join("\n")))
        })?;
        Ok::<Job, Stop>(Job { rules, ..job.clone() })
    });
    let earlier = earlier.transpose()?;
    let rules: [&RuleSet; 2] = [&job.rules, &earlier.as_ref().unwrap_or(&job).rules];
    let known = &rules[..if rules[0].id == rules[1].id { 1 } else { 2 }];
    let indicator = match wish.indicator.as_str() {
        SCORE => None,
        id => Some(with_points(named::indicator(known, id, common.lang)?)?),
    };
    let registers = Registers::open(&job)?;
    let unit = named::unit(&registers.units, &wish.unit, to)?;
    let why = Why::open(earlier.as_ref(), &job, &registers, then, now)?;
    let about = match indicator {
        Some(indicator) => About::Indicator(indicator, Box::new(why.change(unit, &indicator.id)?)),
        None => About::Score(Box::new(why.total(unit)?)),
    };
    let shown = Shown {
        registers: &registers,
        why: &why,
        rules: [rules[1], rules[0]],
        readings: [then, now],
        unit,
        about: &about,
        words: Words { lang: common.lang },
    };
    match common.format {
        Format::Json => outln!("{}", shown.json()),
        Format::Text => out!("{}", shown.text()),
    }
    Ok(Code::Done)
}

/// Refuses what has no points that could move.
fn with_points(indicator: &Indicator) -> Result<&Indicator, Stop> {
    if indicator.score != ScoreRule::Info {
        return Ok(indicator);
    }
    let what = format!(
        "{} is shown without points, so that none can move; `chiso explain` shows its figures",
        indicator.id
    );
    Err(Stop::new(Code::Usage, what))
}

/// What moved.
enum About<'a> {
    Indicator(&'a Indicator, Box<Change>),
    Score(Box<UnitChange<'a>>),
}

struct Shown<'a> {
    registers: &'a Registers,
    why: &'a Why<'a>,
    /// Of the earlier and of the later period, as are the readings.
    rules: [&'a RuleSet; 2],
    readings: [Reading; 2],
    unit: u32,
    about: &'a About<'a>,
    words: Words,
}

impl Shown<'_> {
    fn unit_id(&self) -> &str {
        &self.registers.units.get(self.unit).id
    }

    fn unit_name(&self) -> &str {
        &self.registers.units.get(self.unit).on(self.why.now().named_on).name
    }

    /// The unit whose figure the unit shows, where it is another one.
    fn inherited(&self) -> Option<&str> {
        let About::Indicator(indicator, _) = self.about else { return None };
        let carrier = indicator.carrier(self.unit);
        (carrier != self.unit).then(|| self.registers.units.get(carrier).id.as_str())
    }

    /// Of the points.
    fn terms(&self) -> &Terms {
        match self.about {
            About::Indicator(_, change) => &change.points,
            About::Score(of) => &of.total.points,
        }
    }

    /// Of the points that can be had.
    fn available(&self) -> &Terms {
        match self.about {
            About::Indicator(_, change) => &change.available,
            About::Score(of) => &of.total.available,
        }
    }

    /// Of the score out of 100.
    fn out_of_hundred(&self) -> Option<&Terms> {
        match self.about {
            About::Indicator(..) => None,
            About::Score(of) => of.total.score.as_ref(),
        }
    }

    /// The procedures that weigh most.
    fn procedures(&self) -> Vec<Weight> {
        match self.about {
            About::Indicator(indicator, change) => heaviest(self.why.procedures(indicator, change)),
            About::Score(_) => Vec::new(),
        }
    }

    /// The units below that weigh most.
    fn units(&self) -> Vec<Weight> {
        match self.about {
            About::Indicator(indicator, change) => {
                heaviest(self.why.units(indicator.carrier(self.unit), change))
            }
            About::Score(_) => Vec::new(),
        }
    }

    /// The indicators behind a total that moved, the largest change first.
    fn moved(&self) -> Vec<&(&Indicator, Change)> {
        let About::Score(of) = self.about else { return Vec::new() };
        let moves = |(_, change): &&(&Indicator, Change)| {
            [&change.points, &change.available].iter().any(|terms| *terms != &Terms::default())
        };
        let mut moved: Vec<_> = of.indicators.iter().filter(moves).collect();
        moved.sort_by_key(|(_, change)| std::cmp::Reverse(points_change(change).0.abs()));
        moved
    }
}

/// Those that contribute anything, as many as are named.
fn heaviest(weights: Vec<Weight>) -> Vec<Weight> {
    let mut weights = weights;
    weights.retain(|weight| weight.points() != Fraction::zero());
    weights.truncate(NAMED);
    weights
}

/// Published points now less those then.
fn points_change(change: &Change) -> Points {
    let [then, now] = [change.then, change.now]
        .map(|scored| scored.and_then(|scored| scored.points).unwrap_or_default());
    now - then
}
