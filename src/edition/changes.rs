//! Final figures that a restatement changes, each difference split by what causes it: from the figure as it
//! was published, one cause after the other is put to what it is now, and each step to the next figure is
//! the share of its cause. What all shares of a figure come to is the difference, because the last step
//! ends at what is published now. A figure that is not there counts as nothing in the shares, so that one that
//! appears is wholly that of the step in which it does.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    late::{about, cells},
    read_back::{self, Figure, Key},
};
use crate::{
    domain::{number::Decimal, unit::Units},
    schema::{Table, Value, published},
};

/// What may differ between what two figures were made from, in the order in which it is put to what it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Another version of the program, which cannot be run: what nothing else explains.
    Program,
    /// Keys of the configuration that decide figures, such as hours and mappings: what nothing else explains.
    Settings,
    CutOff,
    /// Files that were not there.
    LateRows,
    /// Files of the same name with other bytes.
    CorrectedRows,
    /// Files that are not there now.
    RemovedRows,
    Rules,
    Units,
    Calendar,
    Catalogue,
}

impl Cause {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Program => "program",
            Self::Settings => "settings",
            Self::CutOff => "cut_off",
            Self::LateRows => "late_rows",
            Self::CorrectedRows => "corrected_rows",
            Self::RemovedRows => "removed_rows",
            Self::Rules => "rules",
            Self::Units => "units",
            Self::Calendar => "calendar",
            Self::Catalogue => "catalogue",
        }
    }
}

/// Causes of which nobody can tell what each of them does, where they are several.
pub type Causes = BTreeSet<Cause>;

/// In codes.
fn codes(causes: &Causes) -> String {
    causes.iter().map(|cause| cause.as_str()).collect::<Vec<_>>().join(";")
}

pub type Figures = BTreeMap<Key, Figure>;

/// Figures once the causes are what they are now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub causes: Causes,
    pub figures: Figures,
}

/// A figure that is another, and how it came to that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    pub edition: String,
    pub key: Key,
    pub before: Option<Figure>,
    pub after: Option<Figure>,
    pub shares: Vec<Share>,
}

/// From one figure to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// From 1.
    pub step: i64,
    pub causes: String,
    pub before: Option<Figure>,
    pub after: Option<Figure>,
}

/// The figures that differ from those that an edition published; the last of the steps is what is there now.
pub fn moved(edition: &str, before: &Figures, steps: &[Step]) -> Vec<Moved> {
    let Some(last) = steps.last() else { return Vec::new() };
    let keys: BTreeSet<&Key> = before.keys().chain(last.figures.keys()).collect();
    let moved = keys.into_iter().filter(|key| before.get(*key) != last.figures.get(*key));
    let mut moved: Vec<Moved> = moved
        .map(|key| {
            let mut from = before.get(key);
            let mut shares = Vec::new();
            for (step, number) in steps.iter().zip(1..) {
                let to = step.figures.get(key);
                if from != to {
                    shares.push(Share {
                        step: number,
                        causes: codes(&step.causes),
                        before: from.cloned(),
                        after: to.cloned(),
                    });
                }
                from = to;
            }
            Moved {
                edition: edition.to_owned(),
                key: key.clone(),
                before: before.get(key).cloned(),
                after: from.cloned(),
                shares,
            }
        })
        .collect();
    moved.sort_by_key(|moved| read_back::order(&moved.key[0]));
    moved
}

/// How many figures each cause moved, and how many moved at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    pub figures: usize,
    pub by_cause: BTreeMap<String, usize>,
}

impl Counted {
    pub fn of(moved: &[Moved]) -> Self {
        let mut by_cause = BTreeMap::new();
        for share in moved.iter().flat_map(|moved| &moved.shares) {
            *by_cause.entry(share.causes.clone()).or_default() += 1;
        }
        Self { figures: moved.len(), by_cause }
    }
}

/// The table `changes`, one row for each figure and cause that moved it; it is internal, because the difference
/// of two exact figures is one.
pub fn table(moved: &[Moved], units: &Units) -> Table {
    let rows = moved
        .iter()
        .flat_map(|moved| moved.shares.iter().filter_map(move |share| row(moved, share, units)));
    Table { name: "changes", columns: published::CHANGES, rows: rows.collect() }
}

