//! The scorecard of a period: groups, score, band and rank of every unit. Ranks compare units on
//! equal terms: on the points of the indicators available to every ranked unit. Whoever had no case
//! has points and nothing more, and figures that are not complete are neither banded nor ranked.

use super::points::{Scored, score};
use crate::{
    count::{cells::Counts, flow},
    domain::{cell::Status, points::Points, unit::Units},
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

/// A place among the ranked units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    pub comparable_points: Points,
    pub comparable_available: Points,
    pub rank: u32,
    pub ranked_units: u32,
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
    pub rank: Option<Rank>,
}

impl UnitScore {
    /// The unit had a case, and is one that can be graded.
    pub fn is_graded(&self) -> bool {
        self.status != Status::NoCases
    }
}

/// Scores every unit of a period, in the order of the units.
pub fn scorecard(rules: &RuleSet, units: &Units, counts: &Counts) -> Vec<UnitScore> {
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
            score
        })
        .collect();
    if counts.coverage.is_complete() {
        rank(rules, units, counts, &mut scores);
    }
    scores
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
fn out_of_hundred(points: Points, available: Points) -> Points {
    Points::whole(100).part(points.0.unsigned_abs(), available.0.unsigned_abs())
}

/// Ranked are the graded units directly under the authority with a dossier in hand. In a public view
/// those from whom anything is kept back are not: their total is suppressed.
fn rank(rules: &RuleSet, units: &Units, counts: &Counts, scores: &mut [UnitScore]) {
    let ranked: Vec<usize> = (1..units.len())
        .filter(|unit| scores[*unit].is_graded())
        .filter(|unit| counts.tree.parent(*unit as u32) == Some(0))
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
    for (unit, own) in ranked.iter().zip(&points) {
        let better = points.iter().filter(|other| *other > own).count() as u32;
        scores[*unit].rank = Some(Rank {
            comparable_points: *own,
            comparable_available: available,
            rank: better + 1,
            ranked_units: ranked.len() as u32,
        });
    }
}

/// A figure of the unit is kept from the public, and with it the unit's total.
fn hide(cells: &[Scored]) -> bool {
    cells.iter().any(|cell| cell.hides_totals)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::{
        count::flow::FLOW,
        domain::{
            cell::Count,
            coverage::Coverage,
            period::Period,
            time::Day,
            unit::{Unit, Version},
        },
        rules::{builtin, load},
    };

    fn unit(id: &str, valid_to: Option<Day>) -> Unit {
        let version = Version {
            name: id.to_owned(),
            name_en: None,
            parent_id: None,
            kind: "unit".to_owned(),
            valid_from: None,
            valid_to,
        };
        Unit { id: id.to_owned(), versions: vec![version], successor_id: None, aliases: Vec::new() }
    }

    /// The scores of M, A, B, OLD (which ended with April 2025) and `unmapped`, whose indicators all have
    /// half of their cases; each has a dossier in hand, but those without.
    fn scored(period: &str, without: &[usize], alter: impl Fn(&mut Counts)) -> Vec<UnitScore> {
        let rules = load::load(&builtin::sources("portal-2026").unwrap()).unwrap();
        let april = Day::from_ymd(2025, 4, 30);
        let given = vec![unit("A", None), unit("B", None), unit("OLD", april)];
        let units = Units::new(unit("M", None), given).unwrap();
        let period: Period = period.parse().unwrap();
        let half = Count::Known { numerator: 1, denominator: 2 };
        let has_cases: Vec<bool> = (0..units.len()).map(|unit| !without.contains(&unit)).collect();
        let flow_of = |has: &bool| {
            let mut flow = [0; FLOW.len()];
            flow[flow::place("received")] = u64::from(*has);
            flow
        };
        let mut counts = Counts {
            period,
            provisional: false,
            coverage: Coverage::Complete,
            flows: has_cases.iter().map(flow_of).collect(),
            has_cases,
            cells: vec![vec![half; rules.indicators.len()]; units.len()],
            flows_by_procedure: BTreeMap::new(),
            tree: units.tree(period.first_day()),
            unmapped_used: true,
            targets: Vec::new(),
            databases: BTreeMap::new(),
            flow_suppressed: vec![false; units.len()],
            flow_base: vec![1; units.len()],
        };
        alter(&mut counts);
        scorecard(&rules, &units, &counts)
    }

    /// Score, band and rank: which of them a unit has.
    fn has(score: &UnitScore) -> [bool; 3] {
        [score.score.is_some(), score.band.is_some(), score.rank.is_some()]
    }

    #[test]
    fn a_unit_without_a_case_keeps_its_points_and_has_no_score_band_or_rank() {
        let scores = scored("2025-04", &[2], |_| {});
        assert_eq!(has(&scores[1]), [true; 3]);
        assert_eq!((scores[1].status, scores[1].rank.unwrap().ranked_units), (Status::Value, 2));
        assert_eq!((scores[2].status, has(&scores[2])), (Status::NoCases, [false; 3]));
        assert_eq!(scores[2].points, scores[1].points);
    }

    #[test]
    fn a_petition_is_a_case_and_gives_no_rank() {
        let received = flow::place("received");
        let scores = scored("2025-04", &[], |counts| counts.flows[2][received] = 0);
        assert_eq!((scores[2].status, has(&scores[2])), (Status::Value, [true, true, false]));
    }

    #[test]
    fn the_unmapped_are_never_graded() {
        let scores = scored("2025-04", &[], |_| {});
        assert_eq!((scores[4].status, has(&scores[4])), (Status::NoCases, [false; 3]));
        assert!(scores[4].points.is_some());
    }

    #[test]
    fn a_unit_is_graded_in_every_period_that_begins_before_its_end_and_in_none_after() {
        for period in ["2025-04", "2025-Q2", "2025"] {
            assert_eq!(has(&scored(period, &[], |_| {})[3]), [true; 3], "{period}");
        }
        for period in ["2025-05", "2025-Q3", "2026"] {
            let scores = scored(period, &[], |_| {});
            assert_eq!((scores[3].status, has(&scores[3])), (Status::NoCases, [false; 3]));
            assert_eq!(scores[1].rank.unwrap().ranked_units, 2, "{period}");
        }
    }

    #[test]
    fn what_is_not_complete_has_a_score_and_is_neither_banded_nor_ranked() {
        let from = "2025-06".parse().unwrap();
        let scores = scored("2025-04", &[2], |counts| {
            counts.coverage = Coverage::Incomplete { complete_from: from };
        });
        for unit in [0, 1, 3] {
            assert_eq!(has(&scores[unit]), [true, false, false]);
            assert_eq!(scores[unit].status, Status::Value);
        }
        assert_eq!(scores[2].status, Status::NoCases);
    }

    #[test]
    fn a_period_that_is_not_over_has_provisional_scores() {
        let scores = scored("2025-04", &[2], |counts| counts.provisional = true);
        assert_eq!([scores[1].status, scores[2].status], [Status::Provisional, Status::NoCases]);
    }
}
