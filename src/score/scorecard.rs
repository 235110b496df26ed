//! The scorecard of a period: groups, score, band, cohort and rank of every unit. Ranks compare the units
//! of a cohort on equal terms: on the points of the indicators available to every ranked unit of it. Whoever
//! had no case has points and nothing more, and figures that are not complete are neither banded nor ranked.

use super::{
    certainty::{self, Estimate, Ranks},
    points::{Scored, score},
};
use crate::{
    count::{cells::Counts, flow},
    domain::{
        cell::Status,
        cohort::{Cohort, Cohorts},
        points::Points,
        time::Day,
        unit::Units,
    },
    rules::RuleSet,
};

/// Points of a group or block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupPoints {
    pub group: String,
    /// Empty for the whole group.
    pub block: String,
    pub points: Option<Points>,
    pub max: Points,
    pub available: Points,
}

/// A place among the ranked units of a cohort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    pub comparable_points: Points,
    pub comparable_available: Points,
    /// 100 × points / available, two decimals; absent where the units have no indicator in common.
    pub comparable_score: Option<Points>,
    pub rank: u32,
    pub ranked_units: u32,
    /// The ranks that chance leaves open, of all units of the cohort at once with 95 %.
    pub among: Ranks,
}

/// One unit in one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitScore {
    pub unit: u32,
    /// By indicator, in the order of the rule set.
    pub cells: Vec<Scored>,
    /// Each group, and after it its blocks.
    pub groups: Vec<GroupPoints>,
    pub points: Option<Points>,
    pub available: Points,
    /// `NoCases` where the unit is not graded, else `Value` or `Provisional`.
    pub status: Status,
    /// 100 × points / available, two decimals; absent where nothing is available or the unit had no
    /// case.
    pub score: Option<Points>,
    /// Id of the band of the score; absent where figures are not complete.
    pub band: Option<String>,
    /// The units that it stands among; absent of those that stand in no list: the authority, what is below a
    /// unit, what ended or has not begun, and `unmapped`.
    pub cohort: Option<Cohort>,
    pub rank: Option<Rank>,
}

impl UnitScore {
    /// The unit had a case, and is one that can be graded.
    pub fn is_graded(&self) -> bool {
        self.status != Status::NoCases
    }
}

/// Scores every unit of a period, in the order of the units; `day` is the one whose names, tree and cohorts
/// are shown.
pub fn scorecard(
    rules: &RuleSet,
    cohorts: &Cohorts,
    units: &Units,
    counts: &Counts,
    day: Day,
) -> Vec<UnitScore> {
    let mut scores: Vec<UnitScore> = counts
        .cells
        .iter()
        .zip(0..)
        .map(|(cells, unit)| {
            let cells: Vec<Scored> = rules
                .indicators
                .iter()
                .zip(cells)
                .map(|(indicator, count)| score(indicator, *count, counts.provisional))
                .collect();
            let status = match (is_graded(units, counts, unit), counts.provisional) {
                _ if hide(&cells) => Status::Suppressed,
                (false, _) => Status::NoCases,
                (true, true) => Status::Provisional,
                (true, false) => Status::Value,
            };
            let mut score = unit_score(rules, unit, status, cells);
            score.band = score.band.filter(|_| counts.coverage.is_complete());
            score.cohort = cohort(cohorts, units, counts, unit, day);
            score
        })
        .collect();
    if counts.coverage.is_complete() {
        let mut all: Vec<Cohort> = Vec::new();
        for cohort in scores.iter().filter_map(|score| score.cohort.as_ref()) {
            if !all.contains(cohort) {
                all.push(cohort.clone());
            }
        }
        all.iter().for_each(|cohort| rank(rules, counts, cohort, &mut scores));
    }
    scores
}

/// The cohort of a unit directly under the authority that was there in the period.
fn cohort(
    cohorts: &Cohorts,
    units: &Units,
    counts: &Counts,
    unit: u32,
    day: Day,
) -> Option<Cohort> {
    let (place, known) = (unit as usize, units.get(unit));
    let first = known.versions.first().and_then(|version| version.valid_from);
    let has_begun = counts.has_cases[place] || first.is_none_or(|first| first <= day);
    let is_listed = counts.tree.parent(unit) == Some(0)
        && unit != units.unmapped()
        && has_begun
        && !known.is_over(counts.period.first_day());
    // What is kept from the public says nothing of itself by the company it keeps.
    let is_hidden = matches!(cohorts, Cohorts::Volume(_)) && counts.flow_suppressed[place];
    let judged = counts.flows[place][flow::place("on_time_denominator")];
    (is_listed && !is_hidden).then(|| cohorts.of(known, day, judged))
}

