//! What an attacker learns from the public tables of one edition after the other, and what of the
//! withheld numbers follows from it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    by,
    differences::{Equations, Part},
    ministry::{SPOKEN, TREE},
    public,
};
use crate::support::{Row, Scratch, whole};

const ANY: i64 = i64::MAX / 1_000;

/// The unit of which dossiers of the last month come late, and what that month then is.
pub const LATE: (&str, &str) = ("U3", "2026-06 again");

/// One withheld or shown number: unit, months, what is shown.
type Cell = (String, Vec<String>, Option<i64>);

/// All that an attacker has of a number that adds up.
#[derive(Default)]
pub struct Known {
    cells: Vec<Cell>,
    /// What a unit and those below it have of cases in a month, of which a number is none without.
    cases: BTreeMap<Part, i64>,
    /// It is at most the cases.
    of_cases: bool,
}

fn children(unit: &str) -> Vec<&'static str> {
    let above = if unit == "M" { "" } else { unit };
    let mut found: Vec<&str> =
        TREE.iter().filter(|(_, of)| *of == above).map(|(unit, _)| *unit).collect();
    if unit == "M" {
        found.push("unmapped");
    }
    found
}

fn below(unit: &str) -> Vec<String> {
    let mut all = vec![unit.to_owned()];
    all.extend(children(unit).into_iter().flat_map(below));
    all
}

impl Known {
    /// The parts of a sum.
    fn parts(unit: &str, months: &[String]) -> Vec<Part> {
        let units = below(unit);
        let parts = months.iter().flat_map(|month| {
            units.iter().map(move |unit| {
                let is_same = month != LATE.1 || unit == LATE.0;
                (unit.clone(), if is_same { month } else { SPOKEN[5] }.to_owned())
            })
        });
        parts.collect()
    }

    /// What follows from the shown cells of these units.
    fn equations(&self, of: impl Fn(&str) -> bool) -> Equations {
        let own = |unit: &str, month: &str| {
            let of = |unit: &str| {
                self.cases.get(&(unit.to_owned(), month.to_owned())).copied().unwrap_or(0)
            };
            let own = of(unit) - children(unit).into_iter().map(of).sum::<i64>();
            if own > 0 && !self.of_cases { ANY } else { own }
        };
        let all: BTreeSet<Part> =
            self.cells.iter().flat_map(|(unit, months, _)| Self::parts(unit, months)).collect();
        let part = |(unit, month): Part| {
            let most = own(&unit, &month);
            ((unit, month), (0, most))
        };
        let parts: BTreeMap<Part, (i64, i64)> = all.into_iter().map(part).collect();
        let mut equations = Equations::of(parts.clone());
        for (part, (_, most)) in &parts {
            if *most == 0 {
                equations.shows(std::slice::from_ref(part), 0);
            }
        }
        for (unit, months, shown) in self.cells.iter().filter(|(unit, ..)| of(unit)) {
            if let Some(shown) = shown {
                equations.shows(&Self::parts(unit, months), *shown);
            }
        }
        equations.narrow();
        equations
    }

    /// How many withheld cells there are, and which of them are given away by more than the authority.
    fn attack(&self) -> (usize, Vec<String>) {
        let (all, authority) = (self.equations(|_| true), self.equations(|unit| unit == "M"));
        // No secret is what is withheld as a half-year and shown as its quarters, or withheld beside
        // another figure by one edition and shown by an earlier one.
        let shown: BTreeSet<Vec<Part>> = self
            .cells
            .iter()
            .filter(|(_, _, shown)| shown.is_some())
            .map(|(unit, months, _)| Self::parts(unit, months))
            .collect();
        let is_shown = |unit: &String, months: &[String]| {
            let is = |months: &[String]| shown.contains(&Self::parts(unit, months));
            is(months) || months.len().is_multiple_of(3) && months.chunks(3).all(is)
        };
        let withheld: BTreeSet<(&String, &Vec<String>)> = self
            .cells
            .iter()
            .filter(|(unit, months, shown)| shown.is_none() && !is_shown(unit, months))
            .map(|(unit, months, _)| (unit, months))
            .collect();
        let is_known = |equations: &Equations, parts: &[Part]| {
            let (least, most) = equations.left(parts);
            equations.gives_away(parts) || least == most
        };
        let given = withheld.iter().filter(|(unit, months)| {
            let parts = Self::parts(unit, months);
            is_known(&all, &parts) && !is_known(&authority, &parts)
        });
        (withheld.len(), given.map(|(unit, months)| format!("{unit} {months:?}")).collect())
    }
}

