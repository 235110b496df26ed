//! The tables beside charts, compared with the published tables. A table that has the columns of a
//! key says by itself which cells it repeats: columns of one name must be equal. Where a chart gives a
//! figure another name, `origins` says which. Months that the edition does not publish stand in no
//! table and are left out.

use super::{
    Findings,
    csv::{Grid, key},
    difference,
    edition::Edition,
    number::Decimal,
    origins,
    subject::Subject,
};

/// Tables that a chart may repeat.
const TABLES: [&str; 5] = ["indicators", "groups", "scorecard", "flow", "targets"];
/// Columns that are part of a key of these tables.
const KEYS: [&str; 6] = ["period", "unit_id", "group_id", "block_id", "indicator_id", "target_id"];

pub fn check(edition: &Edition<'_>, found: &mut Findings) {
    let with_cases = origins::with_cases(edition);
    for grid in edition.grids().filter(|grid| grid.path.starts_with("charts/")) {
        let subject = Subject::of(edition, &grid.path);
        check_shares(grid, found);
        check_ranks(grid, found);
        check_all(grid, found);
        if grid.path == "charts/ranked" {
            check_lists(edition, grid, found);
            continue;
        }
        if grid.path == "charts/signals" {
            origins::check_signals(edition, grid, found);
            continue;
        }
        check_same_names(edition, grid, &subject, found);
        origins::check(edition, grid, &subject, &with_cases, found);
    }
}

/// The row of all units together, below the units of a funnel plot; no unit bears that name there.
pub fn is_all(grid: &Grid, row: usize) -> bool {
    grid.column("standing").is_some_and(|standing| grid.cell(row, standing).is_empty())
        && row + 1 == grid.rows.len()
        && grid.named(row, "unit_id") == "all"
}

/// The row of all units together is the sum of the others.
fn check_all(grid: &Grid, found: &mut Findings) {
    let Some(last) = grid.rows.len().checked_sub(1).filter(|row| is_all(grid, *row)) else {
        return;
    };
    for column in ["numerator", "denominator"].iter().filter_map(|name| grid.column(name)) {
        let cells = (0..last).filter_map(|row| Decimal::machine(grid.cell(row, column)));
        let sum = cells.fold(Decimal::whole(0), Decimal::plus);
        compare(grid, last, column, Some(sum), "the sum of the rows above it", found);
    }
}

/// A percentage beside its numerator and denominator.
fn check_shares(grid: &Grid, found: &mut Findings) {
    let columns = ["numerator", "denominator", "percent"].map(|name| grid.column(name));
    let [Some(numerator), Some(denominator), Some(percent)] = columns else { return };
    for row in 0..grid.rows.len() {
        let read = |column| Decimal::machine(grid.cell(row, column));
        let Some(shown) = read(percent) else { continue };
        let share = read(numerator)
            .and_then(|numerator| numerator.times(100)?.over(read(denominator)?, shown.places()));
        compare(grid, row, percent, share, "numerator / denominator", found);
    }
}

/// Ranks within a chart: one more than the ranked rows with a higher value.
fn check_ranks(grid: &Grid, found: &mut Findings) {
    let (Some(rank), Some(value)) = (grid.column("rank"), grid.column("value")) else { return };
    let ranked: Vec<(usize, i128)> = (0..grid.rows.len())
        .filter(|row| !grid.cell(*row, rank).is_empty())
        .filter_map(|row| Some((row, Decimal::machine(grid.cell(row, value))?.in_units_of(2)?)))
        .collect();
    for (row, own) in &ranked {
        let higher = ranked.iter().filter(|(_, other)| other > own).count() as i128;
        let expected = Some(Decimal::whole(higher + 1));
        compare(grid, *row, rank, expected, "the values of the ranked units have it", found);
    }
}

/// How many units of each cohort are ranked, counted in the scorecard.
fn check_lists(edition: &Edition<'_>, grid: &Grid, found: &mut Findings) {
    let Some(scorecard) = edition.grid("tables/scorecard") else { return };
    for row in 0..grid.rows.len() {
        let own = |at: &usize| {
            ["period", "cohort"]
                .iter()
                .all(|name| scorecard.named(*at, name) == grid.named(row, name))
        };
        let units: Vec<usize> = (0..scorecard.rows.len()).filter(own).collect();
        let ranked: Vec<usize> =
            units.iter().copied().filter(|at| !scorecard.named(*at, "rank").is_empty()).collect();
        let available = ranked.first().map(|at| scorecard.named(*at, "comparable_available"));
        for (name, expected) in [
            ("ranked_units", Some(Decimal::whole(ranked.len() as i128))),
            ("all_units", Some(Decimal::whole(units.len() as i128))),
            ("comparable_available", available.and_then(Decimal::machine)),
        ] {
            if let Some(place) = grid.column(name) {
                compare(grid, row, place, expected, "the rows of the scorecard", found);
            }
        }
    }
}

