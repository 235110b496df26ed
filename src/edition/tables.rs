//! The published tables as rows, in the order of publication: period, unit, indicator. That of units and
//! procedures, which is many times as long as all others, is made row by row (`by_procedure.rs`).

use crate::{
    domain::{
        cell::Status,
        reliability::{Reliability, interval},
        unit::{Unit, Units},
    },
    rules::{RuleSet, rule_set::AuthorityKind, targets::TargetSet},
    schema::{Table, Value, published},
    score::{period_result::PeriodResult, points::Scored},
};

/// The folder of the tables under today's units. They are Parquet alone.
pub const AS_NOW: &str = "tables/as_now";

/// What the tables are made of.
pub struct Source<'a> {
    pub rules: &'a RuleSet,
    pub targets: &'a TargetSet,
    pub units: &'a Units,
    pub authority: AuthorityKind,
    /// Names of procedures by their number in the facts.
    pub procedures: &'a [String],
    /// Units that are listed; the others are carried by a successor.
    pub listed: &'a [bool],
    pub periods: &'a [PeriodResult],
}

impl Source<'_> {
    /// The tables of a view but for that of units and procedures.
    pub fn tables(&self) -> Vec<Table> {
        vec![
            self.indicators(),
            self.groups(),
            self.scorecard(),
            self.flow(),
            self.targets(),
            self.databases(),
        ]
    }

    /// The units that have rows: every one listed, and `unmapped` where any period uses it.
    pub fn shown_units(&self) -> Vec<u32> {
        let unmapped = self.units.unmapped();
        let used = self.periods.iter().any(|period| period.counts.unmapped_used);
        (0..self.units.len() as u32)
            .filter(|unit| self.listed[*unit as usize] && (*unit != unmapped || used))
            .collect()
    }

    fn rows(&self, row: impl Fn(&PeriodResult, u32) -> Vec<Vec<Value>>) -> Vec<Vec<Value>> {
        let units = self.shown_units();
        let row = &row;
        self.periods
            .iter()
            .flat_map(|period| {
                units
                    .iter()
                    .flat_map(move |unit| row(period, *unit).into_iter())
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    pub(super) fn head(&self, period: &PeriodResult, unit: u32) -> Vec<Value> {
        let kind = period.counts.period.kind;
        vec![
            period.counts.period.to_string().into(),
            kind.as_str().into(),
            period.counts.period.first_day().into(),
            self.unit(unit).id.clone().into(),
            self.unit(unit).on(period.named_on).name.clone().into(),
        ]
    }

    fn unit(&self, unit: u32) -> &Unit {
        self.units.get(unit)
    }

    pub fn indicators(&self) -> Table {
        let rows = self.rows(|period, unit| {
            let kind = match unit {
                0 => self.authority.as_str(),
                _ => self.unit(unit).on(period.named_on).kind.as_str(),
            };
            let cells = &period.scores[unit as usize].cells;
            self.rules
                .indicators
                .iter()
                .zip(cells)
                .map(|(indicator, cell)| {
                    let mut row = self.head(period, unit);
                    row.extend([
                        kind.into(),
                        indicator.group.clone().into(),
                        indicator.block.clone().into(),
                        indicator.id.clone().into(),
                        cell.counts.map(|(numerator, _)| numerator).into(),
                        cell.counts.map(|(_, denominator)| denominator).into(),
                        cell.ratio().into(),
                        cell.points.into(),
                        indicator.max.into(),
                        cell.status.as_str().into(),
                        self.rules.id.clone().into(),
                        self.rules.hash.clone().into(),
                        coverage(period),
                    ]);
                    row.extend(reliability(cell));
                    row
                })
                .collect()
        });
        Table { name: "indicators", columns: published::INDICATORS, rows }
    }

    fn groups(&self) -> Table {
        let rows = self.rows(|period, unit| {
            let groups = &period.scores[unit as usize].groups;
            groups
                .iter()
                .map(|group| {
                    let mut row = self.head(period, unit);
                    row.extend([
                        group.group.clone().into(),
                        group.block.clone().into(),
                        group.points.into(),
                        group.max.into(),
                        group.available.into(),
                        coverage(period),
                    ]);
                    row
                })
                .collect()
        });
        Table { name: "groups", columns: published::GROUPS, rows }
    }

    fn scorecard(&self) -> Table {
        let rows = self.rows(|period, unit| {
            let score = &period.scores[unit as usize];
            let band = score.band.as_ref().and_then(|id| {
                self.rules
                    .bands
                    .iter()
                    .find(|band| band.id == *id)
                    .map(|band| band.title.vi.clone())
            });
            let comparable = score.rank.and_then(|rank| rank.comparable_score);
            let comparable_band = comparable.and_then(|score| self.rules.band(score));
            let mut row = self.head(period, unit);
            row.extend([
                score.points.into(),
                score.available.into(),
                self.rules.max().into(),
                score.score.into(),
                band.into(),
                score.rank.map(|rank| rank.comparable_points).into(),
                score.rank.map(|rank| rank.comparable_available).into(),
                score.rank.map(|rank| u64::from(rank.rank)).into(),
                score.rank.map(|rank| u64::from(rank.ranked_units)).into(),
                score.status.as_str().into(),
                coverage(period),
                score.cohort.as_ref().map(|cohort| cohort.id()).into(),
                comparable.into(),
                comparable_band.map(|band| band.title.vi.clone()).into(),
                score.rank.map(|rank| u64::from(rank.among.low)).into(),
                score.rank.map(|rank| u64::from(rank.among.high)).into(),
            ]);
            vec![row]
        });
        Table { name: "scorecard", columns: published::SCORECARD, rows }
    }

    fn flow(&self) -> Table {
        let rows = self.rows(|period, unit| {
            let mut row = self.head(period, unit);
            let unit = unit as usize;
            let shown = !period.counts.flow_suppressed[unit];
            let flow = period.counts.flows[unit].iter();
            row.extend(flow.map(|count| shown.then_some(*count).into()));
            row.extend([coverage(period), status(period, shown)]);
            row.push(period.counts.flow_base[unit].into());
            vec![row]
        });
        Table { name: "flow", columns: published::FLOW, rows }
    }

    fn targets(&self) -> Table {
        let rows = self.rows(|period, unit| {
            let targets = self.targets.targets.iter().enumerate();
            targets
                .map(|(place, target)| {
                    let measured = period.counts.measured(target, place, unit);
                    let mut row = self.head(period, unit);
                    row.extend([
                        target.id.clone().into(),
                        measured.counts.map(|(numerator, _)| numerator).into(),
                        measured.counts.map(|(_, denominator)| denominator).into(),
                        measured.ratio().into(),
                        target.goal_ratio().into(),
                        measured.met.into(),
                        measured.status.as_str().into(),
                        target.comparison.as_str().into(),
                        self.targets.id.clone().into(),
                        coverage(period),
                    ]);
                    row
                })
                .collect()
        });
        Table { name: "targets", columns: published::TARGETS, rows }
    }

    fn databases(&self) -> Table {
        let rows = self.rows(|period, unit| {
            let from = (unit, String::new());
            let of_unit =
                period.counts.databases.range(from..).take_while(|((u, _), _)| *u == unit);
            of_unit
                .map(|((_, code), dossiers)| {
                    let mut row = self.head(period, unit);
                    row.extend([code.clone().into(), (*dossiers).into(), coverage(period)]);
                    row.push(status(period, dossiers.is_some()));
                    row
                })
                .collect()
        });
        Table { name: "databases", columns: published::DATABASES, rows }
    }
}

/// The interval of a ratio, and whether it is to be read with care. Made of what is shown, so that they
/// tell no more.
fn reliability(cell: &Scored) -> [Value; 3] {
    let ends = cell.fraction().and_then(interval);
    let few = cell.fraction().and_then(|(_, cases)| Reliability::of(cases));
    [
        ends.map(|(low, _)| low).into(),
        ends.map(|(_, high)| high).into(),
        few.map(Reliability::as_str).into(),
    ]
}

/// The status of a row of counts, which is kept from the public or is not.
pub(super) fn status(period: &PeriodResult, is_shown: bool) -> Value {
    let status = match (is_shown, period.counts.provisional) {
        (false, _) => Status::Suppressed,
        (true, true) => Status::Provisional,
        (true, false) => Status::Value,
    };
    status.as_str().into()
}

/// Whether the inputs hold every dossier of a period.
pub(super) fn coverage(period: &PeriodResult) -> Value {
    period.counts.coverage.as_str().into()
}
