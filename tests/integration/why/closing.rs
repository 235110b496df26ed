//! Every change of every unit held against figures that the run counts by itself: terms sum to the change of
//! points, of what can be had and of the score, parts to their terms, and what is shown to what is published.

use std::{collections::BTreeMap, path::Path};

use chiso::{
    cli::{
        args::{Common, Format},
        settings,
    },
    domain::{
        cell::Status,
        fraction::{Fraction, shown_together},
        number::Decimal,
        points::Points,
        text::Lang,
        time::LocalTime,
    },
    pipeline::{
        Job, counting,
        registers::Registers,
        why::{Reading, Why},
    },
    score::{
        period_result::PeriodResult,
        why::{Change, Term, Terms},
    },
};

use crate::support::{Scratch, read_csv};

/// Two periods; without a cut-off each is known to its end.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    pub from: &'a str,
    pub to: &'a str,
    pub as_of_from: Option<&'a str>,
    pub as_of_to: Option<&'a str>,
    pub rules_from: Option<&'a str>,
}

impl<'a> Pair<'a> {
    pub const fn of(from: &'a str, to: &'a str) -> Self {
        Self { from, to, as_of_from: None, as_of_to: None, rules_from: None }
    }
}

/// What was looked at.
#[derive(Debug, Default)]
pub struct Found {
    pub changes: usize,
    /// How many changes each term moves.
    pub times: BTreeMap<&'static str, usize>,
}

fn load(config: &Path) -> Job {
    let config = config.to_owned();
    settings::load(&Common { config, format: Format::Text, lang: Lang::En }).expect("a job")
}

fn reading(period: &str, as_of: Option<&str>) -> Reading {
    let period = settings::period(period).expect("a period");
    let cut_off = as_of.map_or(period.end(), |text| LocalTime::parse(text).expect("a time"));
    Reading { period, cut_off }
}

fn counted(job: &Job, registers: &Registers, reading: Reading) -> PeriodResult {
    let Reading { period, cut_off } = reading;
    let counted = counting::count(job, registers, &[period], &[], cut_off, None, &|_| ());
    counted.expect("a count").periods.pop().expect("a period")
}

