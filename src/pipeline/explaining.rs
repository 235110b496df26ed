//! One cell as an account: from rows read through every exclusion to denominator, numerator and
//! points. The figures are those of `counting`; the account walks the same rows beside it, and one
//! that does not close on the counted figures is a fault of the program. Everything comes from the
//! lake.

mod basis;
mod beside;
mod chain;
mod ledger;
mod material;
mod walk;

use super::{counting, failure::Failure, job::Job, judging::Judging, registers::Registers};
use crate::{
    count::{
        cells::national_total,
        lacking::{self, Lacking},
    },
    domain::{cell::Status, period::Period, time::LocalTime},
    edition::manifest::Input,
    judge::Window,
    rules::{
        Indicator,
        rule_set::{Measure, ScoreRule},
    },
    schema::facts::Subject,
    score::{
        breakdown::{Breakdown, breakdown},
        certainty::Ranks,
        period_result::PeriodResult,
        points::Scored,
    },
};
pub use basis::Basis;
pub use beside::Beside;
pub use ledger::{Reason, Stage, Step};
use material::{Gathering, Material};

/// A cell explained.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The unit asked for, by its place in the list of units.
    pub unit: u32,
    /// The unit whose rows are walked through: the authority where the unit carries its figure.
    pub carrier: u32,
    pub scored: Scored,
    pub breakdown: Option<Breakdown>,
    /// Empty where there is no value.
    pub steps: Vec<Step>,
    /// What was read beside the cases and decides them; empty where there is no value.
    pub beside: Vec<Beside>,
    /// What to give so that there is a value; empty where there is one.
    pub lacking: Vec<Lacking>,
    /// Of the measure `larger_of`.
    pub larger_of: Option<LargerOf>,
    /// What lost the point, by reason and then by number; empty where it was not asked for.
    pub lost: Vec<Lost>,
}

/// The two numbers of which the larger is the denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LargerOf {
    pub rows: u64,
    pub national_total: u64,
}

/// A dossier, petition or procedure that lost the point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    pub id: String,
    pub reason: Reason,
    /// Of a dossier whose procedure the catalogue has.
    pub basis: Option<Basis>,
}

/// Whose rows are made ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Every unit can be explained.
    AllUnits,
    /// Only this unit; less memory.
    Unit(u32),
}

/// Where a unit stands among those it is ranked beside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub cohort: String,
    pub rank: u32,
    pub ranked_units: u32,
    /// The ranks that chance leaves open.
    pub among: Ranks,
    /// The indicator counts for the rank: every ranked unit of the cohort has it.
    pub compared: bool,
}

/// A period made ready for explanations.
pub struct Explaining<'a> {
    job: &'a Job,
    registers: &'a Registers,
    accounts: Vec<Input>,
    counted: PeriodResult,
    dossiers: Material,
    petitions: Material,
    announcements: Material,
    procedures: Material,
}

impl<'a> Explaining<'a> {
    /// Reads the lake and counts the period. With `ids` the explanations name what lost the point.
    pub fn open(
        job: &'a Job,
        registers: &'a Registers,
        period: Period,
        cut_off: LocalTime,
        scope: Scope,
        ids: bool,
    ) -> Result<Self, Failure> {
        job.check_period(period, period)?;
        let accounts = registers.accounts()?;
        let mut counted =
            counting::count(job, registers, &[period], &[], cut_off, None, &|_| ())?.periods;
        let counted = counted.pop().ok_or_else(|| Failure::Count("no period".into()))?;
        let gathering = Gathering {
            judging: Judging::new(job, registers),
            window: Window::new(period, cut_off),
        };
        let tree = &counted.counts.tree;
        let keep = |unit: u32| match scope {
            Scope::AllUnits => true,
            Scope::Unit(above) => tree.upwards(unit).any(|found| found == above),
        };
        Ok(Self {
            dossiers: gathering.dossiers(&keep, ids)?,
            petitions: gathering.petitions()?,
            announcements: gathering.announcements()?,
            procedures: gathering.procedures(tree)?,
            job,
            registers,
            accounts,
            counted,
        })
    }

    pub fn provisional(&self) -> bool {
        self.counted.counts.provisional
    }

