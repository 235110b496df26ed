//! Where the figures of a chart come from that bear another name than in the published tables: the
//! “value” of the ranking is the score on common indicators, “gained” are the points of an indicator, a part of
//! the flow is a column. Each kind of chart says its table, the key of a row and its columns; nothing
//! may be left out but gaps of a series, and those only where it rests on no case.

use std::collections::BTreeSet;

use super::{
    Findings,
    charts::{compare, row_of},
    csv::{Grid, key, unguarded},
    edition::Edition,
    number::Decimal,
    subject::Subject,
};

/// How a figure of a chart comes from a row of a table.
#[derive(Clone, Copy)]
enum From {
    /// The cell itself.
    Cell(&'static str),
    /// One cell less another of the same row.
    Less(&'static str, &'static str),
    /// Numerator over denominator in per cent with two decimals, where the row has a ratio.
    Share,
    /// The same; none of fewer than ten cases, which a ranking shows as a fraction.
    ShareOfMany,
    /// A cell times 100, with two decimals.
    Percent(&'static str),
    /// Hundred times a cell by another, with two decimals.
    PercentOf(&'static str, &'static str),
}

/// A part of the key of the published row.
#[derive(Clone, Copy)]
enum Part<'e> {
    /// The same for all rows of the chart.
    Is(&'e str),
    /// What stands in a column of the chart.
    In(&'static str),
}

/// The table that a chart repeats, the key of each row, and its columns.
struct Origin<'e> {
    table: &'static str,
    key: Vec<Part<'e>>,
    columns: &'static [(&'static str, From)],
}

/// Period, unit and group of everything that rests on a case: the rest is a gap in a series.
pub type WithCases<'e> = BTreeSet<[&'e str; 3]>;

pub fn with_cases<'e>(edition: &'e Edition<'_>) -> WithCases<'e> {
    let Some(table) = edition.grid("tables/indicators") else { return WithCases::new() };
    let names = ["period", "unit_id", "group_id", "points", "status"];
    let [Some(period), Some(unit), Some(group), Some(points), Some(status)] =
        names.map(|name| table.column(name))
    else {
        return WithCases::new();
    };
    let has_case = |row: &usize| {
        !table.cell(*row, points).is_empty()
            && ["value", "provisional"].contains(&table.cell(*row, status))
    };
    let rows = (0..table.rows.len()).filter(has_case);
    let own = |row| [period, unit, group].map(|column| unguarded(table.cell(row, column)));
    rows.map(own).collect()
}

pub fn check(
    edition: &Edition<'_>,
    grid: &Grid,
    subject: &Subject,
    with_cases: &WithCases<'_>,
    found: &mut Findings,
) {
    if grid.column("stage_id").is_some() {
        check_flow(edition, grid, subject, found);
    }
    let Some(origin) = origin(edition, grid, subject) else { return };
    let Some(table) = edition.grid(origin.table) else { return };
    for row in 0..grid.rows.len() {
        let part = |part: &Part<'_>| match part {
            Part::Is(value) => (*value).to_owned(),
            Part::In(column) => unguarded(grid.named(row, column)).to_owned(),
        };
        let parts: Vec<String> = origin.key.iter().map(part).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let Some(of) = row_of(edition, table, grid, row, &parts, found) else { continue };
        for (name, from) in origin.columns {
            let Some(place) = grid.column(name) else { continue };
            let is_gap = match (origin.table, parts.as_slice()) {
                ("tables/groups", [period, unit, group, _]) => {
                    !with_cases.contains(&[*period, *unit, *group])
                }
                ("tables/scorecard", [period, unit]) => {
                    grid.column("series_id").is_some() && !had_dossiers(edition, period, unit)
                }
                _ => false,
            };
            if !(is_gap && grid.cell(row, place).is_empty()) {
                let why = format!("{} {}", table.file(), table.place(of));
                compare(grid, row, place, from.read(table, of), &why, found);
            }
        }
    }
}

/// The newest value of each score, in a row without an indicator, and of each ratio.
pub fn check_signals(edition: &Edition<'_>, grid: &Grid, found: &mut Findings) {
    let Some(place) = grid.column("value") else { return };
    for row in 0..grid.rows.len() {
        let named = |name: &str| unguarded(grid.named(row, name));
        let [period, unit, indicator] = ["period", "unit_id", "indicator_id"].map(named);
        let (table, parts, from) = match indicator {
            "" => ("tables/scorecard", vec![period, unit], From::Cell("score")),
            _ => ("tables/indicators", vec![period, unit, indicator], From::Share),
        };
        let Some(table) = edition.grid(table) else { continue };
        let Some(of) = row_of(edition, table, grid, row, &parts, found) else { continue };
        let is_gap = indicator.is_empty() && !had_dossiers(edition, period, unit);
        if !(is_gap && grid.cell(row, place).is_empty()) {
            let why = format!("{} {}", table.file(), table.place(of));
            compare(grid, row, place, from.read(table, of), &why, found);
        }
    }
}