fn row(moved: &Moved, share: &Share, units: &Units) -> Option<Vec<Value>> {
    let [period, unit, indicator] = &moved.key;
    let mut row = about(period.parse().ok()?, unit, units);
    row.extend([indicator.clone().into(), moved.edition.clone().into()]);
    row.extend(cells(moved.before.as_ref()));
    row.extend(cells(moved.after.as_ref()));
    row.extend([share.step.into(), share.causes.clone().into()]);
    let (before, after) = (share.before.as_ref(), share.after.as_ref());
    let count = |figure: Option<&Figure>, place: usize| -> Option<i64> {
        figure.and_then(|figure| figure[place].parse().ok())
    };
    let points = |figure: Option<&Figure>| figure.and_then(|figure| Decimal::parse(&figure[2], 2));
    let status = |figure: Option<&Figure>| -> Value {
        figure.map(|figure| figure[3].clone()).filter(|status| !status.is_empty()).into()
    };
    let change = |place: usize| match (count(before, place), count(after, place)) {
        (None, None) => None,
        (from, to) => Some(to.unwrap_or(0) - from.unwrap_or(0)),
    };
    let nothing = || Decimal::parse("0", 2);
    let of_points = match (points(before), points(after)) {
        (None, None) => None,
        (from, to) => to.or_else(nothing).zip(from.or_else(nothing)).map(|(to, from)| to - from),
    };
    row.extend([change(0).into(), change(1).into(), of_points.into()]);
    row.extend([status(before), status(after)]);
    Some(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(cells: &[(&str, [&str; 4])]) -> Figures {
        let key = |unit: &str| ["2026-03".to_owned(), unit.to_owned(), "i".to_owned()];
        cells.iter().map(|(unit, figure)| (key(unit), figure.map(str::to_owned))).collect()
    }

    fn step(cause: Cause, cells: &[(&str, [&str; 4])]) -> Step {
        Step { causes: [cause].into(), figures: figures(cells) }
    }

    #[test]
    fn the_shares_of_a_figure_come_to_its_difference_and_one_that_appears_is_of_one_step() {
        let before =
            figures(&[("A", ["1", "2", "0.50", "value"]), ("C", ["1", "1", "1.00", "value"])]);
        let steps = [
            step(
                Cause::LateRows,
                &[
                    ("A", ["2", "4", "0.50", "value"]),
                    ("B", ["3", "3", "1.00", "value"]),
                    ("C", ["2", "2", "1.00", "value"]),
                ],
            ),
            step(
                Cause::Rules,
                &[
                    ("A", ["1", "4", "0.25", "value"]),
                    ("B", ["2", "3", "", "few"]),
                    ("C", ["1", "1", "1.00", "value"]),
                ],
            ),
        ];
        let moved = moved("e", &before, &steps);
        let units: Vec<&str> = moved.iter().map(|moved| &*moved.key[1]).collect();
        assert_eq!(units, ["A", "B"], "what comes back to what it was is not another");
        let told = Counted::of(&moved);
        assert_eq!((told.figures, told.by_cause["late_rows"], told.by_cause["rules"]), (2, 2, 2));
        let known = Units::from(Vec::new());
        let table = table(&moved, &known);
        let place = |name: &str| table.columns.iter().position(|c| c.name == name).unwrap();
        let column = |name: &str| -> Vec<String> {
            let place = place(name);
            table.rows.iter().map(|row| crate::schema::encode::text(&row[place])).collect()
        };
        assert_eq!(column("numerator_change"), ["1", "-1", "3", "-1"]);
        assert_eq!(column("denominator_change"), ["2", "0", "3", "0"]);
        assert_eq!(column("points_change"), ["0.00", "-0.25", "1.00", "-1.00"]);
        assert_eq!(column("status_before"), ["value", "value", "", "value"]);
        assert_eq!(column("status_after"), ["value", "value", "value", "few"]);
        assert_eq!(column("published_denominator"), ["2", "2", "", ""]);
    }
}
