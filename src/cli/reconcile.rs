//! `chiso reconcile`: points recomputed from published counts, compared with published points, part
//! by part and block by block, in exact decimals. What the file does not hold whole is not compared,
//! and said.

mod found;
mod shown;

use std::path::Path;

use super::{
    args::Common,
    exit_code::{Code, Stop},
    settings,
};
use crate::{
    domain::{cell::Count, number::Decimal, points::Points},
    pipeline::portal::published::{self, Row},
    rules::{Indicator, RuleSet},
    schema::facts::Subject,
    score::points::score,
};
use found::Found;

pub fn reconcile(common: &Common, file: &Path, tolerance: &str) -> Result<Code, Stop> {
    let tolerance = Decimal::parse(tolerance, 6).ok_or_else(|| {
        Stop::new(
            Code::Usage,
            format!("--tolerance {tolerance:?}: expected a decimal such as 0.01"),
        )
    })?;
    let rules = rules(common)?;
    let rows = published::read(file)?;
    let mut found = Found::default();
    let (indicators, totals): (Vec<&Row>, Vec<&Row>) =
        rows.iter().partition(|row| row.level == "indicator");
    for row in &indicators {
        let computed = match rules.indicator(&row.id) {
            Some(indicator) => points_of(indicator, row).ok_or("there are no counts".to_owned()),
            None => Err(format!("it is not an indicator of {}", rules.id)),
        };
        found.compare(row, computed, tolerance);
    }
    for row in totals {
        found.compare(row, sum_of_parts(&rules, row, &indicators), tolerance);
    }
    shown::print(common, &found);
    Ok(if found.differences.is_empty() { Code::Done } else { Code::Data })
}

/// The configured rule set where there is a configuration, else the default.
fn rules(common: &Common) -> Result<RuleSet, Stop> {
    if common.config.exists() {
        return Ok(settings::load(common)?.rules);
    }
    settings::rule_set("portal-2026", Path::new("."))
        .map_err(|faults| Stop::new(Code::Configuration, faults.join("\n")))
}

/// The points that published counts give. What no input counts is published without counts, as
/// what has no cases.
fn points_of(indicator: &Indicator, row: &Row) -> Option<Points> {
    let uncounted = row.points.is_some() && indicator.counts == Subject::Communes;
    let (numerator, denominator) = row.counts.or(uncounted.then_some((0, 0)))?;
    score(indicator, Count::Known { numerator, denominator }, false).points
}

/// The points of a block or group as the sum of its parts, where the file holds all that its
/// maximum is made of; else why it cannot be compared.
fn sum_of_parts(rules: &RuleSet, total: &Row, indicators: &[&Row]) -> Result<Points, String> {
    let (group, block) = total.id.split_once('/').unwrap_or((&total.id, ""));
    let known = rules.groups.iter().find(|known| known.id == group);
    let max = match (known, block) {
        (Some(known), "") => Some(known.max),
        (Some(known), _) => known.blocks.iter().find(|of| of.id == block).map(|of| of.max),
        (None, _) => None,
    };
    let Some(max) = max.map(|max| total.max.unwrap_or(max)) else {
        return Err(format!("{} does not know it", rules.id));
    };
    let (mut sum, mut maxima, mut missing) = (Points::ZERO, Points::ZERO, [0, 0]);
    let parts = rules.indicators.iter().filter(|of| of.max != Points::ZERO);
    for part in parts.filter(|of| of.group == group && (block.is_empty() || of.block == block)) {
        let Some(row) = indicators.iter().find(|row| row.key == total.key && row.id == part.id)
        else {
            missing[0] += 1;
            continue;
        };
        maxima = maxima + row.max.unwrap_or(part.max);
        match points_of(part, row).or(row.points) {
            Some(points) => sum = sum + points,
            None => missing[1] += 1,
        }
    }
    // Where the maxima add up, the file publishes the total without the parts that it lacks.
    match (maxima == max, missing) {
        (true, [_, 0]) => Ok(sum),
        (true, [_, empty]) => Err(parts_missing(empty)),
        (false, [0, 0]) => {
            Err(format!("the maxima of its parts add up to {maxima}, published is {max}"))
        }
        (false, [absent, empty]) => Err(parts_missing(absent + empty)),
    }
}

fn parts_missing(number: u64) -> String {
    if number == 1 { "1 part is missing".into() } else { format!("{number} parts are missing") }
}
