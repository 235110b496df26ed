//! What became of a unit between two days: it was set up, stands under another unit, or its work is
//! cut in another way. The figures before and after are those of two units that share a name, which
//! a line over months must not join. The authority as a whole stays what it is.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    time::Day,
    unit::{Tree, Units},
};

/// How a unit is another one than before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reorganised {
    pub set_up: bool,
    /// The unit that it stands under now, where it stood under another one.
    pub moved_under: Option<u32>,
    /// The units whose work it has now, and those whose work it had.
    pub took_over: Vec<u32>,
    pub handed_over: Vec<u32>,
}

/// The units that are others on `after` than on the earlier day `before`.
pub fn reorganised(units: &Units, before: Day, after: Day) -> BTreeMap<u32, Reorganised> {
    let mut found: BTreeMap<u32, Reorganised> = BTreeMap::new();
    let days = [before, after];
    let trees = days.map(|day| units.tree(day));
    // Whose work the unit's is: its own, that of whoever carries it on, and of all above.
    let above = |unit: u32, n: usize| -> BTreeSet<u32> {
        trees[n].upwards(carrier(units, unit, days[n])).collect()
    };
    for unit in 1..units.unmapped() {
        let begins = units.get(unit).versions[0].valid_from;
        if begins.is_some_and(|from| from > before) {
            if begins.is_some_and(|from| from <= after) {
                found.entry(unit).or_default().set_up = true;
            }
            continue;
        }
        let [then, now] = [above(unit, 0), above(unit, 1)];
        for other in now.difference(&then) {
            found.entry(*other).or_default().took_over.push(unit);
        }
        for other in then.difference(&now) {
            found.entry(*other).or_default().handed_over.push(unit);
        }
        let [parent, now] = [0, 1].map(|n: usize| trees[n].parent(unit));
        if parent != now {
            found.entry(unit).or_default().moved_under = now;
        }
    }
    found.retain(|unit, _| *unit != 0 && !units.get(*unit).is_over(after));
    for unit in found.values_mut() {
        topmost(&mut unit.took_over, &trees[0]);
        topmost(&mut unit.handed_over, &trees[0]);
    }
    found
}

/// The unit that carries another one on, on a day; itself while it is not over.
fn carrier(units: &Units, unit: u32, day: Day) -> u32 {
    let next = |unit: &u32| {
        let known = units.get(*unit);
        let by = known.successor_id.as_deref().filter(|_| known.is_over(day));
        by.and_then(|id| units.index(id))
    };
    std::iter::successors(Some(unit), next).last().unwrap_or(unit)
}

/// Leaves out the units that went along with the one above them.
fn topmost(units: &mut Vec<u32>, tree: &Tree) {
    let all = units.clone();
    units.retain(|unit| !tree.parent(*unit).is_some_and(|above| all.contains(&above)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        time::LocalTime,
        unit::{Unit, Version},
    };

    type Row<'a> = (&'a str, &'a str, Option<&'a str>, Option<&'a str>);

    fn unit(id: &str, versions: &[Row<'_>], successor: Option<&str>) -> Unit {
        let day = |text: Option<&str>| text.map(|text| LocalTime::parse(text).unwrap().day());
        let version = |(name, parent, from, to): &Row<'_>| Version {
            name: (*name).to_owned(),
            name_en: None,
            parent_id: Some((*parent).to_owned()),
            kind: "department".into(),
            valid_from: day(*from),
            valid_to: day(*to),
        };
        Unit {
            id: id.into(),
            versions: versions.iter().map(version).collect(),
            successor_id: successor.map(str::to_owned),
            aliases: Vec::new(),
        }
    }

    /// What is told of units between two days: their codes and what became of them.
    fn told(given: Vec<Unit>, before: &str, after: &str) -> Vec<String> {
        let authority = Unit {
            versions: vec![unit("A", &[("A", "", None, None)], None).versions[0].clone()],
            ..unit("A", &[], None)
        };
        let units = Units::new(authority, given).unwrap();
        let [before, after] = [before, after].map(|day| LocalTime::parse(day).unwrap().day());
        let ids = |all: &[u32]| {
            all.iter().map(|unit| units.get(*unit).id.clone()).collect::<Vec<_>>().join("+")
        };
        let found = reorganised(&units, before, after);
        let told = found.iter().map(|(unit, turn)| {
            format!(
                "{}: set up {}, under {}, took {}, gave {}",
                units.get(*unit).id,
                turn.set_up,
                turn.moved_under.map_or("-", |above| &units.get(above).id),
                ids(&turn.took_over),
                ids(&turn.handed_over)
            )
        });
        told.collect()
    }

    fn always(id: &str, parent: &str) -> Unit {
        unit(id, &[(id, parent, None, None)], None)
    }

    #[test]
    fn a_unit_that_takes_over_another_is_reorganised_and_the_authority_is_not() {
        let merged = || {
            vec![
                always("U1", "A"),
                unit("U2", &[("U2", "A", None, Some("2026-06-30"))], Some("U1")),
            ]
        };
        let took = ["U1: set up false, under -, took U2, gave "];
        assert_eq!(told(merged(), "2026-06-30", "2026-07-31"), took);
        assert!(told(merged(), "2026-05-31", "2026-06-30").is_empty(), "the last day is its own");
        assert!(told(merged(), "2026-07-31", "2026-08-31").is_empty());
    }

    #[test]
    fn a_new_unit_says_whose_work_it_has() {
        let given = vec![
            unit("U1", &[("U1", "A", None, Some("2026-06-30"))], Some("U3")),
            unit("U2", &[("U2", "A", None, None)], None),
            unit("U3", &[("U3", "A", Some("2026-07-01"), None)], None),
            unit("U4", &[("U4", "A", Some("2026-07-15"), None)], None),
        ];
        let found = told(given, "2026-06-30", "2026-07-31");
        let new = "set up true, under -, took";
        assert_eq!(found, [format!("U3: {new} U1, gave "), format!("U4: {new} , gave ")]);
    }

    #[test]
    fn a_unit_that_moves_is_told_of_itself_and_of_both_above_it() {
        let given = vec![
            always("U1", "A"),
            always("U2", "A"),
            unit(
                "U3",
                &[("U3", "U1", None, Some("2026-06-30")), ("U3", "U2", Some("2026-07-01"), None)],
                None,
            ),
            always("U4", "U3"),
        ];
        assert_eq!(
            told(given, "2026-06-30", "2026-07-31"),
            [
                "U1: set up false, under -, took , gave U3",
                "U2: set up false, under -, took U3, gave ",
                "U3: set up false, under U2, took , gave ",
            ],
            "what stands below the one that moves goes along"
        );
    }

    #[test]
    fn another_name_is_the_same_unit() {
        let renamed = unit(
            "U1",
            &[("Old", "A", None, Some("2026-06-30")), ("New", "A", Some("2026-07-01"), None)],
            None,
        );
        assert!(told(vec![renamed], "2026-06-30", "2026-07-31").is_empty());
    }
}
