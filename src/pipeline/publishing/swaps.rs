//! What an edition of before was made from beside what is there now, and its figures made again with some of
//! it put back: rows by the files that the parts of the lake are of, units, calendar and catalogue by their versions, the
//! rule set by its text. What the lake has no longer is not put back, and no program but this one can be run.

use std::collections::{BTreeMap, BTreeSet};

use super::{refusal::rule_set, views::source};
use crate::{
    domain::{cohort::Cohorts, period::Period, time::LocalTime},
    edition::{
        changes::{Cause, Causes, Figures, Step},
        manifest::{Input, Manifest},
        read_back,
    },
    lake::{
        generation,
        listed::{self, Listed},
        pieces::Share,
    },
    pipeline::{
        counting,
        event::{Event, Reporter},
        failure::Failure,
        job::{CohortsInput, Job, UnitsInput},
        reading::{assembled::Assembled, kept},
        registers::Registers,
        versions,
    },
    rules::RuleSet,
    schema::{canonical::Kind, encode},
};

/// What units, calendar and catalogue are read from.
const REGISTERS: [(Kind, Cause); 3] = [
    (Kind::Units, Cause::Units),
    (Kind::Calendar, Cause::Calendar),
    (Kind::Procedures, Cause::Catalogue),
];

/// What differs between an edition and now.
#[derive(Default)]
pub struct Swaps {
    /// What can be put back.
    open: Causes,
    /// What differs, and cannot.
    fixed: Causes,
    cut_off: Option<LocalTime>,
    rules: Option<RuleSet>,
    /// All parts of now.
    now: Vec<Listed>,
    /// Names of files that came since, by their source.
    late: BTreeSet<(String, String)>,
    /// Parts of before, by source and name of the file that took their place.
    corrected: BTreeMap<(String, String), Listed>,
    removed: Vec<Listed>,
    /// Units, calendar and catalogue of before.
    registers: BTreeMap<Cause, Vec<Listed>>,
}

fn place(listed: &Listed) -> (String, String) {
    (listed.source.clone(), listed.file.clone())
}

impl Swaps {
    pub fn new(job: &Job, manifest: &Manifest, mut now: Vec<Listed>, cut_off: LocalTime) -> Self {
        // They decide ranks alone.
        now.retain(|listed| listed.kind != Kind::Cohorts);
        let mut swaps = Self::default();
        if manifest.program != encode::CREATED_BY {
            swaps.fixed.insert(Cause::Program);
        }
        if manifest.settings.as_ref() != Some(&job.settings()) {
            swaps.fixed.insert(Cause::Settings);
        }
        if manifest.cut_off != cut_off.to_string() {
            swaps.cut_off = LocalTime::parse_written(&manifest.cut_off);
            swaps.differs(Cause::CutOff, swaps.cut_off.is_some());
        }
        if manifest.rule_set != rule_set(job) {
            swaps.rules = versions::rules(job, &manifest.rule_set.hash);
            swaps.differs(Cause::Rules, swaps.rules.is_some());
        }
        for (kind, cause) in REGISTERS {
            swaps.compare_registers(job, kind, cause, &manifest.inputs, &now, cut_off);
        }
        swaps.compare_rows(job, &manifest.inputs, &now, cut_off);
        swaps.now = now;
        swaps
    }

    fn differs(&mut self, cause: Cause, is_kept: bool) {
        match is_kept {
            true => self.open.insert(cause),
            false => self.fixed.insert(cause),
        };
    }

    fn compare_registers(
        &mut self,
        job: &Job,
        kind: Kind,
        cause: Cause,
        before: &[Input],
        now: &[Listed],
        cut_off: LocalTime,
    ) {
        let before: Vec<&Input> =
            before.iter().filter(|input| input.kind == kind.as_str()).collect();
        let mut hashes: Vec<&str> = before.iter().map(|input| &*input.sha256).collect();
        let of_now = now.iter().filter(|listed| listed.kind == kind);
        let mut hashes_now: Vec<&str> = of_now.map(|listed| &*listed.sha256).collect();
        hashes.sort_unstable();
        hashes_now.sort_unstable();
        if hashes == hashes_now {
            return;
        }
        let parts = before.iter().map(|input| kept::of_edition(job, input, cut_off.last_day()));
        let parts: Option<Vec<Listed>> = parts.collect();
        // Names that units are found by are read in another way where no list has them.
        let is_listed = matches!(job.units, UnitsInput::Table(_));
        let can_be_read = kind != Kind::Units || is_listed != before.is_empty();
        let parts = parts.filter(|_| can_be_read);
        self.differs(cause, parts.is_some());
        self.registers.extend(parts.map(|parts| (cause, parts)));
    }