/// The name of a chart without the list of units that it is about.
fn of_list(id: &str) -> &str {
    let kinds = ["scorecard", "ranking"];
    let is_one = |kind: &&&str| id.strip_prefix(**kind).is_some_and(|rest| rest.starts_with('-'));
    kinds.iter().find(is_one).map_or(id, |kind| *kind)
}

/// What a chart repeats, by its name and place.
fn origin<'e>(edition: &'e Edition<'_>, grid: &Grid, subject: &'e Subject) -> Option<Origin<'e>> {
    use Part::{In, Is};
    let shown = Is(&edition.shown);
    let id = of_list(grid.path.rsplit('/').next().unwrap_or_default());
    let (table, key, columns): (_, _, &'static [(&'static str, From)]) =
        match (id, subject.unit.as_deref(), subject.indicator.as_deref()) {
            ("ranking", _, Some(indicator)) => (
                "tables/indicators",
                vec![shown, In("unit_id"), Is(indicator)],
                &[("value", From::ShareOfMany)],
            ),
            ("trend" | "small_multiples", _, Some(indicator)) => (
                "tables/indicators",
                vec![In("period"), In("series_id"), Is(indicator)],
                &[("value", From::Share)],
            ),
            ("scorecard", ..) => (
                "tables/scorecard",
                vec![shown, In("unit_id")],
                &[("rank", From::Cell("rank")), ("value", From::Cell("comparable_score"))],
            ),
            ("small_multiples", ..) => (
                "tables/scorecard",
                vec![In("period"), In("series_id")],
                &[("value", From::Cell("score"))],
            ),
            ("trend", Some(unit), _) => (
                "tables/groups",
                vec![In("period"), Is(unit), In("series_id"), Is("")],
                &[("value", From::PercentOf("points", "available_points"))],
            ),
            ("points_lost", Some(unit), _) => (
                "tables/indicators",
                vec![shown, Is(unit), In("indicator_id")],
                &[("gained", From::Cell("points")), ("lost", From::Less("max_points", "points"))],
            ),
            _ => {
                let target = grid.path.strip_prefix("charts/targets-")?;
                // Behind the target stands the list of units, where there are several.
                let ends = target.match_indices('-').map(|(at, _)| at).chain([target.len()]);
                let target = ends.rev().find_map(|end| edition.target(&target[..end]))?;
                (
                    "tables/targets",
                    vec![shown, In("unit_id"), Is(target)],
                    &[("value", From::ShareOfMany), ("target", From::Percent("goal"))],
                )
            }
        };
    Some(Origin { table, key, columns })
}

/// Whether the unit had a dossier in hand, as far as the edition tells.
fn had_dossiers(edition: &Edition<'_>, period: &str, unit: &str) -> bool {
    let Some(flow) = edition.grid("tables/flow") else { return false };
    let rows = flow.find(&key([period, unit].into_iter())).iter();
    rows.flat_map(|row| ["opening", "received"].map(|name| flow.named(*row, name)))
        .any(|count| !["", "0"].contains(&count))
}

/// The stages of a flow: each part is named by its column in the published table.
fn check_flow(edition: &Edition<'_>, grid: &Grid, subject: &Subject, found: &mut Findings) {
    let (Some(flow), Some(count)) = (edition.grid("tables/flow"), grid.column("count")) else {
        return;
    };
    let unit = subject.unit.as_deref().unwrap_or(&edition.authority);
    let [of] = flow.find(&key([edition.shown.as_str(), unit].into_iter())) else { return };
    for row in 0..grid.rows.len() {
        let Some(column) = flow.column(grid.named(row, "part_id")) else { continue };
        let why = format!("{} {}", flow.file(), flow.place(*of));
        compare(grid, row, count, Decimal::machine(flow.cell(*of, column)), &why, found);
    }
}

impl From {
    fn read(self, table: &Grid, row: usize) -> Option<Decimal> {
        let number = |column: &str| Decimal::machine(table.named(row, column));
        match self {
            Self::Cell(column) => number(column),
            Self::Less(column, less) => Some(number(column)?.minus(number(less)?)),
            Self::Share => {
                number("ratio")?;
                number("numerator")?.times(100)?.over(number("denominator")?, 2)
            }
            Self::ShareOfMany => {
                let few = table.named(row, "denominator").parse::<i64>().is_ok_and(|d| d < 10);
                if few { None } else { Self::Share.read(table, row) }
            }
            Self::Percent(column) => Some(number(column)?.times(100)?.rounded(2)),
            Self::PercentOf(column, of) => number(column)?.times(100)?.over(number(of)?, 2),
        }
    }
}
