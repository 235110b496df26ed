//! The rows that an explanation walks through: the dossiers in hand, petitions, announcements and
//! procedures of one period, judged as for counting, as a frame and beside it what names each row.

use std::collections::HashMap;

use polars::prelude::DataFrame;

use super::basis::Basis;
use crate::{
    count::columns::{AnnouncementColumns, DossierColumns, PetitionColumns, ProcedureColumns, key},
    domain::{calendar::Calendar, procedure::Procedure, time::LocalTime, unit::Tree},
    judge::{Window, announcements, clock::Verdict, facts::Bench, petitions, procedures},
    lake::scan::{self, Wanted},
    pipeline::{Failure, Job, counting::fault, registers::Registers},
};

/// What names a row.
#[derive(Clone, Debug)]
pub struct Row {
    pub unit: u32,
    /// The number of the procedure in the lake, or its position in the catalogue.
    pub procedure: u32,
    /// The number of the dossier, petition or procedure; empty where nobody asked.
    pub id: String,
    /// Of dossiers.
    pub verdict: Option<Verdict>,
    pub handling_seconds: u64,
    /// Of dossiers, where numbers were asked for.
    pub basis: Option<Basis>,
}

/// Rows and their columns, in the same order.
pub struct Material {
    pub rows: Vec<Row>,
    pub frame: DataFrame,
    /// By unit: rows received at or after the end of the period.
    pub later: Vec<u64>,
    /// By unit: rows received or ended before the period.
    pub before: Vec<u64>,
    /// All rows of the lake.
    pub total: u64,
}

impl Material {
    fn new(frame: DataFrame, rows: Vec<Row>, units: usize) -> Self {
        let total = rows.len() as u64;
        Self { rows, frame, later: vec![0; units], before: vec![0; units], total }
    }
}

/// What gathering needs.
pub struct Gathering<'a> {
    pub job: &'a Job,
    pub registers: &'a Registers,
    pub window: Window,
    pub calendar: Calendar,
}

impl Gathering<'_> {
    /// Every dossier of the lake; facts are kept of those in hand whose unit `keep` names.
    pub fn dossiers(&self, keep: &dyn Fn(u32) -> bool, ids: bool) -> Result<Material, Failure> {
        let registers = self.registers;
        let units = &registers.units;
        let numbers: HashMap<&str, u32> = registers
            .procedure_ids
            .iter()
            .zip(0..)
            .map(|(id, number)| (id.as_str(), number))
            .collect();
        let by_id: HashMap<&str, &Procedure> = registers
            .procedures
            .iter()
            .map(|procedure| (procedure.id.as_str(), procedure))
            .collect();
        let wanted = Wanted {
            from: LocalTime::from_micros(i64::MIN),
            to: LocalTime::from_micros(i64::MAX),
            unit: &|id| units.find(id).unwrap_or(units.unmapped()),
            procedure: &|id| numbers.get(id).copied().unwrap_or(0),
            population: &self.job.rules.switches.population_databases,
            databases: &|_| None,
            ids,
        };
        let bench = Bench { calendar: &self.calendar, switches: &self.job.rules.switches };
        let windows = [self.window];
        let mut columns = DossierColumns::default();
        let mut rows = Vec::new();
        let (mut later, mut before) = (vec![0; units.len()], vec![0; units.len()]);
        let mut total = 0;
        for task in scan::tasks(&registers.dossiers(), &wanted)? {
            for dossier in scan::load(&task, &wanted)? {
                total += 1;
                let id = &registers.procedure_ids[dossier.procedure as usize];
                let procedure = by_id.get(id.as_str()).copied();
                let fact = bench.judge(&dossier, procedure, &windows).flatten().next();
                let Some(fact) = fact else {
                    let after = dossier.received >= self.window.end;
                    let fate = if after { &mut later } else { &mut before };
                    fate[dossier.unit as usize] += 1;
                    continue;
                };
                if keep(fact.unit) {
                    columns.push(key(fact.unit, fact.procedure), &fact);
                    rows.push(Row {
                        unit: fact.unit,
                        procedure: fact.procedure,
                        verdict: Some(fact.verdict),
                        handling_seconds: fact.handling_seconds.unsigned_abs(),
                        basis: procedure
                            .filter(|_| ids)
                            .map(|procedure| Basis::of(&dossier, procedure, &self.calendar)),
                        id: dossier.id,
                    });
                }
            }
        }
        Ok(Material { rows, frame: columns.take().map_err(fault)?, later, before, total })
    }

    pub fn petitions(&self) -> Result<Material, Failure> {
        let switches = &self.job.rules.switches;
        let units = self.registers.units.len();
        let mut columns = PetitionColumns::default();
        let mut rows = Vec::new();
        let (mut later, mut before) = (vec![0; units], vec![0; units]);
        for petition in &self.registers.petitions {
            match petitions::judge(petition, &self.window, &self.calendar, switches) {
                Some(fact) => {
                    columns.push(key(fact.unit, 0), &fact);
                    rows.push(row(fact.unit, 0, &petition.id));
                }
                None if petition.received >= self.window.end => later[petition.unit as usize] += 1,
                None => before[petition.unit as usize] += 1,
            }
        }
        let total = self.registers.petitions.len() as u64;
        Ok(Material { rows, frame: columns.take().map_err(fault)?, later, before, total })
    }

    /// Announcements belong to the authority.
    pub fn announcements(&self) -> Result<Material, Failure> {
        let switches = &self.job.rules.switches;
        let mut columns = AnnouncementColumns::default();
        let mut rows = Vec::new();
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        for announcement in &self.registers.announcements {
            let kind = self.job.authority.kind;
            let fact =
                announcements::judge(announcement, &self.window, kind, &self.calendar, switches);
            let next = numbers.len() as u32;
            let number = *numbers.entry(fact.procedure_id).or_insert(next);
            columns.push(key(0, number), &fact);
            rows.push(row(0, number, fact.procedure_id));
        }
        Ok(Material::new(columns.take().map_err(fault)?, rows, self.registers.units.len()))
    }

    /// Procedures in the authority of each unit; `total` is the catalogue.
    pub fn procedures(&self, tree: &Tree) -> Result<Material, Failure> {
        let registers = self.registers;
        let own: Vec<u32> = (0..registers.units.len() as u32).collect();
        let mut columns = ProcedureColumns::default();
        let mut rows = Vec::new();
        for fact in
            procedures::judge(&registers.procedures, &registers.units, tree, &own, &self.window)
        {
            columns.push(key(fact.unit, fact.procedure), &fact);
            let id = &registers.procedures[fact.procedure as usize].id;
            rows.push(row(fact.unit, fact.procedure, id));
        }
        let material = Material::new(columns.take().map_err(fault)?, rows, own.len());
        Ok(Material { total: registers.procedures.len() as u64, ..material })
    }
}

fn row(unit: u32, procedure: u32, id: &str) -> Row {
    Row { unit, procedure, id: id.to_owned(), verdict: None, handling_seconds: 0, basis: None }
}
