//! The rows that an explanation walks through: the dossiers in hand, petitions, announcements and
//! procedures of one period, judged as for counting, as a frame and beside it what names each row.

use polars::prelude::DataFrame;

use super::basis::Basis;
use crate::{
    count::columns::{Columns, key},
    domain::unit::Tree,
    judge::{Window, clock::Verdict, facts::Fact},
    pipeline::{
        failure::Failure,
        judging::{Dossiers, Judged, Judging, Reading},
    },
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

    /// A row that is not of the period: later than it, or before.
    fn pass(&mut self, unit: u32, later: bool) {
        let fate = if later { &mut self.later } else { &mut self.before };
        fate[unit as usize] += 1;
    }
}

/// What gathering needs.
pub struct Gathering<'a> {
    pub judging: Judging<'a>,
    pub window: Window,
}

/// What is gathered of dossiers.
struct Gathered {
    columns: Columns<Fact>,
    material: Material,
}

impl Gathering<'_> {
    /// Every dossier of the lake; facts are kept of those in hand whose unit `keep` names.
    pub fn dossiers(
        &self,
        keep: &(dyn Fn(u32) -> bool + Sync),
        ids: bool,
    ) -> Result<Material, Failure> {
        let units = self.judging.registers.units.len();
        let windows = [self.window];
        let reading = Reading {
            windows: &windows,
            dossiers: Dossiers::All,
            ids,
            databases: None,
            threads: 1,
        };
        let begin = || Gathered {
            columns: Columns::default(),
            material: Material::new(DataFrame::empty(), Vec::new(), units),
        };
        let take = |into: &mut Gathered,
                    judged: &Judged<'_>,
                    facts: &mut dyn Iterator<Item = Option<Fact>>| {
            let (dossier, material) = (judged.dossier, &mut into.material);
            material.total += 1;
            let Some(fact) = facts.flatten().next() else {
                material.pass(dossier.unit, dossier.received >= self.window.end);
                return Ok(());
            };
            if keep(fact.unit) {
                into.columns.push(key(fact.unit, fact.procedure), &fact);
                let basis = |procedure| Basis::of(dossier, procedure, &self.judging.calendar);
                material.rows.push(Row {
                    verdict: Some(fact.verdict),
                    handling_seconds: fact.handling_seconds.unsigned_abs(),
                    basis: judged.procedure.filter(|_| ids).map(basis),
                    ..row(fact.unit, fact.procedure, &dossier.id)
                });
            }
            Ok(())
        };
        let end = |mut gathered: Gathered| -> Result<Material, Failure> {
            Ok(Material { frame: gathered.columns.take()?, ..gathered.material })
        };
        let mut found = self.judging.dossiers(&reading, begin, take, end)?;
        found.pop().ok_or_else(|| Failure::Count("no dossier was read".into()))
    }

    pub fn petitions(&self) -> Result<Material, Failure> {
        let registers = self.judging.registers;
        let mut columns = Columns::default();
        let mut material = Material::new(DataFrame::empty(), Vec::new(), registers.units.len());
        for (petition, fact) in self.judging.petitions(&self.window) {
            material.total += 1;
            match fact {
                Some(fact) => {
                    columns.push(key(fact.unit, 0), &fact);
                    material.rows.push(row(fact.unit, 0, &petition.id));
                }
                None => material.pass(petition.unit, petition.received >= self.window.end),
            }
        }
        Ok(Material { frame: columns.take()?, ..material })
    }

    /// Announcements belong to the authority.
    pub fn announcements(&self) -> Result<Material, Failure> {
        let mut columns = Columns::default();
        let mut rows = Vec::new();
        for (given, number, fact) in self.judging.announcements(&self.window) {
            columns.push(key(0, number), &fact);
            rows.push(row(0, number, &given.procedure_id));
        }
        Ok(Material::new(columns.take()?, rows, self.judging.registers.units.len()))
    }

    /// Procedures in the authority of each unit; `total` is the catalogue.
    pub fn procedures(&self, tree: &Tree) -> Result<Material, Failure> {
        let registers = self.judging.registers;
        let own: Vec<u32> = (0..registers.units.len() as u32).collect();
        let mut columns = Columns::default();
        let mut rows = Vec::new();
        for fact in self.judging.procedures(&self.window, tree, &own) {
            columns.push(key(fact.unit, fact.procedure), &fact);
            let id = &registers.procedures[fact.procedure as usize].id;
            rows.push(row(fact.unit, fact.procedure, id));
        }
        let material = Material::new(columns.take()?, rows, own.len());
        Ok(Material { total: registers.procedures.len() as u64, ..material })
    }
}

fn row(unit: u32, procedure: u32, id: &str) -> Row {
    Row { unit, procedure, id: id.to_owned(), verdict: None, handling_seconds: 0, basis: None }
}