/// Whether a unit has a score at all: dossiers or petitions of its own or below it. What nobody is
/// answerable for grades nobody, and what is left of a unit after its end grades it no longer.
fn is_graded(units: &Units, counts: &Counts, unit: u32) -> bool {
    counts.has_cases[unit as usize]
        && unit != units.unmapped()
        && !units.get(unit).is_over(counts.period.first_day())
}

fn unit_score(rules: &RuleSet, unit: u32, status: Status, cells: Vec<Scored>) -> UnitScore {
    let mut groups = Vec::new();
    for group in &rules.groups {
        let of = |block: Option<&str>| {
            let own = rules.indicators.iter().zip(&cells).filter(|(indicator, _)| {
                indicator.group == group.id && block.is_none_or(|block| indicator.block == block)
            });
            own.fold(Total::default(), |total, (indicator, cell)| total.with(cell, indicator.max))
        };
        let entry = |block: &str, max: Points, total: Total| GroupPoints {
            group: group.id.clone(),
            block: block.to_owned(),
            points: total.points(),
            max,
            available: total.available,
        };
        groups.push(entry("", group.max, of(None)));
        for block in &group.blocks {
            groups.push(entry(&block.id, block.max, of(Some(&block.id))));
        }
    }
    let total = rules
        .indicators
        .iter()
        .zip(&cells)
        .fold(Total::default(), |total, (indicator, cell)| total.with(cell, indicator.max));
    let (points, available) = (total.points(), total.available);
    let is_graded = status != Status::NoCases;
    let score = points.filter(|_| is_graded).map(|points| out_of_hundred(points, available));
    UnitScore {
        unit,
        status,
        score,
        band: score.and_then(|score| rules.band(score)).map(|band| band.id.clone()),
        cohort: None,
        points,
        available,
        groups,
        cells,
        rank: None,
    }
}

/// The points of several indicators together. A total with a suppressed part is suppressed.
#[derive(Clone, Copy, Debug, Default)]
struct Total {
    points: Points,
    available: Points,
    suppressed: bool,
}

impl Total {
    fn with(mut self, cell: &Scored, max: Points) -> Self {
        self.suppressed |= cell.hides_totals;
        if cell.available {
            self.points = self.points + cell.points.unwrap_or_default();
            self.available = self.available + max;
        }
        self
    }

    /// Absent where nothing is available, or a part is suppressed.
    fn points(&self) -> Option<Points> {
        (self.available > Points::ZERO && !self.suppressed).then_some(self.points)
    }
}

/// 100 × points / available, rounded half up to two decimals.
pub fn out_of_hundred(points: Points, available: Points) -> Points {
    Points::whole(100).part(points.0.unsigned_abs(), available.0.unsigned_abs())
}

/// Ranked are the graded units of a cohort with a dossier in hand. In a public view those from whom
/// anything is kept back are not: their total is suppressed.
fn rank(rules: &RuleSet, counts: &Counts, cohort: &Cohort, scores: &mut [UnitScore]) {
    let ranked: Vec<usize> = (1..scores.len())
        .filter(|unit| scores[*unit].cohort.as_ref() == Some(cohort))
        .filter(|unit| scores[*unit].is_graded())
        .filter(|unit| flow::in_hand(&counts.flows[*unit]) > 0)
        .filter(|unit| !counts.flow_suppressed[*unit] && !hide(&scores[*unit].cells))
        .collect();
    let comparable: Vec<usize> = (0..rules.indicators.len())
        .filter(|place| ranked.iter().all(|unit| scores[*unit].cells[*place].available))
        .collect();
    let available: Points = comparable.iter().map(|place| rules.indicators[*place].max).sum();
    let points: Vec<Points> = ranked
        .iter()
        .map(|unit| {
            comparable
                .iter()
                .map(|place| scores[*unit].cells[*place].points.unwrap_or_default())
                .sum()
        })
        .collect();
    let estimates = ranked.iter().zip(&points).map(|(unit, points)| Estimate {
        points: *points,
        variance: certainty::variance(rules, counts, *unit, &scores[*unit].cells, &comparable),
    });
    let sets = certainty::ranks(&estimates.collect::<Vec<_>>());
    for ((unit, own), among) in ranked.iter().zip(&points).zip(sets) {
        let better = points.iter().filter(|other| *other > own).count() as u32;
        scores[*unit].rank = Some(Rank {
            comparable_points: *own,
            comparable_available: available,
            comparable_score: (available > Points::ZERO).then(|| out_of_hundred(*own, available)),
            rank: better + 1,
            ranked_units: ranked.len() as u32,
            among,
        });
    }
}

/// A figure of the unit is kept from the public, and with it the unit's total.
fn hide(cells: &[Scored]) -> bool {
    cells.iter().any(|cell| cell.hides_totals)
}

#[cfg(test)]
mod tests;
