//! The internal table of why points moved since the month before: the change of every indicator of every unit, of
//! their sum and of the score, with what moved it. Each term has four decimals, and those of a row sum to
//! its change.

use super::tables::Source;
use crate::{
    domain::{fraction::shown_together, number::Decimal, period::Period},
    schema::{Table, Value, insight},
    score::{
        period_result::PeriodResult,
        why::{Change, Term, Terms, UnitChange},
    },
};

/// What stands in the place of an indicator where all of them are meant: their points, and the score.
pub const POINTS: &str = "points";
pub const SCORE: &str = "score";
/// What can move the points of two months that are counted by one rule set as of one cut-off.
pub const TERMS: [Term; 7] = [
    Term::Rate,
    Term::ProcedureMix,
    Term::UnitMix,
    Term::Source,
    Term::NoCases,
    Term::Cap,
    Term::Rounding,
];
const PLACES: u8 = 4;

/// The table `moves` of these rows.
pub fn table(rows: Vec<Vec<Value>>) -> Table {
    Table { name: "moves", columns: insight::MOVES, rows }
}

/// The rows of one unit: every indicator with points, and the totals.
pub fn rows(source: &Source<'_>, shown: &PeriodResult, moved: &UnitChange<'_>) -> Vec<Vec<Value>> {
    let known = source.units.get(moved.unit);
    let row = |id: &str, terms: &Terms| {
        let name = known.on(shown.named_on).name.clone();
        let head = head(shown.counts.period, known.id.clone(), name, id);
        head.into_iter().chain(figures(terms)).collect::<Vec<Value>>()
    };
    let has_points = |change: &Change| {
        [change.then, change.now].into_iter().flatten().any(|figure| figure.points.is_some())
    };
    let indicators = moved.indicators.iter().filter(|(_, change)| has_points(change));
    let indicators = indicators.map(|(indicator, change)| row(&indicator.id, &change.points));
    let totals = std::iter::once((POINTS, &moved.total.points))
        .chain(moved.total.score.as_ref().map(|score| (SCORE, score)));
    indicators.chain(totals.map(|(id, terms)| row(id, terms))).collect()
}

fn head(period: Period, unit_id: String, unit_name: String, indicator_id: &str) -> [Value; 5] {
    [
        period.to_string().into(),
        unit_id.into(),
        unit_name.into(),
        indicator_id.to_owned().into(),
        period.shifted(-1).to_string().into(),
    ]
}

/// The change, and what moved it.
fn figures(terms: &Terms) -> impl Iterator<Item = Value> {
    let shown = shown_together(terms.values(), PLACES);
    let sum = Decimal::new(shown.iter().map(|term| term.units).sum(), PLACES);
    let terms = TERMS.map(|term| shown[term as usize]);
    std::iter::once(sum).chain(terms).map(Value::Decimal)
}
