//! The facts of a period as a table: one row per dossier in hand, with its verdict and every column
//! that a condition may speak of.

use std::collections::HashMap;

use super::{
    Failure, Job,
    registers::Registers,
    years::{self, Needed},
};
use crate::{
    domain::{period::Period, procedure::Procedure, time::LocalTime},
    judge::{
        Window,
        clock::Verdict,
        facts::{Bench, Fact},
    },
    lake::scan::{self, Wanted},
    schema::{Table, Value, canonical::Kind, fact_tables, facts},
};

/// Judges every dossier of the lake for one period; rows sorted by dossier number.
pub fn facts(job: &Job, period: Period, cut_off: LocalTime) -> Result<Table, Failure> {
    job.check_period(period, period)?;
    let registers = Registers::open(job)?;
    let units = &registers.units;
    let window = [Window::new(period, cut_off)];
    let numbers: HashMap<&str, u32> =
        registers.procedure_ids.iter().zip(0..).map(|(id, number)| (id.as_str(), number)).collect();
    let by_id: HashMap<&str, &Procedure> =
        registers.procedures.iter().map(|procedure| (procedure.id.as_str(), procedure)).collect();
    let wanted = Wanted {
        from: window[0].start,
        to: window[0].end,
        unit: &|id| units.find(id).unwrap_or(units.unmapped()),
        procedure: &|id| numbers.get(id).copied().unwrap_or(0),
        population: &job.rules.switches.population_databases,
        databases: &|_| None,
        ids: true,
    };
    let calendar = job.calendar_of(&registers.days);
    let bench = Bench { calendar: &calendar, switches: &job.rules.switches };
    let mut rows = Vec::new();
    let mut needed = Needed::default();
    for task in scan::tasks(&registers.dossiers(), &wanted)? {
        for dossier in scan::load(&task, &wanted)? {
            let procedure_id = &registers.procedure_ids[dossier.procedure as usize];
            let procedure = by_id.get(procedure_id.as_str()).copied();
            let fact = bench.judge(&dossier, procedure, &window).flatten().next();
            if let Some(fact) = fact {
                needed.note(Kind::Dossiers, fact.lacks_year);
                let mut row: Vec<Value> = vec![
                    dossier.id.clone().into(),
                    units.get(dossier.unit).id.clone().into(),
                    procedure_id.clone().into(),
                    Value::Time(dossier.received),
                ];
                row.extend(facts::DOSSIERS.iter().map(|column| value(&fact, column.name)));
                rows.push((dossier.id, row));
            }
        }
    }
    years::check(job, &calendar, &[(period, needed)])?;
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(Table {
        name: "facts",
        columns: fact_tables::DOSSIERS,
        rows: rows.into_iter().map(|(_, row)| row).collect(),
    })
}

/// One column of a fact. Every declared column has a line here; a test says so.
fn value(fact: &Fact, name: &str) -> Value {
    match name {
        "opening" => fact.opening.into(),
        "received" => fact.received.into(),
        "in_hand" => true.into(),
        "ended" => fact.ended.is_some().into(),
        "closing" => fact.ended.is_none().into(),
        "verdict" => fact.verdict.as_str().into(),
        "on_time" => fact.on_time.into(),
        "undated" => (fact.verdict == Verdict::Undated).into(),
        "judged" => fact.judged.into(),
        "waiting" => fact.waiting.into(),
        "end_kind" => fact.ended.map_or("none", |kind| kind.as_str()).into(),
        "handling_seconds" => fact.handling_seconds.into(),
        "channel" => fact.channel.as_str().into(),
        "synced" => (fact.synced == Some(true)).into(),
        "sync_known" => fact.synced.is_some().into(),
        "result_file" => fact.result_file.into(),
        "components_digitized" => fact.components_digitized.into(),
        "component_reused" => fact.component_reused.into(),
        "has_digitized_component" => fact.has_digitized_component.into(),
        "from_personal_store" => fact.from_personal_store.into(),
        "vneid_verified" => fact.vneid_verified.into(),
        "population_database" => fact.population_database.into(),
        "online_payment" => i64::from(fact.online_payment).into(),
        "fees_all_zero" => fact.fees_all_zero.into(),
        "fee_above_zero" => fact.fee_above_zero.into(),
        "has_fee" => fact.has_fee.into(),
        "paper_result" => fact.paper_result.into(),
        "dissatisfied" => fact.dissatisfied.into(),
        "complained" => fact.complained.into(),
        _ => Value::Null,
    }
}
