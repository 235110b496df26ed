//! A letter to each unit: where it stands, what moved and why, what is due, and what would bring points most
//! easily. Counts and names of procedures alone: no dossier is named, so that a letter may go by mail.

use std::{
    cmp::Reverse,
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::{
    counting, documents,
    failure::Failure,
    job::Job,
    open,
    registers::Registers,
    todo::{self, Plan, table},
    why::{Reading, Why},
};
use crate::{
    domain::{
        cell::Status,
        number::Decimal,
        open_dossier::{OpenDossier, OpenState},
        period::Period,
        points::Points,
        reliability::difference,
        sentence::{Value, filled},
        text::Lang,
        time::LocalTime,
        wording, words,
    },
    edition::{
        address::unit_files,
        history::compared::{Comparison, compared},
    },
    render::digest::{Letter, Part, html, text},
    rules::Indicator,
    score::{
        period_result::PeriodResult,
        points::Scored,
        why::{Change, Term},
    },
};

/// Indicators that are told to have moved, procedures that are named, things that are proposed.
const MOVED: usize = 3;
const NAMED: usize = 5;
const PROPOSED: usize = 3;
/// Terms of a change that are told.
const TERMS: usize = 2;

/// Writes a letter for every graded unit directly under the authority, by the name of its file.
pub fn digest(
    job: &Job,
    period: Period,
    cut_off: LocalTime,
    folder: &Path,
) -> Result<Vec<PathBuf>, Failure> {
    let registers = Registers::open(job)?;
    let todo = todo::todo(job, &registers, period, cut_off, None)?;
    let begun = |other: &Period| {
        job.rules.covers(*other)
            && registers.first_received.is_some_and(|first| first < other.end())
    };
    let beside: Vec<Period> =
        compared(period).into_iter().map(|(_, other)| other).filter(begun).collect();
    let counted =
        counting::count(job, &registers, &[period], &beside, cut_off, None, &|_| ())?.beside;
    let before = period.shifted(-1);
    let reading = |period: Period| Reading { period, cut_off };
    let why = match begun(&before) {
        true => Some(Why::open(None, job, &registers, reading(before), reading(period))?),
        false => None,
    };
    // Whoever asks for letters wants to be told, whatever editions hold.
    let asked = Job { insight: true, ..job.clone() };
    let open = open::open(&asked, &registers, period, cut_off)?.dossiers;
    let files = unit_files(&registers.units);
    let mut letters = Vec::new();
    for plan in &todo.plans {
        let writer = Writer {
            job,
            registers: &registers,
            now: &todo.counted,
            beside: &counted,
            why: why.as_ref(),
            open: &open,
            cut_off,
        };
        let letter = writer.letter(plan)?;
        let name = &files[plan.unit as usize];
        letters.push((format!("{period}-{name}.txt"), text(&letter)));
        letters.push((format!("{period}-{name}.html"), html(&letter)));
    }
    documents::write(folder, letters)
}

struct Writer<'a> {
    job: &'a Job,
    registers: &'a Registers,
    now: &'a PeriodResult,
    /// The periods that it is compared with.
    beside: &'a [PeriodResult],
    why: Option<&'a Why<'a>>,
    open: &'a [OpenDossier],
    cut_off: LocalTime,
}

