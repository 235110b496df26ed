//! The lists in which the units of a period are ranked: one for each cohort, with its name for readers, the
//! end of the names of its files, and whether its units can be compared by their own scores.

use super::{address, tables::Source};
use crate::{
    domain::{
        cohort::Cohort,
        number,
        points::Points,
        text::{Text, clean},
        words,
    },
    score::period_result::PeriodResult,
};

/// Units that are ranked beside each other.
#[derive(Clone, Debug)]
pub struct List {
    pub cohort: Cohort,
    /// By rank, then those without one; with them stands what is below them. What stands in no list is with
    /// the last.
    pub units: Vec<u32>,
    /// How many of the units of the cohort are ranked, and how many there are.
    pub ranked: usize,
    pub all: usize,
    /// Maxima of the indicators that the ranked units have in common.
    pub available: Points,
    /// The ranked units have the same sources: what is compared is their own score.
    pub is_alike: bool,
    /// What the names of its files end with; empty where it is the only list.
    pub file: String,
}

impl List {
    /// Its name; absent where it is the only list.
    pub fn title(&self) -> Option<Text> {
        (!self.file.is_empty()).then(|| title(&self.cohort))
    }

    /// The name of something that there is of every list.
    pub fn named(&self, id: &str) -> String {
        if self.file.is_empty() { id.to_owned() } else { format!("{id}-{}", self.file) }
    }
}

/// The lists of a period in their order; at least one.
pub fn lists(source: &Source<'_>, result: &PeriodResult) -> Vec<List> {
    let mut units: Vec<u32> = source.shown_units().into_iter().filter(|unit| *unit > 0).collect();
    let score = |unit: u32| &result.scores[unit as usize];
    let mut cohorts: Vec<Cohort> = Vec::new();
    for cohort in units.iter().filter_map(|unit| score(*unit).cohort.as_ref()) {
        if !cohorts.contains(cohort) {
            cohorts.push(cohort.clone());
        }
    }
    cohorts.sort_by_key(Cohort::order);
    if cohorts.is_empty() {
        cohorts.push(Cohort::All);
    }
    units.sort_by_key(|unit| (score(*unit).rank.map_or(u32::MAX, |rank| rank.rank), *unit));
    let place = |unit: u32| {
        let mut above = result.counts.tree.upwards(unit);
        let cohort = above.find_map(|above| score(above).cohort.as_ref());
        let place = cohort.and_then(|own| cohorts.iter().position(|cohort| cohort == own));
        place.unwrap_or(cohorts.len() - 1)
    };
    let files = match cohorts.len() {
        1 => vec![String::new()],
        _ => address::cohort_files(cohorts.iter().map(Cohort::id)),
    };
    let list = |((at, cohort), file): ((usize, &Cohort), String)| {
        let units: Vec<u32> = units.iter().copied().filter(|unit| place(*unit) == at).collect();
        let own = || units.iter().map(|unit| score(*unit));
        let ranked = || own().filter_map(|score| Some((score, score.rank?)));
        let available = ranked().next().map_or(Points::ZERO, |(_, rank)| rank.comparable_available);
        List {
            ranked: ranked().count(),
            all: own().filter(|score| score.cohort.as_ref() == Some(cohort)).count(),
            is_alike: ranked().all(|(score, _)| score.available == available),
            available,
            cohort: cohort.clone(),
            file,
            units,
        }
    };
    cohorts.iter().enumerate().zip(files).map(list).collect()
}

/// The name of a cohort for readers.
fn title(cohort: &Cohort) -> Text {
    let count = |number: u64| Text::both(|lang| number::count(number, lang));
    match cohort {
        Cohort::All => words::of("cohort.all").clone(),
        Cohort::Unassigned => words::of("cohort.unassigned").clone(),
        Cohort::Listed(name) => Text::name(clean(name)),
        Cohort::Kind(kind) => words::known(&format!("cohort.kind_{kind}"))
            .cloned()
            .unwrap_or_else(|| Text::name(clean(kind))),
        Cohort::Volume { from: 0, below: Some(below) } => {
            words::filled("cohort.below", &[("below", &count(*below))])
        }
        Cohort::Volume { from, below: Some(below) } => {
            words::filled("cohort.between", &[("from", &count(*from)), ("to", &count(below - 1))])
        }
        Cohort::Volume { from, below: None } => {
            words::filled("cohort.from", &[("from", &count(*from))])
        }
    }
}