    /// The name of a unit as the period has it.
    pub fn name_of(&self, unit: u32) -> &str {
        &self.registers.units.get(unit).on(self.counted.named_on).name
    }

    /// The place of a unit in its cohort; absent where it is not ranked.
    pub fn standing(&self, unit: u32, indicator: &Indicator) -> Option<Standing> {
        let (scores, rules) = (&self.counted.scores, &self.job.rules.indicators);
        let own = &scores[unit as usize];
        let (rank, cohort) = (own.rank?, own.cohort.as_ref()?);
        let place = rules.iter().position(|known| known.id == indicator.id)?;
        let mut ranked =
            scores.iter().filter(|of| of.rank.is_some() && of.cohort.as_ref() == Some(cohort));
        Some(Standing {
            cohort: cohort.id(),
            rank: rank.rank,
            ranked_units: rank.ranked_units,
            among: rank.among,
            compared: ranked.all(|of| of.cells[place].available),
        })
    }

    /// Explains one cell; an account that does not close is `Failure::Accounts`.
    pub fn explain(&self, unit: u32, indicator: &Indicator) -> Result<Explanation, Failure> {
        let known = self.job.rules.indicators.iter();
        let cells = &self.counted.scores[unit as usize].cells;
        let scored = known.zip(cells).find(|(known, _)| known.id == indicator.id);
        let scored = *scored.map(|(_, scored)| scored).ok_or_else(|| {
            Failure::Count(format!("{} is not an indicator of {}", indicator.id, self.job.rules.id))
        })?;
        let mut explanation = Explanation {
            unit,
            carrier: indicator.carrier(unit),
            scored,
            breakdown: breakdown(indicator, &scored),
            steps: Vec::new(),
            beside: Vec::new(),
            lacking: Vec::new(),
            larger_of: None,
            lost: Vec::new(),
        };
        match scored.status {
            Status::NotApplicable => {}
            Status::MissingSource => {
                explanation.lacking = self.lacking(indicator, explanation.carrier)?;
                if explanation.lacking.is_empty() {
                    return Err(self.open_account(unit, indicator, "nothing is lacking"));
                }
            }
            _ => self.account(indicator, &mut explanation)?,
        }
        Ok(explanation)
    }

    fn account(&self, indicator: &Indicator, into: &mut Explanation) -> Result<(), Failure> {
        let walk = self.walk(indicator, into.carrier)?;
        let found = (walk.numerator, walk.denominator);
        if walk.ledger.broken || into.scored.counts != Some(found) {
            let what = format!(
                "the account comes to {} of {}, counted are {:?}",
                found.0, found.1, into.scored.counts
            );
            return Err(self.open_account(into.unit, indicator, &what));
        }
        into.steps = walk.ledger.steps;
        into.beside = beside::beside(indicator, &self.accounts);
        into.larger_of = walk.larger_of;
        if indicator.score != ScoreRule::Info {
            into.lost = walk.lost;
        }
        Ok(())
    }

    /// What the inputs lack, else what the rows of the unit or its totals lack.
    fn lacking(&self, indicator: &Indicator, carrier: u32) -> Result<Vec<Lacking>, Failure> {
        let mut lacking = lacking::inputs(indicator, &self.registers.given);
        if lacking.is_empty() && indicator.counts == Subject::Dossiers {
            if let Some(requires) = &indicator.requires {
                let rows = self.rows_without(indicator, requires, carrier)?;
                if rows > 0 {
                    lacking.push(Lacking::Rows { requires: requires.clone(), rows });
                }
            }
            if indicator.measure == Measure::LargerOf && self.national_total(carrier).is_none() {
                lacking.push(Lacking::NationalTotal);
            }
        }
        Ok(lacking)
    }

    fn national_total(&self, unit: u32) -> Option<u64> {
        let units = &self.registers.units;
        let own: Vec<u32> = (0..units.len() as u32).collect();
        national_total(&self.registers.totals, units, &own, unit, self.counted.counts.period)
    }

    fn open_account(&self, unit: u32, indicator: &Indicator, what: &str) -> Failure {
        Failure::Accounts(format!(
            "the account of {} for {} does not close: {what}. The inputs may have changed while it was drawn up; run \
             `chiso run` again, and if it stays, report it as a fault of the program",
            indicator.id,
            self.registers.units.get(unit).id
        ))
    }
}