fn say(key: &str, values: &[(&str, Value<'_>)]) -> String {
    filled(&format!("digest.{key}"), Lang::Vi, values)
}

impl Writer<'_> {
    fn letter(&self, plan: &Plan<'_>) -> Result<Letter, Failure> {
        let unit = self.registers.units.get(plan.unit);
        let name = &unit.on(self.now.named_on).name;
        let period = self.now.counts.period;
        let authority = &self.registers.units.authority().on(self.now.named_on).name;
        let invented = self.job.authority.invented.then(|| wording::invented().vi);
        let is_over = !self.now.counts.provisional;
        let as_of = (!is_over).then(|| format!(" --as-of {}", self.cut_off.to_minute()));
        let month = format!("{period}{}", as_of.unwrap_or_default());
        Ok(Letter {
            title: say("title", &[("period", Value::Period(period)), ("unit", Value::Name(name))]),
            notes: [wording::known_up_to(self.cut_off).vi]
                .into_iter()
                .chain(self.now.counts.provisional.then(|| say("provisional", &[])))
                .chain(invented)
                .collect(),
            parts: vec![
                self.standing(plan),
                self.moved(plan.unit)?,
                self.due(plan.unit),
                self.proposed(plan),
            ],
            foot: say(
                "foot",
                &[
                    ("authority", Value::Name(authority)),
                    ("id", Value::Name(&unit.id)),
                    ("period", Value::Name(&month)),
                ],
            ),
        })
    }

    fn standing(&self, plan: &Plan<'_>) -> Part {
        let score = &self.now.scores[plan.unit as usize];
        let is_complete = self.now.counts.coverage.is_complete();
        let band = score.score.and_then(|score| self.job.rules.band(score));
        let (Some(now), Some(band), true) = (score.score, band, is_complete) else {
            return Part { title: say("part_score", &[]), lines: vec![say("no_score", &[])] };
        };
        let mut lines = vec![say(
            "score",
            &[
                ("score", Value::Points(now.into())),
                ("band", Value::Name(&band.title.vi)),
                ("points", Value::Points(plan.points.into())),
                ("available", Value::Points(score.available.into())),
            ],
        )];
        if let Some(rank) = score.rank {
            let key = if rank.among.low == rank.among.high { "rank" } else { "rank_among" };
            let count = |number: u32| Value::Count(u64::from(number));
            lines.push(say(
                key,
                &[
                    ("rank", count(rank.rank)),
                    ("ranked", count(rank.ranked_units)),
                    ("low", count(rank.among.low)),
                    ("high", count(rank.among.high)),
                ],
            ));
        }
        for (comparison, other) in compared(self.now.counts.period) {
            if [Comparison::Before, Comparison::LastYear].contains(&comparison) {
                lines.push(self.compared(plan.unit, other, now));
            }
        }
        Part { title: say("part_score", &[]), lines }
    }

    fn compared(&self, unit: u32, other: Period, now: Points) -> String {
        let known = self.beside.iter().find(|result| result.counts.period == other);
        let known = known.filter(|result| result.counts.coverage.is_complete());
        let Some(before) = known.and_then(|result| result.scores[unit as usize].score) else {
            return say("no_figures", &[("period", Value::Period(other))]);
        };
        let key = match now.cmp(&before) {
            std::cmp::Ordering::Greater => "up",
            std::cmp::Ordering::Less => "down",
            std::cmp::Ordering::Equal => "same",
        };
        let change = Decimal::from(now - before).abs();
        let told = [
            ("period", Value::Period(other)),
            ("before", Value::Points(before.into())),
            ("change", Value::Points(change)),
        ];
        say(key, &told)
    }

    /// The indicators whose points moved most since the period before, and what moved them.
    fn moved(&self, unit: u32) -> Result<Part, Failure> {
        let before = self.now.counts.period.shifted(-1);
        let title = say("part_moved", &[("period", Value::Period(before))]);
        let Some(why) = self.why.filter(|why| {
            [why.then(), why.now()].iter().all(|result| result.counts.coverage.is_complete())
        }) else {
            return Ok(Part { title, lines: vec![say("no_change_known", &[])] });
        };
        let of_total = why.total(unit)?;
        let mut moved: Vec<(&Indicator, &Change, Points)> = of_total
            .indicators
            .iter()
            .filter_map(|(indicator, change)| {
                // What is not there has no points.
                let points = |scored: Option<Scored>| scored.and_then(|scored| scored.points);
                let (then, now) = (points(change.then), points(change.now));
                then.or(now)?;
                Some((*indicator, change, now.unwrap_or_default() - then.unwrap_or_default()))
            })
            .filter(|(.., change)| *change != Points::ZERO)
            .collect();
        moved.sort_by_key(|(.., change)| Reverse(change.0.abs()));
        let mut lines: Vec<String> = moved
            .iter()
            .take(MOVED)
            .map(|(indicator, change, by)| told(indicator, change, *by))
            .collect();
        if lines.is_empty() {
            lines.push(say("nothing_moved", &[]));
        }
        Ok(Part { title, lines })
    }

    /// What is overdue or due soon, and of which procedures.
    fn due(&self, unit: u32) -> Part {
        let tree = &self.now.counts.tree;
        let is_own = |dossier: &&OpenDossier| {
            let holder = self.registers.units.find(&dossier.unit_id);
            holder.is_some_and(|holder| tree.upwards(holder).any(|above| above == unit))
        };
        let own: Vec<&OpenDossier> = self.open.iter().filter(is_own).collect();
        let soon = own.iter().filter(|dossier| dossier.state == OpenState::DueSoon).count();
        let title = say("part_due", &[]);
        if own.is_empty() {
            return Part { title, lines: vec![say("nothing_due", &[])] };
        }
        let told = [("overdue", Value::of(own.len() - soon)), ("soon", Value::of(soon))];
        let mut lines = vec![say("due", &told)];
        let mut procedures: BTreeMap<&str, usize> = BTreeMap::new();
        for dossier in &own {
            *procedures.entry(&dossier.procedure_id).or_default() += 1;
        }
        let mut procedures: Vec<(&str, usize)> = procedures.into_iter().collect();
        procedures.sort_by_key(|(id, dossiers)| (Reverse(*dossiers), *id));
        lines.extend(procedures.into_iter().take(NAMED).map(|(id, dossiers)| {
            let name = self.procedure(id);
            say("due_of", &[("procedure", Value::Name(&name)), ("n", Value::of(dossiers))])
        }));
        Part { title, lines }
    }

    /// The name of a procedure with its code; the code alone where the catalogue lacks it.
    fn procedure(&self, id: &str) -> String {
        let known = self.registers.procedures.iter().find(|procedure| procedure.id == id);
        known.map_or_else(
            || id.to_owned(),
            |known| format!("{} ({id})", known.on(self.now.named_on).name),
        )
    }

    fn proposed(&self, plan: &Plan<'_>) -> Part {
        let kind = |kind: &todo::Kind<'_>| {
            say(
                "proposed",
                &[
                    ("action", Value::Name(&kind.lack.action.vi)),
                    ("by", Value::Name(&kind.lack.by.vi)),
                    ("n", Value::Count(kind.dossiers)),
                    ("points", Value::Points(kind.points.into())),
                ],
            )
        };
        let mut lines: Vec<String> = plan.kinds.iter().take(PROPOSED).map(kind).collect();
        lines.extend(plan.goals.iter().map(|goal| table::goal(goal, &self.job.rules, Lang::Vi)));
        if plan.kinds.is_empty() {
            lines.insert(0, say("nothing_proposed", &[]));
        }
        Part { title: say("part_proposed", &[]), lines }
    }
}