    fn compare_rows(&mut self, job: &Job, before: &[Input], now: &[Listed], cut_off: LocalTime) {
        let beside = [Kind::Units, Kind::Calendar, Kind::Procedures, Kind::Cohorts];
        let mut before: Vec<&Input> = before
            .iter()
            .filter(|input| beside.iter().all(|kind| kind.as_str() != input.kind))
            .collect();
        let mut take = |is_it: &dyn Fn(&Input) -> bool| -> Option<&Input> {
            let found = before.iter().position(|input| is_it(input))?;
            Some(before.remove(found))
        };
        let now = now.iter().filter(|listed| !beside.contains(&listed.kind));
        // The same bytes under another name are the same rows.
        let others: Vec<&Listed> = now
            .filter(|listed| {
                let same = |input: &Input| {
                    (&input.source, &input.sha256) == (&listed.source, &listed.sha256)
                };
                take(&same).is_none()
            })
            .collect();
        for listed in others {
            let same =
                |input: &Input| (&input.source, &input.file) == (&listed.source, &listed.file);
            let Some(input) = take(&same) else {
                self.late.insert(place(listed));
                self.open.insert(Cause::LateRows);
                continue;
            };
            let part = kept::of_edition(job, input, cut_off.last_day());
            self.differs(Cause::CorrectedRows, part.is_some());
            self.corrected.extend(part.map(|part| (place(listed), part)));
        }
        for input in before {
            let part = kept::of_edition(job, input, cut_off.last_day());
            self.differs(Cause::RemovedRows, part.is_some());
            self.removed.extend(part);
        }
    }

    /// From what was published to `after`: first what cannot be put back, then one cause after the other. A
    /// cause with which nothing can be made goes with the next.
    pub fn steps(
        &self,
        (job, registers): (&Job, &Registers),
        after: &Figures,
        cut_off: LocalTime,
        report: Reporter<'_>,
    ) -> Vec<Step> {
        let mut plan: Vec<(Causes, Causes)> = Vec::new();
        let mut back = self.open.clone();
        if !self.fixed.is_empty() {
            plan.push((self.fixed.clone(), back.clone()));
        }
        for cause in &self.open {
            back.remove(cause);
            plan.push(([*cause].into(), back.clone()));
        }
        // Nothing that an edition names differs: a program of the same number says something else.
        let last = plan.pop().map_or_else(|| [Cause::Program].into(), |(causes, _)| causes);
        let periods: BTreeSet<Period> =
            after.keys().filter_map(|[period, ..]| period.parse().ok()).collect();
        let periods: Vec<Period> = periods.into_iter().collect();
        let mut steps = Vec::new();
        let mut pending = Causes::new();
        for (causes, back) in plan {
            pending.extend(causes);
            match self.figures((job, registers), &back, &periods, cut_off) {
                Ok(figures) => {
                    steps.push(Step { causes: std::mem::take(&mut pending), figures });
                }
                Err(fault) => {
                    let names: Vec<&str> = back.iter().map(|cause| cause.as_str()).collect();
                    report(Event::Note(format!(
                        "what was published cannot be counted with {} of before, so that their shares stand together: {fault}",
                        names.join(", ")
                    )));
                }
            }
        }
        pending.extend(last);
        steps.push(Step { causes: pending, figures: after.clone() });
        steps
    }

    /// What is there now, with these causes put back.
    fn figures(
        &self,
        (job, registers): (&Job, &Registers),
        back: &Causes,
        periods: &[Period],
        cut_off: LocalTime,
    ) -> Result<Figures, Failure> {
        let is_back = |cause: Cause| back.contains(&cause);
        let mut then = Job { cohorts: CohortsInput::Known(Cohorts::None), ..job.clone() };
        then.rules = self.rules.clone().filter(|_| is_back(Cause::Rules)).unwrap_or(then.rules);
        let cut_off = self.cut_off.filter(|_| is_back(Cause::CutOff)).unwrap_or(cut_off);
        if back.iter().all(|cause| *cause == Cause::Rules) {
            return counted(&then, registers, periods, cut_off);
        }
        let mut listed: Vec<Listed> = self
            .now
            .iter()
            .filter(|listed| !is_back(Cause::LateRows) || !self.late.contains(&place(listed)))
            .map(|listed| match self.corrected.get(&place(listed)) {
                Some(before) if is_back(Cause::CorrectedRows) => before.clone(),
                _ => listed.clone(),
            })
            .collect();
        if is_back(Cause::RemovedRows) {
            listed.extend(self.removed.iter().cloned());
        }
        for (kind, cause) in REGISTERS.into_iter().filter(|(_, cause)| is_back(*cause)) {
            listed.retain(|listed| listed.kind != kind);
            listed.extend(self.registers.get(&cause).into_iter().flatten().cloned());
        }
        let calendar = listed.iter().find(|listed| listed.kind == Kind::Calendar);
        then.calendar = calendar.map(|listed| job.base.join(&listed.file));
        let listed = kept::ordered(&then, listed);
        let aside = generation::beside(&job.lake);
        let assembled = Assembled::new(&then, &listed::folder(&job.lake), &listed)?;
        let resolved = assembled.resolve(cut_off, Share::ALL, &aside.0, &|_| ())?;
        counted(&then, &resolved.registers, periods, cut_off)
    }
}

fn counted(
    job: &Job,
    registers: &Registers,
    periods: &[Period],
    cut_off: LocalTime,
) -> Result<Figures, Failure> {
    let counted = counting::count(job, registers, periods, &[], cut_off, None, &|_| ())?;
    let everyone = vec![true; registers.units.len()];
    let indicators = source(job, registers, &everyone, &counted.periods).indicators();
    Ok(read_back::figures(&indicators))
}