/// Columns that bear the names of a published table, where its key can be made up.
fn check_same_names(edition: &Edition<'_>, grid: &Grid, subject: &Subject, found: &mut Findings) {
    let own: Vec<&str> = KEYS.into_iter().filter(|name| grid.column(name).is_some()).collect();
    if own.is_empty() || own == ["unit_id"] && subject.indicator.is_none() {
        // A list of units alone does not say of what.
        return;
    }
    for name in TABLES {
        let Some(table) = edition.grid(&format!("tables/{name}")) else { continue };
        let of_table: Vec<&str> =
            table.key.iter().map(|place| table.columns[*place].as_str()).collect();
        let is_of_subject = subject.indicator.is_none() || of_table.contains(&"indicator_id");
        if !is_of_subject || !own.iter().all(|name| of_table.contains(name)) {
            continue;
        }
        let shared: Vec<(usize, &str)> = grid
            .columns
            .iter()
            .enumerate()
            .map(|(place, name)| (place, name.as_str()))
            .filter(|(_, name)| {
                // A state and a cohort are words, even where a ministry calls a cohort "4".
                let is_word = ["status", "cohort"].contains(name);
                !of_table.contains(name) && table.column(name).is_some() && !is_word
            })
            .collect();
        for row in (0..grid.rows.len()).filter(|row| !is_all(grid, *row)) {
            let part = |name: &&str| part(edition, grid, row, subject, name);
            let Some(parts) = of_table.iter().map(part).collect::<Option<Vec<&str>>>() else {
                break;
            };
            if let Some(of) = row_of(edition, table, grid, row, &parts, found) {
                for (place, name) in &shared {
                    let cell = grid.cell(row, *place);
                    let published = table.named(of, name);
                    if Decimal::machine(cell).is_none() && Decimal::machine(published).is_none() {
                        continue;
                    }
                    if cell.is_empty() && table.named(of, "status") == "no_cases" {
                        continue;
                    }
                    let why = format!("{} {}", table.file(), table.place(of));
                    compare(grid, row, *place, Decimal::machine(published), &why, found);
                }
            }
        }
    }
}

/// A part of the key of a published table: a cell of the row, or what the chart is about.
fn part<'e>(
    edition: &'e Edition<'_>,
    grid: &'e Grid,
    row: usize,
    subject: &'e Subject,
    name: &str,
) -> Option<&'e str> {
    match (grid.column(name), name) {
        (Some(column), _) => Some(super::csv::unguarded(grid.cell(row, column))),
        (None, "period") => Some(&edition.shown),
        (None, "unit_id") => subject.unit.as_deref(),
        (None, "indicator_id") => subject.indicator.as_deref(),
        (None, "block_id") => grid.column("group_id").map(|_| ""),
        _ => None,
    }
}

/// The published row; none where the edition does not publish the period.
pub fn row_of(
    edition: &Edition<'_>,
    table: &Grid,
    grid: &Grid,
    row: usize,
    parts: &[&str],
    found: &mut Findings,
) -> Option<usize> {
    let key = key(parts.iter().copied());
    match table.find(&key) {
        [row] => Some(*row),
        _ if !parts.first().is_some_and(|period| edition.periods.contains(*period)) => None,
        _ => {
            let expected = format!("a row of {}: none has the key “{key}”", table.file());
            found.differs(difference(&grid.file(), grid.place(row), key, expected));
            None
        }
    }
}

pub fn compare(
    grid: &Grid,
    row: usize,
    column: usize,
    expected: Option<Decimal>,
    why: &str,
    found: &mut Findings,
) {
    found.count("charts");
    let shown = grid.cell(row, column);
    if Decimal::machine(shown) != expected || expected.is_none() && !shown.is_empty() {
        let expected =
            expected.map_or_else(|| "an empty cell".to_owned(), |value| value.to_string());
        let place = format!("{}, column {}", grid.place(row), grid.columns[column]);
        found.differs(difference(&grid.file(), place, shown, format!("{expected}, as {why}")));
    }
}