/// Looks at all of it under the rules of the configuration.
pub fn assert_every_change_closes(config: &Path, pairs: &[Pair<'_>]) -> Found {
    let job = load(config);
    let registers = Registers::open(&job).expect("a lake");
    let mut found = Found::default();
    for pair in pairs {
        let earlier = pair.rules_from.map(|set| Job {
            rules: settings::rule_set(set, &job.base).expect("a rule set"),
            ..job.clone()
        });
        let then = reading(pair.from, pair.as_of_from);
        let now = reading(pair.to, pair.as_of_to);
        let why = Why::open(earlier.as_ref(), &job, &registers, then, now).expect("both periods");
        let results = [
            counted(earlier.as_ref().unwrap_or(&job), &registers, then),
            counted(&job, &registers, now),
        ];
        for unit in 0..registers.units.len() as u32 {
            let name = format!("{} {pair:?}", registers.units.get(unit).id);
            assert_total(&name, &why, unit, &results);
            let of = why.total(unit).expect("a total");
            for (indicator, change) in &of.indicators {
                let name = format!("{} of {name}", indicator.id);
                let jobs = [earlier.as_ref().unwrap_or(&job), &job];
                assert_change(&name, change, &indicator.id, unit, jobs, &results);
                if pair.from != pair.to {
                    assert_parts(&name, change);
                }
                found.changes += 1;
                for term in Term::ALL.iter().filter(|term| !change.points.of(**term).is_zero()) {
                    *found.times.entry(term.as_str()).or_default() += 1;
                }
                assert_terms_fit(&name, pair, change);
                if why.units(unit, change).is_empty() {
                    let has_parts = indicator.child_units
                        == chiso::rules::rule_set::ChildUnits::Own
                        && pair.rules_from.is_none();
                    let unit_mix = change.points.of(Term::UnitMix);
                    assert!(!has_parts || unit_mix.is_zero(), "{name}: a mix of one unit");
                }
            }
        }
    }
    found
}

fn closes(name: &str, terms: &Terms, moved: Points) {
    assert_eq!(terms.total(), moved.into(), "{name}: the terms do not sum to the change");
    let shown = shown_together(terms.values(), 4);
    let sum: i64 = shown.iter().map(|value| value.units).sum();
    assert_eq!(Decimal::new(sum, 4), moved.into(), "{name}: what is shown does not sum to it");
    for (value, shown) in terms.values().iter().zip(shown) {
        let off = &Fraction::new(shown.units, 10_000) - value;
        assert!(off.abs() < Fraction::new(1, 10_000), "{name}: {shown} is shown for {value:?}");
    }
}

fn assert_total(name: &str, why: &Why<'_>, unit: u32, results: &[PeriodResult; 2]) {
    let total = why.total(unit).expect("a total").total;
    let [then, now] = results.each_ref().map(|result| &result.scores[unit as usize]);
    let points = |score: Option<Points>| score.unwrap_or_default();
    closes(name, &total.points, points(now.points) - points(then.points));
    closes(name, &total.available, now.available - then.available);
    match (&total.score, then.score.zip(now.score)) {
        (Some(terms), Some((then, now))) => closes(name, terms, now - then),
        (None, None) => {}
        (terms, scores) => panic!("{name}: {scores:?} is split into {terms:?}"),
    }
}

fn assert_change(
    name: &str,
    change: &Change,
    id: &str,
    unit: u32,
    jobs: [&Job; 2],
    results: &[PeriodResult; 2],
) {
    let known = |side: usize| {
        let place = jobs[side].rules.indicators.iter().position(|known| known.id == id)?;
        Some((
            results[side].scores[unit as usize].cells[place],
            jobs[side].rules.indicators[place].max,
        ))
    };
    let figures = [0, 1].map(known);
    assert_eq!(
        [change.then, change.now],
        figures.map(|known| known.map(|(cell, _)| cell)),
        "{name}"
    );
    let [then, now] = figures.map(|known| {
        let points = known.and_then(|(cell, _)| cell.points).unwrap_or_default();
        let max = known.filter(|(cell, _)| cell.available).map(|(_, max)| max).unwrap_or_default();
        (points, max)
    });
    closes(name, &change.points, now.0 - then.0);
    closes(name, &change.available, now.1 - then.1);
}

/// The parts sum to the terms; those of late data, which is no term of theirs, are not asked for.
fn assert_parts(name: &str, change: &Change) {
    let sum = |pick: fn(&chiso::score::why::PartChange) -> &Fraction| -> Fraction {
        change.parts.values().map(|part| pick(part).clone()).sum()
    };
    assert_eq!(&sum(|part| &part.rate), change.points.of(Term::Rate), "{name}");
    let mix = change.points.of(Term::UnitMix) + change.points.of(Term::ProcedureMix);
    assert_eq!(sum(|part| &part.mix), mix, "{name}");
}

/// No term says what cannot be.
fn assert_terms_fit(name: &str, pair: &Pair<'_>, change: &Change) {
    let moves = |term: Term| !change.points.of(term).is_zero();
    assert!(!moves(Term::LateData) || pair.from == pair.to, "{name}: late data");
    assert!(!moves(Term::Rules) || pair.rules_from.is_some(), "{name}: rules");
    if pair.from == pair.to {
        let of_time = [Term::Rate, Term::ProcedureMix, Term::UnitMix, Term::Source, Term::Cap];
        assert!(!of_time.into_iter().any(moves), "{name}: one period moves nothing by time");
    }
    let status = [change.then, change.now].map(|figure| figure.map(|figure| figure.status));
    let is_ratio = |status| matches!(status, Some(Status::Value | Status::Provisional));
    if pair.rules_from.is_none() && status.into_iter().all(is_ratio) {
        assert!(!moves(Term::NoCases), "{name}: both have cases");
    } else if pair.rules_from.is_none() {
        assert!(!moves(Term::Rate) && !moves(Term::UnitMix), "{name}: a ratio alone");
    }
    assert!(change.points.of(Term::Rounding).clone().abs() <= Fraction::new(1, 100), "{name}");
}

/// The changes are those between the figures of the edition, and so are those that it shows, term by term.
pub fn assert_is_published(scratch: &Scratch, folder: &str, pair: &Pair<'_>) {
    let job = load(&scratch.join(&format!("{folder}/chiso.toml")));
    let registers = Registers::open(&job).expect("a lake");
    let then = reading(pair.from, pair.as_of_from);
    let now = reading(pair.to, pair.as_of_to);
    let why = Why::open(None, &job, &registers, then, now).expect("both periods");
    let table = scratch.join(&format!("{folder}/reports/current/tables/indicators.csv"));
    let mut published: BTreeMap<(String, String, String), String> = BTreeMap::new();
    for row in read_csv(&table) {
        let cell = ["unit_id", "indicator_id", "period"].map(|name| row[name].clone());
        published.insert(cell.into(), row["points"].clone());
    }
    let mut told: BTreeMap<(String, String), BTreeMap<String, String>> = BTreeMap::new();
    for row in read_csv(&scratch.join(&format!("{folder}/reports/current/insight/moves.csv"))) {
        assert_eq!((&*row["period"], &*row["compared_with"]), (pair.to, pair.from));
        told.insert((row["unit_id"].clone(), row["indicator_id"].clone()), row);
    }
    let assert_told = |row: Option<&BTreeMap<String, String>>, terms: &Terms| {
        let row = row.unwrap_or_else(|| panic!("no row for {terms:?}"));
        let shown = shown_together(terms.values(), 4);
        let sum = Decimal::new(shown.iter().map(|value| value.units).sum(), 4);
        assert_eq!(row["change"], sum.to_string(), "{row:?}");
        for (term, value) in Term::ALL.iter().zip(shown) {
            let in_table = row.get(term.as_str());
            let is_told =
                in_table.map_or(value == Decimal::ZERO, |told| *told == value.to_string());
            assert!(is_told, "{}: {value} is not in {row:?}", term.as_str());
        }
    };
    let mut moved = 0;
    for unit in registers.units.iter().filter(|unit| unit.id != "unmapped") {
        let number = registers.units.find(&unit.id).expect("a unit");
        for indicator in &job.rules.indicators {
            let points = |period: &str| {
                let cell = (unit.id.clone(), indicator.id.clone(), period.to_owned());
                let text = published.get(&cell).unwrap_or_else(|| panic!("{cell:?} is published"));
                Points::parse(text).unwrap_or_default()
            };
            let expected = points(pair.to) - points(pair.from);
            let found = why.change(number, &indicator.id).expect("a change").points;
            assert_eq!(found.total(), expected.into(), "{} of {}", indicator.id, unit.id);
            let cell = (unit.id.clone(), indicator.id.clone());
            match told.remove(&cell) {
                Some(row) => assert_told(Some(&row), &found),
                None => assert_eq!(expected, Points::ZERO, "{cell:?} is not told"),
            }
            moved += usize::from(expected != Points::ZERO);
        }
    }
    for unit in registers.units.iter().filter(|unit| unit.id != "unmapped") {
        let total =
            why.total(registers.units.find(&unit.id).expect("a unit")).expect("a total").total;
        let row = |name: &str| told.get(&(unit.id.clone(), name.to_owned()));
        assert_told(row("points"), &total.points);
        assert_eq!(row("score").is_some(), total.score.is_some(), "{}", unit.id);
        total.score.iter().for_each(|terms| assert_told(row("score"), terms));
    }
    assert!(moved > 50, "only {moved} published figures moved");
}
