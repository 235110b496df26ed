//! The facts of a period beside those of dossiers, as tables: the tree of units, procedures as each
//! unit sees them, announcements and petitions. With these every indicator that is counted from
//! facts can be counted by another engine too.

use super::{
    Failure, Job,
    registers::Registers,
    years::{self, Needed},
};
use crate::{
    domain::{calendar::Calendar, period::Period, procedure::OnlineLevel, time::LocalTime},
    judge::{
        Window,
        announcements::{self, AnnouncementFact},
        petitions::{self, PetitionFact},
        procedures::{self, ProcedureFact},
    },
    schema::{Column, Table, Value, fact_tables, facts},
};

/// What is judged, and when.
pub struct FactTables<'a> {
    job: &'a Job,
    registers: Registers,
    window: Window,
    calendar: Calendar,
}

impl<'a> FactTables<'a> {
    pub fn new(job: &'a Job, period: Period, cut_off: LocalTime) -> Result<Self, Failure> {
        job.check_period(period, period)?;
        let registers = Registers::open(job)?;
        let calendar = job.calendar_of(&registers.days);
        let window = Window::new(period, cut_off);
        let mut needed = Needed::default();
        needed.note_registers(job, &registers, &calendar, &window);
        years::check(job, &calendar, &[(period, needed)])?;
        Ok(Self { job, registers, window, calendar })
    }

    /// A row for each unit itself and for each unit above it, as the tree stood at the end.
    pub fn unit_tree(&self) -> Table {
        let units = &self.registers.units;
        let tree = units.tree(self.window.end.day().plus(-1));
        let id = |unit: u32| -> Value { units.get(unit).id.clone().into() };
        let rows = (0..units.len() as u32)
            .flat_map(|unit| tree.upwards(unit).map(move |above| vec![id(unit), id(above)]))
            .collect();
        Table { name: "unit_tree", columns: fact_tables::UNIT_TREE, rows }
    }

    /// Every procedure for every unit in whose authority it is.
    pub fn procedures(&self) -> Table {
        let Registers { units, procedures: catalogue, .. } = &self.registers;
        let tree = units.tree(self.window.end.day().plus(-1));
        let itself: Vec<u32> = (0..units.len() as u32).collect();
        let rows = procedures::judge(catalogue, units, &tree, &itself, &self.window)
            .iter()
            .map(|fact| {
                let procedure = &catalogue[fact.procedure as usize].id;
                let head = [units.get(fact.unit).id.clone().into(), procedure.clone().into()];
                row(head, facts::PROCEDURES, |name| of_procedure(fact, name))
            })
            .collect();
        Table { name: "procedure_facts", columns: fact_tables::PROCEDURES, rows }
    }

    /// Every procedure in an announcing decision; they are the authority's.
    pub fn announcements(&self) -> Table {
        let (kind, switches) = (self.job.authority.kind, &self.job.rules.switches);
        let rows = self
            .registers
            .announcements
            .iter()
            .map(|given| {
                let fact =
                    announcements::judge(given, &self.window, kind, &self.calendar, switches);
                let head = [given.decision_id.clone().into(), given.procedure_id.clone().into()];
                row(head, facts::ANNOUNCEMENTS, |name| of_announcement(&fact, name))
            })
            .collect();
        Table { name: "announcement_facts", columns: fact_tables::ANNOUNCEMENTS, rows }
    }

    /// Every petition received in the period.
    pub fn petitions(&self) -> Table {
        let switches = &self.job.rules.switches;
        let judged = self.registers.petitions.iter().filter_map(|petition| {
            let fact = petitions::judge(petition, &self.window, &self.calendar, switches)?;
            let unit = self.registers.units.get(fact.unit).id.clone();
            let head = [petition.id.clone().into(), unit.into()];
            Some(row(head, facts::PETITIONS, |name| of_petition(&fact, name)))
        });
        Table { name: "petition_facts", columns: fact_tables::PETITIONS, rows: judged.collect() }
    }
}

fn row(head: [Value; 2], columns: &[Column], value: impl Fn(&str) -> Value) -> Vec<Value> {
    head.into_iter().chain(columns.iter().map(|column| value(column.name))).collect()
}

fn of_procedure(fact: &ProcedureFact, name: &str) -> Value {
    match name {
        "public" => fact.public.into(),
        "in_authority" => true.into(),
        "complete" => fact.complete.into(),
        "online_level" => match fact.online_level {
            OnlineLevel::None => "none".into(),
            OnlineLevel::Partial => "partial".into(),
            OnlineLevel::Full => "full".into(),
        },
        "has_fee" => fact.has_fee.into(),
        "citizen_subject" => fact.citizen_subject.into(),
        _ => Value::Null,
    }
}

fn of_announcement(fact: &AnnouncementFact<'_>, name: &str) -> Value {
    match name {
        "announced" => fact.announced.into(),
        "announced_on_time" => fact.announced_on_time.into(),
        "publication_due" => fact.publication_due.into(),
        "published_on_time" => fact.published_on_time.into(),
        _ => Value::Null,
    }
}

fn of_petition(fact: &PetitionFact, name: &str) -> Value {
    match name {
        "received" => true.into(),
        "about_rules" => fact.about_rules.into(),
        "on_time" => fact.on_time.into(),
        "more_disliked" => fact.more_disliked.into(),
        "repeated" => fact.repeated.into(),
        _ => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(columns: &[Column], value: impl Fn(&str) -> Value) {
        for column in columns {
            assert_ne!(value(column.name), Value::Null, "{} is never filled", column.name);
        }
    }

    #[test]
    fn every_declared_fact_column_is_filled() {
        let procedure = ProcedureFact {
            unit: 0,
            procedure: 0,
            public: true,
            complete: true,
            online_level: OnlineLevel::Full,
            has_fee: true,
            citizen_subject: true,
        };
        filled(facts::PROCEDURES, |name| of_procedure(&procedure, name));
        let announcement = AnnouncementFact {
            procedure_id: "1.000001",
            announced: true,
            announced_on_time: true,
            publication_due: true,
            published_on_time: true,
            lacks_year: None,
        };
        filled(facts::ANNOUNCEMENTS, |name| of_announcement(&announcement, name));
        let petition = PetitionFact {
            unit: 0,
            about_rules: true,
            on_time: true,
            more_disliked: false,
            repeated: false,
            lacks_year: None,
        };
        filled(facts::PETITIONS, |name| of_petition(&petition, name));
    }
}
