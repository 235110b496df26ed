//! What the judge says of a dossier when it comes into the lake: when it is settled, and what is to be
//! told of it in the account of its file.

use std::collections::HashMap;

use crate::{
    domain::{
        account::Finding, calendar::Calendar, dossier::Dossier, finder::UnitReading,
        message::FindingSet, procedure::Procedure, time::LocalTime, unit::folded,
    },
    judge::{clock::Due, trail},
    lake::{meaning::Known, resolve::Inspection},
};

/// A cut-off that hides nothing.
const NEVER: LocalTime = LocalTime::from_micros(i64::MAX);

/// What looking at dossiers needs.
pub(super) struct Inspecting<'a> {
    /// By number of the procedure.
    catalogue: Vec<Option<&'a Procedure>>,
    has_catalogue: bool,
    unmapped: u32,
    calendar: &'a Calendar,
    /// The unit that each number of a unit name stands for: the first number of the same unit.
    pub same_unit: Vec<u32>,
}

impl<'a> Inspecting<'a> {
    pub fn new(procedures: &'a [Procedure], calendar: &'a Calendar, known: &Known) -> Self {
        let by_id: HashMap<&str, &Procedure> =
            procedures.iter().map(|procedure| (procedure.id.as_str(), procedure)).collect();
        let names = known.names();
        let catalogue = names.procedures.iter().map(|name| by_id.get(name.as_str()).copied());
        Self {
            catalogue: catalogue.collect(),
            has_catalogue: !procedures.is_empty(),
            unmapped: known.unmapped,
            calendar,
            same_unit: same_unit(known, &names.units),
        }
    }

    /// What is seen of the dossier at a cut-off.
    pub fn inspect(&self, dossier: &Dossier, cut_off: LocalTime) -> Inspection {
        let procedure = self.catalogue[dossier.procedure as usize];
        let mut findings = FindingSet::default();
        let course = trail::course(dossier, cut_off);
        let found = course.findings;
        let received = dossier.received.day();
        let limit = procedure.and_then(|procedure| procedure.on(received).limit);
        let due = Due::of(dossier, limit, self.calendar);
        for (holds, finding) in [
            (found.false_end, Finding::FalseEnd),
            (found.end_before_received, Finding::EndBeforeReceived),
            (found.due_before_received, Finding::DueBeforeReceived),
            (found.status_unknown, Finding::StatusUnknown),
            (self.has_catalogue && procedure.is_none(), Finding::UnknownProcedure),
            (dossier.unit == self.unmapped, Finding::Unmapped),
            (dossier.due.is_none(), Finding::NoDueDate),
            (due.is_none(), Finding::Undated),
            (procedure.is_some_and(|known| !known.covers(received)), Finding::LimitNotDated),
            (due.is_some_and(|due| due.unsure.is_some()), Finding::CalendarYearMissing),
            (returned_before_end(dossier), Finding::ReturnedBeforeEnd),
        ] {
            if holds {
                findings.add(finding);
            }
        }
        // What no cut-off hides is the same where this one hides nothing.
        let course = match dossier.latest() < cut_off {
            true => course,
            false => trail::course(dossier, NEVER),
        };
        let ended = course.ended.map(|(ended, _)| ended);
        Inspection { settled: settled_at(dossier, ended), ended, findings }
    }
}

/// Where units are discovered, names that are written in several ways are one unit.
fn same_unit(known: &Known, names: &[String]) -> Vec<u32> {
    let mut first: HashMap<String, u32> = HashMap::new();
    let numbered = (0..).zip(names);
    match known.units {
        UnitReading::Known(_) => numbered.map(|(number, _)| number).collect(),
        UnitReading::Discover => {
            numbered.map(|(number, name)| *first.entry(folded(name)).or_insert(number)).collect()
        }
    }
}

/// `NgayTra` before `NgayTiepNhan` or before the end that the dossier itself names.
fn returned_before_end(dossier: &Dossier) -> bool {
    dossier.returned.is_some_and(|returned| {
        returned < dossier.received || dossier.ended.is_some_and(|ended| returned < ended)
    })
}

/// An instant before which no cut-off sees the dossier ended. An end at receipt may turn out false
/// when an earlier cut-off hides the rest of the trail, so such a dossier is never skipped.
fn settled_at(dossier: &Dossier, ended: Option<LocalTime>) -> Option<LocalTime> {
    let ended = ended?;
    let may_be_false =
        dossier.ended.is_none() && dossier.trail.first().is_some_and(|e| e.at == dossier.received);
    (!may_be_false || dossier.trail.is_empty()).then_some(ended)
}
