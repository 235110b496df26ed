//! Figures that follow from others, worked out once more from the tables themselves: shares from
//! numerator and denominator, points of groups from those of indicators, totals from groups, scores
//! from totals, ranks from comparable points, and the equations of the flow. The last hold only where
//! counts are exact; everything else also holds of a public edition, which is computed from its own
//! rounded counts.

use std::collections::{BTreeMap, BTreeSet};

use super::{findings::Findings, grid::Grid};
use crate::{
    domain::number::Decimal,
    edition::{by_procedure::FlowByProcedure, tables::AS_NOW},
};

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

/// Places after the point: of points, of shares, of whole numbers.
const POINTS: u8 = 2;
const SHARE: u8 = 6;
const WHOLE: u8 = 0;

/// Checks the tables of an edition, but for the equations of its flow.
pub fn check(grids: &[Grid], found: &mut Findings) {
    for folder in ["tables", AS_NOW] {
        let table = |name: &str| {
            let path = format!("{folder}/{name}");
            grids.iter().find(|grid| grid.path == path)
        };
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
    }
}

/// Whether the equations of the flow hold of a table where its counts are exact.
pub fn is_flow(grid: &Grid) -> bool {
    let flows = ["flow", FlowByProcedure::NAME];
    let is_in = |folder: &str| grid.path.strip_prefix(folder).and_then(|at| at.strip_prefix('/'));
    ["tables", AS_NOW].into_iter().filter_map(is_in).any(|name| flows.contains(&name))
}

/// The file that people look a cell up in.
fn file(grid: &Grid) -> String {
    let kind = if grid.path.starts_with(AS_NOW) { "parquet" } else { "csv" };
    format!("{}.{kind}", grid.path)
}

/// The number in a cell, in units of its last decimal; absent where it is empty.
fn number(grid: &Grid, row: usize, column: Option<usize>) -> Option<i128> {
    grid.cell(row, column?).replace('.', "").parse().ok()
}

/// A number of such units as a table writes it; nothing is an empty cell.
fn written(number: Option<i128>, places: u8) -> String {
    let units = number.and_then(|number| i64::try_from(number).ok());
    units.map_or_else(String::new, |units| Decimal::new(units, places).to_string())
}

/// Dividend times scale over divisor, rounded half up; absent for a divisor of zero.
fn over(dividend: i128, scale: i128, divisor: i128) -> Option<i128> {
    Some(Decimal::ratio(dividend * scale, divisor, 0)?.units.into())
}

/// Notes a cell that does not follow from the others.
fn compare(
    grid: &Grid,
    row: usize,
    (column, places): (&str, u8),
    expected: Option<i128>,
    why: &str,
    found: &mut Findings,
) {
    found.checked.sums += 1;
    let (shown, expected) = (grid.named(row, column), written(expected, places));
    if shown != expected {
        let expected = if expected.is_empty() { "an empty cell" } else { &expected };
        let place = format!("{}, column {column}", grid.place(row));
        found.differs(&file(grid), place, shown, format!("{expected}: {why}"));
    }
}

fn check_shares(grid: &Grid, found: &mut Findings) {
    let [numerator, denominator, ratio, points, most] =
        ["numerator", "denominator", "ratio", "points", "max_points"].map(|name| grid.column(name));
    for row in 0..grid.len() {
        let of = |column| number(grid, row, column);
        if of(ratio).is_some() {
            let share = of(numerator).zip(of(denominator));
            let share = share.and_then(|(n, d)| over(n, 10_i128.pow(SHARE.into()), d));
            let why = "numerator / denominator, six decimals";
            compare(grid, row, ("ratio", SHARE), share, why, found);
        }
        if let (Some(gained), Some(most)) = (of(points), of(most))
            && !(0..=most).contains(&gained)
        {
            let place = format!("{}, column points", grid.place(row));
            let most = written(Some(most), POINTS);
            let expected = format!("at most max_points, {most}, and at least 0");
            found.differs(&file(grid), place, written(Some(gained), POINTS), expected);
        }
    }
}

/// Points and available points of figures taken together.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    points: i128,
    available: i128,
    /// Some of them has points.
    any: bool,
}

impl Sum {
    fn add(&mut self, points: Option<i128>, available: i128) {
        self.any |= points.is_some();
        self.points += points.unwrap_or(0);
        self.available += available;
    }

    /// None where nothing has points, or where a part of the total is kept from the public.
    fn shown(&self, is_suppressed: bool) -> Option<i128> {
        (self.any && !is_suppressed).then_some(self.points)
    }
}

/// Period, unit, group and block; a total of groups or blocks has them empty.
type Total<'a> = [&'a str; 4];

const TOTAL: [&str; 4] = ["period", "unit_id", "group_id", "block_id"];

fn named<'a>(grid: &'a Grid, row: usize) -> Total<'a> {
    TOTAL.map(|name| grid.named(row, name))
}

