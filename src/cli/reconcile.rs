//! `chiso reconcile`: points recomputed from published counts, compared with published points, part
//! by part and block by block, in exact decimals.

use std::{collections::BTreeMap, path::Path};

use serde_json::{Value as Json, json};

use super::{
    args::{Common, Format},
    exit_code::{Code, Stop},
    output::outln,
    settings,
};
use crate::{
    domain::{cell::Count, points::Points},
    rules::{Indicator, RuleSet},
    score::points::score,
};

const COLUMNS: [&str; 8] =
    ["case", "unit", "period", "level", "id", "numerator", "denominator", "published_points"];

/// A published row; texts as they stand.
struct Row {
    key: (String, String, String),
    level: String,
    id: String,
    counts: Option<(u64, u64)>,
    points: Option<Points>,
}

/// Equal and different of one level.
#[derive(Default)]
struct Tally {
    equal: u64,
    different: u64,
}

/// One difference.
struct Difference {
    key: (String, String, String),
    level: String,
    id: String,
    published: Points,
    computed: Points,
}

pub fn reconcile(common: &Common, file: &Path, tolerance: &str) -> Result<Code, Stop> {
    let tolerance = millionths(tolerance).ok_or_else(|| {
        Stop::new(
            Code::Usage,
            format!("--tolerance {tolerance:?}: expected a decimal such as 0.01"),
        )
    })?;
    let rules = rules(common)?;
    let rows = read(file)?;
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut differences = Vec::new();
    let mut compare = |level: &'static str, row: &Row, computed: Points| {
        let Some(published) = row.points else { return };
        let tally = tallies.entry(level).or_default();
        if (published.0 - computed.0).abs() * 10_000 <= tolerance {
            tally.equal += 1;
        } else {
            tally.different += 1;
            let (key, level, id) = (row.key.clone(), row.level.clone(), row.id.clone());
            differences.push(Difference { key, level, id, published, computed });
        }
    };
    let parts: Vec<(&Row, &Indicator)> = rows
        .iter()
        .filter(|row| row.level == "indicator")
        .filter_map(|row| Some((row, rules.indicator(&row.id)?)))
        .collect();
    for (row, indicator) in &parts {
        if let Some(computed) = row.counts.and_then(|counts| points_of(indicator, counts)) {
            compare("indicators", row, computed);
        }
    }
    for row in rows.iter().filter(|row| row.level != "indicator") {
        let (group, block) = row.id.split_once('/').unwrap_or((&row.id, ""));
        let own = parts.iter().filter(|(part, indicator)| {
            part.key == row.key
                && indicator.group == group
                && (block.is_empty() || indicator.block == block)
        });
        let sum: Option<Vec<Points>> = own
            .map(|(part, indicator)| {
                part.counts.and_then(|counts| points_of(indicator, counts)).or(part.points)
            })
            .collect();
        if let Some(points) = sum.filter(|points| !points.is_empty()) {
            compare(
                if row.level == "block" { "blocks" } else { "groups" },
                row,
                points.into_iter().sum(),
            );
        }
    }
    print(common, &tallies, &differences);
    Ok(if differences.is_empty() { Code::Done } else { Code::Data })
}

/// The configured rule set where there is a configuration, else the default.
fn rules(common: &Common) -> Result<RuleSet, Stop> {
    if common.config.exists() {
        return Ok(settings::load(common)?.rules);
    }
    settings::rule_set("portal-2026", Path::new("."))
        .map_err(|faults| Stop::new(Code::Configuration, faults.join("\n")))
}

fn points_of(indicator: &Indicator, (numerator, denominator): (u64, u64)) -> Option<Points> {
    score(indicator, Count::Known { numerator, denominator }, false).points
}

fn read(file: &Path) -> Result<Vec<Row>, Stop> {
    let shown = file.display();
    if !file.exists() {
        return Err(Stop::new(Code::InputMissing, format!("{shown}: there is no such file")));
    }
    let data =
        |message: String| Stop::new(Code::Data, format!("failed to read {shown}: {message}"));
    let mut reader = csv::Reader::from_path(file).map_err(|error| data(error.to_string()))?;
    let header = reader.headers().map_err(|error| data(error.to_string()))?.clone();
    let place = |name: &str| header.iter().position(|known| known == name);
    let missing: Vec<&str> = COLUMNS.into_iter().filter(|name| place(name).is_none()).collect();
    if !missing.is_empty() {
        return Err(data(format!("column {} is missing", missing.join(", "))));
    }
    let places: Vec<usize> = COLUMNS.iter().filter_map(|name| place(name)).collect();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| data(error.to_string()))?;
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |column: usize| record.get(places[column]).unwrap_or("").trim();
        let number = |column: usize| match cell(column) {
            "" => Ok(None),
            text => text.parse::<u64>().map(Some).map_err(|_| {
                data(format!(
                    "line {line}, column {}: {text:?} is not a whole number",
                    COLUMNS[column]
                ))
            }),
        };
        let points = match cell(7) {
            "" => None,
            text => Some(Points::parse(text).ok_or_else(|| {
                data(format!("line {line}, column published_points: {text:?} is not a number with two decimals"))
            })?),
        };
        rows.push(Row {
            key: (cell(0).to_owned(), cell(1).to_owned(), cell(2).to_owned()),
            level: cell(3).to_owned(),
            id: cell(4).to_owned(),
            counts: number(5)?.zip(number(6)?),
            points,
        });
    }
    Ok(rows)
}

/// A decimal with at most six places, in millionths.
fn millionths(text: &str) -> Option<i64> {
    let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    if part.len() > 6 || !whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let part: i64 = format!("{part:0<6}").parse().ok()?;
    whole.checked_mul(1_000_000)?.checked_add(part)
}

fn print(common: &Common, tallies: &BTreeMap<&str, Tally>, differences: &[Difference]) {
    let none = Tally::default();
    let tally = |level: &str| tallies.get(level).unwrap_or(&none);
    if common.format == Format::Json {
        let level =
            |level: &str| json!({"equal": tally(level).equal, "different": tally(level).different});
        let list: Vec<Json> = differences
            .iter()
            .map(|found| {
                json!({
                    "case": found.key.0,
                    "unit": found.key.1,
                    "period": found.key.2,
                    "level": found.level,
                    "id": found.id,
                    "published": found.published.to_f64(),
                    "computed": found.computed.to_f64(),
                    "difference": Points(found.computed.0 - found.published.0).to_f64(),
                })
            })
            .collect();
        let all = json!({
            "indicators": level("indicators"),
            "blocks": level("blocks"),
            "groups": level("groups"),
            "differences": list,
        });
        outln!("{all}");
        return;
    }
    for level in ["indicators", "blocks", "groups"] {
        let found = tally(level);
        outln!("{level:10} {:>6} equal, {} different", found.equal, found.different);
    }
    for found in differences {
        outln!(
            "  {} {} · {} · {} · {}: published {}, computed {}",
            found.level,
            found.id,
            found.key.1,
            found.key.2,
            found.key.0,
            found.published,
            found.computed
        );
    }
}
