//! `chiso rules compare A B`: one period of the lake counted under two rule sets. Shown are the keys
//! in which they differ, then every unit with its totals and indicators under both, the difference,
//! and which keys explain it.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::{
    args::{Common, Format},
    clock,
    exit_code::{Code, Stop},
    output::{out, outln},
    settings,
};
use crate::{
    domain::{points::Points, unit::Units},
    pipeline::{self, Job},
    rules::{
        RuleSet,
        difference::{self, KeyDifference},
    },
    score::{
        period_result::PeriodResult,
        points::Scored,
        scorecard::UnitScore,
        side_by_side::{CellPair, Side, UnitPair, side_by_side},
    },
};

pub fn compare(
    common: &Common,
    a: &RuleSet,
    b: &RuleSet,
    month: &str,
    as_of: Option<&str>,
) -> Result<Code, Stop> {
    let period = settings::period(month)?;
    let job = settings::load(common)?;
    let cut_off = settings::cut_off(as_of, period, clock::now(job.zone)?)?;
    clock::warn_of_old_lake(&job, cut_off);
    let registers = pipeline::registers::Registers::open(&job)?;
    let counted = |rules: &RuleSet| -> Result<PeriodResult, Stop> {
        let job = Job { rules: rules.clone(), ..job.clone() };
        job.check_period(period, period)?;
        let counted =
            pipeline::counting::count(&job, &registers, &[period], &[], cut_off, None, &|_| ())?;
        let none = || Stop::new(Code::Internal, format!("{period} was not counted"));
        counted.periods.into_iter().next().ok_or_else(none)
    };
    let (of_a, of_b) = (counted(a)?, counted(b)?);
    let unmapped_shown = of_a.counts.unmapped_used || of_b.counts.unmapped_used;
    let mut pairs = side_by_side(
        Side { rules: a, scores: &of_a.scores },
        Side { rules: b, scores: &of_b.scores },
    );
    pairs.retain(|pair| pair.unit != registers.units.unmapped() || unmapped_shown);
    let shown = Comparison {
        a,
        b,
        units: &registers.units,
        result: &of_a,
        reasons: difference::indicator_ids(a, b)
            .into_iter()
            .map(|id| (id, difference::reasons(a, b, id)))
            .collect(),
        pairs,
    };
    match common.format {
        Format::Json => outln!("{}", shown.json()),
        Format::Text => out!("{}", shown.text(common.lang)),
    }
    Ok(Code::Done)
}

/// What is shown, as JSON here and as text in `compare_text`.
pub(super) struct Comparison<'a> {
    pub a: &'a RuleSet,
    pub b: &'a RuleSet,
    pub units: &'a Units,
    pub result: &'a PeriodResult,
    /// By indicator.
    pub reasons: BTreeMap<&'a str, Vec<KeyDifference>>,
    pub pairs: Vec<UnitPair<'a>>,
}

impl Comparison<'_> {
    pub fn name(&self, unit: u32) -> &str {
        &self.units.get(unit).on(self.result.named_on).name
    }

    fn json(&self) -> Json {
        let head = |rules: &RuleSet| json!({"id": rules.id, "hash": rules.hash});
        let indicators: Vec<Json> = difference::indicator_ids(self.a, self.b)
            .into_iter()
            .filter(|id| !self.reasons[id].is_empty())
            .map(|id| {
                let reading = |rules: &RuleSet| rules.indicator(id).map(|i| i.reading.clone());
                json!({
                    "indicator_id": id,
                    "keys": self.reasons[id],
                    "reading": {"a": reading(self.a), "b": reading(self.b)},
                })
            })
            .collect();
        json!({
            "period": self.result.counts.period.to_string(),
            "provisional": self.result.counts.provisional,
            "coverage": self.result.counts.coverage.as_str(),
            "a": head(self.a),
            "b": head(self.b),
            "differences": {
                "settings": difference::settings(self.a, self.b),
                "switches": difference::switches(&self.a.switches, &self.b.switches),
                "indicators": indicators,
            },
            "units": self.pairs.iter().map(|pair| self.unit_json(pair)).collect::<Vec<_>>(),
        })
    }

    fn unit_json(&self, pair: &UnitPair<'_>) -> Json {
        let rank = |score: &UnitScore| score.rank.map(|rank| i64::from(rank.rank));
        let ranked_units = |score: &UnitScore| score.rank.map(|rank| i64::from(rank.ranked_units));
        let cohort = |score: &UnitScore| score.cohort.as_ref().map(|cohort| cohort.id());
        let comparable = |score: &UnitScore| score.rank.and_then(|rank| rank.comparable_score);
        json!({
            "unit_id": self.units.get(pair.unit).id,
            "unit_name": self.name(pair.unit),
            "points": points(pair.a.points, pair.b.points),
            "available_points": points(Some(pair.a.available), Some(pair.b.available)),
            "score": points(pair.a.score, pair.b.score),
            "status": pair.a.status.as_str(),
            "band": {"a": pair.a.band, "b": pair.b.band},
            "rank": numbers(rank(pair.a), rank(pair.b)),
            "ranked_units": numbers(ranked_units(pair.a), ranked_units(pair.b)),
            "cohort": {"a": cohort(pair.a), "b": cohort(pair.b)},
            "comparable_score": points(comparable(pair.a), comparable(pair.b)),
            "indicators": pair.cells.iter().map(|cell| self.cell_json(cell)).collect::<Vec<_>>(),
        })
    }

    fn cell_json(&self, cell: &CellPair<'_>) -> Json {
        let count = |cell: Option<Scored>, pick: fn((u64, u64)) -> u64| {
            cell.and_then(|cell| cell.counts).map(|counts| pick(counts) as i64)
        };
        let both = |pick| numbers(count(cell.a, pick), count(cell.b, pick));
        let status = |cell: Option<Scored>| cell.map(|cell| cell.status.as_str());
        let points_of = |cell: Option<Scored>| cell.and_then(|cell| cell.points);
        json!({
            "indicator_id": cell.indicator,
            "numerator": both(|(numerator, _)| numerator),
            "denominator": both(|(_, denominator)| denominator),
            "points": points(points_of(cell.a), points_of(cell.b)),
            "status": {"a": status(cell.a), "b": status(cell.b)},
            "changed": cell.changed(),
            "why": self.why(cell),
        })
    }

    /// The keys that explain a change; none where nothing changed.
    pub fn why(&self, cell: &CellPair<'_>) -> &[KeyDifference] {
        if cell.changed() { &self.reasons[cell.indicator] } else { &[] }
    }
}

fn points(a: Option<Points>, b: Option<Points>) -> Json {
    let difference = a.zip(b).map(|(a, b)| b - a);
    json!({"a": a, "b": b, "difference": difference})
}

fn numbers(a: Option<i64>, b: Option<i64>) -> Json {
    json!({"a": a, "b": b, "difference": a.zip(b).map(|(a, b)| b - a)})
}