/// How an indicator moved, by what, and whether chance alone may have moved it so far.
fn told(indicator: &Indicator, change: &Change, by: Points) -> String {
    let counts = |scored: Option<Scored>| scored.and_then(|scored| scored.fraction());
    let is_missing =
        |scored: Option<Scored>| scored.is_none_or(|scored| scored.status == Status::MissingSource);
    let ratio = |scored: Option<Scored>| match counts(scored) {
        None if is_missing(scored) => say("no_source", &[]),
        Some((numerator, denominator)) => say(
            "ratio",
            &[("numerator", Value::Count(numerator)), ("denominator", Value::Count(denominator))],
        ),
        None => say("no_ratio", &[]),
    };
    let (then, now) = (counts(change.then), counts(change.now));
    let title = indicator.titled().vi;
    let key = if by > Points::ZERO { "moved_up" } else { "moved_down" };
    let mut line = say(
        key,
        &[
            ("indicator", Value::Name(&title)),
            ("change", Value::Points(Decimal::from(by).abs())),
            ("then", Value::Name(&ratio(change.then))),
            ("now", Value::Name(&ratio(change.now))),
        ],
    );
    let mut terms: Vec<(Term, Decimal)> = Term::ALL
        .into_iter()
        .map(|term| (term, change.points.of(term).rounded(2)))
        .filter(|(term, points)| *term != Term::Rounding && *points != Decimal::ZERO)
        .collect();
    terms.sort_by_key(|(_, points)| Reverse(points.abs()));
    let terms: Vec<String> = terms
        .into_iter()
        .take(TERMS)
        .map(|(term, points)| {
            let words = words::of(&format!("why.term.{}", term.as_str())).vi.to_lowercase();
            let sign = if points > Decimal::ZERO { "+" } else { "" };
            format!("{words} {sign}{}", points.text(Lang::Vi))
        })
        .collect();
    if terms.len() > 1 {
        line += &say("by_terms", &[("terms", Value::Name(&terms.join("; ")))]);
    }
    let chance = then.zip(now).and_then(|(then, now)| difference(now, then));
    if chance.is_some_and(|(low, high)| low <= 0.0 && high >= 0.0) {
        line += &say("by_chance", &[]);
    }
    line
}
