//! `chiso explain`: one cell as an account, from rows read to points. With `--dossiers` it names
//! dossiers and is for internal eyes; everything else may be shown to anybody.

mod basis;
mod json;
mod text;
mod words;

use super::{
    args::{Common, Format},
    clock,
    exit_code::{Code, Stop},
    output::{out, outln},
    settings,
};
use crate::{
    domain::{period::Period, text::Lang, unit::Units},
    pipeline::{
        Job,
        explaining::{self, Explaining, Explanation, Scope, Standing},
        registers::Registers,
    },
    rules::Indicator,
};
use words::Words;

/// What was asked for.
#[derive(Debug)]
pub struct Question<'a> {
    pub unit: &'a str,
    pub indicator: &'a str,
    pub month: &'a str,
    pub as_of: Option<&'a str>,
    pub dossiers: bool,
}

pub fn explain(common: &Common, question: &Question<'_>) -> Result<Code, Stop> {
    let period = settings::period(question.month)?;
    let job = settings::load(common)?;
    let cut_off = settings::cut_off(question.as_of, period, clock::now(job.zone)?)?;
    clock::warn_of_old_lake(&job, cut_off);
    let indicator = job
        .rules
        .indicator(question.indicator)
        .ok_or_else(|| unknown_indicator(&job, question.indicator, common.lang))?;
    let registers = Registers::open(&job)?;
    let unit = registers
        .units
        .find(question.unit)
        .ok_or_else(|| unknown_unit(&registers.units, question.unit, period))?;
    let scope = Scope::Unit(explaining::carrier(indicator, unit));
    let explaining = Explaining::open(&job, &registers, period, cut_off, scope, question.dossiers)?;
    let explanation = explaining.explain(unit, indicator)?;
    let shown = Shown {
        job: &job,
        units: &registers.units,
        explaining: &explaining,
        explanation: &explanation,
        indicator,
        period,
        words: Words { lang: common.lang, subject: indicator.counts },
        dossiers: question.dossiers,
    };
    match common.format {
        Format::Json => outln!("{}", shown.json()),
        Format::Text => out!("{}", shown.text()),
    }
    Ok(Code::Done)
}

fn unknown_indicator(job: &Job, asked: &str, lang: Lang) -> Stop {
    let known: Vec<String> = job
        .rules
        .indicators
        .iter()
        .map(|known| format!("  {:34} {}", known.id, known.title.get(lang)))
        .collect();
    let head = format!("{asked:?} is not an indicator of {}; known are:", job.rules.id);
    Stop::new(Code::Usage, format!("{head}\n{}", known.join("\n")))
}

pub(super) fn unknown_unit(units: &Units, asked: &str, period: Period) -> Stop {
    let known: Vec<String> = units
        .iter()
        .map(|unit| format!("  {:16} {}", unit.id, unit.on(period.first_day()).name))
        .collect();
    Stop::new(Code::Usage, format!("{asked:?} is not a unit; known are:\n{}", known.join("\n")))
}

struct Shown<'a> {
    job: &'a Job,
    units: &'a Units,
    explaining: &'a Explaining<'a>,
    explanation: &'a Explanation,
    indicator: &'a Indicator,
    period: Period,
    words: Words,
    dossiers: bool,
}

impl Shown<'_> {
    /// Where the unit stands in its cohort.
    fn standing(&self) -> Option<Standing> {
        self.explaining.standing(self.explanation.unit, self.indicator)
    }

    /// The authority, where the unit only carries its figure.
    fn inherited(&self) -> Option<&str> {
        let explanation = self.explanation;
        let carrier = explanation.carrier;
        (explanation.unit != carrier).then(|| self.units.get(carrier).id.as_str())
    }
}
