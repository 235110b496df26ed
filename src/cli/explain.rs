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
    named,
    output::{out, outln},
    settings,
};
use crate::{
    domain::{period::Period, unit::Units},
    pipeline::{
        Job,
        explaining::{Explaining, Explanation, Scope, Standing},
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
    let indicator = named::indicator(&[&job.rules], question.indicator, common.lang)?;
    let registers = Registers::open(&job)?;
    let unit = named::unit(&registers.units, question.unit, period)?;
    let scope = Scope::Unit(indicator.carrier(unit));
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
