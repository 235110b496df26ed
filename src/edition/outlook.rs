//! Internal tables of what is still in hand: how many dossiers each unit has by the time left until they are due,
//! by procedure too, and in a month that is not over where the share handled on time will end.

use std::collections::BTreeMap;

use super::tables::Source;
use crate::{
    domain::{
        number::Decimal,
        period::Period,
        still_open::{ByLeft, Left, Past, StillOpen},
        time::LocalTime,
    },
    schema::{Table, Value, insight},
    score::{
        outlook::{self, Body, Ends},
        period_result::PeriodResult,
    },
};

/// The tables `open_by_due`, `open_by_due_procedure` and `forecast`; what is learnt from begins with the month
/// `from`, before which the inputs do not hold every dossier.
pub fn tables(
    source: &Source<'_>,
    shown: &PeriodResult,
    open: &StillOpen,
    (from, cut_off): (Option<Period>, LocalTime),
) -> Vec<Table> {
    let by_unit = by_unit(source, shown, open);
    let by_procedure = by_procedure(source, shown, open);
    vec![by_unit, by_procedure, forecast(source, shown, &open.past, from, cut_off)]
}

fn counts(by_left: &ByLeft) -> impl Iterator<Item = Value> {
    std::iter::once(by_left.iter().sum::<u64>()).chain(*by_left).map(Value::from)
}

fn head(source: &Source<'_>, shown: &PeriodResult, unit: u32) -> [Value; 3] {
    let known = source.units.get(unit);
    let name = known.on(shown.named_on).name.clone();
    [shown.counts.period.to_string(), known.id.clone(), name].map(Value::from)
}

/// Of each unit with those below it.
fn by_unit(source: &Source<'_>, shown: &PeriodResult, open: &StillOpen) -> Table {
    let mut all = vec![[0_u64; Left::ALL.len()]; source.units.len()];
    for row in &open.by_left {
        let unit = source.units.find(&row.unit_id);
        for unit in unit.into_iter().flat_map(|unit| shown.counts.tree.upwards(unit)) {
            add(&mut all[unit as usize], &row.by_left);
        }
    }
    let rows = source.shown_units().into_iter().map(|unit| {
        head(source, shown, unit).into_iter().chain(counts(&all[unit as usize])).collect()
    });
    Table { name: "open_by_due", columns: insight::OPEN_BY_DUE, rows: rows.collect() }
}

/// Of each unit with those below it and each procedure of which anything is open.
fn by_procedure(source: &Source<'_>, shown: &PeriodResult, open: &StillOpen) -> Table {
    let mut all: BTreeMap<(u32, &str), ByLeft> = BTreeMap::new();
    for row in &open.by_left {
        let unit = source.units.find(&row.unit_id);
        for unit in unit.into_iter().flat_map(|unit| shown.counts.tree.upwards(unit)) {
            add(all.entry((unit, &row.procedure_id)).or_default(), &row.by_left);
        }
    }
    let rows = all.iter().map(|((unit, procedure), by_left)| {
        let [period, id, name] = head(source, shown, *unit);
        let procedure = Value::from((*procedure).to_owned());
        [period, id, name, procedure].into_iter().chain(counts(by_left)).collect()
    });
    let columns = insight::OPEN_BY_DUE_PROCEDURE;
    Table { name: "open_by_due_procedure", columns, rows: rows.collect() }
}

fn add(own: &mut ByLeft, more: &ByLeft) {
    own.iter_mut().zip(more).for_each(|(own, more)| *own += more);
}

/// Of each unit with those below it, in a month that is not over; no rows in any other.
fn forecast(
    source: &Source<'_>,
    shown: &PeriodResult,
    past: &Past,
    from: Option<Period>,
    cut_off: LocalTime,
) -> Table {
    let columns = insight::FORECAST;
    let mut table = Table { name: "forecast", columns, rows: Vec::new() };
    let Some(now) = past.months.len().checked_sub(1) else { return table };
    let is_known = |month: &Period| from.is_some_and(|from| from <= *month);
    let first = past.months.iter().position(is_known).unwrap_or(now).min(now);
    let mut bodies = vec![Body::new(first..now); source.units.len()];
    for row in &past.rows {
        let unit = source.units.find(&row.unit_id);
        for unit in unit.into_iter().flat_map(|unit| shown.counts.tree.upwards(unit)) {
            bodies[unit as usize].add(&row.procedure_id, row.age, &row.cells);
        }
    }
    let rows = source.shown_units().into_iter().map(|unit| {
        let found = outlook::forecast(&bodies[unit as usize], &bodies[0], now);
        let end = |end: &dyn Fn(&Ends) -> Decimal| Value::from(found.ends.as_ref().map(end));
        let mut row = head(source, shown, unit).to_vec();
        row.extend([
            Value::Time(cut_off),
            found.so_far.in_time.into(),
            found.so_far.cases.into(),
            found.open.into(),
            end(&|ends| ends.expected),
            end(&|ends| ends.low),
            end(&|ends| ends.high),
            found.months.into(),
            found.basis.into(),
            found.ends.as_ref().map(|ends| ends.tested).into(),
            found.ends.as_ref().map(|ends| ends.held).into(),
            found.state().as_str().into(),
        ]);
        row
    });
    table.rows = rows.collect();
    table
}
