//! Figures that follow from others, worked out once more from the tables themselves: shares from
//! numerator and denominator, points of groups from those of indicators, totals from groups, scores
//! from totals, ranks from comparable points, and the equations of the flow. The last hold only where
//! counts are exact; everything else also holds of a public edition, which is computed from its own
//! rounded counts.

use std::collections::{BTreeMap, BTreeSet};

use super::{Difference, Findings, csv::Grid, edition::Edition, number::Decimal};
use crate::edition::tables::AS_NOW;

/// Whole = parts, of the exact flow.
const FLOW: [(&str, &str, &[&str], &[&str]); 3] = [
    (
        "closing",
        "opening + received = ended + closing",
        &["opening", "received"],
        &["ended", "closing"],
    ),
    (
        "ended",
        "ended = ended_early + ended_on_time + ended_late + ended_undated",
        &["ended"],
        &["ended_early", "ended_on_time", "ended_late", "ended_undated"],
    ),
    (
        "closing",
        "closing = closing_in_time + closing_overdue + closing_waiting + closing_undated",
        &["closing"],
        &["closing_in_time", "closing_overdue", "closing_waiting", "closing_undated"],
    ),
];

pub fn check(edition: &Edition<'_>, found: &mut Findings) {
    for folder in ["tables", AS_NOW] {
        let table = |name: &str| edition.grid(&format!("{folder}/{name}"));
        let (indicators, groups, scorecard) =
            (table("indicators"), table("groups"), table("scorecard"));
        for shares in [indicators, table("targets")].into_iter().flatten() {
            check_shares(shares, found);
        }
        if let (Some(indicators), Some(groups)) = (indicators, groups) {
            check_groups(indicators, groups, found);
        }
        if let (Some(indicators), Some(groups), Some(scorecard)) = (indicators, groups, scorecard) {
            check_totals(indicators, groups, scorecard, found);
        }
        if let Some(scorecard) = scorecard {
            check_ranks(scorecard, found);
        }
        if edition.is_internal() {
            for flow in [table("flow"), table("flow_by_procedure")].into_iter().flatten() {
                check_flow(flow, found);
            }
        }
    }
}

/// The number in a cell; absent where it is empty.
fn number(grid: &Grid, row: usize, column: Option<usize>) -> Option<Decimal> {
    column.and_then(|column| Decimal::machine(grid.cell(row, column)))
}

/// Notes a cell that does not follow from the others.
fn compare(
    grid: &Grid,
    row: usize,
    column: &str,
    expected: Option<Decimal>,
    why: &str,
    found: &mut Findings,
) {
    found.checked.sums += 1;
    let shown = grid.named(row, column);
    if Decimal::machine(shown) != expected || expected.is_none() && !shown.is_empty() {
        let expected =
            expected.map_or_else(|| "an empty cell".to_owned(), |value| value.to_string());
        let place = format!("{}, column {column}", grid.place(row));
        found.differs(Difference::new(&grid.file(), place, shown, format!("{expected}: {why}")));
    }
}

fn check_shares(grid: &Grid, found: &mut Findings) {
    let [numerator, denominator, ratio, points, most] =
        ["numerator", "denominator", "ratio", "points", "max_points"].map(|name| grid.column(name));
    for row in 0..grid.rows.len() {
        let of = |column| number(grid, row, column);
        if of(ratio).is_some() {
            let share = of(numerator).zip(of(denominator)).and_then(|(n, d)| n.over(d, 6));
            compare(grid, row, "ratio", share, "numerator / denominator, six decimals", found);
        }
        if let (Some(points), Some(most)) = (of(points), of(most))
            && (points.is_negative() || most.minus(points).is_negative())
        {
            let place = format!("{}, column points", grid.place(row));
            let expected = format!("at most max_points, {most}, and at least 0");
            found.differs(Difference::new(&grid.file(), place, points.to_string(), expected));
        }
    }
}

/// Points and available points of figures taken together.
#[derive(Clone, Copy, Debug)]
struct Sum {
    points: Decimal,
    available: Decimal,
    /// Some of them has points.
    any: bool,
}

impl Default for Sum {
    fn default() -> Self {
        Self { points: Decimal::whole(0), available: Decimal::whole(0), any: false }
    }
}

impl Sum {
    fn add(&mut self, points: Option<Decimal>, available: Decimal) {
        self.any |= points.is_some();
        self.points = self.points.plus(points.unwrap_or(Decimal::whole(0)));
        self.available = self.available.plus(available);
    }

    /// None where nothing has points, or where a part of the total is kept from the public.
    fn shown(&self, is_suppressed: bool) -> Option<Decimal> {
        (self.any && !is_suppressed).then_some(self.points)
    }
}

/// Period, unit, group and block; a total of groups or blocks has them empty.
type Total<'a> = [&'a str; 4];

const TOTAL: [&str; 4] = ["period", "unit_id", "group_id", "block_id"];

fn named<'a>(grid: &'a Grid, row: usize) -> Total<'a> {
    TOTAL.map(|name| grid.named(row, name))
}

/// The totals of which a suppressed indicator is a part.
fn suppressed<'a>(indicators: &'a Grid) -> BTreeSet<Total<'a>> {
    (0..indicators.rows.len())
        .filter(|row| indicators.named(*row, "status") == "suppressed")
        .flat_map(|row| {
            let [period, unit, group, block] = named(indicators, row);
            [[period, unit, "", ""], [period, unit, group, ""], [period, unit, group, block]]
        })
        .collect()
}

