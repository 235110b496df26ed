//! The facts of a period as a table: one row per dossier in hand, with its verdict and every column
//! that a condition may speak of.

use super::{
    failure::Failure,
    job::Job,
    judging::{Dossiers, Judging, Reading},
    needed::Needed,
    registers::Registers,
    years,
};
use crate::{
    domain::{period::Period, time::LocalTime},
    judge::Window,
    schema::{Table, Value, canonical::Kind, fact_row::FactRow, fact_tables},
};

/// Judges every dossier of the lake for one period; rows sorted by dossier number.
pub fn facts(job: &Job, period: Period, cut_off: LocalTime) -> Result<Table, Failure> {
    job.check_period(period, period)?;
    let registers = Registers::open(job)?;
    let judging = Judging::new(job, &registers);
    let windows = [Window::new(period, cut_off)];
    let reading = Reading {
        windows: &windows,
        dossiers: Dossiers::InHand,
        ids: true,
        databases: None,
        threads: 1,
    };
    let begin = || (Vec::new(), Needed::default());
    let judged = judging.dossiers(
        &reading,
        begin,
        |(rows, needed), judged, facts| {
            let Some(fact) = facts.flatten().next() else { return Ok(()) };
            needed.note(Kind::Dossiers, fact.lacks_year);
            let dossier = judged.dossier;
            let mut row: Vec<Value> = vec![
                dossier.id.clone().into(),
                registers.units.get(dossier.unit).id.clone().into(),
                registers.procedure_ids[dossier.procedure as usize].clone().into(),
                Value::Time(dossier.received),
            ];
            row.extend(fact.values());
            rows.push((dossier.id.clone(), row));
            Ok(())
        },
        Ok,
    )?;
    let (mut rows, needed) = judged.into_iter().next().unwrap_or_else(begin);
    years::check(job, &judging.calendar, &[(period, needed)])?;
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(Table {
        name: "facts",
        columns: fact_tables::DOSSIERS,
        rows: rows.into_iter().map(|(_, row)| row).collect(),
    })
}
