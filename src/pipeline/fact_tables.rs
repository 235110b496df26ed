//! The facts of a period beside those of dossiers, as tables: the tree of units, procedures as each
//! unit sees them, announcements and petitions. With these every indicator that is counted from
//! facts can be counted by another engine too.

use super::{
    failure::Failure, job::Job, judging::Judging, needed::Needed, registers::Registers, years,
};
use crate::{
    domain::{period::Period, time::LocalTime},
    judge::Window,
    schema::{Table, Value, fact_row::FactRow, fact_tables},
};

/// What is judged, and when.
pub struct FactTables<'a> {
    judging: Judging<'a>,
    window: Window,
}

impl<'a> FactTables<'a> {
    pub fn new(
        job: &'a Job,
        registers: &'a Registers,
        period: Period,
        cut_off: LocalTime,
    ) -> Result<Self, Failure> {
        job.check_period(period, period)?;
        let judging = Judging::new(job, registers);
        let window = Window::new(period, cut_off);
        let mut needed = Needed::default();
        years::note_registers(&mut needed, &judging, &window);
        years::check(job, &judging.calendar, &[(period, needed)])?;
        Ok(Self { judging, window })
    }

    /// A row for each unit itself and for each unit above it, as the tree stood at the end.
    pub fn unit_tree(&self) -> Table {
        let units = &self.judging.registers.units;
        let tree = units.tree(self.window.end.last_day());
        let id = |unit: u32| -> Value { units.get(unit).id.clone().into() };
        let rows = (0..units.len() as u32)
            .flat_map(|unit| tree.upwards(unit).map(move |above| vec![id(unit), id(above)]))
            .collect();
        Table { name: "unit_tree", columns: fact_tables::UNIT_TREE, rows }
    }

    /// Every procedure for every unit in whose authority it is.
    pub fn procedures(&self) -> Table {
        let Registers { units, procedures: catalogue, .. } = self.judging.registers;
        let tree = units.tree(self.window.end.last_day());
        let itself: Vec<u32> = (0..units.len() as u32).collect();
        let judged = self.judging.procedures(&self.window, &tree, &itself);
        let rows = judged.iter().map(|fact| {
            let procedure = &catalogue[fact.procedure as usize].id;
            row([units.get(fact.unit).id.clone().into(), procedure.clone().into()], fact)
        });
        Table { name: "procedure_facts", columns: fact_tables::PROCEDURES, rows: rows.collect() }
    }

    /// Every procedure in an announcing decision; they are the authority's.
    pub fn announcements(&self) -> Table {
        let rows = self.judging.announcements(&self.window).map(|(given, _, fact)| {
            row([given.decision_id.clone().into(), given.procedure_id.clone().into()], &fact)
        });
        Table {
            name: "announcement_facts",
            columns: fact_tables::ANNOUNCEMENTS,
            rows: rows.collect(),
        }
    }

    /// Every petition received in the period.
    pub fn petitions(&self) -> Table {
        let rows = self.judging.petitions(&self.window).filter_map(|(petition, fact)| {
            let fact = fact?;
            let unit = self.judging.registers.units.get(fact.unit).id.clone();
            Some(row([petition.id.clone().into(), unit.into()], &fact))
        });
        Table { name: "petition_facts", columns: fact_tables::PETITIONS, rows: rows.collect() }
    }
}

fn row(head: [Value; 2], fact: &impl FactRow) -> Vec<Value> {
    head.into_iter().chain(fact.values()).collect()
}