/// The months of a period as far as the edition of a month knows them.
fn months(period: &str, last: &str) -> Vec<String> {
    let of = |month: &&&str| {
        let number: usize = month[5..].parse().unwrap();
        match period {
            "2026" | "2026-H1" => true,
            "2026-Q1" => number <= 3,
            "2026-Q2" => number > 3,
            _ => **month == period,
        }
    };
    SPOKEN.iter().filter(|m| **m <= last).filter(of).map(|m| (*m).to_owned()).collect()
}

fn number(row: &Row, column: &str) -> Option<i64> {
    row[column].parse().ok()
}

/// What the public tables of an edition say of each number: of an indicator, of a database, of a survey.
/// Its last month is named so.
pub fn learn(scratch: &Scratch, last: &str, named: &str, known: &mut BTreeMap<String, Known>) {
    let called = |month: String| if month == last { named.to_owned() } else { month };
    let indicators = public(scratch, "indicators");
    let cases: BTreeMap<(String, String, String), i64> = indicators
        .iter()
        .filter_map(|row| {
            let key = |column: &str| row[column].clone();
            let of = (key("period"), key("unit_id"), key("indicator_id"));
            Some((of, number(row, "denominator")?))
        })
        .collect();
    let flow = by(public(scratch, "flow"), ["period", "unit_id"]);
    let mut learn = |name: String, row: &Row, of_cases: bool, cases: i64, shown| {
        let known = known.entry(name).or_default();
        known.of_cases = of_cases;
        if row["period_kind"] == "month" {
            known.cases.insert((row["unit_id"].clone(), called(row["period"].clone())), cases);
        }
        let months = months(&row["period"], last).into_iter().map(called);
        known.cells.push((row["unit_id"].clone(), months.collect(), shown));
    };
    let of_flow = |row: &Row, column: &str| {
        whole(&flow[&["period", "unit_id"].map(|key| row[key].clone())], column)
    };
    for row in &indicators {
        let petitions = (row["period"].clone(), row["unit_id"].clone(), "petitions_on_time".into());
        let (of_cases, all) = match row["indicator_id"].as_str() {
            "mean_handling_time" => (false, of_flow(row, "ended")),
            "petitions_by_kind" => (true, cases[&petitions]),
            _ => continue,
        };
        let name = row["indicator_id"].clone();
        learn(name, row, of_cases, all, number(row, "numerator"));
    }
    for row in public(scratch, "databases") {
        let received = of_flow(&row, "received");
        let name = format!("database {}", row["database_id"]);
        learn(name, &row, false, received, number(&row, "dossiers"));
    }
    let survey = || public(scratch, "targets").into_iter().filter(|r| r["target_id"] == "survey");
    for row in &survey().collect::<Vec<_>>() {
        for column in ["numerator", "denominator"] {
            let in_hand = of_flow(row, "opening") + of_flow(row, "received");
            let name = format!("survey {column}");
            learn(name, row, false, in_hand, number(row, column));
        }
    }
}

/// That nobody answered in a quarter is public, and so in each of its months.
fn note_unanswered(known: &mut BTreeMap<String, Known>) {
    let cells = &known["survey denominator"].cells;
    let none = cells.iter().filter(|(_, months, shown)| months.len() == 3 && *shown == Some(0));
    let none: BTreeSet<Part> =
        none.flat_map(|(unit, months, _)| Known::parts(unit, months)).collect();
    for column in ["numerator", "denominator"] {
        let known = known.get_mut(&format!("survey {column}")).unwrap();
        known.cases.extend(none.iter().map(|part| (part.clone(), 0)));
    }
}

/// Withheld cells, and what of them is given away by what was learnt.
pub fn attacked(seed: u64, mut known: BTreeMap<String, Known>) -> (usize, Vec<String>) {
    note_unanswered(&mut known);
    let (mut attacked, mut found) = (0, Vec::new());
    for (name, known) in known {
        let (withheld, given) = known.attack();
        attacked += withheld;
        found.extend(given.iter().map(|cell| format!("seed {seed}, {name}: {cell}")));
    }
    (attacked, found)
}