fn check_groups(indicators: &Grid, groups: &Grid, found: &mut Findings) {
    let [points, most] = ["points", "max_points"].map(|name| indicators.column(name));
    let suppressed = suppressed(indicators);
    let mut sums: BTreeMap<Total<'_>, Sum> = BTreeMap::new();
    for row in 0..indicators.rows.len() {
        let Some((points, most)) =
            number(indicators, row, points).zip(number(indicators, row, most))
        else {
            continue;
        };
        let named = named(indicators, row);
        let [period, unit, group, block] = named;
        sums.entry([period, unit, group, ""]).or_default().add(Some(points), most);
        if !block.is_empty() {
            sums.entry(named).or_default().add(Some(points), most);
        }
    }
    for row in 0..groups.rows.len() {
        let named = named(groups, row);
        let sum = sums.get(&named).copied().unwrap_or_default();
        let points = sum.shown(suppressed.contains(&named));
        let why = "the sum of the indicators that have points; none if one is suppressed";
        compare(groups, row, "points", points, why, found);
        let why = "the maxima of the indicators that have points";
        compare(groups, row, "available_points", Some(sum.available), why, found);
    }
}

fn check_totals(indicators: &Grid, groups: &Grid, scorecard: &Grid, found: &mut Findings) {
    let [points, available] = ["points", "available_points"].map(|name| groups.column(name));
    let suppressed = suppressed(indicators);
    let mut sums: BTreeMap<Total<'_>, Sum> = BTreeMap::new();
    for row in 0..groups.rows.len() {
        let [period, unit, _, block] = named(groups, row);
        if let (true, Some(available)) = (block.is_empty(), number(groups, row, available)) {
            let points = number(groups, row, points);
            sums.entry([period, unit, "", ""]).or_default().add(points, available);
        }
    }
    for row in 0..scorecard.rows.len() {
        let named = named(scorecard, row);
        let sum = sums.get(&named).copied().unwrap_or_default();
        let points = sum.shown(suppressed.contains(&named));
        let why = "the sum of the groups; none if a part is suppressed";
        compare(scorecard, row, "points", points, why, found);
        let why = "the sum of the groups";
        compare(scorecard, row, "available_points", Some(sum.available), why, found);
        let is_graded = scorecard.named(row, "status") != "no_cases";
        let score = points.and_then(|points| points.times(100)?.over(sum.available, 2));
        let why = "100 × points / available_points; none without cases";
        compare(scorecard, row, "score", score.filter(|_| is_graded), why, found);
        let is_complete = scorecard.named(row, "coverage") != "incomplete";
        for column in ["band", "rank"] {
            let shown = scorecard.named(row, column);
            if !(is_graded && is_complete || shown.is_empty()) {
                let place = format!("{}, column {column}", scorecard.place(row));
                let expected = "an empty cell: the unit had no case, or the data is incomplete";
                found.differs(Difference::new(&scorecard.file(), place, shown, expected));
            }
        }
    }
}

fn check_ranks(scorecard: &Grid, found: &mut Findings) {
    let [period, rank, points, available] =
        ["period", "rank", "comparable_points", "comparable_available"]
            .map(|name| scorecard.column(name));
    let mut ranked: BTreeMap<&str, Vec<(usize, i128, Decimal)>> = BTreeMap::new();
    for row in 0..scorecard.rows.len() {
        let cells = [rank, points, available].map(|column| number(scorecard, row, column));
        match cells {
            [Some(_), Some(points), Some(available)] => {
                let period = period.map_or("", |period| scorecard.cell(row, period));
                let hundredths = points.in_units_of(2).unwrap_or(i128::MAX);
                ranked.entry(period).or_default().push((row, hundredths, available));
            }
            [None, None, None] => {}
            _ => {
                let place = scorecard.place(row);
                let expected = "rank and comparable points together, or neither";
                found.differs(Difference::new(
                    &scorecard.file(),
                    place,
                    "one without the other",
                    expected,
                ));
            }
        }
    }
    for units in ranked.values() {
        let all = Decimal::whole(units.len() as i128);
        for (row, points, _) in units {
            let better = units.iter().filter(|(_, other, _)| other > points).count() as i128;
            let why = "one more than the units with more comparable_points";
            compare(scorecard, *row, "rank", Some(Decimal::whole(better + 1)), why, found);
            compare(
                scorecard,
                *row,
                "ranked_units",
                Some(all),
                "the units that have a rank",
                found,
            );
            let available = units.first().map(|(_, _, available)| *available);
            let why = "the same for every ranked unit of the period";
            compare(scorecard, *row, "comparable_available", available, why, found);
        }
    }
}

fn check_flow(flow: &Grid, found: &mut Findings) {
    for (named, equation, left, right) in FLOW {
        let places = |names: &[&str]| -> Option<Vec<usize>> {
            names.iter().map(|name| flow.column(name)).collect()
        };
        let (Some(left), Some(right)) = (places(left), places(right)) else { continue };
        for row in 0..flow.rows.len() {
            let sum = |columns: &[usize]| -> Option<i64> {
                columns.iter().map(|column| flow.cell(row, *column).parse::<i64>().ok()).sum()
            };
            found.checked.sums += 1;
            let (left, right) = (sum(&left), sum(&right));
            if left.is_none() || left != right {
                let told = |sum: Option<i64>| {
                    sum.map_or_else(|| "no number".to_owned(), |sum| sum.to_string())
                };
                let place = format!("{}, column {named}", flow.place(row));
                let sides = format!("{} on one side and {} on the other", told(left), told(right));
                found.differs(Difference::new(&flow.file(), place, sides, equation));
            }
        }
    }
}