/// The totals of which a suppressed indicator is a part. One without points is a part where its total is
/// suppressed with it: under the policy `portal` it is withheld by itself.
fn suppressed<'a>(indicators: &'a Grid, totals: &'a Grid) -> BTreeSet<Total<'a>> {
    let most = indicators.column("max_points");
    let empty: BTreeSet<Total<'a>> = (0..totals.len())
        .filter(|row| totals.named(*row, "points").is_empty())
        .map(|row| named(totals, row))
        .collect();
    (0..indicators.len())
        .filter(|row| indicators.named(*row, "status") == "suppressed")
        .flat_map(|row| {
            let [period, unit, group, block] = named(indicators, row);
            let is_part = number(indicators, row, most).is_some_and(|most| most > 0);
            let all =
                [[period, unit, "", ""], [period, unit, group, ""], [period, unit, group, block]];
            let empty = &empty;
            all.into_iter().filter(move |total| is_part || empty.contains(total))
        })
        .collect()
}

fn check_groups(indicators: &Grid, groups: &Grid, found: &mut Findings) {
    let [points, most] = ["points", "max_points"].map(|name| indicators.column(name));
    let suppressed = suppressed(indicators, groups);
    let mut sums: BTreeMap<Total<'_>, Sum> = BTreeMap::new();
    for row in 0..indicators.len() {
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
    for row in 0..groups.len() {
        let named = named(groups, row);
        let sum = sums.get(&named).copied().unwrap_or_default();
        let points = sum.shown(suppressed.contains(&named));
        let why = "the sum of the indicators that have points; none if one is suppressed";
        compare(groups, row, ("points", POINTS), points, why, found);
        let why = "the maxima of the indicators that have points";
        compare(groups, row, ("available_points", POINTS), Some(sum.available), why, found);
    }
}

fn check_totals(indicators: &Grid, groups: &Grid, scorecard: &Grid, found: &mut Findings) {
    let [points, available] = ["points", "available_points"].map(|name| groups.column(name));
    let suppressed = suppressed(indicators, scorecard);
    let mut sums: BTreeMap<Total<'_>, Sum> = BTreeMap::new();
    for row in 0..groups.len() {
        let [period, unit, _, block] = named(groups, row);
        if let (true, Some(available)) = (block.is_empty(), number(groups, row, available)) {
            let points = number(groups, row, points);
            sums.entry([period, unit, "", ""]).or_default().add(points, available);
        }
    }
    for row in 0..scorecard.len() {
        let named = named(scorecard, row);
        let sum = sums.get(&named).copied().unwrap_or_default();
        let points = sum.shown(suppressed.contains(&named));
        let why = "the sum of the groups; none if a part is suppressed";
        compare(scorecard, row, ("points", POINTS), points, why, found);
        let why = "the sum of the groups";
        compare(scorecard, row, ("available_points", POINTS), Some(sum.available), why, found);
        let is_graded = scorecard.named(row, "status") != "no_cases";
        let score = points.and_then(|points| over(points, 100 * 100, sum.available));
        let why = "100 × points / available_points; none without cases";
        compare(scorecard, row, ("score", POINTS), score.filter(|_| is_graded), why, found);
        let is_complete = scorecard.named(row, "coverage") != "incomplete";
        for column in ["band", "rank"] {
            let shown = scorecard.named(row, column);
            if !(is_graded && is_complete || shown.is_empty()) {
                let place = format!("{}, column {column}", scorecard.place(row));
                let expected = "an empty cell: the unit had no case, or the data is incomplete";
                found.differs(&file(scorecard), place, shown, expected);
            }
        }
    }
}

fn check_ranks(scorecard: &Grid, found: &mut Findings) {
    let [rank, points, available] =
        ["rank", "comparable_points", "comparable_available"].map(|name| scorecard.column(name));
    let mut ranked: BTreeMap<[&str; 2], Vec<(usize, i128, i128)>> = BTreeMap::new();
    for row in 0..scorecard.len() {
        let cells = [rank, points, available].map(|column| number(scorecard, row, column));
        match cells {
            [Some(_), Some(points), Some(available)] => {
                let list = ["period", "cohort"].map(|name| scorecard.named(row, name));
                ranked.entry(list).or_default().push((row, points, available));
            }
            [None, None, None] => {}
            _ => {
                let place = scorecard.place(row);
                let expected = "rank and comparable points together, or neither";
                found.differs(&file(scorecard), place, "one without the other", expected);
            }
        }
    }
    for units in ranked.values() {
        let all = units.len() as i128;
        for (row, points, of) in units {
            let better = units.iter().filter(|(_, other, _)| other > points).count() as i128;
            let why = "one more than the units with more comparable_points";
            compare(scorecard, *row, ("rank", WHOLE), Some(better + 1), why, found);
            let why = "the units that have a rank";
            compare(scorecard, *row, ("ranked_units", WHOLE), Some(all), why, found);
            let available = units.first().map(|(_, _, available)| *available);
            let why = "the same for every ranked unit of the cohort in the period";
            compare(scorecard, *row, ("comparable_available", POINTS), available, why, found);
            let score = over(*points, 100 * 100, *of).filter(|_| *of > 0);
            let why = "100 × comparable_points / comparable_available";
            compare(scorecard, *row, ("comparable_score", POINTS), score, why, found);
        }
    }
}

/// Checks the equations of a flow whose counts are exact.
pub fn check_flow(flow: &Grid, found: &mut Findings) {
    for (named, equation, left, right) in FLOW {
        let places = |names: &[&str]| -> Option<Vec<usize>> {
            names.iter().map(|name| flow.column(name)).collect()
        };
        let (Some(left), Some(right)) = (places(left), places(right)) else { continue };
        for row in 0..flow.len() {
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
                found.differs(&file(flow), place, sides, equation);
            }
        }
    }
}
